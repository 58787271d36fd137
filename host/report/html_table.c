/* See html_table.h. End tags that HTML does not want (tr, th, td, thead, tbody) are left out: a page has thousands of cells. */
#include "host/report/html_table.h"

#include "host/base/text.h"

#include <inttypes.h>
#include <math.h>

static void add_caption(const sfl_html *html, const char *name, const char *caption)
{
    if (name != NULL) {
        sfl_html_text(html, name);
        sfl_html_raw(html, ": ");
    }
    sfl_html_text(html, caption);
}

/* page.js takes the name from the first <b>. */
static void add_visible(const sfl_html *html, const char *name, const char *caption)
{
    if (name != NULL) {
        sfl_html_raw(html, "<b>");
        sfl_html_text(html, name);
        sfl_html_raw(html, "</b>: ");
    }
    sfl_html_text(html, caption);
}

void sfl_html_table_open(const sfl_html *html, const char *name, const char *caption, const char *const *headings,
                         int32_t n)
{
    sfl_html_raw(html, "<div class=wide tabindex=0 role=region aria-label=\"");
    add_caption(html, name, caption);
    sfl_html_raw(html, "\"><table><caption>");
    add_visible(html, name, caption);
    sfl_html_raw(html, "</caption><thead><tr>");
    for (int32_t i = 0; i < n; ++i) {
        bool is_text = headings[i][0] == '<';
        sfl_html_raw(html, is_text ? "<th scope=col class=t>" : "<th scope=col>");
        sfl_html_text(html, headings[i] + (is_text ? 1 : 0));
    }
    sfl_html_raw(html, "<tbody>");
}

void sfl_html_table_close(const sfl_html *html)
{
    sfl_html_raw(html, "</table></div>\n");
}

void sfl_html_row(const sfl_html *html, const char *name)
{
    sfl_html_raw(html, "\n<tr><th scope=row>");
    sfl_html_text(html, name);
}

void sfl_html_row_whole(const sfl_html *html, int32_t number)
{
    sfl_html_rawf(html, "\n<tr><th scope=row>%" PRId32, number);
}

/* Ends the tag that is open, its number in it. */
static void add_number(const sfl_html *html, double value, sfl_html_unit unit)
{
    char full[SFL_REAL_BYTES];
    if (isfinite(value)) {
        sfl_text_real(value, full);
        sfl_html_raw(html, " data-v=");
        sfl_html_raw(html, full);
    }
    sfl_html_raw(html, ">");
    sfl_html_rounded(html, value, unit);
}

void sfl_html_row_number(const sfl_html *html, double value, sfl_html_unit unit)
{
    sfl_html_raw(html, "\n<tr><th scope=row");
    add_number(html, value, unit);
}

void sfl_html_cell(const sfl_html *html, double value, sfl_html_unit unit)
{
    sfl_html_raw(html, "<td");
    add_number(html, value, unit);
}

void sfl_html_cell_shaded(const sfl_html *html, const char *class_, double value, sfl_html_unit unit)
{
    sfl_html_rawf(html, "<td class=%s", class_);
    add_number(html, value, unit);
}

void sfl_html_cell_text(const sfl_html *html, const char *text)
{
    sfl_html_raw(html, "<td class=t>");
    sfl_html_text(html, text);
}

void sfl_html_cell_whole(const sfl_html *html, int32_t number)
{
    sfl_html_rawf(html, "<td>%" PRId32, number);
}

void sfl_html_cell_month(const sfl_html *html, double month)
{
    if (isnan(month))
        sfl_html_raw(html, "<td>–");
    else
        sfl_html_cell(html, month, SFL_HTML_WHOLE);
}
