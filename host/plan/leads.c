/* The leads of quasi-random sampling (model page section 2): the normals that move a whole path, which are the growth of a
 * driver and the end of its bridge, in the order in which they move what everything costs; and the mirror that turns the
 * first dimension into the direction in which they raise it most. Any direction draws the same futures; along a good one
 * the first dimension alone tells the dear futures from the others. So the cost may be taken roughly: workloads at the list
 * prices of their own models, all of the baselines; without regimes, delays and the size of a share. */
#include "host/plan/planner.h"

#include <stdlib.h>
#include <string.h>

/* The direction is taken where the dear futures are: so many standard deviations out, the mean of the dearest 5 % of a
 * normal. Each round starts from where the one before pointed. */
#define REACH 2.06
#define N_ROUNDS 6
#define MOST_FACTORS 4

/* What is paid in a month at the prices and volumes of month 0, and the indices that move it: usd · Π I^power. */
typedef struct flow {
    double    usd, power[MOST_FACTORS];
    int32_t   driver[MOST_FACTORS], n_factors;
    int32_t   first_month, calendar_month;
    sfl_reals season;
} flow;

typedef struct surface {
    const sfl_planner *planner;
    const double      *factor; /* Cholesky */
    flow              *flows;
    int32_t            n_flows;
    /* by driver: a point, in standard deviations; the gradient of the cost there */
    double *growth, *growth_gradient;
    /* by shock: the ends of bridges, before and after correlation */
    double *end, *end_gradient, *shock, *shock_gradient;
    double *log_index; /* by driver, of one month */
} surface;

/* ---- what there is to pay ---- */

static void add_factor(flow *to, int32_t driver, double power)
{
    if (driver < 0) return;
    to->driver[to->n_factors] = driver;
    to->power[to->n_factors]  = power;
    ++to->n_factors;
}

static flow *add_flow(surface *s, double usd, int32_t driver)
{
    flow *to = &s->flows[s->n_flows++];
    *to      = (flow){.usd = usd, .calendar_month = 1};
    add_factor(to, driver, 1.0);
    return to;
}

/* A workload's input and output tokens. The odds of a cached token move the price of input. */
static void add_workload(surface *s, int32_t number)
{
    const sfl_scenario      *scenario = s->planner->scenario;
    const sfl_workload      *from     = &scenario->workloads[number];
    const sfl_plan_workload *to       = &s->planner->workloads[number];
    const sfl_model         *model    = &scenario->models[sfl_scenario_find_model(scenario, from->model)];
    int32_t index       = model->index ? sfl_scenario_find_index(scenario, model->index) : -1;
    int32_t price       = index >= 0 ? s->planner->indices[index].driver : -1;
    double  cached_usd  = SFL_IS_GIVEN(sfl_model, model, cached_input_usd) ? model->cached_input_usd : model->input_usd;
    double  share       = from->cached_share;
    double  input_usd   = (1.0 - share) * model->input_usd + share * cached_usd;
    double  paid        = (1.0 - to->cancel_probability) * (1.0 - from->batch_share * model->batch_discount);
    flow   *flows[2]    = {add_flow(s, from->input_mtok * input_usd * paid, to->driver),
                           add_flow(s, from->output_mtok * model->output_usd * paid, to->driver)};
    for (int32_t i = 0; i < 2; ++i) {
        add_factor(flows[i], price, 1.0);
        flows[i]->season         = from->season;
        flows[i]->calendar_month = from->calendar_month;
        flows[i]->first_month    = to->launch_month;
    }
    if (input_usd > 0.0)
        add_factor(flows[0], to->cached_driver, share * (1.0 - share) * (cached_usd - model->input_usd) / input_usd);
    add_factor(flows[1], to->output_driver, 1.0);
}

static void add_baseline(surface *s, int32_t number)
{
    const sfl_baseline *from = s->planner->scenario->vendors[number].baseline;
    if (!from) return;
    flow *to           = add_flow(s, from->monthly_usd, s->planner->vendors[number].driver);
    to->season         = from->season;
    to->calendar_month = from->calendar_month;
}

/* ---- what it costs at a point ---- */

/* Log index that one standard deviation of the correlated end of the bridge makes of month t: its share 1/√(T − 1) in
 * every shock, decayed. */
static double end_reach(const sfl_plan_driver *driver, int32_t month, int32_t last)
{
    double a = driver->decay, summed = month;
    if (a < 1.0) summed = (1.0 - sfl_exp((double)month * sfl_log(a))) / (1.0 - a);
    return driver->volatility * driver->gain * summed / sqrt((double)last);
}

