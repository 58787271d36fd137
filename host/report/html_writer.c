/* See html_writer.h. */
#include "host/report/html_writer.h"

#include "host/base/text.h"
#include "host/report/people.h"
#include "host/report/prose.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *sfl_html_unit_word(sfl_html_unit unit)
{
    static const char *const words[SFL_HTML_UNIT_COUNT] = {"money", "total", "share", "number", "whole"};
    return words[unit];
}

void sfl_html_raw(const sfl_html *html, const char *markup)
{
    sfl_buffer_add_n(html->buffer, markup, strlen(markup));
}

void sfl_html_rawf(const sfl_html *html, const char *format, ...)
{
    char    text[512]; /* the house's pieces of markup are short, names never pass here */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    sfl_html_raw(html, text);
}

/* What stands in place of a character; NULL: itself. */
static const char *entity_of(uint32_t code)
{
    switch (code) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case SFL_PROSE_TIED_SPACE: return "\u00a0";
    case '\n':
    case '\t': return NULL;
    default: return sfl_utf8_is_control(code) ? "\ufffd" : NULL;
    }
}

void sfl_html_text(const sfl_html *html, const char *text)
{
    if (text == NULL) text = "–";
    while (*text != '\0') {
        uint32_t    code    = 0;
        size_t      n_bytes = sfl_utf8_next(text, &code);
        const char *entity  = n_bytes == 0 ? "\ufffd" : entity_of(code);
        if (n_bytes == 0) n_bytes = 1;
        sfl_buffer_add_n(html->buffer, entity != NULL ? entity : text, entity != NULL ? strlen(entity) : n_bytes);
        text += n_bytes;
    }
}

static void round_for_people(const sfl_html *html, double value, sfl_html_unit unit, char out[SFL_PEOPLE_BYTES])
{
    switch (unit) {
    case SFL_HTML_MONEY: sfl_people_money(value, html->sign, 3, out); return;
    case SFL_HTML_TOTAL: sfl_people_money(value, html->sign, 4, out); return;
    case SFL_HTML_SHARE: sfl_people_share(value, out); return;
    case SFL_HTML_NUMBER:
        if (value == 0.0)
            sfl_people_fixed(value, 0, out); /* 0 without its decimals */
        else
            sfl_people_number(value, out);
        return;
    case SFL_HTML_WHOLE: sfl_people_fixed(value, 0, out); return;
    case SFL_HTML_UNIT_COUNT: break;
    }
    out[0] = '\0';
}

void sfl_html_rounded(const sfl_html *html, double value, sfl_html_unit unit)
{
    char text[SFL_PEOPLE_BYTES];
    round_for_people(html, value, unit, text);
    sfl_html_text(html, text);
}

void sfl_html_trim(char *text)
{
    char *point = strchr(text, '.');
    if (point == NULL) return;
    char *end = point + 1 + strspn(point + 1, "0123456789"), *keep = end;
    while (keep[-1] == '0')
        --keep;
    if (keep == point + 1) keep = point;
    memmove(keep, end, strlen(end) + 1);
}

void sfl_html_tick(const sfl_html *html, double value, sfl_html_unit unit)
{
    char text[SFL_PEOPLE_BYTES];
    round_for_people(html, value, unit, text);
    sfl_html_trim(text);
    sfl_html_text(html, text);
}

void sfl_html_number(const sfl_html *html, double value, sfl_html_unit unit)
{
    char full[SFL_REAL_BYTES];
    if (!isfinite(value)) {
        sfl_html_raw(html, "n/a");
        return;
    }
    sfl_text_real(value, full);
    sfl_html_raw(html, "<data value=");
    sfl_html_raw(html, full);
    sfl_html_raw(html, ">");
    sfl_html_rounded(html, value, unit);
    sfl_html_raw(html, "</data>");
}
