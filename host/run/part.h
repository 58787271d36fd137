/* One part of a run (kernels/part.h), for whoever takes an interval from the parts. */
#ifndef SFL_HOST_RUN_PART_H
#define SFL_HOST_RUN_PART_H

#include "kernels/part.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* sfl_run of those of its paths that belong to the part; SFL_ALL_PARTS: all. With a part, options->first_path is a multiple
 * of SFL_N_PARTS * SFL_PART_PATHS. The progress told is that of the part. */
sfl_status sfl_run_part(const sfl_plan *plan, const sfl_run_options *options, int32_t part, sfl_tally **tally,
                        sfl_run_facts *facts, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
