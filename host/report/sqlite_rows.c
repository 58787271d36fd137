/* An answer as rows of the tables of sqlite_table_list.def. */
#include "host/report/figure_row.h"
#include "host/report/sqlite_rows.h"

#include <stdio.h>

/* What every row is made from. */
typedef struct walk {
    const sfl_summary *summary;
    sfl_sqlite_sink   *sink;
    const char        *run;
} walk;

static void begin(const walk *of, sfl_sqlite_table table)
{
    sfl_sqlite_begin(of->sink, table);
    sfl_sqlite_text(of->sink, of->run);
}

/* ---- the run ---- */

/* As given on the command line, a line each. */
static void add_overrides(const walk *of)
{
    sfl_buffer lines = {0};
    for (int32_t i = 0; i < of->summary->run.n_overrides; ++i)
        sfl_buffer_add(&lines, "%s%s", i > 0 ? "\n" : "", of->summary->run.overrides[i]);
    sfl_sqlite_text(of->sink, lines.text != NULL ? lines.text : "");
    sfl_buffer_free(&lines);
}

static void add_origin(const walk *of)
{
    const sfl_summary_run *run = &of->summary->run;
    const char *words[] = {run->file, run->time, run->version, run->build, run->host, run->backend, run->command};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i)
        sfl_sqlite_text(of->sink, words[i]);
    add_overrides(of);
}

static void add_run(const walk *of)
{
    const sfl_summary *summary = of->summary;
    char               seed[24];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)summary->seed);
    begin(of, SFL_SQLITE_RUN);
    add_origin(of);
    sfl_sqlite_text(of->sink, summary->text);
    sfl_sqlite_text(of->sink, summary->text != NULL ? summary->sha256 : NULL);
    sfl_sqlite_text(of->sink, summary->fingerprint);
    sfl_sqlite_text(of->sink, seed);
    sfl_sqlite_whole(of->sink, (int64_t)summary->paths);
    sfl_sqlite_whole(of->sink, summary->is_partial ? 1 : 0);
    sfl_sqlite_text(of->sink, summary->sampling);
    sfl_sqlite_real(of->sink, summary->level);
    sfl_sqlite_whole(of->sink, summary->n_months);
    sfl_sqlite_text(of->sink, summary->currency);
    sfl_sqlite_real(of->sink, summary->discount_rate);
    sfl_sqlite_real(of->sink, summary->run.seconds);
    sfl_sqlite_end(of->sink);
}

/* ---- every figure ---- */

static void add_figure(void *context, const sfl_figure *figure)
{
    const walk    *of = context;
    sfl_figure_row filled, *row = &filled;
    sfl_figure_row_fill(figure, of->summary->currency, row);
    begin(of, SFL_SQLITE_SUMMARY);
    sfl_sqlite_text(of->sink, row->name);
#define ADD_TEXT sfl_sqlite_text
#define ADD_WHOLE sfl_sqlite_whole
#define ADD_REAL sfl_sqlite_real
#define SFL_COLUMN(word, kind, value) ADD_##kind(of->sink, value);
#include "host/report/figure_column_list.def"
#undef SFL_COLUMN
#undef ADD_TEXT
#undef ADD_WHOLE
#undef ADD_REAL
    sfl_sqlite_end(of->sink);
}

/* ---- how totals are spread ---- */

/* Quantiles are the measures q05 … q99; tails have a p, too. */
static bool is_quantile(sfl_measure measure)
{
    return sfl_measure_word(measure)[0] == 'q';
}

static void add_quantiles(const walk *of, const sfl_summary_architecture *architecture, sfl_money money, sfl_part part)
{
    const sfl_distribution *costs = &architecture->costs[money][part];
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        if (!is_quantile((sfl_measure)i) || (costs->shown & 1u << i) == 0) continue;
        begin(of, SFL_SQLITE_QUANTILE);
        sfl_sqlite_text(of->sink, architecture->name);
        sfl_sqlite_text(of->sink, sfl_money_word(money));
        sfl_sqlite_text(of->sink, sfl_part_word(part));
        sfl_sqlite_real(of->sink, sfl_measure_p((sfl_measure)i));
        sfl_sqlite_real(of->sink, costs->values[i]);
        sfl_sqlite_real(of->sink, costs->intervals[i].low);
        sfl_sqlite_real(of->sink, costs->intervals[i].high);
        sfl_sqlite_end(of->sink);
    }
}

/* Steps from 0; those outside, below and above, are one step further and open to one side. */
static void add_step(const walk *of, const char *architecture, sfl_money money, const double from_to_share[3],
                     int32_t step)
{
    begin(of, SFL_SQLITE_HISTOGRAM);
    sfl_sqlite_text(of->sink, architecture);
    sfl_sqlite_text(of->sink, sfl_money_word(money));
    sfl_sqlite_whole(of->sink, step);
    for (int32_t i = 0; i < 3; ++i)
        sfl_sqlite_real(of->sink, from_to_share[i]);
    sfl_sqlite_end(of->sink);
}

