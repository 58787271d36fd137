/* What each architecture costs: totals with their range, parts, years, what variance comes from, what was to be reached. */
#include "host/report/html.h"
#include "host/report/people.h"
#include "host/report/sentences.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

static const sfl_distribution *total_of(const sfl_html *html, int32_t i, sfl_money money)
{
    return &html->summary->architectures[i].costs[money][SFL_PART_TOTAL];
}

/* ---- range ---- */

#define RANGE_WIDTH 200.0

/* From the least 5 % to the greatest worst 5 % of all architectures. */
static void span(const sfl_html *html, double *from, double *to)
{
    *from = INFINITY;
    *to   = -INFINITY;
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        *from = fmin(*from, total_of(html, i, SFL_MONEY_NPV)->values[SFL_MEASURE_Q05]);
        *to   = fmax(*to, total_of(html, i, SFL_MONEY_NPV)->values[SFL_MEASURE_CVAR95]);
    }
}

/* 5 % to 95 % as a bar, the median as a notch, the worst 5 % as a diamond; one scale for all rows. */
static void add_range(const sfl_html *html, int32_t number)
{
    const double *values = total_of(html, number, SFL_MONEY_NPV)->values;
    double        from, to, places[3];
    span(html, &from, &to);
    const sfl_measure shown[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q95, SFL_MEASURE_Q50};
    for (int32_t i = 0; i < 3; ++i)
        places[i] =
            to > from ? 8.0 + (RANGE_WIDTH - 16.0) * (values[shown[i]] - from) / (to - from) : 0.5 * RANGE_WIDTH;
    double worst =
        to > from ? 8.0 + (RANGE_WIDTH - 16.0) * (values[SFL_MEASURE_CVAR95] - from) / (to - from) : 0.5 * RANGE_WIDTH;
    sfl_html_raw(html,
                 "<td class=r><svg viewBox=\"0 0 200 18\" role=img aria-label=\"5 % to 95 %, median, worst 5 %\">");
    sfl_html_rawf(html, "<path class=\"b c%d\" d=\"", (int)(number % 8));
    sfl_svg_coordinate(html, "M", places[0]);
    sfl_svg_coordinate(html, " 9L", places[1]);
    sfl_html_rawf(html, " 9\"/><path class=\"w c%d\" d=\"", (int)(number % 8));
    sfl_svg_coordinate(html, "M", places[1]);
    sfl_svg_coordinate(html, " 9L", worst);
    sfl_svg_coordinate(html, " 9\"/><path class=n d=\"M", places[2]);
    sfl_html_rawf(html, " 2v14\"/><path class=\"m c%d\" d=\"", (int)(number % 8));
    sfl_svg_coordinate(html, "M", worst);
    sfl_html_raw(html, " 4l5 5-5 5-5-5z\"/></svg>");
}

/* ---- totals ---- */

static void add_total(const sfl_html *html, int32_t i, sfl_money money)
{
    static const sfl_measure        shown[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95, SFL_MEASURE_CVAR95};
    const sfl_summary_architecture *architecture = &html->summary->architectures[i];
    const sfl_distribution         *total        = total_of(html, i, money);
    sfl_interval                    in           = total->intervals[SFL_MEASURE_MEAN];
    sfl_html_row(html, architecture->name);
    if (money == SFL_MONEY_NPV) add_range(html, i);
    sfl_html_cell(html, total->values[SFL_MEASURE_MEAN], SFL_HTML_TOTAL);
    sfl_html_cell(html, 0.5 * (in.high - in.low), SFL_HTML_MONEY);
    for (int32_t j = 0; j < SFL_HTML_COUNT_OF(shown); ++j)
        sfl_html_cell(html, total->values[shown[j]], SFL_HTML_TOTAL);
    sfl_html_cell(html, architecture->p_cheapest[money], SFL_HTML_SHARE);
}

static void add_totals(const sfl_html *html, sfl_money money)
{
    static const char *const headings[] = {"<architecture", "<5 % to worst 5 %", "mean",    "±", "5 %", "50 %",
                                           "95 %",          "worst 5 %",         "cheapest"};
    static const char *const nominal[] = {"<architecture", "mean", "±", "5 %", "50 %", "95 %", "worst 5 %", "cheapest"};
    bool                     is_npv    = money == SFL_MONEY_NPV;
    char                     level[SFL_REAL_BYTES], caption[200];
    sfl_sentence_level(html->summary->level, level);
    snprintf(caption, sizeof caption,
             "Total cost, %s; ± half of the mean's %s %% interval; how often it is the cheapest",
             is_npv ? "net present value (npv)" : "nominal, not discounted", level);
    sfl_html_rawf(html, "<div id=total-%s>", sfl_money_word(money));
    sfl_html_table_open(html, NULL, caption, is_npv ? headings : nominal, is_npv ? 9 : 8);
    for (int32_t i = 0; i < html->summary->n_architectures; ++i)
        add_total(html, i, money);
    sfl_html_table_close(html);
    sfl_html_raw(html, "</div>");
}

