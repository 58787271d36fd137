/* Tables of the HTML answer: a caption, column headings with scope, a heading for each row, numbers with their full value. */
#ifndef SFL_REPORT_HTML_TABLE_H
#define SFL_REPORT_HTML_TABLE_H

#include "host/report/html_writer.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Opens a table inside a region that scrolls sideways and takes the focus. caption: the house's words; name: of the
 * scenario, put before it; may be NULL. headings [n]: the house's; one that begins with '<' heads a column of names. */
void sfl_html_table_open(const sfl_html *html, const char *name, const char *caption, const char *const *headings,
                         int32_t n);
void sfl_html_table_close(const sfl_html *html);

/* Begins a row with its heading. */
void sfl_html_row(const sfl_html *html, const char *name);
void sfl_html_row_whole(const sfl_html *html, int32_t number);
void sfl_html_row_number(const sfl_html *html, double value, sfl_html_unit unit);
/* Cells of the row: `<td data-v=FULL>$41.2M`, the number unrounded for programs, rounded for people; "n/a" where it is none.
 * (`<data>` would say the same with a dozen bytes more, thousands of times.) */
void sfl_html_cell(const sfl_html *html, double value, sfl_html_unit unit);
void sfl_html_cell_shaded(const sfl_html *html, const char *class_, double value, sfl_html_unit unit);
void sfl_html_cell_text(const sfl_html *html, const char *text);
void sfl_html_cell_whole(const sfl_html *html, int32_t number);
/* A month, which a NaN is none of: a dash. */
void sfl_html_cell_month(const sfl_html *html, double month);

#define SFL_HTML_COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))

#ifdef __cplusplus
}
#endif
#endif
