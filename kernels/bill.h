/* The bill of one architecture for one month, in the order of the model page (section 8). Cannot draw: nothing here, nor
 * anything it includes, sees draw.h. */
#ifndef SFL_KERNELS_BILL_H
#define SFL_KERNELS_BILL_H

#include "kernels/channel_provisioned.h"
#include "kernels/channel_self_hosted.h"
#include "kernels/channel_token.h"
#include "kernels/contract.h"
#include "kernels/route.h"

SFL_FN sfl_bill sfl_bill_of(const sfl_block *block, int32_t architecture, int32_t month)
{
    const sfl_plan *plan = block->plan;
    sfl_bill        bill;
    bill.block        = block;
    bill.plan         = plan;
    bill.architecture = &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture];
    bill.accounts     = SFL_AT(plan, sfl_plan_account, bill.architecture->accounts_at);
    bill.uses         = SFL_AT(plan, sfl_plan_use, bill.architecture->uses_at);
    bill.legs         = SFL_AT(plan, sfl_plan_leg, bill.architecture->legs_at);
    bill.month        = month;
    return bill;
}

/* ---- before month 0 ---- */

SFL_FN void sfl_use_begin(const sfl_block *block, const sfl_plan_use *use)
{
    const sfl_plan_channel *channel = &SFL_AT(block->plan, sfl_plan_channel, block->plan->channels_at)[use->channel];
    sfl_fill_slots(block, use->active_slot, 1, 0.0);
    sfl_fill_slots(block, use->month_mtok_slot, 1, 0.0);
    sfl_fill_slots(block, use->units_slot, 1, 0.0);
    sfl_fill_slots(block, use->sized_slot, 1, 0.0);
    sfl_fill_slots(block, use->load_slot, channel->lead_months + 1, 0.0);
    sfl_fill_slots(block, use->residual_slot, 1, 0.0);
    sfl_fill_slots(block, use->overflow_slot, 1, 0.0);
    sfl_fill_slots(block, use->load_sum_slot, 1, 0.0);
    sfl_fill_slots(block, use->served_sum_slot, 1, 0.0);
    sfl_fill_slots(block, use->capacity_sum_slot, 1, 0.0);
    sfl_fill_slots(block, use->overflow_sum_slot, 1, 0.0);
}

/* State of one architecture before month 0, but for its uses and legs. */
SFL_FN void sfl_bill_begin_sums(const sfl_block *block, int32_t architecture)
{
    sfl_bill                     bill = sfl_bill_of(block, architecture, 0);
    const sfl_plan_architecture *a    = bill.architecture;
    for (int32_t i = 0; i < a->n_accounts; ++i) sfl_account_begin(block, &bill.accounts[i]);
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
            sfl_fill_slots(block, a->total_slots[part][money], 1, 0.0);
        }
    }
    sfl_fill_slots(block, a->year_slot, 1, 0.0);
    sfl_fill_slots(block, a->unserved_slot, 1, 0.0);
}

/* All of it. */
SFL_FN void sfl_bill_begin(const sfl_block *block, int32_t architecture)
{
    sfl_bill bill = sfl_bill_of(block, architecture, 0);
    sfl_bill_begin_sums(block, architecture);
    for (int32_t i = 0; i < bill.architecture->n_uses; ++i) sfl_use_begin(block, &bill.uses[i]);
    for (int32_t i = 0; i < bill.architecture->n_legs; ++i) sfl_leg_begin(block, &bill.legs[i]);
}

/* ---- a month ---- */

/* Is there anything of a part in a month, on some path? */
SFL_FN bool sfl_bill_has_part(const sfl_bill *bill, sfl_part part, int32_t month)
{
    if (part != SFL_PART_TRUEUP && part != SFL_PART_BASELINE) return true;
    for (int32_t i = 0; i < bill->architecture->n_accounts; ++i) {
        const sfl_plan_account  *account  = &bill->accounts[i];
        const sfl_plan_contract *contract = sfl_account_contract(bill->plan, account);
        if (part == SFL_PART_BASELINE && sfl_account_vendor(bill->plan, account)->driver >= 0) return true;
        if (part == SFL_PART_TRUEUP && contract && sfl_term_has_trueup(sfl_contract_term(bill->plan, contract, month)))
            return true;
    }
    return false;
}

