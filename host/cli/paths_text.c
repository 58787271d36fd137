/* shortfall paths as CSV and JSON: a row per path, architecture and money. */
#include "host/base/buffer.h"
#include "host/cli/paths.h"
#include "host/report/csv_dialect.h"
#include "host/report/json_writer.h"

#include <inttypes.h>

typedef bool (*row_fn)(const sfl_paths_writer *to, uint64_t path, const char *architecture, sfl_money money,
                       const double *row);

static bool hand_on(const sfl_paths_writer *to, sfl_buffer *buffer, size_t n_bytes)
{
    bool is_whole = !buffer->has_failed;
    if (is_whole) fwrite(buffer->text, 1, n_bytes, to->stream);
    sfl_buffer_free(buffer);
    return is_whole;
}

static bool write_csv_row(const sfl_paths_writer *to, uint64_t path, const char *architecture, sfl_money money,
                          const double *row)
{
    sfl_buffer buffer = {0};
    sfl_buffer_add(&buffer, "%" PRIu64 ",", path);
    sfl_csv_text(&sfl_csv_dialect_rows[SFL_CSV_DIALECT_UNIX], architecture, &buffer);
    sfl_buffer_add(&buffer, ",%s", sfl_money_word(money));
    for (int part = 0; part < SFL_PATHS_PARTS; ++part)
        sfl_buffer_add(&buffer, ",%.17g", row[part]);
    sfl_buffer_add(&buffer, "\n");
    return hand_on(to, &buffer, buffer.n_bytes);
}

/* The line's end is written before the next row. */
static bool write_json_row(const sfl_paths_writer *to, uint64_t path, const char *architecture, sfl_money money,
                           const double *row)
{
    sfl_buffer buffer = {0};
    sfl_json   json;
    char       number[24];
    snprintf(number, sizeof(number), "%" PRIu64, path);
    sfl_json_init(&json, &buffer);
    sfl_buffer_add(&buffer, "%s", to->has_rows ? ",\n" : "\n");
    sfl_json_object(&json, NULL, SFL_JSON_INLINE);
    sfl_json_text(&json, "path", number);
    sfl_json_text(&json, "architecture", architecture);
    sfl_json_text(&json, "money", sfl_money_word(money));
    for (int part = 0; part < SFL_PATHS_PARTS; ++part)
        sfl_json_real(&json, sfl_part_word(sfl_paths_parts[part]), row[part]);
    sfl_json_close(&json);
    return hand_on(to, &buffer, buffer.n_bytes - 1);
}

static sfl_status write_rows(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals, row_fn write_row)
{
    for (uint64_t i = 0; i < n; ++i) {
        for (int32_t a = 0; a < to->scenario->n_architectures; ++a) {
            for (int money = 0; money < SFL_MONEY_COUNT; ++money, totals += SFL_PATHS_PARTS) {
                const char *architecture = to->scenario->architectures[a].name;
                if (!write_row(to, first + i, architecture, (sfl_money)money, totals)) return SFL_ERR_MEMORY;
                to->has_rows = true;
            }
        }
    }
    return sfl_output_check(to->output, SFL_OK);
}

static sfl_status write_csv(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals)
{
    return write_rows(to, first, n, totals, write_csv_row);
}

static sfl_status write_json(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals)
{
    return write_rows(to, first, n, totals, write_json_row);
}

static sfl_status begin_csv(sfl_paths_writer *to)
{
    fputs("path,architecture,money,ai,trueup,baseline,total\n", to->stream);
    return SFL_OK;
}

static sfl_status begin_json(sfl_paths_writer *to)
{
    fputs("[", to->stream);
    return SFL_OK;
}

static sfl_status end_csv(sfl_paths_writer *to)
{
    (void)to;
    return SFL_OK;
}

static sfl_status end_json(sfl_paths_writer *to)
{
    fputs("\n]\n", to->stream);
    return SFL_OK;
}

static void release(sfl_paths_writer *to)
{
    (void)to;
}

const sfl_paths_form sfl_paths_csv  = {"csv", false, begin_csv, write_csv, end_csv, release};
const sfl_paths_form sfl_paths_json = {"json", false, begin_json, write_json, end_json, release};
