/* A whole text handed to standard output or the file of -o. */
#ifndef SFL_CLI_PAGE_H
#define SFL_CLI_PAGE_H

#include "host/base/buffer.h"
#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

sfl_status sfl_page_print(sfl_session *session, const sfl_buffer *text);

#ifdef __cplusplus
}
#endif
#endif
