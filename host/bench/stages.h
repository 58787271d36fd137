/* Where the time of a path goes, told apart by walks that go further from one to the next: the draws alone, the world up
 * to its drivers, the whole world, the world with its bills, all with the tally. What lies between two of them is the
 * stage's. */
#ifndef SFL_BENCH_STAGES_H
#define SFL_BENCH_STAGES_H

#include "host/bench/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The stages in their order. SFL_BENCH_STAGE(NAME, word, help) */
#define SFL_BENCH_STAGE_LIST(SFL_BENCH_STAGE)                                                                          \
    SFL_BENCH_STAGE(DRAWS, draws, "Philox words, inverse normals, regimes; of jumps not")                              \
    SFL_BENCH_STAGE(DRIVERS, drivers, "correlation, walk, exp, jumps")                                                 \
    SFL_BENCH_STAGE(PRICES, prices, "volumes, tokens, price indices, quotes")                                          \
    SFL_BENCH_STAGE(BILLS, bills, "all architectures")                                                                 \
    SFL_BENCH_STAGE(TALLIES, tallies, "sums and sketches")

typedef enum sfl_bench_stage {
#define SFL_BENCH_STAGE(NAME, word, help) SFL_BENCH_STAGE_##NAME,
    SFL_BENCH_STAGE_LIST(SFL_BENCH_STAGE)
#undef SFL_BENCH_STAGE
        SFL_BENCH_STAGE_COUNT
} sfl_bench_stage;

/* Nanoseconds of one core per path-month; bills and tallies are 0 where the case has none, all are no numbers where cards
 * walk. */
typedef struct sfl_bench_stages {
    double ns[SFL_BENCH_STAGE_COUNT];
} sfl_bench_stages;

/* "draws", "drivers", … */
const char *sfl_bench_stage_word(sfl_bench_stage stage);
double      sfl_bench_stages_whole(const sfl_bench_stages *stages);

/* One thread's own time, the check's paths, the least of five walks of each kind taken in turn. */
sfl_status sfl_bench_stages_run(const sfl_bench_subject *subject, const sfl_bench_how *how, sfl_bench_stages *stages,
                                sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
