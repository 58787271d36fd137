/* Drivers: the certain parts of the equation of model page section 3, as tables by month. */
#include "host/plan/planner.h"

static double years_of(int32_t month)
{
    return (double)month / 12.0;
}

/* h(y) = (1 − e^{−φy}) / φ, φ = −ln(1 − fade): years, damped. Near φy = 0 by its series, where the form cancels. */
double sfl_planner_damped_years(double fade, double years)
{
    if (fade == 0.0) return years;
    double phi = -sfl_log(1.0 - fade);
    double x   = phi * years;
    if (x < 1e-3) return years * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0 * (1.0 - x / 5.0))));
    return (1.0 - sfl_exp(-x)) / phi;
}

/* F(y), the share of the way to the ceiling (Bass diffusion). */
double sfl_planner_adopted_share(const sfl_adoption *adoption, double years)
{
    double left = sfl_exp(-(adoption->p + adoption->q) * years);
    return (1.0 - left) / (1.0 + adoption->q / adoption->p * left);
}

static bool all_equal(sfl_reals reals, double value)
{
    for (int32_t i = 0; i < reals.n; ++i)
        if (reals.values[i] != value) return false;
    return true;
}

static bool has_regime_volatility(const sfl_driver *from)
{
    return from->volatility > 0.0 && !all_equal(from->regime_volatility, 1.0);
}

static void streams(sfl_plan_driver *driver, const char *name)
{
    driver->diffusion_stream  = sfl_stream_of(SFL_STREAM_DIFFUSION, name);
    driver->jump_count_stream = sfl_stream_of(SFL_STREAM_JUMP_COUNT, name);
    driver->jump_size_stream  = sfl_stream_of(SFL_STREAM_JUMP_SIZE, name);
    driver->growth_stream     = sfl_stream_of(SFL_STREAM_GROWTH, name);
    driver->volatility_stream = sfl_stream_of(SFL_STREAM_VOLATILITY, name);
    driver->ceiling_stream    = sfl_stream_of(SFL_STREAM_CEILING, name);
}

static void numbers(sfl_plan_driver *driver, const sfl_driver *from)
{
    double a               = from->reversion > 0.0 ? sfl_exp(-from->reversion / 12.0) : 1.0;
    double b2              = from->reversion > 0.0 ? (1.0 - a * a) / (2.0 * from->reversion) : 1.0 / 12.0;
    driver->growth_sd      = from->growth_sd;
    driver->volatility     = from->volatility;
    driver->volatility_dof = from->volatility > 0.0 ? from->volatility_dof : 0.0;
    driver->decay          = a;
    driver->gain           = sqrt(b2);
    driver->deviation      = from->deviation;
    driver->has_jumps      = from->jumps && from->jumps->per_year > 0.0;
    driver->has_adoption   = from->adoption != NULL;
    if (driver->has_jumps) {
        driver->jumps_last = from->jumps->lasting;
        driver->jump_mean  = from->jumps->mean;
        driver->jump_sd    = from->jumps->sd;
    }
    if (driver->has_adoption) {
        driver->ceiling    = from->adoption->ceiling;
        driver->ceiling_sd = from->adoption->ceiling_sd;
    }
}

/* r_end · y + (r − r_end) · h(y) with the median growth; r_end drops out without fade. */
double sfl_planner_trend(const sfl_driver *from, double years)
{
    double rate     = sfl_log(1.0 + from->growth);
    double end_rate = from->fade > 0.0 ? sfl_log(1.0 + from->growth_end) : 0.0;
    return end_rate * years + (rate - end_rate) * sfl_planner_damped_years(from->fade, years);
}

static sfl_status trend_tables(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    double *trends, *damped;
    SFL_PLAN_ARRAY(planner, trends, double, planner->plan->n_months, &driver->trend_at);
    SFL_PLAN_ARRAY(planner, damped, double, planner->plan->n_months, &driver->damped_years_at);
    for (int32_t month = 0; month < planner->plan->n_months; ++month) {
        trends[month] = sfl_planner_trend(from, years_of(month));
        damped[month] = sfl_planner_damped_years(from->fade, years_of(month));
    }
    return SFL_OK;
}

/* v/2 with v[t] = a² v[t−1] + b², where no path and no regime changes b; zeros where nothing diffuses. */
static sfl_status variance_table(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    driver->variance_is_fixed = driver->volatility_dof == 0.0 && !has_regime_volatility(from);
    if (!driver->variance_is_fixed) return SFL_OK;
    double *half;
    SFL_PLAN_ARRAY(planner, half, double, planner->plan->n_months, &driver->half_variance_at);
    double b = from->volatility * driver->gain, variance = 0.0;
    for (int32_t month = 1; month < planner->plan->n_months; ++month) {
        variance    = driver->decay * driver->decay * variance + b * b;
        half[month] = variance / 2.0;
    }
    return SFL_OK;
}

