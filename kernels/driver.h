/* Drivers: the one equation for everything uncertain (model page section 3), and the regimes they share (section 4).
 *
 *     d[t] = a · d[t−1] + b · m · Z[t] + pulse[t]                     b · m = gain · vol · m
 *     v[t] = a² · v[t−1] + (b · m)²
 *     L[t] = trend[t] + growth_sd · z · h[t] + level[t]               level: regime growth and steps so far
 *     I[t] = A[t] · exp(L[t] + d[t] − d[0] − v[t]/2)
 *
 * What is the same for every path stands in tables of the plan; a state that a driver does not have has slot −1. */
#ifndef SFL_KERNELS_DRIVER_H
#define SFL_KERNELS_DRIVER_H

#include "kernels/draw.h"

/* χ² of an estimated volatility is at least this (section 3). */
#define SFL_LEAST_CHI2 1e-3
/* No uniform is greater: (2^32 − 0.5) · 2^−32. */
#define SFL_GREATEST_UNIFORM (1.0 - 0x1p-33)

/* Dimension of a monthly draw whose first one, of month 1, has `first`; 0: none. */
SFL_FN int32_t sfl_month_dimension(int32_t first, int32_t t)
{
    return first > 0 ? first + t - 1 : 0;
}

/* ---- regimes (section 4) ---- */

/* regime[t] by inversion: the smallest j with cumulative row sum > u, the last one if rounding leaves none. The sums
 * rise, so it is the number of those that are not. */
SFL_FN void sfl_regime_month(const sfl_block *block, int32_t t)
{
    const sfl_plan *plan = block->plan;
    if (plan->n_regimes == 0) return;
    if (t == 0) {
        sfl_fill_slots(block, plan->regime_slot, 1, (double)plan->regime_start);
        return;
    }
    const double *cumulative = SFL_AT(plan, double, plan->regime_cumulative_at);
    double       *regime     = sfl_slot(block, plan->regime_slot);
    double        u[SFL_LANES], next[SFL_LANES];
    int32_t       row[SFL_LANES];
    sfl_uniforms_draw(block, sfl_month_dimension(plan->regime_dimension, t), plan->regime_stream, t, u);
    SFL_EACH_LANE(lane)
    {
        row[lane]  = (int32_t)regime[lane] * plan->n_regimes;
        next[lane] = 0.0;
    }
    for (int32_t j = 0; j < plan->n_regimes - 1; ++j) {
        SFL_EACH_LANE(lane) next[lane] += cumulative[row[lane] + j] <= u[lane] ? 1.0 : 0.0;
    }
    SFL_EACH_LANE(lane) regime[lane] = next[lane];
}

/* A number by regime, of the regime each lane is in. */
SFL_FN void sfl_regime_pick(const sfl_block *block, size_t by_regime_at, double picked[SFL_LANES])
{
    const double *by_regime = SFL_AT(block->plan, double, by_regime_at);
    const double *regime    = sfl_slot(block, block->plan->regime_slot);
    SFL_EACH_LANE(lane) picked[lane] = by_regime[(int32_t)regime[lane]];
}

/* ---- once per path ---- */

/* vol = volatility · sqrt(ν / χ²), χ² = ν (1 − 2/(9ν) + z sqrt(2/(9ν)))³ (Wilson–Hilferty). */
SFL_FN void sfl_volatility_draw(const sfl_block *block, const sfl_plan_driver *driver)
{
    double dof = driver->volatility_dof, share = 2.0 / (9.0 * dof), spread = sqrt(share);
    double z[SFL_LANES], *vol = sfl_slot(block, driver->vol_slot);
    sfl_parameter_normals_draw(block, driver->volatility_dimension, driver->volatility_stream, z);
    SFL_EACH_LANE(lane)
    {
        double root = 1.0 - share + z[lane] * spread;
        double chi2 = dof * (root * root * root);
        vol[lane]   = driver->volatility * sqrt(dof / SFL_MAX(chi2, SFL_LEAST_CHI2));
    }
}

/* C = ceiling · exp(ceiling_sd · z − ceiling_sd²/2). */
SFL_FN void sfl_ceiling_draw(const sfl_block *block, const sfl_plan_driver *driver)
{
    double sd = driver->ceiling_sd, half_variance = 0.5 * (sd * sd);
    double z[SFL_LANES], *ceiling = sfl_slot(block, driver->ceiling_slot);
    sfl_parameter_normals_draw(block, driver->ceiling_dimension, driver->ceiling_stream, z);
    SFL_EACH_LANE(lane) ceiling[lane] = driver->ceiling * sfl_exp(sd * z[lane] - half_variance);
}

