/* Reserved units by the hour, overflow by the token (model page section 7, kind = "provisioned"). */
#ifndef SFL_KERNELS_CHANNEL_PROVISIONED_H
#define SFL_KERNELS_CHANNEL_PROVISIONED_H

#include "kernels/capacity.h"

/* Units for a mean hourly load of ℓ Mtok: max(min_units, increment · ⌈coverage · ℓ / unit_mtok_per_hour / increment⌉). */
SFL_FN double sfl_provisioned_units(const sfl_plan_channel *channel, double load_mtok_per_hour)
{
    double wanted = channel->coverage * load_mtok_per_hour / channel->unit_mtok_per_hour;
    double sized  = channel->increment * sfl_ceil(wanted / channel->increment);
    return SFL_MAX(sized, channel->min_units);
}

/* Units of this month: fixed, or re-sized at each multiple of term_months by last month's load (month 0: its own), on
 * the calendar also before the first load; none are there before it. */
SFL_FN void sfl_provisioned_size(const sfl_bill *bill, const sfl_plan_use *use)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    const double           *active  = sfl_bill_slot(bill, use->active_slot);
    double                 *units   = sfl_bill_slot(bill, use->units_slot);
    if (channel->units_are_fixed) {
        SFL_EACH_LANE(lane) units[lane] = active[lane] * channel->units;
        return;
    }
    const double *hourly = sfl_bill_scratch(bill, SFL_SCRATCH_HOURLY);
    double       *load   = sfl_bill_slot(bill, use->load_slot);
    double       *sized  = sfl_bill_slot(bill, use->sized_slot);
    if (bill->month == 0) {
        SFL_EACH_LANE(lane) load[lane] = hourly[lane];
    }
    if (bill->month % channel->term_months == 0) {
        SFL_EACH_LANE(lane) sized[lane] = sfl_provisioned_units(channel, load[lane]);
    }
    SFL_EACH_LANE(lane)
    {
        units[lane] = active[lane] * sized[lane];
        load[lane]  = hourly[lane];
    }
}

SFL_FN void sfl_provisioned_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    sfl_capacity_load(bill, use, sfl_bill_scratch(bill, SFL_SCRATCH_LEFT));
    sfl_provisioned_size(bill, use);
    sfl_capacity_rent(bill, use, false);
    sfl_capacity_overflow(bill, use);
}

#endif
