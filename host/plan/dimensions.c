/* Which draw has which dimension of a Sobol sequence (model page section 2): first what a path draws once, the weightiest
 * first; then the bridges, from wide gaps to narrow ones; then what is drawn month by month. The first dimensions are the
 * best, and what decides a whole path stands there. Weights are rough: another order draws the same futures. */
#include "host/plan/planner.h"
#include "host/plan/sobol.h"

#include <stdlib.h>

/* Jumps that are few have bridges: at most so many in a month and in all, in the mean. That a month has more than
 * SFL_MOST_JUMPS of them is then less likely than a uniform can say. */
#define MOST_BRIDGED_IN_A_MONTH 1.0
#define MOST_BRIDGED 32.0

/* A draw of a path, and where its dimension goes; `step`: where its place among the draws of a bridge's step goes. */
typedef struct draw {
    double   weight; /* USD a month that one standard deviation moves */
    int32_t  number; /* in the order of the file */
    int32_t *dimension, *step;
} draw;

typedef struct draws {
    draw   *list; /* [n] */
    int32_t n;
    double  years;
    double *exposure; /* [n_drivers] USD a month that move with the index */
} draws;

static void add(draws *all, double usd, int32_t *dimension, int32_t *step)
{
    all->list[all->n] = (draw){fabs(usd), all->n, dimension, step};
    ++all->n;
}

/* ---- what is at stake: month 0 at the list prices of each workload's own model ---- */

static void expose_workload(const sfl_planner *planner, int32_t number, double *exposure)
{
    const sfl_scenario      *scenario = planner->scenario;
    const sfl_workload      *from     = &scenario->workloads[number];
    const sfl_plan_workload *to       = &planner->workloads[number];
    const sfl_model         *model    = &scenario->models[sfl_scenario_find_model(scenario, from->model)];
    double cached_usd = sfl_planner_cached_usd(model), share = from->cached_share;
    double paid = 1.0 - from->batch_share * model->batch_discount, input, output;
    sfl_planner_flat_usd(planner, number, &input, &output);
    exposure[to->driver] += input + output;
    if (to->output_driver >= 0) exposure[to->output_driver] += output;
    if (to->cached_driver >= 0)
        exposure[to->cached_driver] +=
            paid * from->input_mtok * share * (1.0 - share) * (model->input_usd - cached_usd);
    if (!model->index) return;
    exposure[planner->indices[sfl_scenario_find_index(scenario, model->index)].driver] += input + output;
}

static void expose_baselines(const sfl_planner *planner, double *exposure)
{
    for (int32_t i = 0; i < planner->plan->n_vendors; ++i)
        if (planner->vendors[i].driver >= 0) exposure[planner->vendors[i].driver] += planner->vendors[i].monthly_usd;
}

/* ---- draws of a path ---- */

static bool are_bridged(const sfl_plan *plan, const sfl_jumps *jumps)
{
    double monthly = jumps->per_year / 12.0, all = monthly * (double)(plan->n_months - 1);
    return plan->n_months > 1 && monthly <= MOST_BRIDGED_IN_A_MONTH && all <= MOST_BRIDGED;
}

/* Over the horizon a lasting jump is there for half of it; another one, and a shock, as long as it takes to decay. */
static double lasting_share(const sfl_driver *from, bool is_lasting, double years)
{
    return is_lasting ? 0.5 : 1.0 / (2.0 + from->reversion * years);
}

static sfl_status add_jumps(sfl_planner *planner, draws *all, int32_t i)
{
    const sfl_driver *from   = planner->entries[i].driver;
    sfl_plan_driver  *driver = &planner->drivers[i];
    double           *cdf;
    if (!driver->has_jumps || !are_bridged(planner->plan, from->jumps)) return SFL_OK;
    double mean = from->jumps->per_year / 12.0 * (double)(planner->plan->n_months - 1);
    double sd   = all->exposure[i] * sqrt(mean) * lasting_share(from, from->jumps->lasting, all->years);
    SFL_PLAN_ARRAY(planner, cdf, double, SFL_MOST_BRIDGED_JUMPS, &driver->count_cdf_at);
    sfl_poisson_cdf(mean, cdf, SFL_MOST_BRIDGED_JUMPS);
    driver->jumps_are_bridged = true;
    add(all, sd * driver->jump_mean, &driver->count_dimension, &driver->jump_count_dimension);
    if (driver->jump_sd > 0.0) add(all, sd * driver->jump_sd, &driver->size_dimension, &driver->jump_size_dimension);
    return SFL_OK;
}

