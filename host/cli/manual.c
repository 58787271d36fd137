/* shortfall manual: the man page in the language of scdoc, and the rows it is made from as JSON. */
#include "host/cli/page.h"
#include "host/cli/session.h"
#include "host/cli/shells.h"
#include "host/report/json_writer.h"

#include <string.h>

/* ---- scdoc ---- */

/* Text as it is, on one line: nothing in it is a mark of scdoc's. */
static void add_text(sfl_buffer *out, const char *text)
{
    for (; *text != '\0'; ++text) {
        if (strchr("\\*_`#", *text) != NULL) sfl_buffer_add(out, "\\");
        sfl_buffer_add_n(out, *text == '\n' ? " " : text, 1);
    }
}

static void add_marked(sfl_buffer *out, char mark, const char *text)
{
    sfl_buffer_add(out, "%c", mark);
    add_text(out, text);
    sfl_buffer_add(out, "%c", mark);
}

/* A term and what it means. */
static void add_row(sfl_buffer *out, const char *term, const char *text)
{
    add_marked(out, '*', term);
    sfl_buffer_add(out, "\n\t");
    add_text(out, text);
    sfl_buffer_add(out, "\n\n");
}

static void add_option(sfl_buffer *out, sfl_command_id command, sfl_option_id option)
{
    const sfl_option_row *row = &sfl_option_rows[option];
    char                  help[SFL_HELP_BYTES];
    if (row->letter != 0) sfl_buffer_add(out, "*-%c*, ", row->letter);
    sfl_buffer_add(out, "*--%s*", row->word);
    if (row->argument != NULL) {
        sfl_buffer_add(out, " ");
        add_marked(out, '_', row->argument);
    }
    sfl_buffer_add(out, "\n\t");
    sfl_help_option(command, option, help);
    add_text(out, help);
    sfl_buffer_add(out, "\n\n");
}

static void add_command(sfl_buffer *out, sfl_command_id command)
{
    const sfl_command_row *row = &sfl_command_rows[command];
    sfl_buffer_add(out, "## shortfall %s [options] ", row->word);
    add_text(out, row->argument);
    sfl_buffer_add(out, "\n\n");
    add_text(out, row->what);
    sfl_buffer_add(out, ".\n");
    add_text(out, row->more);
    sfl_buffer_add(out, "\n\n");
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (sfl_option_is_of((sfl_option_id)i, command)) add_option(out, command, (sfl_option_id)i);
    }
}

typedef struct manual_row {
    const char *term, *text;
} manual_row;

static void add_rows(sfl_buffer *out, const char *heading, const manual_row *rows, size_t n_rows)
{
    sfl_buffer_add(out, "# %s\n\n", heading);
    for (size_t i = 0; i < n_rows; ++i)
        add_row(out, rows[i].term, rows[i].text);
}

#define ADD_ROWS(out, heading, rows) add_rows(out, heading, rows, sizeof(rows) / sizeof((rows)[0]))

static const manual_row exits[] = {
    {"0", "done"},
    {"1", "the run failed, or what it was asked to reach or to check does not hold"},
    {"2", "bad usage"},
    {"3", "the scenario is refused; every mistake is a line on standard error"},
    {"130", "interrupted; an answer that was printed is of the paths done so far, and says so"},
};

static const manual_row environment[] = {
    {"COLUMNS", "width of the table, in place of the terminal's own; only where standard output is a terminal"},
    {"LC_ALL, LC_CTYPE, LANG", "whether a terminal writes in UTF-8; numbers are the same in every locale"},
    {"NO_COLOR", "set and not empty: no colour"},
    {"CLICOLOR_FORCE", "set, not empty and not 0: colour even where standard output is no terminal; before NO_COLOR"},
    {"CLICOLOR", "0: no colour"},
    {"TERM", "not set, empty or dumb: no colour"},
};

