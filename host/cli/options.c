/* Words of the command line → sfl_cli. Every mistake is one message and exit code 2. */
#include "host/cli/options.h"

#include "host/base/text.h"
#include "shortfall.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define ON(NAME) (1u << SFL_COMMAND_##NAME)
#define EVERY ((1u << SFL_COMMAND_COUNT) - 1u)
#define READING (ON(RUN) | ON(SWEEP) | ON(CHECK) | ON(TRACE) | ON(PATHS) | ON(DUMP))

static const char answer_formats[] = ""
#define SFL_FORMAT(NAME, word, extension, shape, help) " " #word
#include "host/report/format_list.def"
#undef SFL_FORMAT
    ;
#define ANSWER_FORMATS (answer_formats + 1)

const sfl_option_row sfl_option_rows[SFL_OPTION_COUNT] = {
#define SFL_OPTION(NAME, letter, word, kind, least, most, argument, commands, help)                                    \
    {letter, word, SFL_KIND_##kind, least, most, argument, commands, help},
#include "host/cli/option_list.def"
#undef SFL_OPTION
};

const sfl_command_row sfl_command_rows[SFL_COMMAND_COUNT] = {
#define SFL_COMMAND(NAME, word, argument, formats, what, more) {#word, argument, formats, what, more},
#include "host/cli/command_list.def"
#undef SFL_COMMAND
};

/* getopt's value of a long option: no letter is that large. */
#define LONG_OPTION 0x100

static const sfl_place nowhere = {NULL, 0, 0};

const char *sfl_command_word(sfl_command_id command)
{
    return sfl_command_rows[command].word;
}

/* ---- numbers ---- */

static uint64_t scale_of(const char *suffix)
{
    static const struct {
        const char *word;
        uint64_t    scale;
    } rows[] = {{"", 1}, {"k", 1000}, {"M", 1000000}, {"G", 1000000000}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); ++i) {
        if (strcmp(suffix, rows[i].word) == 0) return rows[i].scale;
    }
    return 0;
}

bool sfl_cli_count(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    uint64_t    value = 0;
    const char *at    = text;
    for (; *at >= '0' && *at <= '9'; ++at) {
        uint64_t digit = (uint64_t)(*at - '0');
        if (value > (UINT64_MAX - digit) / 10) return false;
        value = 10 * value + digit;
    }
    uint64_t scale = scale_of(at);
    if (at == text || scale == 0 || value > UINT64_MAX / scale) return false;
    *number = value * scale;
    return *number >= least && *number <= most;
}

/* ---- words that are nearly right ---- */

void sfl_cli_keep_nearer(const char *found, const char *candidate, const char **best, size_t *distance)
{
    size_t this_distance = sfl_text_distance(found, candidate);
    if (this_distance > 2 || this_distance >= strlen(candidate) || this_distance >= *distance) return;
    *best     = candidate;
    *distance = this_distance;
}

static sfl_status refuse_command(const char *found, sfl_diag *diag)
{
    const char *best          = NULL;
    size_t      best_distance = SIZE_MAX;
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        sfl_cli_keep_nearer(found, sfl_command_rows[i].word, &best, &best_distance);
    if (best == NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall: unknown command '%s'; see shortfall --help",
                            found);
    }
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall: unknown command '%s'; did you mean '%s'?", found,
                        best);
}

static sfl_status refuse_option(sfl_command_id command, const char *found, sfl_diag *diag)
{
    const char *best          = NULL;
    size_t      best_distance = SIZE_MAX;
    char        word[64];
    const char *start = strncmp(found, "--", 2) == 0 ? found + 2 : "";
    snprintf(word, sizeof(word), "%.*s", (int)strcspn(start, "="), start);
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (sfl_option_rows[i].commands & (1u << command)) {
            sfl_cli_keep_nearer(word, sfl_option_rows[i].word, &best, &best_distance);
        }
    }
    const char *name = sfl_command_word(command);
    if (best == NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: unknown option '%s'; see shortfall %s --help",
                            name, found, name);
    }
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: unknown option '%s'; did you mean '--%s'?", name,
                        found, best);
}

/* ---- one option ---- */

static sfl_status take_value(sfl_cli *cli, int option, const char *text, sfl_diag *diag)
{
    const sfl_option_row *row   = &sfl_option_rows[option];
    sfl_option_value     *value = &cli->values[option];
    if (option == SFL_OPTION_FORMAT && value->is_given)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --format: given twice; several go with commas: %s,%s",
                            sfl_command_word(cli->command), value->text, text);
    value->is_given = true;
    value->text     = text;
    if (option == SFL_OPTION_SET) cli->overrides[cli->n_overrides++] = text;
    if (option == SFL_OPTION_OVER) cli->overs[cli->n_overs++] = text;
    if (row->kind != SFL_KIND_COUNT || sfl_cli_count(text, row->least, row->most, &value->number)) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: --%s: found '%s'; allowed is a whole number %" PRIu64 " … %" PRIu64
                        ", k, M or G may follow",
                        sfl_command_word(cli->command), row->word, text, row->least, row->most);
}

