/* The life of a commitment: discount, quota, credit, period end (model page sections 7 and 8, steps 1, 2, 3, 6, 7).
 * Everything that is certain of a contract's calendar stands in its sfl_plan_term; here only what differs by path. */
#ifndef SFL_KERNELS_CONTRACT_H
#define SFL_KERNELS_CONTRACT_H

#include "kernels/ledger.h"

/* Before month 0. */
SFL_FN void sfl_account_begin(const sfl_block *block, const sfl_plan_account *account)
{
    const sfl_plan          *plan     = block->plan;
    const sfl_plan_contract *contract = sfl_account_contract(plan, account);
    sfl_fill_slots(block, account->discount_slot, 1, 0.0);
    sfl_fill_slots(block, account->scope_slot, 1, 0.0);
    sfl_fill_slots(block, account->credit_used_slot, 1, 0.0);
    sfl_fill_slots(block, account->baseline_counted_slot, 1, 0.0);
    if (!contract) return;
    sfl_fill_slots(block, account->eligible_slot, 1, contract->spent_to_date_usd);
    sfl_fill_slots(block, account->market_slot, 1, 0.0);
    sfl_fill_slots(block, account->carry_slot, 1, 0.0);
    sfl_fill_slots(block, account->counted_baseline_slot, 1, 0.0);
    sfl_fill_slots(block, account->before_slot, 1, 0.0);
    sfl_fill_slots(block, account->commitment_slot, 1, 0.0);
    sfl_fill_slots(block, account->pending_slot, contract->pending_depth, 0.0);
    sfl_fill_slots(block, account->credit_slot, contract->credit_depth, 0.0);
    sfl_fill_slots(block, account->ai_spend_slot, 12, 0.0);
    sfl_fill_slots(block, account->amended_slot, contract->n_amendments, 0.0);
    sfl_fill_slots(block, account->quota_slot, 1, 0.0);
    sfl_fill_slots(block, account->shortfall_slot, 1, 0.0);
    sfl_fill_slots(block, account->short_slot, 1, 0.0);
    sfl_fill_slots(block, account->utilisation_slot, 1, 0.0);
    sfl_fill_slots(block, account->room_slot, 1, 0.0);
    sfl_fill_slots(block, account->period_commitment_slot, 1, 0.0);
    sfl_fill_slots(block, account->period_eligible_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_shortfall_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_short_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_room_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_commitment_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_filled_slot, 1, 0.0);
    sfl_fill_slots(block, account->term_utilisation_slot, 1, 1.0);
}

/* ---- step 1: period, commitment, discount ---- */

/* The period before ended with last month: its excess is carried, eligible spend and marketplace use start again at 0. */
SFL_FN void sfl_account_roll(const sfl_bill *bill, const sfl_plan_account *account, const sfl_plan_contract *contract)
{
    double       *eligible   = sfl_bill_slot(bill, account->eligible_slot);
    double       *carry      = sfl_bill_slot(bill, account->carry_slot);
    const double *commitment = sfl_bill_slot(bill, account->commitment_slot);
    if (account->before_slot >= 0) {
        double *before = sfl_bill_slot(bill, account->before_slot);
        SFL_EACH_LANE(lane) before[lane] = eligible[lane];
    }
    SFL_EACH_LANE(lane)
    {
        double excess  = eligible[lane] + carry[lane] - commitment[lane];
        double most    = contract->rollover_cap * commitment[lane];
        excess         = SFL_MAX(excess, 0.0);
        carry[lane]    = SFL_MIN(most, excess);
        eligible[lane] = 0.0;
    }
    sfl_fill_slots(bill->block, account->market_slot, 1, 0.0);
    sfl_fill_slots(bill->block, account->counted_baseline_slot, 1, 0.0);
}

