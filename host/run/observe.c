/* Walking blocks of paths for an observer; see observe.h. What an observer reads is in observed.c. */
#include "host/run/observe.h"

#include "host/run/work.h"

#include <inttypes.h>

typedef struct observation {
    const sfl_plan          *plan;
    const sfl_observe_range *range;
    const sfl_backend       *backend;
    sfl_observe_fn           observe;
    void                    *context;
} observation;

static const sfl_place nowhere = {NULL, 0, 0};

static bool observe_block(void *context, int32_t thread, double *slots, uint64_t number)
{
    const observation *of    = context;
    uint64_t           done  = number * SFL_LANES;
    uint64_t           left  = of->range->n_paths - done;
    int32_t            n     = left < SFL_LANES ? (int32_t)left : SFL_LANES;
    uint64_t           first = of->range->first_path + done;
    (void)thread;
    return of->backend->observe(of->plan, first, n, slots, of->observe, of->context);
}

sfl_status sfl_observe(const sfl_plan *plan, const sfl_observe_range *range, sfl_observe_fn observe, void *context,
                       sfl_diag *diag)
{
    uint64_t    n  = range->n_paths;
    observation of = {plan, range, sfl_backend_pick(range->backend), observe, context};
    if (n == 0) return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "paths: 0; allowed is 1 or more");
    if (n - 1 > UINT64_MAX - range->first_path) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "paths: %" PRIu64 " from %" PRIu64 "; the last path is 2^64 - 1", n, range->first_path);
    }
    if (of.backend == NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "backend: %s; this machine has none of that name",
                            range->backend);
    }
    int32_t  n_threads = sfl_work_threads(range->n_threads);
    uint64_t n_blocks  = n / SFL_LANES + (n % SFL_LANES != 0);
    sfl_work work      = {n_blocks, n_threads, sfl_backend_slot_bytes(plan), observe_block, NULL, &of};
    uint64_t n_done;
    if ((uint64_t)work.n_threads > n_blocks) work.n_threads = (int32_t)n_blocks;
    sfl_status status = sfl_work_run(&work, &n_done);
    if (status == SFL_ERR_MEMORY) return sfl_diag_add(diag, status, nowhere, "no memory for a block of paths");
    return status;
}
