/* Two kinds of not knowing: how much of a total's variance comes from what is uncertain once and for all (growth, volatility,
 * ceilings, launches) and how much from noise, month by month. */
#ifndef SFL_STUDY_SPLIT_H
#define SFL_STUDY_SPLIT_H

#include "host/base/diag.h"
#include "host/summary/summary.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Walked in pairs of paths with the same parameters. */
#define SFL_SPLIT_PATHS (UINT64_C(1) << 18)

/* Walks the pairs, at the seed of the scenario, and fills in the shares of an answer with their intervals at its level.
 * SFL_INTERRUPTED: the answer stays without them. */
sfl_status sfl_split_add(const sfl_scenario *scenario, const sfl_run_options *options, sfl_summary *summary,
                         sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