/* The table that getopt walks: the rows of one command. */
typedef struct sfl_getopt_table {
    struct option longs[SFL_OPTION_COUNT + 1];
    char          letters[2 * SFL_OPTION_COUNT + 2];
} sfl_getopt_table;

static void fill_table(sfl_command_id command, sfl_getopt_table *table)
{
    memset(table, 0, sizeof(*table));
    size_t n_longs = 0, n_letters = 0;
    table->letters[n_letters++] = ':'; /* a missing argument is told from an unknown option */
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        const sfl_option_row *row = &sfl_option_rows[i];
        if (!(row->commands & (1u << command))) continue;
        bool takes_argument = row->kind != SFL_KIND_FLAG;
        table->longs[n_longs] =
            (struct option){row->word, takes_argument ? required_argument : no_argument, NULL, LONG_OPTION + i};
        ++n_longs;
        if (row->letter == 0) continue;
        table->letters[n_letters++] = row->letter;
        if (takes_argument) table->letters[n_letters++] = ':';
    }
}

static int option_of_letter(sfl_command_id command, int letter)
{
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        const sfl_option_row *row = &sfl_option_rows[i];
        if (row->letter != 0 && row->letter == letter && (row->commands & (1u << command))) return i;
    }
    return -1;
}

static sfl_status refuse(const sfl_cli *cli, int found, char **words, sfl_diag *diag)
{
    const char *name = sfl_command_word(cli->command);
    if (found == ':') {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: '%s' wants a value; see shortfall %s --help",
                            name, words[optind - 1], name);
    }
    if (optopt >= LONG_OPTION) { /* a flag that was given a value */
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --%s takes no value", name,
                            sfl_option_rows[optopt - LONG_OPTION].word);
    }
    char letter[3] = {'-', (char)optopt, '\0'};
    return refuse_option(cli->command, letter, diag);
}

/* getopt takes the beginning of a long option for the whole: `run --path 3` would be three paths. Here options are written
 * out. */
static bool is_written_out(const struct option *longs, const char *word)
{
    size_t n = strcspn(word, "=");
    for (; longs->name != NULL; ++longs) {
        if (strlen(longs->name) == n && strncmp(longs->name, word, n) == 0) return true;
    }
    return false;
}

static sfl_status check_long_options(int n_words, char **words, const sfl_cli *cli, const struct option *longs,
                                     sfl_diag *diag)
{
    for (int i = 1; i < n_words && strcmp(words[i], "--") != 0; ++i) {
        bool is_long = strncmp(words[i], "--", 2) == 0;
        if (is_long && !is_written_out(longs, words[i] + 2)) return refuse_option(cli->command, words[i], diag);
    }
    return SFL_OK;
}

static sfl_status parse_options(int n_words, char **words, sfl_cli *cli, sfl_diag *diag)
{
    sfl_getopt_table table;
    fill_table(cli->command, &table);
    SFL_TRY(check_long_options(n_words, words, cli, table.longs, diag));
    opterr = 0;
    optind = 0; /* start anew, words may be anywhere */
    for (;;) {
        int found = getopt_long(n_words, words, table.letters, table.longs, NULL);
        if (found == -1) return SFL_OK;
        if (found == '?' || found == ':') return refuse(cli, found, words, diag);
        int option = found >= LONG_OPTION ? found - LONG_OPTION : option_of_letter(cli->command, found);
        SFL_TRY(take_value(cli, option, optarg, diag));
    }
}

/* ---- the whole ---- */

/* How many words the command takes: as many as its row names, of several at least one. */
static int32_t most_arguments(const sfl_command_row *row, int32_t n_words)
{
    if (strstr(row->argument, "...") != NULL) return n_words > 0 ? n_words : 1;
    int32_t n = row->argument[0] != '\0' ? 1 : 0;
    for (const char *at = row->argument; *at != '\0'; ++at)
        n += *at == ' ' ? 1 : 0;
    return n;
}

static sfl_status take_argument(int n_words, char **words, sfl_cli *cli, sfl_diag *diag)
{
    const char            *name   = sfl_command_word(cli->command);
    const sfl_command_row *row    = &sfl_command_rows[cli->command];
    int32_t                n_left = n_words - optind, n_most = most_arguments(row, n_left);
    cli->arguments                = words + optind;
    cli->n_arguments              = n_left < n_most ? n_left : n_most;
    optind += cli->n_arguments;
    if (cli->n_arguments > 0) cli->argument = cli->arguments[0];
    if (cli->n_arguments < n_most && row->argument[0] != '[') {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: %s is missing; see shortfall %s --help", name,
                            cli->n_arguments == 0 ? row->argument : strrchr(row->argument, ' ') + 1, name);
    }
    if (optind == n_words) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: '%s' is one word too many; see shortfall %s --help", name, words[optind], name);
}

