/* Keys of what is compared: architectures, their routes, break-even questions (model page, sections 8 and 9), and the
 * whole scenario. */
#include "host/config/key_groups.h"

// clang-format off

/* ---- section 8 ---- */

static const sfl_key target_keys[] = {
    SFL_NAME(sfl_target, channel,     SFL_REQUIRED,                                             "that serves it"),
    SFL_NAME(sfl_target, model,       SFL_ABSENT("the workload's own"),                         "that serves it"),
    SFL_REAL(sfl_target, token_ratio, SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1000.0),          "",   "tokens this model needs per token of the workload's own"),
};
static const sfl_key_table target_tables[] = {SFL_TABLE(target_keys, 0, 0, true)};
static const sfl_group target_group = {
    .word = "a target", .n_bytes = sizeof(sfl_target), .tables = target_tables, .n_tables = 1, .is_object = true,
    .help = "a channel with a model"};

static const sfl_key then_keys[] = {
    SFL_REAL(sfl_then, when_monthly_usd, SFL_REQUIRED,    SFL_FROM_TO(0.0, 1e12),  "USD a month", "net token spend of the route that triggers the switch"),
    SFL_INT (sfl_then, trailing_months,  SFL_NUMBER(1),   SFL_FROM_TO(1, 240),     "months",      "over which that spend is averaged"),
    SFL_INT (sfl_then, lead_months,      SFL_NUMBER(0),   SFL_FROM_TO(0, 240),     "months",      "from the trigger to the switch, at least 1"),
    SFL_REAL(sfl_then, cost_usd,         SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),  "USD",         "of the switch; the old channel's exit_usd comes on top"),
};
static const sfl_key_table then_tables[] = {
    SFL_TABLE(target_keys, offsetof(sfl_then, target), 0, true),
    SFL_TABLE(then_keys, 0, 0, true),
};
static const sfl_group then_group = {
    .word = "a switch", .n_bytes = sizeof(sfl_then), .tables = then_tables, .n_tables = 2, .is_object = true,
    .help = "the target to switch to, once, and when"};

static const sfl_key route_keys[] = {
    SFL_NAME (sfl_route, workload,  SFL_REQUIRED,                                              "what is routed; \"*\": every workload that no route names"),
    SFL_REAL (sfl_route, share,     SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1.0),          "",       "of the workload; shares of a workload sum to 1"),
    SFL_NAME (sfl_route, fill,      SFL_ABSENT("none"),                                        "a contract of the channel's vendor that is filled first"),
    SFL_NAME_OR_GROUP(sfl_route, otherwise, SFL_ABSENT("required with `fill`"), target_group,  "where the rest goes: a target, or a channel's name alone"),
    SFL_GROUP(sfl_route, then,      SFL_ABSENT("none"), then_group,                            "a switch when the route has grown"),
};
static const sfl_key_table route_tables[] = {
    SFL_TABLE(route_keys, 0, 0, true),
    SFL_TABLE(target_keys, offsetof(sfl_route, target), 0, true),
};
static const sfl_group route_group = {
    .word = "a route", .n_bytes = sizeof(sfl_route), .tables = route_tables, .n_tables = 2, .is_object = true,
    .help = "which channel serves a workload"};

static const sfl_key architecture_keys[] = {
    SFL_NAME (sfl_architecture, name,                       SFL_REQUIRED,                                            "of the architecture"),
    SFL_REAL (sfl_architecture, coordination_usd_per_month, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),  "USD a month", "what managing this many relationships costs"),
    SFL_NAMES(sfl_architecture, contracts,                  SFL_ABSENT("every contract of the scenario"),            "those in force; [] is none"),
    SFL_LIST (sfl_architecture, routes,                     SFL_REQUIRED, route_group, SFL_LIST_MOST,                               "in this order"),
};
static const sfl_key_table architecture_tables[] = {SFL_TABLE(architecture_keys, 0, 0, true)};
const sfl_group sfl_architecture_group = {
    .word = "an architecture", .n_bytes = sizeof(sfl_architecture), .tables = architecture_tables, .n_tables = 1,
    .is_object = true, .is_named = true, .help = "one way to buy everything"};

/* ---- section 9 ---- */

static const sfl_key break_even_keys[] = {
    SFL_NAME(sfl_break_even, from, SFL_REQUIRED, "the architecture of today"),
    SFL_NAME(sfl_break_even, to,   SFL_REQUIRED, "the one that may become cheaper"),
};
static const sfl_key_table break_even_tables[] = {SFL_TABLE(break_even_keys, 0, 0, true)};
const sfl_group sfl_break_even_group = {
    .word = "a break-even question", .n_bytes = sizeof(sfl_break_even), .tables = break_even_tables, .n_tables = 1,
    .is_object = true, .help = "from when on is `to` cheaper than `from`?"};

/* ---- the whole ---- */

static const sfl_key scenario_keys[] = {
    SFL_PART (sfl_scenario, simulation,    SFL_REQUIRED, sfl_simulation_group,                    "how far, how often, at what discount"),
    SFL_GROUP(sfl_scenario, regimes,       SFL_ABSENT("none"), sfl_regimes_group,                 "boom, base, bust"),
    SFL_LIST (sfl_scenario, vendors,       SFL_ABSENT("none"), sfl_vendor_group, SFL_NAMED_MOST,                 "who send the bills"),
    SFL_LIST (sfl_scenario, indices,       SFL_ABSENT("none"), sfl_index_group, SFL_NAMED_MOST,                  "prices that move"),
    SFL_LIST (sfl_scenario, models,        SFL_ABSENT("none"), sfl_model_group, SFL_NAMED_MOST,                  "language models and their list prices"),
    SFL_LIST (sfl_scenario, workloads,     SFL_ABSENT("none"), sfl_workload_group, SFL_NAMED_MOST,               "what needs tokens"),
    SFL_LIST (sfl_scenario, correlations,  SFL_ABSENT("none"), sfl_correlation_group, SFL_LIST_MOST,             "what moves together"),
    SFL_LIST (sfl_scenario, contracts,     SFL_ABSENT("none"), sfl_contract_group, SFL_NAMED_MOST,               "commitments"),
    SFL_LIST (sfl_scenario, channels,      SFL_ABSENT("none"), sfl_channel_group, SFL_NAMED_MOST,                "ways to serve a workload"),
    SFL_LIST (sfl_scenario, architectures, SFL_REQUIRED, sfl_architecture_group, SFL_NAMED_MOST,                 "what is compared"),
    SFL_LIST (sfl_scenario, break_even,    SFL_ABSENT("none"), sfl_break_even_group, SFL_LIST_MOST,              "pairs of architectures to find the break-even of"),
};
static const sfl_key_table scenario_tables[] = {SFL_TABLE(scenario_keys, 0, 0, false)};
const sfl_group sfl_scenario_group = {
    .word = "a scenario", .n_bytes = sizeof(sfl_scenario), .tables = scenario_tables, .n_tables = 1,
    .help = "the whole input"};
