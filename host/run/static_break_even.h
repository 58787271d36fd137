/* A month that repeats for ever: all volumes of month 0 scaled together, nothing launched, set up, left or trued up
 * (model page section 9, static break-even). Draws nothing. */
#ifndef SFL_HOST_RUN_STATIC_BREAK_EVEN_H
#define SFL_HOST_RUN_STATIC_BREAK_EVEN_H

#include "host/base/diag.h"
#include "kernels/plan.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From which size on is `to` never dearer than `from`? In USD of `from`'s AI spend a month. */
sfl_status sfl_static_break_even_find(const sfl_plan *plan, int32_t from, int32_t to, sfl_static_break_even *result,
                                      sfl_diag *diag);
/* For every row of the plan's break-even list: results [n_break_even]. */
sfl_status sfl_static_break_even_find_all(const sfl_plan *plan, sfl_static_break_even *results, sfl_diag *diag);

/* What such a month costs at the volumes of month 0, season included: usd_per_month [n_architectures]. */
sfl_status sfl_static_bills(const sfl_plan *plan, double *usd_per_month, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