/* Is the word one of a list of words with a blank between them? */
static bool is_listed(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; n > 0 && (at = strstr(at, word)) != NULL; at += n) {
        if ((at == list || at[-1] == ' ') && (at[n] == '\0' || at[n] == ' ')) return true;
    }
    return false;
}

static sfl_status refuse_format(const sfl_cli *cli, const char *found, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --format: found '%s'; allowed is one of: %s",
                        sfl_command_word(cli->command), found, sfl_command_rows[cli->command].formats);
}

/* One word of a list of formats. */
static sfl_status take_format(sfl_cli *cli, const char *word, sfl_diag *diag)
{
    const char *formats    = sfl_command_rows[cli->command].formats;
    bool        is_several = strcmp(formats, ANSWER_FORMATS) == 0;
    if (!is_listed(formats, word)) return refuse_format(cli, word, diag);
    if (cli->n_formats > 0 && !is_several) return refuse_format(cli, cli->values[SFL_OPTION_FORMAT].text, diag);
    for (int32_t i = 0; i < cli->n_formats; ++i) {
        if (strcmp(cli->formats[i], word) != 0) continue;
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "shortfall %s: --format: '%s' stands there twice",
                            sfl_command_word(cli->command), word);
    }
    if (cli->n_formats == SFL_CLI_MOST_FORMATS) return refuse_format(cli, cli->values[SFL_OPTION_FORMAT].text, diag);
    cli->formats[cli->n_formats++] = word;
    return SFL_OK;
}

static sfl_status choose_format(sfl_cli *cli, sfl_diag *diag)
{
    const char *formats = sfl_command_rows[cli->command].formats;
    const char *wanted  = cli->values[SFL_OPTION_FORMAT].text;
    if (cli->values[SFL_OPTION_JSON].is_given) {
        if (wanted != NULL && strcmp(wanted, "json") != 0) {
            return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                                "shortfall %s: --json and --format %s contradict each other",
                                sfl_command_word(cli->command), wanted);
        }
        wanted = "json";
    }
    int n = wanted != NULL ? (int)strlen(wanted) : (int)strcspn(formats, " ");
    if (n >= (int)sizeof cli->format_text) return refuse_format(cli, wanted, diag);
    snprintf(cli->format_text, sizeof cli->format_text, "%.*s", n, wanted != NULL ? wanted : formats);
    for (char *at = cli->format_text, *end = at; end != NULL; at = end + 1) {
        end = strchr(at, ',');
        if (end != NULL) *end = '\0';
        SFL_TRY(take_format(cli, at, diag));
    }
    cli->format = cli->formats[0];
    return SFL_OK;
}

static sfl_status find_command(const char *word, sfl_command_id *command, sfl_diag *diag)
{
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i) {
        if (strcmp(word, sfl_command_rows[i].word) != 0) continue;
        *command = (sfl_command_id)i;
        return SFL_OK;
    }
    return refuse_command(word, diag);
}

/* The program's own options, and no command at all. */
static bool answer_program(int n_words, char **words)
{
    if (n_words == 0) sfl_help_hint(stdout);
    if (n_words == 0) return true;
    if (strcmp(words[0], "--help") == 0 || strcmp(words[0], "-h") == 0) {
        sfl_help_program(stdout);
        return true;
    }
    if (strcmp(words[0], "--version") != 0) return false;
    printf("shortfall %s\n", sfl_version());
    return true;
}

sfl_status sfl_cli_parse(int n_words, char **words, sfl_cli *cli, bool *is_done, sfl_diag *diag)
{
    memset(cli, 0, sizeof(*cli));
    *is_done = answer_program(n_words, words);
    if (*is_done) return SFL_OK;
    SFL_TRY(find_command(words[0], &cli->command, diag));
    cli->overrides = calloc((size_t)n_words + 1, sizeof(*cli->overrides));
    cli->overs     = calloc((size_t)n_words + 1, sizeof(*cli->overs));
    if (cli->overrides == NULL || cli->overs == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(parse_options(n_words, words, cli, diag));
    if (cli->values[SFL_OPTION_HELP].is_given) {
        sfl_help_command(cli->command, stdout);
        *is_done = true;
        return SFL_OK;
    }
    SFL_TRY(take_argument(n_words, words, cli, diag));
    SFL_TRY(choose_format(cli, diag));
    if (cli->values[SFL_OPTION_SEED].is_given) {
        snprintf(cli->seed_override, sizeof(cli->seed_override), "simulation.seed=%" PRIu64,
                 cli->values[SFL_OPTION_SEED].number);
        cli->overrides[cli->n_overrides++] = cli->seed_override;
    }
    return SFL_OK;
}

void sfl_cli_release(sfl_cli *cli)
{
    free(cli->overrides);
    free(cli->overs);
    cli->overrides = NULL;
    cli->overs     = NULL;
}
