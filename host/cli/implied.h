/* What a scenario's assumptions imply before anything is bought: part of every answer, and what `check` shows. */
#ifndef SFL_CLI_IMPLIED_H
#define SFL_CLI_IMPLIED_H

#include "host/run/driver_table.h"
#include "host/scenario/scenario.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. */
typedef struct sfl_implied {
    sfl_driver_table      *drivers;
    sfl_static_break_even *break_even; /* one per `break_even` of the scenario */
    const char           **names;      /* of the drivers */
} sfl_implied;

/* n_threads 0: one per processor. */
sfl_status sfl_implied_build(const sfl_scenario *scenario, const sfl_plan *plan, int32_t n_threads,
                             sfl_implied *implied, sfl_diag *diag);
void       sfl_implied_release(sfl_implied *implied);

#ifdef __cplusplus
}
#endif
#endif
