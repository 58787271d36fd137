/* The workbook's lists: assumptions, every figure of the answer by its name, and what another run needs to give the same. */
#include "host/report/xlsx.h"

#include "host/base/text.h"
#include "host/summary/figure.h"

#include <inttypes.h>
#include <string.h>

/* ---- assumptions ---- */

static const sfl_head driver_heads[] = {{"Driver", 44}, {"Month", 8}, {"mean", 12},
                                        {"5 %", 12},    {"50 %", 12}, {"95 %", 12}};

void sfl_xlsx_assumptions(sfl_book *book)
{
    sfl_book_sheet(book, "Assumptions", "What the assumptions imply", "Index of every driver, 1 at month 0",
                   driver_heads, SFL_COUNT_OF(driver_heads), 1);
    for (int32_t i = 0; i < book->summary->n_drivers; ++i) {
        const sfl_driver_row *driver = &book->summary->drivers[i];
        for (int32_t j = 0; j < driver->n_months; ++j) {
            const sfl_driver_month *month = &driver->months[j];
            sfl_book_text(book, SFL_FORM_TEXT, driver->name);
            sfl_book_number(book, SFL_FORM_WHOLE, month->month);
            sfl_book_number(book, SFL_FORM_REAL, month->mean);
            sfl_book_number(book, SFL_FORM_REAL, month->q05);
            sfl_book_number(book, SFL_FORM_REAL, month->q50);
            sfl_book_number(book, SFL_FORM_REAL, month->q95);
            sfl_book_next_row(book);
        }
    }
    sfl_book_filter(book, SFL_COUNT_OF(driver_heads));
}

/* ---- figures ---- */

static const sfl_head figure_heads[] = {{"Figure", 64}, {"value", 22}, {"low", 22}, {"high", 22}, {"Unit", 12}};

static void begin_figures(sfl_book *book, const char *name)
{
    sfl_book_sheet(book, name, "Every figure of the answer",
                   "Named as in the JSON: measure(where it stands). low, high: its interval. Up to 16 digits.",
                   figure_heads, SFL_COUNT_OF(figure_heads), 1);
}

/* Where a sheet is full the list goes on in another. */
static void begin_next(sfl_book *book)
{
    static const char *const names[] = {"Figures", "Figures 2", "Figures 3", "Figures 4"};
    sfl_book_filter(book, SFL_COUNT_OF(figure_heads));
    for (int32_t i = 0; i + 1 < SFL_COUNT_OF(names); ++i) {
        if (strcmp(names[i], book->name) != 0) continue;
        begin_figures(book, names[i + 1]);
        return;
    }
}

static void take_figure(void *context, const sfl_figure *figure)
{
    sfl_book *book = context;
    char      unit[64];
    if (book->row >= SFL_BOOK_MOST_ROWS) begin_next(book);
    sfl_book_say(book, SFL_FORM_TEXT, "%s(%s)", figure->measure, figure->of);
    sfl_book_number(book, SFL_FORM_PLAIN, figure->value);
    sfl_book_number(book, SFL_FORM_PLAIN, figure->in != NULL ? figure->in->low : NAN);
    sfl_book_number(book, SFL_FORM_PLAIN, figure->in != NULL ? figure->in->high : NAN);
    sfl_book_text(book, SFL_FORM_TEXT, sfl_figure_unit_text(figure->unit, book->summary->currency, unit));
    sfl_book_next_row(book);
}

void sfl_xlsx_figures(sfl_book *book)
{
    begin_figures(book, "Figures");
    /* The walk offers intervals to those who fill them in; nothing here does. */
    sfl_summary_each_figure((sfl_summary *)(uintptr_t)book->summary, take_figure, book);
    sfl_book_filter(book, SFL_COUNT_OF(figure_heads));
}

/* ---- capsule ---- */

#define LINE_BYTES 8000 /* a cell holds 32,767 characters of UTF-16 */

static const sfl_head capsule_heads[] = {{"What", 24}, {"Value", 120}};

static void write_fact(sfl_book *book, const char *name, const char *value)
{
    if (value == NULL) return;
    sfl_book_text(book, SFL_FORM_TEXT, name);
    sfl_book_text(book, SFL_FORM_TEXT, value);
    sfl_book_next_row(book);
}

static void write_fact_number(sfl_book *book, const char *name, double value)
{
    sfl_book_text(book, SFL_FORM_TEXT, name);
    sfl_book_number(book, SFL_FORM_PLAIN, value);
    sfl_book_next_row(book);
}

/* A piece of a line that a cell can hold, cut between characters; its length. */
static size_t piece_of(const char *line, size_t n_bytes)
{
    if (n_bytes < LINE_BYTES) return n_bytes;
    size_t n = LINE_BYTES - 1;
    while (n > 0 && ((unsigned char)line[n] & 0xC0) == 0x80)
        --n;
    return n;
}

static void write_line(sfl_book *book, const char *line, size_t n_bytes, int32_t number)
{
    char text[LINE_BYTES];
    do {
        size_t n = piece_of(line, n_bytes);
        memcpy(text, line, n);
        text[n] = '\0';
        sfl_book_number(book, SFL_FORM_WHOLE, number);
        sfl_book_text(book, SFL_FORM_TEXT, text);
        sfl_book_next_row(book);
        line += n;
        n_bytes -= n;
    } while (n_bytes > 0);
}

/* The scenario line by line, each with its number; a line that goes on in another cell keeps its number. */
static void write_scenario(sfl_book *book, const char *text)
{
    static const sfl_head heads[] = {{"Line", 0},
                                     {"The scenario, as shortfall dump writes it; a line too long for one cell goes on "
                                      "in the next, under the same number",
                                      0}};
    if (text == NULL) return;
    sfl_book_next_row(book);
    sfl_book_heads(book, heads, SFL_COUNT_OF(heads));
    int32_t number = 1;
    while (*text != '\0') {
        size_t n = strcspn(text, "\n");
        write_line(book, text, n, number++);
        text += text[n] == '\n' ? n + 1 : n;
    }
}

void sfl_xlsx_capsule(sfl_book *book)
{
    const sfl_summary *summary = book->summary;
    char               seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, summary->seed);
    sfl_book_sheet(book, "Capsule", "What another run needs to give the same",
                   "Save the scenario below as a file; the same seed and paths give every digit again", capsule_heads,
                   SFL_COUNT_OF(capsule_heads), 0);
    write_fact(book, "version", summary->run.version);
    write_fact(book, "file", summary->run.file);
    for (int32_t i = 0; i < summary->run.n_overrides; ++i)
        write_fact(book, "override", summary->run.overrides[i]);
    write_fact(book, "time", summary->run.time);
    write_fact(book, "seed", seed);
    write_fact_number(book, "paths", (double)summary->paths);
    if (summary->split_paths > 0) write_fact_number(book, "split paths", (double)summary->split_paths);
    write_fact(book, "is partial", summary->is_partial ? "yes" : "no");
    write_fact(book, "sampling", summary->sampling);
    write_fact_number(book, "level of intervals", summary->level);
    write_fact_number(book, "months", summary->n_months);
    write_fact(book, "currency", summary->currency);
    write_fact(book, "sha256 of the scenario", summary->text != NULL ? summary->sha256 : NULL);
    write_fact(book, "fingerprint", summary->fingerprint);
    write_scenario(book, summary->text);
}
