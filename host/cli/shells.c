/* One script a shell. Words of rows are ASCII letters, digits and dashes; help stands in single quotes. */
#include "host/cli/shells.h"

#include <string.h>

/* ---- common ---- */

/* Text for inside single quotes, with a backslash before each of `special`; a quote becomes `quote`. */
static void add_quoted(sfl_buffer *out, const char *text, const char *special, const char *quote)
{
    for (; *text != '\0'; ++text) {
        if (*text == '\'') {
            sfl_buffer_add(out, "%s", quote);
            continue;
        }
        if (strchr(special, *text) != NULL) sfl_buffer_add(out, "\\");
        sfl_buffer_add_n(out, text, 1);
    }
}

/* The names of an option, such as "--output|-o". */
static void add_names(sfl_buffer *out, sfl_option_id option, const char *between)
{
    const sfl_option_row *row = &sfl_option_rows[option];
    sfl_buffer_add(out, "--%s", row->word);
    if (row->letter != 0) sfl_buffer_add(out, "%s-%c", between, row->letter);
}

static void add_commands(sfl_buffer *out)
{
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        sfl_buffer_add(out, "%s%s", i == 0 ? "" : " ", sfl_command_rows[i].word);
}

/* ---- bash ---- */

static void bash_guess(sfl_buffer *out, const sfl_guess *guess)
{
    if (guess->is_file)
        sfl_buffer_add(out, "is_file=1 ;;\n");
    else
        sfl_buffer_add(out, "words='%s' ;;\n", guess->words);
}

static void bash_argument(sfl_buffer *out, sfl_command_id command)
{
    sfl_guess guess = sfl_guess_argument(command);
    sfl_buffer_add(out, "        *) case $current in\n            -*) words='");
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (!sfl_option_is_of((sfl_option_id)i, command)) continue;
        add_names(out, (sfl_option_id)i, " ");
        sfl_buffer_add(out, " ");
    }
    sfl_buffer_add(out, "' ;;\n            *) ");
    bash_guess(out, &guess);
    sfl_buffer_add(out, "            esac ;;\n");
}

static void bash_command(sfl_buffer *out, sfl_command_id command)
{
    sfl_buffer_add(out, "    %s)\n        case $before in\n", sfl_command_rows[command].word);
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (!sfl_option_is_of((sfl_option_id)i, command) || sfl_option_rows[i].argument == NULL) continue;
        sfl_guess guess = sfl_guess_value(command, (sfl_option_id)i);
        sfl_buffer_add(out, "        ");
        add_names(out, (sfl_option_id)i, "|");
        sfl_buffer_add(out, ") ");
        bash_guess(out, &guess);
    }
    bash_argument(out, command);
    sfl_buffer_add(out, "        esac ;;\n");
}

void sfl_shell_bash(sfl_buffer *out)
{
    sfl_buffer_add(out,
                   "# bash completion for shortfall, printed by: shortfall completion bash\n"
                   "_shortfall()\n{\n"
                   "    local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= is_file=\n"
                   "    # bash takes --format=json apart at the sign\n"
                   "    if [ \"$current\" = = ]; then current=\n"
                   "    elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
                   "    if [ \"$COMP_CWORD\" -eq 1 ]; then\n        words='");
    add_commands(out);
    sfl_buffer_add(out, " --help --version'\n    else\n    case ${COMP_WORDS[1]} in\n");
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        bash_command(out, (sfl_command_id)i);
    sfl_buffer_add(out, "    esac\n    fi\n"
                        "    COMPREPLY=()\n"
                        "    if [ -n \"$is_file\" ]; then compopt -o default 2>/dev/null\n"
                        "    else while IFS= read -r word; do COMPREPLY+=(\"$word\")\n"
                        "    done < <(compgen -W \"$words\" -- \"$current\"); fi\n"
                        "}\ncomplete -F _shortfall shortfall\n");
}

/* ---- zsh ---- */

static void zsh_guess(sfl_buffer *out, const char *name, const sfl_guess *guess)
{
    sfl_buffer_add(out, ":%s:", name);
    if (guess->is_file) sfl_buffer_add(out, "_files");
    if (!guess->is_file && guess->words[0] != '\0') sfl_buffer_add(out, "(%s)", guess->words);
}

static void zsh_option(sfl_buffer *out, sfl_command_id command, sfl_option_id option)
{
    const sfl_option_row *row      = &sfl_option_rows[option];
    bool                  is_again = row->kind == SFL_KIND_LIST;
    const char           *again    = is_again ? "*" : "";
    sfl_buffer_add(out, "            ");
    if (row->letter != 0 && is_again) sfl_buffer_add(out, "'*'{--%s,-%c}'", row->word, row->letter);
    if (row->letter != 0 && !is_again)
        sfl_buffer_add(out, "'(--%s -%c)'{--%s,-%c}'", row->word, row->letter, row->word, row->letter);
    if (row->letter == 0) sfl_buffer_add(out, "'%s--%s", again, row->word);
    sfl_buffer_add(out, "[");
    add_quoted(out, row->help, "\\[]:", "'\\''");
    sfl_buffer_add(out, "]");
    if (row->argument != NULL) {
        sfl_guess guess = sfl_guess_value(command, option);
        zsh_guess(out, row->argument, &guess);
    }
    sfl_buffer_add(out, "' \\\n");
}

