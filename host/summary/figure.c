/* See figure.h. */
#include "host/summary/figure.h"

#include <stdio.h>
#include <string.h>

/* A place in the answer, and its name so far. */
typedef struct walk {
    sfl_figure_fn take;
    void         *context;
    char          of[SFL_FIGURE_BYTES];
} walk;

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

static void take(walk *at, const char *measure, sfl_figure_kind kind, double value, sfl_interval *in)
{
    sfl_figure figure = {measure, at->of, kind, value, 0.0, in, NULL};
    at->take(at->context, &figure);
}

/* Half the width of the bin that a value lies in. */
static double bin_half_of(double value, int32_t bin_bits)
{
    int octave;
    if (bin_bits == 0 || value == 0.0 || !isfinite(value)) return 0.0;
    (void)frexp(value, &octave);
    return ldexp(0.5, octave - 1 - bin_bits);
}

static void take_distribution(walk *at, const char *name, sfl_distribution *distribution)
{
    size_t length = name != NULL ? enter(at, name) : strlen(at->of);
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        sfl_measure measure = (sfl_measure)i;
        if ((distribution->shown & 1u << i) == 0 || !sfl_measure_has_interval(measure)) continue;
        bool       is_mean = measure == SFL_MEASURE_MEAN, has_se = (distribution->shown & 1u << SFL_MEASURE_SE) != 0;
        double     value  = distribution->values[i];
        double     hidden = is_mean ? 0.0 : bin_half_of(value, distribution->bin_bits);
        double    *se     = is_mean && has_se ? &distribution->values[SFL_MEASURE_SE] : NULL;
        sfl_figure figure = {sfl_measure_word(measure),   at->of, SFL_FIGURE_AMOUNT, value, hidden,
                             &distribution->intervals[i], se};
        at->take(at->context, &figure);
    }
    leave(at, length);
}

/* ---- an architecture ---- */

static void take_controlled(walk *at, sfl_summary_control *control)
{
    size_t     length = enter(at, sfl_part_word(SFL_PART_TOTAL));
    sfl_figure figure = {"mean_cv", at->of, SFL_FIGURE_AMOUNT, control->mean, 0.0, &control->in, &control->se};
    at->take(at->context, &figure);
    leave(at, length);
}

static void take_cheapest(walk *at, sfl_summary_architecture *architecture, sfl_money money)
{
    take(at, "p_cheapest", SFL_FIGURE_SHARE, architecture->p_cheapest[money], &architecture->p_cheapest_in[money]);
    take(at, "p_tied", SFL_FIGURE_SHARE, architecture->p_tied[money], &architecture->p_tied_in[money]);
    take_distribution(at, "regret", &architecture->regret[money]);
}

static void take_costs(walk *at, sfl_summary_architecture *architecture)
{
    take_cheapest(at, architecture, SFL_MONEY_NPV);
    size_t nominal = enter(at, "cheapest_nominal");
    take_cheapest(at, architecture, SFL_MONEY_NOMINAL);
    leave(at, nominal);
    take_distribution(at, "usd_per_mtok", &architecture->usd_per_mtok);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        size_t length = enter(at, sfl_money_word((sfl_money)money));
        for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
            take_distribution(at, sfl_part_word((sfl_part)part), &architecture->costs[money][part]);
        take_controlled(at, &architecture->controlled[money]);
        leave(at, length);
    }
}

static void take_series(walk *at, const sfl_summary_architecture *architecture, const sfl_summary *summary)
{
    size_t months = enter(at, "months");
    for (int32_t i = 0; i < summary->n_months; ++i) {
        size_t length = enter_number(at, i);
        take_distribution(at, "spend", &architecture->months[i].spend);
        take_distribution(at, "cumulative", &architecture->months[i].cumulative);
        leave(at, length);
    }
    leave(at, months);
    size_t years = enter(at, "years");
    for (int32_t i = 0; i < summary->n_years; ++i) {
        size_t length = enter_number(at, i);
        take_distribution(at, "spend", &architecture->years[i].spend);
        leave(at, length);
    }
    leave(at, years);
}

