/* See figure.h. */
#include "host/summary/figure.h"

#include "host/summary/measure.h"

#include "host/base/text.h"

#include <stdio.h>
#include <string.h>

/* A place in the answer, and its name so far. */
typedef struct walk {
    sfl_figure_fn    take;
    void            *context;
    char             of[SFL_FIGURE_BYTES];
    sfl_figure_place place;
} walk;

static const sfl_figure_place nowhere = {
    NULL, NULL, NULL, NULL, NULL, "", SFL_NOWHERE, SFL_NOWHERE, SFL_NOWHERE, SFL_NOWHERE, SFL_NOWHERE, NAN};

/* One level down; the length to come back to. */
static size_t enter(walk *at, const char *name)
{
    size_t length = strlen(at->of);
    snprintf(at->of + length, sizeof at->of - length, "%s%s", length > 0 ? "." : "", name);
    return length;
}

static size_t enter_number(walk *at, int32_t number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", (int)number);
    return enter(at, text);
}

static void leave(walk *at, size_t length)
{
    at->of[length] = '\0';
}

static void hand_on(walk *at, sfl_figure figure)
{
    figure.of    = at->of;
    figure.place = &at->place;
    at->take(at->context, &figure);
}

/* An estimate. */
static void take(walk *at, const char *measure, sfl_figure_unit unit, double value, sfl_interval *in)
{
    hand_on(at, (sfl_figure){measure, NULL, NULL, unit, true, value, 0.0, in, NULL});
}

/* A number that is none. */
static void take_plain(walk *at, const char *measure, sfl_figure_unit unit, double value)
{
    hand_on(at, (sfl_figure){measure, NULL, NULL, unit, false, value, 0.0, NULL, NULL});
}

static void take_measure(walk *at, sfl_measure measure, sfl_figure_unit unit, sfl_distribution *distribution)
{
    bool       is_mean = measure == SFL_MEASURE_MEAN, is_estimate = sfl_measure_has_interval(measure);
    bool       has_se = is_mean && (distribution->shown & 1u << SFL_MEASURE_SE) != 0;
    double     value  = distribution->values[measure];
    double     hidden = is_mean || !is_estimate ? 0.0 : 0.5 * sfl_bin_width(value, distribution->bin_bits);
    sfl_figure figure = {sfl_measure_word(measure), NULL,   NULL, unit, is_estimate, value, hidden,
                         is_estimate ? &distribution->intervals[measure] : NULL,
                         has_se ? &distribution->values[SFL_MEASURE_SE] : NULL};
    at->place.p       = sfl_measure_p(measure);
    hand_on(at, figure);
    at->place.p = NAN;
}

/* Its members stand in an object of its own, `item`; without one in the object that was entered last. */
static void take_distribution(walk *at, const char *item, sfl_figure_unit unit, sfl_distribution *distribution)
{
    size_t length  = item != NULL ? enter(at, item) : strlen(at->of);
    at->place.item = item != NULL ? item : "";
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        if ((distribution->shown & 1u << i) != 0) take_measure(at, (sfl_measure)i, unit, distribution);
    }
    at->place.item = "";
    leave(at, length);
}

/* Shares by month, in a list of their own. */
static void take_shares(walk *at, const double *shares, int32_t n_months)
{
    for (int32_t i = 0; i < n_months; ++i) {
        size_t length   = enter_number(at, i);
        at->place.month = i;
        take_plain(at, "months", SFL_UNIT_SHARE, shares[i]);
        leave(at, length);
    }
    at->place.month = SFL_NOWHERE;
}

/* ---- an architecture ---- */

static void take_cheapest(walk *at, sfl_summary_architecture *architecture, sfl_money money)
{
    at->place.money = (int32_t)money;
    take(at, "p_cheapest", SFL_UNIT_SHARE, architecture->p_cheapest[money], &architecture->p_cheapest_in[money]);
    take(at, "p_tied", SFL_UNIT_SHARE, architecture->p_tied[money], &architecture->p_tied_in[money]);
    take_distribution(at, "regret", SFL_UNIT_MONEY, &architecture->regret[money]);
}

