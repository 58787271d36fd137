/* A tally file becomes a piece (docs/tally-format.md). Whoever wrote the bytes may have meant harm: whatever they are, reading
 * them ends with a piece or with a message. */
#include "host/tally/piece_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* ---- bytes from a file ---- */

static sfl_status refuse_errno(const char *name, int error, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){name, 0, 0}, "cannot be read: %s", strerror(error));
}

/* Fewer bytes than asked for where the file ends before them; -1 and errno. */
static ssize_t read_all(int descriptor, uint8_t *bytes, size_t n_bytes)
{
    size_t n_read = 0;
    while (n_read < n_bytes) {
        ssize_t n = read(descriptor, bytes + n_read, n_bytes - n_read);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return -1;
        if (n == 0) break;
        n_read += (size_t)n;
    }
    return (ssize_t)n_read;
}

static sfl_status read_open(int descriptor, const char *name, uint8_t **bytes, size_t *n_bytes, sfl_diag *diag)
{
    struct stat facts;
    if (fstat(descriptor, &facts) != 0) return refuse_errno(name, errno, diag);
    if (S_ISDIR(facts.st_mode)) return refuse_errno(name, EISDIR, diag);
    if (!S_ISREG(facts.st_mode))
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){name, 0, 0}, "cannot be read: it is no plain file");
    *bytes = malloc((size_t)facts.st_size + 1);
    if (*bytes == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){name, 0, 0}, "no memory for its bytes");
    ssize_t n = read_all(descriptor, *bytes, (size_t)facts.st_size);
    if (n < 0) return refuse_errno(name, errno, diag);
    *n_bytes = (size_t)n;
    return SFL_OK;
}

static sfl_status read_file(const char *name, uint8_t **bytes, size_t *n_bytes, sfl_diag *diag)
{
    int descriptor =
        open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe without a writer is refused, not waited for */
    if (descriptor < 0) return refuse_errno(name, errno, diag);
    sfl_status status = read_open(descriptor, name, bytes, n_bytes, diag);
    (void)close(descriptor);
    return status;
}

/* ---- the frame: magic, version, length, checksum ---- */

static sfl_status refuse(const sfl_piece_file *file, sfl_diag *diag, const char *why)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0}, "%s", why);
}

static uint64_t fixed_at(const sfl_piece_file *file, size_t at, int32_t n_bytes)
{
    sfl_bytes_in in = sfl_bytes_of(file->bytes, file->n_bytes);
    in.at           = at;
    return sfl_bytes_get_fixed(&in, n_bytes);
}

/* The name is there, what stands around it to show this is not. */
static bool was_sent_as_text(const sfl_piece_file *file)
{
    return file->n_bytes >= 4 && memcmp(file->bytes + 1, &SFL_PIECE_MAGIC[1], 3) == 0;
}

static sfl_status check_magic(const sfl_piece_file *file, sfl_diag *diag)
{
    size_t at = 0;
    while (at < SFL_PIECE_MAGIC_BYTES && at < file->n_bytes && file->bytes[at] == (uint8_t)SFL_PIECE_MAGIC[at])
        ++at;
    if (at == SFL_PIECE_MAGIC_BYTES) return SFL_OK;
    if (!was_sent_as_text(file)) return refuse(file, diag, "byte 0: this is no tally file");
    if (at == file->n_bytes)
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                            "byte %zu: the file ends before its head", at);
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                        "byte %zu: a tally file that was changed on its way as if it were text", at);
}

static sfl_status check_length(const sfl_piece_file *file, sfl_diag *diag)
{
    if (file->n_bytes < SFL_PIECE_HEAD_AT)
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                            "byte %zu: the file ends before its head", file->n_bytes);
    uint64_t version = fixed_at(file, SFL_PIECE_MAGIC_BYTES, 4), length = fixed_at(file, SFL_PIECE_LENGTH_AT, 8);
    if (version != SFL_PIECE_VERSION)
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                            "byte %d: a tally file of version %" PRIu64 "; this program knows version %u",
                            SFL_PIECE_MAGIC_BYTES, version, SFL_PIECE_VERSION);
    if (length == file->n_bytes && length >= SFL_PIECE_HEAD_AT + SFL_PIECE_CRC_BYTES) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                        "byte %d: a length of %" PRIu64 " bytes, but there are %zu", SFL_PIECE_LENGTH_AT, length,
                        file->n_bytes);
}