/* Commitment of the running period; 0 while the contract is not in force. */
SFL_FN void sfl_account_commit(const sfl_bill *bill, const sfl_plan_account *account, const sfl_plan_term *term)
{
    double *commitment = sfl_bill_slot(bill, account->commitment_slot);
    if (!term->in_force) {
        SFL_EACH_LANE(lane) commitment[lane] = 0.0;
    } else if (term->by_share) {
        const double *before = sfl_bill_slot(bill, account->before_slot);
        SFL_EACH_LANE(lane) commitment[lane] = term->commitment_usd * before[lane];
    } else {
        SFL_EACH_LANE(lane) commitment[lane] = term->commitment_usd;
    }
}

/* From its amount on a tier's discount takes the place of that of the tiers below it. */
SFL_FN double sfl_tier_over(sfl_plan_tier tier, double basis_usd, double below)
{
    return basis_usd >= tier.from_usd ? tier.discount : below;
}

/* What the tiers look at, USD [lane]. */
SFL_FN void sfl_account_tier_basis(const sfl_bill *bill, const sfl_plan_account *account,
                                   const sfl_plan_contract *contract, const sfl_plan_term *term, double *basis)
{
    if (contract->discount_basis == SFL_DISCOUNT_SPEND) {
        const double *eligible = sfl_bill_slot(bill, account->eligible_slot);
        SFL_EACH_LANE(lane) basis[lane] = eligible[lane];
    } else if (term->by_share) {
        const double *before = sfl_bill_slot(bill, account->before_slot);
        SFL_EACH_LANE(lane) basis[lane] = term->annual_usd * before[lane];
    } else {
        SFL_EACH_LANE(lane) basis[lane] = term->annual_usd;
    }
}

/* δ [lane] before amendments. */
SFL_FN void sfl_account_base_discount(const sfl_bill *bill, const sfl_plan_account *account,
                                      const sfl_plan_contract *contract, const sfl_plan_term *term, double *discount)
{
    if (contract->discount_basis == SFL_DISCOUNT_KNOWN) {
        SFL_EACH_LANE(lane) discount[lane] = term->discount;
        return;
    }
    const sfl_plan_tier *tiers = SFL_AT(bill->plan, sfl_plan_tier, contract->tiers_at);
    double              *basis = sfl_bill_scratch(bill, SFL_SCRATCH_BASIS);
    sfl_account_tier_basis(bill, account, contract, term, basis);
    SFL_EACH_LANE(lane) discount[lane] = 0.0;
    for (int32_t i = 0; i < contract->n_tiers; ++i) {
        const sfl_plan_tier tier = tiers[i];
        SFL_EACH_LANE(lane) discount[lane] = sfl_tier_over(tier, basis[lane], discount[lane]);
    }
}

/* AI gross spend of the twelve months before this one [lane]. */
SFL_FN void sfl_account_ai_year(const sfl_bill *bill, const sfl_plan_account *account, double *sum)
{
    SFL_EACH_LANE(lane) sum[lane] = 0.0;
    if (account->ai_spend_slot < 0) return;
    for (int32_t i = 0; i < 12; ++i) sfl_add_lanes(sum, sfl_bill_slot(bill, account->ai_spend_slot + i));
}

/* Amendments come into force for good, whether or not the contract is in force, and change δ and the AI scope. */
SFL_FN void sfl_account_amend(const sfl_bill *bill, const sfl_plan_account *account, const sfl_plan_contract *contract,
                              double *discount, double *scope)
{
    const sfl_plan_amendment *amendments = SFL_AT(bill->plan, sfl_plan_amendment, contract->amendments_at);
    double                   *ai_year    = sfl_bill_scratch(bill, SFL_SCRATCH_BASIS);
    sfl_account_ai_year(bill, account, ai_year);
    for (int32_t i = 0; i < contract->n_amendments; ++i) {
        const sfl_plan_amendment *amendment = &amendments[i];
        double                   *amended   = sfl_bill_slot(bill, account->amended_slot + i);
        if (bill->month < amendment->month) continue;
        double add = amendment->discount_add, when = amendment->when_usd;
        double new_scope = amendment->ai_scope;
        bool   rescopes  = amendment->has_ai_scope != 0;
        SFL_EACH_LANE(lane)
        {
            double on     = ai_year[lane] >= when ? 1.0 : amended[lane];
            amended[lane] = on;
            discount[lane] += on > 0.0 ? add : 0.0;
            scope[lane] = (rescopes && on > 0.0) ? new_scope : scope[lane];
        }
    }
}

