/* What a bill of one plan and the same one of another have in common, slot by slot, and how one takes it from the other: for
 * backend_group.c. Copies and comparisons of bits, no arithmetic. */
#ifndef SFL_KERNELS_GROUP_STATE_H
#define SFL_KERNELS_GROUP_STATE_H

#include "kernels/bill.h"

#define SFL_PART_BIT(part) (1u << (part))
#define SFL_EVERY_PART (SFL_PART_BIT(SFL_PART_COUNT) - 1u)
/* Parts whose sums a plan may leave to the first one: true-ups differ at the end of every period, and so do totals. */
#define SFL_LEFT_PARTS (SFL_PART_BIT(SFL_PART_AI) | SFL_PART_BIT(SFL_PART_BASELINE))

/* ---- the same numbers twice ---- */

SFL_FN bool sfl_same_slots(const sfl_bill *a, int32_t slot_of_a, const sfl_bill *b, int32_t slot_of_b, int32_t n_slots)
{
    const double *of_a = sfl_bill_slot(a, slot_of_a), *of_b = sfl_bill_slot(b, slot_of_b);
    return memcmp(of_a, of_b, (size_t)n_slots * SFL_LANES * sizeof *of_a) == 0;
}

SFL_FN void sfl_copy_slots(const sfl_block *to, int32_t slot_of_to, const sfl_block *from, int32_t slot_of_from, int32_t n_slots)
{
    if (slot_of_to < 0 || n_slots <= 0) return;
    memcpy(sfl_slot(to, slot_of_to), sfl_slot(from, slot_of_from), (size_t)n_slots * SFL_LANES * sizeof(double));
}

/* ---- from one bill to another ---- */

/* How many slots from discount_slot on hold an account's state and its last period, but not its term (host/plan/slots.c). */
SFL_FN int32_t sfl_account_state_slots(const sfl_plan_account *account)
{
    return (account->contract >= 0 ? account->term_shortfall_slot : account->credit_used_slot + 1) - account->discount_slot;
}

/* Has an account another commitment than that of the first plan in this month? */
SFL_FN bool sfl_has_own_commitment(const sfl_bill *a, const sfl_bill *b, int32_t number, int32_t month)
{
    const sfl_plan_contract *of_a = sfl_account_contract(a->plan, &a->accounts[number]);
    const sfl_plan_contract *of_b = sfl_account_contract(b->plan, &b->accounts[number]);
    if (!of_a || !of_b || month < 0) return false;
    return sfl_contract_term(a->plan, of_a, month)->commitment_usd != sfl_contract_term(b->plan, of_b, month)->commitment_usd;
}

/* The commitment of the month that was left is the plan's own where it differs, and has been there all the time. */
SFL_FN void sfl_take_accounts(const sfl_bill *to, const sfl_bill *from, int32_t month)
{
    for (int32_t i = 0; i < to->architecture->n_accounts; ++i) {
        const sfl_plan_account *my = &to->accounts[i], *its = &from->accounts[i];
        int32_t                 n_slots = sfl_account_state_slots(my), n_before = n_slots;
        if (sfl_has_own_commitment(to, from, i, month)) n_before = my->commitment_slot - my->discount_slot;
        sfl_copy_slots(to->block, my->discount_slot, from->block, its->discount_slot, n_before);
        sfl_copy_slots(to->block, my->commitment_slot + 1, from->block, its->commitment_slot + 1, n_slots - n_before - 1);
        sfl_copy_slots(to->block, my->market_slot, from->block, its->market_slot, 1);
        sfl_copy_slots(to->block, my->quota_slot, from->block, its->quota_slot, 1);
    }
    sfl_copy_slots(to->block, to->architecture->unserved_slot, from->block, from->architecture->unserved_slot, 1);
}

/* What columns of periods look at. */
SFL_FN void sfl_take_periods(const sfl_bill *to, const sfl_bill *from)
{
    for (int32_t i = 0; i < to->architecture->n_accounts; ++i) {
        const sfl_plan_account *my = &to->accounts[i], *its = &from->accounts[i];
        if (my->contract < 0) continue;
        sfl_copy_slots(to->block, my->shortfall_slot, from->block, its->shortfall_slot, my->term_shortfall_slot - my->shortfall_slot);
    }
}

