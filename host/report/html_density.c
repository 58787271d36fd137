/* How the npv of each architecture is spread: density and cumulative shares, with the marks a board asks for. */
#include "host/report/html.h"
#include "host/report/people.h"

#include <math.h>
#include <stdio.h>

static const sfl_summary_histogram *histogram_of(const sfl_html *html, int32_t i)
{
    return &html->summary->architectures[i].histogram[SFL_MONEY_NPV];
}

static double edge_of(const sfl_summary_histogram *histogram, int32_t i)
{
    return histogram->from + (histogram->to - histogram->from) * ((double)i / (double)histogram->n);
}

static double middle_of(const sfl_summary_histogram *histogram, int32_t i)
{
    return 0.5 * (edge_of(histogram, i) + edge_of(histogram, i + 1));
}

/* Of step i, per unit of cost; NaN where all paths cost the same. */
static double density_of(const sfl_summary_histogram *histogram, int32_t i)
{
    double width = (histogram->to - histogram->from) / histogram->n;
    return width > 0.0 ? histogram->shares[i] / width : NAN;
}

static double between(double x, double x0, double y0, double x1, double y1)
{
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

/* The curve at x, whose points are the middles of the steps; flat beyond the last ones. */
static double density_at(const sfl_summary_histogram *histogram, double x)
{
    int32_t i = 0;
    if (!(x > middle_of(histogram, 0))) return density_of(histogram, 0);
    while (i < histogram->n - 1 && middle_of(histogram, i + 1) < x)
        ++i;
    if (i == histogram->n - 1) return density_of(histogram, i);
    return between(x, middle_of(histogram, i), density_of(histogram, i), middle_of(histogram, i + 1),
                   density_of(histogram, i + 1));
}

static double cumulative_at(const sfl_summary_histogram *histogram, double x)
{
    double share = histogram->below;
    for (int32_t i = 0; i < histogram->n; ++i) {
        double next = share + histogram->shares[i], right = edge_of(histogram, i + 1);
        if (x < right) return between(fmax(x, edge_of(histogram, i)), edge_of(histogram, i), share, right, next);
        share = next;
    }
    return share;
}

/* ---- bounds ---- */

static void find_bounds(const sfl_html *html, sfl_svg *svg)
{
    svg->x_from = INFINITY;
    svg->x_to   = -INFINITY;
    svg->y_to   = 0.0;
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_histogram *histogram = histogram_of(html, i);
        const double *values = html->summary->architectures[i].costs[SFL_MONEY_NPV][SFL_PART_TOTAL].values;
        svg->x_from          = fmin(svg->x_from, histogram->from);
        svg->x_to            = fmax(svg->x_to, fmax(histogram->to, values[SFL_MEASURE_CVAR95]));
        for (int32_t j = 0; j < histogram->n; ++j)
            svg->y_to = fmax(svg->y_to, density_of(histogram, j));
    }
}

/* A round step of cost that densities are given by: about a fortieth of the axis. */
static double round_step(double range)
{
    return range > 0.0 ? pow(10.0, floor(log10(range / 20.0))) : 1.0;
}

/* ---- drawing ---- */

typedef double (*curve)(const sfl_summary_histogram *histogram, double x);

static void add_marks(sfl_svg *svg, int32_t number, curve at, double scale)
{
    static const sfl_measure     shown[]   = {SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95, SFL_MEASURE_CVAR95};
    static const sfl_svg_mark    marks[]   = {SFL_SVG_RING, SFL_SVG_DOT, SFL_SVG_RING, SFL_SVG_DIAMOND};
    const sfl_summary_histogram *histogram = histogram_of(svg->html, number);
    const double *values = svg->html->summary->architectures[number].costs[SFL_MONEY_NPV][SFL_PART_TOTAL].values;
    char          classes[8];
    snprintf(classes, sizeof classes, "c%d", (int)(number % 8));
    for (int32_t i = 0; i < SFL_HTML_COUNT_OF(shown); ++i) {
        double y = at(histogram, values[shown[i]]) * scale;
        sfl_svg_mark_at(svg, marks[i], classes, values[shown[i]], isnan(y) ? svg->y_to : y);
    }
}

static void add_density(sfl_svg *svg, int32_t number, double per)
{
    const sfl_summary_histogram *histogram = histogram_of(svg->html, number);
    char                         series[16], classes[24];
    snprintf(classes, sizeof classes, "l %s", sfl_svg_series(number, series));
    sfl_svg_path(svg, classes);
    for (int32_t i = 0; i < histogram->n; ++i)
        sfl_svg_point(svg, middle_of(histogram, i), density_of(histogram, i) * per);
    sfl_svg_path_end(svg);
    add_marks(svg, number, density_at, per);
}