static void take_period(walk *at, sfl_summary_period *period)
{
    take(at, "p_shortfall", SFL_FIGURE_SHARE, period->p_shortfall, &period->p_shortfall_in);
    take_distribution(at, "shortfall", &period->shortfall);
    take(at, "shortfall_when_short", SFL_FIGURE_AMOUNT, period->shortfall_when_short, &period->shortfall_when_short_in);
    take(at, "utilisation", SFL_FIGURE_SHARE, period->utilisation, &period->utilisation_in);
    take_distribution(at, "room", &period->room);
}

static void take_contract(walk *at, sfl_summary_contract *contract)
{
    size_t name = enter(at, contract->name);
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        size_t length = enter_number(at, contract->periods[i].period);
        take_period(at, &contract->periods[i]);
        leave(at, length);
    }
    size_t term = enter(at, "term");
    take_period(at, &contract->term);
    leave(at, term);
    leave(at, name);
}

static void take_channel(walk *at, sfl_summary_channel *channel, int32_t n_months)
{
    size_t name = enter(at, channel->name);
    take(at, "utilisation", SFL_FIGURE_SHARE, channel->utilisation, &channel->utilisation_in);
    take(at, "overflow", SFL_FIGURE_SHARE, channel->overflow, &channel->overflow_in);
    take(at, "unserved", SFL_FIGURE_SHARE, channel->unserved, &channel->unserved_in);
    for (int32_t i = 0; i < n_months; ++i) {
        size_t length = enter_number(at, i);
        take(at, "units", SFL_FIGURE_AMOUNT, channel->units[i], &channel->units_in[i]);
        leave(at, length);
    }
    leave(at, name);
}

static void take_switch(walk *at, sfl_summary_switch *route)
{
    size_t workload = enter(at, route->workload);
    enter(at, route->channel);
    enter(at, route->to);
    take(at, "p_ever", SFL_FIGURE_SHARE, route->p_ever, &route->p_ever_in);
    take(at, "median_month", SFL_FIGURE_AMOUNT, route->median_month, &route->median_month_in);
    leave(at, workload);
}

static void take_architecture(walk *at, sfl_summary_architecture *architecture, const sfl_summary *summary)
{
    size_t name = enter(at, architecture->name);
    take_costs(at, architecture);
    take_series(at, architecture, summary);
    for (int32_t i = 0; i < architecture->n_contracts; ++i)
        take_contract(at, &architecture->contracts[i]);
    for (int32_t i = 0; i < architecture->n_channels; ++i)
        take_channel(at, &architecture->channels[i], summary->n_months);
    for (int32_t i = 0; i < architecture->n_switches; ++i)
        take_switch(at, &architecture->switches[i]);
    leave(at, name);
}

/* ---- comparisons ---- */

static void take_pair(walk *at, sfl_summary_pair *pair)
{
    size_t length = enter(at, pair->a);
    enter(at, pair->b);
    enter(at, sfl_money_word(pair->money));
    take(at, "p_a_cheaper", SFL_FIGURE_SHARE, pair->p_a_cheaper, &pair->p_a_cheaper_in);
    take(at, "p_tie", SFL_FIGURE_SHARE, pair->p_tie, &pair->p_tie_in);
    take_distribution(at, "difference", &pair->difference);
    leave(at, length);
}

static void take_break_even(walk *at, sfl_summary_break_even *row)
{
    size_t length = enter(at, row->from);
    enter(at, row->to);
    take(at, "p_never", SFL_FIGURE_SHARE, row->p_never, &row->p_never_in);
    take(at, "median_month", SFL_FIGURE_AMOUNT, row->median_month, &row->median_month_in);
    leave(at, length);
}

void sfl_summary_each_figure(sfl_summary *summary, sfl_figure_fn take_figure, void *context)
{
    walk at = {take_figure, context, ""};
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        take_architecture(&at, &summary->architectures[i], summary);
    for (int32_t i = 0; i < summary->n_pairs; ++i)
        take_pair(&at, &summary->pairs[i]);
    for (int32_t i = 0; i < summary->n_break_even; ++i)
        take_break_even(&at, &summary->break_even[i]);
}