static sfl_status check_sum(const sfl_piece_file *file, sfl_diag *diag)
{
    size_t   end      = file->n_bytes - SFL_PIECE_CRC_BYTES;
    uint64_t of_bytes = crc32_z(0, file->bytes, end), said = fixed_at(file, end, SFL_PIECE_CRC_BYTES);
    if (of_bytes == said) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                        "byte %zu: the checksum is %08" PRIx64 ", that of the bytes before it %08" PRIx64
                        ": the file is damaged",
                        end, said, of_bytes);
}

/* ---- opening ---- */

sfl_status sfl_piece_file_refuse(const sfl_piece_file *file, size_t at, const char *error, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0}, "byte %zu: %s", at, error);
}

static sfl_status open_checked(sfl_piece_file *file, sfl_diag *diag)
{
    SFL_TRY(check_magic(file, diag));
    SFL_TRY(check_length(file, diag));
    SFL_TRY(check_sum(file, diag));
    sfl_bytes_in in = sfl_bytes_of(file->bytes, file->n_bytes - SFL_PIECE_CRC_BYTES);
    in.at           = SFL_PIECE_HEAD_AT;
    if (!sfl_piece_head_read(file->head, &in))
        return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){file->name, 0, 0}, "no memory for its head");
    if (in.error != NULL) return sfl_piece_file_refuse(file, in.error_at, in.error, diag);
    file->counters_at = in.at;
    return SFL_OK;
}

/* Owns `own`, which may be NULL, whatever comes of it. */
static sfl_status open_bytes(const uint8_t *bytes, size_t n_bytes, uint8_t *own, const char *name,
                             sfl_piece_file **opened, sfl_diag *diag)
{
    sfl_piece_file *file = calloc(1, sizeof *file);
    if (file != NULL) {
        file->bytes   = bytes;
        file->n_bytes = n_bytes;
        file->own     = own;
        file->name    = strdup(name);
        file->head    = calloc(1, sizeof *file->head);
    } else {
        free(own);
    }
    if (file != NULL && file->head != NULL) file->head->arena = sfl_arena_build();
    bool       has_memory = file != NULL && file->name != NULL && file->head != NULL && file->head->arena != NULL;
    sfl_status status     = has_memory
                                ? open_checked(file, diag)
                                : sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){name, 0, 0}, "no memory to open it");
    if (status != SFL_OK) sfl_piece_close(&file);
    *opened = file;
    return status;
}

sfl_status sfl_piece_open_bytes(const uint8_t *bytes, size_t n_bytes, const char *name, sfl_piece_file **opened,
                                sfl_diag *diag)
{
    return open_bytes(bytes, n_bytes, NULL, name, opened, diag);
}

sfl_status sfl_piece_open(const char *file, sfl_piece_file **opened, sfl_diag *diag)
{
    uint8_t   *bytes   = NULL;
    size_t     n_bytes = 0;
    sfl_status status  = read_file(file, &bytes, &n_bytes, diag);
    *opened            = NULL;
    if (status == SFL_OK) return open_bytes(bytes, n_bytes, bytes, file, opened, diag);
    free(bytes);
    return status;
}

void sfl_piece_close(sfl_piece_file **opened)
{
    if (opened == NULL || *opened == NULL) return;
    sfl_piece_free(&(*opened)->head);
    free((*opened)->own);
    free((*opened)->name);
    free(*opened);
    *opened = NULL;
}

const sfl_piece *sfl_piece_head(const sfl_piece_file *opened)
{
    return opened->head;
}
