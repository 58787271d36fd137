/* The answer for programs, schema shortfall.run/1 (docs/run.schema.json). Members keep their order; everything that may
 * differ between equal answers stands in `run`. */
#include "host/report/json_drivers.h"
#include "host/report/json_writer.h"
#include "host/report/report.h"

/* ---- pieces ---- */

static void write_measures(sfl_json *json, const sfl_distribution *distribution)
{
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        if ((distribution->shown & 1u << i) == 0) continue;
        sfl_json_real(json, sfl_measure_word((sfl_measure)i), distribution->values[i]);
    }
}

/* The bound of every measure that has one, in an object of the same members. */
static void write_measure_bounds(sfl_json *json, const char *name, const sfl_distribution *distribution, bool is_high)
{
    sfl_json_object(json, name, SFL_JSON_INLINE);
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        sfl_measure measure = (sfl_measure)i;
        if ((distribution->shown & 1u << i) == 0 || !sfl_measure_has_interval(measure)) continue;
        sfl_interval in = distribution->intervals[i];
        sfl_json_real(json, sfl_measure_word(measure), is_high ? in.high : in.low);
    }
    sfl_json_close(json);
}

static void write_distribution(sfl_json *json, const char *name, const sfl_distribution *distribution)
{
    sfl_json_object(json, name, SFL_JSON_INLINE);
    write_measures(json, distribution);
    write_measure_bounds(json, "low", distribution, false);
    write_measure_bounds(json, "high", distribution, true);
    sfl_json_close(json);
}

static double bound(sfl_interval in, bool is_high)
{
    return is_high ? in.high : in.low;
}

typedef struct named_interval {
    const char  *name;
    sfl_interval in;
} named_interval;

/* The same for figures that stand alone. */
static void write_bounds(sfl_json *json, const named_interval *bounds, int32_t n)
{
    for (int32_t is_high = 0; is_high < 2; ++is_high) {
        sfl_json_object(json, is_high ? "high" : "low", SFL_JSON_INLINE);
        for (int32_t i = 0; i < n; ++i)
            sfl_json_real(json, bounds[i].name, bound(bounds[i].in, is_high));
        sfl_json_close(json);
    }
}

/* ---- where it comes from ---- */

static void write_scenario(sfl_json *json, const sfl_summary *summary)
{
    sfl_json_object(json, "scenario", SFL_JSON_LINES);
    sfl_json_text(json, "text", summary->text);
    sfl_json_text(json, "sha256", summary->text != NULL ? summary->sha256 : NULL);
    sfl_json_text(json, "fingerprint", summary->fingerprint);
    sfl_json_close(json);
}

static void write_run(sfl_json *json, const sfl_summary_run *run)
{
    sfl_json_object(json, "run", SFL_JSON_LINES);
    sfl_json_text(json, "version", run->version);
    sfl_json_text(json, "build", run->build);
    sfl_json_text(json, "host", run->host);
    sfl_json_text(json, "backend", run->backend);
    sfl_json_text(json, "reason", run->reason);
    sfl_json_whole(json, "devices", run->devices);
    sfl_json_text(json, "card_form", run->card_form);
    sfl_json_whole(json, "threads", run->threads);
    sfl_json_count(json, "chunk", run->chunk);
    sfl_json_text(json, "time", run->time);
    sfl_json_real(json, "seconds", run->seconds);
    sfl_json_text(json, "command", run->command);
    sfl_json_text(json, "file", run->file);
    sfl_json_array(json, "overrides", SFL_JSON_LINES);
    for (int32_t i = 0; i < run->n_overrides; ++i)
        sfl_json_text(json, NULL, run->overrides[i]);
    sfl_json_close(json);
    sfl_json_close(json);
}