/* The mean of a total by control variates. */
static void take_controlled(walk *at, sfl_summary_control *control)
{
    size_t length  = enter(at, sfl_part_word(SFL_PART_TOTAL));
    at->place.part = SFL_PART_TOTAL;
    hand_on(at, (sfl_figure){"mean_cv", NULL, NULL, SFL_UNIT_MONEY, true, control->mean, 0.0, &control->in, &control->se});
    leave(at, length);
}

static void take_costs(walk *at, sfl_summary_architecture *architecture, sfl_money money)
{
    size_t length   = enter(at, sfl_money_word(money));
    at->place.money = (int32_t)money;
    for (int32_t part = 0; part < SFL_PART_COUNT; ++part) {
        at->place.part = part;
        take_distribution(at, sfl_part_word((sfl_part)part), SFL_UNIT_MONEY, &architecture->costs[money][part]);
    }
    take_controlled(at, &architecture->controlled[money]);
    at->place.part = SFL_NOWHERE;
    leave(at, length);
}

static void take_split(walk *at, sfl_summary_architecture *architecture, sfl_money money)
{
    sfl_summary_split *split  = &architecture->split[money];
    size_t             length = enter(at, sfl_money_word(money));
    at->place.item            = "variance";
    at->place.money           = (int32_t)money;
    hand_on(at, (sfl_figure){"parameters", NULL, NULL, SFL_UNIT_SHARE, false, split->parameters, 0.0,
                             &split->parameters_in, NULL});
    take_plain(at, "noise", SFL_UNIT_SHARE, 1.0 - split->parameters);
    at->place.item = "";
    leave(at, length);
}

static void take_totals(walk *at, sfl_summary_architecture *architecture, const sfl_summary *summary)
{
    take_cheapest(at, architecture, SFL_MONEY_NPV);
    size_t nominal = enter(at, "cheapest_nominal");
    take_cheapest(at, architecture, SFL_MONEY_NOMINAL);
    leave(at, nominal);
    take_distribution(at, "usd_per_mtok", SFL_UNIT_PRICE, &architecture->usd_per_mtok);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        take_costs(at, architecture, (sfl_money)money);
    size_t variance = enter(at, "variance");
    for (int32_t money = 0; summary->split_paths > 0 && money < SFL_MONEY_COUNT; ++money)
        take_split(at, architecture, (sfl_money)money);
    leave(at, variance);
    at->place.money = SFL_NOWHERE;
}

static void take_months(walk *at, const sfl_summary_architecture *architecture, int32_t n_months)
{
    if (architecture->months == NULL) return;
    size_t months = enter(at, "months");
    for (int32_t i = 0; i < n_months; ++i) {
        size_t length   = enter_number(at, i);
        at->place.month = i;
        take_distribution(at, "spend", SFL_UNIT_MONEY, &architecture->months[i].spend);
        take_distribution(at, "cumulative", SFL_UNIT_MONEY, &architecture->months[i].cumulative);
        leave(at, length);
    }
    at->place.month = SFL_NOWHERE;
    leave(at, months);
}

static void take_years(walk *at, const sfl_summary_architecture *architecture, int32_t n_years)
{
    size_t years = enter(at, "years");
    for (int32_t i = 0; i < n_years; ++i) {
        size_t length  = enter_number(at, i);
        at->place.year = i;
        take_distribution(at, "spend", SFL_UNIT_MONEY, &architecture->years[i].spend);
        leave(at, length);
    }
    at->place.year = SFL_NOWHERE;
    leave(at, years);
}

static void take_period(walk *at, sfl_summary_period *period)
{
    take_plain(at, "commitment", SFL_UNIT_MONEY, period->commitment);
    take(at, "p_shortfall", SFL_UNIT_SHARE, period->p_shortfall, &period->p_shortfall_in);
    take_distribution(at, "shortfall", SFL_UNIT_MONEY, &period->shortfall);
    take(at, "shortfall_when_short", SFL_UNIT_MONEY, period->shortfall_when_short, &period->shortfall_when_short_in);
    take(at, "utilisation", SFL_UNIT_SHARE, period->utilisation, &period->utilisation_in);
    take_distribution(at, "room", SFL_UNIT_MONEY, &period->room);
}