static sfl_status add_driver(sfl_planner *planner, draws *all, int32_t i)
{
    const sfl_driver *from   = planner->entries[i].driver;
    sfl_plan_driver  *driver = &planner->drivers[i];
    double            usd = all->exposure[i], shock = driver->volatility * sqrt(all->years);
    shock *= lasting_share(from, false, all->years);
    if (driver->growth_sd > 0.0) add(all, usd * driver->growth_sd * all->years / 2.0, &driver->growth_dimension, NULL);
    if (driver->shock >= 0 && planner->plan->n_months > 1)
        add(all, usd * shock, &driver->end_dimension, &driver->bridge_draw);
    if (driver->shock >= 0 && driver->volatility_dof > 0.0)
        add(all, usd * shock * shock / sqrt(driver->volatility_dof), &driver->volatility_dimension, NULL);
    if (driver->has_adoption && driver->ceiling_sd > 0.0)
        add(all, usd * driver->ceiling_sd * driver->ceiling, &driver->ceiling_dimension, NULL);
    return add_jumps(planner, all, i);
}

static void add_launch(sfl_planner *planner, draws *all, int32_t i)
{
    sfl_plan_workload *to  = &planner->workloads[i];
    double             usd = all->exposure[to->driver], cancelled = to->cancel_probability;
    double             months = planner->plan->n_months;
    if (to->delay_mean_months > 0.0) add(all, usd * to->delay_mean_months / months, &to->launch_dimension, NULL);
    if (cancelled > 0.0) add(all, usd * sqrt(cancelled * (1.0 - cancelled)), &to->cancel_dimension, NULL);
}

static sfl_status list_draws(sfl_planner *planner, draws *all)
{
    const sfl_plan *plan = planner->plan;
    all->years           = (double)plan->n_months / 12.0;
    SFL_PLAN_SCRATCH(planner, all->exposure, double, plan->n_drivers);
    SFL_PLAN_SCRATCH(planner, all->list, draw, 6 * plan->n_drivers + 2 * plan->n_workloads);
    for (int32_t i = 0; i < plan->n_workloads; ++i)
        expose_workload(planner, i, all->exposure);
    expose_baselines(planner, all->exposure);
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        SFL_TRY(add_driver(planner, all, i));
    for (int32_t i = 0; i < plan->n_workloads; ++i)
        add_launch(planner, all, i);
    return SFL_OK;
}

/* The weightier first; of equal ones the first in the file. */
static int by_weight(const void *a, const void *b)
{
    const draw *x = a, *y = b;
    if (x->weight != y->weight) return x->weight > y->weight ? -1 : 1;
    return x->number < y->number ? -1 : 1;
}

/* ---- all of them ---- */

/* The first dimension of a draw of months 1 …, if there is such a draw. */
static int32_t monthly(const sfl_plan *plan, int32_t *next, bool is_drawn)
{
    int32_t first = *next;
    if (!is_drawn || plan->n_months == 1) return 0;
    *next += plan->n_months - 1;
    return first;
}

static void count_months(sfl_planner *planner, int32_t *next)
{
    sfl_plan *plan         = planner->plan;
    plan->regime_dimension = monthly(plan, next, plan->n_regimes > 1);
    for (int32_t i = 0; i < plan->n_drivers; ++i) {
        sfl_plan_driver *driver = &planner->drivers[i];
        if (driver->jumps_are_bridged) continue;
        driver->jump_count_dimension = monthly(plan, next, driver->has_jumps);
        driver->jump_size_dimension  = monthly(plan, next, driver->has_jumps && driver->jump_sd > 0.0);
    }
}

sfl_status sfl_plan_dimensions(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    draws     all  = {0};
    int32_t   next = 1, n_bridged = 0;
    if (!plan->is_sobol) return SFL_OK;
    SFL_TRY(list_draws(planner, &all));
    qsort(all.list, (size_t)all.n, sizeof *all.list, by_weight);
    for (int32_t i = 0; i < all.n; ++i) {
        *all.list[i].dimension = next++;
        if (all.list[i].step) *all.list[i].step = n_bridged++;
    }
    SFL_TRY(sfl_plan_bridge(planner, next, n_bridged));
    next += n_bridged * sfl_larger(plan->n_months - 2, 0);
    count_months(planner, &next);
    plan->n_dimensions = sfl_smaller(next - 1, SFL_SOBOL_MOST_DIMENSIONS);
    return sfl_plan_points(planner);
}
