/* Several plans of the same paths at once: points of a sweep. Each gets the tallies that sfl_study has of it. */
#ifndef SFL_STUDY_TOGETHER_H
#define SFL_STUDY_TOGETHER_H

#include "host/base/diag.h"
#include "host/tally/tally_set.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Walks the paths first_path … first_path + n_paths − 1 of all plans [n], which share a world (host/run/same.h), in parts where
 * intervals need them; sets [n], to which they are added. SFL_INTERRUPTED: they are worth nothing. Whether all amounts could be
 * tallied is asked when they are answered (answer.h). */
sfl_status sfl_together_walk(const sfl_plan *const *plans, int32_t n, const sfl_run_options *options, sfl_tally_set *sets,
                             sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
