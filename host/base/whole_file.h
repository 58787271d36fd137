/* A file that is there whole or not at all: written under a name beside it, then renamed. What is no file (a device, a pipe) is
 * written in place. Errors are errno's; 0 is none. */
#ifndef SFL_BASE_WHOLE_FILE_H
#define SFL_BASE_WHOLE_FILE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. */
typedef struct sfl_whole_file {
    char *file;      /* where it will stand: what a link points to */
    char *temporary; /* beside `file`; NULL: written in place */
} sfl_whole_file;

/* Opens for writing; *descriptor becomes the caller's, who closes it. An existing file keeps its mode; a link is followed. After
 * an error there is nothing to place, drop or release. */
int sfl_whole_file_open(sfl_whole_file *whole, const char *name, int *descriptor);
/* Puts the file in its place, or drops it, after its descriptor was closed. After an error it is dropped. */
int  sfl_whole_file_place(sfl_whole_file *whole);
void sfl_whole_file_drop(sfl_whole_file *whole);
/* Afterwards: the names. */
void sfl_whole_file_release(sfl_whole_file *whole);

/* All of it in one call; what has been written is on the disk, file and name, before it returns 0. After an error `name` is what it
 * was; only where its folder cannot be synced at the end it may be the new file already. */
int sfl_whole_file_write(const char *name, const void *bytes, size_t n_bytes);

#ifdef __cplusplus
}
#endif
#endif
