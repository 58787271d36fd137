/* A chart: a figure with a caption, its drawing, a key, and the table of its numbers, from which page.js draws it anew. */
#ifndef SFL_REPORT_HTML_CHART_H
#define SFL_REPORT_HTML_CHART_H

#include "host/report/html_svg.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_html_chart {
    const char *kind;  /* by which page.js draws: range, density, cumulative, fan, reach, units */
    const char *group; /* with `number` the figure's id: "spend-2" */
    int32_t     number;
    const char *of;        /* group of the figure that holds the table, where it is not this one; else NULL */
    const char *name, *to; /* names of the scenario that stand before the caption; NULL: none */
    const char *caption;   /* the house's words: what it shows, of which unit */
    double      y_per;     /* of a density: the step of x that its shares are of; else 0 */
} sfl_html_chart;

/* Begins the figure and its drawing, axes and all. */
void sfl_html_chart_open(const sfl_html_chart *chart, sfl_svg *svg);
/* Ends the drawing and begins the key. */
void sfl_html_chart_key(const sfl_svg *svg);
/* One entry: a line or an area of these classes, and what it is. */
void sfl_html_chart_entry(const sfl_svg *svg, const char *classes, bool is_area, const char *words);
/* Ends the key. Then either the numbers, tables between the two calls, or none of its own; then the end. */
void sfl_html_chart_key_end(const sfl_svg *svg);
void sfl_html_chart_numbers(const sfl_html *html, const sfl_html_chart *chart);
void sfl_html_chart_numbers_end(const sfl_html *html);
void sfl_html_chart_close(const sfl_html *html);

#ifdef __cplusplus
}
#endif
#endif