/* Is the discount what it was last month on every path? */
SFL_FN bool sfl_account_discount_stands(const sfl_bill *bill, const sfl_plan_contract *contract, const sfl_plan_term *term)
{
    bool is_known = contract->discount_basis == SFL_DISCOUNT_KNOWN && contract->n_amendments == 0;
    if (!is_known || bill->month == 0) return false;
    const sfl_plan_term *last = sfl_contract_term(bill->plan, contract, bill->month - 1);
    return last->in_force == term->in_force && last->discount == term->discount;
}

SFL_FN void sfl_account_discount(const sfl_bill *bill, const sfl_plan_account *account,
                                 const sfl_plan_contract *contract, const sfl_plan_term *term)
{
    if (sfl_account_discount_stands(bill, contract, term)) return;
    double *discount = sfl_bill_slot(bill, account->discount_slot);
    double *scope    = sfl_bill_slot(bill, account->scope_slot);
    SFL_EACH_LANE(lane) scope[lane] = contract->ai_scope;
    sfl_account_base_discount(bill, account, contract, term, discount);
    sfl_account_amend(bill, account, contract, discount, scope);
    double in_force = term->in_force ? 1.0 : 0.0;
    SFL_EACH_LANE(lane)
    {
        discount[lane] = in_force * discount[lane];
        scope[lane]    = discount[lane] * scope[lane];
    }
}

SFL_FN void sfl_account_open_month(const sfl_bill *bill, const sfl_plan_account *account)
{
    sfl_fill_slots(bill->block, account->gross_slot, 1, 0.0);
    sfl_fill_slots(bill->block, account->counted_slot, 1, 0.0);
    sfl_fill_slots(bill->block, account->market_month_slot, 1, 0.0);
    const sfl_plan_contract *contract = sfl_account_contract(bill->plan, account);
    if (!contract) return;
    const sfl_plan_term *term = sfl_contract_term(bill->plan, contract, bill->month);
    if (bill->month > 0) {
        const sfl_plan_term *last = sfl_contract_term(bill->plan, contract, bill->month - 1);
        if (last->in_force && last->is_last) sfl_account_roll(bill, account, contract);
    }
    if (!term->in_force || term->is_first) sfl_account_commit(bill, account, term);
    sfl_account_discount(bill, account, contract, term);
}

/* ---- step 2: baseline ---- */

/* The month's bills of a vendor begin with its baseline. */
SFL_FN void sfl_account_baseline(const sfl_bill *bill, const sfl_plan_account *account)
{
    const sfl_plan_vendor *vendor = sfl_account_vendor(bill->plan, account);
    if (vendor->driver < 0) {
        sfl_fill_slots(bill->block, account->bills_slot, 1, 0.0);
        return;
    }
    const sfl_plan_driver *driver   = &SFL_AT(bill->plan, sfl_plan_driver, bill->plan->drivers_at)[vendor->driver];
    const double          *index    = sfl_bill_slot(bill, driver->index_slot);
    const double          *discount = sfl_bill_slot(bill, account->discount_slot);
    double                *bills    = sfl_bill_slot(bill, account->bills_slot);
    double                *baseline = sfl_bill_slot(bill, bill->architecture->month_slots[SFL_PART_BASELINE]);
    double                *counted  = sfl_bill_slot(bill, account->baseline_counted_slot);
    double at_list = vendor->monthly_usd * SFL_AT(bill->plan, double, vendor->season_at)[bill->month];
    const sfl_plan_contract *contract = sfl_bill_counting_contract(bill, account);
    double eligibility  = contract ? vendor->eligibility : 0.0;
    bool   counts_gross = contract && contract->counts_gross;
    SFL_EACH_LANE(lane)
    {
        double gross = at_list * index[lane];
        double net   = gross * (1.0 - discount[lane]);
        bills[lane] = net;
        baseline[lane] += net;
        counted[lane] = eligibility * (counts_gross ? gross : net);
    }
}

