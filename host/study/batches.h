/* The paths of a study, batch by batch: as one tally, and where paths are not independent in parts beside it, whose spread
 * gives the intervals (summary/spread.h). */
#ifndef SFL_STUDY_BATCHES_H
#define SFL_STUDY_BATCHES_H

#include "host/base/diag.h"
#include "host/summary/spread.h"
#include "kernels/part.h"
#include "kernels/tally.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_batches {
    const sfl_plan           *plan;
    sfl_run_options           options; /* of every walk; its progress is told of the whole batch */
    const sfl_summary_inputs *inputs;
    bool                      grows;   /* more batches will follow, so parts are kept */
    uint64_t                  n_paths; /* of the batches so far */
    sfl_tally                *parts[SFL_N_PARTS];
    sfl_tally                *whole;
    sfl_spread               *spread;             /* NULL: there are no parts */
    uint64_t                  spread_paths;       /* of its parts */
    sfl_run_facts             facts;              /* seconds: of all batches */
    uint64_t                  n_walked, n_wanted; /* of the batch, for its progress */
    bool                      must_finish;        /* whoever asks to stop is heard later */
} sfl_batches;

/* Independent paths in parts, from which the figures that are no means of paths, utilisation of capacity, take intervals. */
#define SFL_PART_PILOT UINT64_C(32768)

/* What a batch of 0 paths starts from. */
void sfl_batches_init(sfl_batches *of, const sfl_plan *plan, const sfl_run_options *options,
                      const sfl_summary_inputs *inputs, bool grows);
void sfl_batches_release(sfl_batches *of);

/* Walks on until there are n_paths in all; where parts are told apart, n_paths so far is a multiple of a round of them.
 * SFL_INTERRUPTED: `whole` holds what was done, the spread the parts that are complete. */
sfl_status sfl_batches_walk(sfl_batches *of, uint64_t n_paths, sfl_diag *diag);

/* The answer of all batches, with its intervals. */
sfl_status sfl_batches_summarise(const sfl_batches *of, bool is_partial, sfl_summary **summary, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
