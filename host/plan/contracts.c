/* The calendar of every contract: periods, commitments, discounts, payments and credit as far as they are certain (model
 * page section 7; section 8 steps 1, 6, 7). */
#include "host/plan/planner.h"

/* ---- one period ---- */

typedef struct period {
    int32_t k;           /* the model page's number */
    int32_t start, last; /* months; last is cut by the horizon */
    int32_t n_months;    /* before the horizon */
    double  amount;      /* USD, or the share of renewal */
    bool    by_share;
} period;

/* The period that the month lies in; the contract is in force. */
static period period_at(const sfl_contract *contract, int32_t month, int32_t horizon)
{
    int32_t length     = contract->period_months;
    int32_t k          = (month - contract->start_month) / length;
    int32_t start      = contract->start_month + k * length;
    int32_t end        = sfl_smaller(start + length, horizon);
    bool    is_renewed = k >= contract->commitments.n;
    bool    by_share   = is_renewed && contract->renewal.kind == SFL_RENEWAL_SHARE;
    double  listed     = contract->commitments.values[sfl_smaller(k, contract->commitments.n - 1)];
    return (period){k, start, end - 1, end - start, by_share ? contract->renewal.share : listed, by_share};
}

static bool is_in_force(const sfl_contract *contract, int32_t month)
{
    if (month < contract->start_month) return false;
    if (contract->renewal.kind != SFL_RENEWAL_NONE) return true;
    return (month - contract->start_month) / contract->period_months < contract->commitments.n;
}

/* ---- discount ---- */

/* The last tier that the basis reaches. */
static double tier_discount(const sfl_contract *contract, double basis_usd)
{
    double discount = 0.0;
    for (int32_t i = 0; i < contract->n_tiers; ++i)
        if (basis_usd >= contract->tiers[i].from_usd * SFL_ALMOST) discount = contract->tiers[i].discount;
    return discount;
}

static sfl_discount_basis discount_basis(const sfl_contract *contract, const sfl_plan_term *terms, int32_t n_months)
{
    if (contract->n_tiers == 0) return SFL_DISCOUNT_KNOWN;
    if (contract->tier_basis == SFL_TIER_SPEND) return SFL_DISCOUNT_SPEND;
    for (int32_t month = 0; month < n_months; ++month)
        if (terms[month].by_share) return SFL_DISCOUNT_COMMITMENT;
    return SFL_DISCOUNT_KNOWN;
}

static void known_discounts(const sfl_contract *contract, sfl_plan_term *terms, int32_t n_months)
{
    for (int32_t month = 0; month < n_months; ++month) {
        if (!terms[month].in_force) continue;
        bool is_tiered        = contract->n_tiers > 0;
        terms[month].discount = is_tiered ? tier_discount(contract, terms[month].annual_usd) : contract->discount;
    }
}

/* ---- terms by month ---- */

static void fill_term(sfl_plan_term *term, const sfl_contract *contract, int32_t month, int32_t horizon)
{
    term->pay_grant = -1;
    term->in_force  = is_in_force(contract, month);
    if (!term->in_force) return;
    period running       = period_at(contract, month, horizon);
    bool   is_cut        = running.n_months < contract->period_months;
    double months        = (double)contract->period_months;
    term->period         = running.k;
    term->is_first       = month == running.start || month == 0;
    term->is_last        = month == running.last;
    term->months_left    = running.last - month + 1;
    term->pay_month      = sfl_smaller(contract->invoice_lag_months, horizon - 1 - running.last) + running.last;
    term->by_share       = running.by_share;
    term->commitment_usd = is_cut ? running.amount * (double)running.n_months / months : running.amount;
    term->annual_usd     = running.amount * 12.0 / months;
}

/* A period that ends is paid in its month of payment. */
static void mark_due(sfl_plan_term *terms, int32_t n_months)
{
    for (int32_t month = 0; month < n_months; ++month)
        if (terms[month].in_force && terms[month].is_last) terms[terms[month].pay_month].is_due = 1;
}

/* ---- credit ---- */

/* Every payment that can feed credit is a grant, numbered in the order of payment: made before the last month, so that
 * there is a month left to use it in. Returns how many there are; paid[] their months. */
static int32_t number_grants(const sfl_contract *contract, sfl_plan_term *terms, int32_t n_months, int32_t *paid)
{
    bool    feeds    = contract->shortfall_rate * contract->shortfall_credit > 0.0 && contract->credit_months > 0;
    int32_t n_grants = 0;
    for (int32_t month = 0; feeds && month < n_months; ++month) {
        if (!terms[month].in_force || !terms[month].is_last || terms[month].pay_month >= n_months - 1) continue;
        terms[terms[month].pay_month].pay_grant = n_grants;
        paid[n_grants++]                        = terms[month].pay_month;
    }
    return n_grants;
}

/* A grant may be used in the credit_months months after its payment. Returns the most grants that need a place at once:
 * those that may be used and the one that is being paid. */
static int32_t open_grants(const sfl_contract *contract, sfl_plan_term *terms, int32_t n_months, const int32_t *paid,
                           int32_t n_grants)
{
    int32_t first = 0, end = 0, most = 0;
    for (int32_t month = 0; month < n_months; ++month) {
        while (end < n_grants && paid[end] < month)
            ++end;
        while (first < end && month - paid[first] > contract->credit_months)
            ++first;
        terms[month].grant_first = first;
        terms[month].grant_end   = end;
        most                     = sfl_larger(most, end - first + (terms[month].pay_grant >= 0));
    }
    return most;
}

