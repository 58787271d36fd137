/* Inside this room: the sections of the HTML answer, in the order of the page. */
#ifndef SFL_REPORT_HTML_H
#define SFL_REPORT_HTML_H

#include "host/report/html_chart.h"
#include "host/report/html_table.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `<section>` with an id for the list of contents, and its h2. */
void sfl_html_section(const sfl_html *html, const char *id, const char *heading);
void sfl_html_section_end(const sfl_html *html);

void sfl_html_headline(const sfl_html *html); /* with the h1 */
void sfl_html_risks(const sfl_html *html);
void sfl_html_costs(const sfl_html *html);
void sfl_html_density(const sfl_html *html); /* inside the section of costs */
void sfl_html_months(const sfl_html *html);
void sfl_html_pairs(const sfl_html *html);
void sfl_html_commitments(const sfl_html *html);
void sfl_html_break_even(const sfl_html *html);
void sfl_html_capacity(const sfl_html *html);
void sfl_html_drivers(const sfl_html *html);
void sfl_html_capsule(const sfl_html *html);

#ifdef __cplusplus
}
#endif
#endif
