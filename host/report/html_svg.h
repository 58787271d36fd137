/* Drawings of the HTML answer as inline SVG, for browsers without scripts and for paper. Colours and strokes are classes of
 * page.css; a Content-Security-Policy without styles in place allows nothing else. */
#ifndef SFL_REPORT_HTML_SVG_H
#define SFL_REPORT_HTML_SVG_H

#include "host/report/html_writer.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_SVG_WIDTH 600
#define SFL_SVG_HEIGHT 280

/* What is drawn lies between the bounds; set all of it. */
typedef struct sfl_svg {
    const sfl_html *html;
    double          x_from, x_to, y_from, y_to;
    sfl_html_unit   x_unit, y_unit;
    int32_t         n_months;       /* of a time axis, whose ticks are months; 0: the axis is of x_unit */
    int32_t         n_points;       /* of the line so far */
    long            last_x, last_y; /* its last one, in tenths */
} sfl_svg;

/* A range without width, or of no numbers, gets one. */
void sfl_svg_widen(sfl_svg *svg);
/* Grid, ticks and axes. */
void sfl_svg_axes(const sfl_svg *svg);

/* A path: begin with its classes, add points, end. A point that is no number breaks the line. */
void sfl_svg_path(sfl_svg *svg, const char *classes);
void sfl_svg_point(sfl_svg *svg, double x, double y);
void sfl_svg_path_end(sfl_svg *svg);

/* A bar from the axis up to y; half_width in the unit of x. The title is shown where the pointer rests. */
void sfl_svg_bar(sfl_svg *svg, const char *classes, double x, double half_width, double y);
void sfl_svg_text(sfl_svg *svg, double x, double y, const char *words); /* of the house, centred */

/* The marks on a curve: a dot for the median, rings for 5 and 95 %, a diamond for the mean of the worst 5 %. */
typedef enum sfl_svg_mark { SFL_SVG_DOT, SFL_SVG_RING, SFL_SVG_DIAMOND } sfl_svg_mark;
void sfl_svg_mark_at(sfl_svg *svg, sfl_svg_mark mark, const char *classes, double x, double y);

/* Place in the drawing, for what is drawn by hand. */
double sfl_svg_x(const sfl_svg *svg, double x);
double sfl_svg_y(const sfl_svg *svg, double y);

/* Classes of the i-th series: its colour and dashes; out holds 16 bytes. */
const char *sfl_svg_series(int32_t i, char out[16]);

/* " 12.5": a coordinate with at most one decimal, by itself. */
void sfl_svg_coordinate(const sfl_html *html, const char *before, double value);

#ifdef __cplusplus
}
#endif
#endif
