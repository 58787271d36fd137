/* Money of the architectures: totals, parts, years, and pair against pair. */
#include "host/report/page.h"
#include "host/report/spark.h"

#include <stdio.h>
#include <string.h>

#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))
/* Above this many pairs only those of the cheapest are shown; the result for programs has them all. */
#define MOST_PAIRS 15

/* What may be added to a mean and taken off: half of its interval. */
static double half_width(const sfl_distribution *distribution, sfl_measure measure)
{
    sfl_interval in = distribution->intervals[measure];
    return 0.5 * (in.high - in.low);
}

/* ---- totals ---- */

/* What all spreads are drawn between, so that they can be compared; equal where nothing is known. */
static sfl_interval spread_range(const sfl_page *page, sfl_money money)
{
    sfl_interval range = {0.0, 0.0};
    bool         is_first = true;
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_histogram *histogram = &page->summary->architectures[i].histogram[money];
        if (histogram->n == 0) continue;
        range.low  = is_first || histogram->from < range.low ? histogram->from : range.low;
        range.high = is_first || histogram->to > range.high ? histogram->to : range.high;
        is_first   = false;
    }
    return range;
}

static void add_spread(sfl_grid *grid, const sfl_summary_histogram *histogram, sfl_interval range)
{
    sfl_buffer spark = {0};
    sfl_spark_add(histogram, range.low, range.high, &spark);
    sfl_grid_cell(grid, spark.text != NULL ? spark.text : "");
    sfl_buffer_free(&spark);
}

static bool is_winner(const sfl_page *page, const sfl_summary_architecture *architecture, sfl_money money)
{
    const sfl_summary_ranking *ranking = &page->summary->rankings[money];
    return ranking->runner_up >= 0 && ranking->is_decided && architecture == &page->summary->architectures[ranking->cheapest];
}

static void add_costs(const sfl_page *page, sfl_grid *grid, const sfl_summary_architecture *architecture,
                      sfl_money money)
{
    static const sfl_measure shown[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q25,    SFL_MEASURE_Q50,   SFL_MEASURE_Q75,
                                        SFL_MEASURE_Q95, SFL_MEASURE_CVAR95, SFL_MEASURE_CVAR99};
    const sfl_distribution  *total   = &architecture->costs[money][SFL_PART_TOTAL];
    sfl_paint                paint   = is_winner(page, architecture, money) ? SFL_PAINT_GOOD : SFL_PAINT_NONE;
    sfl_grid_cell(grid, architecture->name);
    sfl_grid_paint(grid, paint);
    sfl_page_money(page, grid, total->values[SFL_MEASURE_MEAN], 4);
    sfl_grid_paint(grid, paint);
    sfl_page_money(page, grid, half_width(total, SFL_MEASURE_MEAN), 3);
    sfl_grid_paint(grid, SFL_PAINT_ASIDE);
    for (int32_t i = 0; i < COUNT_OF(shown); ++i)
        sfl_page_money(page, grid, total->values[shown[i]], 4);
    add_spread(grid, &architecture->histogram[money], spread_range(page, money));
    sfl_page_share(grid, architecture->p_cheapest[money]);
    sfl_page_money(page, grid, architecture->regret[money].values[SFL_MEASURE_MEAN], 3);
}

void sfl_page_costs(const sfl_page *page, sfl_money money)
{
    static const char *const headings[] = {"<architecture", "mean", "~±",        "5 %",          "+++25 %",   "~~50 %",
                                           "+++75 %",       "95 %", "worst 5 %", "++worst 1 %", "*+spread", "cheapest",
                                           "~~~regret"};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i)
        add_costs(page, &grid, &page->summary->architectures[i], money);
    bool is_npv = money == SFL_MONEY_NPV;
    char level[SFL_REAL_BYTES], heading[160];
    sfl_page_level(page, level);
    snprintf(heading, sizeof heading, "Cost, %s; ± half of the mean's %s %% interval%s", is_npv ? "npv" : "nominal", level,
             is_npv ? "; how often cheapest, mean regret" : "");
    sfl_page_heading(page, heading);
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- parts ---- */

