/* Provisioned and self-hosted capacity: units, utilisation, overflow. */
#include "host/report/html.h"

#include <math.h>
#include <stdio.h>

static void add_channels(const sfl_html *html)
{
    static const char *const headings[] = {
        "<architecture", "<channel", "<kind", "utilisation", "from",        "to",
        "overflow",      "from",     "to",    "unserved",    "first units", "last units"};
    sfl_html_table_open(html, NULL, "Shares of capacity and of load, mean units in the first and last month", headings,
                        SFL_HTML_COUNT_OF(headings));
    for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &html->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_channels; ++j) {
            const sfl_summary_channel *channel = &architecture->channels[j];
            sfl_html_row(html, architecture->name);
            sfl_html_cell_text(html, channel->name);
            sfl_html_cell_text(html, channel->kind);
            sfl_html_cell(html, channel->utilisation, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->utilisation_in.low, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->utilisation_in.high, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->overflow, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->overflow_in.low, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->overflow_in.high, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->unserved, SFL_HTML_SHARE);
            sfl_html_cell(html, channel->units[0], SFL_HTML_NUMBER);
            sfl_html_cell(html, channel->units[html->summary->n_months - 1], SFL_HTML_NUMBER);
        }
    }
    sfl_html_table_close(html);
}

/* ---- units by month ---- */

static void add_lines(sfl_svg *svg, const sfl_summary_architecture *architecture)
{
    char series[16], classes[24];
    for (int32_t i = 0; i < architecture->n_channels; ++i) {
        snprintf(classes, sizeof classes, "l %s", sfl_svg_series(i, series));
        sfl_svg_path(svg, classes);
        for (int32_t month = 0; month < svg->n_months; ++month)
            sfl_svg_point(svg, month, architecture->channels[i].units[month]);
        sfl_svg_path_end(svg);
    }
    sfl_html_chart_key(svg);
    for (int32_t i = 0; i < architecture->n_channels; ++i) {
        snprintf(classes, sizeof classes, "l %s", sfl_svg_series(i, series));
        sfl_html_chart_entry(svg, classes, false, architecture->channels[i].name);
    }
    sfl_html_chart_key_end(svg);
}

static void add_table(const sfl_html *html, const sfl_summary_channel *channel)
{
    static const char *const headings[] = {"month", "units"};
    sfl_html_table_open(html, channel->name, "mean units by month", headings, 2);
    for (int32_t month = 0; month < html->summary->n_months; ++month) {
        sfl_html_row_whole(html, month);
        sfl_html_cell(html, channel->units[month], SFL_HTML_NUMBER);
    }
    sfl_html_table_close(html);
}

static void add_figure(const sfl_html *html, int32_t number)
{
    const sfl_summary_architecture *architecture = &html->summary->architectures[number];
    sfl_svg                         svg          = {.html     = html,
                                                    .x_to     = html->summary->n_months - 1,
                                                    .x_unit   = SFL_HTML_WHOLE,
                                                    .y_unit   = SFL_HTML_NUMBER,
                                                    .n_months = html->summary->n_months};
    sfl_html_chart                  chart        = {.kind    = "units",
                                                    .group   = "units",
                                                    .number  = number,
                                                    .name    = architecture->name,
                                                    .caption = "mean units in use by month"};
    for (int32_t i = 0; i < architecture->n_channels; ++i) {
        for (int32_t month = 0; month < svg.n_months; ++month)
            svg.y_to = fmax(svg.y_to, 1.05 * architecture->channels[i].units[month]);
    }
    sfl_html_chart_open(&chart, &svg);
    add_lines(&svg, architecture);
    sfl_html_chart_numbers(html, &chart);
    for (int32_t i = 0; i < architecture->n_channels; ++i)
        add_table(html, &architecture->channels[i]);
    sfl_html_chart_numbers_end(html);
    sfl_html_chart_close(html);
}

void sfl_html_capacity(const sfl_html *html)
{
    int32_t n_channels = 0;
    for (int32_t i = 0; i < html->summary->n_architectures; ++i)
        n_channels += html->summary->architectures[i].n_channels;
    sfl_html_section(html, "capacity", "Capacity");
    if (n_channels > 0) {
        add_channels(html);
        sfl_html_raw(html, "<div class=pair>");
        for (int32_t i = 0; i < html->summary->n_architectures; ++i) {
            if (html->summary->architectures[i].n_channels > 0) add_figure(html, i);
        }
        sfl_html_raw(html, "</div>");
    } else {
        sfl_html_raw(html, "<p>Nothing is provisioned or self-hosted.</p>");
    }
    sfl_html_section_end(html);
}