static void add_cumulative(sfl_svg *svg, int32_t number)
{
    const sfl_summary_histogram *histogram = histogram_of(svg->html, number);
    double                       share     = histogram->below;
    char                         series[16], classes[24];
    snprintf(classes, sizeof classes, "l %s", sfl_svg_series(number, series));
    sfl_svg_path(svg, classes);
    sfl_svg_point(svg, histogram->from, share);
    for (int32_t i = 0; i < histogram->n; ++i) {
        share += histogram->shares[i];
        sfl_svg_point(svg, edge_of(histogram, i + 1), share);
    }
    sfl_svg_path_end(svg);
    add_marks(svg, number, cumulative_at, 1.0);
}

static void add_key(const sfl_svg *svg)
{
    sfl_html_chart_key(svg);
    for (int32_t i = 0; i < svg->html->summary->n_architectures; ++i) {
        char series[16], classes[24];
        snprintf(classes, sizeof classes, "l %s", sfl_svg_series(i, series));
        sfl_html_chart_entry(svg, classes, false, svg->html->summary->architectures[i].name);
    }
    sfl_html_chart_key_end(svg);
}

/* ---- numbers ---- */

static void add_table(const sfl_html *html, int32_t number)
{
    static const char *const     headings[] = {"cost up to", "share of the step", "cumulative"};
    const sfl_summary_histogram *histogram  = histogram_of(html, number);
    double                       share      = histogram->below;
    sfl_html_table_open(html, html->summary->architectures[number].name,
                        "npv in equal steps; the first row is all below", headings, 3);
    for (int32_t i = 0; i <= histogram->n; ++i) {
        double step = i == 0 ? histogram->below : histogram->shares[i - 1];
        share       = i == 0 ? step : share + step;
        sfl_html_row_number(html, edge_of(histogram, i), SFL_HTML_TOTAL);
        sfl_html_cell(html, step, SFL_HTML_SHARE);
        sfl_html_cell(html, share, SFL_HTML_SHARE);
    }
    sfl_html_table_close(html);
}

/* ---- figures ---- */

static void add_density_figure(sfl_svg svg)
{
    const sfl_html *html = svg.html;
    double          per  = round_step(svg.x_to - svg.x_from);
    char            step[SFL_PEOPLE_BYTES], caption[200];
    sfl_people_money(per, html->sign, 3, step);
    sfl_html_trim(step);
    snprintf(caption, sizeof caption,
             "Density of the total cost (npv): share of futures per %s; dot 50\x1f%%, rings 5 and 95\x1f%%, diamond mean of "
             "the worst 5\x1f%%",
             step);
    sfl_html_chart chart = {.kind = "density", .group = "density", .caption = caption, .y_per = per};
    svg.y_to *= 1.05 * per;
    sfl_html_chart_open(&chart, &svg);
    for (int32_t i = 0; i < html->summary->n_architectures; ++i)
        add_density(&svg, i, per);
    add_key(&svg);
    sfl_html_chart_numbers(html, &chart);
    for (int32_t i = 0; i < html->summary->n_architectures; ++i)
        add_table(html, i);
    sfl_html_chart_numbers_end(html);
    sfl_html_chart_close(html);
}

static void add_cumulative_figure(sfl_svg svg)
{
    sfl_html_chart chart = {.kind    = "cumulative",
                            .group   = "cumulative",
                            .of      = "density",
                            .caption = "Cumulative: share of futures that cost at most so much (npv); the same marks"};
    svg.y_to             = 1.0;
    sfl_html_chart_open(&chart, &svg);
    for (int32_t i = 0; i < svg.html->summary->n_architectures; ++i)
        add_cumulative(&svg, i);
    add_key(&svg);
    sfl_html_raw(svg.html, "<p class=see>Numbers: in the table of the <a href=#density-0>density</a>.</p>");
    sfl_html_chart_close(svg.html);
}

void sfl_html_density(const sfl_html *html)
{
    sfl_svg svg = {.html = html, .x_unit = SFL_HTML_MONEY, .y_unit = SFL_HTML_SHARE};
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        if (histogram_of(html, i)->n == 0) return;
    }
    find_bounds(html, &svg);
    sfl_html_raw(html, "<h3>How it is spread</h3><div class=pair>");
    add_density_figure(svg);
    add_cumulative_figure(svg);
    sfl_html_raw(html, "</div>");
}
