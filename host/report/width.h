/* How wide text is on a terminal, and text cut to a width. No locale is asked. */
#ifndef SFL_REPORT_WIDTH_H
#define SFL_REPORT_WIDTH_H

#include "host/base/buffer.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 0, 1 or 2. */
int32_t sfl_width_of_code(uint32_t code);
/* Bytes of the character at text, its width, and whether it is shown as it is; what is not (controls, what turns the
 * direction of a line, bytes that are no UTF-8) takes one column. */
size_t  sfl_width_next(const char *text, int32_t *width, bool *is_shown);
int32_t sfl_width(const char *text);
/* Adds text cut to `most` (>= 1) columns, an ellipsis where something is missing, '?' for what is not shown. */
void sfl_width_fit(const char *text, int32_t most, sfl_buffer *buffer);
/* The same with another mark where something is missing; it is narrower than `most`. */
void sfl_width_cut(const char *text, int32_t most, const char *ellipsis, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