/* What was asked for with --until. */
static void write_targets(sfl_json *json, const sfl_summary *summary)
{
    sfl_json_array(json, "until", SFL_JSON_LINES);
    for (int32_t i = 0; i < summary->n_targets; ++i) {
        const sfl_summary_target *target = &summary->targets[i];
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_text(json, "figure", target->name);
        sfl_json_real(json, "value", target->value);
        sfl_json_real(json, "half_width", target->half_width);
        sfl_json_real(json, "asked", target->wanted);
        sfl_json_truth(json, "is_relative", target->is_relative);
        sfl_json_truth(json, "is_met", target->is_met);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

/* A seed may need more digits than a program reading JSON keeps of a number, so it is text. */
static void write_simulation(sfl_json *json, const sfl_summary *summary)
{
    char seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)summary->seed);
    sfl_json_text(json, "seed", seed);
    sfl_json_count(json, "paths", summary->paths);
    sfl_json_truth(json, "is_partial", summary->is_partial);
    sfl_json_real(json, "level", summary->level);
    sfl_json_text(json, "sampling", summary->sampling);
    write_targets(json, summary);
    sfl_json_whole(json, "months", summary->n_months);
    sfl_json_text(json, "currency", summary->currency);
}

/* ---- an architecture ---- */

/* What a path draws once, against noise; null where it was not asked for. */
static void write_split(sfl_json *json, const sfl_summary_architecture *architecture, bool is_known)
{
    if (!is_known) {
        sfl_json_text(json, "variance", NULL);
        return;
    }
    sfl_json_object(json, "variance", SFL_JSON_LINES);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        const sfl_summary_split *split    = &architecture->split[money];
        const named_interval     bounds[] = {{"parameters", split->parameters_in}};
        sfl_json_object(json, sfl_money_word((sfl_money)money), SFL_JSON_INLINE);
        sfl_json_real(json, "parameters", split->parameters);
        sfl_json_real(json, "noise", 1.0 - split->parameters);
        write_bounds(json, bounds, 1);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_total(sfl_json *json, const sfl_distribution *total, const sfl_summary_control *control)
{
    sfl_json_object(json, sfl_part_word(SFL_PART_TOTAL), SFL_JSON_INLINE);
    write_measures(json, total);
    sfl_json_real(json, "mean_cv", control->mean);
    sfl_json_real(json, "low_cv", control->in.low);
    sfl_json_real(json, "high_cv", control->in.high);
    write_measure_bounds(json, "low", total, false);
    write_measure_bounds(json, "high", total, true);
    sfl_json_close(json);
}

static void write_costs(sfl_json *json, const sfl_summary_architecture *architecture, sfl_money money)
{
    sfl_json_object(json, sfl_money_word(money), SFL_JSON_LINES);
    write_total(json, &architecture->costs[money][SFL_PART_TOTAL], &architecture->controlled[money]);
    for (int32_t part = SFL_PART_TOTAL + 1; part < SFL_PART_COUNT; ++part)
        write_distribution(json, sfl_part_word((sfl_part)part), &architecture->costs[money][part]);
    sfl_json_close(json);
}

/* How the total is spread, in equal steps. */
static void write_histograms(sfl_json *json, const sfl_summary_architecture *architecture)
{
    sfl_json_object(json, "histogram", SFL_JSON_LINES);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        const sfl_summary_histogram *histogram = &architecture->histogram[money];
        sfl_json_object(json, sfl_money_word((sfl_money)money), SFL_JSON_INLINE);
        sfl_json_real(json, "from", histogram->from);
        sfl_json_real(json, "to", histogram->to);
        sfl_json_real(json, "below", histogram->below);
        sfl_json_real(json, "above", histogram->above);
        sfl_json_reals(json, "shares", histogram->shares, histogram->n);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_cheapest(sfl_json *json, const sfl_summary_architecture *architecture, sfl_money money)
{
    sfl_json_real(json, "p_cheapest", architecture->p_cheapest[money]);
    sfl_json_real(json, "p_tied", architecture->p_tied[money]);
    const named_interval bounds[] = {{"p_cheapest", architecture->p_cheapest_in[money]},
                                     {"p_tied", architecture->p_tied_in[money]}};
    write_bounds(json, bounds, 2);
    write_distribution(json, "regret", &architecture->regret[money]);
}

static void write_months(sfl_json *json, const sfl_summary_month *months, int32_t n)
{
    sfl_json_array(json, "months", SFL_JSON_LINES);
    for (int32_t i = 0; i < n; ++i) {
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_whole(json, "month", months[i].month);
        write_distribution(json, "spend", &months[i].spend);
        write_distribution(json, "cumulative", &months[i].cumulative);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_years(sfl_json *json, const sfl_summary_year *years, int32_t n)
{
    sfl_json_array(json, "years", SFL_JSON_LINES);
    for (int32_t i = 0; i < n; ++i) {
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_whole(json, "year", years[i].year);
        write_distribution(json, "spend", &years[i].spend);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_period(sfl_json *json, const sfl_summary_period *period)
{
    sfl_json_real(json, "commitment", period->commitment);
    sfl_json_real(json, "p_shortfall", period->p_shortfall);
    write_distribution(json, "shortfall", &period->shortfall);
    sfl_json_real(json, "shortfall_when_short", period->shortfall_when_short);
    sfl_json_real(json, "utilisation", period->utilisation);
    write_distribution(json, "room", &period->room);
    const named_interval bounds[] = {{"p_shortfall", period->p_shortfall_in},
                                     {"shortfall_when_short", period->shortfall_when_short_in},
                                     {"utilisation", period->utilisation_in}};
    write_bounds(json, bounds, 3);
}

static void write_contract(sfl_json *json, const sfl_summary_contract *contract)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", contract->name);
    sfl_json_array(json, "periods", SFL_JSON_LINES);
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_whole(json, "period", contract->periods[i].period);
        write_period(json, &contract->periods[i]);
        sfl_json_close(json);
    }
    sfl_json_close(json);
    sfl_json_object(json, "term", SFL_JSON_INLINE);
    write_period(json, &contract->term);
    sfl_json_close(json);
    sfl_json_close(json);
}

static void write_channel_bounds(sfl_json *json, const char *name, const sfl_summary_channel *channel, int32_t n_months,
                                 bool is_high)
{
    sfl_json_object(json, name, SFL_JSON_LINES);
    sfl_json_real(json, "utilisation", bound(channel->utilisation_in, is_high));
    sfl_json_real(json, "overflow", bound(channel->overflow_in, is_high));
    sfl_json_real(json, "unserved", bound(channel->unserved_in, is_high));
    sfl_json_array(json, "units", SFL_JSON_INLINE);
    for (int32_t month = 0; month < n_months; ++month)
        sfl_json_real(json, NULL, bound(channel->units_in[month], is_high));
    sfl_json_close(json);
    sfl_json_close(json);
}

static void write_channel(sfl_json *json, const sfl_summary_channel *channel, int32_t n_months)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", channel->name);
    sfl_json_text(json, "kind", channel->kind);
    sfl_json_real(json, "utilisation", channel->utilisation);
    sfl_json_real(json, "overflow", channel->overflow);
    sfl_json_real(json, "unserved", channel->unserved);
    sfl_json_reals(json, "units", channel->units, n_months);
    write_channel_bounds(json, "low", channel, n_months, false);
    write_channel_bounds(json, "high", channel, n_months, true);
    sfl_json_close(json);
}

static void write_switch(sfl_json *json, const sfl_summary_switch *route, int32_t n_months)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "workload", route->workload);
    sfl_json_text(json, "channel", route->channel);
    sfl_json_text(json, "to", route->to);
    sfl_json_real(json, "p_ever", route->p_ever);
    sfl_json_real(json, "median_month", route->median_month);
    const named_interval bounds[] = {{"p_ever", route->p_ever_in}, {"median_month", route->median_month_in}};
    write_bounds(json, bounds, 2);
    sfl_json_reals(json, "months", route->months, n_months);
    sfl_json_close(json);
}

static void write_capacity(sfl_json *json, const sfl_summary_architecture *architecture, int32_t n_months)
{
    sfl_json_array(json, "channels", SFL_JSON_LINES);
    for (int32_t i = 0; i < architecture->n_channels; ++i)
        write_channel(json, &architecture->channels[i], n_months);
    sfl_json_close(json);
    sfl_json_array(json, "switches", SFL_JSON_LINES);
    for (int32_t i = 0; i < architecture->n_switches; ++i)
        write_switch(json, &architecture->switches[i], n_months);
    sfl_json_close(json);
}

static void write_architecture(sfl_json *json, const sfl_summary_architecture *architecture, const sfl_summary *summary)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", architecture->name);
    write_cheapest(json, architecture, SFL_MONEY_NPV);
    sfl_json_object(json, "cheapest_nominal", SFL_JSON_LINES);
    write_cheapest(json, architecture, SFL_MONEY_NOMINAL);
    sfl_json_close(json);
    write_distribution(json, "usd_per_mtok", &architecture->usd_per_mtok);
    write_costs(json, architecture, SFL_MONEY_NPV);
    write_costs(json, architecture, SFL_MONEY_NOMINAL);
    write_histograms(json, architecture);
    write_split(json, architecture, summary->split_paths > 0);
    write_months(json, architecture->months, summary->n_months);
    write_years(json, architecture->years, summary->n_years);
    sfl_json_array(json, "contracts", SFL_JSON_LINES);
    for (int32_t i = 0; i < architecture->n_contracts; ++i)
        write_contract(json, &architecture->contracts[i]);
    sfl_json_close(json);
    write_capacity(json, architecture, summary->n_months);
    sfl_json_close(json);
}

