/* shortfall selftest: is this program, as it was built and on this machine, the one that it should be? */
#include "host/cli/selftest.h"

#include "host/base/clock.h"
#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"
#include "host/run/work.h"

#include <stdlib.h>
#include <string.h>

/* What the command holds; released together. */
typedef struct work {
    sfl_selftest_how     how;
    sfl_read_options     read;
    sfl_selftest        *test;
    sfl_selftest_result *results; /* [n_rows] */
    sfl_selftest_page    page;
    sfl_output           output;
    bool                 is_table;
    sfl_progress         progress;
    int32_t              n_rows;
} work;

static const sfl_place nowhere = {NULL, 0, 0};

/* There are too many walks for a line each: what is counted is checks. */
static bool step(void *context, uint64_t n_done, uint64_t n_paths)
{
    work *of = context;
    (void)n_done, (void)n_paths;
    return sfl_progress_step(&of->progress, (uint64_t)of->page.n_results, (uint64_t)of->n_rows);
}

/* How many of the rows have a standard error. */
static int32_t count_errors(const sfl_selftest_row *rows, int32_t n_rows)
{
    int32_t n = 0;
    for (int32_t i = 0; i < n_rows; ++i)
        n += rows[i].answer.error_of_one > 0.0;
    return n;
}

static sfl_status prepare(sfl_session *session, work *of, const sfl_selftest_row *rows, int32_t n_rows)
{
    int32_t n_threads    = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    of->read.overrides   = session->cli.overrides;
    of->read.n_overrides = session->cli.n_overrides;
    of->how.read         = &of->read;
    of->how.is_full      = session->cli.values[SFL_OPTION_FULL].is_given;
    of->how.n_threads    = sfl_work_threads(n_threads);
    of->how.backend      = sfl_session_backend(session);
    of->how.progress         = step;
    of->how.progress_context = of;
    of->n_rows           = n_rows;
    of->is_table         = strcmp(session->cli.format, "table") == 0;
    of->test             = sfl_selftest_build(&of->how);
    of->results          = calloc((size_t)n_rows, sizeof(*of->results));
    if (of->test == NULL || of->results == NULL) return SFL_ERR_MEMORY;
    of->page.results   = of->results;
    of->page.n_paths   = sfl_selftest_paths(of->test);
    of->page.n_threads = of->how.n_threads;
    of->page.z_limit   = sfl_selftest_z_limit(count_errors(rows, n_rows));
    return sfl_output_open(sfl_session_output(session), &of->output, session->diag);
}

static sfl_status check_row(sfl_session *session, work *of, const sfl_selftest_row *row)
{
    sfl_selftest_result *result = &of->results[of->page.n_results];
    SFL_TRY(sfl_selftest_check(of->test, row, of->page.z_limit, result, session->diag));
    of->page.n_results += 1;
    of->page.n_failed += result->is_passed ? 0 : 1;
    of->page.n_not_checked += result->found.not_checked != NULL ? 1 : 0;
    if (!result->is_passed) {
        sfl_diag_add(session->diag, SFL_ERR_RUN, nowhere, "shortfall selftest: %s, %s: found %.17g; expected is %.17g",
                     row->group, row->word, result->found.found, result->found.expected);
    }
    if (!of->is_table) return SFL_OK;
    sfl_progress_end(&of->progress);
    sfl_selftest_table_row(result, of->output.stream);
    fflush(of->output.stream);
    return sfl_output_check(&of->output, SFL_OK);
}

static sfl_status write_end(work *of)
{
    if (of->is_table) {
        sfl_selftest_table_end(&of->page, of->output.stream);
        return sfl_output_check(&of->output, SFL_OK);
    }
    sfl_buffer text = {0};
    sfl_selftest_json(&of->page, &text);
    sfl_status status = text.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) {
        fwrite(text.text, 1, text.n_bytes, of->output.stream);
        status = sfl_output_check(&of->output, status);
    }
    sfl_buffer_free(&text);
    return status;
}

static sfl_status check_all(sfl_session *session, work *of, const sfl_selftest_row *rows, int32_t n_rows)
{
    double started = sfl_clock_seconds();
    if (of->is_table) sfl_selftest_table_begin(&of->page, of->output.stream);
    sfl_status status = SFL_OK;
    sfl_progress_begin(&of->progress, sfl_session_is_quiet(session));
    of->progress.things = "checks";
    for (int32_t i = 0; i < n_rows && status == SFL_OK; ++i)
        status = step(of, 0, 0) ? check_row(session, of, &rows[i]) : SFL_INTERRUPTED;
    sfl_progress_end(&of->progress);
    if (status != SFL_OK) return status;
    of->page.seconds = sfl_clock_seconds() - started;
    return write_end(of);
}

/* A table of a part of the checks is no result: an interruption leaves no file. One that says what failed is. */
static sfl_status close_output(sfl_session *session, work *of, sfl_status status)
{
    sfl_status closed = sfl_output_close(&of->output, status == SFL_INTERRUPTED ? SFL_ERR_RUN : status, session->diag);
    if (status == SFL_INTERRUPTED) {
        sfl_diag_add(session->diag, status, nowhere, "interrupted after %d checks", of->page.n_results);
    }
    if (closed != SFL_OK) return status == SFL_INTERRUPTED ? status : closed;
    return of->page.n_failed > 0 ? SFL_ERR_RUN : SFL_OK;
}

sfl_status sfl_command_selftest(sfl_session *session)
{
    int32_t                 n_rows;
    const sfl_selftest_row *rows   = sfl_selftest_rows(&n_rows);
    work                    of     = {0};
    sfl_status              status = prepare(session, &of, rows, n_rows);
    if (status == SFL_OK) status = check_all(session, &of, rows, n_rows);
    status = close_output(session, &of, status);
    sfl_selftest_free(&of.test);
    free(of.results);
    return status;
}
