/* How much of a month's load a fixed capacity cannot take (model page section 7, Load). */
#ifndef SFL_KERNELS_BURST_H
#define SFL_KERNELS_BURST_H

#include "kernels/cubic_rows.h"
#include "kernels/plan.h"

/* Share of the load that overflows when the hourly load is lognormal with mean 1.
 *   capacity_ratio  c = capacity / mean hourly load, >= 0
 *   s               sqrt(ln(1 + cv²)), >= 0
 * Returns o(c) = Φ(d₁) − c · Φ(d₁ − s), d₁ = −ln(c)/s + s/2, to 1e-14 absolute: the form of an undiscounted call option
 * on a lognormal. Without spread it is max(0, 1 − c). */
SFL_FN double sfl_overflow_lognormal(double capacity_ratio, double s)
{
    if (s == 0.0) return SFL_MAX(1.0 - capacity_ratio, 0.0);
    double c  = SFL_MAX(capacity_ratio, 1e-300);
    double d1 = 0.5 * s - sfl_log(c) / s;
    return sfl_norm_cdf(d1) - c * sfl_norm_cdf(d1 - s);
}

/* o(c) of a channel by the formula: one lognormal, or busy and idle hours. The reference of the table. */
SFL_FN double sfl_overflow_formula(const sfl_plan_channel *channel, double ratio)
{
    if (channel->busy_hours_share == 0.0) return sfl_overflow_lognormal(ratio, channel->burst_s);
    return channel->overflow_busy_weight * sfl_overflow_lognormal(ratio / channel->busy_factor, channel->burst_s) +
           channel->overflow_idle_weight * sfl_overflow_lognormal(ratio / channel->idle_factor, channel->idle_s);
}

/* o(c) of every lane from the channel's table, within 1e-12 of the formula (host/plan/overflow.c); ratios >= 0. */
SFL_FN void sfl_overflow_lookup(const sfl_plan *plan, const sfl_plan_channel *channel, const double ratios[SFL_LANES],
                                double shares[SFL_LANES])
{
    const int32_t first = channel->overflow_first_row, n_rows = channel->overflow_rows;
    const int32_t shift = 52 - channel->overflow_row_bits;
    int32_t       rows[SFL_LANES], inside[SFL_LANES];
    double        arguments[SFL_LANES];
    uint32_t      signs[SFL_LANES]; /* the share is the cubic */
    SFL_EACH_LANE(lane)
    {
        uint64_t bits   = sfl_bits_of(ratios[lane]);
        int32_t  row    = (int32_t)(bits >> shift) - first;
        int32_t  in     = row < n_rows ? row : n_rows - 1;
        rows[lane]      = row;
        inside[lane]    = (in < 0 ? 0 : in) * SFL_CUBIC_POINTS;
        arguments[lane] = sfl_of_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
        signs[lane]     = 0;
    }
    sfl_cubics_of_rows(SFL_AT(plan, double, channel->overflow_at), inside, arguments, signs, shares);
    SFL_EACH_LANE(lane)
    {
        double within = rows[lane] < n_rows ? shares[lane] : 0.0;
        shares[lane]  = rows[lane] < 0 ? 1.0 - ratios[lane] : within;
    }
}

/* Capacity over load; a load of 0 counts as 1. */
SFL_FN double sfl_capacity_ratio(double capacity_mtok_per_hour, double load_mtok_per_hour)
{
    return capacity_mtok_per_hour / (load_mtok_per_hour > 0.0 ? load_mtok_per_hour : 1.0);
}

/* Snapped to 0 and 1 within 1e-9; no load overflows nothing, without capacity everything does. */
SFL_FN double sfl_overflow_settle(double share, double capacity_mtok_per_hour, double load_mtok_per_hour)
{
    double above = capacity_mtok_per_hour > 0.0 ? sfl_snap_share(share) : 1.0;
    return load_mtok_per_hour > 0.0 ? above : 0.0;
}

#endif
