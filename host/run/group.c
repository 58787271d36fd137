/* See group.h. */
#include "host/run/group.h"

#include "host/run/same.h"

#include <assert.h>
#include <stdlib.h>

/* ---- where slots lie ---- */

/* Slots first … end − 1, none while end is 0. */
typedef struct range {
    int32_t first, end;
} range;

static void stretch(range *of, int32_t slot, int32_t n_slots)
{
    if (slot < 0 || n_slots <= 0) return;
    if (of->end == 0 || slot < of->first) of->first = slot;
    if (slot + n_slots > of->end) of->end = slot + n_slots;
}

static void stretch_by_use(const sfl_plan *plan, const sfl_plan_use *use, range *of)
{
    const sfl_plan_channel *channel  = &SFL_AT(plan, sfl_plan_channel, plan->channels_at)[use->channel];
    const int32_t           single[] = {use->active_slot,   use->month_mtok_slot, use->units_slot,      use->sized_slot,
                                        use->residual_slot, use->overflow_slot,   use->load_sum_slot,   use->served_sum_slot,
                                        use->overflow_sum_slot, use->capacity_sum_slot};
    for (size_t i = 0; i < sizeof single / sizeof single[0]; ++i)
        stretch(of, single[i], 1);
    stretch(of, use->load_slot, channel->lead_months + 1);
}

/* Slots of uses and legs: they lie side by side (host/plan/slots.c). */
static range routes_of(const sfl_plan *plan, const sfl_plan_architecture *architecture)
{
    range               of   = {0, 0};
    const sfl_plan_use *uses = SFL_AT(plan, sfl_plan_use, architecture->uses_at);
    const sfl_plan_leg *legs = SFL_AT(plan, sfl_plan_leg, architecture->legs_at);
    for (int32_t i = 0; i < architecture->n_uses; ++i)
        stretch_by_use(plan, &uses[i], &of);
    for (int32_t i = 0; i < architecture->n_legs; ++i) {
        stretch(&of, legs[i].weight_slot, 1);
        stretch(&of, legs[i].switch_slot, 1);
        stretch(&of, legs[i].spend_slot, legs[i].trailing_months);
    }
    return of;
}

static int32_t lesser(int32_t least, int32_t slot)
{
    return slot >= 0 && slot < least ? slot : least;
}

/* The first slot behind those of the architectures. */
static int32_t behind_architectures(const sfl_plan *plan)
{
    int32_t least = plan->n_slots;
    if (plan->n_pairs > 0) least = lesser(least, SFL_AT(plan, sfl_plan_pair, plan->pairs_at)[0].difference_slots[0]);
    if (plan->n_break_even > 0)
        least = lesser(least, SFL_AT(plan, sfl_plan_break_even, plan->break_even_at)[0].month_slot);
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
        least = lesser(least, plan->controls[kind].slots[0]);
    return least;
}

static void find_slots(const sfl_plan *plan, int32_t number, sfl_group_architecture *out)
{
    const sfl_plan_architecture *all    = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    bool                         is_last = number + 1 == plan->n_architectures;
    range                        routes = routes_of(plan, &all[number]);
    out->first_slot       = all[number].month_slots[SFL_PART_TOTAL];
    out->end_slot         = is_last ? behind_architectures(plan) : all[number + 1].month_slots[SFL_PART_TOTAL];
    out->first_route_slot = routes.first;
    out->end_route_slot   = routes.end;
    assert(routes.end == 0 || (routes.first >= out->first_slot && routes.end <= out->end_slot));
}

/* ---- what is shared ---- */

static uint64_t accounts_of(const sfl_plan *plan, int32_t number)
{
    const sfl_plan_architecture *of   = &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[number];
    const sfl_plan_use          *uses = SFL_AT(plan, sfl_plan_use, of->uses_at);
    uint64_t                     bits = 0;
    for (int32_t i = 0; i < of->n_uses; ++i)
        if (uses[i].account >= 0) bits |= UINT64_C(1) << (uses[i].account % SFL_GROUP_MOST_ACCOUNTS);
    return bits;
}

/* Do the two have as many slots for everything that one may take from the other? */
static bool has_same_slots(const sfl_plan *first, const sfl_plan *plan, int32_t number, const sfl_group_architecture *mine)
{
    sfl_group_architecture of_first = {0};
    find_slots(first, number, &of_first);
    return plan->n_months == first->n_months && mine->end_slot - mine->first_slot == of_first.end_slot - of_first.first_slot &&
           mine->end_route_slot - mine->first_route_slot == of_first.end_route_slot - of_first.first_route_slot;
}

