/* Plans without the columns of single months, of which fan charts are made: to see what those cost, not to summarise. */
#ifndef SFL_PLAN_TOTALS_H
#define SFL_PLAN_TOTALS_H

#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* sfl_plan_build, but nothing is tallied month by month: the first columns of months are -1. */
sfl_status sfl_plan_build_totals(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