/* Mean log growth by lasting jumps. */
static double jump_drift(const sfl_driver *from, double years)
{
    if (!from->jumps || !from->jumps->lasting) return 0.0;
    double half = 0.5 * from->jumps->sd * from->jumps->sd;
    return from->jumps->per_year * years * (sfl_exp(from->jumps->mean + half) - 1.0);
}

/* Logarithm of the mean index of a driver at the point. */
static double log_index_at(const surface *s, int32_t i, int32_t month)
{
    const sfl_driver      *from   = s->planner->entries[i].driver;
    const sfl_plan_driver *driver = &s->planner->drivers[i];
    double years = (double)month / 12.0, growth = from->growth_sd * sfl_planner_damped_years(from->fade, years);
    double log   = sfl_planner_trend(from, years) + jump_drift(from, years) + growth * s->growth[i];
    if (from->adoption)
        log += sfl_log(1.0 + (from->adoption->ceiling - 1.0) * sfl_planner_adopted_share(from->adoption, years));
    if (driver->shock < 0) return log;
    double reach = end_reach(driver, month, s->planner->plan->n_months - 1);
    return log + reach * s->shock[driver->shock] - 0.5 * reach * reach;
}

static double season_of(const flow *of, int32_t month)
{
    return of->season.n == 12 ? of->season.values[(of->calendar_month - 1 + month) % 12] : 1.0;
}

/* Adds what a month's flows gain by each driver's growth and correlated end. */
static void add_gradient(surface *s, int32_t month, double discount)
{
    const sfl_planner *planner = s->planner;
    for (int32_t i = 0; i < planner->plan->n_drivers; ++i)
        s->log_index[i] = log_index_at(s, i, month);
    for (const flow *of = s->flows; of < s->flows + s->n_flows; ++of) {
        double log = 0.0;
        if (month < of->first_month) continue;
        for (int32_t k = 0; k < of->n_factors; ++k)
            log += of->power[k] * s->log_index[of->driver[k]];
        double usd = of->usd * season_of(of, month) * discount * sfl_exp(log);
        for (int32_t k = 0; k < of->n_factors; ++k) {
            int32_t                i      = of->driver[k];
            const sfl_driver      *from   = planner->entries[i].driver;
            const sfl_plan_driver *driver = &planner->drivers[i];
            double                 gained = usd * of->power[k];
            s->growth_gradient[i] +=
                gained * from->growth_sd * sfl_planner_damped_years(from->fade, (double)month / 12.0);
            if (driver->shock >= 0)
                s->shock_gradient[driver->shock] += gained * end_reach(driver, month, planner->plan->n_months - 1);
        }
    }
}

static void correlate(surface *s)
{
    const double *row = s->factor;
    for (int32_t i = 0; i < s->planner->plan->n_shocks; row += ++i) {
        s->shock[i] = 0.0;
        for (int32_t j = 0; j <= i; ++j)
            s->shock[i] += row[j] * s->end[j];
    }
}

static void correlate_gradient(surface *s)
{
    const double *row = s->factor;
    for (int32_t i = 0; i < s->planner->plan->n_shocks; row += ++i)
        for (int32_t j = 0; j <= i; ++j)
            s->end_gradient[j] += row[j] * s->shock_gradient[i];
}

static double square_of(const double *x, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; ++i)
        sum += x[i] * x[i];
    return sum;
}

/* The gradient of the cost at the point, to length 1 where it is not 0. */
static void take_gradient(surface *s)
{
    const sfl_plan *plan = s->planner->plan;
    memset(s->growth_gradient, 0, (size_t)plan->n_drivers * sizeof(double));
    memset(s->shock_gradient, 0, (size_t)plan->n_shocks * sizeof(double));
    memset(s->end_gradient, 0, (size_t)plan->n_shocks * sizeof(double));
    correlate(s);
    for (int32_t month = 1; month < plan->n_months; ++month)
        add_gradient(s, month, s->planner->discount[month]);
    correlate_gradient(s);
    double length = sqrt(square_of(s->growth_gradient, plan->n_drivers) + square_of(s->end_gradient, plan->n_shocks));
    bool   has_length = length > 0.0 && length < SFL_INFINITY;
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        s->growth_gradient[i] = has_length ? s->growth_gradient[i] / length : 0.0;
    for (int32_t i = 0; i < plan->n_shocks; ++i)
        s->end_gradient[i] = has_length ? s->end_gradient[i] / length : 0.0;
}

