/* Architectures: accounts, channels in use and legs (model page section 8). Names become indices here; `*` is written
 * out. */
#include "host/plan/planner.h"

#include <string.h>

/* What is known of one architecture while it is built. */
typedef struct builder {
    sfl_planner            *planner;
    const sfl_scenario     *scenario;
    const sfl_architecture *from;
    sfl_plan_architecture  *plan;
    sfl_parts              *parts;
    /* working memory, for all architectures in turn */
    int32_t *contract_of; /* [n_vendors] in force under this architecture, −1: none */
    int32_t *account_of;  /* [n_vendors] */
    int32_t *use_of;      /* [n_channels] */
    bool    *is_named;    /* [n_workloads] routed by name */
    int32_t  route;       /* number of the running route */
} builder;

/* ---- accounts ---- */

static void find_contracts(builder *b)
{
    for (int32_t i = 0; i < b->scenario->n_vendors; ++i)
        b->contract_of[i] = -1;
    for (int32_t i = 0; i < b->scenario->n_contracts; ++i) {
        int32_t vendor = b->planner->contracts[i].vendor;
        if (b->contract_of[vendor] >= 0 || !sfl_architecture_has_contract(b->from, b->scenario->contracts[i].name))
            continue;
        b->contract_of[vendor] = i;
    }
}

/* Every vendor with a baseline or a contract in force, in the order of vendors. */
static sfl_status build_accounts(builder *b)
{
    int32_t n = 0;
    find_contracts(b);
    for (int32_t i = 0; i < b->scenario->n_vendors; ++i) {
        bool has_account = b->planner->vendors[i].driver >= 0 || b->contract_of[i] >= 0;
        b->account_of[i] = has_account ? n++ : -1;
    }
    b->plan->n_accounts = n;
    SFL_PLAN_ARRAY(b->planner, b->parts->accounts, sfl_plan_account, n, &b->plan->accounts_at);
    for (int32_t i = 0; i < b->scenario->n_vendors; ++i) {
        if (b->account_of[i] < 0) continue;
        b->parts->accounts[b->account_of[i]].vendor   = i;
        b->parts->accounts[b->account_of[i]].contract = b->contract_of[i];
    }
    return SFL_OK;
}

/* ---- channels in use ---- */

static int32_t channel_of(const builder *b, const sfl_target *target)
{
    return sfl_scenario_find_channel(b->scenario, target->channel);
}

/* The channel that takes what overflows, −1: nobody. */
static int32_t overflow_channel(const builder *b, int32_t channel)
{
    const char *name = b->scenario->channels[channel].capacity.overflow;
    if (b->scenario->channels[channel].kind == SFL_CHANNEL_TOKEN || !name) return -1;
    return sfl_scenario_find_channel(b->scenario, name);
}

static void mark_target(builder *b, const sfl_target *target)
{
    int32_t channel    = channel_of(b, target);
    int32_t overflow   = overflow_channel(b, channel);
    b->use_of[channel] = 1;
    if (overflow >= 0) b->use_of[overflow] = 1;
}

/* Every channel that a route names or that takes an overflow, in the order of channels. */
static sfl_status build_uses(builder *b)
{
    int32_t n = 0;
    for (int32_t i = 0; i < b->scenario->n_channels; ++i)
        b->use_of[i] = -1;
    for (int32_t i = 0; i < b->from->n_routes; ++i) {
        const sfl_route *route = &b->from->routes[i];
        mark_target(b, &route->target);
        if (route->otherwise) mark_target(b, route->otherwise);
        if (route->then) mark_target(b, &route->then->target);
    }
    for (int32_t i = 0; i < b->scenario->n_channels; ++i)
        if (b->use_of[i] >= 0) b->use_of[i] = n++;
    b->plan->n_uses = n;
    SFL_PLAN_ARRAY(b->planner, b->parts->uses, sfl_plan_use, n, &b->plan->uses_at);
    for (int32_t i = 0; i < b->scenario->n_channels; ++i) {
        if (b->use_of[i] < 0) continue;
        sfl_plan_use *use      = &b->parts->uses[b->use_of[i]];
        int32_t       vendor   = b->planner->channels[i].vendor;
        int32_t       overflow = overflow_channel(b, i);
        use->channel           = i;
        use->account           = vendor >= 0 ? b->account_of[vendor] : -1;
        use->overflow_use      = overflow >= 0 ? b->use_of[overflow] : -1;
    }
    return SFL_OK;
}

