/* Mean and deviation of a few numbers that come one by one (Welford 1962): of figures over the parts of a run. */
#ifndef SFL_SUMMARY_MOMENTS_H
#define SFL_SUMMARY_MOMENTS_H

#include <math.h>
#include <stdint.h>

typedef struct sfl_moments {
    double  mean, squares; /* sum of squared deviations */
    int32_t n;
} sfl_moments;

/* What is no number does not count. */
static inline void sfl_moments_add(sfl_moments *of, double value)
{
    if (!isfinite(value)) return;
    of->n += 1;
    double off = value - of->mean;
    of->mean += off / of->n;
    of->squares += off * (value - of->mean);
}

/* With n − 1; NaN of fewer than two. */
static inline double sfl_moments_sd(const sfl_moments *of)
{
    return of->n < 2 ? (double)NAN : sqrt(of->squares / (of->n - 1));
}

#endif