static void take_contract(walk *at, sfl_summary_contract *contract)
{
    size_t name        = enter(at, contract->name);
    at->place.contract = contract->name;
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        size_t length    = enter_number(at, contract->periods[i].period);
        at->place.period = contract->periods[i].period;
        take_period(at, &contract->periods[i]);
        leave(at, length);
    }
    size_t term      = enter(at, "term");
    at->place.period = SFL_WHOLE_TERM;
    take_period(at, &contract->term);
    leave(at, term);
    at->place.period   = SFL_NOWHERE;
    at->place.contract = NULL;
    leave(at, name);
}

static void take_channel(walk *at, sfl_summary_channel *channel, int32_t n_months)
{
    size_t name       = enter(at, channel->name);
    at->place.channel = channel->name;
    take(at, "utilisation", SFL_UNIT_SHARE, channel->utilisation, &channel->utilisation_in);
    take(at, "overflow", SFL_UNIT_SHARE, channel->overflow, &channel->overflow_in);
    take(at, "unserved", SFL_UNIT_SHARE, channel->unserved, &channel->unserved_in);
    for (int32_t i = 0; channel->units != NULL && i < n_months; ++i) {
        size_t length   = enter_number(at, i);
        at->place.month = i;
        take(at, "units", SFL_UNIT_UNITS, channel->units[i], &channel->units_in[i]);
        leave(at, length);
    }
    at->place.month   = SFL_NOWHERE;
    at->place.channel = NULL;
    leave(at, name);
}

static void take_switch(walk *at, sfl_summary_switch *route, int32_t n_months)
{
    size_t workload = enter(at, route->workload);
    enter(at, route->channel);
    enter(at, route->to);
    at->place.driver  = route->workload;
    at->place.channel = route->channel;
    at->place.versus  = route->to;
    take(at, "p_ever", SFL_UNIT_SHARE, route->p_ever, &route->p_ever_in);
    take(at, "median_month", SFL_UNIT_MONTH, route->median_month, &route->median_month_in);
    take_shares(at, route->months, n_months);
    at->place.driver = at->place.channel = at->place.versus = NULL;
    leave(at, workload);
}

static void take_architecture(walk *at, sfl_summary_architecture *architecture, const sfl_summary *summary)
{
    size_t name            = enter(at, architecture->name);
    at->place.architecture = architecture->name;
    take_totals(at, architecture, summary);
    take_months(at, architecture, summary->n_months);
    take_years(at, architecture, summary->n_years);
    for (int32_t i = 0; i < architecture->n_contracts; ++i)
        take_contract(at, &architecture->contracts[i]);
    for (int32_t i = 0; i < architecture->n_channels; ++i)
        take_channel(at, &architecture->channels[i], summary->n_months);
    for (int32_t i = 0; i < architecture->n_switches; ++i)
        take_switch(at, &architecture->switches[i], summary->n_months);
    at->place.architecture = NULL;
    leave(at, name);
}

/* ---- comparisons ---- */

static void take_pair(walk *at, sfl_summary_pair *pair)
{
    size_t length = enter(at, pair->a);
    enter(at, pair->b);
    enter(at, sfl_money_word(pair->money));
    at->place.architecture = pair->a;
    at->place.versus       = pair->b;
    at->place.money        = (int32_t)pair->money;
    take(at, "p_a_cheaper", SFL_UNIT_SHARE, pair->p_a_cheaper, &pair->p_a_cheaper_in);
    take(at, "p_tie", SFL_UNIT_SHARE, pair->p_tie, &pair->p_tie_in);
    take_distribution(at, "difference", SFL_UNIT_MONEY, &pair->difference);
    at->place = nowhere;
    leave(at, length);
}

static void take_break_even(walk *at, sfl_summary_break_even *row, int32_t n_months)
{
    size_t length = enter(at, row->from);
    enter(at, row->to);
    at->place.architecture = row->from;
    at->place.versus       = row->to;
    take(at, "p_never", SFL_UNIT_SHARE, row->p_never, &row->p_never_in);
    take(at, "median_month", SFL_UNIT_MONTH, row->median_month, &row->median_month_in);
    take_shares(at, row->months, n_months);
    take_plain(at, "static_usd_per_month", SFL_UNIT_MONEY, row->static_usd_per_month);
    at->place = nowhere;
    leave(at, length);
}

