/* shortfall bench [CASE...]: is the answer of a fixed case the known one, and how fast is it found? */
#include "host/cli/bench.h"
#include "host/cli/cards.h"
#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"
#include "host/run/work.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define REPEATS_WITHOUT_OPTION 5

/* What the command holds; released together. */
typedef struct work {
    const sfl_bench_case **cases; /* [n_cases] */
    sfl_bench_case         file;  /* --scenario, the last of them */
    sfl_bench_result      *results;
    int32_t                n_cases, n_results;
    sfl_bench_how          how;
    sfl_cli_devices        devices;
    int32_t                n_repeats;
    bool                   is_quiet;
    sfl_progress           progress;
    uint64_t               n_done; /* of the running walk, as last told */
    sfl_output             output;
} work;

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- the cases asked for ---- */

static sfl_status refuse_case(const char *found, sfl_diag *diag)
{
    int32_t               n;
    const sfl_bench_case *all      = sfl_bench_cases(&n);
    const char           *best     = NULL;
    size_t                distance = SIZE_MAX;
    for (int32_t i = 0; i < n; ++i)
        sfl_cli_keep_nearer(found, all[i].word, &best, &distance);
    if (best == NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "shortfall bench: unknown case '%s'; see shortfall bench --help", found);
    }
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall bench: unknown case '%s'; did you mean '%s'?", found,
                        best);
}

/* The cases named, then the scenario file; W where nothing is named. */
static sfl_status choose_cases(const sfl_session *session, work *of)
{
    const char *file = session->cli.values[SFL_OPTION_SCENARIO].text;
    int32_t     n    = session->cli.n_arguments;
    of->cases        = calloc((size_t)n + 1, sizeof *of->cases);
    of->results      = calloc((size_t)n + 1, sizeof *of->results);
    if (of->cases == NULL || of->results == NULL) return SFL_ERR_MEMORY;
    for (; of->n_cases < n; ++of->n_cases) {
        const char *word       = session->cli.arguments[of->n_cases];
        of->cases[of->n_cases] = sfl_bench_case_find(word);
        if (of->cases[of->n_cases] == NULL) return refuse_case(word, session->diag);
    }
    if (file != NULL) of->file = sfl_bench_case_of_file(file);
    if (file != NULL || n == 0) of->cases[of->n_cases++] = file != NULL ? &of->file : sfl_bench_case_find("W");
    return SFL_OK;
}

/* ---- one case ---- */

static sfl_status measure(work *of, const sfl_bench_subject *subject, sfl_bench_result *result, bool has_scales,
                          sfl_diag *diag)
{
    sfl_bench_check again;
    of->how.n_paths = result->n_paths;
    SFL_TRY(sfl_bench_times_run(subject, &of->how, of->n_repeats, &result->times, diag));
    SFL_TRY(sfl_bench_check_run(subject, &of->how, subject->of->hash, &again, diag));
    result->warm_seconds = again.seconds;
    SFL_TRY(sfl_bench_stages_run(subject, &of->how, &result->stages, diag));
    return has_scales ? sfl_bench_scales_run(subject, &of->how, of->n_repeats, result, diag) : SFL_OK;
}

static sfl_status fail_check(sfl_bench_result *result, sfl_diag *diag)
{
    snprintf(result->error, sizeof result->error, "the answer is not the known one");
    return sfl_diag_add(diag, SFL_ERR_RUN, nowhere,
                        "shortfall bench: %s: the answer of %" PRIu64 " paths is %s; the known one is %s",
                        result->of->word, result->of->n_check_paths, result->check.hash, result->of->hash);
}

static sfl_status say(work *of, bool is_table, const sfl_bench_result *result,
                      void (*print)(const sfl_bench_result *result, FILE *stream))
{
    if (!is_table) return SFL_OK;
    sfl_progress_end(&of->progress);
    print(result, of->output.stream);
    fflush(of->output.stream);
    return sfl_output_check(&of->output, SFL_OK);
}

static int32_t count_devices(const work *of, bool is_world)
{
    int32_t devices[SFL_MOST_DEVICES];
    return sfl_bench_devices(&of->how, is_world, devices);
}

static void describe(const sfl_session *session, const work *of, const sfl_bench_subject *subject,
                     sfl_bench_result *result)
{
    result->of           = subject->of;
    result->backend      = sfl_bench_backend(&of->how, subject->of->kind == SFL_BENCH_WORLD);
    result->n_paths      = sfl_session_number(session, SFL_OPTION_WALKS, subject->of->n_paths);
    result->n_months     = subject->plan->n_months;
    result->n_threads    = of->how.n_threads;
    result->n_devices    = count_devices(of, subject->of->kind == SFL_BENCH_WORLD);
    result->plan_seconds = subject->plan_seconds;
}

static sfl_status bench_subject(sfl_session *session, work *of, const sfl_bench_subject *subject,
                                sfl_bench_result *result)
{
    bool is_table   = strcmp(session->cli.format, "table") == 0;
    bool has_scales = session->cli.values[SFL_OPTION_SCALING].is_given;
    describe(session, of, subject, result);
    SFL_TRY(sfl_bench_check_run(subject, &of->how, subject->of->hash, &result->check, session->diag));
    SFL_TRY(say(of, is_table, result, sfl_bench_table_check));
    if (!result->check.is_passed) return fail_check(result, session->diag);
    SFL_TRY(measure(of, subject, result, has_scales, session->diag));
    return say(of, is_table, result, sfl_bench_table_figures);
}

/* What keeps one case from being measured and leaves the others alone. */
static bool is_of_one(sfl_status status)
{
    return status == SFL_ERR_RUN || status == SFL_ERR_DEVICE;
}

