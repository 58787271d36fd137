/* What selftest says: for people and for programs. */
#ifndef SFL_CLI_SELFTEST_H
#define SFL_CLI_SELFTEST_H

#include "host/base/buffer.h"
#include "host/selftest/selftest.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_selftest_page {
    const sfl_selftest_result *results; /* [n_results], the first so many of the rows */
    int32_t                    n_results, n_failed, n_not_checked;
    uint64_t                   n_paths; /* of what is sampled */
    int32_t                    n_threads;
    double                     z_limit, seconds;
} sfl_selftest_page;

/* The table line by line, while it is made: what stands above it, a check, the last line. */
void sfl_selftest_table_begin(const sfl_selftest_page *page, FILE *stream);
void sfl_selftest_table_row(const sfl_selftest_result *result, FILE *stream);
void sfl_selftest_table_end(const sfl_selftest_page *page, FILE *stream);

void sfl_selftest_json(const sfl_selftest_page *page, sfl_buffer *text);

#ifdef __cplusplus
}
#endif
#endif