/* A part of which last month had nothing is 0 still. */
SFL_FN void sfl_bill_clear_part(const sfl_bill *bill, sfl_part part)
{
    if (bill->month > 0 && !sfl_bill_has_part(bill, part, bill->month - 1)) return;
    sfl_fill_slots(bill->block, bill->architecture->month_slots[part], 1, 0.0);
}

/* Coordination runs every month; leaving the current channels is paid in month 0. */
SFL_FN void sfl_bill_open_month(const sfl_bill *bill)
{
    const sfl_plan_architecture *a = bill->architecture;
    sfl_fill_slots(bill->block, a->running_slot, 1, a->coordination_usd_per_month);
    sfl_fill_slots(bill->block, a->once_slot, 1, bill->month == 0 ? a->exit_usd : 0.0);
    sfl_bill_clear_part(bill, SFL_PART_TRUEUP);
    sfl_bill_clear_part(bill, SFL_PART_BASELINE);
    for (int32_t i = 0; i < a->n_uses; ++i) {
        const sfl_plan_use *use = &bill->uses[i];
        sfl_fill_slots(bill->block, use->month_mtok_slot, 1, 0.0);
    }
}

/* A provisioned or self-hosted channel's own bill and its overflow. */
SFL_FN void sfl_use_serve(const sfl_bill *bill, const sfl_plan_use *use)
{
    switch ((sfl_channel_kind)sfl_bill_channel(bill, use)->kind) {
#define SFL_CHANNEL(KIND, word, help)                                                              \
    case SFL_CHANNEL_##KIND: sfl_##word##_serve(bill, use); break;
#include "kernels/channel_list.def"
#undef SFL_CHANNEL
    case SFL_CHANNEL_COUNT: break;
    }
}

/* Gateways, private links, monitoring: paid to others in every month from the first load on. */
SFL_FN void sfl_use_fixed_cost(const sfl_bill *bill, const sfl_plan_use *use)
{
    double fixed = sfl_bill_channel(bill, use)->fixed_usd_per_month;
    if (fixed == 0.0) return;
    const double *mtok    = sfl_bill_slot(bill, use->month_mtok_slot);
    double       *active  = sfl_bill_slot(bill, use->active_slot);
    double       *running = sfl_bill_slot(bill, bill->architecture->running_slot);
    SFL_EACH_LANE(lane)
    {
        active[lane] = mtok[lane] >= SFL_LEAST_LOAD_MTOK ? 1.0 : active[lane];
        running[lane] += active[lane] * fixed;
    }
}

/* A part of the month, [lane] USD, into the sums of the path. */
SFL_FN void sfl_bill_sum_part(const sfl_bill *bill, sfl_part part, const double *month)
{
    const sfl_plan_architecture *a        = bill->architecture;
    const double                 discount = SFL_AT(bill->plan, double, bill->plan->discount_at)[bill->month];
    double                      *npv      = sfl_bill_slot(bill, a->total_slots[part][SFL_MONEY_NPV]);
    double                      *nominal  = sfl_bill_slot(bill, a->total_slots[part][SFL_MONEY_NOMINAL]);
    SFL_EACH_LANE(lane)
    {
        npv[lane] += discount * month[lane];
        nominal[lane] += month[lane];
    }
}

/* The month's parts into the month, year and path sums. What every month has, all and AI, in the loop that makes it: there it
 * stands in registers. */
SFL_FN void sfl_bill_sum(const sfl_bill *bill)
{
    const sfl_plan_architecture *a        = bill->architecture;
    const double                *running  = sfl_bill_slot(bill, a->running_slot);
    const double                *once     = sfl_bill_slot(bill, a->once_slot);
    double                      *total    = sfl_bill_slot(bill, a->month_slots[SFL_PART_TOTAL]);
    double                      *ai       = sfl_bill_slot(bill, a->month_slots[SFL_PART_AI]);
    const double                *trueup   = sfl_bill_slot(bill, a->month_slots[SFL_PART_TRUEUP]);
    const double                *baseline = sfl_bill_slot(bill, a->month_slots[SFL_PART_BASELINE]);
    double                      *year     = sfl_bill_slot(bill, a->year_slot);
    double                      *npv = sfl_bill_slot(bill, a->total_slots[SFL_PART_TOTAL][SFL_MONEY_NPV]);
    double                      *nominal = sfl_bill_slot(bill, a->total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL]);
    double                      *ai_npv = sfl_bill_slot(bill, a->total_slots[SFL_PART_AI][SFL_MONEY_NPV]);
    double                      *ai_nominal = sfl_bill_slot(bill, a->total_slots[SFL_PART_AI][SFL_MONEY_NOMINAL]);
    const double                 discount = SFL_AT(bill->plan, double, bill->plan->discount_at)[bill->month];
    double                       keep     = bill->month % 12 == 0 ? 0.0 : 1.0;
    SFL_EACH_LANE(lane)
    {
        double of_ai = running[lane] + once[lane];
        double all   = (of_ai + trueup[lane]) + baseline[lane];
        ai[lane]     = of_ai;
        total[lane]  = all;
        year[lane]   = keep * year[lane] + all;
        npv[lane] += discount * all;
        nominal[lane] += all;
        ai_npv[lane] += discount * of_ai;
        ai_nominal[lane] += of_ai;
    }
    for (int32_t part = SFL_PART_TRUEUP; part < SFL_PART_COUNT; ++part) {
        if (sfl_bill_has_part(bill, (sfl_part)part, bill->month))
            sfl_bill_sum_part(bill, (sfl_part)part, sfl_bill_slot(bill, a->month_slots[part]));
    }
}

