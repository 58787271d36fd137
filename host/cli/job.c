/* See job.h. */
#include "host/cli/job.h"

#include "host/scenario/scenario.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define COMPILER_TEXT(text) #text
#define COMPILER_VALUE(value) COMPILER_TEXT(value)
#if defined(__clang__)
#define SFL_BUILD "clang " COMPILER_VALUE(__clang_major__) "." COMPILER_VALUE(__clang_minor__)
#else
#define SFL_BUILD "gcc " COMPILER_VALUE(__GNUC__) "." COMPILER_VALUE(__GNUC_MINOR__)
#endif

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

static const sfl_place nowhere = {NULL, 0, 0};

void sfl_job_release(sfl_job *job)
{
    sfl_summary_free(&job->summary);
    sfl_arena_free(&job->names);
    sfl_piece_free(&job->piece);
    sfl_implied_release(&job->implied);
    free(job->text);
    sfl_plan_free(&job->against);
    sfl_plan_free(&job->plan);
    sfl_scenario_free(&job->scenario);
}

/* ---- pieces ---- */

sfl_status sfl_job_build_piece(sfl_session *session, sfl_job *job)
{
    sfl_piece_point    point;
    sfl_summary_inputs inputs  = sfl_job_inputs(session, job);
    sfl_piece_request  request = sfl_study_request(job->plan, &job->study.options, &inputs, &point);
    request.title              = job->scenario->title;
    job->piece                 = sfl_piece_build(&request, (const sfl_plan *const *)&job->plan);
    return job->piece != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

/* What only the program can tell of a file's head. */
static sfl_status check_head(sfl_session *session, const char *file, const sfl_job *job, uint64_t until_paths,
                             const sfl_piece_request *request)
{
    const char *wrong = NULL;
    if (!sfl_study_is_batch(until_paths, request)) wrong = "says that a batch is under way that there is not";
    if (request->n_paths == 0 && request->until == NULL) wrong = "says neither how many paths nor until when";
    if (request->against < 0 || request->against >= job->scenario->n_architectures)
        wrong = "compares with an architecture that its scenario does not have";
    return wrong == NULL ? SFL_OK : sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "%s", wrong);
}

/* The scenario of a file, its plan, and an empty piece for them. */
static sfl_status build_from(sfl_session *session, const char *file, const sfl_piece *head, sfl_job *job)
{
    const sfl_piece_request *request = &head->request;
    const char              *title   = request->title != NULL ? request->title : file;
    if (request->text == NULL || request->points[0].n_values > 0 || request->n_points != 1)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                            request->text == NULL ? "holds no scenario" : "holds a sweep, which is not a run");
    SFL_TRY(sfl_scenario_read_text(request->text, title, NULL, NULL, &job->scenario, session->diag));
    SFL_TRY(check_head(session, file, job, head->until_paths, request));
    SFL_TRY(sfl_plan_build_against(job->scenario, request->against, &job->plan, session->diag));
    job->text  = strdup(request->text);
    job->piece = sfl_piece_build(request, (const sfl_plan *const *)&job->plan);
    if (job->text == NULL || job->piece == NULL) return SFL_ERR_MEMORY;
    job->piece->shard         = head->shard;
    job->piece->n_shards      = head->n_shards;
    job->piece->until_paths   = head->until_paths;
    job->piece->until_reached = head->until_reached;
    if (!session->cli.values[SFL_OPTION_LEVEL].is_given) job->study.level = request->level;
    job->study.options.split       = request->split;
    job->study.options.until       = job->piece->request.until;
    job->study.options.run.n_paths = request->n_paths;
    return SFL_OK;
}

sfl_status sfl_job_load(sfl_session *session, const char *file, sfl_job *job)
{
    sfl_piece_file *opened = NULL;
    SFL_TRY(sfl_piece_open(file, &opened, session->diag));
    sfl_status status = build_from(session, file, sfl_piece_head(opened), job);
    if (status == SFL_OK && sfl_session_answers(session)) status = sfl_piece_load(opened, job->piece, session->diag);
    sfl_piece_close(&opened);
    return status;
}

