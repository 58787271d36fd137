/* See same.h. Structs are compared whole, after offsets (and where they do not matter, slots and columns) are taken out. */
#include "host/run/same.h"

#include "kernels/part.h"
#include "kernels/path.h"

static bool is_same_bytes(const void *a, const void *b, size_t n_bytes)
{
    return memcmp(a, b, n_bytes) == 0;
}

/* Arrays of n_bytes at offsets of two plans; an offset of 0 is none. */
static bool is_same_array(const sfl_plan *a, size_t at_a, const sfl_plan *b, size_t at_b, size_t n_bytes)
{
    if ((at_a == 0) != (at_b == 0)) return false;
    return at_a == 0 || n_bytes == 0 || is_same_bytes(SFL_AT(a, char, at_a), SFL_AT(b, char, at_b), n_bytes);
}

static bool is_same_months(const sfl_plan *a, size_t at_a, const sfl_plan *b, size_t at_b)
{
    return is_same_array(a, at_a, b, at_b, (size_t)a->n_months * sizeof(double));
}

/* ---- the world ---- */

static sfl_plan_driver bare_driver(sfl_plan_driver driver)
{
    driver.fixed_at = driver.trend_at = driver.damped_years_at = driver.half_variance_at = driver.adopted_share_at = 0;
    driver.jump_cdf_at = driver.regime_growth_at = driver.regime_volatility_at = driver.count_cdf_at = 0;
    return driver;
}

static bool is_same_driver(const sfl_plan *a, const sfl_plan_driver *of_a, const sfl_plan *b, const sfl_plan_driver *of_b)
{
    sfl_plan_driver bare_a = bare_driver(*of_a), bare_b = bare_driver(*of_b);
    size_t          regimes = (size_t)a->n_regimes * sizeof(double);
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a) && is_same_months(a, of_a->fixed_at, b, of_b->fixed_at) &&
           is_same_months(a, of_a->trend_at, b, of_b->trend_at) &&
           is_same_months(a, of_a->damped_years_at, b, of_b->damped_years_at) &&
           is_same_months(a, of_a->half_variance_at, b, of_b->half_variance_at) &&
           is_same_months(a, of_a->adopted_share_at, b, of_b->adopted_share_at) &&
           is_same_array(a, of_a->jump_cdf_at, b, of_b->jump_cdf_at, SFL_MOST_JUMPS * sizeof(double)) &&
           is_same_array(a, of_a->count_cdf_at, b, of_b->count_cdf_at, SFL_MOST_BRIDGED_JUMPS * sizeof(double)) &&
           is_same_array(a, of_a->regime_growth_at, b, of_b->regime_growth_at, regimes) &&
           is_same_array(a, of_a->regime_volatility_at, b, of_b->regime_volatility_at, regimes);
}

static bool is_same_workload(const sfl_plan *a, const sfl_plan_workload *of_a, const sfl_plan *b,
                             const sfl_plan_workload *of_b)
{
    sfl_plan_workload bare_a = *of_a, bare_b = *of_b;
    bare_a.season_at = bare_b.season_at = 0;
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a) && is_same_months(a, of_a->season_at, b, of_b->season_at);
}

/* What the kernels of the world look at beside its arrays. */
static bool is_same_head(const sfl_plan *a, const sfl_plan *b)
{
    return a->seed == b->seed && a->is_antithetic == b->is_antithetic && a->shares_parameters == b->shares_parameters &&
           a->is_sobol == b->is_sobol && a->n_dimensions == b->n_dimensions && a->bridge_depth == b->bridge_depth &&
           a->regime_dimension == b->regime_dimension && a->n_months == b->n_months && a->n_regimes == b->n_regimes &&
           a->regime_start == b->regime_start && a->regime_slot == b->regime_slot &&
           a->regime_stream == b->regime_stream && a->n_drivers == b->n_drivers && a->n_shocks == b->n_shocks &&
           a->n_workloads == b->n_workloads && a->n_indices == b->n_indices && a->n_quotes == b->n_quotes &&
           a->n_near_slots == b->n_near_slots && a->ones_slot == b->ones_slot && a->tokens_slot == b->tokens_slot &&
           a->shock_slot == b->shock_slot && a->scratch_slot == b->scratch_slot;
}

