/* The world of a path, shared by all architectures: regimes → drivers → launches → volumes → prices (model page
 * sections 3 to 6). Everything random happens here; what bills is in bill.h and sees none of it. */
#ifndef SFL_KERNELS_WORLD_H
#define SFL_KERNELS_WORLD_H

#include "kernels/driver.h"
#include "kernels/quote.h"

/* ---- launches (section 5) ---- */

/* Launch month = month + floor(−delay · ln u); n_months where it is cancelled or later than that. */
SFL_FN void sfl_launch_draw(const sfl_block *block, const sfl_plan_workload *workload)
{
    if (workload->launch_slot < 0) return;
    const double never = block->plan->n_months, month = workload->launch_month;
    double       u[SFL_LANES], *launch = sfl_slot(block, workload->launch_slot);
    SFL_EACH_LANE(lane) launch[lane] = month;
    if (workload->delay_mean_months > 0.0) {
        sfl_parameter_uniforms_draw(block, workload->launch_dimension, workload->launch_stream, u);
        SFL_EACH_LANE(lane) launch[lane] += floor(-workload->delay_mean_months * sfl_log(u[lane]));
    }
    if (workload->cancel_probability > 0.0) {
        sfl_parameter_uniforms_draw(block, workload->cancel_dimension, workload->cancel_stream, u);
        SFL_EACH_LANE(lane) launch[lane] = u[lane] < workload->cancel_probability ? never : launch[lane];
    }
    SFL_EACH_LANE(lane) launch[lane] = SFL_MIN(launch[lane], never);
}

/* ---- demand of a month (section 5) ---- */

SFL_FN const double *sfl_driver_lanes(const sfl_block *block, int32_t driver)
{
    const sfl_plan_driver *drivers = SFL_AT(block->plan, sfl_plan_driver, block->plan->drivers_at);
    return sfl_slot(block, drivers[driver].index_slot);
}

/* V[t] = S[t] · I[t] · [launched by t]. */
SFL_FN void sfl_workload_volume(const sfl_block *block, const sfl_plan_workload *workload, int32_t t)
{
    const double  season = SFL_AT(block->plan, double, workload->season_at)[t];
    const double *index  = sfl_driver_lanes(block, workload->driver);
    double       *volume = sfl_slot(block, workload->volume_slot);
    if (workload->launch_slot < 0) {
        const double factor = t >= workload->launch_month ? season : 0.0;
        SFL_EACH_LANE(lane) volume[lane] = factor * index[lane];
        return;
    }
    const double *launch = sfl_slot(block, workload->launch_slot);
    SFL_EACH_LANE(lane) volume[lane] = launch[lane] <= t ? season * index[lane] : 0.0;
}

/* in = input_mtok · V, out = output_mtok · V · I_output. */
SFL_FN void sfl_workload_tokens(const sfl_block *block, const sfl_plan_workload *workload)
{
    const double *volume = sfl_slot(block, workload->volume_slot);
    double       *input = sfl_slot(block, workload->input_slot), *output = sfl_slot(block, workload->output_slot);
    SFL_EACH_LANE(lane)
    {
        input[lane]  = workload->input_mtok * volume[lane];
        output[lane] = workload->output_mtok * volume[lane];
    }
    if (workload->output_driver < 0) return;
    const double *index = sfl_driver_lanes(block, workload->output_driver);
    SFL_EACH_LANE(lane) output[lane] *= index[lane];
}

/* c[t] = c · I / (1 − c + c · I): the index moves the odds. Without one it stays as it was before month 0. */
SFL_FN void sfl_workload_cached(const sfl_block *block, const sfl_plan_workload *workload)
{
    const double share = workload->cached_share;
    if (workload->cached_driver < 0) return;
    const double *index  = sfl_driver_lanes(block, workload->cached_driver);
    double       *cached = sfl_slot(block, workload->cached_slot);
    SFL_EACH_LANE(lane)
    {
        double odds  = share * index[lane];
        cached[lane] = odds / (1.0 - share + odds);
    }
}

/* ---- prices (section 6) ---- */

/* This month's price index, where lags and locks find it later. */
SFL_FN void sfl_index_record(const sfl_block *block, const sfl_plan_index *index, int32_t t)
{
    const double *now  = sfl_driver_lanes(block, index->driver);
    double       *kept = sfl_slot(block, index->history_slot + t % index->depth);
    SFL_EACH_LANE(lane) kept[lane] = now[lane];
}

/* What is there before month 0, and what a path draws then. */
SFL_FN void sfl_world_begin(const sfl_block *block)
{
    const sfl_plan          *plan      = block->plan;
    const sfl_plan_driver   *drivers   = SFL_AT(plan, sfl_plan_driver, plan->drivers_at);
    const sfl_plan_workload *workloads = SFL_AT(plan, sfl_plan_workload, plan->workloads_at);
    if (sfl_is_mine(block, 0)) sfl_fill_slots(block, plan->ones_slot, 1, 1.0);
    SFL_EACH_MINE(block, i, plan->n_drivers) sfl_driver_begin(block, &drivers[i]);
    SFL_EACH_MINE(block, i, plan->n_workloads)
    {
        sfl_fill_slots(block, workloads[i].cached_slot, 1, workloads[i].cached_share);
        sfl_launch_draw(block, &workloads[i]);
    }
}

/* ---- the stages of a month: a team meets after each, for what one member did is what another looks at in the next ---- */

SFL_FN void sfl_world_draws(const sfl_block *block, int32_t t)
{
    sfl_normals_month(block, t);
    if (sfl_is_mine(block, block->plan->n_shocks)) sfl_regime_month(block, t);
}

SFL_FN void sfl_world_drivers(const sfl_block *block, int32_t t)
{
    const sfl_plan        *plan    = block->plan;
    const sfl_plan_driver *drivers = SFL_AT(plan, sfl_plan_driver, plan->drivers_at);
    SFL_EACH_MINE(block, i, plan->n_drivers)
    {
        sfl_driver_shock(block, &drivers[i], t);
        sfl_driver_walk(block, &drivers[i], t);
    }
}

SFL_FN void sfl_world_demand(const sfl_block *block, int32_t t)
{
    const sfl_plan          *plan      = block->plan;
    const sfl_plan_workload *workloads = SFL_AT(plan, sfl_plan_workload, plan->workloads_at);
    const sfl_plan_index    *indices   = SFL_AT(plan, sfl_plan_index, plan->indices_at);
    SFL_EACH_MINE(block, i, plan->n_workloads)
    {
        sfl_workload_volume(block, &workloads[i], t);
        sfl_workload_tokens(block, &workloads[i]);
        sfl_workload_cached(block, &workloads[i]);
    }
    SFL_EACH_MINE(block, i, plan->n_indices) sfl_index_record(block, &indices[i], t);
}

/* Month t, after month t − 1: indices, tokens, cached shares, price history, quotes. */
SFL_FN void sfl_world_month(const sfl_block *block, int32_t t)
{
    sfl_world_draws(block, t);
    sfl_team_meet(block);
    sfl_world_drivers(block, t);
    sfl_team_meet(block);
    sfl_world_demand(block, t);
    sfl_team_meet(block);
    sfl_world_quotes(block);
    sfl_team_meet(block);
}

#endif
