/* Where a command writes: standard output, or a file that is there whole or not at all. */
#ifndef SFL_CLI_OUTPUT_H
#define SFL_CLI_OUTPUT_H

#include "host/base/diag.h"
#include "host/base/whole_file.h"

#include <stdbool.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_output {
    FILE          *stream;
    sfl_whole_file whole; /* its file is NULL: standard output */
    int            error; /* errno of the first write that failed */
} sfl_output;

/* name NULL or "-": standard output. An existing file keeps its mode; a link is followed. */
sfl_status sfl_output_open(const char *name, sfl_output *output, sfl_diag *diag);

/* Refuses to write onto a file that the command reads. */
sfl_status sfl_output_apart(const char *name, const char *input, sfl_diag *diag);

/* Do two names, of files that may not be there yet, stand for the same file? */
bool sfl_output_is_same(const char *a, const char *b);

/* To be called right after writing, while errno still says why it failed. Returns `status`; for SFL_OK, SFL_ERR_OUTPUT
 * once a write has failed, so that a long list can stop early. */
sfl_status sfl_output_check(sfl_output *output, sfl_status status);

/* Ends the writing. `status` is what the command came to: SFL_OK and SFL_INTERRUPTED put the file in its place, all
 * others drop it. Returns `status`, or SFL_ERR_OUTPUT where not everything could be written. A reader that closed its
 * pipe is not worth a message. */
sfl_status sfl_output_close(sfl_output *output, sfl_status status, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
