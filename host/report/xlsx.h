/* A workbook being filled, cell by cell: what the sheets' writers (xlsx_*.c) share. They know rows, columns and forms;
 * only xlsx_book.c and xlsx_chart.c know libxlsxwriter. Sheets of a list have a title in row 0, notes in rows 1 and 2, headings in row 3
 * and the list from row 4 on. Nothing here returns an error: the first one is kept in the book. */
#ifndef SFL_REPORT_XLSX_H
#define SFL_REPORT_XLSX_H

#include "host/report/report.h"

#ifdef __cplusplus
extern "C" {
#endif

/* How a cell looks, and what its number is. */
typedef enum sfl_form {
    SFL_FORM_TEXT,
    SFL_FORM_TITLE,
    SFL_FORM_NOTE,
    SFL_FORM_HEAD,
    SFL_FORM_INPUT, /* to be changed by who reads it */
    SFL_FORM_BOLD,
    SFL_FORM_MONEY,
    SFL_FORM_TOTAL, /* money, bold */
    SFL_FORM_SHARE,
    SFL_FORM_WHOLE,
    SFL_FORM_REAL,  /* three decimals */
    SFL_FORM_PLAIN, /* as many digits as it has */
    SFL_FORM_COUNT
} sfl_form;

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

/* Start from {0}, then sfl_book_begin. */
typedef struct sfl_book {
    const sfl_summary    *summary;
    struct lxw_workbook  *workbook;
    struct lxw_worksheet *sheet; /* the running one */
    const char           *name;  /* of it */
    struct lxw_format    *forms[SFL_FORM_COUNT];
    int32_t               row, column; /* of the next cell */
    int32_t               error;       /* the first lxw_error; 0: none */
} sfl_book;

#define SFL_BOOK_HEAD_ROW 3
#define SFL_BOOK_MOST_ROWS 1048576

/* Opens a workbook that will lie at `file`; parts of it lie in `folder` until it is closed. created: seconds since 1970. */
void sfl_book_begin(sfl_book *book, const sfl_summary *summary, const char *file, const char *folder, int64_t created);
/* Writes and frees it. NULL, or what went wrong, in libxlsxwriter's words. */
const char *sfl_book_end(sfl_book *book);

/* Keeps an lxw_error, of which the first one counts; for the files that know libxlsxwriter. */
void sfl_book_keep(sfl_book *book, int32_t error);

typedef struct sfl_head {
    const char *text;
    double      width; /* in characters */
} sfl_head;

/* A new sheet with its title, a note (NULL: none) and its headings, which stay in sight and are printed on every page, as
 * do the first n_frozen columns. The list begins at the next cell. name: a literal. */
void sfl_book_sheet(sfl_book *book, const char *name, const char *title, const char *note, const sfl_head *heads,
                    int32_t n_heads, int32_t n_frozen);
/* Once more, further down: headings in the running row; the next cell is below them. */
void sfl_book_heads(sfl_book *book, const sfl_head *heads, int32_t n_heads);
/* The list can be filtered: from its headings to the row before the running one. */
void sfl_book_filter(sfl_book *book, int32_t n_columns);

void sfl_book_next_row(sfl_book *book);
void sfl_book_skip(sfl_book *book, int32_t n_columns);
/* What it says is text, whatever it begins with. NULL: an empty cell. */
void sfl_book_text(sfl_book *book, sfl_form form, const char *text);
void sfl_book_say(sfl_book *book, sfl_form form, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* An empty cell where the number is none. */
void sfl_book_number(sfl_book *book, sfl_form form, double value);
/* A value and the bounds of its interval, in three cells. */
void sfl_book_interval(sfl_book *book, sfl_form form, double value, sfl_interval in);
void sfl_book_measure(sfl_book *book, sfl_form form, const sfl_distribution *distribution, sfl_measure measure);
void sfl_book_measure_interval(sfl_book *book, sfl_form form, const sfl_distribution *distribution,
                               sfl_measure measure);
/* A formula, "=D5-H5", and its value, for readers who do not work it out. */
void sfl_book_formula(sfl_book *book, sfl_form form, double value, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* A cell of which one of `words` (the last is NULL) may be chosen; holds word. */
void sfl_book_choice(sfl_book *book, const char *word, const char *const *words);

/* A line of a chart: rows first … last of two columns; its name stands in the first row's column 0. */
typedef struct sfl_line {
    int32_t first_row, last_row, x_column, y_column;
} sfl_line;

/* A chart of lines over cells of `sheet`, on the running sheet with its corner at row, column. Texts are literals. */
void sfl_book_chart(sfl_book *book, int32_t row, int32_t column, const char *sheet, const char *title,
                    const char *x_name, const char *y_format, const sfl_line *lines, int32_t n_lines);

/* The sheets, in their order. */
void sfl_xlsx_summary(sfl_book *book);
void sfl_xlsx_quantiles(sfl_book *book);
void sfl_xlsx_spread(sfl_book *book);
void sfl_xlsx_budget(sfl_book *book);
void sfl_xlsx_contracts(sfl_book *book);
void sfl_xlsx_pairs(sfl_book *book);
void sfl_xlsx_break_even(sfl_book *book);
void sfl_xlsx_capacity(sfl_book *book);
void sfl_xlsx_assumptions(sfl_book *book);
void sfl_xlsx_figures(sfl_book *book);
void sfl_xlsx_capsule(sfl_book *book);

/* Does every part of a workbook end where it should? */
bool sfl_xlsx_is_whole(const char *bytes, size_t n_bytes);

#define SFL_COUNT_OF(rows) ((int32_t)(sizeof(rows) / sizeof(rows)[0]))

#ifdef __cplusplus
}
#endif
#endif
