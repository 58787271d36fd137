/* Numbers for the slots of a block's state. What stands in the same loop of a kernel stands together. A slot that is not
 * needed is −1; slots that an observer reads exist in every plan. */
#include "host/plan/planner.h"

/* Months of a price history that are worth a near place. */
#define SFL_PLAN_NEAR_DEPTH 4

/* n slots side by side; the first of them, −1 for none. Beyond the most that a block may have, the count alone goes on:
 * sfl_plan_slots refuses. */
static int32_t take(sfl_planner *planner, int64_t n)
{
    if (n == 0) return -1;
    int64_t first = planner->n_slots;
    planner->n_slots += n;
    return planner->n_slots <= SFL_PLAN_MOST_SLOTS ? (int32_t)first : 0;
}

static void take_moneys(sfl_planner *planner, int32_t slots[SFL_MONEY_COUNT])
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        slots[money] = take(planner, 1);
}

/* ---- the world ---- */

static void driver_slots(sfl_planner *planner, sfl_plan_driver *driver)
{
    bool moves           = !driver->is_fixed;
    bool pulses          = driver->has_jumps && !driver->jumps_last;
    bool steps           = driver->has_jumps && driver->jumps_last;
    bool shocks          = driver->shock >= 0;
    bool returns         = driver->deviation != 0.0;
    driver->index_slot   = take(planner, 1);
    driver->growth_slot  = take(planner, moves && driver->growth_sd > 0.0);
    driver->vol_slot     = take(planner, shocks && driver->volatility_dof > 0.0);
    driver->level_slot   = take(planner, steps || driver->regime_growth_at > 0);
    driver->d_slot       = take(planner, moves && (shocks || pulses || returns));
    driver->v_slot       = take(planner, shocks && !driver->variance_is_fixed);
    driver->ceiling_slot = take(planner, moves && driver->has_adoption && driver->ceiling_sd > 0.0);
    driver->normal_slot  = take(planner, shocks ? 4 : 0);
}

static void workload_slots(sfl_planner *planner, sfl_plan_workload *workload)
{
    bool is_random        = workload->delay_mean_months > 0.0 || workload->cancel_probability > 0.0;
    workload->launch_slot = take(planner, is_random);
    workload->volume_slot = take(planner, 1);
    workload->input_slot  = take(planner, 1);
    workload->output_slot = take(planner, 1);
    workload->cached_slot = take(planner, 1);
}

/* Price histories of so many months. */
static void history_slots(sfl_planner *planner, int32_t least, int32_t most)
{
    for (int32_t i = 0; i < planner->plan->n_indices; ++i) {
        sfl_plan_index *index = &planner->indices[i];
        if (index->depth >= least && index->depth <= most) index->history_slot = take(planner, index->depth);
    }
}

/* What a bridge keeps from month to month; of the ends that wait a month looks at two or three. */
static void bridge_slots(sfl_planner *planner)
{
    const sfl_plan *plan = planner->plan;
    for (int32_t i = 0; i < plan->n_drivers; ++i) {
        sfl_plan_driver *driver  = &planner->drivers[i];
        bool             bridges = plan->is_sobol && driver->shock >= 0, jumps = driver->jumps_are_bridged;
        int32_t          n  = 1 + plan->bridge_depth;
        driver->bridge_slot = take(planner, bridges ? n : 0);
        driver->count_slot  = take(planner, jumps ? n : 0);
        driver->size_slot   = take(planner, jumps && driver->jump_sd > 0.0 ? n : 0);
    }
}

/* First those that a card keeps close at hand (plan->n_near_slots), then long histories, of which a month looks at one, and bridges. */
static void world_slots(sfl_planner *planner)
{
    sfl_plan *plan    = planner->plan;
    plan->ones_slot   = take(planner, 1);
    plan->tokens_slot = take(planner, 1);
    plan->regime_slot = take(planner, plan->n_regimes > 0);
    plan->shock_slot  = take(planner, plan->n_shocks);
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        driver_slots(planner, &planner->drivers[i]);
    for (int32_t i = 0; i < plan->n_workloads; ++i)
        workload_slots(planner, &planner->workloads[i]);
    for (int32_t i = 0; i < plan->n_quotes; ++i)
        planner->quotes[i].cost_slot = take(planner, 1);
    history_slots(planner, 1, SFL_PLAN_NEAR_DEPTH);
    plan->n_near_slots = planner->n_slots <= SFL_PLAN_MOST_SLOTS ? (int32_t)planner->n_slots : 0;
    history_slots(planner, SFL_PLAN_NEAR_DEPTH + 1, INT32_MAX);
    bridge_slots(planner);
    plan->scratch_slot = take(planner, SFL_N_SCRATCH);
}

