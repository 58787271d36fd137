/* See html_svg.h. */
#include "host/report/html_svg.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define LEFT 58.0
#define RIGHT 592.0
#define TOP 10.0
#define BOTTOM 250.0

double sfl_svg_x(const sfl_svg *svg, double x)
{
    return LEFT + (RIGHT - LEFT) * ((x - svg->x_from) / (svg->x_to - svg->x_from));
}

double sfl_svg_y(const sfl_svg *svg, double y)
{
    return BOTTOM - (BOTTOM - TOP) * ((y - svg->y_from) / (svg->y_to - svg->y_from));
}

const char *sfl_svg_series(int32_t i, char out[16])
{
    snprintf(out, 16, "c%d d%d", (int)(i % 8), (int)(i % 5));
    return out;
}

static long tenths_of(double value)
{
    return lround(10.0 * fmin(fmax(value, -999.0), 9999.0));
}

/* "12.5", "-.3": no byte more than SVG wants. */
static void add_tenths(const sfl_html *html, long tenths)
{
    long size = labs(tenths), whole = size / 10;
    if (tenths < 0) sfl_html_raw(html, "-");
    if (whole > 0 || size == 0) sfl_html_rawf(html, "%ld", whole);
    if (size % 10 != 0) sfl_html_rawf(html, ".%ld", size % 10);
}

void sfl_svg_coordinate(const sfl_html *html, const char *before, double value)
{
    sfl_html_raw(html, before);
    add_tenths(html, tenths_of(value));
}

/* ---- axes ---- */

/* 1, 2 or 5 times a power of ten, so that about n of them fill the range. */
static double step_of(double from, double to, double n)
{
    double least = (to - from) / n;
    double power = pow(10.0, floor(log10(least)));
    double times = least / power;
    if (times <= 1.0) return power;
    return power * (times <= 2.0 ? 2.0 : times <= 5.0 ? 5.0 : 10.0);
}

static double months_of(int32_t n_months)
{
    static const double steps[] = {1.0, 2.0, 3.0, 6.0, 12.0, 24.0, 60.0};
    size_t              i       = 0;
    while (i + 1 < sizeof steps / sizeof steps[0] && n_months / steps[i] > 10.0)
        ++i;
    return steps[i];
}

static void add_line(const sfl_html *html, const char *class, double x1, double y1, double x2, double y2)
{
    sfl_html_rawf(html, "<path class=%s d=\"", class);
    sfl_svg_coordinate(html, "M", x1);
    sfl_svg_coordinate(html, " ", y1);
    sfl_svg_coordinate(html, "L", x2);
    sfl_svg_coordinate(html, " ", y2);
    sfl_html_raw(html, "\"/>");
}

static void open_text(const sfl_html *html, const char *anchor, double x, double y)
{
    sfl_html_rawf(html, "<text text-anchor=%s", anchor);
    sfl_svg_coordinate(html, " x=", x);
    sfl_svg_coordinate(html, " y=", y);
    sfl_html_raw(html, ">");
}

static void add_x_axis(const sfl_svg *svg)
{
    double step = svg->n_months > 0 ? months_of(svg->n_months) : step_of(svg->x_from, svg->x_to, 7.0);
    double most = svg->n_months > 0 ? svg->n_months - 1 : svg->x_to;
    if (svg->n_months > 0 && svg->x_to > svg->n_months)
        most -= 0.5 * step; /* what follows the months has a word of its own */
    for (double k = ceil(svg->x_from / step - 1e-9); k * step <= most * (1.0 + 1e-12) + 1e-12; k += 1.0) {
        double x = sfl_svg_x(svg, k * step);
        add_line(svg->html, "g", x, BOTTOM, x, BOTTOM + 4.0);
        open_text(svg->html, "middle", x, BOTTOM + 18.0);
        sfl_html_tick(svg->html, k * step, svg->x_unit);
        sfl_html_raw(svg->html, "</text>");
    }
}

