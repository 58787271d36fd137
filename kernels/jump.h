/* Jumps: how many a month has and how great they are together (model page section 3); of quasi-random paths from bridges
 * (section 2). */
#ifndef SFL_KERNELS_JUMP_H
#define SFL_KERNELS_JUMP_H

#include "kernels/shock.h"

/* No uniform is greater: (2^32 − 0.5) · 2^−32. */
#define SFL_GREATEST_UNIFORM (1.0 - 0x1p-33)

/* The smallest n with CDF(n) >= u of a table, by lane: as many as there are entries below u. */
SFL_FN void sfl_count_draw(const double *cdf, int32_t n_entries, const double u[SFL_LANES], double number[SFL_LANES])
{
    SFL_EACH_LANE(lane) number[lane] = 0.0;
    for (int32_t n = 0; n < n_entries && cdf[n] < SFL_GREATEST_UNIFORM; ++n) {
        SFL_EACH_LANE(lane) number[lane] += cdf[n] < u[lane] ? 1.0 : 0.0;
    }
}

/* ---- bridges ---- */

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

/* ---- a month ---- */

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

#endif