/* ---- accounts ---- */

static bool renews_by_share(const sfl_planner *planner, int32_t contract)
{
    for (int32_t month = 0; month < planner->plan->n_months; ++month)
        if (planner->terms[contract][month].by_share) return true;
    return false;
}

/* What only an account with a contract has. */
static void ledger_slots(sfl_planner *planner, sfl_plan_account *account)
{
    const sfl_plan_contract  none     = {0};
    bool                     is_any   = account->contract >= 0;
    const sfl_plan_contract *contract = is_any ? &planner->contracts[account->contract] : &none;
    bool                     by_share = is_any && renews_by_share(planner, account->contract);
    account->eligible_slot            = take(planner, is_any);
    account->carry_slot               = take(planner, is_any);
    account->counted_baseline_slot    = take(planner, is_any);
    account->before_slot              = take(planner, by_share);
    account->commitment_slot          = take(planner, is_any);
    account->pending_slot             = take(planner, contract->pending_depth);
    account->credit_slot              = take(planner, contract->credit_depth);
    account->ai_spend_slot            = take(planner, contract->watches_ai_spend ? 12 : 0);
    account->amended_slot             = take(planner, contract->n_amendments);
    account->quota_slot               = -1; /* where a route fills: quota_slots */
    account->shortfall_slot           = take(planner, is_any);
    account->short_slot               = take(planner, is_any);
    account->utilisation_slot         = take(planner, is_any);
    account->room_slot                = take(planner, is_any);
    account->period_commitment_slot   = take(planner, is_any);
    account->period_eligible_slot     = take(planner, is_any);
    account->term_shortfall_slot      = take(planner, is_any);
    account->term_short_slot          = take(planner, is_any);
    account->term_room_slot           = take(planner, is_any);
    account->term_commitment_slot     = take(planner, is_any);
    account->term_filled_slot         = take(planner, is_any);
    account->term_utilisation_slot    = take(planner, is_any);
}

static void account_slots(sfl_planner *planner, sfl_plan_account *account)
{
    account->discount_slot         = take(planner, 1);
    account->scope_slot            = take(planner, 1);
    account->baseline_counted_slot = take(planner, 1);
    account->counted_slot          = take(planner, 1);
    account->bills_slot            = take(planner, 1);
    account->gross_slot            = take(planner, 1);
    account->credit_used_slot      = take(planner, 1);
    ledger_slots(planner, account);
}

/* Only the account whose commitment a marketplace channel draws down watches the cap. */
static void market_slots(sfl_planner *planner, const sfl_parts *parts, const sfl_plan_architecture *plan)
{
    for (int32_t i = 0; i < plan->n_accounts; ++i)
        parts->accounts[i].market_slot = parts->accounts[i].market_month_slot = -1;
    for (int32_t i = 0; i < plan->n_uses; ++i) {
        const sfl_plan_use *use = &parts->uses[i];
        if (use->account < 0 || !planner->channels[use->channel].marketplace) continue;
        sfl_plan_account *account = &parts->accounts[use->account];
        if (account->contract < 0 || account->market_slot >= 0) continue;
        account->market_slot       = take(planner, 1);
        account->market_month_slot = take(planner, 1);
    }
}

/* Only the account whose commitment a route fills has a quota. */
static void quota_slots(sfl_planner *planner, const sfl_parts *parts, int32_t n_legs)
{
    for (int32_t i = 0; i < n_legs; ++i) {
        if (parts->legs[i].kind != SFL_LEG_FILL) continue;
        sfl_plan_account *account = &parts->accounts[parts->uses[parts->legs[i].use].account];
        if (account->quota_slot < 0) account->quota_slot = take(planner, 1);
    }
}

/* ---- channels and legs ---- */

static void use_slots(sfl_planner *planner, sfl_plan_use *use)
{
    const sfl_plan_channel *channel        = &planner->channels[use->channel];
    bool                    has_capacity   = channel->kind != SFL_CHANNEL_TOKEN;
    bool                    waits_for_load = has_capacity || channel->fixed_usd_per_month > 0.0;
    bool                    by_coverage    = channel->kind == SFL_CHANNEL_PROVISIONED && !channel->units_are_fixed;
    bool                    sees_load      = by_coverage || channel->kind == SFL_CHANNEL_SELF_HOSTED;
    use->active_slot                       = take(planner, waits_for_load);
    use->month_mtok_slot                   = take(planner, waits_for_load);
    use->units_slot                        = take(planner, has_capacity);
    use->sized_slot                        = take(planner, by_coverage);
    use->load_slot                         = take(planner, sees_load ? channel->lead_months + 1 : 0);
    use->residual_slot                     = take(planner, channel->is_owned);
    use->overflow_slot                     = take(planner, has_capacity);
    use->load_sum_slot                     = take(planner, has_capacity);
    use->served_sum_slot                   = take(planner, has_capacity);
    use->capacity_sum_slot                 = take(planner, has_capacity);
    use->overflow_sum_slot                 = take(planner, has_capacity);
}