static bool is_same_drivers(const sfl_plan *a, const sfl_plan *b)
{
    const sfl_plan_driver *of_a = SFL_AT(a, sfl_plan_driver, a->drivers_at), *of_b = SFL_AT(b, sfl_plan_driver, b->drivers_at);
    for (int32_t i = 0; i < a->n_drivers; ++i)
        if (!is_same_driver(a, &of_a[i], b, &of_b[i])) return false;
    return true;
}

static bool is_same_demand(const sfl_plan *a, const sfl_plan *b)
{
    const sfl_plan_workload *of_a = SFL_AT(a, sfl_plan_workload, a->workloads_at);
    const sfl_plan_workload *of_b = SFL_AT(b, sfl_plan_workload, b->workloads_at);
    for (int32_t i = 0; i < a->n_workloads; ++i)
        if (!is_same_workload(a, &of_a[i], b, &of_b[i])) return false;
    return true;
}

/* The directions of quasi-random points are a table of the program: the same for the same number of dimensions. */
static bool is_same_points(const sfl_plan *a, const sfl_plan *b)
{
    size_t n_months = (size_t)a->n_months, n_steps = n_months > 2 ? n_months - 2 : 0;
    return is_same_array(a, a->scrambles_at, b, b->scrambles_at,
                         SFL_N_PARTS * (size_t)a->n_dimensions * sizeof(uint32_t)) &&
           is_same_array(a, a->bridge_months_at, b, b->bridge_months_at, n_months * sizeof(sfl_plan_bridge_month)) &&
           is_same_array(a, a->bridge_steps_at, b, b->bridge_steps_at, n_steps * sizeof(sfl_plan_bridge_step));
}

static bool is_same_market(const sfl_plan *a, const sfl_plan *b)
{
    size_t regimes = (size_t)a->n_regimes, shocks = (size_t)a->n_shocks;
    return is_same_array(a, a->indices_at, b, b->indices_at, (size_t)a->n_indices * sizeof(sfl_plan_index)) &&
           is_same_array(a, a->quotes_at, b, b->quotes_at, (size_t)a->n_quotes * sizeof(sfl_plan_quote)) &&
           is_same_array(a, a->regime_cumulative_at, b, b->regime_cumulative_at, regimes * regimes * sizeof(double)) &&
           is_same_array(a, a->cholesky_at, b, b->cholesky_at, shocks * (shocks + 1) / 2 * sizeof(double)) &&
           is_same_array(a, a->shock_drivers_at, b, b->shock_drivers_at, shocks * sizeof(int32_t));
}

bool sfl_same_world(const sfl_plan *a, const sfl_plan *b)
{
    return is_same_head(a, b) && is_same_drivers(a, b) && is_same_demand(a, b) && is_same_points(a, b) && is_same_market(a, b);
}

/* ---- an architecture ---- */

static sfl_plan_use bare_use(sfl_plan_use use)
{
    use.legs_at     = 0;
    use.active_slot = use.month_mtok_slot = use.units_slot = use.sized_slot = use.load_slot = use.residual_slot = 0;
    use.overflow_slot = use.load_sum_slot = use.served_sum_slot = use.overflow_sum_slot = use.capacity_sum_slot = 0;
    use.load_column = use.served_column = use.capacity_column = use.overflow_column = use.units_column = 0;
    return use;
}

static sfl_plan_leg bare_leg(sfl_plan_leg leg)
{
    leg.weight_slot = leg.spend_slot = leg.switch_slot = leg.switch_column = 0;
    return leg;
}

static bool is_same_channel(const sfl_plan *a, const sfl_plan *b, int32_t number)
{
    const sfl_plan_channel *of_a = &SFL_AT(a, sfl_plan_channel, a->channels_at)[number];
    const sfl_plan_channel *of_b = &SFL_AT(b, sfl_plan_channel, b->channels_at)[number];
    sfl_plan_channel        bare_a = *of_a, bare_b = *of_b;
    bare_a.overflow_at = bare_b.overflow_at = bare_a.residual_at = bare_b.residual_at = 0;
    size_t n_overflow = (size_t)of_a->overflow_rows * 4 * sizeof(double);
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a) && is_same_months(a, of_a->residual_at, b, of_b->residual_at) &&
           is_same_array(a, of_a->overflow_at, b, of_b->overflow_at, n_overflow);
}

static bool is_same_use(const sfl_plan *a, const sfl_plan_use *of_a, const sfl_plan *b, const sfl_plan_use *of_b)
{
    sfl_plan_use bare_a = bare_use(*of_a), bare_b = bare_use(*of_b);
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a) && is_same_channel(a, b, of_a->channel) &&
           is_same_array(a, of_a->legs_at, b, of_b->legs_at, (size_t)of_a->n_legs * sizeof(int32_t));
}

