/* What the slots of an observed block say; see observe.h. */
#include "host/run/observe.h"

static double at(const sfl_block *block, int32_t slot, int32_t lane)
{
    return slot < 0 ? 0.0 : sfl_slot(block, slot)[lane];
}

/* ---- the world ---- */

double sfl_observed_driver(const sfl_block *block, int32_t driver, int32_t month, int32_t lane)
{
    const sfl_plan_driver *row = &SFL_AT(block->plan, sfl_plan_driver, block->plan->drivers_at)[driver];
    if (row->is_fixed) return SFL_AT(block->plan, double, row->fixed_at)[month];
    return at(block, row->index_slot, lane);
}

static const sfl_plan_workload *workload_of(const sfl_block *block, int32_t workload)
{
    return &SFL_AT(block->plan, sfl_plan_workload, block->plan->workloads_at)[workload];
}

double sfl_observed_volume(const sfl_block *block, int32_t workload, int32_t lane)
{
    return at(block, workload_of(block, workload)->volume_slot, lane);
}

double sfl_observed_cached(const sfl_block *block, int32_t workload, int32_t lane)
{
    return at(block, workload_of(block, workload)->cached_slot, lane);
}

double sfl_observed_input_mtok(const sfl_block *block, int32_t workload, int32_t lane)
{
    return at(block, workload_of(block, workload)->input_slot, lane);
}

double sfl_observed_output_mtok(const sfl_block *block, int32_t workload, int32_t lane)
{
    return at(block, workload_of(block, workload)->output_slot, lane);
}

bool sfl_observed_launched(const sfl_block *block, int32_t workload, int32_t month, int32_t lane)
{
    const sfl_plan_workload *row = workload_of(block, workload);
    if (row->launch_slot < 0) return row->launch_month <= month;
    return at(block, row->launch_slot, lane) <= (double)month;
}

int32_t sfl_observed_regime(const sfl_block *block, int32_t lane)
{
    if (block->plan->regime_slot < 0) return -1;
    return (int32_t)at(block, block->plan->regime_slot, lane);
}

/* ---- costs ---- */

static const sfl_plan_architecture *architecture_of(const sfl_plan *plan, int32_t architecture)
{
    return &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture];
}

double sfl_observed_month(const sfl_block *block, int32_t architecture, sfl_part part, int32_t lane)
{
    return at(block, architecture_of(block->plan, architecture)->month_slots[part], lane);
}

double sfl_observed_cumulative(const sfl_block *block, int32_t architecture, int32_t lane)
{
    return at(block, architecture_of(block->plan, architecture)->total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL], lane);
}

double sfl_observed_total(const sfl_block *block, int32_t architecture, sfl_part part, sfl_money money, int32_t lane)
{
    return at(block, architecture_of(block->plan, architecture)->total_slots[part][money], lane);
}

/* ---- contracts ---- */

static const sfl_plan_account *account_of(const sfl_plan *plan, int32_t architecture, int32_t contract)
{
    const sfl_plan_architecture *owner    = architecture_of(plan, architecture);
    const sfl_plan_account      *accounts = SFL_AT(plan, sfl_plan_account, owner->accounts_at);
    for (int32_t i = 0; i < owner->n_accounts; ++i) {
        if (accounts[i].contract == contract) return &accounts[i];
    }
    return NULL;
}

bool sfl_observed_has_contract(const sfl_plan *plan, int32_t architecture, int32_t contract)
{
    return account_of(plan, architecture, contract) != NULL;
}

static int32_t slot_of_figure(const sfl_plan_account *account, sfl_account_figure figure)
{
    switch (figure) {
#define SFL_ACCOUNT_FIGURE(NAME, word, slot, help)                                                                     \
    case SFL_ACCOUNT_##NAME: return account->slot;
        SFL_ACCOUNT_FIGURE_LIST(SFL_ACCOUNT_FIGURE)
#undef SFL_ACCOUNT_FIGURE
    case SFL_ACCOUNT_FIGURE_COUNT: break;
    }
    return -1;
}

double sfl_observed_account(const sfl_block *block, int32_t architecture, int32_t contract, sfl_account_figure figure,
                            int32_t lane)
{
    const sfl_plan_account *account = account_of(block->plan, architecture, contract);
    return account == NULL ? 0.0 : at(block, slot_of_figure(account, figure), lane);
}

