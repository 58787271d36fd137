/* The answer of the tallies of a run's paths: figures of all of them, and the intervals that the sampling calls for, from the
 * spread over the parts of the run (summary/spread.h). */
#ifndef SFL_STUDY_ANSWER_H
#define SFL_STUDY_ANSWER_H

#include "host/summary/spread.h"
#include "host/tally/tally_set.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What need not be worked out again while the parts stay as they are. Start from {0}. */
typedef struct sfl_parts_spread {
    sfl_spread *spread;
    uint64_t    n_paths; /* of its parts */
} sfl_parts_spread;

void sfl_parts_spread_release(sfl_parts_spread *parts);

/* `inputs` without plan and tally. n_threads that answer the parts, 0: one per processor; changes no digit. `parts` may be NULL, or
 * what an earlier answer of the same run has left. SFL_ERR_AMOUNT: amounts that no tally holds were met. */
sfl_status sfl_study_answer(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *inputs,
                            int32_t n_threads, sfl_parts_spread *parts, sfl_summary **summary, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
