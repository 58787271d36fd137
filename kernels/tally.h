/* What is kept of millions of paths: integers only, so that the order of adding never changes a digit.
 * A column (plan.h) is one number per path; a tally is built for a list of columns and knows no money. */
#ifndef SFL_KERNELS_TALLY_H
#define SFL_KERNELS_TALLY_H

#include "kernels/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_tally sfl_tally;

/* An empty tally for columns [n_columns]; NULL without memory. `columns` is not kept.
 * is_antithetic: values 2k, 2k + 1 of an addition are a pair, and errors come from pairs.
 * Counters that are never used take no memory. */
sfl_tally *sfl_tally_build(const sfl_plan_column *columns, int32_t n_columns, int32_t n_months, bool is_antithetic);
/* The same for a plan's columns; carries the plan's fingerprint. */
sfl_tally *sfl_tally_build_for(const sfl_plan *plan);
void       sfl_tally_free(sfl_tally **tally);
/* Empty again, as it was built; keeps the memory of the counters that were used. */
void       sfl_tally_clear(sfl_tally *tally);

/* Adds n values (1 … SFL_LANES, one per path) to a column; values[i] belongs to path first_path + i.
 * A value that is no number, or whose scaled amount is beyond ±2^62, counts as refused and as 0: the run has failed. */
void sfl_tally_add(sfl_tally *tally, int32_t column, const double *values, int32_t n, uint64_t first_path);
/* Counts n paths as done: call it after the columns of every block of paths, for a column's fresh counters hold 65,535
 * values at a time. */
void sfl_tally_count_paths(sfl_tally *tally, uint64_t n);
/* Makes room in the counters; changes no figure. Called by itself when it is time. */
void sfl_tally_flush(sfl_tally *tally);
/* Adds `from` into `into`; false, and nothing is done, where the two were built for different plans or columns. */
bool sfl_tally_merge(sfl_tally *into, const sfl_tally *from);
/* Makes an empty column of one tally what the same column of another is: both have as many paths and the same columns, but
 * for slots and plan. */
void sfl_tally_copy_column(sfl_tally *into, const sfl_tally *from, int32_t column);

/* ---- reading; NaN where a figure is not defined (sd of one path, anything of none) ---- */
uint64_t sfl_tally_paths(const sfl_tally *tally);
/* How many values were refused, and the first path that had one (UINT64_MAX if none had); least_path may be NULL. */
uint64_t sfl_tally_refused(const sfl_tally *tally, uint64_t *least_path);
double   sfl_tally_mean(const sfl_tally *tally, int32_t column);
double   sfl_tally_sd(const sfl_tally *tally, int32_t column); /* n − 1; with SFL_KEEP_MOMENTS, as the next */
double   sfl_tally_se(const sfl_tally *tally, int32_t column); /* of the mean; of pairs when antithetic */
double   sfl_tally_min(const sfl_tally *tally, int32_t column);
double   sfl_tally_max(const sfl_tally *tally, int32_t column);
/* Order statistic number ⌈p · n⌉, within the column's bin width; 0 <= p <= 1. With bins or months, as the next. */
double sfl_tally_quantile(const sfl_tally *tally, int32_t column, double p);
/* Mean of the worst (dearest) n (1 − alpha) values, the boundary one by its fraction; 0 <= alpha <= 1. */
double sfl_tally_cvar(const sfl_tally *tally, int32_t column, double alpha);
/* Mean of the best (cheapest) n · share values, the boundary one by its fraction; 0 <= share <= 1. */
double sfl_tally_best(const sfl_tally *tally, int32_t column, double share);
/* Share of the values below each edge, out [n]; edges [n] rise. Known by the bins, in which values lie evenly spread; NaN
 * where there are none. With bins. */
void sfl_tally_shares_below(const sfl_tally *tally, int32_t column, const double *edges, int32_t n, double *out);
/* Paths whose value was `month`, 0 … n_months (SFL_KEEP_MONTHS). */
uint64_t sfl_tally_months(const sfl_tally *tally, int32_t column, int32_t month);
/* *low: what order statistic number low_rank is at least; *high: what number high_rank is at most. Ranks 1 … n; NaN for
 * another. With bins or months, as the next two. */
void sfl_tally_between(const sfl_tally *tally, int32_t column, uint64_t low_rank, uint64_t high_rank, double *low,
                       double *high);
/* Standard deviation by the bins, for columns without moments; at least the true one. */
double sfl_tally_binned_sd(const sfl_tally *tally, int32_t column);
/* A tail: the values above the quantile at p, or below it. */
typedef enum sfl_tail { SFL_TAIL_ABOVE = 1, SFL_TAIL_BELOW = -1 } sfl_tail;
/* Of the excess over the quantile at p, max(x − q, 0), or max(q − x, 0) below it: its standard deviation; and how far the
 * mean of the tail may be off because its values are known by their bins. */
void sfl_tally_excess(const sfl_tally *tally, int32_t column, double p, sfl_tail tail, double *sd, double *half_width);
/* Do both hold exactly the same? */
bool sfl_tally_equal(const sfl_tally *a, const sfl_tally *b);

/* Takes n words of 64 bits. */
typedef void (*sfl_tally_words_fn)(void *context, const uint64_t *words, size_t n);
/* All integers that the tally holds, handed to `take` in an order that only the columns decide: what a hash of a tally is
 * made of. Counters that are 0 are left out; the plan's fingerprint, which tells layouts apart and not answers, too. */
void sfl_tally_write_words(const sfl_tally *tally, sfl_tally_words_fn take, void *context);

#ifdef __cplusplus
}
#endif
#endif
