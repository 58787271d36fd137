/* shortfall run FILE: simulate, and print the answer. */
#include "host/cli/answer.h"
#include "host/cli/estimate.h"
#include "host/cli/fail_if.h"
#include "host/cli/implied.h"
#include "host/cli/study.h"
#include "host/study/study.h"

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

/* From the scenario to the answer; released together. */
typedef struct work {
    sfl_scenario *scenario;
    sfl_plan     *plan;
    sfl_implied   implied;
    char         *text;
    sfl_summary  *summary;
    sfl_answer    answer;
    sfl_cli_study study; /* run.n_paths 0: until its targets are reached */
    sfl_arena     *names;      /* of the conditions' figures */
    sfl_conditions conditions; /* of --fail-if */
    char          now[32];
} work;

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

static const sfl_place nowhere = {NULL, 0, 0};

static void release(work *of)
{
    sfl_summary_free(&of->summary);
    sfl_arena_free(&of->names);
    free(of->text);
    sfl_implied_release(&of->implied);
    sfl_plan_free(&of->plan);
    sfl_scenario_free(&of->scenario);
}

static sfl_status read_conditions(sfl_session *session, work *of)
{
    const char *text = session->cli.values[SFL_OPTION_FAIL_IF].text;
    if (text == NULL) return SFL_OK;
    sfl_figure_list    figures = {0};
    sfl_summary_inputs inputs  = {0};
    inputs.scenario            = of->scenario;
    of->names                  = sfl_arena_build();
    if (of->names == NULL) return SFL_ERR_MEMORY;
    sfl_status status = sfl_study_figures(of->plan, &inputs, of->names, &figures, session->diag);
    if (status == SFL_OK) status = sfl_conditions_read(text, &figures, false, &of->conditions, session->diag);
    sfl_figure_list_free(&figures);
    return status;
}

static sfl_status check_conditions(sfl_session *session, work *of)
{
    sfl_figure_list figures = {0};
    sfl_verdict     verdicts[SFL_MOST_CONDITIONS];
    if (of->conditions.n == 0 || of->summary->paths == 0) return SFL_OK;
    sfl_figure_list_fill(&figures, of->summary->arena, of->summary);
    for (int32_t i = 0; i < of->conditions.n; ++i)
        verdicts[i] = sfl_verdict_of(&of->conditions.rows[i], &figures);
    sfl_status status = figures.has_failed
                            ? SFL_ERR_MEMORY
                            : sfl_fail_if_say(session, &of->conditions, verdicts, of->summary->level);
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
                            "shortfall run: SOURCE_DATE_EPOCH: found '%s'; allowed is seconds since 1970", said);
    }
    if (gmtime_r(&now, &utc) != NULL) strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
    return SFL_OK;
}

/* Everything that can be refused is refused before the paths are walked. */
static sfl_status prepare(sfl_session *session, work *of)
{
    SFL_TRY(sfl_cli_study_read(session, &of->study));
    SFL_TRY(sfl_session_plan(session, &of->scenario, &of->plan));
    uint64_t n_paths = sfl_session_number(session, SFL_OPTION_PATHS, of->scenario->simulation.paths);
    if (of->study.options.until != NULL) n_paths = 0;
    of->study.options.run.n_paths = n_paths;
    if (of->scenario->simulation.sampling == SFL_SAMPLING_ANTITHETIC && n_paths % 2 != 0) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --paths: found %" PRIu64 "; allowed is an even number, antithetic paths "
                            "come in pairs",
                            n_paths);
    }
    SFL_TRY(read_conditions(session, of));
    SFL_TRY(say_now(session, of->now));
    SFL_TRY(sfl_scenario_dump(of->scenario, &of->text, session->diag));
    return sfl_answer_open(session, &of->answer);
}

static sfl_summary_inputs inputs_of(const sfl_session *session, const work *of, const char *host, const char *now)
{
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = of->scenario;
    inputs.text               = of->text;
    inputs.overrides          = session->cli.overrides;
    inputs.n_overrides        = session->cli.n_overrides;
    inputs.drivers            = of->implied.drivers->rows;
    inputs.n_drivers          = of->implied.drivers->n_rows;
    inputs.static_break_even  = of->implied.break_even;
    inputs.level              = of->study.level;
    inputs.build              = SFL_BUILD;
    inputs.host               = host;
    inputs.time               = now;
    inputs.command            = sfl_command_word(session->cli.command);
    return inputs;
}

static sfl_status simulate(sfl_session *session, work *of)
{
    char host[256] = "";
    gethostname(host, sizeof(host) - 1);
    SFL_TRY(sfl_implied_build(of->scenario, of->plan, (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0),
                              &of->implied, session->diag));
    sfl_summary_inputs inputs = inputs_of(session, of, host, of->now);
    sfl_progress_begin(&of->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_study(of->plan, &of->study.options, &inputs, &of->summary, session->diag);
    sfl_progress_end(&of->study.progress);
    return status;
}

/* An answer that is partial or short of its targets is printed all the same. */
static sfl_status answer(sfl_session *session, work *of)
{
    if (of->summary->paths == 0) return SFL_OK; /* interrupted before the first chunk was done: no answer */
    return sfl_answer_write(session, &of->answer, of->summary);
}

static void say_short(sfl_session *session, const work *of)
{
    char    paths[32];
    int32_t n_short = 0;
    for (int32_t i = 0; i < of->summary->n_targets; ++i)
        n_short += of->summary->targets[i].is_met ? 0 : 1;
    if (n_short == 0) return;
    sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "--until: %" PRId32 " of %" PRId32 " targets not reached with %s paths",
                 n_short, of->summary->n_targets, sfl_grouped(of->summary->paths, paths));
}

static void say_interrupted(sfl_session *session, const work *of)
{
    char        done[32], all[32] = "";
    uint64_t    n     = of->summary->paths;
    const char *after = n > 0 ? "; the answer is partial" : "; there is no answer";
    uint64_t    n_asked = of->study.options.run.n_paths;
    const char *of_all  = n_asked > 0 ? " of " : "";
    if (n_asked > 0) sfl_grouped(n_asked, all);
    sfl_diag_add(session->diag, SFL_INTERRUPTED, nowhere, "interrupted after %s%s%s paths%s", sfl_grouped(n, done), of_all,
                 all, after);
}

/* SFL_INTERRUPTED where the answer is partial, or there is none because nothing was done yet. */
static sfl_status complete(sfl_session *session, work *of)
{
    SFL_TRY(prepare(session, of));
    sfl_status status = simulate(session, of);
    if (of->summary == NULL) return status;
    SFL_TRY(answer(session, of));
    if (status == SFL_ERR_RUN) say_short(session, of);
    sfl_status checked = check_conditions(session, of);
    return status == SFL_OK ? checked : status;
}

sfl_status sfl_command_run(sfl_session *session)
{
    work of = {0};
    SFL_TRY(sfl_answer_read(session, &of.answer));
    if (session->cli.values[SFL_OPTION_ESTIMATE].is_given) return sfl_command_estimate(session);
    sfl_status status = complete(session, &of);
    bool       has_answer = of.summary != NULL && of.summary->paths > 0;
    if (status == SFL_INTERRUPTED) say_interrupted(session, &of);
    sfl_status kept = status == SFL_INTERRUPTED ? SFL_ERR_RUN : status; /* what is dropped, unless there is an answer */
    if (has_answer && (status == SFL_INTERRUPTED || status == SFL_ERR_RUN)) kept = SFL_OK;
    sfl_status closed = sfl_answer_close(session, &of.answer, kept);
    release(&of);
    return closed == kept ? status : closed;
}