/* Steps 1 to 3: what the month starts with, and what of the contracts its routes look at. */
SFL_FN void sfl_bill_before_routes(const sfl_bill *bill)
{
    const sfl_plan_architecture *a = bill->architecture;
    sfl_bill_open_month(bill);
    for (int32_t i = 0; i < a->n_accounts; ++i) sfl_account_open_month(bill, &bill->accounts[i]);
    for (int32_t i = 0; i < a->n_accounts; ++i) sfl_account_baseline(bill, &bill->accounts[i]);
    for (int32_t i = 0; i < a->n_accounts; ++i) sfl_account_quota(bill, &bill->accounts[i]);
}

/* Steps 4 and 5: what the workloads' tokens cost, channel by channel. */
SFL_FN void sfl_bill_routes(const sfl_bill *bill)
{
    const sfl_plan_architecture *a = bill->architecture;
    sfl_legs_month(bill);
    for (int32_t i = 0; i < a->n_uses; ++i) sfl_use_serve(bill, &bill->uses[i]);
    for (int32_t i = 0; i < a->n_uses; ++i) sfl_use_fixed_cost(bill, &bill->uses[i]);
}

/* Steps 6 and 7, and the sums. */
SFL_FN void sfl_bill_after_routes(const sfl_bill *bill)
{
    for (int32_t i = 0; i < bill->architecture->n_accounts; ++i) sfl_account_close_month(bill, &bill->accounts[i]);
    sfl_bill_sum(bill);
}

/* The sums of a month that is the same as that of another bill, which has been made: of the path, its year and its terms.
 * parts: bit of every sfl_part whose sums over the path are wanted. */
SFL_FN void sfl_bill_repeat(const sfl_bill *bill, const sfl_bill *from, uint32_t parts)
{
    const sfl_plan_architecture *a     = bill->architecture;
    const double                *total = sfl_bill_slot(from, from->architecture->month_slots[SFL_PART_TOTAL]);
    double                      *year  = sfl_bill_slot(bill, a->year_slot);
    double                       keep  = bill->month % 12 == 0 ? 0.0 : 1.0;
    SFL_EACH_LANE(lane) year[lane] = keep * year[lane] + total[lane];
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        if ((parts >> part & 1u) == 0 || !sfl_bill_has_part(bill, (sfl_part)part, bill->month)) continue;
        sfl_bill_sum_part(bill, (sfl_part)part, sfl_bill_slot(from, from->architecture->month_slots[part]));
    }
    for (int32_t i = 0; i < a->n_accounts; ++i) {
        const sfl_plan_contract *contract = sfl_account_contract(bill->plan, &bill->accounts[i]);
        if (!contract) continue;
        const sfl_plan_term *term = sfl_contract_term(bill->plan, contract, bill->month);
        if (term->in_force && term->is_last) sfl_account_add_period(bill, &bill->accounts[i], from, &from->accounts[i]);
    }
}

/* One month of one architecture. The world of the month stands in the slots: tokens, cached shares, quotes, indices. */
SFL_FN void sfl_bill_month(const sfl_block *block, int32_t architecture, int32_t month)
{
    sfl_bill bill = sfl_bill_of(block, architecture, month);
    sfl_bill_before_routes(&bill);
    sfl_bill_routes(&bill);
    sfl_bill_after_routes(&bill);
}

#endif