static bool is_same_leg(const sfl_plan_leg *a, const sfl_plan_leg *b)
{
    sfl_plan_leg bare_a = bare_leg(*a), bare_b = bare_leg(*b);
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a);
}

static const sfl_plan_contract *contract_of(const sfl_plan *plan, const sfl_plan_account *account)
{
    if (account->contract < 0) return NULL;
    return &SFL_AT(plan, sfl_plan_contract, plan->contracts_at)[account->contract];
}

/* What routes know of a contract beside the state of the account. */
static bool has_same_rules(const sfl_plan *a, const sfl_plan_contract *of_a, const sfl_plan *b, const sfl_plan_contract *of_b)
{
    if (of_a == NULL || of_b == NULL) return of_a == of_b;
    if (of_a->counts_gross != of_b->counts_gross || of_a->marketplace_cap != of_b->marketplace_cap) return false;
    const sfl_plan_term *terms_a = SFL_AT(a, sfl_plan_term, of_a->terms_at), *terms_b = SFL_AT(b, sfl_plan_term, of_b->terms_at);
    for (int32_t month = 0; month < a->n_months; ++month)
        if (terms_a[month].in_force != terms_b[month].in_force) return false;
    return true;
}

/* All but the terms of its months. */
static bool is_same_contract(const sfl_plan *a, const sfl_plan_contract *of_a, const sfl_plan *b,
                             const sfl_plan_contract *of_b)
{
    if (of_a == NULL || of_b == NULL) return of_a == of_b;
    sfl_plan_contract bare_a = *of_a, bare_b = *of_b;
    bare_a.tiers_at = bare_b.tiers_at = bare_a.amendments_at = bare_b.amendments_at = 0;
    bare_a.terms_at = bare_b.terms_at = 0;
    return is_same_bytes(&bare_a, &bare_b, sizeof bare_a) &&
           is_same_array(a, of_a->tiers_at, b, of_b->tiers_at, (size_t)of_a->n_tiers * sizeof(sfl_plan_tier)) &&
           is_same_array(a, of_a->amendments_at, b, of_b->amendments_at,
                         (size_t)of_a->n_amendments * sizeof(sfl_plan_amendment));
}

static bool is_same_term(const sfl_plan *a, const sfl_plan_contract *of_a, const sfl_plan *b, const sfl_plan_contract *of_b,
                         int32_t month)
{
    if (of_a == NULL || of_b == NULL) return of_a == of_b;
    return is_same_bytes(&SFL_AT(a, sfl_plan_term, of_a->terms_at)[month], &SFL_AT(b, sfl_plan_term, of_b->terms_at)[month],
                         sizeof(sfl_plan_term));
}

static bool is_same_vendor(const sfl_plan *a, int32_t vendor_of_a, const sfl_plan *b, int32_t vendor_of_b)
{
    const sfl_plan_vendor *of_a = &SFL_AT(a, sfl_plan_vendor, a->vendors_at)[vendor_of_a];
    const sfl_plan_vendor *of_b = &SFL_AT(b, sfl_plan_vendor, b->vendors_at)[vendor_of_b];
    return of_a->driver == of_b->driver && of_a->monthly_usd == of_b->monthly_usd &&
           of_a->eligibility == of_b->eligibility && is_same_months(a, of_a->season_at, b, of_b->season_at);
}

/* Two architectures and where their lists lie. */
typedef struct pair {
    const sfl_plan              *a, *b;
    const sfl_plan_architecture *of_a, *of_b;
    const sfl_plan_account      *accounts_a, *accounts_b;
} pair;

static pair pair_of(const sfl_plan *a, const sfl_plan *b, int32_t architecture)
{
    pair both       = {a, b, NULL, NULL, NULL, NULL};
    both.of_a       = &SFL_AT(a, sfl_plan_architecture, a->architectures_at)[architecture];
    both.of_b       = &SFL_AT(b, sfl_plan_architecture, b->architectures_at)[architecture];
    both.accounts_a = SFL_AT(a, sfl_plan_account, both.of_a->accounts_at);
    both.accounts_b = SFL_AT(b, sfl_plan_account, both.of_b->accounts_at);
    return both;
}

