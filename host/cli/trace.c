/* shortfall trace FILE --path N: one path, month by month. */
#include "host/cli/trace.h"

#include "host/cli/output.h"
#include "host/cli/page.h"
#include "host/cli/session.h"
#include "host/run/observe_routes.h"

#include <math.h>
#include <string.h>

/* ---- what may be traced ---- */

static double read_driver(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_driver(block, item->number, month, 0);
}

static double read_volume(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_volume(block, item->number, 0);
}

static double read_cached(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_cached(block, item->number, 0);
}

static double read_input(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_input_mtok(block, item->number, 0);
}

static double read_output(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_output_mtok(block, item->number, 0);
}

static double read_launched(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_launched(block, item->number, month, 0) ? 1.0 : 0.0;
}

#define READ_PART(word, PART)                                                                                          \
    static double read_##word(const sfl_block *block, const sfl_trace_item *item, int32_t month)                       \
    {                                                                                                                  \
        (void)month;                                                                                                   \
        return sfl_observed_month(block, item->architecture, SFL_PART_##PART, 0);                                      \
    }
READ_PART(total, TOTAL)
READ_PART(ai, AI)
READ_PART(trueup, TRUEUP)
READ_PART(baseline, BASELINE)

static double read_cumulative(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_cumulative(block, item->architecture, 0);
}

static double account(const sfl_block *block, const sfl_trace_item *item, sfl_account_figure figure)
{
    return sfl_observed_account(block, item->architecture, item->number, figure, 0);
}

static bool is_period_end(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_period_end(block->plan, item->number, month) >= 0;
}

#define READ_ACCOUNT(word, FIGURE)                                                                                     \
    static double read_##word(const sfl_block *block, const sfl_trace_item *item, int32_t month)                       \
    {                                                                                                                  \
        (void)month;                                                                                                   \
        return account(block, item, SFL_ACCOUNT_##FIGURE);                                                             \
    }
READ_ACCOUNT(discount, DISCOUNT)
READ_ACCOUNT(ai_discount, AI_DISCOUNT)
READ_ACCOUNT(commitment, COMMITMENT)
READ_ACCOUNT(carry, CARRY)
READ_ACCOUNT(eligible, ELIGIBLE)
READ_ACCOUNT(quota, QUOTA)
READ_ACCOUNT(credit_used, CREDIT_USED)

static double read_room(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return is_period_end(block, item, month) ? account(block, item, SFL_ACCOUNT_PERIOD_ROOM) : (double)NAN;
}

static double read_shortfall(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return is_period_end(block, item, month) ? account(block, item, SFL_ACCOUNT_PERIOD_SHORTFALL) : (double)NAN;
}

static double read_credit(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_credit(block, item->architecture, item->number, month, 0);
}

static double read_units(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_units(block, item->architecture, item->number, 0);
}

static double read_overflow(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    (void)month;
    return sfl_observed_overflow(block, item->architecture, item->number, 0);
}

static double read_rent(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_rent(block, item->architecture, item->number, month, 0);
}

static double read_share(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_leg_share(block, item->architecture, item->number, month, 0);
}

static double read_net(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    return sfl_observed_leg_net(block, item->architecture, item->number, month, 0);
}

static double read_switched(const sfl_block *block, const sfl_trace_item *item, int32_t month)
{
    int32_t from = sfl_observed_switch(block, item->architecture, item->number, 0);
    return from >= 0 && from <= month ? 1.0 : 0.0;
}

/* clang-format off */
static const sfl_trace_row driver_rows[] = {
    {"index",       "index",       4, read_driver},
};
static const sfl_trace_row workload_rows[] = {
    {"volume",      "volume",      4, read_volume},
    {"input_mtok",  "in Mtok",     1, read_input},
    {"output_mtok", "out Mtok",    1, read_output},
    {"cached",      "cached",      4, read_cached},
    {"launched",    NULL,          0, read_launched},
};
static const sfl_trace_row cost_rows[] = {
    {"total",       "total",       0, read_total},
    {"ai",          "ai",          0, read_ai},
    {"trueup",      "trueup",      0, read_trueup},
    {"baseline",    "baseline",    0, read_baseline},
    {"cumulative",  "cumulative",  0, read_cumulative},
};
static const sfl_trace_row contract_rows[] = {
    {"discount",    "discount",    4, read_discount},
    {"ai_discount", "of AI",       4, read_ai_discount},
    {"commitment",  "commitment",  0, read_commitment},
    {"carry",       "carry",       0, read_carry},
    {"eligible",    "eligible",    0, read_eligible},
    {"quota",       NULL,          0, read_quota},
    {"room",        "room",        0, read_room},
    {"shortfall",   "shortfall",   0, read_shortfall},
    {"credit",      "credit",      0, read_credit},
    {"credit_used", "credit used", 0, read_credit_used},
};
static const sfl_trace_row channel_rows[] = {
    {"units",       "units",       1, read_units},
    {"overflow",    "overflow",    4, read_overflow},
    {"rent",        "rent",        0, read_rent},
};
static const sfl_trace_row route_rows[] = {
    {"share",       "share",       4, read_share},
    {"net",         "net bill",    0, read_net},
};
static const sfl_trace_row switch_rows[] = {
    {"switched",    NULL,          0, read_switched},
};
/* clang-format on */

#define ROWS(rows) rows, (int32_t)(sizeof(rows) / sizeof((rows)[0]))

/* ---- lists of what a scenario has ---- */

static sfl_status list_build(sfl_arena *arena, const char *name, int32_t n_most, sfl_trace_list *list)
{
    list->name    = name;
    list->n_items = 0;
    list->items   = SFL_ARENA_ARRAY(arena, sfl_trace_item, (size_t)n_most);
    return list->items != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static sfl_status list_add(sfl_trace *trace, sfl_trace_list *list, const char *name, int32_t architecture,
                           int32_t number, const sfl_trace_row *rows, int32_t n_rows)
{
    sfl_trace_item *item = &list->items[list->n_items++];
    item->name           = name;
    item->architecture   = architecture;
    item->number         = number;
    item->rows           = rows;
    item->n_rows         = n_rows;
    item->values         = SFL_ARENA_ARRAY(trace->arena, double *, (size_t)n_rows);
    if (item->name == NULL || item->values == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_rows; ++i) {
        item->values[i] = SFL_ARENA_ARRAY(trace->arena, double, (size_t)trace->n_months);
        if (item->values[i] == NULL) return SFL_ERR_MEMORY;
    }
    return SFL_OK;
}

static sfl_status list_world(sfl_trace *trace)
{
    const sfl_scenario *scenario  = trace->scenario;
    int32_t             n_drivers = sfl_scenario_driver_count(scenario);
    sfl_driver_entry   *entries   = SFL_ARENA_ARRAY(trace->arena, sfl_driver_entry, (size_t)n_drivers);
    if (entries == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(sfl_scenario_drivers(scenario, entries));
    sfl_trace_list *drivers = &trace->world[SFL_TRACE_DRIVERS], *workloads = &trace->world[SFL_TRACE_WORKLOADS];
    SFL_TRY(list_build(trace->arena, "drivers", n_drivers, drivers));
    for (int32_t i = 0; i < n_drivers; ++i)
        SFL_TRY(list_add(trace, drivers, entries[i].name, -1, i, ROWS(driver_rows)));
    SFL_TRY(list_build(trace->arena, "workloads", scenario->n_workloads, workloads));
    for (int32_t i = 0; i < scenario->n_workloads; ++i) {
        SFL_TRY(list_add(trace, workloads, scenario->workloads[i].name, -1, i, ROWS(workload_rows)));
    }
    if (scenario->regimes == NULL) return SFL_OK;
    trace->regimes = SFL_ARENA_ARRAY(trace->arena, int32_t, (size_t)trace->n_months);
    return trace->regimes != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static sfl_status list_contracts(sfl_trace *trace, int32_t architecture, sfl_trace_list *list)
{
    const sfl_scenario *scenario = trace->scenario;
    SFL_TRY(list_build(trace->arena, "contracts", scenario->n_contracts, list));
    for (int32_t i = 0; i < scenario->n_contracts; ++i) {
        if (!sfl_observed_has_contract(trace->plan, architecture, i)) continue;
        SFL_TRY(list_add(trace, list, scenario->contracts[i].name, architecture, i, ROWS(contract_rows)));
    }
    return SFL_OK;
}

static sfl_status list_channels(sfl_trace *trace, int32_t architecture, sfl_trace_list *list)
{
    const sfl_scenario *scenario = trace->scenario;
    SFL_TRY(list_build(trace->arena, "channels", scenario->n_channels, list));
    for (int32_t i = 0; i < scenario->n_channels; ++i) {
        if (!sfl_observed_has_capacity(trace->plan, architecture, i)) continue;
        SFL_TRY(list_add(trace, list, scenario->channels[i].name, architecture, i, ROWS(channel_rows)));
    }
    return SFL_OK;
}

static sfl_status list_routes(sfl_trace *trace, int32_t architecture, sfl_trace_list *list)
{
    const sfl_scenario *scenario = trace->scenario;
    int32_t             n        = sfl_observed_leg_count(trace->plan, architecture);
    SFL_TRY(list_build(trace->arena, "routes", n, list));
    for (int32_t i = 0; i < n; ++i) {
        sfl_leg_place place    = sfl_observed_leg_place(trace->plan, architecture, i);
        const char   *workload = scenario->workloads[place.workload].name;
        const char   *channel  = scenario->channels[place.channel].name;
        const char   *name     = sfl_arena_format(trace->arena, "%s > %s", workload, channel);
        SFL_TRY(list_add(trace, list, name, architecture, i, ROWS(route_rows)));
        list->items[i].workload = workload;
        list->items[i].channel  = channel;
    }
    return SFL_OK;
}

/* Which workloads have a `then` is known once a month was seen: every workload is listed, those without one are dropped
 * in the end. */
static sfl_status list_switches(sfl_trace *trace, int32_t architecture, sfl_trace_list *list)
{
    const sfl_scenario *scenario = trace->scenario;
    SFL_TRY(list_build(trace->arena, "switches", scenario->n_workloads, list));
    for (int32_t i = 0; i < scenario->n_workloads; ++i) {
        SFL_TRY(list_add(trace, list, scenario->workloads[i].name, architecture, i, ROWS(switch_rows)));
        list->items[i].workload = scenario->workloads[i].name;
    }
    return SFL_OK;
}

static sfl_status list_architecture(sfl_trace *trace, int32_t number)
{
    sfl_trace_architecture *architecture = &trace->architectures[number];
    architecture->name                   = trace->scenario->architectures[number].name;
    SFL_TRY(list_build(trace->arena, "costs", 1, &architecture->lists[SFL_TRACE_COSTS]));
    SFL_TRY(list_add(trace, &architecture->lists[SFL_TRACE_COSTS], "costs", number, number, ROWS(cost_rows)));
    SFL_TRY(list_contracts(trace, number, &architecture->lists[SFL_TRACE_CONTRACTS]));
    SFL_TRY(list_channels(trace, number, &architecture->lists[SFL_TRACE_CHANNELS]));
    SFL_TRY(list_routes(trace, number, &architecture->lists[SFL_TRACE_ROUTES]));
    return list_switches(trace, number, &architecture->lists[SFL_TRACE_SWITCHES]);
}

static sfl_status list_all(sfl_trace *trace)
{
    int32_t n            = trace->scenario->n_architectures;
    trace->architectures = SFL_ARENA_ARRAY(trace->arena, sfl_trace_architecture, (size_t)n);
    if (trace->architectures == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(list_world(trace));
    for (int32_t i = 0; i < n; ++i)
        SFL_TRY(list_architecture(trace, i));
    return SFL_OK;
}

/* ---- the walk ---- */

static void read_list(const sfl_block *block, sfl_trace_list *list, int32_t month)
{
    for (int32_t i = 0; i < list->n_items; ++i) {
        sfl_trace_item *item = &list->items[i];
        for (int32_t j = 0; j < item->n_rows; ++j)
            item->values[j][month] = item->rows[j].read(block, item, month);
    }
}

static void keep_switching(const sfl_block *block, sfl_trace_list *list)
{
    int32_t n = 0;
    for (int32_t i = 0; i < list->n_items; ++i) {
        const sfl_trace_item *item = &list->items[i];
        if (sfl_observed_switch(block, item->architecture, item->number, 0) >= 0) list->items[n++] = *item;
    }
    list->n_items = n;
}

static void read_end(const sfl_block *block, sfl_trace *trace)
{
    for (int32_t i = 0; i < trace->scenario->n_architectures; ++i) {
        sfl_trace_architecture *architecture = &trace->architectures[i];
        keep_switching(block, &architecture->lists[SFL_TRACE_SWITCHES]);
        for (int money = 0; money < SFL_MONEY_COUNT; ++money) {
            for (int part = 0; part < SFL_PART_COUNT; ++part) {
                architecture->totals[money][part] = sfl_observed_total(block, i, (sfl_part)part, (sfl_money)money, 0);
            }
        }
    }
}

static bool see_month(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    sfl_trace *trace = context;
    (void)n_lanes;
    if (month == trace->n_months) {
        read_end(block, trace);
        return true;
    }
    for (int i = 0; i < SFL_TRACE_WORLD_COUNT; ++i)
        read_list(block, &trace->world[i], month);
    if (trace->regimes != NULL) trace->regimes[month] = sfl_observed_regime(block, 0);
    for (int32_t i = 0; i < trace->scenario->n_architectures; ++i) {
        for (int j = 0; j < SFL_TRACE_ARCHITECTURE_COUNT; ++j) {
            read_list(block, &trace->architectures[i].lists[j], month);
        }
    }
    return true;
}

sfl_status sfl_trace_walk(const sfl_scenario *scenario, const sfl_plan *plan, uint64_t path, const char *backend,
                          sfl_arena *arena, sfl_trace **trace, sfl_diag *diag)
{
    sfl_trace *made = SFL_ARENA_ARRAY(arena, sfl_trace, 1);
    if (made == NULL) return SFL_ERR_MEMORY;
    made->arena    = arena;
    made->scenario = scenario;
    made->plan     = plan;
    made->path     = path;
    made->n_months = scenario->simulation.months;
    SFL_TRY(list_all(made));
    sfl_observe_range range = {path, 1, 1, backend};
    *trace                  = made;
    return sfl_observe(plan, &range, see_month, made, diag);
}

int32_t sfl_trace_first_month(const double *values, int32_t n_months)
{
    int32_t month = 0;
    while (month < n_months && values[month] < 0.5)
        ++month;
    return month;
}

const double *sfl_trace_series(const sfl_trace_item *item, const char *word)
{
    for (int32_t i = 0; i < item->n_rows; ++i) {
        if (strcmp(item->rows[i].word, word) == 0) return item->values[i];
    }
    return NULL;
}

/* ---- the command ---- */

static void write_table(const void *of, int32_t width, FILE *stream)
{
    sfl_trace_write_table(of, width, stream);
}

static sfl_status write_trace(sfl_session *session, const sfl_trace *trace, FILE *stream)
{
    if (strcmp(session->cli.format, "json") == 0) return sfl_trace_write_json(trace, stream);
    return sfl_page_people(session, write_table, trace, stream);
}

sfl_status sfl_command_trace(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    sfl_trace    *trace    = NULL;
    sfl_arena    *arena    = sfl_arena_build();
    sfl_output    output   = {0};
    uint64_t      path     = sfl_session_number(session, SFL_OPTION_PATH, 0);
    sfl_status    status   = arena != NULL ? sfl_session_plan(session, &scenario, &plan) : SFL_ERR_MEMORY;
    if (status == SFL_OK) {
        status = sfl_trace_walk(scenario, plan, path, sfl_session_backend(session), arena, &trace, session->diag);
    }
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) status = sfl_output_check(&output, write_trace(session, trace, output.stream));
    status = sfl_output_close(&output, status, session->diag);
    sfl_arena_free(&arena);
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return status;
}