static const sfl_plan_term *term_of(const sfl_plan *plan, int32_t contract, int32_t month)
{
    const sfl_plan_contract *row = &SFL_AT(plan, sfl_plan_contract, plan->contracts_at)[contract];
    return &SFL_AT(plan, sfl_plan_term, row->terms_at)[month];
}

/* Grants that may be used in month + 1, which include one made in this month. */
double sfl_observed_credit(const sfl_block *block, int32_t architecture, int32_t contract, int32_t month, int32_t lane)
{
    const sfl_plan          *plan    = block->plan;
    const sfl_plan_account  *account = account_of(plan, architecture, contract);
    const sfl_plan_contract *row     = &SFL_AT(plan, sfl_plan_contract, plan->contracts_at)[contract];
    if (account == NULL || account->credit_slot < 0 || month + 1 >= plan->n_months) return 0.0;
    const sfl_plan_term *next = term_of(plan, contract, month + 1);
    double               left = 0.0;
    for (int32_t grant = next->grant_first; grant < next->grant_end; ++grant)
        left += at(block, account->credit_slot + grant % row->credit_depth, lane);
    return left;
}

int32_t sfl_observed_period_end(const sfl_plan *plan, int32_t contract, int32_t month)
{
    const sfl_plan_term *term = term_of(plan, contract, month);
    return term->in_force && term->is_last ? term->period : -1;
}

/* ---- channels and routes ---- */

static const sfl_plan_use *use_of(const sfl_plan *plan, int32_t architecture, int32_t channel)
{
    const sfl_plan_architecture *owner = architecture_of(plan, architecture);
    const sfl_plan_use          *uses  = SFL_AT(plan, sfl_plan_use, owner->uses_at);
    for (int32_t i = 0; i < owner->n_uses; ++i) {
        if (uses[i].channel == channel) return &uses[i];
    }
    return NULL;
}

double sfl_observed_units(const sfl_block *block, int32_t architecture, int32_t channel, int32_t lane)
{
    const sfl_plan_use *use = use_of(block->plan, architecture, channel);
    return use == NULL ? 0.0 : at(block, use->units_slot, lane);
}

double sfl_observed_overflow(const sfl_block *block, int32_t architecture, int32_t channel, int32_t lane)
{
    const sfl_plan_use *use = use_of(block->plan, architecture, channel);
    return use == NULL ? 0.0 : at(block, use->overflow_slot, lane);
}

int32_t sfl_observed_switch(const sfl_block *block, int32_t architecture, int32_t workload, int32_t lane)
{
    const sfl_plan_architecture *owner = architecture_of(block->plan, architecture);
    const sfl_plan_leg          *legs  = SFL_AT(block->plan, sfl_plan_leg, owner->legs_at);
    for (int32_t i = 0; i < owner->n_legs; ++i) {
        if (legs[i].kind == SFL_LEG_BEFORE && legs[i].workload == workload) {
            return (int32_t)at(block, legs[i].switch_slot, lane);
        }
    }
    return -1;
}

/* ---- comparisons ---- */

int32_t sfl_observed_break_even(const sfl_block *block, int32_t from, int32_t to, int32_t lane)
{
    const sfl_plan_break_even *rows = SFL_AT(block->plan, sfl_plan_break_even, block->plan->break_even_at);
    for (int32_t i = 0; i < block->plan->n_break_even; ++i) {
        if (rows[i].from == from && rows[i].to == to) return (int32_t)at(block, rows[i].month_slot, lane);
    }
    return -1;
}

double sfl_observed_difference(const sfl_block *block, int32_t a, int32_t b, sfl_money money, int32_t lane)
{
    return sfl_observed_total(block, b, SFL_PART_TOTAL, money, lane) -
           sfl_observed_total(block, a, SFL_PART_TOTAL, money, lane);
}

bool sfl_observed_cheapest(const sfl_block *block, int32_t architecture, sfl_money money, int32_t lane)
{
    return at(block, architecture_of(block->plan, architecture)->cheapest_slots[money], lane) > 0.0;
}
