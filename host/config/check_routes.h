/* Between the files that check architectures. */
#ifndef SFL_CONFIG_CHECK_ROUTES_H
#define SFL_CONFIG_CHECK_ROUTES_H

#include "host/config/check_run.h"

/* The channel of that name, if its kind is known; else NULL. */
const sfl_channel *sfl_find_channel(const sfl_scenario *scenario, const char *name);

/* What a route carries. */
enum { SFL_EVERY_WORKLOAD = -2 };
typedef struct sfl_load {
    int32_t     workload; /* position; SFL_EVERY_WORKLOAD: "*"; −1: not known */
    const bool *by_star;  /* [n_workloads] those that "*" carries */
} sfl_load;

/* A target of a route: its channel and model resolve, and the channel sells the model of every workload that the route
 * carries; so does the channel that takes its overflow.
 *   object, base_at  that hold the target's marks, and where the target lies in their struct */
void sfl_check_target(sfl_check_run *run, const sfl_load *load, const sfl_target *target, const sfl_object *object,
                      size_t base_at);

#endif
