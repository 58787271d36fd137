/* A case ready to be walked. */
#ifndef SFL_BENCH_SUBJECT_H
#define SFL_BENCH_SUBJECT_H

#include "host/base/diag.h"
#include "host/bench/cases.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_bench_subject {
    const sfl_bench_case *of;
    sfl_plan             *plan;
    double                plan_seconds; /* to write, read and plan the scenario */
} sfl_bench_subject;

/* read: overrides of the scenario, which change its answer and so fail its check; may be NULL. */
sfl_status sfl_bench_subject_init(sfl_bench_subject *subject, const sfl_bench_case *of, const sfl_read_options *read,
                                  sfl_diag *diag);
void       sfl_bench_subject_release(sfl_bench_subject *subject);

#ifdef __cplusplus
}
#endif
#endif
