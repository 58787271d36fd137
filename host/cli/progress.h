/* Somebody who waits: the progress line, and Ctrl-C. */
#ifndef SFL_CLI_PROGRESS_H
#define SFL_CLI_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_progress {
    bool        is_shown;       /* standard error is a terminal, and nobody asked for quiet */
    double      started, shown; /* seconds of a steady clock */
    int         n_columns;      /* of the line that stands there now */
    int         most_columns;   /* of a line: a longer one would break, and could not be cleared */
    const char *things;         /* what is counted */
} sfl_progress;

/* Counts paths; set `things` after it to count others. */
void sfl_progress_begin(sfl_progress *progress, bool is_quiet);
/* A callback of sfl_run: context is a sfl_progress. Shows, at most ten times a second,
 *    42 %  420,000 of 1,000,000 paths, 310,771 a second, 0:02 left
 * False once somebody asked to stop. */
bool sfl_progress_step(void *context, uint64_t n_done, uint64_t n_paths);
/* Clears the line. */
void sfl_progress_end(sfl_progress *progress);

/* From now on SIGINT and SIGTERM ask to stop; a second SIGINT ends the process at once, a second SIGTERM asks once more; a
 * closed pipe is an error of writing. */
void sfl_interrupt_catch(void);
bool sfl_interrupt_asked(void);

/* "1,234,567"; out holds 32 bytes. */
const char *sfl_grouped(uint64_t number, char out[32]);
/* Seconds, rounded up, as "m:ss" or "h:mm:ss"; out holds 32 bytes. */
const char *sfl_clock_text(double seconds, char out[32]);

#ifdef __cplusplus
}
#endif
#endif
