/* shortfall dump FILE: the effective scenario, as a scenario again. */
#include "host/base/buffer.h"
#include "host/base/sha256.h"
#include "host/cli/output.h"
#include "host/cli/session.h"
#include "host/report/json_writer.h"
#include "host/summary/summary.h"

#include <stdlib.h>
#include <string.h>

/* As the member `scenario` of an answer has it. */
static sfl_status write_json(const char *text, const sfl_plan *plan, FILE *stream)
{
    uint8_t digest[32];
    char    hex[65], fingerprint[65];
    sfl_sha256(text, strlen(text), digest);
    sfl_sha256_hex(digest, hex);
    sfl_sha256_hex(plan->fingerprint, fingerprint);
    sfl_buffer buffer = {0};
    sfl_json   json;
    sfl_json_init(&json, &buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.dump/1");
    sfl_json_text(&json, "text", text);
    sfl_json_text(&json, "sha256", hex);
    sfl_json_text(&json, "fingerprint", fingerprint);
    sfl_json_close(&json);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, stream);
    sfl_buffer_free(&buffer);
    return status;
}

static sfl_status write_dump(const char *text, const sfl_plan *plan, const char *format, FILE *stream)
{
    if (strcmp(format, "json") == 0) return write_json(text, plan, stream);
    fputs(text, stream);
    return SFL_OK;
}

sfl_status sfl_command_dump(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    char         *text     = NULL;
    sfl_output    output   = {0};
    sfl_status    status   = sfl_session_plan(session, &scenario, &plan);
    if (status == SFL_OK) status = sfl_scenario_dump(scenario, &text, session->diag);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) {
        status = sfl_output_check(&output, write_dump(text, plan, session->cli.format, output.stream));
    }
    status = sfl_output_close(&output, status, session->diag);
    free(text);
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return status;
}
