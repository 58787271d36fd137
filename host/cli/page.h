/* What a command prints: a whole text, or a table for people. */
#ifndef SFL_CLI_PAGE_H
#define SFL_CLI_PAGE_H

#include "host/base/buffer.h"
#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* To standard output or the file of -o. */
sfl_status sfl_page_print(sfl_session *session, const sfl_buffer *text);

/* Writes for people: at most `width` columns, if it can. */
typedef void (*sfl_page_writer)(const void *of, int32_t width, FILE *stream);

/* Hands the stream, which is that of the command's output, what `write` makes of `of`, as wide as the terminal that it goes
 * to and in its characters. SFL_ERR_MEMORY, SFL_ERR_USAGE: see sfl_terminal_ask. */
sfl_status sfl_page_people(sfl_session *session, sfl_page_writer write, const void *of, FILE *stream);
/* The same with text that is there already. */
sfl_status sfl_page_spell(sfl_session *session, const char *text, FILE *stream);

#ifdef __cplusplus
}
#endif
#endif
