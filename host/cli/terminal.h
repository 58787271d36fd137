/* What the terminal and the environment say of how people are written to. */
#ifndef SFL_CLI_TERMINAL_H
#define SFL_CLI_TERMINAL_H

#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Fills width, colour and characters of a table that goes to `output`, as -o has it: a file, or NULL and "-" for standard
 * output. What is no terminal is written as a file is: 100 columns, UTF-8, no colour but where it is forced.
 *   width   of a terminal: COLUMNS where that is a number, else what the terminal says, else 80; 60 … 200
 *   colour  --color always or never; else, for standard output, CLICOLOR_FORCE, NO_COLOR, and whether it is a terminal
 * SFL_ERR_USAGE: --color is none of its words. */
sfl_status sfl_terminal_ask(sfl_session *session, const char *output, sfl_report_options *options);

/* Columns of the terminal behind a descriptor; 0 where it is none or does not know. */
int32_t sfl_terminal_columns(int descriptor);

#ifdef __cplusplus
}
#endif
#endif
