/* Several .npy arrays in one zip, as numpy.savez makes it: stored and without a date, so that equal arrays make equal bytes. */
#ifndef SFL_REPORT_NPZ_H
#define SFL_REPORT_NPZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Is the library in this build? Without it the others return false. */
bool sfl_npz_is_built(void);

typedef struct sfl_npz sfl_npz;

/* Writes from the beginning of a stream that can seek, which stays the caller's; NULL: out of memory, or it cannot be
 * written. */
sfl_npz *sfl_npz_open(FILE *stream);
/* The next member begins ("totals.npy"), the one before ends. False: the stream cannot be written. */
bool sfl_npz_member(sfl_npz *npz, const char *name);
bool sfl_npz_add(sfl_npz *npz, const void *bytes, size_t n_bytes);
/* Ends the zip and frees. NULL is fine, and false. */
bool sfl_npz_close(sfl_npz **npz);

#ifdef __cplusplus
}
#endif
#endif
