/* Channels: prices, capacity, and the peak factor of self-hosted ones (model page section 7). */
#include "host/plan/planner.h"

/* A distribution of the hourly load over its mean, in one or two states. */
typedef struct load {
    double busy_share;               /* b; 0: one state, all of it in busy_s with factor 1 */
    double busy_factor, idle_factor; /* m_b, m_i */
    double busy_s, idle_s;
} load;

/* s = sqrt(ln(1 + cv²)) */
static double spread(double cv)
{
    return sqrt(sfl_log(1.0 + cv * cv));
}

static load load_of(const sfl_capacity *capacity)
{
    const sfl_busy *busy = capacity->busy;
    if (!busy) return (load){0.0, 1.0, 1.0, spread(capacity->burst_cv), 0.0};
    double busy_factor = busy->volume / busy->hours;
    double idle_factor = (1.0 - busy->volume) / (1.0 - busy->hours);
    return (load){busy->hours, busy_factor, idle_factor, spread(busy->cv), spread(busy->idle_cv)};
}

/* F_LN(x; cv) = Φ((ln x)/s + s/2): a step at 1 for cv 0. */
static double lognormal_cdf(double x, double s)
{
    if (s == 0.0) return x >= 1.0 ? 1.0 : 0.0;
    return x > 0.0 ? sfl_norm_cdf(sfl_log(x) / s + s / 2.0) : 0.0;
}

/* Share of the hours that a capacity of `ratio` times the mean load covers. */
static double covered_share(const load *hours, double ratio)
{
    return hours->busy_share * lognormal_cdf(ratio / hours->busy_factor, hours->busy_s) +
           (1.0 - hours->busy_share) * lognormal_cdf(ratio / hours->idle_factor, hours->idle_s);
}

/* The smallest ratio that covers service_level − 1e-12 of the hours, to the last bit: bisection between 0 and a ratio
 * that covers it. */
static double busy_peak_factor(const load *hours, double service_level)
{
    double wanted = service_level - 1e-12, low = 0.0, high = 1.0;
    if (wanted <= 0.0) return 0.0;
    while (covered_share(hours, high) < wanted && high < 1e300)
        high *= 2.0;
    for (;;) {
        double middle = low + 0.5 * (high - low);
        if (middle <= low || middle >= high) return high;
        if (covered_share(hours, middle) < wanted)
            low = middle;
        else
            high = middle;
    }
}

/* κ. Without busy hours in closed form: exp(s Φ⁻¹(service_level) − s²/2). */
static double peak_factor(const load *hours, double service_level)
{
    if (hours->busy_share > 0.0) return busy_peak_factor(hours, service_level);
    double s = hours->busy_s;
    if (s == 0.0) return 1.0;
    if (service_level <= 0.0) return 0.0;
    return sfl_exp(s * sfl_norm_inverse(service_level) - s * s / 2.0);
}

/* ---- the kinds ---- */

static sfl_status fill_token(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    (void)planner;
    const sfl_token *token       = &channel->token;
    plan->gross_factor           = token->multiplier * (1.0 + token->margin);
    plan->multiplier             = token->multiplier;
    plan->surcharge_usd_per_mtok = token->surcharge_usd_per_mtok;
    plan->price_lag_months       = token->price_lag_months;
    plan->price_lock_months      = token->price_lock_months;
    plan->floor_at_provider      = token->floor_at_provider;
    return SFL_OK;
}

/* What provisioned and self-hosted channels share. */
static void fill_capacity(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    const sfl_capacity *capacity = &channel->capacity;
    load                hours    = load_of(capacity);
    plan->output_weight          = capacity->output_weight;
    plan->cached_weight          = capacity->cached_weight;
    plan->token_ratio            = 1.0;
    plan->burst_s                = hours.busy_s;
    plan->busy_hours_share       = hours.busy_share;
    plan->busy_factor            = hours.busy_factor;
    plan->idle_factor            = hours.idle_factor;
    plan->idle_s                 = hours.idle_s;
    plan->overflow_busy_weight   = capacity->busy ? capacity->busy->volume : 1.0;
    plan->overflow_idle_weight   = capacity->busy ? 1.0 - capacity->busy->volume : 0.0;
    if (capacity->index) plan->index = sfl_scenario_find_index(planner->scenario, capacity->index);
}