/* The smallest n with CDF(n) >= u of a table, by lane: as many as there are entries below u. */
SFL_FN void sfl_count_draw(const double *cdf, int32_t n_entries, const double u[SFL_LANES], double number[SFL_LANES])
{
    SFL_EACH_LANE(lane) number[lane] = 0.0;
    for (int32_t n = 0; n < n_entries && cdf[n] < SFL_GREATEST_UNIFORM; ++n) {
        SFL_EACH_LANE(lane) number[lane] += cdf[n] < u[lane] ? 1.0 : 0.0;
    }
}

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

/* The ends of the bridges of jumps: how many there are in all, and the sum of their normals. */
SFL_FN void sfl_jumps_begin(const sfl_block *block, const sfl_plan_driver *driver)
{
    const int32_t last = block->plan->n_months - 1;
    double        u[SFL_LANES], z[SFL_LANES], *number = sfl_slot(block, driver->count_slot + 1);
    sfl_uniforms_draw(block, driver->count_dimension, driver->jump_count_stream, last, u);
    sfl_count_draw(SFL_AT(block->plan, double, driver->count_cdf_at), SFL_MOST_BRIDGED_JUMPS, u, number);
    sfl_fill_slots(block, driver->count_slot, 1, 0.0);
    if (driver->jump_sd == 0.0) return;
    double *size = sfl_slot(block, driver->size_slot + 1);
    sfl_normals_draw(block, driver->size_dimension, driver->jump_size_stream, last, z);
    SFL_EACH_LANE(lane) size[lane] = sfl_sqrt(number[lane]) * z[lane];
    sfl_fill_slots(block, driver->size_slot, 1, 0.0);
}

/* What a driver draws before month 0. */
SFL_FN void sfl_driver_begin(const sfl_block *block, const sfl_plan_driver *driver)
{
    if (driver->is_fixed) return;
    if (driver->growth_slot >= 0) {
        double *growth = sfl_slot(block, driver->growth_slot);
        sfl_parameter_normals_draw(block, driver->growth_dimension, driver->growth_stream, growth);
        SFL_EACH_LANE(lane) growth[lane] *= driver->growth_sd;
    }
    if (driver->vol_slot >= 0) sfl_volatility_draw(block, driver);
    if (driver->ceiling_slot >= 0) sfl_ceiling_draw(block, driver);
    if (block->plan->is_sobol && driver->shock >= 0) sfl_bridge_begin(block, driver);
    if (driver->jumps_are_bridged) sfl_jumps_begin(block, driver);
}

/* ---- shocks: Z[t] = C_chol · ε[t] ---- */

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

/* ---- bridges ---- */

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

/* A driver's correlated shock of the month into its row of plan->shock_slot …; month 0 has none. */
SFL_FN void sfl_driver_shock(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    const int32_t shock = driver->shock;
    if (shock < 0 || t == 0) return;
    const double *factor = SFL_AT(block->plan, double, block->plan->cholesky_at);
    sfl_shock_row(block, factor + (size_t)shock * ((size_t)shock + 1) / 2, shock, t);
}

/* ---- a month, t >= 1 ---- */

/* gain · vol · m, by lane. */
SFL_FN void sfl_driver_gain(const sfl_block *block, const sfl_plan_driver *driver, double gain[SFL_LANES])
{
    if (driver->vol_slot >= 0) {
        const double *vol = sfl_slot(block, driver->vol_slot);
        SFL_EACH_LANE(lane) gain[lane] = driver->gain * vol[lane];
    } else {
        SFL_EACH_LANE(lane) gain[lane] = driver->gain * driver->volatility;
    }
    if (driver->regime_volatility_at == 0) return;
    double m[SFL_LANES];
    sfl_regime_pick(block, driver->regime_volatility_at, m);
    SFL_EACH_LANE(lane) gain[lane] *= m[lane];
}

/* d and v; without a shock d only decays. */
SFL_FN void sfl_driver_diffuse(const sfl_block *block, const sfl_plan_driver *driver)
{
    if (driver->d_slot < 0) return;
    const double decay = driver->decay, known_gain = driver->gain * driver->volatility;
    double      *d = sfl_slot(block, driver->d_slot);
    if (driver->shock < 0) {
        SFL_EACH_LANE(lane) d[lane] *= decay;
        return;
    }
    const double *shock = sfl_slot(block, block->plan->shock_slot + driver->shock);
    if (driver->variance_is_fixed) {
        SFL_EACH_LANE(lane) d[lane] = sfl_fma(known_gain, shock[lane], decay * d[lane]);
        return;
    }
    double gain[SFL_LANES], *v = sfl_slot(block, driver->v_slot);
    sfl_driver_gain(block, driver, gain);
    SFL_EACH_LANE(lane)
    {
        d[lane] = sfl_fma(gain[lane], shock[lane], decay * d[lane]);
        v[lane] = sfl_fma(gain[lane], gain[lane], decay * decay * v[lane]);
    }
}

