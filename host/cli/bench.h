/* What `shortfall bench` prints of its results: one file per form. */
#ifndef SFL_CLI_BENCH_H
#define SFL_CLI_BENCH_H

#include "host/base/buffer.h"
#include "host/bench/facts.h"
#include "host/bench/measure.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What the figures belong to. */
void sfl_bench_table_context(const sfl_bench_facts *facts, FILE *stream);
/* The outcome of a case's check, and what was measured where it passed. */
void sfl_bench_table_check(const sfl_bench_result *result, FILE *stream);
void sfl_bench_table_figures(const sfl_bench_result *result, FILE *stream);

/* All results in the form of Google Benchmark's JSON; those that were not measured are there with their errors. */
void sfl_bench_json(const sfl_bench_facts *facts, const sfl_bench_result *results, int32_t n_results,
                    sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
