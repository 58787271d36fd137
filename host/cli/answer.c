/* See answer.h. */
#include "host/cli/answer.h"

#include "host/report/csv_dialect.h"
#include "host/cli/terminal.h"
#include "host/report/report.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* The formats of the command line are rows: it was read by them. */
static sfl_format format_of(const char *word)
{
    sfl_format format = SFL_FORMAT_COUNT;
    bool       is_row = sfl_format_find(word, &format);
    assert(is_row);
    (void)is_row;
    return format;
}

static bool is_standard(const char *name)
{
    return name == NULL || strcmp(name, "-") == 0;
}

static sfl_status refuse(sfl_session *session, const char *format, const char *why)
{
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --format %s: %s",
                        sfl_command_word(session->cli.command), format, why);
}

/* The name of a file of several: the stem of -o, and the format's extension. */
static char *name_of(const char *stem, const char *extension)
{
    size_t n_bytes = strlen(stem) + strlen(extension) + 2;
    char  *name    = malloc(n_bytes);
    if (name != NULL) snprintf(name, n_bytes, "%s.%s", stem, extension);
    return name;
}

static sfl_status open_one(sfl_session *session, int32_t i, sfl_answer *answer)
{
    const sfl_cli        *cli  = &session->cli;
    const char           *word = cli->formats[i], *name = sfl_session_output(session);
    const sfl_format_row *row    = &sfl_format_rows[format_of(word)];
    bool                  is_own = row->shape == SFL_SHAPE_APPENDED;
    const char           *lack   = sfl_format_lack(format_of(word));
    if (lack != NULL) return refuse(session, word, lack);
    if (cli->n_formats > 1 && is_standard(name))
        return refuse(session, cli->values[SFL_OPTION_FORMAT].text,
                      "several formats want -o STEM, of which their files are named");
    if (cli->n_formats > 1 && (name[0] == '\0' || name[strlen(name) - 1] == '/'))
        return refuse(session, cli->values[SFL_OPTION_FORMAT].text, "-o is a folder; allowed is the stem of the files' names");
    if (is_own && is_standard(name)) return refuse(session, word, "wants -o FILE");
    if (row->shape == SFL_SHAPE_BYTES && is_standard(name) && isatty(STDOUT_FILENO) == 1)
        return refuse(session, word, "is not for a terminal; -o FILE is where it goes");
    if (cli->n_formats > 1 || is_own) {
        answer->files[i] = cli->n_formats > 1 ? name_of(name, row->extension) : strdup(name);
        if (answer->files[i] == NULL) return SFL_ERR_MEMORY;
        name = answer->files[i];
    }
    sfl_report_job look = {NULL, &answer->options, NULL, answer->files[i], session->diag};
    if (is_own) return sfl_report_fill(format_of(word), &look);
    return sfl_output_open(name, &answer->outputs[i], session->diag);
}

static sfl_status refuse_dialect(sfl_session *session, const char *word)
{
    sfl_buffer words = {0};
    sfl_csv_dialect_words(&words, " ");
    sfl_status status = sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                                     "shortfall %s: --csv-dialect: found '%s'; allowed is one of: %s",
                                     sfl_command_word(session->cli.command), word, words.text != NULL ? words.text : "");
    sfl_buffer_free(&words);
    return status;
}

static bool is_asked_for(const sfl_cli *cli, const char *format)
{
    for (int32_t i = 0; i < cli->n_formats; ++i) {
        if (strcmp(cli->formats[i], format) == 0) return true;
    }
    return false;
}

sfl_status sfl_answer_read(sfl_session *session, sfl_answer *answer)
{
    const char *word = session->cli.values[SFL_OPTION_CSV_DIALECT].text;
    if (word == NULL) return SFL_OK;
    if (sfl_csv_dialect_find(word) == NULL) return refuse_dialect(session, word);
    answer->options.csv_dialect = word;
    if (is_asked_for(&session->cli, "csv")) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --csv-dialect: allowed with --format csv only",
                        sfl_command_word(session->cli.command));
}

sfl_status sfl_answer_open(sfl_session *session, sfl_answer *answer)
{
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &answer->options));
    for (int32_t i = 0; i < session->cli.n_formats; ++i)
        SFL_TRY(open_one(session, i, answer));
    return SFL_OK;
}

static sfl_status write_one(sfl_session *session, int32_t i, sfl_answer *answer, const sfl_summary *summary)
{
    sfl_output    *output = &answer->outputs[i];
    sfl_buffer     buffer = {0};
    bool           is_own = output->stream == NULL;
    sfl_report_job job    = {summary, &answer->options, is_own ? NULL : &buffer, answer->files[i], session->diag};
    sfl_status     status = sfl_report_fill(format_of(session->cli.formats[i]), &job);
    if (status == SFL_OK && !is_own) {
        fwrite(buffer.text, 1, buffer.n_bytes, output->stream);
        status = sfl_output_check(output, status);
    }
    sfl_buffer_free(&buffer);
    return status;
}

sfl_status sfl_answer_write(sfl_session *session, sfl_answer *answer, const sfl_summary *summary)
{
    for (int32_t i = 0; i < session->cli.n_formats; ++i)
        SFL_TRY(write_one(session, i, answer, summary));
    return SFL_OK;
}

sfl_status sfl_answer_close(sfl_session *session, sfl_answer *answer, sfl_status status)
{
    sfl_status closed = status;
    for (int32_t i = 0; i < session->cli.n_formats; ++i) {
        sfl_status one = sfl_output_close(&answer->outputs[i], status, session->diag);
        if (one != status && closed == status) closed = one;
        free(answer->files[i]);
    }
    memset(answer, 0, sizeof *answer);
    return closed;
}