static sfl_status fill_provisioned(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    const sfl_provisioned *provisioned = &channel->provisioned;
    fill_capacity(planner, plan, channel);
    plan->unit_hour_usd      = provisioned->unit_hour_usd;
    plan->unit_mtok_per_hour = provisioned->unit_mtok_per_hour;
    plan->units_are_fixed    = SFL_IS_GIVEN(sfl_channel, channel, provisioned.units);
    plan->units              = plan->units_are_fixed ? provisioned->units : 0.0;
    plan->coverage           = provisioned->coverage;
    plan->min_units          = provisioned->min_units;
    plan->increment          = provisioned->increment;
    plan->term_months        = provisioned->term_months;
    return SFL_OK;
}

/* What a node added in month t returns at T−1: capex · max(0, 1 − (T − t)/life). */
static sfl_status residuals(sfl_planner *planner, sfl_plan_channel *plan, double life_months)
{
    int32_t n_months = planner->plan->n_months;
    double *residual;
    SFL_PLAN_ARRAY(planner, residual, double, n_months, &plan->residual_at);
    for (int32_t month = 0; month < n_months && life_months > 0.0; ++month) {
        double left     = 1.0 - (double)(n_months - month) / life_months;
        residual[month] = left > 0.0 ? plan->node_capex_usd * left : 0.0;
    }
    return SFL_OK;
}

static sfl_status fill_self_hosted(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    const sfl_self_hosted *hosted = &channel->self_hosted;
    load                   hours  = load_of(&channel->capacity);
    fill_capacity(planner, plan, channel);
    plan->unit_hour_usd       = hosted->node_hour_usd;
    plan->unit_mtok_per_hour  = hosted->node_mtok_per_hour;
    plan->token_ratio         = hosted->token_ratio;
    plan->peak_factor         = peak_factor(&hours, hosted->service_level);
    plan->min_nodes           = hosted->min_nodes;
    plan->lead_months         = sfl_smaller(hosted->lead_months, planner->plan->n_months - 1);
    plan->lease_months        = hosted->lease_months;
    plan->staff_usd_per_month = hosted->staff_usd_per_month;
    plan->setup_usd           = hosted->setup_usd;
    plan->is_owned            = hosted->node_capex_usd > 0.0;
    plan->node_capex_usd      = hosted->node_capex_usd;
    if (!plan->is_owned) return SFL_OK;
    plan->node_capex_per_month_usd = hosted->node_capex_usd / hosted->life_months;
    return residuals(planner, plan, hosted->life_months);
}

static sfl_status fill_kind(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    switch (channel->kind) {
#define SFL_CHANNEL(KIND, word, help)                                                                                  \
    case SFL_CHANNEL_##KIND:                                                                                           \
        return fill_##word(planner, plan, channel);
#include "kernels/channel_list.def"
#undef SFL_CHANNEL
    case SFL_CHANNEL_COUNT: break;
    }
    return SFL_OK;
}

/* ---- all of them ---- */

/* Self-hosted channels are ordinary compute: the whole discount. The others get the contract's AI scope, if nothing else
 * is said. */
static void fill_discount(sfl_plan_channel *plan, const sfl_channel *channel)
{
    bool is_given            = SFL_IS_GIVEN(sfl_channel, channel, discount_share);
    plan->has_discount_share = is_given || channel->kind == SFL_CHANNEL_SELF_HOSTED;
    plan->discount_share     = is_given ? channel->discount_share : (plan->has_discount_share ? 1.0 : 0.0);
}

static sfl_status fill(sfl_planner *planner, sfl_plan_channel *plan, const sfl_channel *channel)
{
    plan->kind                = (int32_t)channel->kind;
    plan->vendor              = channel->vendor ? sfl_scenario_find_vendor(planner->scenario, channel->vendor) : -1;
    plan->marketplace         = channel->marketplace;
    plan->eligibility         = channel->eligibility;
    plan->exit_usd            = channel->exit_usd;
    plan->fixed_usd_per_month = channel->fixed_usd_per_month;
    plan->index               = -1;
    fill_discount(plan, channel);
    SFL_TRY(fill_kind(planner, plan, channel));
    return channel->kind == SFL_CHANNEL_TOKEN ? SFL_OK : sfl_plan_overflow(planner, plan);
}

sfl_status sfl_plan_channels(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->channels, sfl_plan_channel, plan->n_channels, &plan->channels_at);
    for (int32_t i = 0; i < plan->n_channels; ++i)
        SFL_TRY(fill(planner, &planner->channels[i], &planner->scenario->channels[i]));
    return SFL_OK;
}
