/* Single paths seen month by month: what trace, paths, check and the validation runner read. The numbers are those that a
 * run tallies, before they are rounded; slots are found here and nowhere else. */
#ifndef SFL_HOST_RUN_OBSERVE_H
#define SFL_HOST_RUN_OBSERVE_H

#include "host/base/diag.h"
#include "kernels/backend.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_observe_range {
    uint64_t    first_path, n_paths; /* up to path 2^64 − 1 */
    int32_t     n_threads;           /* 1: blocks in order, from the calling thread; more: in any order, from several at
                                      * once (block->first_path says which); 0: one per processor */
    const char *backend;             /* NULL: the fastest */
} sfl_observe_range;

/* Calls `observe` (backend.h) after every month and at the end of every block of paths. SFL_INTERRUPTED: the observer
 * returned false. SFL_ERR_USAGE: no paths, paths beyond 2^64 − 1, no such backend. */
sfl_status sfl_observe(const sfl_plan *plan, const sfl_observe_range *range, sfl_observe_fn observe, void *context,
                       sfl_diag *diag);

/* ---- reading a block; `lane` is a path: block->first_path + lane ---- */

double  sfl_observed_driver(const sfl_block *block, int32_t driver, int32_t month, int32_t lane); /* I[t] */
double  sfl_observed_volume(const sfl_block *block, int32_t workload, int32_t lane);              /* V[t] */
double  sfl_observed_cached(const sfl_block *block, int32_t workload, int32_t lane);              /* c[t] */
double  sfl_observed_input_mtok(const sfl_block *block, int32_t workload, int32_t lane);
double  sfl_observed_output_mtok(const sfl_block *block, int32_t workload, int32_t lane);
bool    sfl_observed_launched(const sfl_block *block, int32_t workload, int32_t month, int32_t lane);
int32_t sfl_observed_regime(const sfl_block *block, int32_t lane); /* −1: the scenario has none */

/* Nominal USD of the month; cumulative: of the months so far. */
double sfl_observed_month(const sfl_block *block, int32_t architecture, sfl_part part, int32_t lane);
double sfl_observed_cumulative(const sfl_block *block, int32_t architecture, int32_t lane);
/* Of the months so far; at the path's end of the path. */
double sfl_observed_total(const sfl_block *block, int32_t architecture, sfl_part part, sfl_money money, int32_t lane);

/* What an account holds. SFL_ACCOUNT_FIGURE(NAME, word, slot, help); period_…: of the period that ended last. */
#define SFL_ACCOUNT_FIGURE_LIST(SFL_ACCOUNT_FIGURE)                                                                    \
    SFL_ACCOUNT_FIGURE(DISCOUNT,           discount,           discount_slot,          "share, this month")            \
    SFL_ACCOUNT_FIGURE(AI_DISCOUNT,        ai_discount,        scope_slot,             "share, of AI channels")        \
    SFL_ACCOUNT_FIGURE(COMMITMENT,         commitment,         commitment_slot,        "USD, running period")          \
    SFL_ACCOUNT_FIGURE(CARRY,              carry,              carry_slot,             "USD, into the running period") \
    SFL_ACCOUNT_FIGURE(ELIGIBLE,           eligible,           eligible_slot,          "USD, running period so far")   \
    SFL_ACCOUNT_FIGURE(COUNTED_BASELINE,   counted_baseline,   counted_baseline_slot,  "USD, running period so far")   \
    SFL_ACCOUNT_FIGURE(QUOTA,              quota,              quota_slot,             "USD, left of the month's")     \
    SFL_ACCOUNT_FIGURE(BILLS,              bills,              bills_slot,             "USD net, this month")          \
    SFL_ACCOUNT_FIGURE(GROSS,              gross,              gross_slot,             "USD, AI channels, this month") \
    SFL_ACCOUNT_FIGURE(CREDIT_USED,        credit_used,        credit_used_slot,       "USD, this month")              \
    SFL_ACCOUNT_FIGURE(PERIOD_COMMITMENT,  period_commitment,  period_commitment_slot, "USD")                          \
    SFL_ACCOUNT_FIGURE(PERIOD_ELIGIBLE,    period_eligible,    period_eligible_slot,   "USD")                          \
    SFL_ACCOUNT_FIGURE(PERIOD_SHORTFALL,   period_shortfall,   shortfall_slot,         "USD")                          \
    SFL_ACCOUNT_FIGURE(PERIOD_SHORT,       period_short,       short_slot,             "1 if there was a shortfall")   \
    SFL_ACCOUNT_FIGURE(PERIOD_UTILISATION, period_utilisation, utilisation_slot,       "share")                        \
    SFL_ACCOUNT_FIGURE(PERIOD_ROOM,        period_room,        room_slot,              "USD that AI could fill")       \
    SFL_ACCOUNT_FIGURE(TERM_SHORTFALL,     term_shortfall,     term_shortfall_slot,    "USD, periods so far")          \
    SFL_ACCOUNT_FIGURE(TERM_ROOM,          term_room,          term_room_slot,         "USD, periods so far")

typedef enum sfl_account_figure {
#define SFL_ACCOUNT_FIGURE(NAME, word, slot, help) SFL_ACCOUNT_##NAME,
    SFL_ACCOUNT_FIGURE_LIST(SFL_ACCOUNT_FIGURE)
#undef SFL_ACCOUNT_FIGURE
        SFL_ACCOUNT_FIGURE_COUNT
} sfl_account_figure;

/* Is the contract in force under the architecture? Its figures are 0 where not. */
bool   sfl_observed_has_contract(const sfl_plan *plan, int32_t architecture, int32_t contract);
double sfl_observed_account(const sfl_block *block, int32_t architecture, int32_t contract, sfl_account_figure figure,
                            int32_t lane);
/* Prepaid credit left with the contract's vendor after the month, USD, as far as it can still be used next month. */
double sfl_observed_credit(const sfl_block *block, int32_t architecture, int32_t contract, int32_t month, int32_t lane);
/* The model page's k of the period that ends with this month; −1: none does. */
int32_t sfl_observed_period_end(const sfl_plan *plan, int32_t contract, int32_t month);

/* Units or nodes, overflow share; 0 where the architecture does not use the channel. */
double sfl_observed_units(const sfl_block *block, int32_t architecture, int32_t channel, int32_t lane);
double sfl_observed_overflow(const sfl_block *block, int32_t architecture, int32_t channel, int32_t lane);
/* Month in which the workload's first `then` route switches, as far as known; n_months: never; −1: it has none. */
int32_t sfl_observed_switch(const sfl_block *block, int32_t architecture, int32_t workload, int32_t lane);

/* First month with cumulative cost of `to` <= `from`; n_months: never; −1: the scenario does not ask for it. */
int32_t sfl_observed_break_even(const sfl_block *block, int32_t from, int32_t to, int32_t lane);
/* cost(b) − cost(a) of the path so far. */
double sfl_observed_difference(const sfl_block *block, int32_t a, int32_t b, sfl_money money, int32_t lane);
/* At the path's end: is the architecture cheaper than every other beyond a tie? */
bool sfl_observed_cheapest(const sfl_block *block, int32_t architecture, sfl_money money, int32_t lane);

#ifdef __cplusplus
}
#endif
#endif
