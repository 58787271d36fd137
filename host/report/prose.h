/* Sentences wrapped to the page. */
#ifndef SFL_REPORT_PROSE_H
#define SFL_REPORT_PROSE_H

#include "host/base/buffer.h"
#include "host/report/paper.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_PROSE_NAME 32           /* columns that a name may take inside a sentence */
#define SFL_PROSE_TIED_SPACE '\x1f' /* a space that no line breaks at; names hold no control characters */

/* A name for use in a sentence: at most SFL_PROSE_NAME columns. Its spaces are kept together. */
void sfl_prose_name(sfl_buffer *sentence, const char *name);
/* Adds the sentences as lines and empties the buffer; the first line begins with `first` spaces, the others with `indent`.
 * Lines are as wide as the paper, but no wider than those of a file: longer ones are hard to read. */
void sfl_prose_write(sfl_buffer *sentences, int32_t first, int32_t indent, const sfl_paper *paper, sfl_buffer *out);

#ifdef __cplusplus
}
#endif
#endif