static sfl_status bench_case(sfl_session *session, work *of, const sfl_bench_case *row)
{
    sfl_read_options  read    = {session->cli.overrides, session->cli.n_overrides};
    sfl_bench_result *result  = &of->results[of->n_results];
    sfl_bench_subject subject = {0};
    sfl_status        status  = sfl_bench_subject_init(&subject, row, &read, session->diag);
    if (status == SFL_OK) status = bench_subject(session, of, &subject, result);
    if (status == SFL_ERR_DEVICE) snprintf(result->error, sizeof result->error, "a card failed");
    if (status == SFL_OK || is_of_one(status)) of->n_results += 1;
    sfl_bench_subject_release(&subject);
    return status;
}

/* ---- the whole ---- */

static sfl_status dump(sfl_session *session, work *of)
{
    sfl_buffer text = {0};
    if (of->n_cases != 1 || of->cases[0]->write == NULL) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall bench: --dump takes one case");
    }
    of->cases[0]->write(&of->cases[0]->sizes, &text);
    sfl_status status = text.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &of->output, session->diag);
    if (status == SFL_OK) {
        fwrite(text.text, 1, text.n_bytes, of->output.stream);
        status = sfl_output_check(&of->output, status);
    }
    sfl_buffer_free(&text);
    return status;
}

static sfl_status write_json(work *of)
{
    sfl_bench_facts facts;
    sfl_buffer      text = {0};
    sfl_bench_facts_read(&of->how, &facts);
    sfl_bench_json(&facts, of->results, of->n_results, &text);
    sfl_status status = text.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) {
        fwrite(text.text, 1, text.n_bytes, of->output.stream);
        status = sfl_output_check(&of->output, status);
    }
    sfl_buffer_free(&text);
    return status;
}

/* Every walk begins a progress line of its own. */
static bool tell_progress(void *context, uint64_t n_done, uint64_t n_paths)
{
    work *of = context;
    if (n_done < of->n_done) {
        sfl_progress_end(&of->progress);
        sfl_progress_begin(&of->progress, of->is_quiet);
    }
    of->n_done = n_done;
    return sfl_progress_step(&of->progress, n_done, n_paths);
}

static void say_context(const work *of)
{
    sfl_bench_facts facts;
    sfl_bench_facts_read(&of->how, &facts);
    sfl_bench_table_context(&facts, of->output.stream);
}

static void choose_cards(const sfl_session *session, work *of)
{
    of->how.devices         = of->devices.numbers;
    of->how.n_devices       = of->devices.n;
    of->how.paths_in_flight = sfl_session_number(session, SFL_OPTION_PATHS_IN_FLIGHT, 0);
    of->how.block           = (int32_t)sfl_session_number(session, SFL_OPTION_BLOCK, 0);
}

static sfl_status choose_how(sfl_session *session, work *of)
{
    SFL_TRY(sfl_cli_devices_read(session, &of->devices));
    choose_cards(session, of);
    of->n_repeats            = (int32_t)sfl_session_number(session, SFL_OPTION_REPEATS, REPEATS_WITHOUT_OPTION);
    of->how.n_threads        = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    of->how.backend          = sfl_session_backend(session);
    of->how.card_form        = session->cli.values[SFL_OPTION_CARD_FORM].text;
    of->how.progress         = tell_progress;
    of->how.progress_context = of;
    of->is_quiet             = sfl_session_is_quiet(session);
    if (of->how.n_threads == 0) of->how.n_threads = sfl_work_processors();
    if (sfl_bench_backend(&of->how, false) != NULL) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "backend: %s; this machine has none of that name",
                        of->how.n_devices > 0 && of->how.backend == NULL ? "cuda" : of->how.backend);
}

/* The status of the last case that went wrong. */
static sfl_status bench_cases(sfl_session *session, work *of)
{
    sfl_status status = SFL_OK;
    for (int32_t i = 0; i < of->n_cases && (status == SFL_OK || is_of_one(status)); ++i) {
        sfl_status of_case = bench_case(session, of, of->cases[i]);
        status             = of_case == SFL_OK ? status : of_case;
    }
    return status;
}

static sfl_status bench_all(sfl_session *session, work *of)
{
    bool is_json = strcmp(session->cli.format, "json") == 0;
    SFL_TRY(choose_how(session, of));
    SFL_TRY(sfl_output_open(sfl_session_output(session), &of->output, session->diag));
    if (!is_json) say_context(of);
    sfl_progress_begin(&of->progress, of->is_quiet);
    sfl_status status = bench_cases(session, of);
    sfl_progress_end(&of->progress);
    if (status == SFL_INTERRUPTED) {
        sfl_diag_add(session->diag, status, nowhere, "interrupted after %d of %d cases", of->n_results, of->n_cases);
    }
    if (!is_json || !(status == SFL_OK || is_of_one(status))) return status;
    sfl_status written = write_json(of);
    return written == SFL_OK ? status : written;
}

/* Figures of a part of the cases are no result, so that an interruption leaves no file; a case that has no figure for a
 * reason is one of them. */
static sfl_status close_output(sfl_session *session, work *of, sfl_status status)
{
    sfl_status keeps  = is_of_one(status) ? SFL_OK : status == SFL_INTERRUPTED ? SFL_ERR_RUN : status;
    sfl_status closed = sfl_output_close(&of->output, keeps, session->diag);
    return closed == SFL_ERR_OUTPUT ? closed : status;
}

sfl_status sfl_command_bench(sfl_session *session)
{
    work       of      = {0};
    sfl_status status  = choose_cases(session, &of);
    bool       is_dump = session->cli.values[SFL_OPTION_TEXT].is_given;
    if (status == SFL_OK) status = is_dump ? dump(session, &of) : bench_all(session, &of);
    status = close_output(session, &of, status);
    free(of.cases);
    free(of.results);
    return status;
}