/* ---- what is refused early ---- */

static sfl_status read_conditions(sfl_session *session, sfl_job *job)
{
    const char *text = session->cli.values[SFL_OPTION_FAIL_IF].text;
    if (text == NULL) return SFL_OK;
    sfl_figure_list    figures = {0};
    sfl_summary_inputs inputs  = {0};
    inputs.scenario            = job->scenario;
    job->names                 = sfl_arena_build();
    if (job->names == NULL) return SFL_ERR_MEMORY;
    sfl_status status = sfl_study_figures(job->plan, &inputs, job->names, &figures, session->diag);
    if (status == SFL_OK) status = sfl_conditions_read(text, &figures, false, &job->conditions, session->diag);
    sfl_figure_list_free(&figures);
    return status;
}

/* When: of the clock, or what SOURCE_DATE_EPOCH says (reproducible-builds.org), so that formats without the seconds of a run
 * have equal bytes. */
static sfl_status say_now(sfl_session *session, char text[32])
{
    const char *said = getenv("SOURCE_DATE_EPOCH");
    char       *end  = NULL;
    struct tm   utc;
    time_t      now = said != NULL ? (time_t)strtoll(said, &end, 10) : time(NULL);
    text[0]         = '\0';
    if (said != NULL && (said[0] < '0' || said[0] > '9' || *end != '\0' || now > LAST_SECOND)) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall %s: SOURCE_DATE_EPOCH: found '%s'; allowed is seconds since 1970",
                            sfl_command_word(session->cli.command), said);
    }
    if (gmtime_r(&now, &utc) != NULL) strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return SFL_OK;
}

sfl_status sfl_job_open(sfl_session *session, sfl_job *job)
{
    SFL_TRY(read_conditions(session, job));
    SFL_TRY(say_now(session, job->now));
    gethostname(job->host, sizeof(job->host) - 1);
    if (!sfl_session_answers(session)) return SFL_OK;
    SFL_TRY(sfl_answer_open(session, &job->answer));
    for (int32_t i = 0; i < session->cli.n_formats; ++i) {
        const char *name = job->answer.files[i] != NULL ? job->answer.files[i] : sfl_session_output(session);
        SFL_TRY(sfl_checkpoint_apart(session, &job->checkpoint, name));
    }
    return SFL_OK;
}

/* ---- answering ---- */

sfl_status sfl_job_imply(sfl_session *session, sfl_job *job)
{
    return sfl_implied_build(job->scenario, job->plan, (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0),
                             &job->implied, session->diag);
}

sfl_summary_inputs sfl_job_inputs(const sfl_session *session, const sfl_job *job)
{
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = job->scenario;
    inputs.text               = job->text;
    inputs.overrides          = session->cli.overrides;
    inputs.n_overrides        = session->cli.n_overrides;
    inputs.static_break_even  = job->implied.break_even;
    inputs.level              = job->study.level;
    inputs.build              = SFL_BUILD;
    inputs.host               = job->host;
    inputs.time               = job->now;
    inputs.command            = sfl_command_word(session->cli.command);
    if (job->implied.drivers != NULL) {
        inputs.drivers   = job->implied.drivers->rows;
        inputs.n_drivers = job->implied.drivers->n_rows;
    }
    return inputs;
}

sfl_status sfl_job_study(sfl_session *session, sfl_job *job)
{
    SFL_TRY(sfl_job_imply(session, job));
    sfl_summary_inputs inputs = sfl_job_inputs(session, job);
    const sfl_keeper  *keeper = job->checkpoint.keeper.file != NULL ? &job->checkpoint.keeper : NULL;
    sfl_progress_begin(&job->study.progress, sfl_session_is_quiet(session) || !sfl_session_answers(session));
    sfl_status status = sfl_study_piece(&job->piece, &job->study.options, &inputs, keeper, session->team, &job->against,
                                        &job->summary, session->diag);
    sfl_progress_end(&job->study.progress);
    return status;
}

