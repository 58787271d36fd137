/* What two plans have in common, found out by looking at every number of both; slots and columns, which are places of
 * numbers, are looked at only where the world lies. */
#ifndef SFL_HOST_RUN_SAME_H
#define SFL_HOST_RUN_SAME_H

#include "kernels/group.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Is every draw, driver, volume and price of a path the same, and in the same slot? */
bool sfl_same_world(const sfl_plan *a, const sfl_plan *b);
/* Of two plans of one world: what an architecture that both have may share. */
sfl_sharing sfl_same_architecture(const sfl_plan *a, const sfl_plan *b, int32_t architecture);
/* Of an architecture that shares its routes: out [n_months] sfl_same_terms_kind. False: something else of contracts or
 * baselines differs. */
bool sfl_same_terms(const sfl_plan *a, const sfl_plan *b, int32_t architecture, uint8_t *out);
/* Are the columns the same, in the same order and tallied in the same months? */
bool sfl_same_columns(const sfl_plan *a, const sfl_plan *b);
/* Of two plans of one world: are the sums of control variates the same? */
bool sfl_same_controls(const sfl_plan *a, const sfl_plan *b);

#ifdef __cplusplus
}
#endif
#endif
