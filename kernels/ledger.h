/* What a month of one architecture carries while it is billed, and the two ways money enters it: to a vendor's account
 * or to nobody's (model page section 8). Sees no draws. */
#ifndef SFL_KERNELS_LEDGER_H
#define SFL_KERNELS_LEDGER_H

#include "kernels/block.h"

/* One month of one architecture on one block of paths. */
typedef struct sfl_bill {
    const sfl_block             *block;
    const sfl_plan              *plan;
    const sfl_plan_architecture *architecture;
    const sfl_plan_account      *accounts;
    const sfl_plan_use          *uses;
    const sfl_plan_leg          *legs;
    int32_t                      month;
} sfl_bill;

/* Scratch lanes of a bill, from plan->scratch_slot on. */
enum {
    SFL_SCRATCH_GROSS,
    SFL_SCRATCH_NET,
    SFL_SCRATCH_WEIGHT,
    SFL_SCRATCH_MTOK,
    SFL_SCRATCH_LEFT,
    SFL_SCRATCH_BASIS,
    SFL_SCRATCH_HOURLY, /* mean hourly load of the capacity channel at work, Mtok */
    SFL_SCRATCH_NOBODY /* written, never read: what enters an account that a channel does not have */
};

SFL_FN double *sfl_bill_slot(const sfl_bill *bill, int32_t slot)
{
    return sfl_slot(bill->block, slot);
}

SFL_FN double *sfl_bill_scratch(const sfl_bill *bill, int32_t which)
{
    return sfl_scratch(bill->block, which);
}

SFL_FN const sfl_plan_channel *sfl_bill_channel(const sfl_bill *bill, const sfl_plan_use *use)
{
    return &SFL_AT(bill->plan, sfl_plan_channel, bill->plan->channels_at)[use->channel];
}

/* to[lane] += amount[lane] */
SFL_FN void sfl_add_lanes(double *to, const double *amount)
{
    SFL_EACH_LANE(lane) to[lane] += amount[lane];
}

/* Contract of an account and its term this month; NULL without a contract. */
SFL_FN const sfl_plan_contract *sfl_account_contract(const sfl_plan *plan, const sfl_plan_account *account)
{
    if (account->contract < 0) return NULL;
    return &SFL_AT(plan, sfl_plan_contract, plan->contracts_at)[account->contract];
}

SFL_FN const sfl_plan_vendor *sfl_account_vendor(const sfl_plan *plan, const sfl_plan_account *account)
{
    return &SFL_AT(plan, sfl_plan_vendor, plan->vendors_at)[account->vendor];
}

SFL_FN const sfl_plan_term *sfl_contract_term(const sfl_plan *plan, const sfl_plan_contract *contract, int32_t month)
{
    return &SFL_AT(plan, sfl_plan_term, contract->terms_at)[month];
}

/* ---- discount of a channel (section 8 step 1) ---- */

/* The share of a gross bill that the channel's discount takes off. */
SFL_FN sfl_scaled sfl_use_discount(const sfl_bill *bill, const sfl_plan_use *use, bool is_ordinary_compute)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    sfl_scaled            discount;
    discount.lanes  = sfl_bill_slot(bill, bill->plan->ones_slot);
    discount.factor = 0.0;
    if (use->account < 0) return discount;
    const sfl_plan_account *account = &bill->accounts[use->account];
    bool                    by_scope = !channel->has_discount_share && !is_ordinary_compute;
    discount.lanes  = sfl_bill_slot(bill, by_scope ? account->scope_slot : account->discount_slot);
    discount.factor = channel->has_discount_share ? channel->discount_share : 1.0;
    return discount;
}

/* ---- what draws a commitment down (section 8 steps 4 and 5) ---- */

/* Can a bill of this account count this month? */
SFL_FN const sfl_plan_contract *sfl_bill_counting_contract(const sfl_bill *bill, const sfl_plan_account *account)
{
    const sfl_plan_contract *contract = sfl_account_contract(bill->plan, account);
    if (!contract || !sfl_contract_term(bill->plan, contract, bill->month)->in_force) return NULL;
    return contract;
}

/* What marketplace channels may still draw down in this period, USD, >= 0: out[lane]. */
SFL_FN void sfl_account_market_room(const sfl_bill *bill, const sfl_plan_account *account,
                                    const sfl_plan_contract *contract, double *out)
{
    const double *commitment = sfl_bill_slot(bill, account->commitment_slot);
    const double *used       = sfl_bill_slot(bill, account->market_slot);
    const double *this_month = sfl_bill_slot(bill, account->market_month_slot);
    SFL_EACH_LANE(lane)
    {
        double room = contract->marketplace_cap * commitment[lane] - used[lane] - this_month[lane];
        out[lane]   = SFL_MAX(room, 0.0);
    }
}