/* ---- legs ---- */

static bool is_star(const sfl_route *route)
{
    return strcmp(route->workload, "*") == 0;
}

static bool takes(const builder *b, const sfl_route *route, int32_t workload)
{
    if (is_star(route)) return !b->is_named[workload];
    return strcmp(b->scenario->workloads[workload].name, route->workload) == 0;
}

static void find_named(builder *b)
{
    memset(b->is_named, 0, (size_t)b->scenario->n_workloads * sizeof *b->is_named);
    for (int32_t i = 0; i < b->from->n_routes; ++i) {
        if (is_star(&b->from->routes[i])) continue;
        b->is_named[sfl_scenario_find_workload(b->scenario, b->from->routes[i].workload)] = true;
    }
}

static int64_t count_legs(const builder *b)
{
    int64_t n_legs = 0, n_free = 0;
    for (int32_t i = 0; i < b->scenario->n_workloads; ++i)
        n_free += !b->is_named[i];
    for (int32_t i = 0; i < b->from->n_routes; ++i) {
        const sfl_route *route = &b->from->routes[i];
        n_legs += (is_star(route) ? n_free : 1) * (route->otherwise || route->then ? 2 : 1);
    }
    return n_legs;
}

static sfl_status add_leg(builder *b, sfl_leg_kind kind, int32_t workload, const sfl_target *target, double share)
{
    const char   *model_name = target->model ? target->model : b->scenario->workloads[workload].model;
    int32_t       model      = sfl_scenario_find_model(b->scenario, model_name);
    sfl_plan_leg *leg        = &b->parts->legs[b->plan->n_legs++];
    leg->kind                = (int32_t)kind;
    leg->workload            = workload;
    leg->use                 = b->use_of[channel_of(b, target)];
    leg->quote               = sfl_planner_quote(b->planner, workload, model, target->token_ratio);
    leg->share               = share;
    leg->token_ratio         = target->token_ratio;
    leg->route               = b->route;
    leg->spend_slot          = -1;
    return leg->quote >= 0 ? SFL_OK : SFL_ERR_MEMORY;
}

/* The trigger of a BEFORE leg. On a capacity channel there is no token spend to look at, and a mean over more months than
 * there are is never taken. trailing_months is then 0 and the leg watches nothing. */
static void set_trigger(const builder *b, sfl_plan_leg *leg, const sfl_then *then)
{
    const sfl_plan_channel *old = &b->planner->channels[b->parts->uses[leg->use].channel];
    bool watches                = old->kind == SFL_CHANNEL_TOKEN && then->trailing_months <= b->planner->plan->n_months;
    leg->trailing_months        = watches ? then->trailing_months : 0;
    leg->lead_months            = sfl_larger(1, then->lead_months);
    leg->when_usd               = then->when_monthly_usd * SFL_ALMOST;
    leg->switch_usd             = then->cost_usd + old->exit_usd;
}

static sfl_status add_route(builder *b, const sfl_route *route, int32_t workload)
{
    double share = route->share;
    if (route->otherwise) {
        SFL_TRY(add_leg(b, SFL_LEG_FILL, workload, &route->target, share));
        return add_leg(b, SFL_LEG_OTHERWISE, workload, route->otherwise, share);
    }
    if (route->then) {
        SFL_TRY(add_leg(b, SFL_LEG_BEFORE, workload, &route->target, share));
        set_trigger(b, &b->parts->legs[b->plan->n_legs - 1], route->then);
        return add_leg(b, SFL_LEG_AFTER, workload, &route->then->target, share);
    }
    return add_leg(b, SFL_LEG_PLAIN, workload, &route->target, share);
}

static sfl_status build_legs(builder *b)
{
    find_named(b);
    int64_t n_legs = count_legs(b);
    SFL_PLAN_ARRAY(b->planner, b->parts->legs, sfl_plan_leg, n_legs, &b->plan->legs_at);
    for (b->route = 0; b->route < b->from->n_routes; ++b->route) {
        const sfl_route *route = &b->from->routes[b->route];
        for (int32_t workload = 0; workload < b->scenario->n_workloads; ++workload)
            if (takes(b, route, workload)) SFL_TRY(add_route(b, route, workload));
    }
    return SFL_OK;
}

/* May legs of this channel be billed as one? Nothing asks for their tokens, and no room under a cap that one leg
 * takes is missing to the next. */