/* ---- how it ended ---- */

static void say_short(sfl_session *session, const sfl_job *job)
{
    char    paths[32];
    int32_t n_short = 0;
    for (int32_t i = 0; i < job->summary->n_targets; ++i)
        n_short += job->summary->targets[i].is_met ? 0 : 1;
    if (n_short == 0) {
        sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere,
                     "--until: reached with %s paths, but not in two batches one after the other",
                     sfl_grouped(job->summary->paths, paths));
        return;
    }
    sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "--until: %" PRId32 " of %" PRId32 " targets not reached with %s paths",
                 n_short, job->summary->n_targets, sfl_grouped(job->summary->paths, paths));
}

static void say_interrupted(sfl_session *session, const sfl_job *job)
{
    char        done[32], all[32] = "";
    uint64_t    n       = job->summary != NULL ? job->summary->paths : 0;
    uint64_t    n_asked = job->study.options.run.n_paths;
    const char *after   = n > 0 ? "; the answer is partial" : "; there is no answer";
    const char *of_all  = n_asked > 0 ? " of " : "";
    if (n_asked > 0) sfl_grouped(n_asked, all);
    sfl_diag_add(session->diag, SFL_INTERRUPTED, nowhere, "interrupted after %s%s%s paths%s", sfl_grouped(n, done), of_all,
                 all, after);
    if (job->checkpoint.keeper.file == NULL) return;
    sfl_diag_warn(session->diag, (sfl_place){job->checkpoint.keeper.file, 0, 0},
                  session->team == NULL ? "shortfall resume goes on from here"
                                        : "shortfall merge --allow-partial of all ranks' files, then shortfall resume go on "
                                          "from here");
}

static sfl_status check_conditions(sfl_session *session, sfl_job *job)
{
    sfl_figure_list figures = {0};
    sfl_verdict     verdicts[SFL_MOST_CONDITIONS];
    if (job->conditions.n == 0 || job->summary->paths == 0) return SFL_OK;
    sfl_figure_list_fill(&figures, job->summary->arena, job->summary);
    for (int32_t i = 0; i < job->conditions.n; ++i)
        verdicts[i] = sfl_verdict_of(&job->conditions.rows[i], &figures);
    sfl_status status = figures.has_failed
                            ? SFL_ERR_MEMORY
                            : sfl_fail_if_say(session, &job->conditions, verdicts, job->summary->level);
    sfl_figure_list_free(&figures);
    return status;
}

/* An answer that is partial or short of its targets is printed all the same; one of no paths is none: interrupted before the
 * first chunk was done. */
static sfl_status complete(sfl_session *session, sfl_job *job, sfl_status status)
{
    if (job->summary == NULL) return status;
    if (job->summary->paths > 0) SFL_TRY(sfl_answer_write(session, &job->answer, job->summary));
    if (status == SFL_ERR_RUN) say_short(session, job);
    sfl_status checked = check_conditions(session, job);
    return status == SFL_OK ? checked : status;
}

sfl_status sfl_job_close(sfl_session *session, sfl_job *job, sfl_status status)
{
    if (!sfl_session_answers(session)) return status;
    status          = complete(session, job, status);
    bool has_answer = job->summary != NULL && job->summary->paths > 0;
    if (status == SFL_INTERRUPTED) say_interrupted(session, job);
    sfl_status kept = status == SFL_INTERRUPTED ? SFL_ERR_RUN : status; /* what is dropped, unless there is an answer */
    if (has_answer && (status == SFL_INTERRUPTED || status == SFL_ERR_RUN)) kept = SFL_OK;
    sfl_status closed = sfl_answer_close(session, &job->answer, kept);
    return closed == kept ? status : closed;
}
