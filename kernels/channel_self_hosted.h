/* Own or leased nodes, overflow by the token (model page section 7, kind = "self_hosted", and Nodes). */
#ifndef SFL_KERNELS_CHANNEL_SELF_HOSTED_H
#define SFL_KERNELS_CHANNEL_SELF_HOSTED_H

#include "kernels/capacity.h"

/* required = max(min_nodes, ⌈κ · ℓ / node_mtok_per_hour⌉) for the load of lead_months ago. */
SFL_FN double sfl_self_hosted_required(const sfl_plan_channel *channel, double load_mtok_per_hour)
{
    double nodes = sfl_ceil(channel->peak_factor * load_mtok_per_hour / channel->unit_mtok_per_hour);
    return SFL_MAX(nodes, channel->min_nodes);
}

/* Nodes of this month. A lease ends in months that are multiples of lease_months; owned nodes never leave. `added`
 * [lane]: how many more than last month. */
SFL_FN void sfl_self_hosted_size(const sfl_bill *bill, const sfl_plan_use *use, double *added)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    int32_t                 depth   = channel->lead_months + 1;
    int32_t                 seen    = bill->month > channel->lead_months ? bill->month - channel->lead_months : 0;
    const double           *hourly  = sfl_bill_scratch(bill, SFL_SCRATCH_HOURLY);
    const double           *active  = sfl_bill_slot(bill, use->active_slot);
    double                 *now     = sfl_bill_slot(bill, use->load_slot + bill->month % depth);
    const double           *load    = sfl_bill_slot(bill, use->load_slot + seen % depth);
    double                 *nodes   = sfl_bill_slot(bill, use->units_slot);
    bool                    may_go  = !channel->is_owned && bill->month % channel->lease_months == 0;
    SFL_EACH_LANE(lane) now[lane]   = hourly[lane];
    SFL_EACH_LANE(lane)
    {
        double before   = nodes[lane];
        double required = sfl_self_hosted_required(channel, load[lane]);
        double kept     = (may_go || required > before) ? required : before;
        nodes[lane]     = active[lane] * kept;
        added[lane]     = nodes[lane] - before;
    }
}

/* Staff from the first load on; set-up in that month; capex when a node is added, and what it returns at the horizon. */
SFL_FN void sfl_self_hosted_costs(const sfl_bill *bill, const sfl_plan_use *use, const double *first,
                                  const double *added)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    const double           *active  = sfl_bill_slot(bill, use->active_slot);
    double                 *running = sfl_bill_slot(bill, bill->architecture->running_slot);
    double                 *once    = sfl_bill_slot(bill, bill->architecture->once_slot);
    SFL_EACH_LANE(lane)
    {
        running[lane] += active[lane] * channel->staff_usd_per_month;
        once[lane] += first[lane] * channel->setup_usd;
    }
    if (!channel->is_owned) return;
    double *residual = sfl_bill_slot(bill, use->residual_slot);
    double  returns  = SFL_AT(bill->plan, double, channel->residual_at)[bill->month];
    bool    is_end   = bill->month == bill->plan->n_months - 1;
    SFL_EACH_LANE(lane)
    {
        once[lane] += added[lane] * channel->node_capex_usd;
        residual[lane] += added[lane] * returns;
        once[lane] -= is_end ? residual[lane] : 0.0;
    }
}

SFL_FN void sfl_self_hosted_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    double *first = sfl_bill_scratch(bill, SFL_SCRATCH_LEFT);
    double *added = sfl_bill_scratch(bill, SFL_SCRATCH_BASIS);
    sfl_capacity_load(bill, use, first);
    sfl_self_hosted_size(bill, use, added);
    sfl_self_hosted_costs(bill, use, first, added);
    sfl_capacity_rent(bill, use, true);
    sfl_capacity_overflow(bill, use);
}

#endif
