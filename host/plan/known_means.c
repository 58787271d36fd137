/* Means of drivers in closed form (model page section 3): E I[t] is a product, for its factors are independent but for the
 * regimes, and given those the diffusion's is 1. Logarithms of E I and of E I² / (E I)² are added up factor by factor. */
#include "host/plan/planner.h"

/* A mean is used where E I² <= 16 (E I)²: of a lognormal with more, half of the mean lies in less than 5 % of the paths
 * (P(Z > sqrt(ln 16)) = 4.8 %), and runs of few paths do not see it. */
#define MOST_SQUARE 16.0
/* Where volatility is drawn, the path's own is taken at z = −4 of its normal: what the paths beyond carry of the mean is
 * their share, 3e-5. */
#define FAR_NORMAL (-4.0)
/* Months have at most SFL_MOST_JUMPS jumps; of a Poisson number with mean 1 more come with a probability below 1e-14, and
 * of one with mean 32 more than SFL_MOST_BRIDGED_JUMPS below 1e-18. */
#define MOST_MONTHLY_JUMPS 1.0
#define MOST_ALL_JUMPS 32.0

/* Logarithms of E I and of E I² / (E I)². */
typedef struct moments {
    double mean, square;
} moments;

/* ---- factors ---- */

/* Growth that is drawn once: lognormal. */
static moments growth(const sfl_driver *from, double years)
{
    double s = from->growth_sd * sfl_planner_damped_years(from->fade, years);
    return (moments){0.5 * s * s, s * s};
}

/* 1 + (C − 1) F, C with mean `ceiling` and E C² = ceiling² e^{ceiling_sd²}. */
static moments adoption(const sfl_adoption *from, double years)
{
    if (!from) return (moments){0.0, 0.0};
    double share = sfl_planner_adopted_share(from, years), c = from->ceiling;
    double mean = 1.0 + (c - 1.0) * share;
    double more = share * c * share * c * (sfl_exp(from->ceiling_sd * from->ceiling_sd) - 1.0);
    return (moments){sfl_log(mean), sfl_log(1.0 + more / (mean * mean))};
}

/* A month's jumps, `weight` of which is left: E exp(w J) = exp(λ (e^{w mean + w² sd²/2} − 1)). */
static moments jumps(const sfl_jumps *from, double weight)
{
    double rate = from->per_year / 12.0, mean = weight * from->mean, variance = weight * weight * from->sd * from->sd;
    double once = sfl_exp(mean + 0.5 * variance) - 1.0, twice = sfl_exp(2.0 * (mean + variance)) - 1.0;
    return (moments){rate * once, rate * (twice - 2.0 * once)};
}

/* Do months hold as many jumps as the law has? By the law under which E I² is a mean. */
static bool jumps_fit(const sfl_plan_driver *driver, const sfl_jumps *from, int32_t n_months)
{
    double more = sfl_exp(2.0 * (from->mean + from->sd * from->sd)), rate = from->per_year / 12.0;
    double most = more > 1.0 ? rate * more : rate;
    return most <= MOST_MONTHLY_JUMPS && (!driver->jumps_are_bridged || most * n_months <= MOST_ALL_JUMPS);
}

/* The most that b² m² of a path may be, but for FAR_NORMAL. */
static double most_variance(const sfl_plan_driver *driver, const sfl_driver *from)
{
    double b = driver->volatility * driver->gain, most = 1.0, nu = driver->volatility_dof;
    for (int32_t i = 0; i < from->regime_volatility.n; ++i)
        if (from->regime_volatility.values[i] > most) most = from->regime_volatility.values[i];
    if (nu == 0.0) return b * b * most * most;
    double root = 1.0 - 2.0 / (9.0 * nu) + FAR_NORMAL * sqrt(2.0 / (9.0 * nu)); /* Wilson–Hilferty, as section 3 */
    double chi2 = nu * root * root * root;
    return b * b * most * most * nu / (chi2 > 1e-3 ? chi2 : 1e-3);
}

/* ---- regimes ---- */

