/* shortfall compare A.json B.json: what moved, and whether that is more than chance. */
#include "host/cli/compare.h"

#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/terminal.h"

#include <stdlib.h>
#include <string.h>

/* From two files to what they come to; released together. */
typedef struct work {
    sfl_result        *a, *b;
    sfl_comparison    *comparison;
    sfl_conditions     conditions;
    sfl_verdict        verdicts[SFL_MOST_CONDITIONS];
    sfl_progress       progress;
    sfl_output         output;
    sfl_report_options options; /* of the table's paper */
} work;

static void release(work *of)
{
    sfl_comparison_free(&of->comparison);
    sfl_result_free(&of->a);
    sfl_result_free(&of->b);
}

static sfl_status prepare(sfl_session *session, work *of)
{
    const char *conditions = session->cli.values[SFL_OPTION_FAIL_IF].text;
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &of->options));
    for (int32_t i = 0; i < 2; ++i)
        SFL_TRY(sfl_output_apart(sfl_session_output(session), session->cli.arguments[i], session->diag));
    SFL_TRY(sfl_result_read(session->cli.arguments[0], &of->a, session->diag));
    SFL_TRY(sfl_result_read(session->cli.arguments[1], &of->b, session->diag));
    if (conditions != NULL)
        SFL_TRY(sfl_conditions_read(conditions, &of->b->figures, true, &of->conditions, session->diag));
    return sfl_output_open(sfl_session_output(session), &of->output, session->diag);
}

static sfl_status compare(sfl_session *session, work *of)
{
    sfl_run_options options  = {0};
    options.n_threads        = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    options.backend          = sfl_session_backend(session);
    options.progress         = sfl_progress_step;
    options.progress_context = &of->progress;
    sfl_progress_begin(&of->progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_compare(of->a, of->b, &options, &of->comparison, session->diag);
    sfl_progress_end(&of->progress);
    return status;
}

static sfl_status write(sfl_session *session, work *of)
{
    sfl_buffer   buffer   = {0};
    sfl_compared compared = {of->comparison, &of->conditions, of->verdicts,
                             session->cli.values[SFL_OPTION_ALL].is_given, sfl_paper_of(&of->options)};
    for (int32_t i = 0; i < of->conditions.n; ++i)
        of->verdicts[i] = sfl_verdict_of_change(&of->conditions.rows[i], of->comparison);
    if (strcmp(session->cli.format, "json") == 0)
        sfl_compared_json(&compared, &buffer);
    else
        sfl_compared_table(&compared, &buffer);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, of->output.stream);
    sfl_buffer_free(&buffer);
    return sfl_output_check(&of->output, status);
}

static sfl_status complete(sfl_session *session, work *of, bool *is_written)
{
    SFL_TRY(prepare(session, of));
    SFL_TRY(compare(session, of));
    SFL_TRY(write(session, of));
    *is_written = true;
    return sfl_fail_if_say(session, &of->conditions, of->verdicts, of->comparison->level);
}

sfl_status sfl_command_compare(sfl_session *session)
{
    work       of         = {0};
    bool       is_written = false;
    sfl_status status     = complete(session, &of, &is_written);
    sfl_status kept       = is_written ? SFL_OK : status == SFL_INTERRUPTED ? SFL_ERR_RUN : status;
    sfl_status closed     = sfl_output_close(&of.output, kept, session->diag);
    release(&of);
    return closed == kept ? status : closed;
}
