/* shortfall run FILE: simulate, and print the answer. */
#include "host/base/text.h"
#include "host/cli/cards.h"
#include "host/cli/implied.h"
#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"
#include "host/summary/summary.h"

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
    sfl_tally    *tally;
    sfl_run_facts facts;
    char         *text;
    sfl_summary  *summary;
    sfl_output    output;
    sfl_cli_devices devices;
    uint64_t      n_paths;
    double        level; /* of intervals */
    bool          is_partial;
} work;

static const sfl_place nowhere = {NULL, 0, 0};

static void release(work *of)
{
    sfl_summary_free(&of->summary);
    free(of->text);
    sfl_tally_free(&of->tally);
    sfl_implied_release(&of->implied);
    sfl_plan_free(&of->plan);
    sfl_scenario_free(&of->scenario);
}

/* A plain decimal between 0 and 1. */
static sfl_status read_level(sfl_session *session, double *level)
{
    const char *text = session->cli.values[SFL_OPTION_LEVEL].text;
    *level           = text == NULL ? 0.95 : sfl_text_to_real(text);
    bool is_decimal  = text == NULL || (text[0] != '\0' && text[strspn(text, "0123456789.")] == '\0');
    if (is_decimal && *level > 0.0 && *level < 1.0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall run: --level: found '%s'; allowed is a number between 0 and 1, such as 0.95", text);
}

/* Everything that can be refused is refused before the paths are walked. */
static sfl_status prepare(sfl_session *session, work *of)
{
    SFL_TRY(sfl_cli_devices_read(session, &of->devices));
    SFL_TRY(read_level(session, &of->level));
    SFL_TRY(sfl_session_plan(session, &of->scenario, &of->plan));
    of->n_paths = sfl_session_number(session, SFL_OPTION_PATHS, of->scenario->simulation.paths);
    if (of->scenario->simulation.sampling == SFL_SAMPLING_ANTITHETIC && of->n_paths % 2 != 0) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --paths: found %" PRIu64 "; allowed is an even number, antithetic paths "
                            "come in pairs",
                            of->n_paths);
    }
    SFL_TRY(sfl_scenario_dump(of->scenario, &of->text, session->diag));
    return sfl_output_open(sfl_session_output(session), &of->output, session->diag);
}

static sfl_status walk(sfl_session *session, work *of)
{
    sfl_progress    progress;
    sfl_run_options options  = {0};
    options.n_paths          = of->n_paths;
    options.n_threads        = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    options.chunk            = sfl_session_number(session, SFL_OPTION_CHUNK, 0);
    options.backend          = sfl_session_backend(session);
    options.devices          = of->devices.numbers;
    options.n_devices        = of->devices.n;
    options.paths_in_flight  = sfl_session_number(session, SFL_OPTION_PATHS_IN_FLIGHT, 0);
    options.block            = (int32_t)sfl_session_number(session, SFL_OPTION_BLOCK, 0);
    options.card_form        = session->cli.values[SFL_OPTION_CARD_FORM].text;
    options.progress         = sfl_progress_step;
    options.progress_context = &progress;
    sfl_progress_begin(&progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_run(of->plan, &options, &of->tally, &of->facts, session->diag);
    sfl_progress_end(&progress);
    of->is_partial = status == SFL_INTERRUPTED;
    return of->is_partial ? SFL_OK : status;
}

/* Where not every two architectures are compared, a second walk of the same paths compares each with the cheapest, which
 * only the first one knows (model page section 9). */
static sfl_status simulate(sfl_session *session, work *of)
{
    int32_t n_threads = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    SFL_TRY(sfl_implied_build(of->scenario, of->plan, n_threads, &of->implied, session->diag));
    SFL_TRY(walk(session, of));
    int32_t cheapest = of->is_partial ? 0 : sfl_run_again_against(of->plan, of->tally);
    double  seconds  = of->facts.seconds;
    if (cheapest == 0) return SFL_OK;
    sfl_tally_free(&of->tally);
    sfl_plan_free(&of->plan);
    SFL_TRY(sfl_plan_build_against(of->scenario, cheapest, &of->plan, session->diag));
    SFL_TRY(walk(session, of));
    of->facts.seconds += seconds;
    return SFL_OK;
}

static void say_now(char text[32])
{
    time_t    now = time(NULL);
    struct tm utc;
    text[0] = '\0';
    if (gmtime_r(&now, &utc) != NULL) strftime(text, 32, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static sfl_status answer(sfl_session *session, work *of)
{
    char host[256] = "", now[32];
    gethostname(host, sizeof(host) - 1);
    say_now(now);
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = of->scenario;
    inputs.plan               = of->plan;
    inputs.tally              = of->tally;
    inputs.text               = of->text;
    inputs.overrides          = session->cli.overrides;
    inputs.n_overrides        = session->cli.n_overrides;
    inputs.drivers            = of->implied.drivers->rows;
    inputs.n_drivers          = of->implied.drivers->n_rows;
    inputs.static_break_even  = of->implied.break_even;
    inputs.is_partial         = of->is_partial;
    inputs.level              = of->level;
    inputs.facts              = &of->facts;
    inputs.build              = SFL_BUILD;
    inputs.host               = host;
    inputs.time               = now;
    inputs.command            = sfl_command_word(session->cli.command);
    SFL_TRY(sfl_summarise(&inputs, &of->summary, session->diag));
    if (of->summary->paths == 0) return SFL_OK; /* interrupted before the first chunk was done: no answer */
    sfl_status status = sfl_report_write(of->summary, session->cli.format, of->output.stream, NULL);
    return sfl_output_check(&of->output, status);
}

static void say_interrupted(sfl_session *session, const work *of)
{
    char        done[32], all[32];
    uint64_t    n     = of->summary->paths;
    const char *after = n > 0 ? "; the answer is partial" : "; there is no answer";
    sfl_diag_add(session->diag, SFL_INTERRUPTED, nowhere, "interrupted after %s of %s paths%s", sfl_grouped(n, done),
                 sfl_grouped(of->n_paths, all), after);
}

/* SFL_INTERRUPTED where the answer is partial, or there is none because nothing was done yet. */
static sfl_status complete(sfl_session *session, work *of)
{
    SFL_TRY(prepare(session, of));
    SFL_TRY(simulate(session, of));
    SFL_TRY(answer(session, of));
    return of->is_partial ? SFL_INTERRUPTED : SFL_OK;
}

sfl_status sfl_command_run(sfl_session *session)
{
    work       of     = {0};
    sfl_status status = complete(session, &of);
    if (status == SFL_INTERRUPTED) say_interrupted(session, &of);
    bool is_empty = status == SFL_INTERRUPTED && of.summary->paths == 0;
    status        = sfl_output_close(&of.output, is_empty ? SFL_ERR_RUN : status, session->diag);
    release(&of);
    return is_empty ? SFL_INTERRUPTED : status;
}