/* ---- comparisons ---- */

static void write_pair(sfl_json *json, const sfl_summary_pair *pair)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "a", pair->a);
    sfl_json_text(json, "b", pair->b);
    sfl_json_text(json, "money", sfl_money_word(pair->money));
    sfl_json_real(json, "p_a_cheaper", pair->p_a_cheaper);
    sfl_json_real(json, "p_tie", pair->p_tie);
    const named_interval bounds[] = {{"p_a_cheaper", pair->p_a_cheaper_in}, {"p_tie", pair->p_tie_in}};
    write_bounds(json, bounds, 2);
    write_distribution(json, "difference", &pair->difference);
    sfl_json_close(json);
}

static const char *static_word(const sfl_summary_break_even *row)
{
    static const char *const words[SFL_STATIC_COUNT] = {"none", "reached", "always"};
    return row->has_static ? words[row->static_kind] : NULL;
}

static void write_break_even(sfl_json *json, const sfl_summary_break_even *row, int32_t n_months)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "from", row->from);
    sfl_json_text(json, "to", row->to);
    sfl_json_real(json, "p_never", row->p_never);
    sfl_json_real(json, "median_month", row->median_month);
    const named_interval bounds[] = {{"p_never", row->p_never_in}, {"median_month", row->median_month_in}};
    write_bounds(json, bounds, 2);
    sfl_json_reals(json, "months", row->months, n_months);
    sfl_json_text(json, "static", static_word(row));
    sfl_json_real(json, "static_usd_per_month", row->static_usd_per_month);
    sfl_json_close(json);
}

