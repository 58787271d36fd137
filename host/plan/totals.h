/* Plans for other ends than an answer: without the columns of single months, of which fan charts are made. */
#ifndef SFL_PLAN_TOTALS_H
#define SFL_PLAN_TOTALS_H

#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* sfl_plan_build, but nothing is tallied month by month: the first columns of months are -1. To see what fan charts cost. */
sfl_status sfl_plan_build_totals(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag);

/* The same, and above 16 architectures each is compared with the first and with `architecture` (sfl_plan_build_against). */
sfl_status sfl_plan_build_totals_against(const sfl_scenario *scenario, int32_t architecture, sfl_plan **plan, sfl_diag *diag);

/* sfl_plan_build_totals, and paths 2k and 2k + 1 have in common what a path draws once (growth, volatility, ceilings, launches), and noise
 * of their own, by plain random sampling whatever the scenario says: to tell the two apart. */
sfl_status sfl_plan_build_split(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
