/* Colours are the basic ones of ECMA-48, so that a terminal's own theme decides how they look. */
#include "host/report/paper.h"

#include "host/report/width.h"

#include <string.h>

sfl_paper sfl_paper_of(const sfl_report_options *options)
{
    sfl_paper paper = {SFL_PAGE_WIDTH, false, false};
    if (options == NULL) return paper;
    if (options->width > 0) paper.width = options->width;
    if (paper.width < SFL_PAGE_LEAST_WIDTH) paper.width = SFL_PAGE_LEAST_WIDTH;
    paper.has_colour = options->has_colour;
    paper.is_ascii   = options->is_ascii;
    return paper;
}

/* ---- colour ---- */

void sfl_paper_paint(const sfl_paper *paper, sfl_paint paint, sfl_buffer *buffer)
{
    static const int codes[SFL_PAINT_COUNT] = {0, 1, 2, 32, 33, 31};
    if (paper->has_colour && paint != SFL_PAINT_NONE) sfl_buffer_add(buffer, "\x1b[%dm", codes[paint]);
}

void sfl_paper_unpaint(const sfl_paper *paper, sfl_paint paint, sfl_buffer *buffer)
{
    if (paper->has_colour && paint != SFL_PAINT_NONE) sfl_buffer_add(buffer, "\x1b[0m");
}

sfl_paint sfl_paint_of_risk(double probability)
{
    return probability > 0.5 ? SFL_PAINT_BAD : probability > 0.2 ? SFL_PAINT_CARE : SFL_PAINT_NONE;
}

/* ---- characters ---- */

const char *sfl_paper_ellipsis(const sfl_paper *paper)
{
    return paper->is_ascii ? "..." : "…";
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < 0x80)
        ++text;
    return *text == '\0';
}

/* The spelling of the character that text begins with, n_bytes long; NULL: none. */
static const char *spelling_of(const char *text, size_t n_bytes)
{
    static const struct {
        const char *character, *spelling;
    } rows[] = {{"±", "+-"}, {"…", "..."}, {"×", "x"}, {"−", "-"}, {"–", "-"}, {"€", "EUR"}, {"£", "GBP"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i) {
        if (strlen(rows[i].character) == n_bytes && strncmp(text, rows[i].character, n_bytes) == 0)
            return rows[i].spelling;
    }
    return NULL;
}

static void spell_next(const char *text, size_t n_bytes, int32_t width, sfl_buffer *buffer)
{
    const char *spelling = spelling_of(text, n_bytes);
    if ((unsigned char)text[0] < 0x80) {
        sfl_buffer_add_n(buffer, text, n_bytes);
    } else if (spelling != NULL) {
        sfl_buffer_add(buffer, "%s", spelling);
    } else {
        sfl_buffer_add_n(buffer, "??", (size_t)width);
    }
}

void sfl_paper_spell(const sfl_paper *paper, const char *text, sfl_buffer *buffer)
{
    if (!paper->is_ascii || is_ascii(text)) {
        sfl_buffer_add_n(buffer, text, strlen(text));
        return;
    }
    while (*text != '\0') {
        int32_t width;
        bool    is_shown;
        size_t  n_bytes = sfl_width_next(text, &width, &is_shown);
        spell_next(text, n_bytes, width, buffer);
        text += n_bytes;
    }
}
