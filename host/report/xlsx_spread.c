/* The workbook's distributions: the histogram of every total as a table, and charts over it. */
#include "host/report/xlsx.h"

#define MOST_LINES 16 /* more than anybody tells apart */

enum { FROM_COLUMN = 2, TO_COLUMN, MIDDLE_COLUMN, SHARE_COLUMN, DENSITY_COLUMN, CUMULATIVE_COLUMN, CHART_COLUMN = 9 };

static const sfl_head heads[] = {{"Architecture", 34},
                                 {"Money", 10},
                                 {"From", 16},
                                 {"To", 16},
                                 {"Middle", 16},
                                 {"Share of paths", 12},
                                 {"Density: share per million", 14},
                                 {"Share up to here", 14}};

/* Bounds of step i, USD; the outer ones are the histogram's own. */
static double edge(const sfl_summary_histogram *of, int32_t i)
{
    return i == of->n ? of->to : of->from + (of->to - of->from) * (double)i / (double)of->n;
}

static void write_step(sfl_book *book, const char *name, sfl_money money, double from, double to, double share,
                       double up_to)
{
    double width = to - from;
    sfl_book_text(book, SFL_FORM_TEXT, name);
    sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word(money));
    sfl_book_number(book, SFL_FORM_MONEY, from);
    sfl_book_number(book, SFL_FORM_MONEY, to);
    sfl_book_number(book, SFL_FORM_MONEY, 0.5 * (from + to));
    sfl_book_number(book, SFL_FORM_SHARE, share);
    sfl_book_number(book, SFL_FORM_PLAIN, width > 0.0 ? share / width * 1e6 : NAN);
    sfl_book_number(book, SFL_FORM_SHARE, up_to);
    sfl_book_next_row(book);
}

/* Rows of the steps, between one below them and one above; their place for the charts. */
static sfl_line write_histogram(sfl_book *book, const char *name, sfl_money money, const sfl_summary_histogram *of)
{
    double up_to = of->below;
    write_step(book, name, money, NAN, of->from, of->below, up_to);
    sfl_line line = {book->row, book->row + of->n - 1, MIDDLE_COLUMN, DENSITY_COLUMN};
    for (int32_t i = 0; i < of->n; ++i) {
        up_to += of->shares[i];
        write_step(book, name, money, edge(of, i), edge(of, i + 1), of->shares[i], up_to);
    }
    write_step(book, name, money, of->to, NAN, of->above, 1.0);
    return line;
}

static void draw(sfl_book *book, sfl_money money, sfl_line *lines, int32_t n)
{
    bool    is_npv = money == SFL_MONEY_NPV;
    int32_t row    = SFL_BOOK_HEAD_ROW + 1 + (is_npv ? 0 : 42);
    sfl_book_chart(book, row, CHART_COLUMN, book->name,
                   is_npv ? "Density of the total, npv" : "Density of the total, nominal", "total cost", "0.00", lines,
                   n);
    for (int32_t i = 0; i < n; ++i) {
        lines[i].x_column = TO_COLUMN;
        lines[i].y_column = CUMULATIVE_COLUMN;
    }
    sfl_book_chart(book, row + 21, CHART_COLUMN, book->name,
                   is_npv ? "Share of the paths that cost no more, npv"
                          : "Share of the paths that cost no more, nominal",
                   "total cost", "0 %", lines, n);
}

void sfl_xlsx_spread(sfl_book *book)
{
    sfl_book_sheet(
        book, "Distributions", "How totals spread over the paths",
        "Equal steps between about the 0.5 % and the 99.5 % quantile; the rows without a bound are what lies outside. "
        "The charts show the first 16 architectures that spread at all.",
        heads, SFL_COUNT_OF(heads), 1);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        sfl_line lines[MOST_LINES];
        int32_t  n = 0;
        for (int32_t i = 0; i < book->summary->n_architectures; ++i) {
            const sfl_summary_architecture *architecture = &book->summary->architectures[i];
            const sfl_summary_histogram    *of           = &architecture->histogram[money];
            if (of->n == 0) continue;
            sfl_line line = write_histogram(book, architecture->name, (sfl_money)money, of);
            if (of->n > 1 && n < MOST_LINES) lines[n++] = line;
        }
        draw(book, (sfl_money)money, lines, n);
    }
    sfl_book_filter(book, SFL_COUNT_OF(heads));
}
