/* Paying per token at a price list (model page section 7, kind = "token"). Also bills the overflow of capacity channels. */
#ifndef SFL_KERNELS_CHANNEL_TOKEN_H
#define SFL_KERNELS_CHANNEL_TOKEN_H

#include "kernels/ledger.h"

/* The month whose price holds in `month`: a lock freezes it at multiples of its length, a lag looks back from there. */
SFL_FN int32_t sfl_token_price_month(const sfl_plan_channel *channel, int32_t month)
{
    int32_t tau = month;
    if (channel->price_lock_months > 0) tau = month / channel->price_lock_months * channel->price_lock_months;
    tau -= channel->price_lag_months;
    return tau > 0 ? tau : 0;
}

/* What one leg of a token channel asks this month: the lanes of the world it is priced on, and what is the same on every
 * lane. */
typedef struct sfl_token_terms {
    const double *list, *index, *input, *output;
    const double *discount; /* times discount_factor: share of the gross bill */
    double        gross_factor, surcharge_usd_per_mtok, token_ratio, discount_factor;
    double        floor_factor; /* net >= priced · floor_factor: what the provider asks; without a floor −∞ */
} sfl_token_terms;

SFL_FN sfl_token_terms sfl_token_terms_of(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use)
{
    const sfl_plan          *plan     = bill->plan;
    const sfl_plan_channel  *channel  = sfl_bill_channel(bill, use);
    const sfl_plan_quote    *quote    = &SFL_AT(plan, sfl_plan_quote, plan->quotes_at)[leg->quote];
    const sfl_plan_workload *workload = &SFL_AT(plan, sfl_plan_workload, plan->workloads_at)[leg->workload];
    const sfl_discount       discount = sfl_use_discount(bill, use, false);
    sfl_token_terms          terms;
    terms.list     = sfl_bill_slot(bill, quote->cost_slot);
    terms.index    = sfl_price_index(bill, quote->index, sfl_token_price_month(channel, bill->month));
    terms.input    = sfl_bill_slot(bill, workload->input_slot);
    terms.output   = sfl_bill_slot(bill, workload->output_slot);
    terms.discount = discount.lanes;
    terms.gross_factor           = channel->gross_factor;
    terms.surcharge_usd_per_mtok = channel->surcharge_usd_per_mtok;
    terms.token_ratio            = leg->token_ratio;
    terms.discount_factor        = discount.factor;
    terms.floor_factor           = channel->floor_at_provider ? channel->multiplier : -HUGE_VAL;
    return terms;
}

/* Net of a gross bill of which the discount leaves `kept`; never below the floor, and priced >= 0 makes none of −∞. */
SFL_FN double sfl_token_net(double gross, double kept, double priced, double floor_factor)
{
    double reduced = gross * kept, floor = priced * floor_factor;
    return reduced < floor ? floor : reduced;
}

/* The bill for a share of a workload's tokens on one path, USD, and the tokens of the target model, Mtok. */
typedef struct sfl_token_cost {
    double gross, net, mtok;
} sfl_token_cost;

/* provider = list price · multiplier; gross = provider · (1 + margin) + surcharge. All of it is linear in the tokens. */
SFL_FN sfl_token_cost sfl_token_cost_of(sfl_token_terms terms, double part, int32_t lane)
{
    sfl_token_cost cost;
    double         priced = part * (terms.list[lane] * terms.index[lane]);
    double         kept   = 1.0 - terms.discount_factor * terms.discount[lane];
    cost.mtok             = part * ((terms.input[lane] + terms.output[lane]) * terms.token_ratio);
    cost.gross            = priced * terms.gross_factor + terms.surcharge_usd_per_mtok * cost.mtok;
    cost.net              = sfl_token_net(cost.gross, kept, priced, terms.floor_factor);
    return cost;
}

