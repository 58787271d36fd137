/* The CPU backend for a group of plans (group.h): blocks of 64 paths, month by month, the world once, then architecture by
 * architecture the bills of all plans. Holds loops and copies, no money. Built once per level of the instruction set. */
#define SFL_FOR_GROUP 1

#include "kernels/backend_cpu.h"
#include "kernels/group_state.h"
#include "kernels/path.h"
#include "kernels/tally_add.h"

#define SFL_JOIN_WORDS(a, b) a##b
#define SFL_JOIN(a, b) SFL_JOIN_WORDS(a, b)
#define SFL_OF_LEVEL(name) SFL_JOIN(name##_, SFL_CPU_LEVEL)

/* What an architecture of a plan leaves to the first plan on this block of paths: its slots do not hold it meanwhile. */
typedef enum leaving {
    ALONE,
    ROUTES, /* the state of uses and legs */
    MONTH,  /* and that of accounts; its own are sums over the path, its year and its terms */
    SUMS    /* and of the sums over the path those that commitments do not touch */
} leaving;

/* Columns of a plan that are handed on at once. */
#define MOST_VISITS 512

typedef struct walk {
    const sfl_group         *group;
    const sfl_group_tallies *to;
    double          *slots;
    uint8_t         *steps; /* [n_plans][n_architectures] */
    uint64_t         first_path;
} walk;

static sfl_block block_of(const walk *of, int32_t number)
{
    const sfl_group_plan *entry = &of->group->plans[number];
    sfl_block             block;
    block.plan       = entry->plan;
    block.slots      = of->slots;
    block.first_path = of->first_path;
    block.own_slots  = of->slots + (size_t)entry->moved * SFL_LANES;
    block.n_shared   = of->group->n_shared;
    return block;
}

static uint8_t *step_of(const walk *of, int32_t number, int32_t architecture)
{
    return &of->steps[(size_t)number * (size_t)of->group->n_architectures + (size_t)architecture];
}

static const sfl_group_architecture *entry_of(const walk *of, int32_t number, int32_t architecture)
{
    return &of->group->plans[number].architectures[architecture];
}

/* ---- state that was left to the first plan becomes the plan's own ---- */

static void take_route_state(const walk *of, const sfl_bill *to, const sfl_bill *from, int32_t number, int32_t i)
{
    const sfl_group_architecture *mine = entry_of(of, number, i), *first = entry_of(of, 0, i);
    sfl_copy_slots(to->block, mine->first_route_slot, from->block, first->first_route_slot,
                   mine->end_route_slot - mine->first_route_slot);
}

/* ---- in step with the first plan ---- */

/* Before a month that no plan has begun: will the first plan's do for this one, too? */
static void choose_month(const walk *of, const sfl_bill *first, int32_t number, int32_t i, int32_t month)
{
    const sfl_group_architecture *entry = entry_of(of, number, i);
    uint8_t                      *step  = step_of(of, number, i);
    bool same_terms = entry->sharing == SFL_SHARES_ROUTES && entry->same_terms != NULL && entry->same_terms[month] != SFL_TERMS_DIFFER;
    if (*step == ALONE || (*step == ROUTES) == !same_terms) return;
    sfl_block block = block_of(of, number);
    sfl_bill  mine  = sfl_bill_of(&block, i, month);
    if (*step >= MONTH && !same_terms) {
        if (*step == SUMS) sfl_take_sums(&mine, first);
        sfl_take_accounts(&mine, first, month - 1);
        sfl_take_months(&mine, first);
        *step = ROUTES;
    } else if (*step == ROUTES && sfl_same_states(first, &mine)) {
        *step = sfl_same_sums(first, &mine) ? SUMS : MONTH;
    }
}

/* ---- what routes look at ---- */

static bool is_same_month(const walk *of, const sfl_bill *first, const sfl_bill *mine, int32_t number, int32_t i)
{
    uint64_t accounts = entry_of(of, number, i)->accounts;
    for (int32_t account = 0; account < mine->architecture->n_accounts; ++account) {
        if ((accounts >> account & 1u) != 0 && !sfl_same_account(first, mine, account)) return false;
    }
    return true;
}

/* Are they where the first plan's are: uses, legs, and the sum over the path that they add to? */
static bool is_same_route_state(const walk *of, const sfl_bill *first, const sfl_bill *mine, int32_t number, int32_t i)
{
    const sfl_group_architecture *entry = entry_of(of, number, i);
    int32_t n_slots = entry->end_route_slot - entry->first_route_slot, of_first = entry_of(of, 0, i)->first_route_slot;
    if (!sfl_same_slots(first, first->architecture->unserved_slot, mine, mine->architecture->unserved_slot, 1)) return false;
    return n_slots <= 0 || sfl_same_slots(first, of_first, mine, entry->first_route_slot, n_slots);
}