static bool has_same_routes(const pair *of)
{
    const sfl_plan_use *uses_a = SFL_AT(of->a, sfl_plan_use, of->of_a->uses_at);
    const sfl_plan_use *uses_b = SFL_AT(of->b, sfl_plan_use, of->of_b->uses_at);
    const sfl_plan_leg *legs_a = SFL_AT(of->a, sfl_plan_leg, of->of_a->legs_at);
    const sfl_plan_leg *legs_b = SFL_AT(of->b, sfl_plan_leg, of->of_b->legs_at);
    if (of->a->n_channels != of->b->n_channels) return false;
    if (of->of_a->n_uses != of->of_b->n_uses || of->of_a->n_legs != of->of_b->n_legs) return false;
    if (of->of_a->coordination_usd_per_month != of->of_b->coordination_usd_per_month) return false;
    if (of->of_a->exit_usd != of->of_b->exit_usd) return false;
    for (int32_t i = 0; i < of->of_a->n_uses; ++i)
        if (!is_same_use(of->a, &uses_a[i], of->b, &uses_b[i])) return false;
    for (int32_t i = 0; i < of->of_a->n_legs; ++i)
        if (!is_same_leg(&legs_a[i], &legs_b[i])) return false;
    return true;
}

static bool has_same_accounts(const pair *of)
{
    if (of->of_a->n_accounts != of->of_b->n_accounts || of->of_a->n_accounts > SFL_GROUP_MOST_ACCOUNTS) return false;
    for (int32_t i = 0; i < of->of_a->n_accounts; ++i) {
        const sfl_plan_account *a = &of->accounts_a[i], *b = &of->accounts_b[i];
        if (a->vendor != b->vendor) return false;
        if (!has_same_rules(of->a, contract_of(of->a, a), of->b, contract_of(of->b, b))) return false;
    }
    return true;
}

static bool has_same_bills(const pair *of)
{
    for (int32_t i = 0; i < of->of_a->n_accounts; ++i) {
        const sfl_plan_account *a = &of->accounts_a[i], *b = &of->accounts_b[i];
        if (!is_same_vendor(of->a, a->vendor, of->b, b->vendor)) return false;
        if (!is_same_contract(of->a, contract_of(of->a, a), of->b, contract_of(of->b, b))) return false;
    }
    return true;
}

static bool has_same_terms(const pair *of, int32_t month)
{
    for (int32_t i = 0; i < of->of_a->n_accounts; ++i) {
        const sfl_plan_contract *a = contract_of(of->a, &of->accounts_a[i]), *b = contract_of(of->b, &of->accounts_b[i]);
        if (!is_same_term(of->a, a, of->b, b, month)) return false;
    }
    return true;
}

static bool is_all_same(const pair *of)
{
    for (int32_t month = 0; month < of->a->n_months; ++month)
        if (!has_same_terms(of, month)) return false;
    return has_same_bills(of) && is_same_months(of->a, of->a->discount_at, of->b, of->b->discount_at);
}

sfl_sharing sfl_same_architecture(const sfl_plan *a, const sfl_plan *b, int32_t architecture)
{
    pair both = pair_of(a, b, architecture);
    if (!has_same_accounts(&both) || !has_same_routes(&both)) return SFL_SHARES_NOTHING;
    return is_all_same(&both) ? SFL_SHARES_ALL : SFL_SHARES_ROUTES;
}

/* ---- terms ---- */

/* What an annual commitment's tier gives. */
static double tier_discount(const sfl_plan *plan, const sfl_plan_contract *contract, double annual_usd)
{
    const sfl_plan_tier *tiers    = SFL_AT(plan, sfl_plan_tier, contract->tiers_at);
    double               discount = 0.0;
    for (int32_t i = 0; i < contract->n_tiers; ++i)
        discount = sfl_tier_over(tiers[i], annual_usd, discount);
    return discount;
}

/* Of a contract that is the same in both but for terms: do those of a month differ in commitments alone, and does nothing but
 * the period's end look at these? */
static bool is_same_but_commitment(const sfl_plan *a, const sfl_plan_contract *of_a, const sfl_plan *b,
                                   const sfl_plan_contract *of_b, int32_t month)
{
    sfl_plan_term term_a = SFL_AT(a, sfl_plan_term, of_a->terms_at)[month];
    sfl_plan_term term_b = SFL_AT(b, sfl_plan_term, of_b->terms_at)[month];
    bool is_tiered = of_a->discount_basis == SFL_DISCOUNT_COMMITMENT;
    if (is_tiered && tier_discount(a, of_a, term_a.annual_usd) != tier_discount(b, of_b, term_b.annual_usd)) return false;
    if (!term_a.in_force || term_a.by_share || term_a.is_first || term_a.is_last) return false;
    term_a.commitment_usd = term_b.commitment_usd = term_a.annual_usd = term_b.annual_usd = 0.0;
    return is_same_bytes(&term_a, &term_b, sizeof term_a);
}

