/* Scenario → plan: the order in which its parts are built, its end and its fingerprint (model page sections 1 and 9 for
 * what stands here). */
#include "host/base/sha256.h"
#include "host/plan/planner.h"
#include "host/plan/totals.h"
#include "shortfall.h"

#include <stdlib.h>
#include <string.h>

/* ---- section 1 ---- */

sfl_status sfl_plan_time(sfl_planner *planner)
{
    const sfl_simulation *simulation = &planner->scenario->simulation;
    sfl_plan             *plan       = planner->plan;
    double                rate = sfl_log(1.0 + simulation->discount_rate);
    plan->seed              = simulation->seed;
    plan->shares_parameters = planner->shares_parameters;
    plan->is_antithetic     = planner->shares_parameters || simulation->sampling == SFL_SAMPLING_ANTITHETIC;
    plan->is_sobol          = !planner->shares_parameters && simulation->sampling == SFL_SAMPLING_SOBOL;
    plan->n_months      = simulation->months;
    plan->n_years       = (simulation->months + 11) / 12;
    SFL_PLAN_ARRAY(planner, planner->discount, double, plan->n_months, &plan->discount_at);
    for (int32_t month = 0; month < plan->n_months; ++month)
        planner->discount[month] = sfl_exp(-(double)(month + 1) / 12.0 * rate);
    return SFL_OK;
}

/* ---- section 9 ---- */

/* Up to SFL_PLAN_ALL_PAIRS architectures every two of them; above, each against the first and against the named one. */
static sfl_status pairs(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    int32_t   n = plan->n_architectures, against = planner->against;
    bool      is_all  = n <= SFL_PLAN_ALL_PAIRS;
    bool      is_both = !is_all && against > 0;
    plan->n_pairs     = is_all ? n * (n - 1) / 2 : n - 1 + (is_both ? n - 2 : 0);
    SFL_PLAN_ARRAY(planner, planner->pairs, sfl_plan_pair, plan->n_pairs, &plan->pairs_at);
    sfl_plan_pair *pair = planner->pairs;
    for (int32_t a = 0; a < (is_all ? n : 1); ++a) {
        for (int32_t b = a + 1; b < n; ++b, ++pair) {
            pair->a = a;
            pair->b = b;
        }
    }
    for (int32_t b = 1; is_both && b < n; ++b) {
        if (b == against) continue;
        pair->a = sfl_smaller(against, b);
        pair->b = sfl_larger(against, b);
        ++pair;
    }
    return SFL_OK;
}

static sfl_status break_even(sfl_planner *planner)
{
    const sfl_scenario *scenario = planner->scenario;
    sfl_plan           *plan     = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->break_even, sfl_plan_break_even, plan->n_break_even, &plan->break_even_at);
    for (int32_t i = 0; i < plan->n_break_even; ++i) {
        planner->break_even[i].from = sfl_scenario_find_architecture(scenario, scenario->break_even[i].from);
        planner->break_even[i].to   = sfl_scenario_find_architecture(scenario, scenario->break_even[i].to);
    }
    return SFL_OK;
}

sfl_status sfl_plan_comparisons(sfl_planner *planner)
{
    SFL_TRY(pairs(planner));
    return break_even(planner);
}

/* ---- the whole ---- */

static sfl_status begin(sfl_planner *planner)
{
    const sfl_scenario *scenario = planner->scenario;
    sfl_plan           *plan;
    size_t              at;
    planner->arena = sfl_arena_build();
    if (!planner->arena) return SFL_ERR_MEMORY;
    planner->pack = sfl_pack_build(planner->arena);
    if (!planner->pack) return SFL_ERR_MEMORY;
    SFL_PLAN_ARRAY(planner, plan, sfl_plan, 1, &at);
    planner->plan         = plan;
    plan->n_drivers       = sfl_scenario_driver_count(scenario);
    plan->n_workloads     = scenario->n_workloads;
    plan->n_indices       = scenario->n_indices;
    plan->n_vendors       = scenario->n_vendors;
    plan->n_contracts     = scenario->n_contracts;
    plan->n_channels      = scenario->n_channels;
    plan->n_architectures = scenario->n_architectures;
    plan->n_break_even    = scenario->n_break_even;
    SFL_PLAN_SCRATCH(planner, planner->entries, sfl_driver_entry, plan->n_drivers);
    return sfl_scenario_drivers(scenario, planner->entries);
}

