/* The cases of the bench: fixed work with a known answer, made by the program itself. Rows of case_list.def. */
#ifndef SFL_BENCH_CASES_H
#define SFL_BENCH_CASES_H

#include "host/base/buffer.h"
#include "shortfall/status.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_bench_walk_kind { SFL_BENCH_ALL, SFL_BENCH_TOTALS, SFL_BENCH_WORLD } sfl_bench_walk_kind;

typedef struct sfl_bench_sizes {
    int32_t n_months, n_workloads, n_indices, n_architectures;
} sfl_bench_sizes;

typedef struct sfl_bench_case {
    const char *word;                                              /* of a scenario file: its name */
    void (*write)(const sfl_bench_sizes *sizes, sfl_buffer *text); /* NULL: a scenario file */
    sfl_bench_walk_kind kind;
    sfl_bench_sizes     sizes;
    uint64_t            n_check_paths, n_paths;
    const char         *hash; /* 16 hexadecimal digits; NULL: no known answer */
    const char         *help;
} sfl_bench_case;

/* The rows, and how many there are. */
const sfl_bench_case *sfl_bench_cases(int32_t *n_cases);
/* NULL: there is none of that name. */
const sfl_bench_case *sfl_bench_case_find(const char *word);
/* Any scenario file as a case without a known answer; the name is borrowed. */
sfl_bench_case sfl_bench_case_of_file(const char *file);

/* The scenario of a case as text. case_sized.c: as many of each thing as the sizes say (1 … 5 indices, at least 2
 * workloads and 3 architectures); case_clauses.c: all that a contract may say, only the months are taken from the sizes. */
void sfl_bench_sized_write(const sfl_bench_sizes *sizes, sfl_buffer *text);
void sfl_bench_clauses_write(const sfl_bench_sizes *sizes, sfl_buffer *text);

#ifdef __cplusplus
}
#endif
#endif