/* `same_terms` [n_months] is room for the months whose terms are the same. */
static void fill_architecture(const sfl_plan *first, const sfl_plan *plan, int32_t number, uint8_t *same_terms,
                              sfl_group_architecture *out)
{
    find_slots(plan, number, out);
    out->accounts = accounts_of(plan, number);
    out->sharing  = SFL_SHARES_NOTHING;
    if (plan == first || number >= first->n_architectures || !has_same_slots(first, plan, number, out)) return;
    out->sharing = (int32_t)sfl_same_architecture(first, plan, number);
    if (out->sharing != SFL_SHARES_ROUTES || !sfl_same_terms(first, plan, number, same_terms)) return;
    out->same_terms = same_terms;
}

/* Is it the spend of a year, or a figure of a period? What is one has to be taken along where take_shared and sfl_take_periods
 * (kernels) bring a bill home before the path's end. */
static bool is_of_years(const sfl_plan *plan, int32_t slot)
{
    const sfl_plan_architecture *all = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    for (int32_t i = 0; i < plan->n_architectures; ++i) {
        const sfl_plan_account *accounts = SFL_AT(plan, sfl_plan_account, all[i].accounts_at);
        if (slot == all[i].year_slot) return true;
        for (int32_t j = 0; j < all[i].n_accounts; ++j)
            if (slot >= accounts[j].shortfall_slot && slot < accounts[j].term_shortfall_slot) return true;
    }
    return false;
}

static bool tallies_months(const sfl_plan *plan)
{
    const int32_t         *starts  = SFL_AT(plan, int32_t, plan->visit_starts_at);
    const int32_t         *visits  = SFL_AT(plan, int32_t, plan->visits_at);
    const sfl_plan_column *columns = SFL_AT(plan, sfl_plan_column, plan->columns_at);
    for (int32_t i = 0; i < starts[plan->n_months]; ++i)
        if (!is_of_years(plan, columns[visits[i]].slot)) return true;
    return false;
}

/* ---- the group ---- */

typedef struct storage {
    sfl_group               group;
    sfl_group_plan         *plans;         /* [n_plans] */
    sfl_group_architecture *architectures; /* of all plans */
    uint8_t                *same_terms;    /* [n_months] of each of them */
} storage;

static void fill_plan(const sfl_plan *first, const sfl_plan *plan, sfl_group_architecture *architectures,
                      uint8_t *same_terms, sfl_group_plan *out)
{
    for (int32_t i = 0; i < plan->n_architectures; ++i)
        fill_architecture(first, plan, i, same_terms + (size_t)i * (size_t)first->n_months, &architectures[i]);
    out->plan            = plan;
    out->architectures   = architectures;
    out->shares_controls = plan != first && sfl_same_controls(first, plan);
    out->tallies_months  = tallies_months(plan);
    out->shares_columns  = plan != first && sfl_same_columns(first, plan);
}

static void release(storage *of)
{
    if (of == NULL) return;
    free(of->plans);
    free(of->architectures);
    free(of->same_terms);
    free(of);
}

static storage *take_storage(const sfl_plan *const *plans, int32_t n_plans)
{
    size_t   n  = 0;
    storage *of = calloc(1, sizeof *of);
    if (of == NULL) return NULL;
    for (int32_t i = 0; i < n_plans; ++i)
        n += (size_t)plans[i]->n_architectures;
    of->plans         = calloc((size_t)n_plans, sizeof *of->plans);
    of->architectures = calloc(n, sizeof *of->architectures);
    of->same_terms    = calloc(n, (size_t)plans[0]->n_months);
    if (of->plans != NULL && of->architectures != NULL && of->same_terms != NULL) return of;
    release(of);
    return NULL;
}

sfl_group *sfl_group_build(const sfl_plan *const *plans, int32_t n_plans)
{
    storage *of = take_storage(plans, n_plans);
    if (of == NULL) return NULL;
    sfl_group_architecture *next  = of->architectures;
    uint8_t                *terms = of->same_terms;
    of->group.plans    = of->plans;
    of->group.n_plans  = n_plans;
    of->group.n_shared = plans[0]->scratch_slot + SFL_N_SCRATCH;
    of->group.n_slots  = of->group.n_shared;
    for (int32_t i = 0; i < n_plans; ++i) {
        assert(i == 0 || sfl_same_world(plans[0], plans[i]));
        fill_plan(plans[0], plans[i], next, terms, &of->plans[i]);
        of->plans[i].moved = of->group.n_slots - of->group.n_shared;
        of->group.n_slots += plans[i]->n_slots - of->group.n_shared;
        if (plans[i]->n_architectures > of->group.n_architectures) of->group.n_architectures = plans[i]->n_architectures;
        if (plans[i]->n_columns > of->group.n_columns) of->group.n_columns = plans[i]->n_columns;
        next += plans[i]->n_architectures;
        terms += (size_t)plans[i]->n_architectures * (size_t)plans[0]->n_months;
    }
    return &of->group;
}

void sfl_group_free(sfl_group **group)
{
    release((storage *)(void *)*group);
    *group = NULL;
}