void sfl_page_parts(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "ai",        "trueup",   "baseline", "ai nominal",
                                           "~trueup",       "~baseline", "per Mtok", "~~5 %",    "~~95 %"};
    static const sfl_part    parts[]    = {SFL_PART_AI, SFL_PART_TRUEUP, SFL_PART_BASELINE};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &page->summary->architectures[i];
        sfl_grid_cell(&grid, architecture->name);
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
            for (int32_t j = 0; j < COUNT_OF(parts); ++j)
                sfl_page_money(page, &grid, architecture->costs[money][parts[j]].values[SFL_MEASURE_MEAN], 3);
        sfl_page_money(page, &grid, architecture->usd_per_mtok.values[SFL_MEASURE_MEAN], 3);
        sfl_page_money(page, &grid, architecture->usd_per_mtok.values[SFL_MEASURE_Q05], 3);
        sfl_page_money(page, &grid, architecture->usd_per_mtok.values[SFL_MEASURE_Q95], 3);
    }
    sfl_page_heading(page, "What the mean is made of, npv then nominal, and the price of a million tokens");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- years ---- */

void sfl_page_years(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "year", "mean", "5 %", "~50 %", "~~80 %", "95 %"};
    static const sfl_measure shown[]    = {SFL_MEASURE_MEAN, SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q80,
                                           SFL_MEASURE_Q95};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &page->summary->architectures[i];
        for (int32_t year = 0; year < page->summary->n_years; ++year) {
            sfl_grid_cell(&grid, year == 0 ? architecture->name : "");
            sfl_page_whole(&grid, architecture->years[year].year);
            for (int32_t j = 0; j < COUNT_OF(shown); ++j)
                sfl_page_money(page, &grid, architecture->years[year].spend.values[shown[j]], 3);
        }
    }
    sfl_page_heading(page, "Spend by year of 12 months, nominal");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- pairs ---- */

static void add_pair(const sfl_page *page, sfl_grid *grid, const sfl_summary_pair *pair)
{
    static const sfl_measure quantiles[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95};
    sfl_grid_cell(grid, pair->a);
    sfl_grid_cell(grid, pair->b);
    sfl_page_share(grid, pair->p_a_cheaper);
    sfl_page_share(grid, pair->p_tie);
    sfl_page_money(page, grid, pair->difference.values[SFL_MEASURE_MEAN], 3);
    sfl_page_money(page, grid, half_width(&pair->difference, SFL_MEASURE_MEAN), 3);
    sfl_grid_paint(grid, SFL_PAINT_ASIDE);
    for (int32_t i = 0; i < COUNT_OF(quantiles); ++i)
        sfl_page_money(page, grid, pair->difference.values[quantiles[i]], 3);
}

static bool is_of(const sfl_summary_pair *pair, const char *name)
{
    return strcmp(pair->a, name) == 0 || strcmp(pair->b, name) == 0;
}

void sfl_page_pairs(const sfl_page *page, sfl_money money)
{
    static const char *const headings[] = {"<a", "<b", "a cheaper", "~~~tie", "b - a", "~±", "5 %", "~~50 %", "95 %"};
    const sfl_summary       *summary    = page->summary;
    if (summary->n_pairs == 0) return;
    bool        shows_all = summary->n_pairs <= MOST_PAIRS * SFL_MONEY_COUNT;
    const char *cheapest  = summary->architectures[summary->rankings[money].cheapest].name;
    sfl_grid    grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < summary->n_pairs; ++i) {
        const sfl_summary_pair *pair = &summary->pairs[i];
        if (pair->money == money && (shows_all || is_of(pair, cheapest))) add_pair(page, &grid, pair);
    }
    char heading[SFL_PAGE_WIDTH + 1];
    snprintf(heading, sizeof heading, "Pairs on the same futures, %s%s", sfl_money_word(money),
             shows_all ? "" : " (those of the cheapest; --format json has all)");
    sfl_page_heading(page, heading);
    sfl_grid_write(&grid, &page->paper, page->buffer);
}