/* ---- step 3: fill quota ---- */

SFL_FN void sfl_account_quota(const sfl_bill *bill, const sfl_plan_account *account)
{
    if (account->quota_slot < 0) return;
    double                  *quota    = sfl_bill_slot(bill, account->quota_slot);
    const sfl_plan_contract *contract = sfl_bill_counting_contract(bill, account);
    if (!contract) {
        SFL_EACH_LANE(lane) quota[lane] = 0.0;
        return;
    }
    const double *commitment = sfl_bill_slot(bill, account->commitment_slot);
    const double *carry      = sfl_bill_slot(bill, account->carry_slot);
    const double *eligible   = sfl_bill_slot(bill, account->eligible_slot);
    const double *baseline   = sfl_bill_slot(bill, account->baseline_counted_slot);
    double        months     = (double)sfl_contract_term(bill->plan, contract, bill->month)->months_left;
    SFL_EACH_LANE(lane)
    {
        double so_far = eligible[lane] + baseline[lane];
        double need   = commitment[lane] - carry[lane] - so_far - baseline[lane] * (months - 1.0);
        quota[lane]   = SFL_MAX(need, 0.0) / months;
    }
}

/* ---- step 6: credit ---- */

/* Credit pays the vendor's bills of the month, oldest grant first. Leaves what was used in credit_used_slot. */
SFL_FN void sfl_account_use_credit(const sfl_bill *bill, const sfl_plan_account *account,
                                   const sfl_plan_contract *contract, const sfl_plan_term *term)
{
    double       *used  = sfl_bill_slot(bill, account->credit_used_slot);
    const double *bills = sfl_bill_slot(bill, account->bills_slot);
    SFL_EACH_LANE(lane) used[lane] = 0.0;
    for (int32_t grant = term->grant_first; grant < term->grant_end; ++grant) {
        double *credit = sfl_bill_slot(bill, account->credit_slot + grant % contract->credit_depth);
        SFL_EACH_LANE(lane)
        {
            double unpaid = bills[lane] - used[lane];
            double pays   = SFL_MIN(credit[lane], unpaid);
            credit[lane] -= pays;
            used[lane] += pays;
        }
    }
}

/* May credit pay bills of this month, on some path? */
SFL_FN bool sfl_term_has_credit(const sfl_plan_term *term)
{
    return term->grant_first < term->grant_end;
}

/* Share of the vendor's bills that is paid in cash [lane]. */
SFL_FN void sfl_account_cash(const sfl_bill *bill, const sfl_plan_account *account, double *cash)
{
    const double *used  = sfl_bill_slot(bill, account->credit_used_slot);
    const double *bills = sfl_bill_slot(bill, account->bills_slot);
    SFL_EACH_LANE(lane) cash[lane] = bills[lane] > 0.0 ? (bills[lane] - used[lane]) / bills[lane] : 1.0;
}

/* What counts of the channels, and of the baseline where the vendor has one. */
SFL_FN void sfl_account_enter_baseline(const sfl_bill *bill, const sfl_plan_account *account, const double *cash)
{
    const double *counted  = sfl_bill_slot(bill, account->counted_slot);
    const double *baseline = sfl_bill_slot(bill, account->baseline_counted_slot);
    double       *eligible = sfl_bill_slot(bill, account->eligible_slot);
    double       *so_far   = sfl_bill_slot(bill, account->counted_baseline_slot);
    if (sfl_account_vendor(bill->plan, account)->driver < 0) {
        SFL_EACH_LANE(lane) eligible[lane] += counted[lane] * cash[lane];
        return;
    }
    SFL_EACH_LANE(lane)
    {
        eligible[lane] += (baseline[lane] + counted[lane]) * cash[lane];
        so_far[lane] += baseline[lane] * cash[lane];
    }
}

