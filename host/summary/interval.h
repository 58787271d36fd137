/* Intervals of estimates at a level: what the true figure lies in with that probability, over the draws of all paths.
 * Formulas and their sources in interval.c. A bound that so few paths cannot give is NaN. */
#ifndef SFL_SUMMARY_INTERVAL_H
#define SFL_SUMMARY_INTERVAL_H

#include "kernels/tally.h"

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_interval {
    double low, high; /* NaN: none */
} sfl_interval;

/* Paths as an interval sees them. */
typedef struct sfl_sample {
    uint64_t n;             /* paths */
    bool     is_antithetic; /* then n / 2 pairs are independent, and no more */
    double   level;         /* 0 < level < 1 */
} sfl_sample;

/* Order statistics number low … high of n values that hold the quantile at p; 0 and n + 1: no bound. */
typedef struct sfl_ranks {
    uint64_t low, high;
} sfl_ranks;

extern const sfl_interval sfl_no_interval;

/* How many of the paths may be told apart: pairs count once. */
uint64_t sfl_sample_independent(sfl_sample sample);

/* Of a mean with its standard error. */
sfl_interval sfl_interval_mean(sfl_sample sample, double mean, double se);
/* The same where n_controls regression coefficients were estimated from the same paths. */
sfl_interval sfl_interval_controlled(sfl_sample sample, double mean, double se, int32_t n_controls);
/* Of a probability, from the share of the paths. */
sfl_interval sfl_interval_share(sfl_sample sample, double share);
/* Of a figure that n_parts independent parts of the paths give with this standard deviation, 2 parts or more: Student's t of
 * their mean. */
sfl_interval sfl_interval_parts(double level, double value, double sd, int32_t n_parts);
sfl_ranks    sfl_interval_ranks(sfl_sample sample, double p);
/* Of the quantile that the ranks hold. */
sfl_interval sfl_interval_quantile(const sfl_tally *tally, int32_t column, sfl_ranks ranks);
/* Of sfl_tally_cvar and of sfl_tally_best. */
sfl_interval sfl_interval_cvar(sfl_sample sample, const sfl_tally *tally, int32_t column, double alpha);
sfl_interval sfl_interval_best(sfl_sample sample, const sfl_tally *tally, int32_t column, double share);

#ifdef __cplusplus
}
#endif
#endif
