/* shortfall verify RESULT.json: the answer once more, from the scenario that it holds. */
#include "host/cli/implied.h"
#include "host/cli/output.h"
#include "host/cli/study.h"
#include "host/report/json_writer.h"
#include "host/report/report.h"
#include "host/result/result.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define MOST_SHOWN 20 /* differences; all of them are counted */

static const sfl_place nowhere = {NULL, 0, 0};

/* From the written answer to the new one; released together. */
typedef struct work {
    sfl_result   *written, *again;
    sfl_scenario *scenario;
    sfl_plan     *plan;
    sfl_implied   implied;
    sfl_summary  *summary;
    char         *text; /* of the scenario as it was read */
    sfl_cli_study study;
    sfl_output    output;
    sfl_buffer    shown; /* lines of the table, or JSON of the differences */
    sfl_json      json;
    size_t        n_differences, n_shown;
} work;

static void release(work *of)
{
    sfl_buffer_free(&of->shown);
    sfl_summary_free(&of->summary);
    sfl_implied_release(&of->implied);
    free(of->text);
    sfl_plan_free(&of->plan);
    sfl_scenario_free(&of->scenario);
    sfl_result_free(&of->again);
    sfl_result_free(&of->written);
}

/* ---- the answer once more ---- */

static sfl_status open_scenario(sfl_session *session, work *of)
{
    const sfl_result *written = of->written;
    sfl_place         place   = {written->file, 0, 0};
    if (written->text == NULL)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, place, "holds no scenario, so it cannot be run again");
    if (written->is_partial && strcmp(written->sampling, "random") != 0)
        return sfl_diag_add(
            session->diag, SFL_ERR_USAGE, place,
            "was interrupted with %s sampling: which paths were done is not known, so they cannot be run again",
            written->sampling);
    SFL_TRY(sfl_scenario_read_text(written->text, written->file, NULL, NULL, &of->scenario, session->diag));
    SFL_TRY(sfl_scenario_dump(of->scenario, &of->text, session->diag));
    return sfl_plan_build(of->scenario, &of->plan, session->diag);
}

static sfl_status simulate(sfl_session *session, work *of)
{
    sfl_study_options *options = &of->study.options;
    SFL_TRY(sfl_implied_build(of->scenario, of->plan, options->run.n_threads, &of->implied, session->diag));
    options->run.n_paths      = of->written->paths;
    options->until            = of->written->until;
    options->split            = of->written->is_split;
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = of->scenario;
    inputs.text               = of->text;
    inputs.drivers            = of->implied.drivers->rows;
    inputs.n_drivers          = of->implied.drivers->n_rows;
    inputs.static_break_even  = of->implied.break_even;
    inputs.level              = of->written->level;
    sfl_progress_begin(&of->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_study(of->plan, options, &inputs, &of->summary, session->diag);
    sfl_progress_end(&of->study.progress);
    if (status == SFL_ERR_RUN && of->summary != NULL) status = SFL_OK; /* short of its targets, as it was */
    if (status == SFL_INTERRUPTED) sfl_diag_add(session->diag, status, nowhere, "interrupted; nothing was verified");
    return status;
}

/* As it would have been written: all numbers go through the same text. */
static sfl_status read_again(sfl_session *session, work *of)
{
    sfl_buffer         json    = {0};
    sfl_report_options options = {0};
    of->summary->is_partial    = of->written->is_partial; /* so many paths are all that are asked for now */
    sfl_report_job job         = {of->summary, &options, &json, NULL, session->diag};
    sfl_status     status      = sfl_report_fill(SFL_FORMAT_JSON, &job);
    if (status == SFL_OK) status = sfl_result_read_text(json.text, json.n_bytes, "the run", &of->again, session->diag);
    sfl_buffer_free(&json);
    return status;
}

/* ---- what differs ---- */

static void show_line(void *context, const char *place, const char *a, const char *b)
{
    work *of = context;
    if (of->n_shown++ < MOST_SHOWN) sfl_buffer_add(&of->shown, "  %s: written %.60s, now %.60s\n", place, a, b);
}

static void show_json(void *context, const char *place, const char *a, const char *b)
{
    work *of = context;
    sfl_json_object(&of->json, NULL, SFL_JSON_INLINE);
    sfl_json_text(&of->json, "place", place);
    sfl_json_text(&of->json, "written", a);
    sfl_json_text(&of->json, "now", b);
    sfl_json_close(&of->json);
}

static void write_json(work *of)
{
    sfl_json *json = &of->json;
    sfl_json_init(json, &of->shown);
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "schema", "shortfall.verify/1");
    sfl_json_text(json, "file", of->written->file);
    sfl_json_count(json, "paths", of->written->paths);
    sfl_json_count(json, "figures", of->written->figures.n);
    sfl_json_array(json, "differences", SFL_JSON_LINES);
    of->n_differences = sfl_result_differences(of->written, of->again, show_json, of);
    sfl_json_close(json);
    sfl_json_truth(json, "is_same", of->n_differences == 0);
    sfl_json_close(json);
}

static void write_table(work *of)
{
    char        paths[32];
    const char *version = of->written->version;
    of->n_differences   = sfl_result_differences(of->written, of->again, show_line, of);
    if (of->n_shown > MOST_SHOWN) sfl_buffer_add(&of->shown, "  and %zu more\n", of->n_shown - MOST_SHOWN);
    if (of->n_differences == 0) {
        sfl_buffer_add(&of->shown, "%s: the same, %zu figures, %s paths run again%s\n", of->written->file,
                       of->written->figures.n, sfl_grouped(of->written->paths, paths),
                       of->written->is_partial ? " (it says that it was interrupted)" : "");
    }
    if (of->n_differences > 0 && version != NULL && strcmp(version, sfl_version()) != 0)
        sfl_buffer_add(&of->shown, "  it was written by version %s; this is %s\n", version, sfl_version());
}

static sfl_status write_verdict(sfl_session *session, work *of)
{
    if (strcmp(session->cli.format, "json") == 0)
        write_json(of);
    else
        write_table(of);
    if (of->shown.has_failed) return SFL_ERR_MEMORY;
    fwrite(of->shown.text, 1, of->shown.n_bytes, of->output.stream);
    SFL_TRY(sfl_output_check(&of->output, SFL_OK));
    if (of->n_differences == 0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_RUN, (sfl_place){of->written->file, 0, 0}, "%zu place%s not the same",
                        of->n_differences, of->n_differences == 1 ? " is" : "s are");
}

static sfl_status verify(sfl_session *session, work *of)
{
    SFL_TRY(sfl_cli_study_read(session, &of->study));
    SFL_TRY(sfl_result_read(session->cli.argument, &of->written, session->diag));
    SFL_TRY(sfl_output_apart(sfl_session_output(session), session->cli.argument, session->diag));
    sfl_status status = open_scenario(session, of);
    sfl_session_say(session);
    SFL_TRY(status);
    SFL_TRY(sfl_output_open(sfl_session_output(session), &of->output, session->diag));
    SFL_TRY(simulate(session, of));
    SFL_TRY(read_again(session, of));
    return write_verdict(session, of);
}

sfl_status sfl_command_verify(sfl_session *session)
{
    work       of      = {0};
    sfl_status status  = verify(session, &of);
    bool       is_told = status == SFL_ERR_RUN && of.n_differences > 0; /* the verdict is the answer */
    sfl_status kept    = is_told ? SFL_OK : status == SFL_INTERRUPTED ? SFL_ERR_RUN : status;
    sfl_status closed  = sfl_output_close(&of.output, kept, session->diag);
    release(&of);
    return closed == kept ? status : closed;
}