SFL_FN void sfl_account_enter_market(const sfl_bill *bill, const sfl_plan_account *account, const double *cash)
{
    if (account->market_slot < 0) return;
    const double *month  = sfl_bill_slot(bill, account->market_month_slot);
    double       *market = sfl_bill_slot(bill, account->market_slot);
    SFL_EACH_LANE(lane) market[lane] += month[lane] * cash[lane];
}

/* Step 5 and the rest of step 6: what counts is entered, scaled by the share of the bills that was paid in cash. */
SFL_FN void sfl_account_settle(const sfl_bill *bill, const sfl_plan_account *account,
                               const sfl_plan_contract *contract, const sfl_plan_term *term)
{
    const double *cash = sfl_bill_slot(bill, bill->plan->ones_slot);
    if (sfl_term_has_credit(term)) {
        double *share = sfl_bill_scratch(bill, SFL_SCRATCH_WEIGHT);
        sfl_account_use_credit(bill, account, contract, term);
        sfl_account_cash(bill, account, share);
        cash = share;
    } else if (bill->month > 0 && sfl_term_has_credit(sfl_contract_term(bill->plan, contract, bill->month - 1))) {
        sfl_fill_slots(bill->block, account->credit_used_slot, 1, 0.0);
    }
    sfl_account_enter_baseline(bill, account, cash);
    sfl_account_enter_market(bill, account, cash);
}

/* ---- step 7: period end ---- */

/* The period's figures, into the slots that the tally and the observers read, and the payment into the month it falls due. */
SFL_FN void sfl_account_end_period(const sfl_bill *bill, const sfl_plan_account *account,
                                   const sfl_plan_contract *contract, const sfl_plan_term *term)
{
    const double *commitment  = sfl_bill_slot(bill, account->commitment_slot);
    const double *carry       = sfl_bill_slot(bill, account->carry_slot);
    const double *eligible    = sfl_bill_slot(bill, account->eligible_slot);
    const double *baseline    = sfl_bill_slot(bill, account->counted_baseline_slot);
    double       *due         = sfl_bill_slot(bill, account->pending_slot + term->pay_month % contract->pending_depth);
    double       *shortfall   = sfl_bill_slot(bill, account->shortfall_slot);
    double       *is_short    = sfl_bill_slot(bill, account->short_slot);
    double       *utilisation = sfl_bill_slot(bill, account->utilisation_slot);
    double       *room        = sfl_bill_slot(bill, account->room_slot);
    double        spent       = term->period == contract->first_period ? contract->spent_to_date_usd : 0.0;
    double        rate        = contract->shortfall_rate;
    SFL_EACH_LANE(lane)
    {
        double committed = commitment[lane];
        double covered   = carry[lane] + eligible[lane];
        double missing   = committed - covered;
        missing          = missing > SFL_ROUNDING * committed ? missing : 0.0;
        shortfall[lane]  = missing;
        is_short[lane]   = missing > 0.0 ? 1.0 : 0.0;
        due[lane] += missing * rate;
        utilisation[lane] = covered < committed ? covered / committed : 1.0;
        double fillable = committed - carry[lane] - spent - baseline[lane];
        room[lane]      = SFL_MAX(fillable, 0.0);
    }
}

