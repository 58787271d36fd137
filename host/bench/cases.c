/* See cases.h. */
#include "host/bench/cases.h"

#include <string.h>

/* Of a scenario file, for which no case says how many. */
#define FILE_CHECK_PATHS 4096
#define FILE_PATHS 100000

static const sfl_bench_case rows[] = {
#define SFL_BENCH_CASE(word, text, walk, months, workloads, indices, architectures, check, paths, hash, help)          \
    {                                                                                                                  \
        word,                                                                                                          \
        sfl_bench_##text##_write,                                                                                      \
        SFL_BENCH_##walk,                                                                                              \
        {months, workloads, indices, architectures},                                                                   \
        check,                                                                                                         \
        paths,                                                                                                         \
        hash,                                                                                                          \
        help},
#include "host/bench/case_list.def"
#undef SFL_BENCH_CASE
};

const sfl_bench_case *sfl_bench_cases(int32_t *n_cases)
{
    *n_cases = (int32_t)(sizeof rows / sizeof rows[0]);
    return rows;
}

const sfl_bench_case *sfl_bench_case_find(const char *word)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
        if (strcmp(rows[i].word, word) == 0) return &rows[i];
    return NULL;
}

sfl_bench_case sfl_bench_case_of_file(const char *file)
{
    sfl_bench_case of = {file,       NULL, SFL_BENCH_ALL,    {0, 0, 0, 0}, FILE_CHECK_PATHS,
                         FILE_PATHS, NULL, "a scenario file"};
    return of;
}
