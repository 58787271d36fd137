/* The locale of the process stays "C", so that numbers are written the same everywhere; only its character set is asked. */
#include "host/cli/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COLUMNS_UNKNOWN 80
#define LEAST_COLUMNS 60
#define MOST_COLUMNS 200

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- width ---- */

int32_t sfl_terminal_columns(int descriptor)
{
    struct winsize size;
    memset(&size, 0, sizeof size);
    if (isatty(descriptor) != 1 || ioctl(descriptor, TIOCGWINSZ, &size) != 0) return 0;
    return (int32_t)size.ws_col;
}

/* COLUMNS as a number; 0 where it is none. */
static int32_t columns_wanted(void)
{
    uint64_t    number = 0;
    const char *text   = getenv("COLUMNS");
    return text != NULL && sfl_cli_count(text, 1, 10000, &number) ? (int32_t)number : 0;
}

static int32_t width_of(int descriptor)
{
    int32_t columns = columns_wanted();
    if (columns == 0) columns = sfl_terminal_columns(descriptor);
    if (columns == 0) columns = COLUMNS_UNKNOWN;
    if (columns < LEAST_COLUMNS) return LEAST_COLUMNS;
    return columns > MOST_COLUMNS ? MOST_COLUMNS : columns;
}

/* ---- colour ---- */

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

static bool is_zero(const char *name)
{
    const char *value = getenv(name);
    return value != NULL && strcmp(value, "0") == 0;
}

/* A terminal that knows no escape sequences says so in TERM. */
static bool is_plain(void)
{
    const char *term = getenv("TERM");
    return term == NULL || term[0] == '\0' || strcmp(term, "dumb") == 0;
}

static bool has_colour_by_itself(bool is_standard, bool is_terminal)
{
    if (!is_standard) return false;
    if (is_set("CLICOLOR_FORCE") && !is_zero("CLICOLOR_FORCE")) return true;
    return !is_set("NO_COLOR") && !is_zero("CLICOLOR") && is_terminal && !is_plain();
}

static sfl_status read_colour(sfl_session *session, bool by_itself, bool *has_colour)
{
    const char *word    = session->cli.values[SFL_OPTION_COLOR].text;
    bool        is_auto = word == NULL || strcmp(word, "auto") == 0;
    *has_colour         = is_auto ? by_itself : strcmp(word, "always") == 0;
    if (is_auto || *has_colour || strcmp(word, "never") == 0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: --color: found '%s'; allowed is one of: auto always never",
                        sfl_command_word(session->cli.command), word);
}

/* ---- characters ---- */

/* Does the locale of the environment write in UTF-8? One that the system does not have is "C". */
static bool has_utf8(void)
{
    locale_t locale = newlocale(LC_CTYPE_MASK, "", (locale_t)0);
    if (locale == (locale_t)0) return false;
    const char *codeset = nl_langinfo_l(CODESET, locale);
    bool        is_utf8 = strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0;
    freelocale(locale);
    return is_utf8;
}

/* ---- the whole ---- */

sfl_status sfl_terminal_ask(sfl_session *session, const char *output, sfl_report_options *options)
{
    bool is_standard = output == NULL || strcmp(output, "-") == 0;
    bool is_terminal = is_standard && isatty(STDOUT_FILENO) == 1;
    SFL_TRY(read_colour(session, has_colour_by_itself(is_standard, is_terminal), &options->has_colour));
    options->width    = is_terminal ? width_of(STDOUT_FILENO) : 0;
    options->is_ascii = is_terminal && !has_utf8();
    return SFL_OK;
}