/* What the period was. */
SFL_FN void sfl_account_note_period(const sfl_bill *bill, const sfl_plan_account *account)
{
    const double *commitment = sfl_bill_slot(bill, account->commitment_slot);
    const double *eligible   = sfl_bill_slot(bill, account->eligible_slot);
    double       *committed  = sfl_bill_slot(bill, account->period_commitment_slot);
    double       *counted    = sfl_bill_slot(bill, account->period_eligible_slot);
    SFL_EACH_LANE(lane)
    {
        committed[lane] = commitment[lane];
        counted[lane]   = eligible[lane];
    }
}

/* Adds a period that has ended to the sums over the term: that of the same account or, where plans of a group have it in
 * common, the one of another bill. */
SFL_FN void sfl_account_add_period(const sfl_bill *bill, const sfl_plan_account *account, const sfl_bill *from,
                                   const sfl_plan_account *period)
{
    const double *commitment = sfl_bill_slot(from, period->commitment_slot);
    const double *carry      = sfl_bill_slot(from, period->carry_slot);
    const double *eligible   = sfl_bill_slot(from, period->eligible_slot);
    const double *is_short   = sfl_bill_slot(from, period->short_slot);
    double       *any        = sfl_bill_slot(bill, account->term_short_slot);
    double       *filled     = sfl_bill_slot(bill, account->term_filled_slot);
    sfl_add_lanes(sfl_bill_slot(bill, account->term_shortfall_slot), sfl_bill_slot(from, period->shortfall_slot));
    sfl_add_lanes(sfl_bill_slot(bill, account->term_room_slot), sfl_bill_slot(from, period->room_slot));
    sfl_add_lanes(sfl_bill_slot(bill, account->term_commitment_slot), commitment);
    SFL_EACH_LANE(lane)
    {
        double covered = carry[lane] + eligible[lane];
        any[lane]      = SFL_MAX(any[lane], is_short[lane]);
        filled[lane] += SFL_MIN(covered, commitment[lane]);
    }
}

/* May this month have a true-up, of either sign? */
SFL_FN bool sfl_term_has_trueup(const sfl_plan_term *term)
{
    return term->is_due || sfl_term_has_credit(term);
}

/* What falls due this month is paid, and feeds the credit; credit used lowers the true-up. */
SFL_FN void sfl_account_pay(const sfl_bill *bill, const sfl_plan_account *account, const sfl_plan_contract *contract,
                            const sfl_plan_term *term)
{
    if (!sfl_term_has_trueup(term)) return;
    double       *due    = sfl_bill_slot(bill, account->pending_slot + bill->month % contract->pending_depth);
    double       *trueup = sfl_bill_slot(bill, bill->architecture->month_slots[SFL_PART_TRUEUP]);
    const double *used   = sfl_bill_slot(bill, account->credit_used_slot);
    if (term->pay_grant >= 0) {
        double *credit = sfl_bill_slot(bill, account->credit_slot + term->pay_grant % contract->credit_depth);
        SFL_EACH_LANE(lane) credit[lane] = contract->shortfall_credit * due[lane];
    }
    SFL_EACH_LANE(lane)
    {
        trueup[lane] += due[lane] - used[lane];
        due[lane] = 0.0;
    }
}

SFL_FN void sfl_account_close_month(const sfl_bill *bill, const sfl_plan_account *account)
{
    const sfl_plan_contract *contract = sfl_account_contract(bill->plan, account);
    if (!contract) return;
    const sfl_plan_term *term = sfl_contract_term(bill->plan, contract, bill->month);
    sfl_account_settle(bill, account, contract, term);
    if (term->in_force && term->is_last) {
        sfl_account_end_period(bill, account, contract, term);
        sfl_account_note_period(bill, account);
        sfl_account_add_period(bill, account, bill, account);
    }
    sfl_account_pay(bill, account, contract, term);
    if (account->ai_spend_slot >= 0) {
        double       *ring  = sfl_bill_slot(bill, account->ai_spend_slot + bill->month % 12);
        const double *gross = sfl_bill_slot(bill, account->gross_slot);
        SFL_EACH_LANE(lane) ring[lane] = gross[lane];
    }
}

#endif