/* ---- parts, years ---- */

static void add_parts(const sfl_html *html)
{
    static const char *const headings[] = {"<architecture", "AI",       "true-up",  "baseline", "AI, nominal",
                                           "true-up",       "baseline", "per Mtok", "5 %",      "95 %"};
    static const sfl_part    parts[]    = {SFL_PART_AI, SFL_PART_TRUEUP, SFL_PART_BASELINE};
    sfl_html_table_open(html, NULL, "What the mean is made of, npv then nominal, and the price of a million tokens",
                        headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &html->summary->architectures[i];
        sfl_html_row(html, architecture->name);
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
            for (int32_t j = 0; j < 3; ++j)
                sfl_html_cell(html, architecture->costs[money][parts[j]].values[SFL_MEASURE_MEAN], SFL_HTML_MONEY);
        }
        sfl_html_cell(html, architecture->usd_per_mtok.values[SFL_MEASURE_MEAN], SFL_HTML_MONEY);
        sfl_html_cell(html, architecture->usd_per_mtok.values[SFL_MEASURE_Q05], SFL_HTML_MONEY);
        sfl_html_cell(html, architecture->usd_per_mtok.values[SFL_MEASURE_Q95], SFL_HTML_MONEY);
    }
    sfl_html_table_close(html);
}

static void add_years(const sfl_html *html)
{
    static const char *const headings[] = {"<architecture", "year", "mean", "5 %", "50 %", "80 %", "95 %"};
    static const sfl_measure shown[]    = {SFL_MEASURE_MEAN, SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q80,
                                           SFL_MEASURE_Q95};
    sfl_html_raw(html, "<details><summary>Cost by year</summary>");
    sfl_html_table_open(html, NULL, "Cost by year of 12 months, from 0, nominal", headings,
                        SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &html->summary->architectures[i];
        for (int32_t year = 0; year < html->summary->n_years; ++year) {
            sfl_html_row(html, architecture->name);
            sfl_html_cell_whole(html, architecture->years[year].year);
            for (int32_t j = 0; j < SFL_HTML_COUNT_OF(shown); ++j)
                sfl_html_cell(html, architecture->years[year].spend.values[shown[j]], SFL_HTML_MONEY);
        }
    }
    sfl_html_table_close(html);
    sfl_html_raw(html, "</details>");
}

/* ---- what was asked for besides ---- */

static void add_split(const sfl_html *html)
{
    static const char *const headings[] = {"<architecture", "parameters", "from", "to", "noise"};
    if (html->summary->split_paths == 0) return;
    sfl_html_table_open(html, NULL,
                        "Where the variance of the npv comes from: growth, volatility, ceilings and launches, or noise",
                        headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_split *split = &html->summary->architectures[i].split[SFL_MONEY_NPV];
        sfl_html_row(html, html->summary->architectures[i].name);
        sfl_html_cell(html, split->parameters, SFL_HTML_SHARE);
        sfl_html_cell(html, split->parameters_in.low, SFL_HTML_SHARE);
        sfl_html_cell(html, split->parameters_in.high, SFL_HTML_SHARE);
        sfl_html_cell(html, 1.0 - split->parameters, SFL_HTML_SHARE);
    }
    sfl_html_table_close(html);
}

static void add_targets(const sfl_html *html)
{
    static const char *const headings[] = {"<figure", "value", "half-width", "asked", "<reached"};
    if (html->summary->n_targets == 0) return;
    sfl_html_table_open(html, NULL, "What the run was to reach", headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_targets; ++i) {
        const sfl_summary_target *target = &html->summary->targets[i];
        sfl_html_unit             unit   = target->is_relative ? SFL_HTML_SHARE : SFL_HTML_NUMBER;
        sfl_html_row(html, target->name);
        sfl_html_cell(html, target->value, SFL_HTML_NUMBER);
        sfl_html_cell(html, target->half_width / (target->is_relative ? fabs(target->value) : 1.0), unit);
        sfl_html_cell(html, target->wanted, unit);
        sfl_html_cell_text(html, target->is_met ? "yes" : "no");
    }
    sfl_html_table_close(html);
}

void sfl_html_costs(const sfl_html *html)
{
    sfl_html_section(html, "costs", "What each costs");
    add_totals(html, SFL_MONEY_NPV);
    sfl_html_density(html);
    add_parts(html);
    add_totals(html, SFL_MONEY_NOMINAL);
    add_years(html);
    add_split(html);
    add_targets(html);
    sfl_html_section_end(html);
}
