/* shortfall paths as NumPy's arrays: totals [paths][architectures][npv, nominal][ai, trueup, baseline, total], alone or in a
 * zip with what its indices mean. How many paths there are is known before, so nothing is kept. */
#include "host/cli/paths.h"
#include "host/report/npy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NUMBERS_AT_ONCE 65536u

static void write_totals_header(const sfl_paths_writer *to, sfl_buffer *buffer)
{
    uint64_t sizes[] = {to->n_paths, (uint64_t)to->scenario->n_architectures, SFL_MONEY_COUNT, SFL_PATHS_PARTS};
    sfl_npy_header(buffer, "<f8", sizes, 4);
}

static size_t count_totals(const sfl_paths_writer *to, uint64_t n_paths)
{
    return (size_t)n_paths * (size_t)to->scenario->n_architectures * SFL_MONEY_COUNT * SFL_PATHS_PARTS;
}

/* ---- npy ---- */

static sfl_status write_bytes(sfl_paths_writer *to, sfl_buffer *buffer)
{
    sfl_status status = buffer->has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer->text, 1, buffer->n_bytes, to->stream);
    sfl_buffer_free(buffer);
    return status == SFL_OK ? sfl_output_check(to->output, status) : status;
}

static sfl_status begin_npy(sfl_paths_writer *to)
{
    sfl_buffer buffer = {0};
    write_totals_header(to, &buffer);
    return write_bytes(to, &buffer);
}

static sfl_status write_npy(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals)
{
    (void)first;
    sfl_buffer buffer = {0};
    sfl_npy_reals(&buffer, totals, count_totals(to, n));
    return write_bytes(to, &buffer);
}

static sfl_status end_npy(sfl_paths_writer *to)
{
    (void)to;
    return SFL_OK;
}

static void release_npy(sfl_paths_writer *to)
{
    (void)to;
}

/* ---- npz ---- */

/* What goes wrong on the way to the output is said when that is closed; a zip that grows elsewhere is said here. */
static sfl_status zip_failed(sfl_paths_writer *to)
{
    int error = errno;
    if (to->archive == to->stream) return sfl_output_check(to->output, SFL_ERR_OUTPUT);
    return sfl_diag_add(to->diag, SFL_ERR_OUTPUT, (sfl_place){NULL, 0, 0}, "the zip cannot be written: %s",
                        strerror(error));
}

/* Into the member that was begun last. */
static sfl_status add_bytes(sfl_paths_writer *to, sfl_buffer *buffer)
{
    sfl_status status = buffer->has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK && !sfl_npz_add(to->npz, buffer->text, buffer->n_bytes)) status = zip_failed(to);
    sfl_buffer_free(buffer);
    return status;
}

/* A zip's sizes are written when they are known, further to the front: a pipe gets it from a file that is nobody else's. */
static sfl_status begin_npz(sfl_paths_writer *to)
{
    sfl_buffer buffer = {0};
    to->archive       = to->output->whole.temporary != NULL ? to->stream : tmpfile();
    if (to->archive == NULL) return zip_failed(to);
    to->npz = sfl_npz_open(to->archive);
    if (to->npz == NULL || !sfl_npz_member(to->npz, "totals.npy")) return zip_failed(to);
    write_totals_header(to, &buffer);
    return add_bytes(to, &buffer);
}

static sfl_status write_npz(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals)
{
    (void)first;
    sfl_buffer buffer = {0};
    sfl_npy_reals(&buffer, totals, count_totals(to, n));
    return add_bytes(to, &buffer);
}

/* paths.npy: the number of every path. */
static sfl_status add_numbers(sfl_paths_writer *to)
{
    sfl_buffer buffer = {0};
    if (!sfl_npz_member(to->npz, "paths.npy")) return zip_failed(to);
    sfl_npy_header(&buffer, "<u8", &to->n_paths, 1);
    SFL_TRY(add_bytes(to, &buffer));
    for (uint64_t i = 0; i < to->n_paths; i += NUMBERS_AT_ONCE) {
        uint64_t left = to->n_paths - i;
        sfl_npy_counts(&buffer, to->first + i, left < NUMBERS_AT_ONCE ? (size_t)left : NUMBERS_AT_ONCE);
        SFL_TRY(add_bytes(to, &buffer));
    }
    return SFL_OK;
}

static sfl_status add_words(sfl_paths_writer *to, const char *member, const char *const *words, int32_t n)
{
    sfl_buffer buffer = {0};
    if (!sfl_npz_member(to->npz, member)) return zip_failed(to);
    sfl_npy_texts(&buffer, words, n);
    return add_bytes(to, &buffer);
}

static sfl_status add_names(sfl_paths_writer *to)
{
    int32_t      n     = to->scenario->n_architectures;
    const char **names = calloc((size_t)n + 1, sizeof *names);
    if (names == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i)
        names[i] = to->scenario->architectures[i].name;
    sfl_status status = add_words(to, "architectures.npy", names, n);
    free(names);
    return status;
}

/* What the indices of the totals mean. */
static sfl_status add_indices(sfl_paths_writer *to)
{
    const char *moneys[SFL_MONEY_COUNT], *parts[SFL_PATHS_PARTS];
    for (int i = 0; i < SFL_MONEY_COUNT; ++i)
        moneys[i] = sfl_money_word((sfl_money)i);
    for (int i = 0; i < SFL_PATHS_PARTS; ++i)
        parts[i] = sfl_part_word(sfl_paths_parts[i]);
    SFL_TRY(add_numbers(to));
    SFL_TRY(add_names(to));
    SFL_TRY(add_words(to, "money.npy", moneys, SFL_MONEY_COUNT));
    return add_words(to, "part.npy", parts, SFL_PATHS_PARTS);
}

static sfl_status copy_archive(sfl_paths_writer *to)
{
    char   bytes[65536];
    size_t n;
    rewind(to->archive);
    while ((n = fread(bytes, 1, sizeof bytes, to->archive)) > 0) {
        fwrite(bytes, 1, n, to->stream);
        SFL_TRY(sfl_output_check(to->output, SFL_OK));
    }
    return ferror(to->archive) != 0 ? zip_failed(to) : SFL_OK;
}

static sfl_status end_npz(sfl_paths_writer *to)
{
    SFL_TRY(add_indices(to));
    if (!sfl_npz_close(&to->npz)) return zip_failed(to);
    return to->archive != to->stream ? copy_archive(to) : SFL_OK;
}

static void release_npz(sfl_paths_writer *to)
{
    if (to->npz != NULL) (void)sfl_npz_close(&to->npz);
    if (to->archive != NULL && to->archive != to->stream) fclose(to->archive);
}

const sfl_paths_form sfl_paths_npy = {"npy", true, begin_npy, write_npy, end_npy, release_npy};
const sfl_paths_form sfl_paths_npz = {"npz", true, begin_npz, write_npz, end_npz, release_npz};