/* E of e^{power · sum of regime growth} over the paths that are in regime j now: one month on, weights [n] in and out. */
static void regimes_step(const sfl_regimes *regimes, const sfl_driver *from, double power, const double *now,
                         double *next)
{
    int32_t n = regimes->names.n;
    for (int32_t j = 0; j < n; ++j) {
        double sum = 0.0;
        for (int32_t i = 0; i < n; ++i)
            sum += now[i] * regimes->monthly[i].values[j];
        next[j] = sum * sfl_exp(power * from->regime_growth.values[j] / 12.0);
    }
}

static double sum_of(const double *values, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; ++i)
        sum += values[i];
    return sum;
}

/* Log of E e^{power · sum}, out [n_months]; zeros where regimes leave the driver's growth alone. */
static sfl_status regimes(const sfl_planner *planner, const sfl_driver *from, double power, double *out)
{
    const sfl_regimes *chain = planner->scenario->regimes;
    if (!chain || from->regime_growth.n == 0) return SFL_OK;
    int32_t n = chain->names.n;
    double *now, *next, *swap;
    SFL_PLAN_SCRATCH(planner, now, double, n);
    SFL_PLAN_SCRATCH(planner, next, double, n);
    now[planner->plan->regime_start] = 1.0;
    for (int32_t month = 1; month < planner->plan->n_months; ++month) {
        regimes_step(chain, from, power, now, next);
        out[month] = sfl_log(sum_of(next, n));
        swap = now, now = next, next = swap;
    }
    return SFL_OK;
}

/* ---- the whole ---- */

/* What grows month by month beside the regimes. */
typedef struct path_so_far {
    moments jumps;
    double  weight;   /* a^{t−1}: what is left of a pulse of month 1 in month t */
    double  decayed;  /* a^t */
    double  variance; /* the most that v[t] may be */
} path_so_far;

static void walk(const sfl_plan_driver *driver, const sfl_driver *from, double variance, path_so_far *at)
{
    if (driver->has_jumps) {
        moments month = jumps(from->jumps, driver->jumps_last ? 1.0 : at->weight);
        at->jumps.mean += month.mean;
        at->jumps.square += month.square;
    }
    at->weight *= driver->decay;
    at->decayed *= driver->decay;
    at->variance = driver->decay * driver->decay * at->variance + variance;
}

static sfl_status moving_means(const sfl_planner *planner, const sfl_plan_driver *driver, const sfl_driver *from,
                               double *means, bool *is_known)
{
    double *once, *twice, variance = most_variance(driver, from);
    SFL_PLAN_SCRATCH(planner, once, double, planner->plan->n_months);
    SFL_PLAN_SCRATCH(planner, twice, double, planner->plan->n_months);
    SFL_TRY(regimes(planner, from, 1.0, once));
    SFL_TRY(regimes(planner, from, 2.0, twice));
    path_so_far at = {{0.0, 0.0}, 1.0, 1.0, 0.0};
    for (int32_t month = 0; month < planner->plan->n_months && *is_known; ++month) {
        double  years = (double)month / 12.0;
        moments grown = growth(from, years), adopted = adoption(from->adoption, years);
        if (month > 0) walk(driver, from, variance, &at);
        double square =
            grown.square + adopted.square + at.jumps.square + at.variance + twice[month] - 2.0 * once[month];
        double level = sfl_planner_trend(from, years) + (at.decayed - 1.0) * from->deviation + once[month];
        *is_known    = square <= sfl_log(MOST_SQUARE);
        means[month] = sfl_exp(level + grown.mean + adopted.mean + at.jumps.mean);
    }
    return SFL_OK;
}

sfl_status sfl_planner_known_means(const sfl_planner *planner, int32_t number, double *means, bool *is_known)
{
    const sfl_plan_driver *driver = &planner->drivers[number];
    const sfl_driver      *from   = planner->entries[number].driver;
    *is_known                     = !driver->has_jumps || jumps_fit(driver, from->jumps, planner->plan->n_months);
    return moving_means(planner, driver, from, means, is_known);
}

/* P(month + floor(−delay ln u) <= t), and not cancelled (model page section 5). */
double sfl_planner_launched(const sfl_plan_workload *workload, int32_t month)
{
    double delay = workload->delay_mean_months, since = (double)(month - workload->launch_month + 1);
    if (since < 1.0) return 0.0;
    double by_now = delay > 0.0 ? 1.0 - sfl_exp(-since / delay) : 1.0;
    return (1.0 - workload->cancel_probability) * by_now;
}
