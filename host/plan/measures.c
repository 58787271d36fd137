/* The columns that a run tallies, and when: each number in the month in which it is final (model page section 9; the kinds
 * of column stand in column_list.def). */
#include "host/plan/planner.h"

#include <string.h>

/* Whole units per 1.0: micro-dollars, micro-units, 1e-12 of a share; indicators and months are whole already. */
#define SFL_PER_USD 1e6
#define SFL_PER_MTOK 1e6
#define SFL_PER_UNIT 1e6
#define SFL_PER_SHARE 1e12
#define SFL_PER_COUNT 1.0
/* Thousandths of a dollar: tokens at prices of month 0 may come to far more than anybody pays, and a sum that helps an
 * estimate shall not fail a run. */
#define SFL_PER_CONTROL 1e3

enum {
    SUM     = SFL_KEEP_SUM,
    MOMENTS = SFL_KEEP_MOMENTS,
    FINE    = SFL_KEEP_FINE,
    COARSE  = SFL_KEEP_COARSE,
    MONTHS  = SFL_KEEP_MONTHS
};

typedef enum column_kind {
#define SFL_COLUMN(NAME, scale, keep, help) COLUMN_##NAME,
#include "host/plan/column_list.def"
#undef SFL_COLUMN
    COLUMN_COUNT
} column_kind;

static const struct {
    double   scale;
    uint32_t keep;
} rows[COLUMN_COUNT] = {
#define SFL_COLUMN(NAME, scale, keep, help) {scale, (uint32_t)(keep)},
#include "host/plan/column_list.def"
#undef SFL_COLUMN
};

/* Columns in the making. `month`: after which it is tallied, n_months: at the path's end. */
typedef struct column {
    int32_t     slot, month;
    column_kind kind;
} column;

typedef struct table {
    sfl_planner *planner;
    column      *columns; /* NULL while they are only counted */
    int64_t      n;
    int32_t      end; /* n_months */
} table;

static int32_t add(table *to, column_kind kind, int32_t slot, int32_t month)
{
    if (slot < 0) return -1;
    if (to->columns) to->columns[to->n] = (column){slot, month, kind};
    return (int32_t)to->n++;
}

static int32_t add_end(table *to, column_kind kind, int32_t slot)
{
    return add(to, kind, slot, to->end);
}

/* One column per month; the number of the first, -1 where months are not asked for. */
static int32_t add_months(table *to, column_kind kind, int32_t slot)
{
    if (slot < 0 || to->planner->has_no_months) return -1;
    int32_t first = (int32_t)to->n;
    for (int32_t month = 0; month < to->end; ++month)
        add(to, kind, slot, month);
    return first;
}

/* One per year of 12 months, in its last month or at the horizon. */
static int32_t add_years(table *to, column_kind kind, int32_t slot)
{
    int32_t first = (int32_t)to->n;
    for (int32_t month = 0; month < to->end; month += 12)
        add(to, kind, slot, sfl_smaller(month + 11, to->end - 1));
    return first;
}

static void add_moneys(table *to, column_kind kind, const int32_t slots[SFL_MONEY_COUNT],
                       int32_t columns[SFL_MONEY_COUNT])
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        columns[money] = add_end(to, kind, slots[money]);
}

/* ---- contracts ---- */

/* One per period, in the month it ends; −1 where the contract has none. */
static int32_t add_periods(table *to, column_kind kind, const sfl_plan_account *account, int32_t slot)
{
    int32_t first = (int32_t)to->n, n_periods = 0;
    for (int32_t month = 0; account->contract >= 0 && month < to->end; ++month) {
        const sfl_plan_term *term = &to->planner->terms[account->contract][month];
        if (!term->in_force || !term->is_last) continue;
        add(to, kind, slot, month);
        ++n_periods;
    }
    return n_periods > 0 ? first : -1;
}

static void account_columns(table *to, sfl_plan_account *account)
{
    account->period_commitment_column =
        add_periods(to, COLUMN_PERIOD_COMMITMENT, account, account->period_commitment_slot);
    account->period_short_column       = add_periods(to, COLUMN_PERIOD_SHORT, account, account->short_slot);
    account->period_shortfall_column   = add_periods(to, COLUMN_PERIOD_SHORTFALL, account, account->shortfall_slot);
    account->period_utilisation_column = add_periods(to, COLUMN_PERIOD_UTILISATION, account, account->utilisation_slot);
    account->period_room_column        = add_periods(to, COLUMN_PERIOD_ROOM, account, account->room_slot);
    account->term_commitment_column    = add_end(to, COLUMN_TERM_COMMITMENT, account->term_commitment_slot);
    account->term_short_column         = add_end(to, COLUMN_TERM_SHORT, account->term_short_slot);
    account->term_shortfall_column     = add_end(to, COLUMN_TERM_SHORTFALL, account->term_shortfall_slot);
    account->term_utilisation_column   = add_end(to, COLUMN_TERM_UTILISATION, account->term_utilisation_slot);
    account->term_room_column          = add_end(to, COLUMN_TERM_ROOM, account->term_room_slot);
}

/* ---- architectures ---- */

