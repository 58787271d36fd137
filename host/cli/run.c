/* shortfall run FILE: simulate, and print the answer; or with --shard a share of the paths, into a tally file. */
#include "host/cli/estimate.h"
#include "host/cli/job.h"
#include "host/cli/shard.h"
#include "host/scenario/scenario.h"

#include <inttypes.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status read_paths(sfl_session *session, sfl_job *job)
{
    uint64_t n_paths = sfl_session_number(session, SFL_OPTION_PATHS, job->scenario->simulation.paths);
    if (job->study.options.until != NULL) n_paths = 0;
    job->study.options.run.n_paths = n_paths;
    if (job->scenario->simulation.sampling == SFL_SAMPLING_ANTITHETIC && n_paths % 2 != 0) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --paths: found %" PRIu64 "; allowed is an even number, antithetic paths "
                            "come in pairs",
                            n_paths);
    }
    return SFL_OK;
}

/* All that is asked for, as an empty piece. */
static sfl_status read_run(sfl_session *session, sfl_job *job)
{
    SFL_TRY(sfl_cli_study_read(session, &job->study));
    SFL_TRY(sfl_checkpoint_read(session, &job->checkpoint));
    SFL_TRY(sfl_session_plan(session, &job->scenario, &job->plan));
    SFL_TRY(read_paths(session, job));
    SFL_TRY(sfl_scenario_dump(job->scenario, &job->text, session->diag));
    SFL_TRY(sfl_job_build_piece(session, job));
    return sfl_checkpoint_is_new(session, &job->checkpoint);
}

/* Everything that can be refused is refused before the paths are walked. */
static sfl_status prepare(sfl_session *session, sfl_job *job)
{
    SFL_TRY(read_run(session, job));
    return sfl_job_open(session, job);
}

static sfl_status simulate(sfl_session *session, sfl_job *job)
{
    SFL_TRY(sfl_session_agree(session, prepare(session, job)));
    return sfl_job_study(session, job);
}

static sfl_status run_whole(sfl_session *session)
{
    sfl_job job = {0};
    SFL_TRY(sfl_answer_read(session, &job.answer));
    bool is_estimate = session->cli.values[SFL_OPTION_ESTIMATE].is_given;
    if (is_estimate && session->cli.values[SFL_OPTION_CHECKPOINT].is_given)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --checkpoint: not allowed with --estimate, which keeps nothing");
    if (is_estimate)
        return sfl_session_answers(session) ? sfl_command_estimate(session) : SFL_OK;
    sfl_status status = sfl_job_close(session, &job, simulate(session, &job));
    sfl_job_release(&job);
    return status;
}

/* ---- a share of it ---- */

static sfl_status walk_shard(sfl_session *session, sfl_job *job)
{
    sfl_shard shard;
    SFL_TRY(sfl_shard_read(session, &shard));
    SFL_TRY(read_run(session, job));
    job->piece->shard    = shard.number;
    job->piece->n_shards = shard.of;
    return sfl_shard_walk(session, job);
}

sfl_status sfl_command_run(sfl_session *session)
{
    if (!session->cli.values[SFL_OPTION_SHARD].is_given) return run_whole(session);
    sfl_job    job    = {0};
    sfl_status status = walk_shard(session, &job);
    sfl_job_release(&job);
    return status;
}