static sfl_status credit(sfl_planner *planner, sfl_plan_contract *plan, const sfl_contract *contract,
                         sfl_plan_term *terms)
{
    int32_t  n_months = planner->plan->n_months;
    int32_t *paid;
    SFL_PLAN_SCRATCH(planner, paid, int32_t, n_months);
    int32_t n_grants   = number_grants(contract, terms, n_months, paid);
    plan->credit_depth = open_grants(contract, terms, n_months, paid, n_grants);
    return SFL_OK;
}

/* ---- one contract ---- */

static sfl_status tiers(sfl_planner *planner, sfl_plan_contract *plan, const sfl_contract *contract)
{
    sfl_plan_tier *rows;
    plan->n_tiers = contract->n_tiers;
    SFL_PLAN_ARRAY(planner, rows, sfl_plan_tier, plan->n_tiers, &plan->tiers_at);
    for (int32_t i = 0; i < plan->n_tiers; ++i) {
        rows[i].from_usd = contract->tiers[i].from_usd * SFL_ALMOST;
        rows[i].discount = contract->tiers[i].discount;
    }
    return SFL_OK;
}

static sfl_status amendments(sfl_planner *planner, sfl_plan_contract *plan, const sfl_contract *contract)
{
    sfl_plan_amendment *rows;
    plan->n_amendments = contract->n_amendments;
    SFL_PLAN_ARRAY(planner, rows, sfl_plan_amendment, plan->n_amendments, &plan->amendments_at);
    for (int32_t i = 0; i < plan->n_amendments; ++i) {
        const sfl_amendment *from = &contract->amendments[i];
        rows[i].month             = from->month;
        rows[i].has_ai_scope      = SFL_IS_GIVEN(sfl_amendment, from, ai_scope);
        rows[i].when_usd          = from->when_ai_annual_usd * SFL_ALMOST;
        rows[i].ai_scope          = rows[i].has_ai_scope ? from->ai_scope : 0.0;
        rows[i].discount_add      = from->discount_add;
        if (from->when_ai_annual_usd > 0.0 && from->month < planner->plan->n_months) plan->watches_ai_spend = 1;
    }
    return SFL_OK;
}

/* Periods of which some month lies inside the horizon; all of them end there, the last one by being cut. */
static void periods(sfl_plan_contract *plan, const sfl_plan_term *terms, int32_t n_months)
{
    for (int32_t month = 0; month < n_months; ++month) {
        if (!terms[month].in_force) continue;
        if (plan->n_periods == 0) plan->first_period = terms[month].period;
        plan->n_periods = terms[month].period - plan->first_period + 1;
    }
}

static void clauses(sfl_plan_contract *plan, const sfl_contract *contract, int32_t n_months)
{
    plan->counts_gross     = contract->counts == SFL_COUNTS_GROSS;
    plan->pending_depth    = sfl_smaller(contract->invoice_lag_months, n_months - 1) + 1;
    plan->ai_scope         = contract->ai_scope;
    plan->marketplace_cap  = contract->marketplace_cap;
    plan->shortfall_rate   = contract->shortfall_rate;
    plan->shortfall_credit = contract->shortfall_credit;
    plan->rollover_cap     = contract->rollover_cap;
    /* what was spent before month 0 belongs to a period that still runs */
    plan->spent_to_date_usd = is_in_force(contract, 0) ? contract->spent_to_date_usd : 0.0;
}

/* Renewal by share needs the period before, which must not have ended before month 0. */
static sfl_status check_renewal(sfl_planner *planner, const sfl_contract *contract)
{
    int32_t end = contract->start_month + contract->commitments.n * contract->period_months;
    if (contract->renewal.kind != SFL_RENEWAL_SHARE || end > 0) return SFL_OK;
    return sfl_diag_add(planner->diag, SFL_ERR_VALUE, SFL_PLACE_OF(sfl_contract, contract, renewal),
                        "%s: renewal by share needs the spend of a period that ended before month 0; allowed is a term "
                        "that ends later",
                        contract->object.path);
}

static sfl_status fill(sfl_planner *planner, int32_t number)
{
    const sfl_contract *contract = &planner->scenario->contracts[number];
    sfl_plan_contract  *plan     = &planner->contracts[number];
    int32_t             n_months = planner->plan->n_months;
    sfl_plan_term      *terms;
    SFL_TRY(check_renewal(planner, contract));
    SFL_PLAN_ARRAY(planner, terms, sfl_plan_term, n_months, &plan->terms_at);
    planner->terms[number] = terms;
    plan->vendor           = sfl_scenario_find_vendor(planner->scenario, contract->vendor);
    for (int32_t month = 0; month < n_months; ++month)
        fill_term(&terms[month], contract, month, n_months);
    mark_due(terms, n_months);
    plan->discount_basis = (int32_t)discount_basis(contract, terms, n_months);
    if (plan->discount_basis == SFL_DISCOUNT_KNOWN) known_discounts(contract, terms, n_months);
    clauses(plan, contract, n_months);
    periods(plan, terms, n_months);
    SFL_TRY(tiers(planner, plan, contract));
    SFL_TRY(amendments(planner, plan, contract));
    return credit(planner, plan, contract, terms);
}

sfl_status sfl_plan_contracts(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->contracts, sfl_plan_contract, plan->n_contracts, &plan->contracts_at);
    SFL_PLAN_SCRATCH(planner, planner->terms, sfl_plan_term *, plan->n_contracts);
    for (int32_t i = 0; i < plan->n_contracts; ++i)
        SFL_TRY(fill(planner, i));
    return SFL_OK;
}
