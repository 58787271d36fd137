/* Which share of a workload goes where: fill shares, switches, triggers (model page section 8, steps 4 and 5). */
#ifndef SFL_KERNELS_ROUTE_H
#define SFL_KERNELS_ROUTE_H

#include "kernels/capacity.h"
#include "kernels/contract.h"

SFL_FN bool sfl_leg_is_token(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    return sfl_bill_channel(bill, &bill->uses[leg->use])->kind == SFL_CHANNEL_TOKEN;
}

/* A fill route takes the share φ = min(1, quota left / E) of its tokens, E being what all of them would draw down; on a
 * marketplace channel the room under the cap binds as well. Prices the whole, scales it, lowers the quota. */
SFL_FN void sfl_leg_fill(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    const sfl_plan_use      *use      = &bill->uses[leg->use];
    const sfl_plan_channel  *channel  = sfl_bill_channel(bill, use);
    const sfl_plan_account  *account  = &bill->accounts[use->account];
    const sfl_plan_contract *contract = sfl_account_contract(bill->plan, account);
    double                  *gross    = sfl_bill_scratch(bill, SFL_SCRATCH_GROSS);
    double                  *net      = sfl_bill_scratch(bill, SFL_SCRATCH_NET);
    double                  *mtok     = sfl_bill_scratch(bill, SFL_SCRATCH_MTOK);
    double                  *weight   = sfl_bill_slot(bill, leg->weight_slot);
    double                  *quota    = sfl_bill_slot(bill, account->quota_slot);
    const double            *room     = quota; /* of the quota itself, where nothing else binds */
    if (channel->marketplace) {
        double *under_cap = sfl_bill_scratch(bill, SFL_SCRATCH_BASIS);
        sfl_account_market_room(bill, account, contract, under_cap);
        room = under_cap;
    }
    const sfl_token_terms terms        = sfl_token_terms_of(bill, leg, use);
    const bool            counts_gross = contract->counts_gross != 0;
    const double          eligibility = channel->eligibility, share = leg->share;
    SFL_EACH_LANE(lane)
    {
        sfl_token_cost cost     = sfl_token_cost_of(terms, share, lane);
        double         left     = SFL_MIN(quota[lane], room[lane]);
        double         all      = eligibility * (counts_gross ? cost.gross : cost.net);
        double         fill     = all > 0.0 ? left / (all > 0.0 ? all : 1.0) : 0.0;
        fill                    = sfl_snap_share(SFL_MIN(fill, 1.0));
        double         unfilled = quota[lane] - fill * all;
        quota[lane]             = SFL_MAX(unfilled, 0.0);
        weight[lane]            = share * fill;
        gross[lane]             = cost.gross * fill;
        net[lane]               = cost.net * fill;
        mtok[lane]              = cost.mtok * fill;
    }
    sfl_token_enter(bill, use, gross, net, mtok);
}

/* Weights of the legs whose share differs by path; the leg that stands before `otherwise` or `then` has set its own. */
SFL_FN void sfl_leg_weigh(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    if (leg->weight_slot < 0) return;
    double *weight = sfl_bill_slot(bill, leg->weight_slot);
    double  share  = leg->share;
    if (leg->kind == SFL_LEG_BEFORE) {
        const double *from = sfl_bill_slot(bill, leg->switch_slot);
        double        now  = (double)bill->month;
        SFL_EACH_LANE(lane) weight[lane] = now < from[lane] ? share : 0.0;
    } else if (leg->kind != SFL_LEG_FILL) {
        const double *first = sfl_bill_slot(bill, leg[-1].weight_slot);
        SFL_EACH_LANE(lane) weight[lane] = share - first[lane];
    }
}

/* The trigger: net token spend averaged over the last trailing_months (from the month in which there are that many)
 * reaches when_usd; the route switches lead_months later, once. Expects the leg's net bill in the scratch lanes NET. */
SFL_FN void sfl_leg_watch(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    if (leg->spend_slot < 0) return;
    const double *net  = sfl_bill_scratch(bill, SFL_SCRATCH_NET);
    double       *sum  = sfl_bill_scratch(bill, SFL_SCRATCH_WEIGHT);
    double       *from = sfl_bill_slot(bill, leg->switch_slot);
    double       *ring = sfl_bill_slot(bill, leg->spend_slot + bill->month % leg->trailing_months);
    SFL_EACH_LANE(lane) ring[lane] = net[lane];
    if (bill->month < leg->trailing_months - 1) return;
    SFL_EACH_LANE(lane) sum[lane] = 0.0;
    for (int32_t i = 0; i < leg->trailing_months; ++i) sfl_add_lanes(sum, sfl_bill_slot(bill, leg->spend_slot + i));
    double never = (double)bill->plan->n_months, months = (double)leg->trailing_months;
    double next = (double)(bill->month + leg->lead_months), when = leg->when_usd;
    next = SFL_MIN(next, never);
    SFL_EACH_LANE(lane)
    {
        bool fires = from[lane] >= never && sum[lane] / months >= when;
        from[lane] = fires ? next : from[lane];
    }
}

/* What the switch itself costs, in its month. */
SFL_FN void sfl_leg_pay_switch(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    if (leg->kind != SFL_LEG_BEFORE) return;
    const double *from = sfl_bill_slot(bill, leg->switch_slot);
    double       *once = sfl_bill_slot(bill, bill->architecture->once_slot);
    double        now = (double)bill->month, cost = leg->switch_usd;
    SFL_EACH_LANE(lane) once[lane] += from[lane] == now ? cost : 0.0;
}

/* One leg of the routes: capacity channels are only weighed here, their bill comes after all routes. */
SFL_FN void sfl_leg_month(const sfl_bill *bill, const sfl_plan_leg *leg)
{
    sfl_leg_pay_switch(bill, leg);
    if (leg->kind == SFL_LEG_FILL) {
        sfl_leg_fill(bill, leg);
        return;
    }
    sfl_leg_weigh(bill, leg);
    if (!sfl_leg_is_token(bill, leg)) return;
    sfl_scaled weight = sfl_leg_weight(bill, leg);
    sfl_token_bill(bill, leg, &bill->uses[leg->use], weight.factor, weight.lanes);
    if (leg->kind == SFL_LEG_BEFORE) sfl_leg_watch(bill, leg);
}

/* All legs of the routes, in their order. */
SFL_FN void sfl_legs_month(const sfl_bill *bill)
{
    const int32_t n_legs = bill->architecture->n_legs;
    for (int32_t i = 0; i < n_legs;) {
        const sfl_plan_leg *leg = &bill->legs[i];
        if (leg->n_abreast > 0) {
            sfl_token_bill_abreast(bill, leg);
        } else {
            sfl_leg_month(bill, leg);
        }
        i += leg->n_abreast > 0 ? leg->n_abreast : 1;
    }
}

SFL_FN void sfl_leg_begin(const sfl_block *block, const sfl_plan_leg *leg)
{
    if (leg->kind != SFL_LEG_BEFORE) return;
    sfl_fill_slots(block, leg->switch_slot, 1, (double)block->plan->n_months);
    sfl_fill_slots(block, leg->spend_slot, leg->trailing_months, 0.0);
}

#endif
