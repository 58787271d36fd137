/* See html_chart.h. */
#include "host/report/html_chart.h"

#include "host/base/text.h"

#include <inttypes.h>

static void add_caption(const sfl_html *html, const sfl_html_chart *chart)
{
    if (chart->name != NULL) sfl_html_text(html, chart->name);
    if (chart->to != NULL) {
        sfl_html_text(html, " → ");
        sfl_html_text(html, chart->to);
    }
    if (chart->name != NULL) sfl_html_raw(html, ": ");
    sfl_html_text(html, chart->caption);
}

/* What the axes span, so that both drawings span the same. */
static void add_box(const sfl_html *html, const sfl_svg *svg)
{
    const double bounds[] = {svg->x_from, svg->x_to, svg->y_from, svg->y_to};
    sfl_html_raw(html, " data-box=\"");
    for (int32_t i = 0; i < 4; ++i) {
        char bound[SFL_REAL_BYTES];
        sfl_text_real(bounds[i], bound);
        sfl_html_rawf(html, i > 0 ? " %s" : "%s", bound);
    }
    sfl_html_raw(html, "\"");
}

static void open_figure(const sfl_html *html, const sfl_html_chart *chart, const sfl_svg *svg)
{
    sfl_html_rawf(html, "<figure id=%s-%" PRId32 " data-chart=%s data-table=%s-%" PRId32 "-n", chart->group,
                  chart->number, chart->kind, chart->of != NULL ? chart->of : chart->group, chart->number);
    sfl_html_rawf(html, " data-x=%s data-y=%s", svg->n_months > 0 ? "month" : sfl_html_unit_word(svg->x_unit),
                  sfl_html_unit_word(svg->y_unit));
    if (chart->y_per > 0.0) {
        char per[SFL_REAL_BYTES];
        sfl_text_real(chart->y_per, per);
        sfl_html_rawf(html, " data-per=%s", per);
    }
    add_box(html, svg);
    sfl_html_raw(html, "><figcaption>");
    add_caption(html, chart);
    sfl_html_raw(html, "</figcaption>");
}

void sfl_html_chart_open(const sfl_html_chart *chart, sfl_svg *svg)
{
    const sfl_html *html = svg->html;
    sfl_svg_widen(svg);
    open_figure(html, chart, svg);
    sfl_html_rawf(html,
                  "<div class=still><div class=plot tabindex=0 role=group aria-label=drawing><svg viewBox=\"0 0 %d "
                  "%d\" role=img aria-label=\"",
                  SFL_SVG_WIDTH, SFL_SVG_HEIGHT);
    add_caption(html, chart);
    sfl_html_raw(html, "\"><desc>The same numbers stand in the table below.</desc>");
    sfl_svg_axes(svg);
}

void sfl_html_chart_key(const sfl_svg *svg)
{
    sfl_html_raw(svg->html, "</svg></div><ul class=key>");
}

void sfl_html_chart_entry(const sfl_svg *svg, const char *classes, bool is_area, const char *words)
{
    sfl_html_rawf(svg->html, "<li><svg viewBox=\"0 0 28 12\" aria-hidden=true><path class=\"%s\" d=\"%s\"/></svg>",
                  classes, is_area ? "M0 1h28v10H0z" : "M0 6h28");
    sfl_html_text(svg->html, words);
    sfl_html_raw(svg->html, "</li>");
}

void sfl_html_chart_key_end(const sfl_svg *svg)
{
    sfl_html_raw(svg->html, "</ul></div>");
}

void sfl_html_chart_numbers(const sfl_html *html, const sfl_html_chart *chart)
{
    sfl_html_rawf(html, "<details id=%s-%" PRId32 "-n><summary>Numbers<span class=hide> of: ", chart->group,
                  chart->number);
    add_caption(html, chart);
    sfl_html_raw(html, "</span></summary>");
}

void sfl_html_chart_numbers_end(const sfl_html *html)
{
    sfl_html_raw(html, "</details>");
}

void sfl_html_chart_close(const sfl_html *html)
{
    sfl_html_raw(html, "</figure>\n");
}
