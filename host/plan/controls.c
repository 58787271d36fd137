/* Control variates (model page section 9): who is summed up, with how many USD a month, and the mean of the sum. */
#include "host/plan/planner.h"

/* Somebody to be summed up: the member, its USD by month for 1.0 in its slot, and the mean of the slot. */
typedef struct candidate {
    sfl_plan_control_member member;
    double                 *usd, *means; /* [n_months] */
} candidate;

typedef struct candidates {
    candidate *list; /* room for all */
    int32_t    n;
} candidates;

/* ---- who ---- */

/* *is_any: its mean is known. `workload` -1: a baseline. */
static sfl_status try_driver(sfl_planner *planner, int32_t driver, int32_t workload, candidate *out, bool *is_any)
{
    *out = (candidate){.member = {.driver = driver, .workload = workload, .slot = -1}};
    SFL_PLAN_SCRATCH(planner, out->usd, double, planner->plan->n_months);
    SFL_PLAN_SCRATCH(planner, out->means, double, planner->plan->n_months);
    return sfl_planner_known_means(planner, driver, out->means, is_any);
}

static sfl_status try_baseline(sfl_planner *planner, int32_t vendor, candidates *to)
{
    const sfl_plan_vendor *plan     = &planner->vendors[vendor];
    const sfl_baseline    *baseline = planner->scenario->vendors[vendor].baseline;
    bool                   is_any;
    if (plan->driver < 0 || planner->drivers[plan->driver].is_fixed) return SFL_OK;
    candidate *of = &to->list[to->n];
    SFL_TRY(try_driver(planner, plan->driver, -1, of, &is_any));
    for (int32_t month = 0; month < planner->plan->n_months; ++month)
        of->usd[month] = plan->monthly_usd * sfl_planner_season_of(baseline->season, baseline->calendar_month, month);
    to->n += is_any;
    return SFL_OK;
}

/* The volume slot holds season and launch beside the index. */
static sfl_status try_workload(sfl_planner *planner, int32_t number, candidates *to)
{
    const sfl_workload      *from      = &planner->scenario->workloads[number];
    const sfl_plan_workload *plan      = &planner->workloads[number];
    bool                     is_random = plan->delay_mean_months > 0.0 || plan->cancel_probability > 0.0, is_any;
    if (planner->drivers[plan->driver].is_fixed && !is_random) return SFL_OK;
    candidate *of = &to->list[to->n];
    double     input, output;
    SFL_TRY(try_driver(planner, plan->driver, number, of, &is_any));
    sfl_planner_flat_usd(planner, number, &input, &output);
    for (int32_t month = 0; month < planner->plan->n_months; ++month) {
        of->usd[month] = input + output;
        of->means[month] *= sfl_planner_season_of(from->season, from->calendar_month, month);
        of->means[month] *= sfl_planner_launched(plan, month);
    }
    to->n += is_any;
    return SFL_OK;
}

/* ---- the sums ---- */

static sfl_status add_member(sfl_planner *planner, const candidate *from, sfl_plan_control *control,
                             sfl_plan_control_member *to)
{
    double *usd;
    *to = from->member;
    SFL_PLAN_ARRAY(planner, usd, double, planner->plan->n_months, &to->usd_at);
    for (int32_t month = 0; month < planner->plan->n_months; ++month) {
        double mean = from->usd[month] * from->means[month];
        usd[month]  = from->usd[month];
        control->mean_usd[SFL_MONEY_NPV] += planner->discount[month] * mean;
        control->mean_usd[SFL_MONEY_NOMINAL] += mean;
    }
    return SFL_OK;
}

static sfl_status fill(sfl_planner *planner, sfl_control_kind kind, const candidates *all)
{
    sfl_plan_control         *control = &planner->plan->controls[kind];
    sfl_plan_control_member **members = &planner->control_members[kind];
    control->n_members                = all->n;
    SFL_PLAN_ARRAY(planner, *members, sfl_plan_control_member, all->n, &control->members_at);
    for (int32_t i = 0; i < all->n; ++i)
        SFL_TRY(add_member(planner, &all->list[i], control, &(*members)[i]));
    return SFL_OK;
}

sfl_status sfl_plan_controls(sfl_planner *planner)
{
    const sfl_plan *plan      = planner->plan;
    candidates      baselines = {NULL, 0}, tokens = {NULL, 0};
    SFL_PLAN_SCRATCH(planner, baselines.list, candidate, plan->n_vendors);
    SFL_PLAN_SCRATCH(planner, tokens.list, candidate, plan->n_workloads);
    for (int32_t i = 0; i < plan->n_vendors; ++i)
        SFL_TRY(try_baseline(planner, i, &baselines));
    for (int32_t i = 0; i < plan->n_workloads; ++i)
        SFL_TRY(try_workload(planner, i, &tokens));
    SFL_TRY(fill(planner, SFL_CONTROL_BASELINE, &baselines));
    return fill(planner, SFL_CONTROL_TOKENS, &tokens);
}