/* Before the routes of a month: will the first plan's do for this plan, too? */
static void choose_routes(const walk *of, const sfl_bill *first, const sfl_bill *mine, int32_t number, int32_t i)
{
    uint8_t *step = step_of(of, number, i);
    bool     same = is_same_month(of, first, mine, number, i);
    if (*step == ROUTES && !same) {
        take_route_state(of, mine, first, number, i);
        *step = ALONE;
    } else if (*step == ALONE && same && is_same_route_state(of, first, mine, number, i)) {
        *step = ROUTES;
    }
}

/* What the routes of the month have come to, of the first plan. */
static void take_routes(const walk *of, const sfl_bill *to, const sfl_bill *from, int32_t number, int32_t i)
{
    const sfl_plan_architecture *mine = to->architecture, *first = from->architecture;
    uint64_t                     accounts = entry_of(of, number, i)->accounts;
    sfl_copy_slots(to->block, mine->running_slot, from->block, first->running_slot, 1);
    sfl_copy_slots(to->block, mine->once_slot, from->block, first->once_slot, 1);
    sfl_copy_slots(to->block, mine->unserved_slot, from->block, first->unserved_slot, 1);
    for (int32_t account = 0; account < mine->n_accounts; ++account) {
        if ((accounts >> account & 1u) == 0) continue;
        const sfl_plan_account *my = &to->accounts[account], *its = &from->accounts[account];
        sfl_copy_slots(to->block, my->bills_slot, from->block, its->bills_slot, 1);
        sfl_copy_slots(to->block, my->gross_slot, from->block, its->gross_slot, 1);
        sfl_copy_slots(to->block, my->counted_slot, from->block, its->counted_slot, 1);
        sfl_copy_slots(to->block, my->market_month_slot, from->block, its->market_month_slot, 1);
    }
}

/* ---- a month ---- */

static bool has_architecture(const walk *of, int32_t number, int32_t i)
{
    return i < of->group->plans[number].plan->n_architectures;
}

/* Up to where the routes begin; the first plan comes first. */
static void before_routes(const walk *of, const sfl_bill *first, int32_t number, int32_t i, int32_t month)
{
    int32_t sharing = entry_of(of, number, i)->sharing;
    if (sharing == SFL_SHARES_ALL || *step_of(of, number, i) >= MONTH) return;
    sfl_block block = block_of(of, number);
    sfl_bill  bill  = sfl_bill_of(&block, i, month);
    sfl_bill_before_routes(&bill);
    if (sharing == SFL_SHARES_ROUTES) choose_routes(of, first, &bill, number, i);
}

/* The rest of the month; that of the first plan has been made. */
static void from_routes_on(const walk *of, const sfl_bill *first, int32_t number, int32_t i, int32_t month)
{
    sfl_block block = block_of(of, number);
    sfl_bill  bill  = sfl_bill_of(&block, i, month);
    if (entry_of(of, number, i)->sharing == SFL_SHARES_ALL) {
        sfl_copy_slots(&block, bill.architecture->total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL], first->block,
                       first->architecture->total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL], 1); /* break-evens look at it */
        return;
    }
    leaving how = (leaving)*step_of(of, number, i);
    if (how >= MONTH) {
        sfl_bill_repeat(&bill, first, how == SUMS ? SFL_EVERY_PART & ~SFL_LEFT_PARTS : SFL_EVERY_PART);
        return;
    }
    if (how == ROUTES) {
        take_routes(of, &bill, first, number, i);
    } else {
        sfl_bill_routes(&bill);
    }
    sfl_bill_after_routes(&bill);
}

/* The bills of an architecture that the first plan has, too. */
static void bill_month(const walk *of, int32_t i, int32_t month)
{
    sfl_block block = block_of(of, 0);
    sfl_bill  first = sfl_bill_of(&block, i, month);
    for (int32_t number = 1; number < of->group->n_plans; ++number)
        if (has_architecture(of, number, i)) choose_month(of, &first, number, i, month);
    sfl_bill_before_routes(&first);
    for (int32_t number = 1; number < of->group->n_plans; ++number)
        if (has_architecture(of, number, i)) before_routes(of, &first, number, i, month);
    sfl_bill_routes(&first);
    sfl_bill_after_routes(&first);
    for (int32_t number = 1; number < of->group->n_plans; ++number)
        if (has_architecture(of, number, i)) from_routes_on(of, &first, number, i, month);
}

static void bill_month_alone(const walk *of, int32_t i, int32_t month)
{
    for (int32_t number = 1; number < of->group->n_plans; ++number) {
        sfl_block block = block_of(of, number);
        if (has_architecture(of, number, i)) sfl_bill_month(&block, i, month);
    }
}

