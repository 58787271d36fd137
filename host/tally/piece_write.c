/* A piece becomes a file (docs/tally-format.md). */
#include "host/base/whole_file.h"
#include "host/tally/piece_format.h"

#include <math.h>
#include <string.h>
#include <zlib.h>

static void take(void *context, const uint8_t *bytes, size_t n_bytes)
{
    sfl_buffer_add_n(context, (const char *)bytes, n_bytes);
}

static void put_text(sfl_bytes_out *out, const char *text)
{
    size_t n_bytes = strlen(text);
    sfl_bytes_put(out, n_bytes);
    sfl_bytes_put_raw(out, text, n_bytes);
}

/* 0: there is none. */
static void put_text_or_none(sfl_bytes_out *out, const char *text)
{
    sfl_bytes_put(out, text != NULL ? 1 : 0);
    if (text != NULL) put_text(out, text);
}

static void put_real(sfl_bytes_out *out, double real)
{
    uint64_t bits;
    memcpy(&bits, &real, sizeof bits);
    sfl_bytes_put_fixed(out, bits, 8);
}

static void put_point(sfl_bytes_out *out, const sfl_piece_point *point)
{
    sfl_bytes_put(out, (uint64_t)point->n_values);
    for (int32_t i = 0; i < point->n_values; ++i)
        put_text(out, point->values[i]);
    sfl_bytes_put_raw(out, point->fingerprint, sizeof point->fingerprint);
}

static void put_request(sfl_bytes_out *out, const sfl_piece_request *request)
{
    sfl_bytes_put(out, request->seed);
    sfl_bytes_put(out, (uint64_t)request->sampling);
    sfl_bytes_put_signed(out, request->against);
    sfl_bytes_put(out, request->n_paths);
    put_text_or_none(out, request->until);
    sfl_bytes_put(out, request->max_paths);
    put_real(out, request->level);
    sfl_bytes_put(out, request->split ? 1 : 0);
    put_text_or_none(out, request->title);
    put_text_or_none(out, request->text);
    sfl_bytes_put(out, (uint64_t)request->n_points);
    for (int32_t i = 0; i < request->n_points; ++i)
        put_point(out, &request->points[i]);
}

/* Each range as the gap to the one before, and its number of paths. */
static void put_held(sfl_bytes_out *out, const sfl_path_set *held)
{
    uint64_t end = 0;
    sfl_bytes_put(out, held->n);
    for (size_t i = 0; i < held->n; ++i) {
        sfl_bytes_put(out, held->ranges[i].first - end);
        sfl_bytes_put(out, held->ranges[i].n_paths);
        end = held->ranges[i].first + held->ranges[i].n_paths;
    }
}

/* Seconds in whole microseconds, so that adding them up in another order changes no byte. */
static void put_state(sfl_bytes_out *out, const sfl_piece *piece)
{
    sfl_bytes_put(out, piece->shard);
    sfl_bytes_put(out, piece->n_shards);
    sfl_bytes_put(out, piece->until_paths);
    sfl_bytes_put(out, piece->until_reached ? 1 : 0);
    sfl_bytes_put(out, (uint64_t)llrint(fmin(piece->seconds * 1e6, (double)SFL_PIECE_MICROSECONDS_MOST)));
    put_held(out, &piece->held);
}

/* A tally with the length of its bytes. False without memory. */
static bool put_tally(sfl_bytes_out *out, const sfl_tally_set *set, int32_t place)
{
    sfl_buffer code = {0};
    sfl_tally_set_encode(set, sfl_piece_part(place), &code);
    sfl_bytes_put(out, (uint64_t)place);
    sfl_bytes_put(out, code.n_bytes);
    sfl_bytes_put_raw(out, code.text, code.n_bytes);
    bool has_failed = code.has_failed;
    sfl_buffer_free(&code);
    return !has_failed;
}

/* The tallies of a point that have paths. */
static bool put_set(sfl_bytes_out *out, const sfl_tally_set *set)
{
    uint64_t n_places = 0;
    for (int32_t place = 0; place < SFL_PIECE_PLACES; ++place)
        n_places += sfl_tally_set_paths_of(set, sfl_piece_part(place)) > 0 ? 1 : 0;
    sfl_bytes_put(out, n_places);
    for (int32_t place = 0; place < SFL_PIECE_PLACES; ++place)
        if (sfl_tally_set_paths_of(set, sfl_piece_part(place)) > 0 && !put_tally(out, set, place)) return false;
    return true;
}

/* Overwrites n_bytes of the buffer. */
static void patch(sfl_buffer *bytes, size_t at, uint64_t number, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; ++i)
        bytes->text[at + i] = (char)(uint8_t)(number >> (8 * i));
}

static void seal(sfl_buffer *bytes)
{
    static const char nothing[SFL_PIECE_CRC_BYTES];
    sfl_buffer_add_n(bytes, nothing, sizeof nothing);
    if (bytes->has_failed) return;
    size_t end = bytes->n_bytes - SFL_PIECE_CRC_BYTES;
    patch(bytes, SFL_PIECE_LENGTH_AT, bytes->n_bytes, 8);
    patch(bytes, end, crc32_z(0, (const unsigned char *)bytes->text, end), SFL_PIECE_CRC_BYTES);
}

sfl_status sfl_piece_encode(const sfl_piece *piece, sfl_buffer *bytes, sfl_diag *diag)
{
    sfl_bytes_out out;
    bool          has_failed = false;
    sfl_bytes_begin(&out, take, bytes);
    sfl_bytes_put_raw(&out, SFL_PIECE_MAGIC, SFL_PIECE_MAGIC_BYTES);
    sfl_bytes_put_fixed(&out, SFL_PIECE_VERSION, 4);
    sfl_bytes_put_fixed(&out, 0, 8); /* the length: see seal */
    put_request(&out, &piece->request);
    put_state(&out, piece);
    for (int32_t i = 0; i < piece->request.n_points && !has_failed; ++i)
        has_failed = !put_set(&out, &piece->sets[i]);
    sfl_bytes_end(&out);
    seal(bytes);
    if (!has_failed && !bytes->has_failed) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){NULL, 0, 0}, "no memory for the bytes of a tally file");
}

sfl_status sfl_piece_write(const sfl_piece *piece, const char *file, sfl_diag *diag)
{
    sfl_buffer bytes  = {0};
    sfl_status status = sfl_piece_encode(piece, &bytes, diag);
    int        error  = status == SFL_OK ? sfl_whole_file_write(file, bytes.text, bytes.n_bytes) : 0;
    sfl_buffer_free(&bytes);
    if (error == 0) return status;
    return sfl_diag_add(diag, SFL_ERR_OUTPUT, (sfl_place){file, 0, 0}, "cannot be written: %s", strerror(error));
}