static sfl_status jump_table(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    if (!driver->has_jumps) return SFL_OK;
    double *cdf;
    SFL_PLAN_ARRAY(planner, cdf, double, SFL_MOST_JUMPS, &driver->jump_cdf_at);
    sfl_poisson_cdf(from->jumps->per_year / 12.0, cdf, SFL_MOST_JUMPS);
    return SFL_OK;
}

static sfl_status adoption_table(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    if (!driver->has_adoption) return SFL_OK;
    double *share;
    SFL_PLAN_ARRAY(planner, share, double, planner->plan->n_months, &driver->adopted_share_at);
    for (int32_t month = 0; month < planner->plan->n_months; ++month)
        share[month] = sfl_planner_adopted_share(from->adoption, years_of(month));
    return SFL_OK;
}

static sfl_status regime_tables(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    int32_t n_regimes = planner->plan->n_regimes;
    if (n_regimes == 0) return SFL_OK;
    if (!all_equal(from->regime_growth, 0.0)) {
        double *growth;
        SFL_PLAN_ARRAY(planner, growth, double, n_regimes, &driver->regime_growth_at);
        for (int32_t i = 0; i < n_regimes; ++i)
            growth[i] = from->regime_growth.values[i] / 12.0;
    }
    if (has_regime_volatility(from)) {
        double *volatility;
        SFL_PLAN_ARRAY(planner, volatility, double, n_regimes, &driver->regime_volatility_at);
        for (int32_t i = 0; i < n_regimes; ++i)
            volatility[i] = from->regime_volatility.values[i];
    }
    return SFL_OK;
}

/* Is nothing of it random? The growth of regimes is. */
static bool is_fixed(const sfl_plan_driver *driver, const sfl_driver *from)
{
    bool draws = driver->shock >= 0 || driver->growth_sd > 0.0 || driver->has_jumps || driver->ceiling_sd > 0.0;
    return !draws && all_equal(from->regime_growth, 0.0);
}

/* The index of every month: A[t] · exp(L[t] + d[t] − d[0]). */
static sfl_status fixed_table(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver *from)
{
    double *index, d = from->deviation;
    SFL_PLAN_ARRAY(planner, index, double, planner->plan->n_months, &driver->fixed_at);
    for (int32_t month = 0; month < planner->plan->n_months; ++month) {
        double years = years_of(month);
        double adopted =
            from->adoption ? 1.0 + (from->adoption->ceiling - 1.0) * sfl_planner_adopted_share(from->adoption, years) : 1.0;
        if (month > 0) d = driver->decay * d;
        index[month] = adopted * sfl_exp(sfl_planner_trend(from, years) + d - from->deviation);
    }
    return SFL_OK;
}

static sfl_status fill(sfl_planner *planner, sfl_plan_driver *driver, const sfl_driver_entry *entry)
{
    const sfl_driver *from = entry->driver;
    streams(driver, entry->name);
    numbers(driver, from);
    driver->is_fixed = is_fixed(driver, from);
    if (driver->is_fixed) return fixed_table(planner, driver, from);
    SFL_TRY(trend_tables(planner, driver, from));
    SFL_TRY(variance_table(planner, driver, from));
    SFL_TRY(jump_table(planner, driver, from));
    SFL_TRY(adoption_table(planner, driver, from));
    return regime_tables(planner, driver, from);
}

/* Rows of the Cholesky factor are the diffusing drivers, in order. */
sfl_status sfl_plan_drivers(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    int32_t  *row_drivers;
    SFL_PLAN_ARRAY(planner, planner->drivers, sfl_plan_driver, plan->n_drivers, &plan->drivers_at);
    SFL_PLAN_ARRAY(planner, row_drivers, int32_t, plan->n_shocks, &plan->shock_drivers_at);
    int32_t row = 0;
    for (int32_t i = 0; i < plan->n_drivers; ++i) {
        bool diffuses             = planner->entries[i].driver->volatility > 0.0;
        planner->drivers[i].shock = diffuses ? row : -1;
        if (diffuses) row_drivers[row++] = i;
        SFL_TRY(fill(planner, &planner->drivers[i], &planner->entries[i]));
    }
    return sfl_streams_check(planner);
}
