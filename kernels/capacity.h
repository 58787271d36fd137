/* What provisioned and self-hosted channels share: load, rent, overflow (model page section 7, Load; section 8 step 4). */
#ifndef SFL_KERNELS_CAPACITY_H
#define SFL_KERNELS_CAPACITY_H

#include "kernels/burst.h"
#include "kernels/channel_token.h"
#include "kernels/ledger.h"

/* How much of a workload a leg carries. */
SFL_FN sfl_scaled sfl_leg_weight(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    sfl_scaled weight;
    bool       by_lane = leg->weight_slot >= 0;
    weight.lanes       = sfl_bill_slot(bill, by_lane ? leg->weight_slot : bill->plan->ones_slot);
    weight.factor       = by_lane ? 1.0 : leg->share;
    return weight;
}

SFL_FN const sfl_plan_leg *sfl_use_leg(const sfl_bill *bill, const sfl_plan_use *use, int32_t i)
{
    return &bill->legs[SFL_AT(bill->plan, int32_t, use->legs_at)[i]];
}

/* Adds a leg's equivalent Mtok e = (in · (1 − c + cached_weight · c) + output_weight · out) · token_ratio to mtok [lane]. */
SFL_FN void sfl_capacity_add_load(const sfl_bill *bill, const sfl_plan_channel *channel, const sfl_plan_leg *leg,
                                  double *mtok)
{
    const sfl_plan_workload *workload =
        &SFL_AT(bill->plan, sfl_plan_workload, bill->plan->workloads_at)[leg->workload];
    const double *input  = sfl_bill_slot(bill, workload->input_slot);
    const double *output = sfl_bill_slot(bill, workload->output_slot);
    const double *cached = sfl_bill_slot(bill, workload->cached_slot);
    sfl_scaled    weight = sfl_leg_weight(bill, leg);
    double        ratio  = leg->token_ratio * channel->token_ratio;
    double        cached_weight = channel->cached_weight, output_weight = channel->output_weight;
    SFL_EACH_LANE(lane)
    {
        double share  = cached[lane];
        double counts = input[lane] * (1.0 - share + cached_weight * share) + output_weight * output[lane];
        mtok[lane] += weight.factor * weight.lanes[lane] * (counts * ratio);
    }
}

/* Equivalent Mtok of the month into month_mtok_slot and by the hour into the scratch lanes HOURLY; a channel is active from
 * its first load on. Leaves in `first` [lane] 1 where that month is this one. */
SFL_FN void sfl_capacity_load(const sfl_bill *bill, const sfl_plan_use *use, double *first)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    double                 *mtok    = sfl_bill_slot(bill, use->month_mtok_slot);
    double                 *active  = sfl_bill_slot(bill, use->active_slot);
    double                 *total   = sfl_bill_slot(bill, use->load_sum_slot);
    double                 *hourly  = sfl_bill_scratch(bill, SFL_SCRATCH_HOURLY);
    SFL_EACH_LANE(lane) mtok[lane] = 0.0;
    for (int32_t i = 0; i < use->n_legs; ++i) sfl_capacity_add_load(bill, channel, sfl_use_leg(bill, use, i), mtok);
    SFL_EACH_LANE(lane)
    {
        double load  = mtok[lane] >= SFL_LEAST_LOAD_MTOK ? mtok[lane] : 0.0;
        double now   = load > 0.0 ? 1.0 : active[lane];
        mtok[lane]   = load;
        first[lane]  = now - active[lane];
        active[lane] = now;
        hourly[lane] = load / SFL_HOURS_PER_MONTH;
        total[lane] += load;
    }
}

/* Rent of the units of this month: the vendor's bill, with its discount and draw-down. */
SFL_FN void sfl_capacity_rent(const sfl_bill *bill, const sfl_plan_use *use, bool is_ordinary_compute)
{
    const sfl_plan_channel *channel  = sfl_bill_channel(bill, use);
    const double           *units    = sfl_bill_slot(bill, use->units_slot);
    const double           *index    = sfl_price_index(bill, channel->index, bill->month);
    double                 *gross    = sfl_bill_scratch(bill, SFL_SCRATCH_GROSS);
    double                 *net      = sfl_bill_scratch(bill, SFL_SCRATCH_NET);
    sfl_scaled            discount = sfl_use_discount(bill, use, is_ordinary_compute);
    double                  monthly  = channel->unit_hour_usd * SFL_HOURS_PER_MONTH;
    SFL_EACH_LANE(lane)
    {
        double rent = units[lane] * monthly * index[lane];
        gross[lane] = rent;
        net[lane]   = rent * (1.0 - discount.factor * discount.lanes[lane]);
    }
    sfl_bill_enter(bill, use, gross, net);
}