static void walk_month(const walk *of, int32_t month)
{
    sfl_block first = block_of(of, 0);
    sfl_world_month(&first, month);
    for (int32_t i = 0; i < of->group->n_architectures; ++i) {
        if (has_architecture(of, 0, i)) {
            bill_month(of, i, month);
        } else {
            bill_month_alone(of, i, month);
        }
    }
    sfl_compare_month(&first, month);
    sfl_control_month(&first, month);
    for (int32_t number = 1; number < of->group->n_plans; ++number) {
        sfl_block block = block_of(of, number);
        sfl_break_evens_month(&block, month); /* tokens are the world's, and counted */
        if (!of->group->plans[number].shares_controls) sfl_control_month(&block, month);
    }
}

/* ---- a path ---- */

/* Before month 0 uses and legs of the same routes are in the same state, and so are left to the first plan. */
static void begin_architecture(const walk *of, const sfl_block *block, int32_t number, int32_t i)
{
    int32_t sharing         = entry_of(of, number, i)->sharing;
    *step_of(of, number, i) = sharing == SFL_SHARES_ROUTES ? ROUTES : ALONE;
    if (sharing == SFL_SHARES_NOTHING) sfl_bill_begin(block, i);
    if (sharing == SFL_SHARES_ROUTES) sfl_bill_begin_sums(block, i);
}

static void begin(const walk *of)
{
    sfl_block first = block_of(of, 0);
    sfl_path_begin(&first);
    for (int32_t number = 1; number < of->group->n_plans; ++number) {
        sfl_block block = block_of(of, number);
        for (int32_t i = 0; i < block.plan->n_architectures; ++i)
            begin_architecture(of, &block, number, i);
        sfl_break_even_begin(&block);
        sfl_control_begin(&block);
    }
}

/* All of an architecture that is the first plan's; before the path's end columns look at years and periods (is_of_years,
 * host/run/group.c) and break-evens at the total, which is taken every month. */
static void take_shared(const walk *of, const sfl_bill *to, const sfl_bill *from, int32_t number, int32_t i, bool is_all)
{
    const sfl_group_architecture *mine = entry_of(of, number, i);
    if (is_all) {
        sfl_copy_slots(to->block, mine->first_slot, from->block, entry_of(of, 0, i)->first_slot, mine->end_slot - mine->first_slot);
        return;
    }
    sfl_take_periods(to, from);
    sfl_copy_slots(to->block, to->architecture->year_slot, from->block, from->architecture->year_slot, 1);
}

/* Before columns of an architecture are tallied: what it has left to the first plan. */
static void take_state(const walk *of, int32_t number, int32_t i, int32_t month, bool is_all)
{
    leaving    how       = (leaving)*step_of(of, number, i);
    const bool is_shared = entry_of(of, number, i)->sharing == SFL_SHARES_ALL;
    if (!is_shared && (how == ALONE || (how == ROUTES && !is_all))) return;
    sfl_block first = block_of(of, 0), block = block_of(of, number);
    sfl_bill  from = sfl_bill_of(&first, i, month), to = sfl_bill_of(&block, i, month);
    if (is_shared) {
        take_shared(of, &to, &from, number, i, is_all);
        return;
    }
    if (how >= MONTH && !is_all) sfl_take_periods(&to, &from);
    if (!is_all) return;
    if (how == SUMS) sfl_take_sums(&to, &from);
    take_route_state(of, &to, &from, number, i);
    if (how == ROUTES) return;
    sfl_take_accounts(&to, &from, month);
    sfl_take_months(&to, &from);
}

static void take_states(const walk *of, int32_t number, int32_t month, bool is_all)
{
    for (int32_t i = 0; i < of->group->plans[number].plan->n_architectures; ++i)
        if (has_architecture(of, 0, i)) take_state(of, number, i, month, is_all);
}

static void take_controls(const sfl_block *first, const sfl_block *block)
{
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind) {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
            sfl_copy_slots(block, block->plan->controls[kind].slots[money], first, first->plan->controls[kind].slots[money], 1);
    }
}

/* ---- tallies ---- */

/* Columns of a plan, [n] of them; none looks at a slot of the world. */
static void add_columns(const sfl_block *block, const int32_t *columns, int32_t n, int32_t n_lanes, sfl_tally *tally)
{
    sfl_tally_add_columns(tally, columns, n, block->own_slots, SFL_LANES, n_lanes, block->first_path);
}

static bool is_same_column(const sfl_block *a, const sfl_block *b, int32_t column, int32_t n_lanes)
{
    const double *of_a = sfl_slot(a, SFL_AT(a->plan, sfl_plan_column, a->plan->columns_at)[column].slot);
    const double *of_b = sfl_slot(b, SFL_AT(b->plan, sfl_plan_column, b->plan->columns_at)[column].slot);
    return memcmp(of_a, of_b, (size_t)n_lanes * sizeof *of_a) == 0;
}

