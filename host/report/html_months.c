/* Fan charts: what a month costs and what has been spent by then, for each architecture on the same scale. */
#include "host/report/html.h"

#include <math.h>
#include <stddef.h>

static const sfl_measure shown[] = {SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q80, SFL_MEASURE_Q95,
                                    SFL_MEASURE_MEAN};

static const sfl_distribution *distribution_of(const sfl_summary_month *month, bool is_cumulative)
{
    return is_cumulative ? &month->cumulative : &month->spend;
}

/* From 0, or from below where something earns, to the greatest 95 % of all architectures. */
static void find_bounds(sfl_svg *svg, bool is_cumulative)
{
    const sfl_summary *summary = svg->html->summary;
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        for (int32_t month = 0; month < summary->n_months; ++month) {
            const double *values = distribution_of(&summary->architectures[i].months[month], is_cumulative)->values;
            svg->y_from          = fmin(svg->y_from, values[SFL_MEASURE_Q05]);
            svg->y_to            = fmax(svg->y_to, 1.05 * fmax(values[SFL_MEASURE_Q95], values[SFL_MEASURE_MEAN]));
        }
    }
}

/* ---- drawing ---- */

typedef struct fan {
    const sfl_summary_month *months;
    int32_t                  n_months;
    bool                     is_cumulative;
} fan;

static double value_of(const fan *of, int32_t month, sfl_measure measure)
{
    return distribution_of(&of->months[month], of->is_cumulative)->values[measure];
}

static void add_band(sfl_svg *svg, const fan *of, const char *classes, sfl_measure low, sfl_measure high)
{
    sfl_svg_path(svg, classes);
    for (int32_t month = 0; month < of->n_months; ++month)
        sfl_svg_point(svg, month, value_of(of, month, high));
    for (int32_t month = of->n_months - 1; month >= 0; --month)
        sfl_svg_point(svg, month, value_of(of, month, low));
    sfl_svg_path_end(svg);
}

static void add_line(sfl_svg *svg, const fan *of, const char *classes, sfl_measure measure)
{
    sfl_svg_path(svg, classes);
    for (int32_t month = 0; month < of->n_months; ++month)
        sfl_svg_point(svg, month, value_of(of, month, measure));
    sfl_svg_path_end(svg);
}

static void add_key(const sfl_svg *svg)
{
    sfl_html_chart_key(svg);
    sfl_html_chart_entry(svg, "h c0", true, "5 % to 95 %");
    sfl_html_chart_entry(svg, "h h2 c0", true, "50 % to 80 %");
    sfl_html_chart_entry(svg, "l c0", false, "50 %");
    sfl_html_chart_entry(svg, "l c1 d1", false, "mean");
    sfl_html_chart_key_end(svg);
}

/* ---- numbers ---- */

static void add_table(const sfl_html *html, const sfl_html_chart *chart, const fan *of)
{
    static const char *const headings[] = {"month", "5 %", "50 %", "80 %", "95 %", "mean"};
    sfl_html_chart_numbers(html, chart);
    sfl_html_table_open(html, chart->name, chart->caption, headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t month = 0; month < of->n_months; ++month) {
        sfl_html_row_whole(html, of->months[month].month);
        for (int32_t i = 0; i < SFL_HTML_COUNT_OF(shown); ++i)
            sfl_html_cell(html, value_of(of, month, shown[i]), SFL_HTML_MONEY);
    }
    sfl_html_table_close(html);
    sfl_html_chart_numbers_end(html);
}

static void add_figure(sfl_svg svg, int32_t number, bool is_cumulative)
{
    const sfl_summary_architecture *architecture = &svg.html->summary->architectures[number];
    fan                             of           = {architecture->months, svg.html->summary->n_months, is_cumulative};
    sfl_html_chart                  chart        = {.kind   = "fan",
                                                    .group  = is_cumulative ? "sum" : "spend",
                                                    .number = number,
                                                    .name   = architecture->name,
                                                    .caption =
                                is_cumulative ? "cumulative cost by month, nominal" : "cost of each month, nominal"};
    sfl_html_chart_open(&chart, &svg);
    add_band(&svg, &of, "h c0", SFL_MEASURE_Q05, SFL_MEASURE_Q95);
    add_band(&svg, &of, "h h2 c0", SFL_MEASURE_Q50, SFL_MEASURE_Q80);
    add_line(&svg, &of, "l c0", SFL_MEASURE_Q50);
    add_line(&svg, &of, "l c1 d1", SFL_MEASURE_MEAN);
    add_key(&svg);
    add_table(svg.html, &chart, &of);
    sfl_html_chart_close(svg.html);
}

void sfl_html_months(const sfl_html *html)
{
    const sfl_summary *summary = html->summary;
    sfl_svg            base    = {.html     = html,
                                  .x_to     = summary->n_months - 1,
                                  .x_unit   = SFL_HTML_WHOLE,
                                  .y_unit   = SFL_HTML_MONEY,
                                  .n_months = summary->n_months};
    sfl_svg            spend = base, sum = base;
    find_bounds(&spend, false);
    find_bounds(&sum, true);
    sfl_html_section(html, "months", "Month by month");
    sfl_html_raw(html, "<p>Months count from 0. Every architecture is drawn on the same scale.</p>");
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        sfl_html_raw(html, "<h3>");
        sfl_html_text(html, summary->architectures[i].name);
        sfl_html_raw(html, "</h3><div class=pair>");
        add_figure(spend, i, false);
        add_figure(sum, i, true);
        sfl_html_raw(html, "</div>");
    }
    sfl_html_section_end(html);
}
