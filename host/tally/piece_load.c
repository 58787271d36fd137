/* The counters of a tally file are added to a piece. */
#include "host/tally/piece_file.h"

#include <inttypes.h>
#include <string.h>

/* How many of the held paths below `bound` belong to a part. */
static uint64_t paths_of_part(const sfl_path_set *held, int32_t part, uint64_t bound)
{
    uint64_t n = 0;
    for (size_t i = 0; i < held->n; ++i) {
        uint64_t first = held->ranges[i].first, end = first + held->ranges[i].n_paths;
        n += sfl_part_points(part, SFL_MIN(end, bound)) - sfl_part_points(part, SFL_MIN(first, bound));
    }
    return n;
}

/* How many paths the tally of each place must have. */
static void paths_of_places(const sfl_path_set *held, uint64_t bound, uint64_t n_paths[SFL_PIECE_PLACES])
{
    uint64_t n_in_parts = 0;
    for (int32_t part = 0; part < SFL_N_PARTS; ++part)
        n_in_parts += n_paths[part] = paths_of_part(held, part, bound);
    n_paths[SFL_PIECE_REST] = sfl_path_set_count(held) - n_in_parts;
}

static sfl_status refuse_paths(const sfl_piece_file *file, size_t at, int32_t place, uint64_t found, uint64_t wanted,
                               sfl_diag *diag)
{
    char where[32] = "outside of the parts";
    if (place != SFL_PIECE_REST) snprintf(where, sizeof where, "in part %d", place);
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                        "byte %zu: %" PRIu64 " paths %s; of those that the file holds it is %" PRIu64, at, found, where,
                        wanted);
}

/* The next place, its bytes in *code; refuses one that must have other paths. */
static sfl_status next_place(const sfl_piece_file *file, sfl_bytes_in *in, int32_t *place, const uint64_t *n_paths,
                             sfl_bytes_in *code, sfl_diag *diag)
{
    size_t  at   = in->at;
    int32_t next = (int32_t)sfl_bytes_get_up_to(in, SFL_PIECE_REST, "a part that there is not");
    if (next <= *place) sfl_bytes_refuse(in, at, "a part that does not come after the one before");
    size_t   length_at = in->at;
    uint64_t length    = sfl_bytes_get(in);
    if (length > sfl_bytes_left(in)) sfl_bytes_refuse(in, length_at, "a tally longer than what is left of the file");
    if (in->error != NULL) return sfl_piece_file_refuse(file, in->error_at, in->error, diag);
    for (int32_t missed = *place + 1; missed < next; ++missed)
        if (n_paths[missed] != 0) return refuse_paths(file, at, missed, 0, n_paths[missed], diag);
    *code             = sfl_bytes_of(in->bytes + in->at, (size_t)length);
    sfl_bytes_in peek = *code;
    uint64_t     n    = sfl_bytes_get(&peek);
    if (peek.error == NULL && n != n_paths[next]) return refuse_paths(file, in->at, next, n, n_paths[next], diag);
    in->at += (size_t)length;
    *place = next;
    return SFL_OK;
}

static sfl_status add_tally(const sfl_piece_file *file, const sfl_plan *plan, sfl_tally_set *set, int32_t place,
                            sfl_bytes_in *code, sfl_diag *diag)
{
    sfl_status status = sfl_tally_set_decode(plan, set, sfl_piece_part(place), code, diag);
    if (code->error == NULL) return status;
    return sfl_piece_file_refuse(file, (size_t)(code->bytes - file->bytes) + code->error_at, code->error, diag);
}

static sfl_status add_set(const sfl_piece_file *file, const sfl_plan *plan, sfl_tally_set *set, sfl_bytes_in *in,
                          sfl_diag *diag)
{
    uint64_t n_paths[SFL_PIECE_PLACES];
    int32_t  place = -1;
    paths_of_places(&file->head->held, sfl_tally_set_in_parts(plan), n_paths);
    uint64_t n = sfl_bytes_get_up_to(in, SFL_PIECE_PLACES, "more parts than there are");
    if (in->error != NULL) return sfl_piece_file_refuse(file, in->error_at, in->error, diag);
    for (; n > 0; --n) {
        sfl_bytes_in code;
        SFL_TRY(next_place(file, in, &place, n_paths, &code, diag));
        SFL_TRY(add_tally(file, plan, set, place, &code, diag));
    }
    for (int32_t missed = place + 1; missed < SFL_PIECE_PLACES; ++missed)
        if (n_paths[missed] != 0) return refuse_paths(file, in->at, missed, 0, n_paths[missed], diag);
    return SFL_OK;
}

static sfl_status check_plans(const sfl_piece_file *file, const sfl_piece *into, sfl_diag *diag)
{
    for (int32_t i = 0; i < into->request.n_points; ++i) {
        const uint8_t *of_file = file->head->request.points[i].fingerprint, *of_plan = into->plans[i]->fingerprint;
        if (memcmp(of_file, of_plan, sizeof into->plans[i]->fingerprint) == 0) continue;
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file->name, 0, 0},
                            "its scenario gives another plan than the one it was made with");
    }
    return SFL_OK;
}

sfl_status sfl_piece_load(const sfl_piece_file *opened, sfl_piece *into, sfl_diag *diag)
{
    SFL_TRY(sfl_piece_check_same(into, opened->head, opened->name, diag));
    SFL_TRY(check_plans(opened, into, diag));
    SFL_TRY(sfl_piece_check_apart(into, opened->head, opened->name, diag));
    sfl_bytes_in in = sfl_bytes_of(opened->bytes, opened->n_bytes - SFL_PIECE_CRC_BYTES);
    in.at           = opened->counters_at;
    for (int32_t i = 0; i < into->request.n_points; ++i)
        SFL_TRY(add_set(opened, into->plans[i], &into->sets[i], &in, diag));
    if (in.at != in.n) return sfl_piece_file_refuse(opened, in.at, "bytes after the last tally", diag);
    if (!sfl_path_set_join(&into->held, &opened->head->held) || !sfl_piece_take_title(into, opened->head))
        return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){opened->name, 0, 0}, "no memory for its paths");
    into->seconds += opened->head->seconds;
    return SFL_OK;
}
