/* The head of a tally file: what was asked for, and which paths the file holds. */
#include "host/scenario/scenario.h"
#include "host/tally/piece_file.h"
#include "kernels/tally_code.h"

#include <string.h>

/* The least that a point takes: its number of values and its fingerprint. */
#define POINT_BYTES_LEAST 33

/* NULL without memory or with an error. */
static const char *get_text(sfl_arena *arena, sfl_bytes_in *in)
{
    size_t         start   = in->at;
    uint64_t       n_bytes = sfl_bytes_get(in);
    const uint8_t *bytes   = NULL;
    if (n_bytes > sfl_bytes_left(in))
        sfl_bytes_refuse(in, start, "a text longer than what is left of the file");
    else
        bytes = sfl_bytes_get_raw(in, (size_t)n_bytes, NULL);
    const uint8_t *zero = bytes != NULL && n_bytes > 0 ? memchr(bytes, 0, (size_t)n_bytes) : NULL;
    if (zero != NULL) sfl_bytes_refuse(in, (size_t)(zero - in->bytes), "a zero byte in a text");
    return in->error == NULL ? sfl_arena_text_n(arena, (const char *)bytes, (size_t)n_bytes) : NULL;
}

static bool get_bool(sfl_bytes_in *in)
{
    return sfl_bytes_get_up_to(in, 1, "neither yes (1) nor no (0)") != 0;
}

static const char *get_text_or_none(sfl_arena *arena, sfl_bytes_in *in, bool *has_failed)
{
    if (!get_bool(in)) return NULL;
    const char *text = get_text(arena, in);
    if (text == NULL && in->error == NULL) *has_failed = true;
    return text;
}

static double get_level(sfl_bytes_in *in)
{
    size_t   at   = in->at;
    uint64_t bits = sfl_bytes_get_fixed(in, 8);
    double   level;
    memcpy(&level, &bits, sizeof level);
    if (!(level >= 0.0 && level < 1.0)) sfl_bytes_refuse(in, at, "a level of intervals that is not 0 to 1");
    return level;
}

static int32_t get_architecture(sfl_bytes_in *in)
{
    size_t  at     = in->at;
    int64_t number = sfl_bytes_get_signed(in);
    if (number < -1 || number > INT32_MAX) sfl_bytes_refuse(in, at, "no number of an architecture");
    return in->error == NULL ? (int32_t)number : 0;
}

/* False without memory. */
static bool get_point(sfl_piece_point *point, sfl_arena *arena, sfl_bytes_in *in)
{
    uint64_t most = SFL_MIN(sfl_bytes_left(in), (size_t)INT32_MAX); /* a value takes a byte at least */
    uint64_t n    = sfl_bytes_get_up_to(in, most, "more values than what is left of the file");
    point->values = SFL_ARENA_ARRAY(arena, const char *, (size_t)n);
    if (point->values == NULL) return false;
    for (uint64_t i = 0; i < n && in->error == NULL; ++i) {
        point->values[i] = get_text(arena, in);
        if (point->values[i] == NULL && in->error == NULL) return false;
        point->n_values = (int32_t)i + 1;
    }
    const uint8_t *fingerprint = sfl_bytes_get_raw(in, sizeof point->fingerprint, "the bytes end within a fingerprint");
    if (fingerprint != NULL) memcpy(point->fingerprint, fingerprint, sizeof point->fingerprint);
    return true;
}

static bool get_points(sfl_piece_request *request, sfl_arena *arena, sfl_bytes_in *in)
{
    size_t   at   = in->at;
    uint64_t most = SFL_MIN(sfl_bytes_left(in) / POINT_BYTES_LEAST, (size_t)INT32_MAX);
    uint64_t n    = sfl_bytes_get_up_to(in, most, "more points than what is left of the file");
    if (n == 0) sfl_bytes_refuse(in, at, "no point");
    request->points = SFL_ARENA_ARRAY(arena, sfl_piece_point, (size_t)n);
    if (request->points == NULL) return false;
    for (uint64_t i = 0; i < n && in->error == NULL; ++i) {
        if (!get_point(&request->points[i], arena, in)) return false;
        request->n_points = (int32_t)i + 1;
    }
    return true;
}

static bool get_request(sfl_piece_request *request, sfl_arena *arena, sfl_bytes_in *in)
{
    bool has_failed    = false;
    request->seed      = sfl_bytes_get(in);
    request->sampling  = (int32_t)sfl_bytes_get_up_to(in, SFL_SAMPLING_COUNT - 1, "an unknown way of sampling");
    request->against   = get_architecture(in);
    request->n_paths   = sfl_bytes_get(in);
    request->until     = get_text_or_none(arena, in, &has_failed);
    request->max_paths = sfl_bytes_get(in);
    request->level     = get_level(in);
    request->split     = get_bool(in);
    request->title     = get_text_or_none(arena, in, &has_failed);
    request->text      = get_text_or_none(arena, in, &has_failed);
    return !has_failed && get_points(request, arena, in);
}

/* *end: the path after the last range so far. */
static sfl_range get_range(sfl_bytes_in *in, bool is_first, uint64_t *end, uint64_t most)
{
    size_t    at    = in->at;
    uint64_t  gap   = sfl_bytes_get(in);
    sfl_range range = {*end + gap, 0};
    if (gap == 0 && !is_first) sfl_bytes_refuse(in, at, "a range of paths that does not come after the one before");
    if (gap > most - *end) sfl_bytes_refuse(in, at, "a path that the run does not have");
    at            = in->at;
    range.n_paths = sfl_bytes_get(in);
    if (range.n_paths == 0) sfl_bytes_refuse(in, at, "a range without a path");
    if (in->error == NULL && range.n_paths > most - range.first)
        sfl_bytes_refuse(in, at, "a path that the run does not have");
    *end = range.first + range.n_paths;
    return range;
}

static bool get_held(sfl_path_set *held, uint64_t n_paths, sfl_bytes_in *in)
{
    uint64_t n = sfl_bytes_get_up_to(in, sfl_bytes_left(in) / 2, "more ranges than what is left of the file"), end = 0;
    uint64_t most = n_paths > 0 ? n_paths : UINT64_MAX, n_held = 0;
    for (uint64_t i = 0; i < n && in->error == NULL; ++i) {
        size_t    at    = in->at;
        sfl_range range = get_range(in, i == 0, &end, most);
        if (in->error != NULL) return true;
        if (range.n_paths > SFL_TALLY_PATHS_MOST - n_held)
            sfl_bytes_refuse(in, at, "more than 2^60 - 1 paths");
        else if (!sfl_path_set_add(held, range))
            return false;
        else
            n_held += range.n_paths;
    }
    return true;
}

bool sfl_piece_head_read(sfl_piece *head, sfl_bytes_in *in)
{
    if (!get_request(&head->request, head->arena, in)) return false;
    size_t at      = in->at;
    head->shard    = (uint32_t)sfl_bytes_get_up_to(in, UINT32_MAX, "a shard beyond 2^32");
    head->n_shards = (uint32_t)sfl_bytes_get_up_to(in, UINT32_MAX, "a shard beyond 2^32");
    if (head->n_shards == 0 || head->shard > head->n_shards)
        sfl_bytes_refuse(in, at, "a shard that is not 0 to their number");
    head->until_paths   = sfl_bytes_get(in);
    head->until_reached = get_bool(in);
    head->seconds       = (double)sfl_bytes_get_up_to(in, SFL_PIECE_MICROSECONDS_MOST, "more microseconds than 2^50") / 1e6;
    return get_held(&head->held, head->request.n_paths, in);
}
