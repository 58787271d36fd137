/* What the program knows of itself: answers that are known without it, and sameness that it promises. Needs no files.
 * Checks are rows of check_list.def; each finds a number and says how far it may be from the expected one. */
#ifndef SFL_SELFTEST_SELFTEST_H
#define SFL_SELFTEST_SELFTEST_H

#include "host/base/diag.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_selftest_how {
    bool                    is_full;   /* ten times the paths */
    int32_t                 n_threads; /* at least 1 */
    const char             *backend;   /* as in sfl_run_options */
    const sfl_read_options *read;      /* overrides of every scenario, which may make its answers wrong; may be NULL */
    /* May be NULL; as in sfl_run_options. */
    bool (*progress)(void *context, uint64_t n_done, uint64_t n_paths);
    void *progress_context;
} sfl_selftest_how;

/* What a check found. */
typedef struct sfl_selftest_found {
    double      expected, found;
    double      error;       /* standard error of `found`; 0: it has none */
    double      allowed;     /* distance from `expected`, where it has none */
    const char *not_checked; /* why, where this machine cannot; static storage. NULL: checked */
} sfl_selftest_found;

typedef struct sfl_selftest sfl_selftest;

typedef struct sfl_selftest_row sfl_selftest_row;
typedef sfl_status (*sfl_selftest_fn)(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                      sfl_diag *diag);

/* A figure of a scenario whose distribution is known; answers.h says which there are. */
typedef struct sfl_selftest_answer {
    int32_t scenario;     /* sfl_selftest_scenario */
    int32_t figure;       /* sfl_selftest_figure */
    int32_t architecture; /* number */
    int32_t at;           /* month, or period */
    double  level;        /* of a quantile, a CVaR */
    double  expected;
    double  error_of_one; /* standard error of an estimate is error_of_one / √paths; 0: the figure is certain */
    double  rtol;         /* what reading it may add: half a bin, rounding */
} sfl_selftest_answer;

struct sfl_selftest_row {
    const char         *group, *word; /* what it shows */
    const char         *source;       /* where the expected number comes from */
    sfl_selftest_fn     find;
    int32_t             number; /* `find`'s own: which of several */
    sfl_selftest_answer answer; /* of sfl_selftest_find_answer */
};

/* The rows, and how many there are. */
const sfl_selftest_row *sfl_selftest_rows(int32_t *n_rows);

/* A right program exceeds it with other seeds in any of n rows with probability 1e-6 (Bonferroni). */
double sfl_selftest_z_limit(int32_t n_rows_with_errors);

typedef struct sfl_selftest_result {
    const sfl_selftest_row *of;
    sfl_selftest_found      found;
    double                  distance; /* (found − expected) / error, or without an error |found − expected| */
    double                  allowed;  /* of its absolute value */
    bool                    is_passed;
} sfl_selftest_result;

/* z_limit: of those with an error. What is no number passes nothing. */
sfl_selftest_result sfl_selftest_judge(const sfl_selftest_row *row, const sfl_selftest_found *found, double z_limit);

/* NULL without memory. `how` is borrowed for as long as it lives. */
sfl_selftest *sfl_selftest_build(const sfl_selftest_how *how);
void          sfl_selftest_free(sfl_selftest **test);
/* Paths of the scenarios that are sampled. */
uint64_t sfl_selftest_paths(const sfl_selftest *test);
/* Does a row. SFL_INTERRUPTED: stopped by `progress`. */
sfl_status sfl_selftest_check(sfl_selftest *test, const sfl_selftest_row *row, double z_limit,
                              sfl_selftest_result *result, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