/* Enters a bill and remembers the tokens where a fixed cost waits for the first of them. */
SFL_FN void sfl_token_enter(const sfl_bill *bill, const sfl_plan_use *use, const double *gross, const double *net,
                            const double *mtok)
{
    sfl_bill_enter(bill, use, gross, net);
    if (use->month_mtok_slot >= 0) sfl_add_lanes(sfl_bill_slot(bill, use->month_mtok_slot), mtok);
}

/* Prices and enters the share · weight[lane] of a workload's tokens; the net bill stays in the scratch lanes NET. */
SFL_FN void sfl_token_bill(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share,
                           const double *weight)
{
    double               *gross = sfl_bill_scratch(bill, SFL_SCRATCH_GROSS);
    double               *net   = sfl_bill_scratch(bill, SFL_SCRATCH_NET);
    double               *mtok  = sfl_bill_scratch(bill, SFL_SCRATCH_MTOK);
    const sfl_token_terms terms = sfl_token_terms_of(bill, leg, use);
    SFL_EACH_LANE(lane)
    {
        sfl_token_cost cost = sfl_token_cost_of(terms, share * weight[lane], lane);
        gross[lane]         = cost.gross;
        net[lane]           = cost.net;
        mtok[lane]          = cost.mtok;
    }
    sfl_token_enter(bill, use, gross, net, mtok);
}

/* ---- legs side by side ---- */

/* What tells one leg from the other. */
typedef struct sfl_token_leg {
    const double *list, *index;
    double        share;
} sfl_token_leg;

SFL_FN sfl_token_leg sfl_token_leg_of(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share)
{
    const sfl_token_terms terms = sfl_token_terms_of(bill, leg, use);
    sfl_token_leg         of    = {terms.list, terms.index, share};
    return of;
}

SFL_FN sfl_sums sfl_token_leg_add(sfl_sums sums, sfl_till till, sfl_token_leg leg, sfl_token_terms terms, double kept,
                                  int32_t lane)
{
    double priced = leg.share * (leg.list[lane] * leg.index[lane]);
    double gross  = priced * terms.gross_factor;
    return sfl_sums_add(sums, till, gross, sfl_token_net(gross, kept, priced, terms.floor_factor));
}

/* Bills leg->n_abreast legs, each its share on every path, in their order: to the last bit what sfl_token_bill does one
 * after the other, but the sums stay in registers. Legs that are not there ask for nothing. */
SFL_FN void sfl_token_bill_abreast(const sfl_bill *bill, const sfl_plan_leg *legs)
{
    const int32_t         n   = legs->n_abreast;
    const sfl_plan_use   *use = &bill->uses[legs->use];
    sfl_token_leg         all[SFL_LEGS_ABREAST];
    const sfl_token_terms terms = sfl_token_terms_of(bill, legs, use);
    const sfl_till        till  = sfl_till_of(bill, use);
    for (int32_t i = 0; i < SFL_LEGS_ABREAST; ++i) {
        all[i] = sfl_token_leg_of(bill, &legs[i < n ? i : 0], use, i < n ? legs[i].share : 0.0);
    }
    const sfl_token_leg first = all[0], second = all[1], third = all[2], fourth = all[3];
    SFL_EACH_LANE(lane)
    {
        double   kept = 1.0 - terms.discount_factor * terms.discount[lane];
        sfl_sums sums = sfl_till_open(till, lane);
        sums          = sfl_token_leg_add(sums, till, first, terms, kept, lane);
        sums          = sfl_token_leg_add(sums, till, second, terms, kept, lane);
        sums          = sfl_token_leg_add(sums, till, third, terms, kept, lane);
        sums          = sfl_token_leg_add(sums, till, fourth, terms, kept, lane);
        sfl_till_close(till, lane, sums);
    }
}

/* Capacity of a token channel has no end: its bills are made leg by leg, nothing is left for after the routes. */
SFL_FN void sfl_token_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    (void)bill;
    (void)use;
}

#endif
