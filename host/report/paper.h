/* What a page for people is written on: how wide it is, whether it takes colour, and which characters it has. */
#ifndef SFL_REPORT_PAPER_H
#define SFL_REPORT_PAPER_H

#include "host/base/buffer.h"
#include "shortfall.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_PAGE_WIDTH 100      /* of a file */
#define SFL_PAGE_LEAST_WIDTH 60 /* narrower ones are taken as that wide */

typedef struct sfl_paper {
    int32_t width; /* columns that no line exceeds */
    bool    has_colour;
    bool    is_ascii;
} sfl_paper;

/* Colours say what the words say, too: nobody needs to see them. */
typedef enum sfl_paint {
    SFL_PAINT_NONE,
    SFL_PAINT_HEADING, /* bold */
    SFL_PAINT_ASIDE,   /* dim */
    SFL_PAINT_GOOD,    /* green */
    SFL_PAINT_CARE,    /* yellow */
    SFL_PAINT_BAD,     /* red */
    SFL_PAINT_COUNT
} sfl_paint;

/* That of a file where options say nothing. */
sfl_paper sfl_paper_of(const sfl_report_options *options);

/* Escape sequences around painted text; nothing on paper without colour, or for SFL_PAINT_NONE. They take no columns. */
void sfl_paper_paint(const sfl_paper *paper, sfl_paint paint, sfl_buffer *buffer);
void sfl_paper_unpaint(const sfl_paper *paper, sfl_paint paint, sfl_buffer *buffer);

/* A probability of something unwelcome: red above one half, yellow above one fifth. */
sfl_paint sfl_paint_of_risk(double probability);

/* Adds text in the characters of the paper. On ASCII "±" becomes "+-", "…" three dots, "€" EUR, and what has no such
 * spelling a '?' for each column it takes. */
void sfl_paper_spell(const sfl_paper *paper, const char *text, sfl_buffer *buffer);
/* What stands where text is cut: "…" or "...". */
const char *sfl_paper_ellipsis(const sfl_paper *paper);

#ifdef __cplusplus
}
#endif
#endif