static sfl_status fill(sfl_planner *planner)
{
    static sfl_status (*const steps[])(sfl_planner *) = {
        sfl_plan_time,        sfl_plan_regimes,   sfl_plan_correlation, sfl_plan_drivers,       sfl_plan_demand,
        sfl_plan_dimensions,  sfl_plan_contracts, sfl_plan_channels,    sfl_plan_architectures, sfl_plan_quotes,
        sfl_plan_comparisons, sfl_plan_controls,  sfl_plan_slots,       sfl_plan_columns,
    };
    SFL_TRY(begin(planner));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; ++i)
        SFL_TRY(steps[i](planner));
    return SFL_OK;
}

static sfl_status finish(sfl_planner *planner, sfl_plan **plan)
{
    void *block;
    memcpy(planner->plan->magic, "SFLPLAN", 8);
    planner->plan->version = SFL_PLAN_VERSION;
    planner->plan->n_bytes = sfl_pack_bytes(planner->pack);
    SFL_TRY(sfl_pack_finish(planner->pack, &block));
    *plan = block;
    sfl_sha256(block, (size_t)(*plan)->n_bytes, (*plan)->fingerprint);
    return SFL_OK;
}

/* What went wrong below where nobody has said so yet. */
static void explain(const sfl_planner *planner, sfl_status status)
{
    sfl_place place = planner->scenario->simulation.object.place;
    if (status == SFL_ERR_MEMORY) {
        sfl_diag_add(planner->diag, status, place, "out of memory for the plan");
    } else if (planner->pack && sfl_pack_status(planner->pack) == SFL_ERR_VALUE) {
        sfl_diag_add(planner->diag, status, place,
                     "the plan of the scenario has more than %zu bytes; allowed are fewer architectures, workloads or "
                     "months",
                     SFL_PACK_MOST_BYTES);
    }
}

static sfl_status build(sfl_planner *planner, sfl_plan **plan)
{
    *plan             = NULL;
    sfl_status status = fill(planner);
    if (status == SFL_OK) status = finish(planner, plan);
    if (status != SFL_OK) explain(planner, status);
    sfl_arena_free(&planner->arena);
    return status;
}

sfl_status sfl_plan_build(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag)
{
    return sfl_plan_build_against(scenario, 0, plan, diag);
}

sfl_status sfl_plan_build_against(const sfl_scenario *scenario, int32_t architecture, sfl_plan **plan, sfl_diag *diag)
{
    sfl_planner planner = {0};
    planner.scenario    = scenario;
    planner.against     = architecture;
    planner.diag        = diag;
    return build(&planner, plan);
}

sfl_status sfl_plan_build_totals(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag)
{
    return sfl_plan_build_totals_against(scenario, 0, plan, diag);
}

sfl_status sfl_plan_build_totals_against(const sfl_scenario *scenario, int32_t architecture, sfl_plan **plan, sfl_diag *diag)
{
    sfl_planner planner   = {0};
    planner.scenario      = scenario;
    planner.against       = architecture;
    planner.has_no_months = true;
    planner.diag          = diag;
    return build(&planner, plan);
}

sfl_status sfl_plan_build_split(const sfl_scenario *scenario, sfl_plan **plan, sfl_diag *diag)
{
    sfl_planner planner       = {0};
    planner.scenario          = scenario;
    planner.has_no_months     = true;
    planner.shares_parameters = true;
    planner.diag              = diag;
    return build(&planner, plan);
}

void sfl_plan_free(sfl_plan **plan)
{
    free(*plan);
    *plan = NULL;
}
