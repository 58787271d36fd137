/* What each commitment does, by period, and what the assumptions imply. */
#include "host/report/html.h"

#include <inttypes.h>
#include <stdio.h>

/* ---- commitments ---- */

/* Five shades from a miss in a hundred to one that is all but sure. */
static const char *shade_of(double p)
{
    return p < 0.01 ? "q0" : p < 0.1 ? "q1" : p < 0.35 ? "q2" : p < 0.65 ? "q3" : "q4";
}

static void add_period(const sfl_html *html, const sfl_summary_contract *contract, const sfl_summary_period *period)
{
    sfl_html_row(html, contract->name);
    if (period == &contract->term)
        sfl_html_raw(html, "<td>all");
    else
        sfl_html_cell_whole(html, period->period);
    sfl_html_cell(html, period->commitment, SFL_HTML_MONEY);
    sfl_html_cell_shaded(html, shade_of(period->p_shortfall), period->p_shortfall, SFL_HTML_SHARE);
    sfl_html_cell(html, period->p_shortfall_in.low, SFL_HTML_SHARE);
    sfl_html_cell(html, period->p_shortfall_in.high, SFL_HTML_SHARE);
    sfl_html_cell(html, period->shortfall_when_short, SFL_HTML_MONEY);
    sfl_html_cell(html, period->shortfall.values[SFL_MEASURE_MEAN], SFL_HTML_MONEY);
    sfl_html_cell(html, period->shortfall.values[SFL_MEASURE_Q95], SFL_HTML_MONEY);
    sfl_html_cell(html, period->utilisation, SFL_HTML_SHARE);
    sfl_html_cell(html, period->room.values[SFL_MEASURE_MEAN], SFL_HTML_MONEY);
    sfl_html_cell(html, period->room.values[SFL_MEASURE_Q05], SFL_HTML_MONEY);
    sfl_html_cell(html, period->room.values[SFL_MEASURE_Q95], SFL_HTML_MONEY);
}

static void add_contracts(const sfl_html *html, const sfl_summary_architecture *architecture)
{
    static const char *const headings[] = {
        "<contract",   "period", "committed",   "P(shortfall)",      "from", "to",  "size when short",
        "mean of all", "95 %",   "utilisation", "room for AI, mean", "5 %",  "95 %"};
    sfl_html_table_open(html, architecture->name, "commitments by period", headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < architecture->n_contracts; ++i) {
        const sfl_summary_contract *contract = &architecture->contracts[i];
        for (int32_t j = 0; j < contract->n_periods; ++j)
            add_period(html, contract, &contract->periods[j]);
        if (contract->n_periods > 1) add_period(html, contract, &contract->term);
    }
    sfl_html_table_close(html);
}

void sfl_html_commitments(const sfl_html *html)
{
    int32_t n_contracts = 0;
    sfl_html_section(html, "commitments", "Commitments by period");
    sfl_html_raw(html, "<p>A shortfall is what is committed and not used. Room is what other spend leaves of a "
                       "commitment for AI.</p>");
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &html->summary->architectures[i];
        n_contracts += architecture->n_contracts;
        if (architecture->n_contracts > 0) add_contracts(html, architecture);
    }
    if (n_contracts == 0) sfl_html_raw(html, "<p>No architecture has a commitment.</p>");
    sfl_html_section_end(html);
}

/* ---- drivers ---- */

void sfl_html_drivers(const sfl_html *html)
{
    static const char *const headings[] = {"<driver", "month", "mean", "5 %", "50 %", "95 %"};
    sfl_html_section(html, "drivers", "What the assumptions imply");
    sfl_html_table_open(html, NULL, "Volume and price indices of each driver, 1 at month 0", headings,
                        SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_drivers; ++i) {
        const sfl_driver_row *driver = &html->summary->drivers[i];
        for (int32_t j = 0; j < driver->n_months; ++j) {
            sfl_html_row(html, driver->name);
            sfl_html_cell_whole(html, driver->months[j].month);
            sfl_html_cell(html, driver->months[j].mean, SFL_HTML_NUMBER);
            sfl_html_cell(html, driver->months[j].q05, SFL_HTML_NUMBER);
            sfl_html_cell(html, driver->months[j].q50, SFL_HTML_NUMBER);
            sfl_html_cell(html, driver->months[j].q95, SFL_HTML_NUMBER);
        }
    }
    sfl_html_table_close(html);
    sfl_html_section_end(html);
}