/* o(c) [lane]: from the channel's table, or by the formula where a table is not exact enough. */
SFL_FN void sfl_capacity_overflow_of(const sfl_plan *plan, const sfl_plan_channel *channel, const double ratios[SFL_LANES],
                                     double shares[SFL_LANES])
{
    if (channel->overflow_rows > 0) {
        sfl_overflow_lookup(plan, channel, ratios, shares);
        return;
    }
    SFL_EACH_LANE(lane) shares[lane] = sfl_overflow_formula(channel, ratios[lane]);
}

/* Share of the month's load above the units' capacity into overflow_slot, 0 … 1, and what the report divides: load above
 * capacity; load served and capacity in months with capacity. */
SFL_FN void sfl_capacity_overflow_share(const sfl_bill *bill, const sfl_plan_use *use)
{
    const sfl_plan_channel *channel  = sfl_bill_channel(bill, use);
    const double           *mtok     = sfl_bill_slot(bill, use->month_mtok_slot);
    const double           *hourly   = sfl_bill_scratch(bill, SFL_SCRATCH_HOURLY);
    const double           *units    = sfl_bill_slot(bill, use->units_slot);
    double                 *overflow = sfl_bill_slot(bill, use->overflow_slot);
    double                 *served   = sfl_bill_slot(bill, use->served_sum_slot);
    double                 *offered  = sfl_bill_slot(bill, use->capacity_sum_slot);
    double                 *above    = sfl_bill_slot(bill, use->overflow_sum_slot);
    const double            size     = channel->unit_mtok_per_hour;
    double                  ratios[SFL_LANES], shares[SFL_LANES];
    SFL_EACH_LANE(lane) ratios[lane] = sfl_capacity_ratio(units[lane] * size, hourly[lane]);
    sfl_capacity_overflow_of(bill->plan, channel, ratios, shares);
    SFL_EACH_LANE(lane)
    {
        double load  = mtok[lane], share = sfl_overflow_settle(shares[lane], units[lane] * size, load);
        overflow[lane] = share;
        above[lane] += load * share;
        served[lane] += units[lane] > 0.0 ? load * (1.0 - share) : 0.0;
        offered[lane] += units[lane];
    }
}

/* Tokens that nobody serves, in the workload's own count. */
SFL_FN void sfl_capacity_leave_unserved(const sfl_bill *bill, const sfl_plan_use *use, const sfl_plan_leg *leg)
{
    const sfl_plan_workload *workload =
        &SFL_AT(bill->plan, sfl_plan_workload, bill->plan->workloads_at)[leg->workload];
    const double *input    = sfl_bill_slot(bill, workload->input_slot);
    const double *output   = sfl_bill_slot(bill, workload->output_slot);
    const double *overflow = sfl_bill_slot(bill, use->overflow_slot);
    double       *unserved = sfl_bill_slot(bill, bill->architecture->unserved_slot);
    sfl_scaled    weight   = sfl_leg_weight(bill, leg);
    SFL_EACH_LANE(lane)
    unserved[lane] += weight.factor * weight.lanes[lane] * overflow[lane] * (input[lane] + output[lane]);
}

/* Leg by leg, what overflows goes to the overflow channel by the token, or is not served. */
SFL_FN void sfl_capacity_overflow(const sfl_bill *bill, const sfl_plan_use *use)
{
    const double *overflow = sfl_bill_slot(bill, use->overflow_slot);
    double       *weighted = sfl_bill_scratch(bill, SFL_SCRATCH_WEIGHT);
    sfl_capacity_overflow_share(bill, use);
    for (int32_t i = 0; i < use->n_legs; ++i) {
        const sfl_plan_leg *leg = sfl_use_leg(bill, use, i);
        if (use->overflow_use < 0) {
            sfl_capacity_leave_unserved(bill, use, leg);
            continue;
        }
        sfl_scaled    weight = sfl_leg_weight(bill, leg);
        const double *part   = overflow; /* the weight's lanes are ones unless they differ by path */
        if (leg->weight_slot >= 0) {
            SFL_EACH_LANE(lane) weighted[lane] = weight.lanes[lane] * overflow[lane];
            part = weighted;
        }
        sfl_token_bill(bill, leg, &bill->uses[use->overflow_use], weight.factor, part);
    }
}

#endif
