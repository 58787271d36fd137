/* shortfall sweep FILE --over KEY=VALUES: one answer per point, all on the same paths, in one table; or with --shard a share of
 * the paths, into a tally file. */
#include "host/cli/sweep_job.h"

#include "host/scenario/scenario.h"

#include <inttypes.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status read_points(sfl_session *session, sfl_sweep_job *of)
{
    const sfl_cli *cli  = &session->cli;
    const char    *list = cli->values[SFL_OPTION_LIST].text;
    if ((list != NULL) == (cli->n_overs > 0)) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            list != NULL ? "shortfall sweep: --over and --list: allowed is one of them"
                                         : "shortfall sweep: no points; allowed is --over KEY=VALUES, or --list FILE");
    }
    if (list != NULL) SFL_TRY(sfl_sweep_points_list(list, of->arena, &of->points, session->diag));
    if (list == NULL) SFL_TRY(sfl_sweep_points_over(cli->overs, cli->n_overs, of->arena, &of->points, session->diag));
    return sfl_sweep_job_keys(session, of);
}

static sfl_status count_paths(sfl_session *session, sfl_sweep_job *of)
{
    uint64_t n_paths = sfl_session_number(session, SFL_OPTION_PATHS, of->base->simulation.paths);
    of->study.options.run.n_paths = n_paths;
    if (of->base->simulation.sampling != SFL_SAMPLING_ANTITHETIC || n_paths % 2 == 0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall sweep: --paths: found %" PRIu64 "; allowed is an even number, antithetic paths come in pairs",
                        n_paths);
}

static sfl_status prepare(sfl_session *session, sfl_sweep_job *of)
{
    SFL_TRY(sfl_sweep_job_begin(session, of));
    SFL_TRY(read_points(session, of));
    SFL_TRY(sfl_output_apart(sfl_session_output(session), session->cli.argument, session->diag));
    if (of->points.file != NULL) SFL_TRY(sfl_output_apart(sfl_session_output(session), of->points.file, session->diag));
    SFL_TRY(sfl_session_read(session, &of->base));
    return count_paths(session, of);
}

static sfl_status complete(sfl_session *session, sfl_sweep_job *of)
{
    SFL_TRY(prepare(session, of));
    if (session->cli.values[SFL_OPTION_SHARD].is_given) return sfl_sweep_shard(session, of);
    SFL_TRY(sfl_sweep_job_fill(session, of));
    SFL_TRY(sfl_output_open(sfl_session_output(session), &of->output, session->diag));
    return sfl_sweep_job_answer(session, of);
}

sfl_status sfl_command_sweep(sfl_session *session)
{
    sfl_sweep_job of     = {0};
    sfl_status    status = sfl_sweep_job_close(session, &of, complete(session, &of));
    sfl_sweep_job_release(&of);
    return status;
}
