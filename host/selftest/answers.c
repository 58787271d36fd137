/* Figures whose distribution is known: lognormal drivers and sums of them, one-month commitments, overflow, reservations,
 * break-evens. Read from a tally as every answer is, or, of logarithms, from single paths. */
#include "host/selftest/answers.h"

#include "host/run/observe.h"
#include "host/run/static_break_even.h"

#include <math.h>

#define MICRO 1e-6 /* a mean is made of whole micro-dollars */

static const sfl_plan_architecture *architecture_of(const sfl_plan *plan, int32_t number)
{
    return &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[number];
}

static const sfl_plan_account *account_of(const sfl_plan *plan, int32_t architecture)
{
    return SFL_AT(plan, sfl_plan_account, architecture_of(plan, architecture)->accounts_at);
}

static int32_t total_of(const sfl_selftest_subject *subject, const sfl_selftest_answer *of, sfl_money money)
{
    return architecture_of(subject->plan, of->architecture)->total_columns[SFL_PART_TOTAL][money];
}

/* ---- from the tally ---- */

typedef double (*figure_fn)(const sfl_selftest_subject *subject, const sfl_selftest_answer *of);

static double total_mean(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_mean(subject->tally, total_of(subject, of, SFL_MONEY_NOMINAL));
}

static double npv_mean(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_mean(subject->tally, total_of(subject, of, SFL_MONEY_NPV));
}

static double total_sd(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_sd(subject->tally, total_of(subject, of, SFL_MONEY_NOMINAL));
}

static double total_quantile(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_quantile(subject->tally, total_of(subject, of, SFL_MONEY_NOMINAL), of->level);
}

static double total_cvar(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_cvar(subject->tally, total_of(subject, of, SFL_MONEY_NOMINAL), of->level);
}

static double month_mean(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_mean(subject->tally, architecture_of(subject->plan, of->architecture)->month_column + of->at);
}

static double shortfall_mean(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_mean(subject->tally,
                          account_of(subject->plan, of->architecture)->period_shortfall_column + of->at);
}

static double short_probability(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    return sfl_tally_mean(subject->tally, account_of(subject->plan, of->architecture)->period_short_column + of->at);
}

static double break_even_by(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    int32_t  column = SFL_AT(subject->plan, sfl_plan_break_even, subject->plan->break_even_at)->column;
    uint64_t n      = 0;
    for (int32_t month = 0; month <= of->at; ++month)
        n += sfl_tally_months(subject->tally, column, month);
    return (double)n / (double)subject->n_paths;
}

/* ---- from single paths ---- */

/* Sums of the logarithms x, y of the first two drivers in one month; of one driver alone x is y. */
typedef struct log_sums {
    int32_t month, second;
    double  n, x, y, xx, yy, xy;
} log_sums;

static bool add_logs(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    log_sums *sums = context;
    for (int32_t lane = 0; month == sums->month && lane < n_lanes; ++lane) {
        double x = log(sfl_observed_driver(block, 0, month, lane));
        double y = log(sfl_observed_driver(block, sums->second, month, lane));
        sums->n += 1.0;
        sums->x += x;
        sums->y += y;
        sums->xx += x * x;
        sums->yy += y * y;
        sums->xy += x * y;
    }
    return true;
}

/* NaN sums where they could not be made: they pass no check. */
static log_sums sums_of(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    log_sums          sums  = {of->at, subject->plan->n_drivers > 1 ? 1 : 0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    sfl_observe_range range = {0, subject->n_paths, 1, NULL};
    if (sfl_observe(subject->plan, &range, add_logs, &sums, NULL) != SFL_OK) sums.n = (double)NAN;
    return sums;
}

static double covariance(double n, double x, double y, double xy)
{
    return (xy - x * y / n) / (n - 1.0);
}

static double log_mean(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    log_sums sums = sums_of(subject, of);
    return sums.x / sums.n;
}

static double log_sd(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    log_sums sums = sums_of(subject, of);
    return sqrt(covariance(sums.n, sums.x, sums.x, sums.xx));
}

static double log_correlation(const sfl_selftest_subject *subject, const sfl_selftest_answer *of)
{
    log_sums s = sums_of(subject, of);
    return covariance(s.n, s.x, s.y, s.xy) / sqrt(covariance(s.n, s.x, s.x, s.xx) * covariance(s.n, s.y, s.y, s.yy));
}

/* ---- the checks ---- */

static const figure_fn figures[SFL_SELFTEST_FIGURE_COUNT] = {
#define SFL_FIGURE(NAME, function, what) function,
    SFL_SELFTEST_FIGURE_LIST(SFL_FIGURE)
#undef SFL_FIGURE
};

sfl_status sfl_selftest_find_answer(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                    sfl_diag *diag)
{
    const sfl_selftest_answer *of = &row->answer;
    sfl_selftest_subject      *subject;
    SFL_TRY(sfl_selftest_walked(test, (sfl_selftest_scenario)of->scenario, &subject, diag));
    double reading  = of->rtol * fabs(of->expected);
    double error    = of->error_of_one / sqrt((double)subject->n_paths);
    found->expected = of->expected;
    found->found    = figures[of->figure](subject, of);
    found->error    = error > 0.0 ? hypot(error, reading) : 0.0;
    found->allowed  = reading + MICRO;
    return SFL_OK;
}

/* The optimum of a newsvendor: which of the reservations costs least in the mean. */
sfl_status sfl_selftest_find_cheapest(sfl_selftest *test, const sfl_selftest_row *row, sfl_selftest_found *found,
                                      sfl_diag *diag)
{
    sfl_selftest_subject *subject;
    sfl_selftest_answer   of    = {.at = 1};
    double                least = (double)INFINITY;
    (void)row;
    SFL_TRY(sfl_selftest_walked(test, SFL_SELFTEST_RESERVE, &subject, diag));
    for (of.architecture = 0; of.architecture < subject->plan->n_architectures; ++of.architecture) {
        double mean = month_mean(subject, &of);
        if (!(mean < least)) continue;
        least        = mean;
        found->found = (double)of.architecture;
    }
    found->expected = 2.0;
    return SFL_OK;
}

/* Found to 1e-9 of the size by bisection; costs follow it within a few of those. */
sfl_status sfl_selftest_find_static_break_even(sfl_selftest *test, const sfl_selftest_row *row,
                                               sfl_selftest_found *found, sfl_diag *diag)
{
    static const struct {
        sfl_selftest_scenario scenario;
        double                usd_per_month;
    } cases[] = {{SFL_SELFTEST_NODES, 5190.0}, {SFL_SELFTEST_UNITS, 14752.54166746765}};
    sfl_selftest_subject *subject;
    sfl_static_break_even result = {SFL_STATIC_NONE, 0.0};
    SFL_TRY(sfl_selftest_planned(test, cases[row->number].scenario, &subject, diag));
    SFL_TRY(sfl_static_break_even_find_all(subject->plan, &result, diag));
    found->expected = cases[row->number].usd_per_month;
    found->found    = result.kind == SFL_STATIC_REACHED ? result.usd_per_month : (double)NAN;
    found->allowed  = 1e-8 * found->expected;
    return SFL_OK;
}
