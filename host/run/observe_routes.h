/* The bills of single routes and channels of an observed month: worked out again from the slots by the functions that
 * made them, because a run keeps only their sums. Call after the month, before the next. */
#ifndef SFL_HOST_RUN_OBSERVE_ROUTES_H
#define SFL_HOST_RUN_OBSERVE_ROUTES_H

#include "kernels/backend.h"

#ifdef __cplusplus
extern "C" {
#endif

/* One target of one workload: a route is one leg; with `otherwise` or `then` it is two (plan.h). */
typedef struct sfl_leg_place {
    int32_t workload, channel; /* positions in the scenario */
    int32_t route;             /* of the architecture in the scenario; `*` is one for all its workloads */
} sfl_leg_place;

int32_t       sfl_observed_leg_count(const sfl_plan *plan, int32_t architecture);
sfl_leg_place sfl_observed_leg_place(const sfl_plan *plan, int32_t architecture, int32_t leg);

/* Share of the workload that the leg carries this month, 0 … 1. */
double sfl_observed_leg_share(const sfl_block *block, int32_t architecture, int32_t leg, int32_t month, int32_t lane);
/* Its net bill by the token, USD: its own; on a capacity channel what overflows to another channel. */
double sfl_observed_leg_net(const sfl_block *block, int32_t architecture, int32_t leg, int32_t month, int32_t lane);

/* A provisioned or self-hosted channel that the architecture uses: is it, and its net rent of the month, USD. */
bool   sfl_observed_has_capacity(const sfl_plan *plan, int32_t architecture, int32_t channel);
double sfl_observed_rent(const sfl_block *block, int32_t architecture, int32_t channel, int32_t month, int32_t lane);

#ifdef __cplusplus
}
#endif
#endif
