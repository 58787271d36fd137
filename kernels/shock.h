/* Correlated shocks of a month, Z[t] = C_chol · ε[t] (model page section 3): the drivers' own normals, of quasi-random paths
 * from bridges (section 2), and their product with the factor. */
#ifndef SFL_KERNELS_SHOCK_H
#define SFL_KERNELS_SHOCK_H

#include "kernels/draw.h"

/* ---- bridges ---- */

/* The end of the bridge of the diffusion, W[T − 1]. */
SFL_FN void sfl_bridge_begin(const sfl_block *block, const sfl_plan_driver *driver)
{
    const int32_t last = block->plan->n_months - 1;
    sfl_fill_slots(block, driver->bridge_slot, 1, 0.0);
    if (last == 0) return;
    const double sd  = sqrt((double)last);
    double      *end = sfl_slot(block, driver->bridge_slot + 1);
    sfl_normals_draw(block, driver->end_dimension, driver->diffusion_stream, last, end);
    SFL_EACH_LANE(lane) end[lane] *= sd;
}

/* What a bridge gains in a month. */
SFL_FN void sfl_bridge_gain(const sfl_block *block, int32_t slot, int32_t place, double gain[SFL_LANES])
{
    const double *now    = sfl_slot(block, slot + place);
    double       *before = sfl_slot(block, slot);
    SFL_EACH_LANE(lane)
    {
        gain[lane]   = now[lane] - before[lane];
        before[lane] = now[lane];
    }
}

/* W of the month that a step makes. */
SFL_FN void sfl_bridge_step(const sfl_block *block, const sfl_plan_driver *driver, const sfl_plan_bridge_step *step)
{
    const double *left  = sfl_slot(block, driver->bridge_slot);
    const double *right = sfl_slot(block, driver->bridge_slot + step->place - 1);
    double        z[SFL_LANES], *to = sfl_slot(block, driver->bridge_slot + step->place);
    const double  from_left = step->from_left, from_right = step->from_right, sd = step->sd;
    const int32_t dimension = step->dimension + driver->bridge_draw;
    sfl_normals_draw(block, dimension, driver->diffusion_stream, step->month, z);
    SFL_EACH_LANE(lane)
    {
        to[lane] = sfl_fma(sd, z[lane], sfl_fma(from_right, right[lane], from_left * left[lane]));
    }
}

/* A driver's own normal of month t, t >= 1, as W[t] − W[t−1] of its bridge. */
SFL_FN void sfl_bridge_month(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    const sfl_plan_bridge_month *month = SFL_AT(block->plan, sfl_plan_bridge_month, block->plan->bridge_months_at) + t;
    const sfl_plan_bridge_step  *steps = SFL_AT(block->plan, sfl_plan_bridge_step, block->plan->bridge_steps_at);
    for (int32_t i = month->first; i < month->end; ++i) sfl_bridge_step(block, driver, &steps[i]);
    sfl_bridge_gain(block, driver->bridge_slot, month->place, sfl_slot(block, driver->normal_slot + t % 4));
}

/* The normals of month t from bridges, t >= 1, by row of the factor. */
SFL_FN void sfl_bridges_month(const sfl_block *block, int32_t t)
{
    const sfl_plan        *plan    = block->plan;
    const sfl_plan_driver *drivers = SFL_AT(plan, sfl_plan_driver, plan->drivers_at);
    const int32_t         *of_row  = SFL_AT(plan, int32_t, plan->shock_drivers_at);
    SFL_EACH_MINE(block, shock, plan->n_shocks)
    {
        sfl_bridge_month(block, &drivers[of_row[shock]], t);
    }
}

/* ---- the normals ---- */

/* The normals of this month and the next three, by row of the factor. */
SFL_FN void sfl_normals_month(const sfl_block *block, int32_t t)
{
    const sfl_plan        *plan    = block->plan;
    const sfl_plan_driver *drivers = SFL_AT(plan, sfl_plan_driver, plan->drivers_at);
    const int32_t         *of_row  = SFL_AT(plan, int32_t, plan->shock_drivers_at);
    if (plan->is_sobol) {
        if (t > 0) sfl_bridges_month(block, t);
        return;
    }
    if (t % 4 != 0) return;
    SFL_EACH_MINE(block, shock, plan->n_shocks)
    {
        const sfl_plan_driver *driver = &drivers[of_row[shock]];
        sfl_four_normals_draw(block, driver->diffusion_stream, t, driver->normal_slot);
    }
}

/* ---- their product with the factor ---- */

/* A driver's own normals of month t. */
SFL_FN const double *sfl_own_normals(const sfl_block *block, int32_t shock, int32_t t)
{
    const sfl_plan_driver *drivers = SFL_AT(block->plan, sfl_plan_driver, block->plan->drivers_at);
    const int32_t         *of_row  = SFL_AT(block->plan, int32_t, block->plan->shock_drivers_at);
    return sfl_slot(block, drivers[of_row[shock]].normal_slot + t % 4);
}

/* Adds columns from … from + 3 of a row to the lanes of `sum`, in their order; those beyond `last` count 0. Four at a
 * time, because a lane's sum then stays in its register. */
SFL_FN void sfl_shock_columns(const sfl_block *block, const double *row, int32_t from, int32_t last, int32_t t,
                              double *sum)
{
    const double *normals[4];
    double        factors[4];
    for (int32_t i = 0; i < 4; ++i) {
        bool is_there = from + i <= last;
        normals[i]    = sfl_own_normals(block, is_there ? from + i : from, t);
        factors[i]    = is_there ? row[from + i] : 0.0;
    }
    const double *e0 = normals[0], *e1 = normals[1], *e2 = normals[2], *e3 = normals[3];
    const double  c0 = factors[0], c1 = factors[1], c2 = factors[2], c3 = factors[3];
    SFL_EACH_LANE(lane)
    {
        double two = sfl_fma(c1, e1[lane], sfl_fma(c0, e0[lane], sum[lane]));
        sum[lane]  = sfl_fma(c3, e3[lane], sfl_fma(c2, e2[lane], two));
    }
}

/* One row of the product. Columns before the first that is not 0 are left out, which changes nothing: unrelated groups
 * cost nothing. */
SFL_FN void sfl_shock_row(const sfl_block *block, const double *row, int32_t shock, int32_t t)
{
    double *sum    = sfl_slot(block, block->plan->shock_slot + shock);
    int32_t column = 0;
    while (column < shock && row[column] == 0.0) ++column;
    const double *first  = sfl_own_normals(block, column, t);
    const double  factor = row[column];
    SFL_EACH_LANE(lane) sum[lane] = factor * first[lane];
    for (++column; column <= shock; column += 4) sfl_shock_columns(block, row, column, shock, t, sum);
}

/* A driver's correlated shock of the month into its row of plan->shock_slot …; month 0 has none. */
SFL_FN void sfl_driver_shock(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    const int32_t shock = driver->shock;
    if (shock < 0 || t == 0) return;
    const double *factor = SFL_AT(block->plan, double, block->plan->cholesky_at);
    sfl_shock_row(block, factor + (size_t)shock * ((size_t)shock + 1) / 2, shock, t);
}

#endif
