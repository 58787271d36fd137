/* Regimes: what state of the world a month is in, the same for all drivers (model page section 4). */
#ifndef SFL_KERNELS_REGIME_H
#define SFL_KERNELS_REGIME_H

#include "kernels/draw.h"

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

#endif