/* Those that have become another than the first plan's, which is not tallied yet, are brought home. */
static void part_columns(const walk *of, const sfl_block *first, int32_t number, const int32_t *columns, int32_t n,
                         int32_t n_lanes)
{
    sfl_block block  = block_of(of, number);
    uint8_t  *is_own = of->to->is_own + (size_t)number * (size_t)of->group->n_columns;
    for (int32_t i = 0; i < n; ++i) {
        if (is_own[columns[i]] || is_same_column(first, &block, columns[i], n_lanes)) continue;
        sfl_tally_copy_column(of->to->tallies[number], of->to->tallies[0], columns[i]);
        is_own[columns[i]] = 1;
    }
}

static void add_own_columns(const walk *of, int32_t number, const int32_t *columns, int32_t n, int32_t n_lanes)
{
    sfl_block      block  = block_of(of, number);
    const uint8_t *is_own = of->to->is_own + (size_t)number * (size_t)of->group->n_columns;
    int32_t        own[MOST_VISITS], n_own = 0;
    for (int32_t i = 0; i < n; ++i) {
        if (is_own[columns[i]] || !of->group->plans[number].shares_columns) own[n_own++] = columns[i];
        if (n_own < MOST_VISITS && i + 1 < n) continue;
        add_columns(&block, own, n_own, n_lanes, of->to->tallies[number]);
        n_own = 0;
    }
}

static int32_t visits_of(const sfl_plan *plan, int32_t month, const int32_t **columns)
{
    const int32_t *starts = SFL_AT(plan, int32_t, plan->visit_starts_at);
    *columns              = SFL_AT(plan, int32_t, plan->visits_at) + starts[month];
    return starts[month + 1] - starts[month];
}

/* Columns that are final after this month, or at the path's end (n_months), of all plans. */
static void visit(const walk *of, int32_t month, int32_t n_lanes)
{
    sfl_block      first = block_of(of, 0);
    const int32_t *columns;
    int32_t        n_first = visits_of(first.plan, month, &columns);
    for (int32_t number = 1; number < of->group->n_plans; ++number)
        if (of->group->plans[number].shares_columns) part_columns(of, &first, number, columns, n_first, n_lanes);
    add_columns(&first, columns, n_first, n_lanes, of->to->tallies[0]);
    for (int32_t number = 1; number < of->group->n_plans; ++number) {
        int32_t n = visits_of(of->group->plans[number].plan, month, &columns);
        add_own_columns(of, number, columns, n, n_lanes);
    }
}

static void visit_month(const walk *of, int32_t month, int32_t n_lanes)
{
    const int32_t *columns;
    for (int32_t number = 1; number < of->group->n_plans; ++number) {
        const sfl_group_plan *entry = &of->group->plans[number];
        if (visits_of(entry->plan, month, &columns) > 0) take_states(of, number, month, entry->tallies_months != 0);
    }
    visit(of, month, n_lanes);
}

static void end(const walk *of, int32_t n_lanes)
{
    sfl_block first    = block_of(of, 0);
    int32_t   n_months = first.plan->n_months;
    for (int32_t number = 0; number < of->group->n_plans; ++number) {
        sfl_block block = block_of(of, number);
        if (number > 0) take_states(of, number, n_months - 1, true);
        if (number > 0 && of->group->plans[number].shares_controls) take_controls(&first, &block);
        sfl_path_end(&block);
    }
    visit(of, n_months, n_lanes);
    for (int32_t number = 0; number < of->group->n_plans; ++number)
        sfl_tally_count_paths(of->to->tallies[number], (uint64_t)n_lanes);
}

static void run_block(const walk *of, int32_t n_lanes)
{
    int32_t n_months = of->group->plans[0].plan->n_months;
    begin(of);
    for (int32_t month = 0; month < n_months; ++month) {
        walk_month(of, month);
        visit_month(of, month, n_lanes);
    }
    end(of, n_lanes);
}

void SFL_OF_LEVEL(sfl_cpu_run_group)(const sfl_group *group, int32_t part, uint64_t first, uint64_t n_paths, double *slots,
                                     const sfl_group_tallies *tallies)
{
    uint8_t *steps = (uint8_t *)(slots + (size_t)group->n_slots * SFL_LANES);
    for (uint64_t done = 0; done < n_paths; done += SFL_LANES) {
        walk     of      = {group, tallies, slots, steps, sfl_part_path(part, first + done)};
        uint64_t left    = n_paths - done;
        int32_t  n_lanes = left < SFL_LANES ? (int32_t)left : SFL_LANES;
        run_block(&of, n_lanes);
    }
}