static sfl_status survey(sfl_planner *planner, surface *s)
{
    sfl_plan *plan = planner->plan;
    s->planner     = planner;
    s->factor      = planner->cholesky;
    SFL_PLAN_SCRATCH(planner, s->flows, flow, 2 * plan->n_workloads + plan->n_vendors);
    SFL_PLAN_SCRATCH(planner, s->growth, double, plan->n_drivers);
    SFL_PLAN_SCRATCH(planner, s->growth_gradient, double, plan->n_drivers);
    SFL_PLAN_SCRATCH(planner, s->log_index, double, plan->n_drivers);
    SFL_PLAN_SCRATCH(planner, s->end, double, plan->n_shocks);
    SFL_PLAN_SCRATCH(planner, s->end_gradient, double, plan->n_shocks);
    SFL_PLAN_SCRATCH(planner, s->shock, double, plan->n_shocks);
    SFL_PLAN_SCRATCH(planner, s->shock_gradient, double, plan->n_shocks);
    for (int32_t i = 0; i < plan->n_workloads; ++i)
        add_workload(s, i);
    for (int32_t i = 0; i < plan->n_vendors; ++i)
        add_baseline(s, i);
    for (int32_t round = 0; round < N_ROUNDS; ++round) {
        for (int32_t i = 0; i < plan->n_drivers; ++i)
            s->growth[i] = REACH * s->growth_gradient[i];
        for (int32_t i = 0; i < plan->n_shocks; ++i)
            s->end[i] = REACH * s->end_gradient[i];
        take_gradient(s);
    }
    return SFL_OK;
}

/* ---- the list ---- */

/* The heavier first; of equal ones the first in the file. */
static int by_weight(const void *a, const void *b)
{
    const sfl_plan_lead *x = a, *y = b;
    double               wx = fabs(x->mirror), wy = fabs(y->mirror);
    if (wx != wy) return wx > wy ? -1 : 1;
    if (x->driver != y->driver) return x->driver < y->driver ? -1 : 1;
    return x->is_end - y->is_end;
}

/* `mirror` holds the direction for now. */
static int32_t list_leads(const surface *s, sfl_plan_lead *leads)
{
    const sfl_plan *plan = s->planner->plan;
    const int32_t   last = plan->n_months - 1;
    int32_t         n    = 0;
    for (int32_t i = 0; i < plan->n_drivers; ++i) {
        const sfl_plan_driver *driver = &s->planner->drivers[i];
        if (driver->growth_sd > 0.0)
            leads[n++] = (sfl_plan_lead){.stream = driver->growth_stream,
                                         .driver = i,
                                         .mirror = s->growth_gradient[i],
                                         .scale  = driver->growth_sd};
        if (driver->shock >= 0 && last > 0)
            leads[n++] = (sfl_plan_lead){.stream = driver->diffusion_stream,
                                         .index  = last,
                                         .driver = i,
                                         .is_end = true,
                                         .mirror = s->end_gradient[driver->shock],
                                         .scale  = sqrt((double)last)};
    }
    qsort(leads, (size_t)n, sizeof *leads, by_weight);
    return n;
}

/* The direction g of the leads becomes the normal of the mirror between it and the first axis: (e − g) / |e − g|. */
static void hold_mirror(sfl_plan_lead *leads, int32_t n)
{
    double sum = 0.0;
    if (n == 0) return;
    for (int32_t i = 0; i < n; ++i) {
        leads[i].mirror = (i == 0 ? 1.0 : 0.0) - leads[i].mirror;
        sum += leads[i].mirror * leads[i].mirror;
    }
    for (int32_t i = 0; i < n; ++i)
        leads[i].mirror = sum > 0.0 ? leads[i].mirror / sqrt(sum) : 0.0;
}

/* Bridges whose ends move more have the first dimensions of every step. */
static void rank_bridges(sfl_planner *planner)
{
    int32_t rank = 0;
    for (int32_t i = 0; i < planner->plan->n_leads; ++i)
        if (planner->leads[i].is_end) planner->drivers[planner->leads[i].driver].bridge_rank = rank++;
}

sfl_status sfl_plan_leads(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    surface   s    = {0};
    int32_t   most = 0;
    SFL_TRY(survey(planner, &s));
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        most += (planner->drivers[i].growth_sd > 0.0) + (planner->drivers[i].shock >= 0 && plan->n_months > 1);
    SFL_PLAN_ARRAY(planner, planner->leads, sfl_plan_lead, most, &plan->leads_at);
    plan->n_leads = list_leads(&s, planner->leads);
    rank_bridges(planner);
    hold_mirror(planner->leads, plan->n_leads);
    if (getenv("NOMIRROR")) for (int32_t i = 0; i < plan->n_leads; ++i) planner->leads[i].mirror = 0;
    return SFL_OK;
}