/* ---- jumps ---- */

/* Of `all` jumps between two months those before the middle: binomial, by inversion of u. Lanes with fewer jumps than the
 * most are done earlier: what is added to them is 0. */
SFL_FN void sfl_jumps_split(const double all[SFL_LANES], const double u[SFL_LANES], const sfl_plan_bridge_step *step,
                            double before[SFL_LANES])
{
    const double odds = step->from_right / step->from_left;
    double       term[SFL_LANES], cdf[SFL_LANES], most = 0.0;
    SFL_EACH_LANE(lane)
    {
        term[lane]   = sfl_exp(all[lane] * step->log_left);
        cdf[lane]    = term[lane];
        before[lane] = 0.0;
    }
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) most = SFL_MAX(all[lane], most);
    for (double n = 0.0; n < most; n += 1.0) {
        const double factor = odds / (n + 1.0);
        SFL_EACH_LANE(lane)
        {
            before[lane] += cdf[lane] < u[lane] ? 1.0 : 0.0;
            term[lane] *= (all[lane] - n) * factor;
            cdf[lane] += term[lane];
        }
    }
    SFL_EACH_LANE(lane) before[lane] = SFL_MIN(before[lane], all[lane]);
}

/* The number of jumps until the month that a step makes, and the sum of their normals: a bridge in whose time a jump is 1. */
SFL_FN void sfl_jumps_step(const sfl_block *block, const sfl_plan_driver *driver, const sfl_plan_bridge_step *step)
{
    const double *left  = sfl_slot(block, driver->count_slot);
    const double *right = sfl_slot(block, driver->count_slot + step->place - 1);
    double        u[SFL_LANES], z[SFL_LANES], all[SFL_LANES], before[SFL_LANES];
    double       *to = sfl_slot(block, driver->count_slot + step->place);
    sfl_uniforms_draw(block, step->dimension + driver->jump_count_dimension, driver->jump_count_stream, step->month, u);
    SFL_EACH_LANE(lane) all[lane] = right[lane] - left[lane];
    sfl_jumps_split(all, u, step, before);
    SFL_EACH_LANE(lane) to[lane] = left[lane] + before[lane];
    if (driver->jump_sd == 0.0) return;
    left  = sfl_slot(block, driver->size_slot);
    right = sfl_slot(block, driver->size_slot + step->place - 1);
    to    = sfl_slot(block, driver->size_slot + step->place);
    sfl_normals_draw(block, step->dimension + driver->jump_size_dimension, driver->jump_size_stream, step->month, z);
    SFL_EACH_LANE(lane)
    {
        double share = before[lane] / SFL_MAX(all[lane], 1.0), spread = sfl_sqrt(share * (all[lane] - before[lane]));
        to[lane] = sfl_fma(spread, z[lane], sfl_fma(share, right[lane] - left[lane], left[lane]));
    }
}

/* The month's jump from its bridges. */
SFL_FN void sfl_jumps_month(const sfl_block *block, const sfl_plan_driver *driver, int32_t t, double *to)
{
    const sfl_plan_bridge_month *month = SFL_AT(block->plan, sfl_plan_bridge_month, block->plan->bridge_months_at) + t;
    const sfl_plan_bridge_step  *steps = SFL_AT(block->plan, sfl_plan_bridge_step, block->plan->bridge_steps_at);
    double                       gain[SFL_LANES];
    for (int32_t i = month->first; i < month->end; ++i) sfl_jumps_step(block, driver, &steps[i]);
    sfl_bridge_gain(block, driver->count_slot, month->place, gain);
    SFL_EACH_LANE(lane) to[lane] += gain[lane] * driver->jump_mean;
    if (driver->jump_sd == 0.0) return;
    sfl_bridge_gain(block, driver->size_slot, month->place, gain);
    SFL_EACH_LANE(lane) to[lane] += driver->jump_sd * gain[lane];
}

/* The month's jump, N · mean + sqrt(N) · sd · z: a step of the level or a pulse of d. N is the smallest n with
 * CDF(n) >= u, at most SFL_MOST_JUMPS. */
SFL_FN void sfl_driver_jump(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    if (!driver->has_jumps) return;
    const double *cdf = SFL_AT(block->plan, double, driver->jump_cdf_at);
    double        u[SFL_LANES], number[SFL_LANES];
    double       *to = sfl_slot(block, driver->jumps_last ? driver->level_slot : driver->d_slot);
    if (driver->jumps_are_bridged) {
        sfl_jumps_month(block, driver, t, to);
        return;
    }
    sfl_uniforms_draw(block, sfl_month_dimension(driver->jump_count_dimension, t), driver->jump_count_stream, t, u);
    sfl_count_draw(cdf, SFL_MOST_JUMPS, u, number);
    SFL_EACH_LANE(lane) to[lane] += number[lane] * driver->jump_mean;
    if (driver->jump_sd == 0.0) return;
    const double sd = driver->jump_sd;
    double       z[SFL_LANES];
    sfl_normals_draw(block, sfl_month_dimension(driver->jump_size_dimension, t), driver->jump_size_stream, t, z);
    SFL_EACH_LANE(lane) to[lane] += sfl_sqrt(number[lane]) * sd * z[lane];
}

