/* shortfall merge FILE... -o ALL: tally files of one run put together, in any order and grouping. */
#include "host/cli/job.h"
#include "host/cli/pieces.h"
#include "host/cli/shard.h"
#include "host/cli/sweep_job.h"

static sfl_status add_file(sfl_session *session, const char *file, sfl_job *job, uint32_t *n_shards)
{
    sfl_piece_file *opened = NULL;
    SFL_TRY(sfl_piece_open(file, &opened, session->diag));
    const sfl_piece *head = sfl_piece_head(opened);
    *n_shards             = sfl_pieces_shards(*n_shards, head);
    if (head->until_paths > job->piece->until_paths) {
        job->piece->until_paths   = head->until_paths;
        job->piece->until_reached = head->until_reached;
    }
    sfl_status status = sfl_piece_load(opened, job->piece, session->diag);
    sfl_piece_close(&opened);
    return status;
}

static sfl_status merge(sfl_session *session, sfl_job *job)
{
    const char *file     = sfl_session_output(session);
    uint32_t    n_shards = 0;
    bool        is_partial;
    SFL_TRY(sfl_job_load(session, session->cli.argument, job));
    n_shards             = job->piece->n_shards;
    job->piece->shard    = 0;
    for (int32_t i = 1; i < session->cli.n_arguments; ++i)
        SFL_TRY(add_file(session, session->cli.arguments[i], job, &n_shards));
    job->piece->n_shards = n_shards;
    SFL_TRY(sfl_pieces_check_whole(session, job->piece, file, n_shards, &is_partial));
    return sfl_piece_write(job->piece, file, session->diag);
}

static sfl_status merge_run(sfl_session *session)
{
    sfl_job    job    = {0};
    sfl_status status = merge(session, &job);
    sfl_job_release(&job);
    return status;
}

sfl_status sfl_command_merge(sfl_session *session)
{
    const char *file;
    bool        is_sweep;
    SFL_TRY(sfl_shard_output(session, &file));
    for (int32_t i = 0; i < session->cli.n_arguments; ++i)
        SFL_TRY(sfl_output_apart(file, session->cli.arguments[i], session->diag));
    SFL_TRY(sfl_pieces_look(session, session->cli.argument, &is_sweep));
    return is_sweep ? sfl_sweep_merge(session) : merge_run(session);
}
