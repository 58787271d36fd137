/* When one way has paid off against another, or never; and when routes switch. */
#include "host/report/html.h"

#include <inttypes.h>

/* The share of paths that get somewhere in each month, and of those that never do. */
typedef struct arrival {
    const double *months; /* [n_months] */
    double        p_never;
    int32_t       n_months;
} arrival;

/* Where the bar of those that never do stands: two months after the last. */
static double never_at(const arrival *of)
{
    return of->n_months + 1.0;
}

/* ---- drawing ---- */

static void add_drawing(sfl_svg *svg, const arrival *of)
{
    double reached = 0.0;
    for (int32_t month = 0; month < of->n_months; ++month)
        sfl_svg_bar(svg, "f c0", month, 0.4, of->months[month]);
    sfl_svg_bar(svg, "f c1", never_at(of), 0.8, of->p_never);
    sfl_svg_text(svg, never_at(of), 268.0, "never");
    sfl_svg_path(svg, "l c2");
    for (int32_t month = 0; month < of->n_months; ++month) {
        reached += of->months[month];
        sfl_svg_point(svg, month, reached);
    }
    sfl_svg_path_end(svg);
    sfl_html_chart_key(svg);
    sfl_html_chart_entry(svg, "f c0", true, "in the month");
    sfl_html_chart_entry(svg, "l c2", false, "by the month");
    sfl_html_chart_entry(svg, "f c1", true, "never");
    sfl_html_chart_key_end(svg);
}

/* ---- numbers ---- */

static void add_numbers(const sfl_html *html, const sfl_html_chart *chart, const arrival *of)
{
    static const char *const headings[] = {"month", "in the month", "by the month"};
    double                   reached    = 0.0;
    sfl_html_chart_numbers(html, chart);
    sfl_html_table_open(html, NULL, "Share of futures", headings, 3);
    for (int32_t month = 0; month < of->n_months; ++month) {
        reached += of->months[month];
        sfl_html_row_whole(html, month);
        sfl_html_cell(html, of->months[month], SFL_HTML_SHARE);
        sfl_html_cell(html, reached, SFL_HTML_SHARE);
    }
    sfl_html_row(html, "never");
    sfl_html_cell(html, of->p_never, SFL_HTML_SHARE);
    sfl_html_raw(html, "<td>");
    sfl_html_table_close(html);
    sfl_html_chart_numbers_end(html);
}

static void add_figure(const sfl_html *html, const sfl_html_chart *chart, const arrival *of)
{
    sfl_svg svg = {.html     = html,
                   .x_from   = -0.7,
                   .x_to     = 1.05 * of->n_months + 2.0,
                   .y_to     = 1.0,
                   .x_unit   = SFL_HTML_WHOLE,
                   .y_unit   = SFL_HTML_SHARE,
                   .n_months = of->n_months};
    sfl_html_chart_open(chart, &svg);
    add_drawing(&svg, of);
    add_numbers(html, chart, of);
    sfl_html_chart_close(html);
}

/* ---- break-even ---- */

static void add_static(const sfl_html *html, const sfl_summary_break_even *row)
{
    static const char *const words[SFL_STATIC_COUNT] = {"never", "", "always"};
    if (row->has_static && row->static_kind != SFL_STATIC_REACHED)
        sfl_html_cell_text(html, words[row->static_kind]);
    else
        sfl_html_cell(html, row->static_usd_per_month, SFL_HTML_MONEY);
}

static void add_break_evens(const sfl_html *html)
{
    static const char *const headings[] = {
        "<from", "<to", "never", "from", "to", "median month", "static: AI spend a month of `from`"};
    sfl_html_table_open(html, NULL, "When the cumulative cost of `to` falls to that of `from`", headings,
                        SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_break_even; ++i) {
        const sfl_summary_break_even *row = &html->summary->break_even[i];
        sfl_html_row(html, row->from);
        sfl_html_cell_text(html, row->to);
        sfl_html_cell(html, row->p_never, SFL_HTML_SHARE);
        sfl_html_cell(html, row->p_never_in.low, SFL_HTML_SHARE);
        sfl_html_cell(html, row->p_never_in.high, SFL_HTML_SHARE);
        sfl_html_cell_month(html, row->median_month);
        add_static(html, row);
    }
    sfl_html_table_close(html);
}

static void add_break_even_figures(const sfl_html *html)
{
    sfl_html_raw(html, "<div class=pair>");
    for (int32_t i = 0; i < html->summary->n_break_even; ++i) {
        const sfl_summary_break_even *row   = &html->summary->break_even[i];
        arrival                       of    = {row->months, row->p_never, html->summary->n_months};
        sfl_html_chart                chart = {.kind    = "reach",
                                               .group   = "reach",
                                               .number  = i,
                                               .name    = row->from,
                                               .to      = row->to,
                                               .caption = "share of futures that break even, by month"};
        add_figure(html, &chart, &of);
    }
    sfl_html_raw(html, "</div>");
}

/* ---- switches ---- */

static void add_switches(const sfl_html *html)
{
    static const char *const headings[] = {"<architecture", "<workload", "<from", "<to",
                                           "ever",          "from",      "to",    "median month"};
    sfl_html_raw(html, "<h3>Switches of routes</h3>");
    sfl_html_table_open(html, NULL, "When a route moves to another channel", headings, SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &html->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_switches; ++j) {
            const sfl_summary_switch *route = &architecture->switches[j];
            sfl_html_row(html, architecture->name);
            sfl_html_cell_text(html, route->workload);
            sfl_html_cell_text(html, route->channel);
            sfl_html_cell_text(html, route->to);
            sfl_html_cell(html, route->p_ever, SFL_HTML_SHARE);
            sfl_html_cell(html, route->p_ever_in.low, SFL_HTML_SHARE);
            sfl_html_cell(html, route->p_ever_in.high, SFL_HTML_SHARE);
            sfl_html_cell_month(html, route->median_month);
        }
    }
    sfl_html_table_close(html);
}

void sfl_html_break_even(const sfl_html *html)
{
    int32_t n_switches = 0;
    for (int32_t i = 0; i < html->summary->n_architectures; ++i)
        n_switches += html->summary->architectures[i].n_switches;
    sfl_html_section(html, "break-even", "Break-even");
    if (html->summary->n_break_even > 0) {
        add_break_evens(html);
        add_break_even_figures(html);
    } else {
        sfl_html_raw(html, "<p>The scenario asks for no break-even.</p>");
    }
    if (n_switches > 0) add_switches(html);
    sfl_html_section_end(html);
}
