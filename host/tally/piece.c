/* See piece.h: building pieces and putting them together. Files are in piece_write.c and piece_read.c. */
#include "host/tally/piece.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- building ---- */

static const char *copy(sfl_arena *arena, const char *text, bool *has_failed)
{
    const char *own = text != NULL ? sfl_arena_text(arena, text) : NULL;
    if (text != NULL && own == NULL) *has_failed = true;
    return own;
}

static bool copy_values(sfl_arena *arena, const sfl_piece_point *from, sfl_piece_point *point)
{
    bool         has_failed = false;
    const char **values     = SFL_ARENA_ARRAY(arena, const char *, (size_t)from->n_values);
    if (values == NULL) return false;
    for (int32_t i = 0; i < from->n_values; ++i)
        values[i] = copy(arena, from->values[i], &has_failed);
    *point        = *from;
    point->values = values;
    return !has_failed;
}

static bool copy_request(sfl_arena *arena, const sfl_piece_request *from, sfl_piece_request *request)
{
    bool has_failed  = false;
    *request         = *from;
    request->text    = copy(arena, from->text, &has_failed);
    request->title   = copy(arena, from->title, &has_failed);
    request->until   = copy(arena, from->until, &has_failed);
    request->points  = SFL_ARENA_ARRAY(arena, sfl_piece_point, (size_t)from->n_points);
    if (has_failed || request->points == NULL) return false;
    for (int32_t i = 0; i < from->n_points; ++i)
        if (!copy_values(arena, &from->points[i], &request->points[i])) return false;
    return true;
}

sfl_piece *sfl_piece_build(const sfl_piece_request *request, const sfl_plan *const *plans)
{
    sfl_piece *piece = calloc(1, sizeof *piece);
    if (piece == NULL) return NULL;
    piece->shard = piece->n_shards = 1;
    piece->plans = plans;
    piece->arena = sfl_arena_build();
    piece->sets  = calloc((size_t)request->n_points, sizeof *piece->sets);
    if (piece->arena == NULL || piece->sets == NULL || !copy_request(piece->arena, request, &piece->request))
        sfl_piece_free(&piece);
    return piece;
}

void sfl_piece_free(sfl_piece **piece)
{
    if (piece == NULL || *piece == NULL) return;
    for (int32_t i = 0; (*piece)->sets != NULL && i < (*piece)->request.n_points; ++i)
        sfl_tally_set_release(&(*piece)->sets[i]);
    free((*piece)->sets);
    sfl_path_set_release(&(*piece)->held);
    sfl_arena_free(&(*piece)->arena);
    free(*piece);
    *piece = NULL;
}

/* ---- shares ---- */

/* floor(n · i / of), exactly. */
static uint64_t share_of(uint64_t n, uint32_t i, uint32_t of)
{
    return n / of * i + n % of * i / of;
}

sfl_range sfl_piece_share(uint64_t n_paths, uint32_t shard, uint32_t n_shards)
{
    if (shard == 0) return (sfl_range){0, n_paths};
    uint64_t n_blocks = n_paths / SFL_PART_PATHS + (n_paths % SFL_PART_PATHS != 0);
    uint64_t first    = share_of(n_blocks, shard - 1, n_shards) * SFL_PART_PATHS;
    uint64_t end      = shard == n_shards ? n_paths : share_of(n_blocks, shard, n_shards) * SFL_PART_PATHS;
    return (sfl_range){first, end - first};
}

/* ---- putting together ---- */

static bool is_same_text(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

static sfl_status refuse(const char *file, sfl_diag *diag, const char *why)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "%s", why);
}

sfl_status sfl_piece_check_same(const sfl_piece *one, const sfl_piece *other, const char *file, sfl_diag *diag)
{
    const sfl_piece_request *a = &one->request, *b = &other->request;
    if (a->n_points != b->n_points) return refuse(file, diag, "is of another sweep: it has other points");
    for (int32_t i = 0; i < a->n_points; ++i) {
        if (memcmp(a->points[i].fingerprint, b->points[i].fingerprint, sizeof a->points[i].fingerprint) == 0) continue;
        if (a->seed != b->seed)
            return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                                "is of another run: seed %" PRIu64 ", the others have %" PRIu64, b->seed, a->seed);
        if (a->sampling != b->sampling) return refuse(file, diag, "is of another run: its paths are sampled in another way");
        return refuse(file, diag, "is of another run: its scenario is another");
    }
    if (a->n_paths != b->n_paths)
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                            "is of another run: %" PRIu64 " paths in all, the others have %" PRIu64, b->n_paths, a->n_paths);
    if (a->max_paths != b->max_paths || a->split != b->split || memcmp(&a->level, &b->level, sizeof a->level) != 0)
        return refuse(file, diag, "is of another run: its --level, --max-paths or --split is another");
    if (!is_same_text(a->until, b->until)) return refuse(file, diag, "is of another run: its targets are others");
    return SFL_OK;
}

sfl_status sfl_piece_check_apart(const sfl_piece *one, const sfl_piece *other, const char *file, sfl_diag *diag)
{
    sfl_range both;
    for (size_t i = 0; i < other->held.n; ++i) {
        if (!sfl_path_set_meets(&one->held, other->held.ranges[i], &both)) continue;
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                            "overlaps: paths %" PRIu64 " to %" PRIu64 " are in another file, too", both.first,
                            both.first + (both.n_paths - 1));
    }
    return SFL_OK;
}

/* The same run may go by several names: the first of them in the order of their bytes, whoever is added to whom. */
bool sfl_piece_take_title(sfl_piece *into, const sfl_piece *from)
{
    const char *own = into->request.title, *other = from->request.title;
    if (other == NULL || (own != NULL && strcmp(own, other) <= 0)) return true;
    into->request.title = sfl_arena_text(into->arena, other);
    return into->request.title != NULL;
}

sfl_status sfl_piece_add(sfl_piece *into, const sfl_piece *from, const char *file, sfl_diag *diag)
{
    SFL_TRY(sfl_piece_check_same(into, from, file, diag));
    SFL_TRY(sfl_piece_check_apart(into, from, file, diag));
    for (int32_t i = 0; i < into->request.n_points; ++i)
        SFL_TRY(sfl_tally_set_add(into->plans[i], &into->sets[i], &from->sets[i], diag));
    if (!sfl_path_set_join(&into->held, &from->held) || !sfl_piece_take_title(into, from))
        return sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){file, 0, 0}, "no memory for its paths");
    into->seconds += from->seconds;
    return SFL_OK;
}
