/* shortfall completion SHELL: a script that lets a shell complete commands, options and their values. */
#include "host/cli/page.h"
#include "host/cli/session.h"
#include "host/cli/shells.h"
#include "host/report/json_writer.h"

#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

static const struct {
    const char *word;
    void (*write)(sfl_buffer *out);
} shells[] = {
    {"bash", sfl_shell_bash},
    {"zsh", sfl_shell_zsh},
    {"fish", sfl_shell_fish},
};

static sfl_status write_script(sfl_session *session, sfl_buffer *script)
{
    for (size_t i = 0; i < sizeof shells / sizeof shells[0]; ++i) {
        if (strcmp(session->cli.argument, shells[i].word) != 0) continue;
        shells[i].write(script);
        return SFL_OK;
    }
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall completion: found '%s'; allowed is one of: bash zsh fish", session->cli.argument);
}

static void write_json(const char *shell, const char *script, sfl_buffer *out)
{
    sfl_json json;
    sfl_json_init(&json, out);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.completion/1");
    sfl_json_text(&json, "shell", shell);
    sfl_json_text(&json, "text", script);
    sfl_json_close(&json);
}

sfl_status sfl_command_completion(sfl_session *session)
{
    sfl_buffer script = {0}, json = {0};
    bool       is_json = strcmp(session->cli.format, "json") == 0;
    sfl_status status  = write_script(session, &script);
    if (status == SFL_OK && script.has_failed) status = SFL_ERR_MEMORY;
    if (status == SFL_OK && is_json) write_json(session->cli.argument, script.text, &json);
    if (status == SFL_OK) status = sfl_page_print(session, is_json ? &json : &script);
    sfl_buffer_free(&json);
    sfl_buffer_free(&script);
    return status;
}