static void take_ranking(walk *at, sfl_summary_ranking *ranking, const sfl_summary *summary)
{
    bool   has_next = ranking->runner_up >= 0;
    size_t length   = enter(at, "ranking");
    enter(at, sfl_money_word(ranking->money));
    at->place.architecture = summary->architectures[ranking->cheapest].name;
    at->place.versus       = has_next ? summary->architectures[ranking->runner_up].name : NULL;
    at->place.money        = (int32_t)ranking->money;
    hand_on(at, (sfl_figure){"lead", NULL, NULL, SFL_UNIT_MONEY, false, ranking->lead, 0.0, &ranking->lead_in,
                             &ranking->lead_se});
    take_plain(at, "lead_share", SFL_UNIT_SHARE, ranking->lead_share);
    take_plain(at, "lead_se", SFL_UNIT_MONEY, ranking->lead_se);
    at->place = nowhere;
    leave(at, length);
}

/* ---- assumptions ---- */

static void take_driver_month(walk *at, const sfl_driver_month *month)
{
    const struct {
        sfl_measure measure;
        double      value;
    } rows[] = {{SFL_MEASURE_MEAN, month->mean},
                {SFL_MEASURE_Q05, month->q05},
                {SFL_MEASURE_Q50, month->q50},
                {SFL_MEASURE_Q95, month->q95}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        at->place.p = sfl_measure_p(rows[i].measure);
        take_plain(at, sfl_measure_word(rows[i].measure), SFL_UNIT_INDEX, rows[i].value);
    }
    at->place.p = NAN;
}

static void take_driver(walk *at, const sfl_driver_row *driver)
{
    size_t length = enter(at, "drivers");
    enter(at, driver->name);
    at->place.driver = driver->name;
    for (int32_t i = 0; i < driver->n_months; ++i) {
        size_t month    = enter_number(at, driver->months[i].month);
        at->place.month = driver->months[i].month;
        take_driver_month(at, &driver->months[i]);
        leave(at, month);
    }
    at->place = nowhere;
    leave(at, length);
}

/* ---- the whole ---- */

void sfl_summary_each_figure(sfl_summary *summary, sfl_figure_fn take_figure, void *context)
{
    walk at = {take_figure, context, "", nowhere};
    for (int32_t i = 0; i < summary->n_drivers; ++i)
        take_driver(&at, &summary->drivers[i]);
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        take_architecture(&at, &summary->architectures[i], summary);
    for (int32_t i = 0; i < summary->n_pairs; ++i)
        take_pair(&at, &summary->pairs[i]);
    for (int32_t i = 0; i < summary->n_break_even; ++i)
        take_break_even(&at, &summary->break_even[i], summary->n_months);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        take_ranking(&at, &summary->rankings[money], summary);
}

typedef struct sieve {
    sfl_figure_fn take;
    void         *context;
} sieve;

static void pass_estimate(void *context, const sfl_figure *figure)
{
    const sieve *of = context;
    if (figure->is_estimate) of->take(of->context, figure);
}

void sfl_summary_each_estimate(sfl_summary *summary, sfl_figure_fn take_figure, void *context)
{
    sieve of = {take_figure, context};
    sfl_summary_each_figure(summary, pass_estimate, &of);
}

/* The characters of text that fit, whole ones. */
static void copy_label(const char *text, char out[44])
{
    uint32_t code;
    size_t   n = 0;
    while (text[n] != '\0') {
        size_t n_next = sfl_utf8_next(text + n, &code);
        if (n_next == 0 || n + n_next > 40) break;
        n += n_next;
    }
    memcpy(out, text, n);
    out[n] = '\0';
}

const char *sfl_figure_unit_text(sfl_figure_unit unit, const char *currency, char out[64])
{
    static const char *const words[SFL_UNIT_COUNT] = {"", "share", "/Mtok", "month", "units", "index"};
    bool                     is_money              = unit == SFL_UNIT_MONEY || unit == SFL_UNIT_PRICE;
    char                     label[44];
    copy_label(is_money ? currency : "", label);
    snprintf(out, 64, "%s%s", label, words[unit]);
    return out;
}
