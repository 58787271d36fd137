/* What went wrong, to be read: every call that can fail takes a sfl_diag last, which may be NULL. */
#ifndef SHORTFALL_DIAG_H
#define SHORTFALL_DIAG_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif
#ifdef __GNUC__
#pragma GCC visibility push(default)
#endif

typedef struct sfl_diag sfl_diag;

/* NULL: out of memory. */
sfl_diag *sfl_diag_build(void);
void      sfl_diag_free(sfl_diag **diag);
/* Messages so far, errors and warnings, in the order they were found. */
size_t sfl_diag_count(const sfl_diag *diag);
/* "file:line: text" (or "file: text", "-s: text", "text") of message i, owned by the diag. */
const char *sfl_diag_line(sfl_diag *diag, size_t i);

#ifdef __GNUC__
#pragma GCC visibility pop
#endif
#ifdef __cplusplus
}
#endif
#endif