static const manual_row examples[] = {
    {"shortfall run scenario.cfg", "simulate a scenario and print the answer"},
    {"shortfall run scenario.cfg --json -o answer.json", "the same for programs, every number unrounded"},
    {"shortfall run scenario.cfg -s workloads.support-chat.growth=0.8", "with one value changed"},
    {"shortfall run scenario.cfg --until 'cvar95(hybrid.npv.total) 0.2%'", "as many paths as a precision takes"},
    {"shortfall check scenario.cfg", "what its assumptions imply, without a run"},
    {"shortfall explain workloads", "what may stand in a scenario"},
};

static void write_scdoc(sfl_buffer *out)
{
    sfl_buffer_add(out,
                   "shortfall(1) \"shortfall %s\"\n\n# NAME\n\n"
                   "shortfall - %s\n\n"
                   "# SYNOPSIS\n\n*shortfall* _COMMAND_ [options] ...\n\n"
                   "# DESCRIPTION\n\n"
                   "A scenario is a file that says what a company may use of AI, what it costs, and which contracts it "
                   "could be bought under. *shortfall* draws many futures of it and bills every way of buying "
                   "for each, so that all of them meet the same futures.\n\n# COMMANDS\n\n",
                   sfl_version(), SFL_HELP_PURPOSE);
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        add_command(out, (sfl_command_id)i);
    ADD_ROWS(out, "EXIT STATUS", exits);
    ADD_ROWS(out, "ENVIRONMENT", environment);
    sfl_buffer_add(
        out, "# FILES\n\nA scenario has any name, such as _scenario.cfg_; it may include other files, relative to its "
             "own folder.\n\n");
    ADD_ROWS(out, "EXAMPLES", examples);
    sfl_buffer_add(
        out, "# SEE ALSO\n\nWhat is computed, and what may stand in a scenario, is in the pages _docs/model.md_ and "
             "_docs/scenario.md_ of the source; *shortfall explain --format markdown* prints the latter.\n");
}

/* ---- JSON ---- */

static void json_option(sfl_json *json, sfl_command_id command, sfl_option_id option)
{
    const sfl_option_row *row       = &sfl_option_rows[option];
    char                  letter[2] = {row->letter, '\0'}, help[SFL_HELP_BYTES];
    sfl_help_option(command, option, help);
    sfl_json_object(json, NULL, SFL_JSON_INLINE);
    sfl_json_text(json, "option", row->word);
    sfl_json_text(json, "letter", row->letter != 0 ? letter : NULL);
    sfl_json_text(json, "argument", row->argument);
    sfl_json_truth(json, "may_repeat", row->kind == SFL_KIND_LIST);
    sfl_json_text(json, "help", help);
    sfl_json_close(json);
}

static void json_command(sfl_json *json, sfl_command_id command)
{
    const sfl_command_row *row = &sfl_command_rows[command];
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "command", row->word);
    sfl_json_text(json, "argument", row->argument);
    sfl_json_text(json, "what", row->what);
    sfl_json_text(json, "more", row->more);
    sfl_json_array(json, "options", SFL_JSON_LINES);
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (sfl_option_is_of((sfl_option_id)i, command)) json_option(json, command, (sfl_option_id)i);
    }
    sfl_json_close(json);
    sfl_json_close(json);
}

static void write_json(sfl_buffer *out)
{
    sfl_json json;
    sfl_json_init(&json, out);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.manual/1");
    sfl_json_text(&json, "version", sfl_version());
    sfl_json_array(&json, "commands", SFL_JSON_LINES);
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        json_command(&json, (sfl_command_id)i);
    sfl_json_close(&json);
    sfl_json_close(&json);
}

sfl_status sfl_command_manual(sfl_session *session)
{
    sfl_buffer text = {0};
    if (strcmp(session->cli.format, "json") == 0)
        write_json(&text);
    else
        write_scdoc(&text);
    sfl_status status = sfl_page_print(session, &text);
    sfl_buffer_free(&text);
    return status;
}