SFL_FN void sfl_take_months(const sfl_bill *to, const sfl_bill *from)
{
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
        sfl_copy_slots(to->block, to->architecture->month_slots[part], from->block, from->architecture->month_slots[part], 1);
}

SFL_FN bool sfl_part_is_left(int32_t part)
{
    return (SFL_LEFT_PARTS & SFL_PART_BIT(part)) != 0;
}

SFL_FN void sfl_take_sums(const sfl_bill *to, const sfl_bill *from)
{
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        for (int32_t money = 0; sfl_part_is_left(part) && money < SFL_MONEY_COUNT; ++money)
            sfl_copy_slots(to->block, to->architecture->total_slots[part][money], from->block,
                           from->architecture->total_slots[part][money], 1);
    }
}

/* ---- are they the same? ---- */

/* And will stay so, while months are? */
SFL_FN bool sfl_same_sums(const sfl_bill *a, const sfl_bill *b)
{
    const double *of_a = SFL_AT(a->plan, double, a->plan->discount_at), *of_b = SFL_AT(b->plan, double, b->plan->discount_at);
    if (memcmp(of_a, of_b, (size_t)a->plan->n_months * sizeof *of_a) != 0) return false;
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        for (int32_t money = 0; sfl_part_is_left(part) && money < SFL_MONEY_COUNT; ++money)
            if (!sfl_same_slots(a, a->architecture->total_slots[part][money], b, b->architecture->total_slots[part][money], 1))
                return false;
    }
    return true;
}

/* Is all that an account keeps from month to month the same, its last period aside, and a commitment that nothing looks at? */
SFL_FN bool sfl_same_account_state(const sfl_bill *a, const sfl_bill *b, int32_t number)
{
    const sfl_plan_account *of_a = &a->accounts[number], *of_b = &b->accounts[number];
    int32_t n_slots = of_a->contract >= 0 ? of_a->shortfall_slot - of_a->discount_slot : sfl_account_state_slots(of_a);
    if (of_a->contract >= 0 && !sfl_same_slots(a, of_a->eligible_slot, b, of_b->eligible_slot, 1)) return false; /* the likeliest */
    if (of_a->market_slot >= 0 && !sfl_same_slots(a, of_a->market_slot, b, of_b->market_slot, 1)) return false;
    if (!sfl_has_own_commitment(a, b, number, b->month)) return sfl_same_slots(a, of_a->discount_slot, b, of_b->discount_slot, n_slots);
    int32_t n_before = of_a->commitment_slot - of_a->discount_slot;
    return sfl_same_slots(a, of_a->discount_slot, b, of_b->discount_slot, n_before) &&
           sfl_same_slots(a, of_a->commitment_slot + 1, b, of_b->commitment_slot + 1, n_slots - n_before - 1);
}

SFL_FN bool sfl_same_states(const sfl_bill *a, const sfl_bill *b)
{
    for (int32_t i = 0; i < b->architecture->n_accounts; ++i)
        if (!sfl_same_account_state(a, b, i)) return false;
    return true;
}

/* Of an account, before the routes of a month: what discounts, quotas and caps are made of, and the bill to which theirs is
 * added. AI spend and what counts of channels are 0 then. */
SFL_FN bool sfl_same_account(const sfl_bill *a, const sfl_bill *b, int32_t number)
{
    const sfl_plan_account *of_a = &a->accounts[number], *of_b = &b->accounts[number];
    if (!sfl_same_slots(a, of_a->discount_slot, b, of_b->discount_slot, 1)) return false;
    if (!sfl_same_slots(a, of_a->scope_slot, b, of_b->scope_slot, 1)) return false;
    if (!sfl_same_slots(a, of_a->bills_slot, b, of_b->bills_slot, 1)) return false;
    if (of_a->quota_slot >= 0 && !sfl_same_slots(a, of_a->quota_slot, b, of_b->quota_slot, 1)) return false;
    if (of_a->market_slot < 0) return true;
    return sfl_same_slots(a, of_a->market_slot, b, of_b->market_slot, 1) &&
           sfl_same_slots(a, of_a->commitment_slot, b, of_b->commitment_slot, 1);
}

#endif
