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
    const sfl_scaled       discount = sfl_use_discount(bill, use, false);
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

/* Prices and enters the share · weight[lane] of a workload's tokens, when nobody looks at the bill but the account. */
SFL_FN void sfl_token_bill_plain(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share,
                                 const double *weight)
{
    const sfl_token_terms terms = sfl_token_terms_of(bill, leg, use);
    const sfl_till        till  = sfl_till_of(bill, use);
    SFL_EACH_LANE(lane)
    {
        sfl_token_cost cost = sfl_token_cost_of(terms, share * weight[lane], lane);
        sfl_till_close(till, lane, sfl_sums_add(sfl_till_open(till, lane), till, cost.gross, cost.net));
    }
}

/* The same for any leg; the net bill stays in the scratch lanes NET where a trigger looks at it. */
SFL_FN void sfl_token_bill(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share,
                           const double *weight)
{
    if (leg->kind != SFL_LEG_BEFORE && use->month_mtok_slot < 0 && !sfl_bill_channel(bill, use)->marketplace) {
        sfl_token_bill_plain(bill, leg, use, share, weight);
        return;
    }
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

/* What one of them is priced on: share · list price · index. */
typedef struct sfl_token_leg {
    const double *list, *index;
    double        share;
} sfl_token_leg;

/* Leg i of `legs`, at the prices of month tau; one that is not there asks for nothing. */
SFL_FN sfl_token_leg sfl_token_leg_of(const sfl_bill *bill, const sfl_plan_leg *legs, int32_t i, int32_t tau)
{
    const bool            is_there = i < legs->n_abreast;
    const sfl_plan_leg   *leg      = &legs[is_there ? i : 0];
    const sfl_plan_quote *quote    = &SFL_AT(bill->plan, sfl_plan_quote, bill->plan->quotes_at)[leg->quote];
    sfl_token_leg of = {sfl_bill_slot(bill, quote->cost_slot), sfl_price_index(bill, quote->index, tau), is_there ? leg->share : 0.0};
    return of;
}

/* Four legs, whose sum stays in its register. */
typedef struct sfl_token_four {
    sfl_token_leg a, b, c, d;
} sfl_token_four;

SFL_FN sfl_token_four sfl_token_four_of(const sfl_bill *bill, const sfl_plan_leg *legs, int32_t i, int32_t tau)
{
    sfl_token_four of = {sfl_token_leg_of(bill, legs, i, tau), sfl_token_leg_of(bill, legs, i + 1, tau),
                         sfl_token_leg_of(bill, legs, i + 2, tau), sfl_token_leg_of(bill, legs, i + 3, tau)};
    return of;
}

/* Adds to a sum what the provider's list asks for them, in their order. */
SFL_FN double sfl_token_price_four(sfl_token_four of, double sum, int32_t lane)
{
    sum += of.a.share * (of.a.list[lane] * of.a.index[lane]);
    sum += of.b.share * (of.b.list[lane] * of.b.index[lane]);
    sum += of.c.share * (of.c.list[lane] * of.c.index[lane]);
    return sum + of.d.share * (of.d.list[lane] * of.d.index[lane]);
}

/* Bills legs->n_abreast legs of one use, each its share on every path, as one: without surcharge gross and net are the
 * list price times what is the same for all of them, the floor as well. */
SFL_FN void sfl_token_bill_abreast(const sfl_bill *bill, const sfl_plan_leg *legs)
{
    const sfl_plan_use   *use    = &bill->uses[legs->use];
    const sfl_token_terms terms  = sfl_token_terms_of(bill, legs, use);
    const sfl_till        till   = sfl_till_of(bill, use);
    const int32_t         tau    = sfl_token_price_month(sfl_bill_channel(bill, use), bill->month);
    double               *priced = sfl_bill_scratch(bill, SFL_SCRATCH_GROSS);
    const sfl_token_four  first  = sfl_token_four_of(bill, legs, 0, tau);
    SFL_EACH_LANE(lane) priced[lane] = sfl_token_price_four(first, 0.0, lane);
    for (int32_t i = 4; i < legs->n_abreast; i += 4) {
        const sfl_token_four next = sfl_token_four_of(bill, legs, i, tau);
        SFL_EACH_LANE(lane) priced[lane] = sfl_token_price_four(next, priced[lane], lane);
    }
    SFL_EACH_LANE(lane)
    {
        double kept  = 1.0 - terms.discount_factor * terms.discount[lane];
        double gross = priced[lane] * terms.gross_factor;
        double net   = sfl_token_net(gross, kept, priced[lane], terms.floor_factor);
        sfl_till_close(till, lane, sfl_sums_add(sfl_till_open(till, lane), till, gross, net));
    }
}

/* Capacity of a token channel has no end: its bills are made leg by leg, nothing is left for after the routes. */
SFL_FN void sfl_token_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    (void)bill;
    (void)use;
}

#endif