/* What the regime of the month adds to the level. */
SFL_FN void sfl_driver_regime_growth(const sfl_block *block, const sfl_plan_driver *driver)
{
    if (driver->regime_growth_at == 0) return;
    double growth[SFL_LANES], *level = sfl_slot(block, driver->level_slot);
    sfl_regime_pick(block, driver->regime_growth_at, growth);
    SFL_EACH_LANE(lane) level[lane] += growth[lane];
}

/* A state as a term of a sum: a driver that does not have it gets ones, to be counted 0 times. */
SFL_FN sfl_scaled sfl_driver_state(const sfl_block *block, int32_t slot, double factor)
{
    sfl_scaled term;
    term.lanes  = sfl_slot(block, slot >= 0 ? slot : block->plan->ones_slot);
    term.factor = slot >= 0 ? factor : 0.0;
    return term;
}

/* L + d − d[0] − v/2 of what is the same on every path. */
SFL_FN double sfl_driver_certain(const sfl_plan *plan, const sfl_plan_driver *driver, int32_t t)
{
    double certain = SFL_AT(plan, double, driver->trend_at)[t];
    if (driver->d_slot >= 0) certain -= driver->deviation;
    if (driver->variance_is_fixed) certain -= SFL_AT(plan, double, driver->half_variance_at)[t];
    return certain;
}

/* exp(L + d − d[0] − v/2); sum and exp in loops of their own, whose constants fit the registers. */
SFL_FN void sfl_driver_grow(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    const sfl_plan *plan    = block->plan;
    const double    certain = sfl_driver_certain(plan, driver, t);
    const double    years   = SFL_AT(plan, double, driver->damped_years_at)[t];
    const sfl_scaled growth = sfl_driver_state(block, driver->growth_slot, years);
    const sfl_scaled level  = sfl_driver_state(block, driver->level_slot, 1.0);
    const sfl_scaled d      = sfl_driver_state(block, driver->d_slot, 1.0);
    double         *index   = sfl_slot(block, driver->index_slot);
    SFL_EACH_LANE(lane)
    {
        double known = sfl_fma(growth.factor, growth.lanes[lane], certain);
        index[lane]  = sfl_fma(d.factor, d.lanes[lane], sfl_fma(level.factor, level.lanes[lane], known));
    }
    if (driver->v_slot >= 0) {
        const double *v = sfl_slot(block, driver->v_slot);
        SFL_EACH_LANE(lane) index[lane] = sfl_fma(-0.5, v[lane], index[lane]);
    }
    SFL_EACH_LANE(lane) index[lane] = sfl_exp(index[lane]);
}

/* I[t] = A[t] · exp(…), A[t] = 1 + (C − 1) · F(y). */
SFL_FN void sfl_driver_index(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    sfl_driver_grow(block, driver, t);
    if (!driver->has_adoption) return;
    double      *index = sfl_slot(block, driver->index_slot);
    const double share = SFL_AT(block->plan, double, driver->adopted_share_at)[t];
    if (driver->ceiling_slot < 0) {
        const double adoption = 1.0 + (driver->ceiling - 1.0) * share;
        SFL_EACH_LANE(lane) index[lane] *= adoption;
        return;
    }
    const double *ceiling = sfl_slot(block, driver->ceiling_slot);
    SFL_EACH_LANE(lane) index[lane] *= sfl_fma(ceiling[lane] - 1.0, share, 1.0);
}

/* Index of month t. Month 0 is certain: I = 1, d = deviation, nothing has moved. */
SFL_FN void sfl_driver_walk(const sfl_block *block, const sfl_plan_driver *driver, int32_t t)
{
    if (driver->is_fixed) {
        sfl_fill_slots(block, driver->index_slot, 1, SFL_AT(block->plan, double, driver->fixed_at)[t]);
        return;
    }
    if (t == 0) {
        sfl_fill_slots(block, driver->index_slot, 1, 1.0);
        sfl_fill_slots(block, driver->d_slot, 1, driver->deviation);
        sfl_fill_slots(block, driver->v_slot, 1, 0.0);
        sfl_fill_slots(block, driver->level_slot, 1, 0.0);
        return;
    }
    sfl_driver_diffuse(block, driver);
    sfl_driver_regime_growth(block, driver);
    sfl_driver_jump(block, driver, t);
    sfl_driver_index(block, driver, t);
}

#endif