static void add_histogram(const walk *of, const sfl_summary_architecture *architecture, sfl_money money)
{
    const sfl_summary_histogram *spread = &architecture->histogram[money];
    if (spread->n == 0) return;
    double width = (spread->to - spread->from) / spread->n;
    add_step(of, architecture->name, money, (double[]){NAN, spread->from, spread->below}, 0);
    for (int32_t i = 0; i < spread->n; ++i) {
        double to = i + 1 < spread->n ? spread->from + (i + 1) * width : spread->to;
        add_step(of, architecture->name, money, (double[]){spread->from + i * width, to, spread->shares[i]}, i + 1);
    }
    add_step(of, architecture->name, money, (double[]){spread->to, NAN, spread->above}, spread->n + 1);
}

/* ---- months, contracts, pairs ---- */

static void add_measures(const walk *of, const sfl_distribution *from, const sfl_measure *measures, int32_t n)
{
    for (int32_t i = 0; i < n; ++i)
        sfl_sqlite_real(of->sink, from->values[measures[i]]);
}

static void add_month(const walk *of, const char *architecture, const sfl_summary_month *month)
{
    static const sfl_measure measures[] = {SFL_MEASURE_MEAN, SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q80,
                                           SFL_MEASURE_Q95};
    begin(of, SFL_SQLITE_MONTH);
    sfl_sqlite_text(of->sink, architecture);
    sfl_sqlite_whole(of->sink, month->month);
    add_measures(of, &month->spend, measures, 5);
    add_measures(of, &month->cumulative, measures, 5);
    sfl_sqlite_end(of->sink);
}

static void add_interval(const walk *of, double value, sfl_interval in)
{
    sfl_sqlite_real(of->sink, value);
    sfl_sqlite_real(of->sink, in.low);
    sfl_sqlite_real(of->sink, in.high);
}

static void add_period(const walk *of, const char *architecture, const char *contract, const char *word,
                       const sfl_summary_period *period)
{
    static const sfl_measure shortfall[] = {SFL_MEASURE_MEAN, SFL_MEASURE_Q95};
    static const sfl_measure room[]      = {SFL_MEASURE_MEAN, SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95};
    begin(of, SFL_SQLITE_CONTRACT);
    sfl_sqlite_text(of->sink, architecture);
    sfl_sqlite_text(of->sink, contract);
    sfl_sqlite_text(of->sink, word);
    sfl_sqlite_real(of->sink, period->commitment);
    add_interval(of, period->p_shortfall, period->p_shortfall_in);
    add_measures(of, &period->shortfall, shortfall, 2);
    sfl_sqlite_real(of->sink, period->shortfall_when_short);
    sfl_sqlite_real(of->sink, period->utilisation);
    add_measures(of, &period->room, room, 4);
    sfl_sqlite_end(of->sink);
}

static void add_contract(const walk *of, const char *architecture, const sfl_summary_contract *contract)
{
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        char word[16];
        snprintf(word, sizeof word, "%d", (int)contract->periods[i].period);
        add_period(of, architecture, contract->name, word, &contract->periods[i]);
    }
    add_period(of, architecture, contract->name, "term", &contract->term);
}

static void add_pair(const walk *of, const sfl_summary_pair *pair)
{
    static const sfl_measure quantiles[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95};
    begin(of, SFL_SQLITE_PAIR);
    sfl_sqlite_text(of->sink, pair->a);
    sfl_sqlite_text(of->sink, pair->b);
    sfl_sqlite_text(of->sink, sfl_money_word(pair->money));
    add_interval(of, pair->p_a_cheaper, pair->p_a_cheaper_in);
    sfl_sqlite_real(of->sink, pair->p_tie);
    add_interval(of, pair->difference.values[SFL_MEASURE_MEAN], pair->difference.intervals[SFL_MEASURE_MEAN]);
    add_measures(of, &pair->difference, quantiles, 3);
    sfl_sqlite_end(of->sink);
}

/* ---- the whole ---- */

static void add_architecture(const walk *of, const sfl_summary_architecture *architecture)
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
            add_quantiles(of, architecture, (sfl_money)money, (sfl_part)part);
        add_histogram(of, architecture, (sfl_money)money);
    }
    for (int32_t i = 0; i < of->summary->n_months; ++i)
        add_month(of, architecture->name, &architecture->months[i]);
    for (int32_t i = 0; i < architecture->n_contracts; ++i)
        add_contract(of, architecture->name, &architecture->contracts[i]);
}

void sfl_sqlite_rows(const sfl_summary *summary, const char *run, sfl_sqlite_sink *sink)
{
    walk of = {summary, sink, run};
    add_run(&of);
    /* The walk hands out intervals that others change; here they are read. */
    sfl_summary_each_figure((sfl_summary *)summary, add_figure, &of);
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        add_architecture(&of, &summary->architectures[i]);
    for (int32_t i = 0; i < summary->n_pairs; ++i)
        add_pair(&of, &summary->pairs[i]);
}