static void add_y_axis(const sfl_svg *svg)
{
    double step = step_of(svg->y_from, svg->y_to, 7.0);
    for (double k = ceil(svg->y_from / step - 1e-9); k * step <= svg->y_to + 1e-9 * step; k += 1.0) {
        double y = sfl_svg_y(svg, k * step);
        add_line(svg->html, k == 0.0 ? "a" : "g", LEFT, y, RIGHT, y);
        open_text(svg->html, "end", LEFT - 6.0, y + 4.0);
        sfl_html_tick(svg->html, k * step, svg->y_unit);
        sfl_html_raw(svg->html, "</text>");
    }
}

void sfl_svg_widen(sfl_svg *svg)
{
    if (!(svg->x_to > svg->x_from)) svg->x_to = svg->x_from + fmax(1.0, 0.01 * fabs(svg->x_from));
    if (!(svg->y_to > svg->y_from)) svg->y_to = svg->y_from + 1.0;
}

void sfl_svg_axes(const sfl_svg *svg)
{
    add_y_axis(svg);
    add_x_axis(svg);
}

/* ---- what is drawn ---- */

void sfl_svg_path(sfl_svg *svg, const char *classes)
{
    svg->n_points = 0;
    sfl_html_rawf(svg->html, "<path class=\"%s\" d=\"", classes);
}

/* How far from the last point, the first one from the corner: steps are shorter to write than places. They are of rounded
 * places, so that no error adds up. */
void sfl_svg_point(sfl_svg *svg, double x, double y)
{
    if (!isfinite(x) || !isfinite(y)) {
        svg->n_points = 0;
        return;
    }
    long to_x = tenths_of(sfl_svg_x(svg, x)), to_y = tenths_of(sfl_svg_y(svg, y));
    long step_x = to_x - (svg->n_points > 0 ? svg->last_x : 0), step_y = to_y - (svg->n_points > 0 ? svg->last_y : 0);
    sfl_html_raw(svg->html, svg->n_points == 0 ? "M" : svg->n_points == 1 ? "l" : step_x < 0 ? "" : " ");
    add_tenths(svg->html, step_x);
    if (step_y >= 0) sfl_html_raw(svg->html, " ");
    add_tenths(svg->html, step_y);
    svg->last_x = to_x;
    svg->last_y = to_y;
    ++svg->n_points;
}

void sfl_svg_path_end(sfl_svg *svg)
{
    sfl_html_raw(svg->html, "\"/>");
}

void sfl_svg_bar(sfl_svg *svg, const char *classes, double x, double half_width, double y)
{
    if (!(y > 0.0)) return;
    double left = sfl_svg_x(svg, x - half_width), top = sfl_svg_y(svg, y);
    sfl_html_rawf(svg->html, "<rect class=\"%s\"", classes);
    sfl_svg_coordinate(svg->html, " x=", left);
    sfl_svg_coordinate(svg->html, " y=", top);
    sfl_svg_coordinate(svg->html, " width=", sfl_svg_x(svg, x + half_width) - left);
    sfl_svg_coordinate(svg->html, " height=", BOTTOM - top);
    sfl_html_raw(svg->html, " />");
}

void sfl_svg_text(sfl_svg *svg, double x, double y, const char *words)
{
    open_text(svg->html, "middle", sfl_svg_x(svg, x), y);
    sfl_html_text(svg->html, words);
    sfl_html_raw(svg->html, "</text>");
}

void sfl_svg_mark_at(sfl_svg *svg, sfl_svg_mark mark, const char *classes, double x, double y)
{
    if (!isfinite(x) || !isfinite(y)) return;
    double cx = sfl_svg_x(svg, x), cy = sfl_svg_y(svg, y);
    if (mark == SFL_SVG_DIAMOND) {
        sfl_html_rawf(svg->html, "<path class=\"m %s\"", classes);
        sfl_svg_coordinate(svg->html, " d=\"M", cx);
        sfl_svg_coordinate(svg->html, " ", cy - 5.5);
        sfl_html_raw(svg->html, "l5.5 5.5-5.5 5.5-5.5-5.5z\"/>");
        return;
    }
    sfl_html_rawf(svg->html, "<circle class=\"%s %s\" r=%s", mark == SFL_SVG_DOT ? "m" : "o", classes,
                  mark == SFL_SVG_DOT ? "4.5" : "3.5");
    sfl_svg_coordinate(svg->html, " cx=", cx);
    sfl_svg_coordinate(svg->html, " cy=", cy);
    sfl_html_raw(svg->html, " />");
}
