/* See pieces.h. */
#include "host/cli/pieces.h"

#include "host/base/buffer.h"
#include "host/cli/progress.h"
#include "host/cli/sweep_job.h"

#include <inttypes.h>
#include <stdlib.h>

#define MOST_NAMED 8 /* shards, or ranges of paths; how many more there are is said */

/* All paths of the run, as far as that is known. */
static sfl_range whole_of(const sfl_piece *piece)
{
    const sfl_piece_request *request = &piece->request;
    return (sfl_range){0, request->n_paths != 0 ? request->n_paths : piece->until_paths};
}

static void add_item(sfl_buffer *text, int32_t n, const char *what)
{
    if (n < MOST_NAMED) sfl_buffer_add(text, "%s%s", n == 0 ? "" : ", ", what);
}

static void close_items(sfl_buffer *text, int32_t n)
{
    if (n > MOST_NAMED) sfl_buffer_add(text, " and %" PRId32 " more", n - MOST_NAMED);
}

/* Are shards known, and each of them there whole or not at all? */
static bool has_whole_shards(const sfl_piece *piece, uint32_t n_shards)
{
    for (uint32_t i = 1; i <= n_shards; ++i) {
        sfl_range share = sfl_piece_share(piece->request.n_paths, i, n_shards);
        bool      lacks = sfl_path_set_lacks(&piece->held, share, NULL);
        if (lacks && sfl_path_set_meets(&piece->held, share, NULL)) return false;
    }
    return n_shards > 1;
}

/* "--shard 2/16, 5/16": those that are not there. */
static void name_shards(const sfl_piece *piece, uint32_t n_shards, sfl_buffer *text)
{
    int32_t n = 0;
    for (uint32_t i = 1; i <= n_shards; ++i) {
        char number[24];
        if (!sfl_path_set_lacks(&piece->held, sfl_piece_share(piece->request.n_paths, i, n_shards), NULL)) continue;
        snprintf(number, sizeof number, "%" PRIu32 "/%" PRIu32, i, n_shards);
        if (n == 0) sfl_buffer_add(text, "; missing: --shard ");
        add_item(text, n++, number);
    }
    close_items(text, n);
}

static void name_ranges(const sfl_piece *piece, sfl_buffer *text)
{
    sfl_range within = whole_of(piece), missing;
    int32_t   n      = 0;
    while (sfl_path_set_lacks(&piece->held, within, &missing)) {
        char range[64];
        snprintf(range, sizeof range, "%" PRIu64 " to %" PRIu64, missing.first, missing.first + (missing.n_paths - 1));
        if (n == 0) sfl_buffer_add(text, "; missing: paths ");
        add_item(text, n++, range);
        within.n_paths -= missing.first - within.first + missing.n_paths;
        within.first = missing.first + missing.n_paths;
    }
    close_items(text, n);
}

sfl_status sfl_pieces_check_whole(sfl_session *session, const sfl_piece *piece, const char *file, uint32_t n_shards,
                                  bool *is_partial)
{
    char       held[32], all[32];
    sfl_place  place  = {file, 0, 0};
    sfl_buffer text   = {0};
    uint64_t   n_held = sfl_path_set_count(&piece->held);
    sfl_status status = SFL_OK;
    *is_partial       = sfl_path_set_lacks(&piece->held, whole_of(piece), NULL) || n_held == 0;
    if (!*is_partial) return SFL_OK;
    sfl_buffer_add(&text, "%s of %s paths", sfl_grouped(n_held, held), sfl_grouped(whole_of(piece).n_paths, all));
    if (has_whole_shards(piece, n_shards))
        name_shards(piece, n_shards, &text);
    else
        name_ranges(piece, &text);
    const char *what = text.has_failed ? "paths are missing" : text.text;
    if (session->cli.values[SFL_OPTION_ALLOW_PARTIAL].is_given && n_held > 0)
        sfl_diag_warn(session->diag, place, "holds %s", what);
    else
        status = sfl_diag_add(session->diag, SFL_ERR_USAGE, place, "holds %s%s", what,
                              n_held > 0 ? "; --allow-partial takes what is there" : "");
    sfl_buffer_free(&text);
    return status;
}

uint32_t sfl_pieces_shards(uint32_t n_shards, const sfl_piece *head)
{
    if (head->n_shards == 1 || n_shards == 0) return n_shards == 0 ? head->n_shards : n_shards;
    return n_shards == 1 || n_shards == head->n_shards ? head->n_shards : 1;
}

sfl_status sfl_pieces_look(sfl_session *session, const char *file, bool *is_sweep)
{
    sfl_piece_file *opened = NULL;
    SFL_TRY(sfl_piece_open(file, &opened, session->diag));
    *is_sweep = sfl_sweep_is_head(sfl_piece_head(opened));
    sfl_piece_close(&opened);
    return SFL_OK;
}