static void write_ranking(sfl_json *json, const sfl_summary_ranking *ranking, const sfl_summary *summary)
{
    bool has_next = ranking->runner_up >= 0;
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "money", sfl_money_word(ranking->money));
    sfl_json_text(json, "cheapest", summary->architectures[ranking->cheapest].name);
    sfl_json_text(json, "runner_up", has_next ? summary->architectures[ranking->runner_up].name : NULL);
    sfl_json_real(json, "lead", ranking->lead);
    sfl_json_real(json, "lead_share", ranking->lead_share);
    sfl_json_real(json, "lead_se", ranking->lead_se);
    const named_interval bounds[] = {{"lead", ranking->lead_in}};
    write_bounds(json, bounds, 1);
    sfl_json_truth(json, "is_decided", ranking->is_decided);
    sfl_json_close(json);
}

static void write_comparisons(sfl_json *json, const sfl_summary *summary)
{
    sfl_json_array(json, "pairs", SFL_JSON_LINES);
    for (int32_t i = 0; i < summary->n_pairs; ++i)
        write_pair(json, &summary->pairs[i]);
    sfl_json_close(json);
    sfl_json_array(json, "break_even", SFL_JSON_LINES);
    for (int32_t i = 0; i < summary->n_break_even; ++i)
        write_break_even(json, &summary->break_even[i], summary->n_months);
    sfl_json_close(json);
    sfl_json_array(json, "ranking", SFL_JSON_LINES);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        write_ranking(json, &summary->rankings[money], summary);
    sfl_json_close(json);
}

sfl_status sfl_report_json(const sfl_report_job *job)
{
    const sfl_summary *summary = job->summary;
    sfl_json           json;
    sfl_json_init(&json, job->buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.run/1");
    write_scenario(&json, summary);
    write_run(&json, &summary->run);
    write_simulation(&json, summary);
    sfl_json_drivers(&json, summary->drivers, summary->n_drivers);
    sfl_json_array(&json, "architectures", SFL_JSON_LINES);
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        write_architecture(&json, &summary->architectures[i], summary);
    sfl_json_close(&json);
    write_comparisons(&json, summary);
    sfl_json_close(&json);
    return SFL_OK;
}
