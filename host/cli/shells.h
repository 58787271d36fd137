/* Completion for shells, made from the rows of commands and options. */
#ifndef SFL_CLI_SHELLS_H
#define SFL_CLI_SHELLS_H

#include "host/base/buffer.h"
#include "host/cli/options.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What may stand somewhere on a command line. */
typedef struct sfl_guess {
    bool is_file;
    char words[512]; /* with a blank between them; "" where nobody can guess */
} sfl_guess;

/* Of an option's value, and of a command's argument. */
sfl_guess sfl_guess_value(sfl_command_id command, sfl_option_id option);
sfl_guess sfl_guess_argument(sfl_command_id command);

bool sfl_option_is_of(sfl_option_id option, sfl_command_id command);

/* The scripts. */
void sfl_shell_bash(sfl_buffer *out);
void sfl_shell_zsh(sfl_buffer *out);
void sfl_shell_fish(sfl_buffer *out);

#ifdef __cplusplus
}
#endif
#endif
