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

/* Bill of a share of a workload's tokens.
 *   share · weight[lane]  which share, 0 … 1
 *   gross, net            out [lane], USD; mtok out [lane], tokens of the target model
 * provider = list price · multiplier; gross = provider · (1 + margin) + surcharge; net after discount, with
 * floor_at_provider never below provider. All of it is linear in the tokens. */
SFL_FN void sfl_token_price(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share,
                            const double *weight, double *gross, double *net, double *mtok)
{
    const sfl_plan          *plan     = bill->plan;
    const sfl_plan_channel  *channel  = sfl_bill_channel(bill, use);
    const sfl_plan_quote    *quote    = &SFL_AT(plan, sfl_plan_quote, plan->quotes_at)[leg->quote];
    const sfl_plan_workload *workload = &SFL_AT(plan, sfl_plan_workload, plan->workloads_at)[leg->workload];
    const double            *list     = sfl_bill_slot(bill, quote->cost_slot);
    const double            *input    = sfl_bill_slot(bill, workload->input_slot);
    const double            *output   = sfl_bill_slot(bill, workload->output_slot);
    const double            *index    = sfl_price_index(bill, quote->index, sfl_token_price_month(channel, bill->month));
    sfl_discount             discount = sfl_use_discount(bill, use, false);
    double multiplier = channel->multiplier, gross_factor = channel->gross_factor;
    double surcharge = channel->surcharge_usd_per_mtok, token_ratio = leg->token_ratio;
    bool   has_floor = channel->floor_at_provider != 0;
    SFL_EACH_LANE(lane)
    {
        double part     = share * weight[lane];
        double priced   = part * (list[lane] * index[lane]);
        double provider = priced * multiplier;
        double tokens   = part * ((input[lane] + output[lane]) * token_ratio);
        double full     = priced * gross_factor + surcharge * tokens;
        double reduced  = full * (1.0 - discount.factor * discount.lanes[lane]);
        gross[lane]     = full;
        net[lane]       = (has_floor && reduced < provider) ? provider : reduced;
        mtok[lane]      = tokens;
    }
}

/* Enters a bill and remembers the tokens where a fixed cost waits for the first of them. */
SFL_FN void sfl_token_enter(const sfl_bill *bill, const sfl_plan_use *use, const double *gross, const double *net,
                            const double *mtok)
{
    sfl_bill_enter(bill, use, gross, net);
    if (use->month_mtok_slot >= 0) sfl_add_lanes(sfl_bill_slot(bill, use->month_mtok_slot), mtok);
}

/* Prices and enters a share of a workload's tokens; the net bill stays in the scratch lanes NET. */
SFL_FN void sfl_token_bill(const sfl_bill *bill, const sfl_plan_leg *leg, const sfl_plan_use *use, double share,
                           const double *weight)
{
    double *gross = sfl_bill_scratch(bill, SFL_SCRATCH_GROSS);
    double *net   = sfl_bill_scratch(bill, SFL_SCRATCH_NET);
    double *mtok  = sfl_bill_scratch(bill, SFL_SCRATCH_MTOK);
    sfl_token_price(bill, leg, use, share, weight, gross, net, mtok);
    sfl_token_enter(bill, use, gross, net, mtok);
}

/* Capacity of a token channel has no end: its bills are made leg by leg, nothing is left for after the routes. */
SFL_FN void sfl_token_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    (void)bill;
    (void)use;
}

#endif
