/* Shares of a sweep, see sweep_job.h: walked into tally files, merged, and answered. */
#include "host/cli/pieces.h"
#include "host/cli/shard.h"
#include "host/cli/sweep_job.h"
#include "host/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- a share ---- */

/* Points as a file keeps them: "key=value" as they were asked for. */
static sfl_piece_point *points_of(const sfl_sweep_job *of)
{
    int32_t          n_keys = of->points.n_keys;
    sfl_piece_point *points = SFL_ARENA_ARRAY(of->arena, sfl_piece_point, (size_t)of->points.n_points);
    for (int32_t i = 0; points != NULL && i < of->points.n_points; ++i) {
        const char **values = SFL_ARENA_ARRAY(of->arena, const char *, (size_t)n_keys);
        if (values == NULL) return NULL;
        for (int32_t key = 0; key < n_keys; ++key) {
            values[key] = sfl_arena_format(of->arena, "%s=%s", of->points.keys[key], of->points.values[i * n_keys + key]);
            if (values[key] == NULL) return NULL;
        }
        points[i].values   = values;
        points[i].n_values = n_keys;
    }
    return points;
}

static sfl_status build_piece(sfl_session *session, sfl_sweep_job *of)
{
    sfl_piece_request request = {0};
    SFL_TRY(sfl_scenario_dump(of->base, &of->text, session->diag));
    request.text      = of->text;
    request.title     = of->base->title;
    request.seed      = of->base->simulation.seed;
    request.sampling  = (int32_t)of->base->simulation.sampling;
    request.n_paths   = of->study.options.run.n_paths;
    request.max_paths = request.n_paths;
    request.level     = of->study.level;
    request.n_points  = of->points.n_points;
    request.points    = points_of(of);
    of->piece         = request.points != NULL ? sfl_piece_build(&request, NULL) : NULL;
    return of->piece != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static sfl_status walk(sfl_session *session, sfl_sweep_job *of, sfl_range share)
{
    sfl_sweep_request request = sfl_sweep_job_request(session, of);
    request.piece             = of->piece;
    request.run.first_path    = share.first;
    request.run.n_paths       = share.n_paths;
    sfl_progress_begin(&of->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_sweep(&request, &of->swept.facts, session->diag);
    sfl_progress_end(&of->study.progress);
    return status;
}

sfl_status sfl_sweep_shard(sfl_session *session, sfl_sweep_job *of)
{
    sfl_shard   shard;
    const char *file;
    SFL_TRY(sfl_shard_read(session, &shard));
    SFL_TRY(sfl_shard_output(session, &file));
    SFL_TRY(build_piece(session, of));
    SFL_TRY(sfl_sweep_job_fill(session, of));
    of->piece->shard    = shard.number;
    of->piece->n_shards = shard.of;
    sfl_range share     = sfl_piece_share(of->piece->request.n_paths, shard.number, shard.of);
    SFL_TRY(walk(session, of, share));
    if (!sfl_path_set_add(&of->piece->held, share)) return SFL_ERR_MEMORY;
    return sfl_piece_write(of->piece, file, session->diag);
}

/* ---- reading ---- */

bool sfl_sweep_is_head(const sfl_piece *head)
{
    return head->request.points[0].n_values > 0;
}

static sfl_status refuse(sfl_session *session, const char *file, const char *why)
{
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "%s", why);
}

/* "key=value": the key, and where the value begins; false where there is none. */
static bool cut(sfl_arena *arena, const char *text, const char **key, const char **value)
{
    const char *equals = strchr(text, '=');
    if (equals == NULL) return false;
    *key   = sfl_arena_text_n(arena, text, (size_t)(equals - text));
    *value = sfl_arena_text(arena, equals + 1);
    return *key != NULL && *value != NULL;
}

/* Keys are those of the first point; all points have them, in the same order. */
static sfl_status read_points(sfl_session *session, const char *file, const sfl_piece_request *request, sfl_sweep_job *of)
{
    int32_t n_keys = request->points[0].n_values, n_points = request->n_points;
    of->points        = (sfl_sweep_points){0};
    of->points.keys   = SFL_ARENA_ARRAY(of->arena, const char *, (size_t)n_keys);
    of->points.values = SFL_ARENA_ARRAY(of->arena, const char *, (size_t)n_keys * (size_t)n_points);
    if (of->points.keys == NULL || of->points.values == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_points; ++i) {
        if (request->points[i].n_values != n_keys) return refuse(session, file, "has points of different keys");
        for (int32_t key = 0; key < n_keys; ++key) {
            const char *name;
            if (!cut(of->arena, request->points[i].values[key], &name, &of->points.values[i * n_keys + key]))
                return refuse(session, file, "has a point that is no KEY=VALUE");
            if (i == 0) of->points.keys[key] = name;
            if (strcmp(of->points.keys[key], name) != 0) return refuse(session, file, "has points of different keys");
        }
    }
    of->points.n_keys   = n_keys;
    of->points.n_points = n_points;
    return sfl_sweep_job_keys(session, of);
}

/* All that is known of the sweep but its tallies. */
static sfl_status read_head(sfl_session *session, const char *file, const sfl_piece *head, sfl_sweep_job *of)
{
    const sfl_piece_request *request = &head->request;
    if (request->text == NULL || request->n_paths == 0) return refuse(session, file, "holds no scenario, or no number of paths");
    SFL_TRY(read_points(session, file, request, of));
    of->text = strdup(request->text);
    if (of->text == NULL) return SFL_ERR_MEMORY;
    const char *title = request->title != NULL ? request->title : file;
    SFL_TRY(sfl_scenario_read_text(of->text, title, NULL, NULL, &of->base, session->diag));
    of->study.options.run.n_paths = request->n_paths;
    if (!session->cli.values[SFL_OPTION_LEVEL].is_given) of->study.level = request->level;
    return sfl_sweep_job_fill(session, of);
}

/* Plans of the points, while tallies are added. */
static sfl_status load(sfl_session *session, char **files, int32_t n_files, sfl_sweep_job *of, sfl_plan **plans,
                       uint32_t *n_shards)
{
    for (int32_t i = 0; i < n_files; ++i) {
        sfl_piece_file *opened = NULL;
        SFL_TRY(sfl_piece_open(files[i], &opened, session->diag));
        const sfl_piece *head = sfl_piece_head(opened);
        if (of->piece == NULL) {
            of->piece = sfl_piece_build(&head->request, (const sfl_plan *const *)plans);
            if (of->piece != NULL) of->piece->shard = n_files == 1 ? head->shard : 0;
        }
        *n_shards         = sfl_pieces_shards(*n_shards, head);
        sfl_status status = of->piece != NULL ? sfl_piece_load(opened, of->piece, session->diag) : SFL_ERR_MEMORY;
        sfl_piece_close(&opened);
        SFL_TRY(status);
    }
    return SFL_OK;
}

/* Points of the first file, tallies of all. */
static sfl_status read_files(sfl_session *session, char **files, int32_t n_files, sfl_sweep_job *of, bool *is_partial)
{
    sfl_piece_file *opened   = NULL;
    uint32_t        n_shards = 0;
    SFL_TRY(sfl_sweep_job_begin(session, of));
    SFL_TRY(sfl_piece_open(files[0], &opened, session->diag));
    sfl_status status = read_head(session, files[0], sfl_piece_head(opened), of);
    sfl_piece_close(&opened);
    SFL_TRY(status);
    sfl_sweep_request request = sfl_sweep_job_request(session, of);
    sfl_plan        **plans   = calloc((size_t)request.n_points, sizeof *plans);
    if (plans == NULL) return SFL_ERR_MEMORY;
    status = sfl_sweep_plans(&request, plans, session->diag);
    if (status == SFL_OK) status = load(session, files, n_files, of, plans, &n_shards);
    for (int32_t i = 0; i < request.n_points; ++i)
        sfl_plan_free(&plans[i]);
    free(plans);
    SFL_TRY(status);
    of->piece->n_shards = n_shards;
    of->piece->plans    = NULL;
    return sfl_pieces_check_whole(session, of->piece, n_files == 1 ? files[0] : sfl_session_output(session), n_shards, is_partial);
}

/* ---- merge and report ---- */

static sfl_status merge(sfl_session *session, sfl_sweep_job *of)
{
    bool is_partial;
    SFL_TRY(read_files(session, session->cli.arguments, session->cli.n_arguments, of, &is_partial));
    return sfl_piece_write(of->piece, sfl_session_output(session), session->diag);
}

sfl_status sfl_sweep_merge(sfl_session *session)
{
    sfl_sweep_job of     = {0};
    sfl_status    status = merge(session, &of);
    sfl_sweep_job_release(&of);
    return status;
}

static sfl_status report(sfl_session *session, sfl_sweep_job *of)
{
    const char *format = session->cli.format;
    bool        is_partial, is_known = strcmp(format, "table") == 0 || strcmp(format, "csv") == 0 || strcmp(format, "json") == 0;
    if (!is_known || session->cli.n_formats > 1)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall report: --format: found '%s'; of a sweep, allowed is one of: table csv json",
                            session->cli.values[SFL_OPTION_FORMAT].text);
    if (session->cli.values[SFL_OPTION_FAIL_IF].is_given)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall report: --fail-if: not of a sweep, which has many answers");
    SFL_TRY(sfl_output_apart(sfl_session_output(session), session->cli.argument, session->diag));
    SFL_TRY(read_files(session, session->cli.arguments, 1, of, &is_partial));
    of->swept.is_partial = is_partial;
    of->swept.n_paths = sfl_path_set_count(&of->piece->held);
    SFL_TRY(sfl_output_open(sfl_session_output(session), &of->output, session->diag));
    return sfl_sweep_job_answer(session, of);
}

sfl_status sfl_sweep_report(sfl_session *session)
{
    sfl_sweep_job of     = {0};
    sfl_status    status = sfl_sweep_job_close(session, &of, report(session, &of));
    sfl_sweep_job_release(&of);
    return status;
}