/* Where a channel's bills enter this month, and what of them draws the commitment down: the eligible share of gross or
 * of net, the other counts 0 times. Channels of nobody's account only cost. */
typedef struct sfl_till {
    double *running, *bills, *gross, *counted; /* bill, vendor's bill, AI gross spend, draw-down: USD */
    double  gross_counts, net_counts;
} sfl_till;

SFL_FN sfl_till sfl_till_of(const sfl_bill *bill, const sfl_plan_use *use)
{
    double  *nobody = sfl_bill_scratch(bill, SFL_SCRATCH_NOBODY);
    sfl_till till;
    till.running      = sfl_bill_slot(bill, bill->architecture->running_slot);
    till.bills        = nobody;
    till.gross        = nobody;
    till.counted      = nobody;
    till.gross_counts = 0.0;
    till.net_counts   = 0.0;
    if (use->account < 0) return till;
    const sfl_plan_account  *account  = &bill->accounts[use->account];
    const sfl_plan_contract *contract = sfl_bill_counting_contract(bill, account);
    till.bills                        = sfl_bill_slot(bill, account->bills_slot);
    till.gross                        = sfl_bill_slot(bill, account->gross_slot);
    if (!contract) return till;
    till.counted = sfl_bill_slot(bill, account->counted_slot);
    *(contract->counts_gross ? &till.gross_counts : &till.net_counts) = sfl_bill_channel(bill, use)->eligibility;
    return till;
}

/* A lane of a till while bills enter it. */
typedef struct sfl_sums {
    double running, bills, gross, counted;
} sfl_sums;

SFL_FN sfl_sums sfl_till_open(sfl_till till, int32_t lane)
{
    sfl_sums sums = {till.running[lane], till.bills[lane], till.gross[lane], till.counted[lane]};
    return sums;
}

SFL_FN sfl_sums sfl_sums_add(sfl_sums sums, sfl_till till, double gross, double net)
{
    sums.running += net;
    sums.bills += net;
    sums.gross += gross;
    sums.counted += till.gross_counts * gross + till.net_counts * net;
    return sums;
}

SFL_FN void sfl_till_close(sfl_till till, int32_t lane, sfl_sums sums)
{
    till.running[lane] = sums.running;
    till.bills[lane]   = sums.bills;
    till.gross[lane]   = sums.gross;
    till.counted[lane] = sums.counted;
}

/* What a marketplace channel's bill [lane] draws down stays under the cap. */
SFL_FN void sfl_bill_enter_market(const sfl_bill *bill, const sfl_plan_account *account,
                                  const sfl_plan_contract *contract, double eligibility, const double *basis)
{
    double *counted = sfl_bill_slot(bill, account->counted_slot);
    double *market  = sfl_bill_slot(bill, account->market_month_slot);
    double *room    = sfl_bill_scratch(bill, SFL_SCRATCH_LEFT);
    sfl_account_market_room(bill, account, contract, room);
    SFL_EACH_LANE(lane)
    {
        double counts = eligibility * basis[lane];
        counts        = SFL_MIN(counts, room[lane]);
        counted[lane] += counts;
        market[lane] += counts;
    }
}

/* Enters a channel's bill [lane] USD into its vendor's account. */
SFL_FN void sfl_bill_enter(const sfl_bill *bill, const sfl_plan_use *use, const double *gross, const double *net)
{
    const sfl_plan_channel *channel = sfl_bill_channel(bill, use);
    sfl_till                till    = sfl_till_of(bill, use);
    double                 *nobody  = sfl_bill_scratch(bill, SFL_SCRATCH_NOBODY);
    bool                    is_capped = channel->marketplace && till.counted != nobody;
    if (is_capped) till.counted = nobody;
    SFL_EACH_LANE(lane) sfl_till_close(till, lane, sfl_sums_add(sfl_till_open(till, lane), till, gross[lane], net[lane]));
    if (!is_capped) return;
    const sfl_plan_account *account = &bill->accounts[use->account];
    sfl_bill_enter_market(bill, account, sfl_account_contract(bill->plan, account), channel->eligibility,
                          till.gross_counts > 0.0 ? gross : net);
}

/* ---- prices ---- */

/* A price index [lane] in month `tau`: ones for what has none. */
SFL_FN const double *sfl_price_index(const sfl_bill *bill, int32_t index, int32_t tau)
{
    const sfl_plan *plan = bill->plan;
    if (index < 0) return sfl_bill_slot(bill, plan->ones_slot);
    const sfl_plan_index *entry = &SFL_AT(plan, sfl_plan_index, plan->indices_at)[index];
    return sfl_bill_slot(bill, entry->history_slot + (entry->depth > 1 ? tau % entry->depth : 0));
}

#endif
