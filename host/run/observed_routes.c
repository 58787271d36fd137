/* Route by route, what a month cost; see observe_routes.h. Writes to scratch lanes only. */
#include "host/run/observe_routes.h"

#include "kernels/path.h"

int32_t sfl_observed_leg_count(const sfl_plan *plan, int32_t architecture)
{
    return SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture].n_legs;
}

static const sfl_plan_leg *leg_of(const sfl_bill *bill, int32_t leg)
{
    return &bill->legs[leg];
}

sfl_leg_place sfl_observed_leg_place(const sfl_plan *plan, int32_t architecture, int32_t leg)
{
    const sfl_plan_architecture *owner = &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture];
    const sfl_plan_leg          *row   = &SFL_AT(plan, sfl_plan_leg, owner->legs_at)[leg];
    const sfl_plan_use          *use   = &SFL_AT(plan, sfl_plan_use, owner->uses_at)[row->use];
    return (sfl_leg_place){row->workload, use->channel, row->route};
}

double sfl_observed_leg_share(const sfl_block *block, int32_t architecture, int32_t leg, int32_t month, int32_t lane)
{
    sfl_bill   bill   = sfl_bill_of(block, architecture, month);
    sfl_scaled weight = sfl_leg_weight(&bill, leg_of(&bill, leg));
    return weight.factor * weight.lanes[lane];
}

double sfl_observed_leg_net(const sfl_block *block, int32_t architecture, int32_t leg, int32_t month, int32_t lane)
{
    sfl_bill            bill   = sfl_bill_of(block, architecture, month);
    const sfl_plan_leg *row    = leg_of(&bill, leg);
    const sfl_plan_use *use    = &bill.uses[row->use];
    sfl_scaled          weight = sfl_leg_weight(&bill, row);
    double              part   = weight.lanes[lane];
    if (!sfl_leg_is_token(&bill, row)) {
        if (use->overflow_use < 0) return 0.0;
        part *= sfl_bill_slot(&bill, use->overflow_slot)[lane];
        use = &bill.uses[use->overflow_use];
    }
    return sfl_token_cost_of(sfl_token_terms_of(&bill, row, use), weight.factor * part, lane).net;
}

static const sfl_plan_use *capacity_use(const sfl_plan *plan, int32_t architecture, int32_t channel)
{
    const sfl_plan_architecture *owner = &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture];
    const sfl_plan_use          *uses  = SFL_AT(plan, sfl_plan_use, owner->uses_at);
    const sfl_plan_channel      *rows  = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    for (int32_t i = 0; i < owner->n_uses; ++i) {
        if (uses[i].channel == channel && rows[channel].kind != SFL_CHANNEL_TOKEN) return &uses[i];
    }
    return NULL;
}

bool sfl_observed_has_capacity(const sfl_plan *plan, int32_t architecture, int32_t channel)
{
    return capacity_use(plan, architecture, channel) != NULL;
}

double sfl_observed_rent(const sfl_block *block, int32_t architecture, int32_t channel, int32_t month, int32_t lane)
{
    const sfl_plan_use *use = capacity_use(block->plan, architecture, channel);
    if (use == NULL) return 0.0;
    sfl_bill                bill     = sfl_bill_of(block, architecture, month);
    const sfl_plan_channel *row      = sfl_bill_channel(&bill, use);
    const double           *index    = sfl_price_index(&bill, row->index, month);
    sfl_scaled              discount = sfl_use_discount(&bill, use, row->kind == SFL_CHANNEL_SELF_HOSTED);
    double                  rent     = sfl_slot(block, use->units_slot)[lane] * (row->unit_hour_usd * SFL_HOURS_PER_MONTH);
    return rent * index[lane] * (1.0 - discount.factor * discount.lanes[lane]);
}
