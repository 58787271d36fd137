/* Elements, text and numbers of the HTML answer. Here and nowhere else what a scenario says enters the page, escaped: it
 * can become neither markup nor script. Markup given as `markup` is the house's own. */
#ifndef SFL_REPORT_HTML_WRITER_H
#define SFL_REPORT_HTML_WRITER_H

#include "host/base/buffer.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_html {
    const sfl_summary *summary;
    sfl_buffer        *buffer;
    const char        *sign; /* of the currency, sfl_people_sign */
} sfl_html;

/* How a number is put for people. */
typedef enum sfl_html_unit {
    SFL_HTML_MONEY,
    SFL_HTML_TOTAL, /* money with a digit more, for totals that lie close together */
    SFL_HTML_SHARE,
    SFL_HTML_NUMBER,
    SFL_HTML_WHOLE,
    SFL_HTML_UNIT_COUNT
} sfl_html_unit;

/* The word of data-unit, by which page.js puts numbers the same way. */
const char *sfl_html_unit_word(sfl_html_unit unit);

/* Markup of the house, as it stands. */
void sfl_html_raw(const sfl_html *html, const char *markup);
void sfl_html_rawf(const sfl_html *html, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text of whatever origin, for content and for attributes between double quotes; NULL: a dash. SFL_PROSE_TIED_SPACE becomes a
 * no-break space, bytes that are no UTF-8 the replacement character. */
void sfl_html_text(const sfl_html *html, const char *text);

/* `<data value=FULL>$41.2M</data>`: the number unrounded for programs, rounded for people; "n/a" where it is none. */
void sfl_html_number(const sfl_html *html, double value, sfl_html_unit unit);
/* Takes the zeros at the end of a number's decimals: "$1.50M" to "$1.5M". */
void sfl_html_trim(char *text);
/* A tick of an axis: rounded, without zeros that say nothing, "$5M". */
void sfl_html_tick(const sfl_html *html, double value, sfl_html_unit unit);
/* The rounded text alone. */
void sfl_html_rounded(const sfl_html *html, double value, sfl_html_unit unit);

#ifdef __cplusplus
}
#endif
#endif
