/* What was asked for on the command line. Commands and options are rows (command_list.def, option_list.def); parsing and
 * help are made from them. */
#ifndef SFL_CLI_OPTIONS_H
#define SFL_CLI_OPTIONS_H

#include "host/base/diag.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_CLI_MOST_PATHS (UINT64_C(1) << 40)
#define SFL_CLI_MOST_FORMATS 16 /* of one answer */

typedef enum sfl_command_id {
#define SFL_COMMAND(NAME, word, argument, formats, what, more) SFL_COMMAND_##NAME,
#include "host/cli/command_list.def"
#undef SFL_COMMAND
    SFL_COMMAND_COUNT
} sfl_command_id;

typedef enum sfl_option_id {
#define SFL_OPTION(NAME, letter, word, kind, least, most, argument, commands, help) SFL_OPTION_##NAME,
#include "host/cli/option_list.def"
#undef SFL_OPTION
    SFL_OPTION_COUNT
} sfl_option_id;

typedef struct sfl_option_value {
    bool        is_given;
    uint64_t    number; /* COUNT */
    const char *text;   /* TEXT, of the command line */
} sfl_option_value;

typedef struct sfl_cli {
    sfl_command_id   command;
    const char      *argument;  /* FILE, KEY or the first CASE; NULL: none */
    char           **arguments; /* [n_arguments] all of them */
    int32_t          n_arguments;
    const char      *format; /* the first of `formats` */
    const char      *formats[SFL_CLI_MOST_FORMATS]; /* [n_formats] of the command's; several only of an answer */
    int32_t          n_formats;
    char             format_text[128]; /* what they point into */
    sfl_option_value values[SFL_OPTION_COUNT];
    const char     **overrides; /* [n_overrides] of -s, then --seed as one */
    int32_t          n_overrides;
    const char     **overs; /* [n_overs] of --over */
    int32_t          n_overs;
    char             seed_override[64];
} sfl_cli;

/* Fills *cli from the words after the program's name; words [n_words] must outlive it, their order may change.
 * *is_done: what was asked for was help, the version or a first hint, and has been printed to standard output. */
sfl_status sfl_cli_parse(int n_words, char **words, sfl_cli *cli, bool *is_done, sfl_diag *diag);
void       sfl_cli_release(sfl_cli *cli);

/* The word of a command ("run"). */
const char *sfl_command_word(sfl_command_id command);

/* Reads a whole number least … most, with k, M or G for thousands, millions and thousand millions. */
bool sfl_cli_count(const char *text, uint64_t least, uint64_t most, uint64_t *number);

/* Of words that were meant to be `found` the nearer one is kept in *best (NULL to begin with; *distance SIZE_MAX); at most
 * two letters may differ, and fewer than the word has. */
void sfl_cli_keep_nearer(const char *found, const char *candidate, const char **best, size_t *distance);

/* The help of the program, and of one command. */
void sfl_help_program(FILE *stream);
void sfl_help_command(sfl_command_id command, FILE *stream);
/* The help of an option of a command; SFL_HELP_BYTES are enough. */
#define SFL_HELP_BYTES 256
void sfl_help_option(sfl_command_id command, sfl_option_id option, char help[SFL_HELP_BYTES]);
#define SFL_HELP_PURPOSE "what each way of buying AI costs under its contracts, and how sure that is"
/* What to try first. */
void sfl_help_hint(FILE *stream);

/* The rows, for what is made from them. */
typedef enum sfl_option_kind { SFL_KIND_FLAG, SFL_KIND_COUNT, SFL_KIND_TEXT, SFL_KIND_LIST } sfl_option_kind;

typedef struct sfl_option_row {
    char            letter; /* 0: none */
    const char     *word;
    sfl_option_kind kind;
    uint64_t        least, most;
    const char     *argument;
    uint32_t        commands; /* bit 1 << sfl_command_id */
    const char     *help;
} sfl_option_row;

typedef struct sfl_command_row {
    const char *word, *argument, *formats, *what, *more;
} sfl_command_row;

extern const sfl_option_row  sfl_option_rows[SFL_OPTION_COUNT];
extern const sfl_command_row sfl_command_rows[SFL_COMMAND_COUNT];

#ifdef __cplusplus
}
#endif
#endif