static bool goes_abreast(const sfl_plan_channel *channel)
{
    return channel->kind == SFL_CHANNEL_TOKEN && channel->surcharge_usd_per_mtok == 0.0 &&
           channel->fixed_usd_per_month == 0.0 && !channel->marketplace;
}

static void count_abreast(builder *b)
{
    for (int32_t i = b->plan->n_legs - 1; i >= 0; --i) {
        sfl_plan_leg       *leg  = &b->parts->legs[i];
        const sfl_plan_leg *next = i + 1 < b->plan->n_legs ? leg + 1 : NULL;
        if (leg->kind != SFL_LEG_PLAIN || !goes_abreast(&b->planner->channels[b->parts->uses[leg->use].channel])) continue;
        bool goes_on   = next != NULL && next->use == leg->use;
        leg->n_abreast = 1 + (goes_on ? next->n_abreast : 0);
    }
}

/* The legs that load a capacity channel, in their order. */
static sfl_status list_loads(builder *b, int32_t number)
{
    sfl_plan_use *use = &b->parts->uses[number];
    int32_t      *legs;
    if (b->planner->channels[use->channel].kind == SFL_CHANNEL_TOKEN) return SFL_OK;
    for (int32_t i = 0; i < b->plan->n_legs; ++i)
        use->n_legs += b->parts->legs[i].use == number;
    SFL_PLAN_ARRAY(b->planner, legs, int32_t, use->n_legs, &use->legs_at);
    for (int32_t i = 0, n = 0; i < b->plan->n_legs; ++i)
        if (b->parts->legs[i].use == number) legs[n++] = i;
    return SFL_OK;
}

/* ---- leaving today's channels ---- */

/* Does some route send the workload to the channel, as `channel` or as `otherwise`? */
static bool still_uses(const builder *b, int32_t workload, int32_t channel)
{
    for (int32_t i = 0; i < b->plan->n_legs; ++i) {
        const sfl_plan_leg *leg = &b->parts->legs[i];
        if (leg->workload == workload && leg->kind != SFL_LEG_AFTER && b->parts->uses[leg->use].channel == channel)
            return true;
    }
    return false;
}

static double exit_cost(const builder *b)
{
    double exit_usd = 0.0;
    for (int32_t i = 0; i < b->scenario->n_workloads; ++i) {
        if (!b->scenario->workloads[i].current_channel) continue;
        int32_t channel = sfl_scenario_find_channel(b->scenario, b->scenario->workloads[i].current_channel);
        if (!still_uses(b, i, channel)) exit_usd += b->planner->channels[channel].exit_usd;
    }
    return exit_usd;
}

/* ---- all of them ---- */

static sfl_status build(builder *b, int32_t number)
{
    b->from  = &b->scenario->architectures[number];
    b->plan  = &b->planner->architectures[number];
    b->parts = &b->planner->parts[number];
    SFL_TRY(build_accounts(b));
    SFL_TRY(build_uses(b));
    SFL_TRY(build_legs(b));
    count_abreast(b);
    for (int32_t i = 0; i < b->plan->n_uses; ++i)
        SFL_TRY(list_loads(b, i));
    b->plan->coordination_usd_per_month = b->from->coordination_usd_per_month;
    b->plan->exit_usd                   = exit_cost(b);
    return SFL_OK;
}

sfl_status sfl_plan_architectures(sfl_planner *planner)
{
    const sfl_scenario *scenario = planner->scenario;
    sfl_plan           *plan     = planner->plan;
    builder             b        = {0};
    b.planner                    = planner;
    b.scenario                   = scenario;
    SFL_PLAN_ARRAY(planner, planner->architectures, sfl_plan_architecture, plan->n_architectures,
                   &plan->architectures_at);
    SFL_PLAN_SCRATCH(planner, planner->parts, sfl_parts, plan->n_architectures);
    SFL_PLAN_SCRATCH(planner, planner->quotes_of, sfl_quote_entry *, plan->n_workloads);
    SFL_PLAN_SCRATCH(planner, b.contract_of, int32_t, plan->n_vendors);
    SFL_PLAN_SCRATCH(planner, b.account_of, int32_t, plan->n_vendors);
    SFL_PLAN_SCRATCH(planner, b.use_of, int32_t, plan->n_channels);
    SFL_PLAN_SCRATCH(planner, b.is_named, bool, plan->n_workloads);
    for (int32_t i = 0; i < plan->n_architectures; ++i)
        SFL_TRY(build(&b, i));
    return SFL_OK;
}
