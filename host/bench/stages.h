/* Where the time of a path goes, as far as walks can tell it apart: the world alone, the world with its bills, all with
 * the tally. What lies between two of them is the stage's. Draws, drivers and prices are one loop of the world and are
 * not taken apart here. */
#ifndef SFL_BENCH_STAGES_H
#define SFL_BENCH_STAGES_H

#include "host/bench/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Nanoseconds of one core per path-month; bills and tallies are 0 where the case has none. */
typedef struct sfl_bench_stages {
    double world_ns, bills_ns, tallies_ns;
} sfl_bench_stages;

/* One thread's own time, the check's paths, the least of five walks of each kind taken in turn. */
sfl_status sfl_bench_stages_run(const sfl_bench_subject *subject, const sfl_bench_how *how, sfl_bench_stages *stages,
                                sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
