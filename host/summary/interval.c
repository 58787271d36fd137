/* See interval.h. With antithetic pairs two partners may tell as little as one path, never less: where their products are
 * not kept, intervals count the pairs alone and are then too wide rather than too narrow. */
#include "host/summary/interval.h"

#include "kernels/num.h"

const sfl_interval sfl_no_interval = {NAN, NAN};

/* Terms of the binomial distribution below this share of the greatest are left out: their sum stays below 1e-20. */
#define LEAST_TERM 1e-30

uint64_t sfl_sample_independent(sfl_sample sample)
{
    return sample.is_antithetic ? sample.n / 2 : sample.n;
}

/* z with P(|Z| <= z) = level. */
static double normal_of(double level)
{
    return sfl_norm_inverse(0.5 + 0.5 * level);
}

/* The same of Student's t with nu degrees of freedom, to 3e-3 from nu = 5 on, 1e-4 from nu = 15 on (Abramowitz & Stegun 26.7.5). */
static double student_of(double level, double nu)
{
    double z = normal_of(level), z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z;
    double first = (z3 + z) / 4.0, second = (5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0;
    double third = (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0;
    return z + first / nu + second / (nu * nu) + third / (nu * nu * nu);
}

sfl_interval sfl_interval_controlled(sfl_sample sample, double mean, double se, int32_t n_controls)
{
    double freedom = (double)sfl_sample_independent(sample) - 1.0 - n_controls;
    if (freedom < 1.0 || isnan(se)) return sfl_no_interval;
    double half = student_of(sample.level, freedom) * se;
    return (sfl_interval){mean - half, mean + half};
}

sfl_interval sfl_interval_mean(sfl_sample sample, double mean, double se)
{
    return sfl_interval_controlled(sample, mean, se, 0);
}

sfl_interval sfl_interval_parts(double level, double value, double sd, int32_t n_parts)
{
    double half = student_of(level, (double)(n_parts - 1)) * sd / sqrt((double)n_parts);
    return (sfl_interval){value - half, value + half};
}

/* Wilson 1927: the probabilities that are not rejected by a normal test with their own error. */
sfl_interval sfl_interval_share(sfl_sample sample, double share)
{
    double n = (double)sfl_sample_independent(sample);
    if (n == 0.0 || isnan(share)) return sfl_no_interval;
    double z = normal_of(sample.level), shrink = 1.0 / (1.0 + z * z / n);
    double middle = (share + z * z / (2.0 * n)) * shrink;
    double half   = z * shrink * sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    double low    = share == 0.0 ? 0.0 : middle - half; /* which rounding would miss */
    double high   = share == 1.0 ? 1.0 : middle + half;
    return (sfl_interval){SFL_MAX(low, 0.0), SFL_MIN(high, 1.0)};
}

/* ---- ranks ---- */

/* The binomial distribution of n and p around its mode, in units of its greatest term. */
typedef struct binomial {
    uint64_t n, mode;
    double   odds; /* p / (1 − p) */
} binomial;

/* The next term below, or above, that of k. */
static double term_below(binomial of, uint64_t k, double term)
{
    return term * ((double)k / ((double)(of.n - k + 1) * of.odds));
}

static double term_above(binomial of, uint64_t k, double term)
{
    return term * ((double)(of.n - k) * of.odds / (double)(k + 1));
}

/* Terms of the mode and of all below it, or above, until they no longer count. */
static double sum_down(binomial of)
{
    double sum = 0.0, term = 1.0;
    for (uint64_t k = of.mode;; --k) {
        sum += term;
        if (k == 0 || term < LEAST_TERM) return sum;
        term = term_below(of, k, term);
    }
}

static double sum_up(binomial of)
{
    double sum = 0.0, term = 1.0;
    for (uint64_t k = of.mode;; ++k) {
        sum += term;
        if (k == of.n || term < LEAST_TERM) return sum;
        term = term_above(of, k, term);
    }
}

/* The greatest l with P(B < l) <= tail, from the mode down; left = P(B <= k), in units like the tail. */
static uint64_t lower_rank(binomial of, double left, double tail)
{
    double term = 1.0;
    for (uint64_t k = of.mode;; --k) {
        if (left <= tail) return k + 1;
        if (k == 0) return 0;
        left -= term;
        term = term_below(of, k, term);
    }
}

/* The least u with P(B >= u) <= tail, from the mode up; left = P(B >= k). */
static uint64_t upper_rank(binomial of, double left, double tail)
{
    double term = 1.0;
    for (uint64_t k = of.mode;; ++k) {
        if (left <= tail) return k;
        if (k == of.n) return of.n + 1;
        left -= term;
        term = term_above(of, k, term);
    }
}

/* The number B of values at or below the quantile is binomial: order statistic l is at or below it unless B < l, order
 * statistic u at or above it unless B >= u (David & Nagaraja 2003, section 7.1). Exact for any n. */
sfl_ranks sfl_interval_ranks(sfl_sample sample, double p)
{
    uint64_t n = sfl_sample_independent(sample), each = sample.is_antithetic ? 2 : 1;
    if (n == 0) return (sfl_ranks){0, sample.n + 1};
    uint64_t mode = (uint64_t)((double)(n + 1) * p);
    binomial of   = {n, SFL_MIN(mode, n), p / (1.0 - p)};
    double   down = sum_down(of), up = sum_up(of), tail = 0.5 * (1.0 - sample.level) * (down + up - 1.0);
    uint64_t low = lower_rank(of, down, tail), high = upper_rank(of, up, tail);
    return (sfl_ranks){low == 0 ? 0 : each * low - (each - 1), high > n ? sample.n + 1 : each * high};
}

sfl_interval sfl_interval_quantile(const sfl_tally *tally, int32_t column, sfl_ranks ranks)
{
    sfl_interval out;
    sfl_tally_between(tally, column, ranks.low, ranks.high, &out.low, &out.high);
    return out;
}

/* ---- tails ---- */

/* The mean of a tail that holds `share` of the paths is q + E max(x − q, 0) / share, and an error of q itself drops out in
 * the first order (Rockafellar & Uryasev 2000; Manistre & Hancock 2005). To it comes what the bins hide. */
static sfl_interval interval_of_tail(sfl_sample sample, double mean, double share, double sd, double half_width)
{
    uint64_t n = sfl_sample_independent(sample);
    if (n < 2 || isnan(sd) || !(share > 0.0)) return sfl_no_interval;
    double half = student_of(sample.level, (double)(n - 1)) * sd / sqrt((double)n) / share + half_width;
    return (sfl_interval){mean - half, mean + half};
}

sfl_interval sfl_interval_cvar(sfl_sample sample, const sfl_tally *tally, int32_t column, double alpha)
{
    double sd, half_width;
    sfl_tally_excess(tally, column, alpha, SFL_TAIL_ABOVE, &sd, &half_width);
    return interval_of_tail(sample, sfl_tally_cvar(tally, column, alpha), 1.0 - alpha, sd, half_width);
}

sfl_interval sfl_interval_best(sfl_sample sample, const sfl_tally *tally, int32_t column, double share)
{
    double sd, half_width;
    sfl_tally_excess(tally, column, share, SFL_TAIL_BELOW, &sd, &half_width);
    return interval_of_tail(sample, sfl_tally_best(tally, column, share), share, sd, half_width);
}
