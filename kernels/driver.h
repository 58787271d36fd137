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

#include "kernels/jump.h"
#include "kernels/regime.h"

/* χ² of an estimated volatility is at least this (section 3). */
#define SFL_LEAST_CHI2 1e-3

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
