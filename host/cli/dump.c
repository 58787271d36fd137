/* shortfall dump FILE: the effective scenario, as a scenario again. */
#include "host/base/buffer.h"
#include "host/base/sha256.h"
#include "host/cli/output.h"
#include "host/cli/session.h"
#include "host/report/json_writer.h"

#include <stdlib.h>
#include <string.h>

/* As the member `scenario` of an answer has it. */
static void write_json(const char *text, FILE *stream)
{
    uint8_t digest[32];
    char    hex[65];
    sfl_sha256(text, strlen(text), digest);
    sfl_sha256_hex(digest, hex);
    sfl_buffer buffer = {0};
    sfl_json   json;
    sfl_json_init(&json, &buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.dump/1");
    sfl_json_text(&json, "text", text);
    sfl_json_text(&json, "sha256", hex);
    sfl_json_close(&json);
    if (!buffer.has_failed) fputs(buffer.text, stream);
    sfl_buffer_free(&buffer);
}

sfl_status sfl_command_dump(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    char         *text     = NULL;
    sfl_output    output   = {0};
    sfl_status    status   = sfl_session_read(session, &scenario);
    if (status == SFL_OK) status = sfl_scenario_dump(scenario, &text, session->diag);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK && strcmp(session->cli.format, "json") == 0) write_json(text, output.stream);
    if (status == SFL_OK && strcmp(session->cli.format, "cfg") == 0) fputs(text, output.stream);
    status = sfl_output_close(&output, status, session->diag);
    free(text);
    sfl_scenario_free(&scenario);
    return status;
}
