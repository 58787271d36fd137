/* shortfall resume FILE: go on with a run that was kept, and answer as run does. */
#include "host/cli/job.h"
#include "host/cli/shard.h"

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status load(sfl_session *session, sfl_job *job)
{
    const char *file = session->cli.argument;
    SFL_TRY(sfl_answer_read(session, &job->answer));
    SFL_TRY(sfl_output_apart(sfl_session_output(session), file, session->diag));
    SFL_TRY(sfl_cli_study_read(session, &job->study));
    SFL_TRY(sfl_checkpoint_read(session, &job->checkpoint));
    SFL_TRY(sfl_job_load(session, file, job));
    SFL_TRY(sfl_checkpoint_name(session, file, &job->checkpoint));
    return sfl_checkpoint_is_own(session, &job->checkpoint);
}

static sfl_status go_on(sfl_session *session, sfl_job *job)
{
    SFL_TRY(sfl_session_agree(session, sfl_job_open(session, job)));
    return sfl_job_study(session, job);
}

/* A share becomes a tally file, as run --shard writes it. */
static sfl_status go_on_with_share(sfl_session *session, sfl_job *job)
{
    if (session->cli.values[SFL_OPTION_FORMAT].is_given || session->cli.values[SFL_OPTION_JSON].is_given ||
        session->cli.values[SFL_OPTION_FAIL_IF].is_given)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall resume: %s is a share of a run: -o takes its tallies, --format and --fail-if are for "
                            "shortfall report",
                            session->cli.argument);
    if (session->team != NULL)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall resume: %s is a share of a run, which one process walks, not several ranks",
                            session->cli.argument);
    return sfl_shard_walk(session, job);
}

sfl_status sfl_command_resume(sfl_session *session)
{
    sfl_job    job    = {0};
    sfl_status status = sfl_session_agree(session, load(session, &job));
    if (status == SFL_OK && job.piece->n_shards > 1 && job.piece->shard > 0)
        status = go_on_with_share(session, &job);
    else if (status == SFL_OK)
        status = sfl_job_close(session, &job, go_on(session, &job));
    sfl_job_release(&job);
    return status;
}