static void use_columns(table *to, sfl_plan_use *use)
{
    use->load_column     = add_end(to, COLUMN_MTOK, use->load_sum_slot);
    use->served_column   = add_end(to, COLUMN_MTOK, use->served_sum_slot);
    use->capacity_column = add_end(to, COLUMN_UNIT_MONTHS, use->capacity_sum_slot);
    use->overflow_column = add_end(to, COLUMN_MTOK, use->overflow_sum_slot);
    use->units_column    = add_months(to, COLUMN_UNITS, use->units_slot);
}

static void architecture_columns(table *to, int32_t number)
{
    sfl_plan_architecture *plan  = &to->planner->architectures[number];
    const sfl_parts       *parts = &to->planner->parts[number];
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
        add_moneys(to, COLUMN_TOTAL, plan->total_slots[part], plan->total_columns[part]);
    plan->month_column        = add_months(to, COLUMN_MONTH, plan->month_slots[SFL_PART_TOTAL]);
    plan->cumulative_column   = add_months(to, COLUMN_CUMULATIVE, plan->total_slots[SFL_PART_TOTAL][SFL_MONEY_NOMINAL]);
    plan->year_column         = add_years(to, COLUMN_YEAR, plan->year_slot);
    plan->usd_per_mtok_column = add_end(to, COLUMN_USD_PER_MTOK, plan->usd_per_mtok_slot);
    add_moneys(to, COLUMN_REGRET, plan->regret_slots, plan->regret_columns);
    add_moneys(to, COLUMN_CHEAPEST, plan->cheapest_slots, plan->cheapest_columns);
    add_moneys(to, COLUMN_TIED, plan->tied_slots, plan->tied_columns);
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
        add_moneys(to, COLUMN_CONTROL, plan->control_slots[kind], plan->control_columns[kind]);
    for (int32_t i = 0; i < plan->n_accounts; ++i)
        account_columns(to, &parts->accounts[i]);
    for (int32_t i = 0; i < plan->n_uses; ++i)
        use_columns(to, &parts->uses[i]);
    for (int32_t i = 0; i < plan->n_legs; ++i)
        parts->legs[i].switch_column = add_end(to, COLUMN_SWITCH, parts->legs[i].switch_slot);
}

static void comparison_columns(table *to)
{
    for (int32_t i = 0; i < to->planner->plan->n_pairs; ++i) {
        sfl_plan_pair *pair = &to->planner->pairs[i];
        add_moneys(to, COLUMN_DIFFERENCE, pair->difference_slots, pair->difference_columns);
        add_moneys(to, COLUMN_A_CHEAPER, pair->a_cheaper_slots, pair->a_cheaper_columns);
        add_moneys(to, COLUMN_TIE, pair->tie_slots, pair->tie_columns);
    }
    for (int32_t i = 0; i < to->planner->plan->n_break_even; ++i) {
        sfl_plan_break_even *even = &to->planner->break_even[i];
        even->column              = add_end(to, COLUMN_BREAK_EVEN, even->month_slot);
    }
}

static void control_columns(table *to)
{
    sfl_plan *plan = to->planner->plan;
    for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
        add_moneys(to, COLUMN_CONTROL, plan->controls[kind].slots, plan->controls[kind].columns);
    add_moneys(to, COLUMN_CONTROL, plan->control_sum_slots, plan->control_sum_columns);
}

static void all_columns(table *to)
{
    to->n = 0;
    for (int32_t i = 0; i < to->planner->plan->n_architectures; ++i)
        architecture_columns(to, i);
    comparison_columns(to);
    control_columns(to);
}

/* ---- visits ---- */

/* Columns by the month in which they are tallied, in their order. */
static sfl_status visits(sfl_planner *planner, const column *columns, int32_t n_columns)
{
    sfl_plan *plan = planner->plan;
    int32_t  *starts, *order, *next;
    SFL_PLAN_ARRAY(planner, starts, int32_t, plan->n_months + 2, &plan->visit_starts_at);
    SFL_PLAN_ARRAY(planner, order, int32_t, n_columns, &plan->visits_at);
    SFL_PLAN_SCRATCH(planner, next, int32_t, plan->n_months + 1);
    for (int32_t i = 0; i < n_columns; ++i)
        ++starts[columns[i].month + 1];
    for (int32_t month = 0; month <= plan->n_months; ++month) {
        next[month] = starts[month];
        starts[month + 1] += starts[month];
    }
    for (int32_t i = 0; i < n_columns; ++i)
        order[next[columns[i].month]++] = i;
    return SFL_OK;
}

sfl_status sfl_plan_columns(sfl_planner *planner)
{
    sfl_plan        *plan = planner->plan;
    table            all  = {planner, NULL, 0, plan->n_months};
    sfl_plan_column *columns;
    all_columns(&all);
    SFL_PLAN_ARRAY(planner, columns, sfl_plan_column, all.n, &plan->columns_at);
    SFL_PLAN_SCRATCH(planner, all.columns, column, all.n);
    all_columns(&all);
    plan->n_columns = (int32_t)all.n;
    for (int32_t i = 0; i < plan->n_columns; ++i) {
        columns[i].slot  = all.columns[i].slot;
        columns[i].keep  = rows[all.columns[i].kind].keep;
        columns[i].scale = rows[all.columns[i].kind].scale;
    }
    return visits(planner, all.columns, plan->n_columns);
}
