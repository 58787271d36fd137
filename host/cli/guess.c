/* What a shell may offer, from the rows. */
#include "host/cli/shells.h"
#include "host/config/keys.h"

#include <string.h>

bool sfl_option_is_of(sfl_option_id option, sfl_command_id command)
{
    return (sfl_option_rows[option].commands & (1u << command)) != 0;
}

static const char csv_dialects[] = ""
#define SFL_CSV_DIALECT(NAME, word, ...) word " "
#include "host/report/csv_dialect_list.def"
#undef SFL_CSV_DIALECT
    ;

/* Options whose values are words of a list that is not in their row. */
static const struct {
    sfl_option_id option;
    const char   *words;
} lists[] = {
    {SFL_OPTION_BACKEND, "auto cuda cpu cpu-v4 cpu-v3 cpu-plain"},
    {SFL_OPTION_CARD_FORM, "auto plain team"},
    {SFL_OPTION_COLOR, "auto always never"},
    {SFL_OPTION_CSV_DIALECT, csv_dialects},
    {SFL_OPTION_DEVICES, "all"},
};

static sfl_guess of_words(const char *words)
{
    sfl_guess guess = {false, ""};
    snprintf(guess.words, sizeof guess.words, "%s", words);
    return guess;
}

sfl_guess sfl_guess_value(sfl_command_id command, sfl_option_id option)
{
    const char *argument = sfl_option_rows[option].argument;
    if (argument != NULL && strcmp(argument, "FILE") == 0) return (sfl_guess){true, ""};
    if (option == SFL_OPTION_FORMAT) return of_words(sfl_command_rows[command].formats);
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        if (lists[i].option == option) return of_words(lists[i].words);
    }
    return of_words("");
}

/* The groups of a scenario. */
static sfl_guess of_keys(void)
{
    sfl_guess    guess = of_words("driver");
    size_t       n     = strlen(guess.words);
    sfl_key_walk walk  = sfl_key_walk_begin(&sfl_scenario_group);
    while (sfl_key_walk_next(&walk)) {
        int wants = snprintf(guess.words + n, sizeof guess.words - n, " %s", walk.key->name);
        if (wants > 0 && (size_t)wants < sizeof guess.words - n) n += (size_t)wants;
        guess.words[n] = '\0';
    }
    return guess;
}

sfl_guess sfl_guess_argument(sfl_command_id command)
{
    static const char cases[] = ""
#define SFL_BENCH_CASE(word, ...) word " "
#include "host/bench/case_list.def"
#undef SFL_BENCH_CASE
        ;
    const char *argument = sfl_command_rows[command].argument;
    if (strcmp(argument, "FILE") == 0 || strstr(argument, ".json") != NULL) return (sfl_guess){true, ""};
    if (strcmp(argument, "[KEY]") == 0) return of_keys();
    if (strcmp(argument, "[CASE...]") == 0) return of_words(cases);
    return of_words(strcmp(argument, "SHELL") == 0 ? "bash zsh fish" : "");
}