static void leg_slots(sfl_planner *planner, sfl_plan_leg *leg)
{
    leg->weight_slot = take(planner, leg->kind != SFL_LEG_PLAIN);
    leg->spend_slot  = take(planner, leg->trailing_months);
    leg->switch_slot = take(planner, leg->kind == SFL_LEG_BEFORE);
}

/* ---- architectures ---- */

static void sum_slots(sfl_planner *planner, sfl_plan_architecture *plan)
{
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        plan->month_slots[part] = take(planner, 1);
        take_moneys(planner, plan->total_slots[part]);
    }
    plan->running_slot      = take(planner, 1);
    plan->once_slot         = take(planner, 1);
    plan->year_slot         = take(planner, 1);
    plan->unserved_slot     = take(planner, 1);
    plan->tokens_slot       = planner->plan->tokens_slot;
    plan->usd_per_mtok_slot = take(planner, 1);
    take_moneys(planner, plan->regret_slots);
    take_moneys(planner, plan->cheapest_slots);
    take_moneys(planner, plan->tied_slots);
}

static void architecture_slots(sfl_planner *planner, int32_t number)
{
    sfl_plan_architecture *plan  = &planner->architectures[number];
    const sfl_parts       *parts = &planner->parts[number];
    sum_slots(planner, plan);
    for (int32_t i = 0; i < plan->n_accounts; ++i)
        account_slots(planner, &parts->accounts[i]);
    market_slots(planner, parts, plan);
    for (int32_t i = 0; i < plan->n_uses; ++i)
        use_slots(planner, &parts->uses[i]);
    for (int32_t i = 0; i < plan->n_legs; ++i)
        leg_slots(planner, &parts->legs[i]);
    quota_slots(planner, parts, plan->n_legs);
}

static void comparison_slots(sfl_planner *planner)
{
    for (int32_t i = 0; i < planner->plan->n_pairs; ++i) {
        take_moneys(planner, planner->pairs[i].difference_slots);
        take_moneys(planner, planner->pairs[i].a_cheaper_slots);
        take_moneys(planner, planner->pairs[i].tie_slots);
    }
    for (int32_t i = 0; i < planner->plan->n_break_even; ++i)
        planner->break_even[i].month_slot = take(planner, 1);
}

/* ---- control variates ---- */

static void take_moneys_if(sfl_planner *planner, bool is_needed, int32_t slots[SFL_MONEY_COUNT])
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        slots[money] = take(planner, is_needed);
}

static void member_slots(const sfl_planner *planner, const sfl_plan_control *control,
                         sfl_plan_control_member *members)
{
    for (int32_t i = 0; i < control->n_members; ++i)
        members[i].slot = members[i].workload >= 0 ? planner->workloads[members[i].workload].volume_slot
                                                   : planner->drivers[members[i].driver].index_slot;
}

static void control_slots(sfl_planner *planner)
{
    sfl_plan *plan   = planner->plan;
    bool      is_all = true;
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind) {
        bool is_any = plan->controls[kind].n_members > 0;
        is_all      = is_all && is_any;
        member_slots(planner, &plan->controls[kind], planner->control_members[kind]);
        take_moneys_if(planner, is_any, plan->controls[kind].slots);
        for (int32_t i = 0; i < plan->n_architectures; ++i)
            take_moneys_if(planner, is_any, planner->architectures[i].control_slots[kind]);
    }
    take_moneys_if(planner, is_all, plan->control_sum_slots);
}

sfl_status sfl_plan_slots(sfl_planner *planner)
{
    world_slots(planner);
    for (int32_t i = 0; i < planner->plan->n_architectures; ++i)
        architecture_slots(planner, i);
    comparison_slots(planner);
    control_slots(planner);
    if (planner->n_slots > SFL_PLAN_MOST_SLOTS) {
        return sfl_diag_add(planner->diag, SFL_ERR_VALUE, planner->scenario->simulation.object.place,
                            "the state of a path has %lld numbers; allowed are %lld: fewer architectures, workloads or "
                            "months to look back",
                            (long long)planner->n_slots, (long long)SFL_PLAN_MOST_SLOTS);
    }
    planner->plan->n_slots = (int32_t)planner->n_slots;
    return SFL_OK;
}
