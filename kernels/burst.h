/* How much of a month's load a fixed capacity cannot take (model page section 7, Load). */
#ifndef SFL_KERNELS_BURST_H
#define SFL_KERNELS_BURST_H

#include "kernels/num.h"
#include "kernels/plan.h"

/* Share of the load that overflows when the hourly load is lognormal with mean 1.
 *   capacity_ratio  c = capacity / mean hourly load, >= 0
 *   s               sqrt(ln(1 + cv²)), >= 0
 * Returns o(c) = Φ(d₁) − c · Φ(d₁ − s), d₁ = −ln(c)/s + s/2, to 1e-10 absolute: the form of an undiscounted call option
 * on a lognormal. Without spread it is max(0, 1 − c). */
SFL_FN double sfl_overflow_lognormal(double capacity_ratio, double s)
{
    if (s == 0.0) return SFL_MAX(1.0 - capacity_ratio, 0.0);
    double c  = SFL_MAX(capacity_ratio, 1e-300);
    double d1 = 0.5 * s - sfl_log(c) / s;
    return sfl_norm_cdf(d1) - c * sfl_norm_cdf(d1 - s);
}

/* Share of a channel's load that overflows, 0 … 1, snapped to 0 and 1 within 1e-9.
 *   capacity_mtok_per_hour, load_mtok_per_hour  >= 0
 * No load overflows nothing; without capacity everything does. */
SFL_FN double sfl_overflow_share(const sfl_plan_channel *channel, double capacity_mtok_per_hour, double load_mtok_per_hour)
{
    double load  = load_mtok_per_hour > 0.0 ? load_mtok_per_hour : 1.0;
    double ratio = capacity_mtok_per_hour / load;
    double share;
    if (channel->busy_hours_share > 0.0) {
        share = channel->overflow_busy_weight * sfl_overflow_lognormal(ratio / channel->busy_factor, channel->burst_s) +
                channel->overflow_idle_weight * sfl_overflow_lognormal(ratio / channel->idle_factor, channel->idle_s);
    } else {
        share = sfl_overflow_lognormal(ratio, channel->burst_s);
    }
    share = sfl_snap_share(share);
    share = capacity_mtok_per_hour > 0.0 ? share : 1.0;
    return load_mtok_per_hour > 0.0 ? share : 0.0;
}

#endif