/* A month in the middle of a period, of all accounts; those whose commitments differ fill no routes and cap no marketplace. */
static bool has_same_but_commitments(const pair *of, int32_t month)
{
    for (int32_t i = 0; i < of->of_a->n_accounts; ++i) {
        const sfl_plan_account  *a = &of->accounts_a[i];
        const sfl_plan_contract *of_a = contract_of(of->a, a), *of_b = contract_of(of->b, &of->accounts_b[i]);
        if (is_same_term(of->a, of_a, of->b, of_b, month) && is_same_term(of->a, of_a, of->b, of_b, month - 1)) continue;
        if (of_a == NULL || of_b == NULL || a->quota_slot >= 0 || a->market_slot >= 0) return false;
        if (!is_same_but_commitment(of->a, of_a, of->b, of_b, month)) return false;
        const sfl_plan_term *before = &SFL_AT(of->a, sfl_plan_term, of_a->terms_at)[month - 1];
        if (before->is_last || !before->in_force) return false;
    }
    return true;
}

static sfl_same_terms_kind kind_of(const pair *of, int32_t month)
{
    if (has_same_terms(of, month) && (month == 0 || has_same_terms(of, month - 1))) return SFL_TERMS_SAME;
    return month > 0 && has_same_but_commitments(of, month) ? SFL_TERMS_BUT_COMMITMENTS : SFL_TERMS_DIFFER;
}

/* Between the two kinds of sameness stands a month of which nothing is shared. */
bool sfl_same_terms(const sfl_plan *a, const sfl_plan *b, int32_t architecture, uint8_t *out)
{
    pair both = pair_of(a, b, architecture);
    if (!has_same_bills(&both)) return false;
    for (int32_t month = 0; month < a->n_months; ++month) {
        sfl_same_terms_kind kind = kind_of(&both, month);
        bool is_break = month > 0 && out[month - 1] != SFL_TERMS_DIFFER && out[month - 1] != (uint8_t)kind;
        out[month] = (uint8_t)(is_break ? SFL_TERMS_DIFFER : kind);
    }
    return true;
}

/* ---- columns ---- */

bool sfl_same_columns(const sfl_plan *a, const sfl_plan *b)
{
    const sfl_plan_column *of_a = SFL_AT(a, sfl_plan_column, a->columns_at), *of_b = SFL_AT(b, sfl_plan_column, b->columns_at);
    if (a->n_columns != b->n_columns || a->n_months != b->n_months || a->is_antithetic != b->is_antithetic) return false;
    for (int32_t i = 0; i < a->n_columns; ++i)
        if (of_a[i].keep != of_b[i].keep || of_a[i].scale != of_b[i].scale) return false;
    return is_same_array(a, a->visit_starts_at, b, b->visit_starts_at, ((size_t)a->n_months + 2) * sizeof(int32_t)) &&
           is_same_array(a, a->visits_at, b, b->visits_at, (size_t)a->n_columns * sizeof(int32_t));
}

/* ---- control variates ---- */

static bool is_same_control(const sfl_plan *a, const sfl_plan_control *of_a, const sfl_plan *b, const sfl_plan_control *of_b)
{
    const sfl_plan_control_member *members_a = SFL_AT(a, sfl_plan_control_member, of_a->members_at);
    const sfl_plan_control_member *members_b = SFL_AT(b, sfl_plan_control_member, of_b->members_at);
    if (of_a->n_members != of_b->n_members) return false;
    for (int32_t i = 0; i < of_a->n_members; ++i) {
        if (members_a[i].slot != members_b[i].slot) return false;
        if (!is_same_months(a, members_a[i].usd_at, b, members_b[i].usd_at)) return false;
    }
    return true;
}

bool sfl_same_controls(const sfl_plan *a, const sfl_plan *b)
{
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
        if (!is_same_control(a, &a->controls[kind], b, &b->controls[kind])) return false;
    return is_same_months(a, a->discount_at, b, b->discount_at);
}
