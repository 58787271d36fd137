/* See shard.h. */
#include "host/cli/shard.h"

#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>

#define MOST_SHARDS 1000000

static const sfl_place nowhere = {NULL, 0, 0};

/* i/N with 1 <= i <= N. */
static bool read_fraction(const char *text, sfl_shard *shard)
{
    char        number[32];
    uint64_t    i, n;
    const char *slash = strchr(text, '/');
    if (slash == NULL || slash - text >= (long)sizeof number) return false;
    snprintf(number, sizeof number, "%.*s", (int)(slash - text), text);
    if (!sfl_cli_count(slash + 1, 1, MOST_SHARDS, &n) || !sfl_cli_count(number, 1, n, &i)) return false;
    *shard = (sfl_shard){(uint32_t)i, (uint32_t)n};
    return true;
}

/* A share is not answered, so what is asked of an answer is asked of the report. */
static const char *what_goes_not_with_it(const sfl_cli *cli)
{
    static const struct {
        sfl_option_id option;
        const char   *why;
    } rows[] = {
        {SFL_OPTION_UNTIL, "--until: not allowed with --shard, whose paths have to be known"},
        {SFL_OPTION_FORMAT, "--format: not allowed with --shard, which writes a tally file; shortfall report has formats"},
        {SFL_OPTION_JSON, "--json: not allowed with --shard, which writes a tally file; shortfall report has formats"},
        {SFL_OPTION_CSV_DIALECT, "--csv-dialect: not allowed with --shard; shortfall report has it"},
        {SFL_OPTION_FAIL_IF, "--fail-if: not allowed with --shard; shortfall report has it"},
        {SFL_OPTION_SPLIT, "--split: not allowed with --shard, whose tally file does not hold it"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
        if (cli->values[rows[i].option].is_given) return rows[i].why;
    return NULL;
}

sfl_status sfl_shard_read(sfl_session *session, sfl_shard *shard)
{
    const char *text = session->cli.values[SFL_OPTION_SHARD].text, *why = what_goes_not_with_it(&session->cli);
    if (!read_fraction(text, shard))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall %s: --shard: found '%s'; allowed is i/N with i from 1 to N, such as 3/16",
                            sfl_command_word(session->cli.command), text);
    if (session->team != NULL) why = "--shard: not for several ranks, which share the paths out themselves";
    return why == NULL ? SFL_OK
                       : sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall %s: %s",
                                      sfl_command_word(session->cli.command), why);
}

sfl_status sfl_shard_output(sfl_session *session, const char **file)
{
    sfl_output  output;
    struct stat there;
    *file = sfl_session_output(session);
    if (*file == NULL || strcmp(*file, "-") == 0)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall %s: wants -o FILE for the tallies",
                            sfl_command_word(session->cli.command));
    if (stat(*file, &there) == 0 && S_ISFIFO(there.st_mode))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){*file, 0, 0}, "is a pipe; allowed is a file");
    SFL_TRY(sfl_output_open(*file, &output, session->diag)); /* can it be written? */
    (void)sfl_output_close(&output, SFL_ERR_RUN, session->diag);
    return SFL_OK;
}

static void say_interrupted(sfl_session *session, const sfl_job *job)
{
    char      done[32], all[32];
    sfl_range share = sfl_piece_share(job->piece->request.n_paths, job->piece->shard, job->piece->n_shards);
    sfl_diag_add(session->diag, SFL_INTERRUPTED, nowhere, "interrupted after %s of %s paths; %s was not written",
                 sfl_grouped(sfl_path_set_count(&job->piece->held), done), sfl_grouped(share.n_paths, all),
                 sfl_session_output(session));
    if (job->checkpoint.keeper.file != NULL)
        sfl_diag_warn(session->diag, (sfl_place){job->checkpoint.keeper.file, 0, 0}, "shortfall resume goes on from here");
}

sfl_status sfl_shard_walk(sfl_session *session, sfl_job *job)
{
    const char       *file;
    const sfl_keeper *keeper = job->checkpoint.keeper.file != NULL ? &job->checkpoint.keeper : NULL;
    SFL_TRY(sfl_shard_output(session, &file));
    SFL_TRY(sfl_checkpoint_apart(session, &job->checkpoint, file));
    sfl_progress_begin(&job->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_study_shard(job->piece, &job->study.options.run, keeper, session->diag);
    sfl_progress_end(&job->study.progress);
    if (status == SFL_INTERRUPTED) say_interrupted(session, job);
    return status == SFL_OK ? sfl_piece_write(job->piece, file, session->diag) : status;
}