static void zsh_command(sfl_buffer *out, sfl_command_id command)
{
    const sfl_command_row *row   = &sfl_command_rows[command];
    sfl_guess              guess = sfl_guess_argument(command);
    sfl_buffer_add(out, "    %s)\n        _arguments \\\n", row->word);
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (sfl_option_is_of((sfl_option_id)i, command)) zsh_option(out, command, (sfl_option_id)i);
    }
    sfl_buffer_add(out, "            '%s", strstr(row->argument, "...") != NULL ? "*" : "1");
    zsh_guess(out, row->argument[0] != '\0' ? "argument" : "nothing more", &guess);
    sfl_buffer_add(out, "' ;;\n");
}

void sfl_shell_zsh(sfl_buffer *out)
{
    sfl_buffer_add(out, "#compdef shortfall\n# zsh completion for shortfall, printed by: shortfall completion zsh\n"
                        "_shortfall() {\n    local -a commands=(\n");
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i) {
        sfl_buffer_add(out, "        '%s:", sfl_command_rows[i].word);
        add_quoted(out, sfl_command_rows[i].what, "\\:", "'\\''");
        sfl_buffer_add(out, "'\n");
    }
    sfl_buffer_add(out, "    )\n    if (( CURRENT == 2 )); then\n"
                        "        _describe command commands\n        return\n    fi\n"
                        "    shift words\n    (( CURRENT -= 1 ))\n    case $words[1] in\n");
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        zsh_command(out, (sfl_command_id)i);
    sfl_buffer_add(out, "    esac\n}\n"
                        "if [[ $funcstack[1] == _shortfall ]]; then\n    _shortfall \"$@\"\nelse\n    compdef "
                        "_shortfall shortfall\nfi\n");
}

/* ---- fish ---- */

static void fish_help(sfl_buffer *out, const char *help)
{
    sfl_buffer_add(out, " -d '");
    add_quoted(out, help, "\\", "\\'");
    sfl_buffer_add(out, "'\n");
}

static void fish_guess(sfl_buffer *out, const sfl_guess *guess)
{
    if (guess->is_file) sfl_buffer_add(out, " -F");
    if (!guess->is_file && guess->words[0] != '\0') sfl_buffer_add(out, " -a '%s'", guess->words);
}

static void fish_option(sfl_buffer *out, sfl_command_id command, sfl_option_id option)
{
    const sfl_option_row *row = &sfl_option_rows[option];
    sfl_buffer_add(out, "complete -c shortfall -n '__fish_seen_subcommand_from %s' -l %s",
                   sfl_command_rows[command].word, row->word);
    if (row->letter != 0) sfl_buffer_add(out, " -s %c", row->letter);
    if (row->argument != NULL) {
        sfl_guess guess = sfl_guess_value(command, option);
        sfl_buffer_add(out, guess.is_file ? " -r" : " -x");
        fish_guess(out, &guess);
    }
    fish_help(out, row->help);
}

static void fish_command(sfl_buffer *out, sfl_command_id command)
{
    const char *word  = sfl_command_rows[command].word;
    sfl_guess   guess = sfl_guess_argument(command);
    sfl_buffer_add(out, "complete -c shortfall -n __fish_use_subcommand -a %s", word);
    fish_help(out, sfl_command_rows[command].what);
    if (guess.is_file || guess.words[0] != '\0') {
        sfl_buffer_add(out, "complete -c shortfall -n '__fish_seen_subcommand_from %s'", word);
        fish_guess(out, &guess);
        sfl_buffer_add(out, "\n");
    }
    for (int i = 0; i < SFL_OPTION_COUNT; ++i) {
        if (sfl_option_is_of((sfl_option_id)i, command)) fish_option(out, command, (sfl_option_id)i);
    }
}

void sfl_shell_fish(sfl_buffer *out)
{
    sfl_buffer_add(out, "# fish completion for shortfall, printed by: shortfall completion fish\n"
                        "complete -c shortfall -f\n"
                        "complete -c shortfall -n __fish_use_subcommand -l help -s h -d 'the commands'\n"
                        "complete -c shortfall -n __fish_use_subcommand -l version -d 'the version'\n");
    for (int i = 0; i < SFL_COMMAND_COUNT; ++i)
        fish_command(out, (sfl_command_id)i);
}
