/* shortfall report FILE: the answer of a tally file in every format, without walking a path. */
#include "host/cli/job.h"
#include "host/cli/pieces.h"
#include "host/cli/sweep_job.h"

static sfl_status load(sfl_session *session, sfl_job *job, bool *is_partial)
{
    const char *file = session->cli.argument;
    SFL_TRY(sfl_answer_read(session, &job->answer));
    SFL_TRY(sfl_output_apart(sfl_session_output(session), file, session->diag));
    SFL_TRY(sfl_cli_study_read(session, &job->study));
    SFL_TRY(sfl_job_load(session, file, job));
    return sfl_pieces_check_whole(session, job->piece, file, job->piece->n_shards, is_partial);
}

static sfl_status report(sfl_session *session, sfl_job *job)
{
    bool is_partial;
    SFL_TRY(load(session, job, &is_partial));
    SFL_TRY(sfl_job_open(session, job));
    SFL_TRY(sfl_job_imply(session, job));
    sfl_summary_inputs inputs = sfl_job_inputs(session, job);
    inputs.is_partial         = is_partial;
    return sfl_study_report(job->piece, job->study.options.run.n_threads, &inputs, &job->summary, session->diag);
}

static sfl_status report_run(sfl_session *session)
{
    sfl_job    job    = {0};
    sfl_status status = sfl_job_close(session, &job, report(session, &job));
    sfl_job_release(&job);
    return status;
}

sfl_status sfl_command_report(sfl_session *session)
{
    bool is_sweep;
    SFL_TRY(sfl_pieces_look(session, session->cli.argument, &is_sweep));
    return is_sweep ? sfl_sweep_report(session) : report_run(session);
}
