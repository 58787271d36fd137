/* Help, made from the rows of commands and options. */
#include "host/cli/options.h"

#include <string.h>

#define HELP_WIDTH 100

/* Prints text in lines of at most HELP_WIDTH columns, the first starting at column `at`, the others at `indent`. */
static void print_wrapped(const char *text, int at, int indent, FILE *stream)
{
    while (*text != '\0') {
        int n = (int)strcspn(text, " ");
        if (at > indent && at + 1 + n > HELP_WIDTH) {
            fprintf(stream, "\n%*s", indent, "");
            at = indent;
        } else if (at > indent) {
            at += fprintf(stream, " ");
        }
        at += fprintf(stream, "%.*s", n, text);
        text += n;
        text += strspn(text, " ");
    }
    fputc('\n', stream);
}

static void print_option(const sfl_option_row *row, const char *help, FILE *stream)
{
    enum { INDENT = 26 };
    int at = row->letter != 0 ? fprintf(stream, "  -%c, --%s", row->letter, row->word)
                              : fprintf(stream, "      --%s", row->word);
    if (row->argument != NULL) at += fprintf(stream, " %s", row->argument);
    if (at > INDENT - 2) {
        fprintf(stream, "\n%*s", INDENT, "");
    } else {
        fprintf(stream, "%*s", INDENT - at, "");
    }
    print_wrapped(help, INDENT, INDENT, stream);
}

void sfl_help_option(sfl_command_id command, sfl_option_id option, char help[SFL_HELP_BYTES])
{
    bool is_format = option == SFL_OPTION_FORMAT;
    snprintf(help, SFL_HELP_BYTES, "%s%s%s", sfl_option_rows[option].help, is_format ? ", one of: " : "",
             is_format ? sfl_command_rows[command].formats : "");
}

static void print_options(sfl_command_id command, FILE *stream)
{
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (!(sfl_option_rows[i].commands & (1u << command))) continue;
        char help[SFL_HELP_BYTES];
        sfl_help_option(command, (sfl_option_id)i, help);
        print_option(&sfl_option_rows[i], help, stream);
    }
}

void sfl_help_command(sfl_command_id command, FILE *stream)
{
    const sfl_command_row *row = &sfl_command_rows[command];
    fprintf(stream, "usage: shortfall %s [options]%s%s\n\n%s\n%s\n\noptions:\n", row->word,
            row->argument[0] != '\0' ? " " : "", row->argument, row->what, row->more);
    print_options(command, stream);
}

void sfl_help_program(FILE *stream)
{
    fputs("usage: shortfall COMMAND [options] ...\n\n"
          "What each way of buying AI costs under its contracts, and how sure that is.\n\ncommands:\n",
          stream);
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i) {
        const sfl_command_row *row = &sfl_command_rows[i];
        fprintf(stream, "  %-10s %-13s %s\n", row->word, row->argument, row->what);
    }
    fputs("\noptions:\n"
          "      --help               this text; after a command, that command's\n"
          "      --version            the version\n\n"
          "exit codes: 0 done, 1 the run failed, 2 bad usage, 3 scenario refused, 130 interrupted\n",
          stream);
}

void sfl_help_hint(FILE *stream)
{
    fputs("shortfall: " SFL_HELP_PURPOSE ".\n\n"
          "Try first:\n"
          "  shortfall run configs/quickstart.cfg      simulate a small scenario\n"
          "  shortfall check configs/quickstart.cfg    what its assumptions imply\n"
          "  shortfall explain workloads               what may stand in a scenario\n"
          "  shortfall --help                          all commands\n",
          stream);
}
