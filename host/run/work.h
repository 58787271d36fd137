/* Threads that take numbered pieces of work in order from one counter, until there are none or somebody says stop.
 * What was taken is finished, so what is done is always a prefix. */
#ifndef SFL_HOST_RUN_WORK_H
#define SFL_HOST_RUN_WORK_H

#include "kernels/plan.h"
#include "shortfall/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Does piece `piece` in thread number `thread`, with that thread's slots (sfl_backend_slot_bytes of memory, aligned to
 * 64 bytes). False: take no further pieces. */
typedef bool (*sfl_work_fn)(void *context, int32_t thread, double *slots, uint64_t piece);
/* Called from the calling thread a few times a second with the number of pieces taken; false: take no further pieces. */
typedef bool (*sfl_watch_fn)(void *context, uint64_t n_taken);

typedef struct sfl_work {
    uint64_t     n_pieces;
    int32_t      n_threads; /* at least 1 */
    size_t       slot_bytes;
    sfl_work_fn  work;
    sfl_watch_fn watch; /* may be NULL */
    void        *context;
} sfl_work;

/* Processors that this process may use. */
int32_t sfl_work_processors(void);
/* As many threads as are asked for; 0 or less: one per processor. */
int32_t sfl_work_threads(int32_t asked);

/* Works; *n_done is how many pieces were done, 0 … *n_done − 1. SFL_INTERRUPTED: not all. SFL_ERR_MEMORY: nothing. */
sfl_status sfl_work_run(const sfl_work *work, uint64_t *n_done);

#ifdef __cplusplus
}
#endif
#endif
