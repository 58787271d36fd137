/* The scenarios of the selftest, read, planned and walked once each, and what the checks share. */
#ifndef SFL_SELFTEST_SUBJECT_H
#define SFL_SELFTEST_SUBJECT_H

#include "host/selftest/selftest.h"
#include "kernels/plan.h"
#include "kernels/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_selftest_scenario {
#define SFL_SELFTEST_SCENARIO(NAME, paths, text) SFL_SELFTEST_##NAME,
#include "host/selftest/scenario_list.def"
#undef SFL_SELFTEST_SCENARIO
    SFL_SELFTEST_SCENARIO_COUNT
} sfl_selftest_scenario;

typedef struct sfl_selftest_subject {
    sfl_plan  *plan;  /* NULL: not yet */
    sfl_tally *tally; /* NULL: not yet */
    uint64_t   n_paths;
} sfl_selftest_subject;

/* Measures whose intervals are looked at, in coverage.c. */
#define SFL_SELFTEST_MEASURES 6

struct sfl_selftest {
    const sfl_selftest_how *how;
    sfl_selftest_subject    subjects[SFL_SELFTEST_SCENARIO_COUNT];
    bool                    is_covered; /* hits are known */
    int32_t                 hits[SFL_SELFTEST_MEASURES];
};

/* The plan of a scenario; `more` is one override beyond those of all, or NULL. */
sfl_status sfl_selftest_plan(const sfl_selftest *test, sfl_selftest_scenario scenario, const char *more,
                             sfl_plan **plan, sfl_diag *diag);
/* Simulates with the threads and the backend of all. */
sfl_status sfl_selftest_walk(const sfl_selftest *test, const sfl_plan *plan, uint64_t n_paths, sfl_tally **tally,
                             sfl_diag *diag);
/* Planned, and walked; borrowed. */
sfl_status sfl_selftest_planned(sfl_selftest *test, sfl_selftest_scenario scenario, sfl_selftest_subject **subject,
                                sfl_diag *diag);
sfl_status sfl_selftest_walked(sfl_selftest *test, sfl_selftest_scenario scenario, sfl_selftest_subject **subject,
                               sfl_diag *diag);

/* The checks that rows name. */
#define SFL_SELFTEST_FINDER(name)                                                                                      \
    sfl_status sfl_selftest_find_##name(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,    \
                                        sfl_diag *diag)
SFL_SELFTEST_FINDER(philox);
SFL_SELFTEST_FINDER(streams);
SFL_SELFTEST_FINDER(normals);
SFL_SELFTEST_FINDER(value);
SFL_SELFTEST_FINDER(answer);
SFL_SELFTEST_FINDER(cheapest);
SFL_SELFTEST_FINDER(static_break_even);
SFL_SELFTEST_FINDER(coverage);
SFL_SELFTEST_FINDER(threads);
SFL_SELFTEST_FINDER(ranges);
SFL_SELFTEST_FINDER(builds);
SFL_SELFTEST_FINDER(cards);
SFL_SELFTEST_FINDER(bench_case);

#ifdef __cplusplus
}
#endif
#endif
