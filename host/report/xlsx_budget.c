/* The workbook's budget lines by month and year. Spend holds a true-up in the month in which it is paid; a budget sets money
 * aside while the shortfall builds up. So, from means:
 *   due        the payments expected in the month: of each period that is paid in it, shortfall · share to be paid
 *   accrual    spend − due
 *   provision  of each period that runs in the month, its expected payment / its months inside the horizon
 *   budget     accrual + provision
 * Every period is paid inside the horizon, so budgets sum to spend; the row of totals shows it. */
#include "host/report/xlsx.h"

#define MOST_LINES 16

static const char *const levels[] = {"P50", "P80", "P95", NULL};

/* The letters of the columns are those that the formulas use. */
static const sfl_head month_heads[] = {{"Architecture", 34},                                /* A */
                                       {"Month", 9},                                        /* B */
                                       {"Year", 7},                                         /* C */
                                       {"Spend, mean", 16},                                 /* D */
                                       {"Spend, P50", 16},                                  /* E */
                                       {"Spend, P80", 16},                                  /* F */
                                       {"Spend, P95", 16},                                  /* G */
                                       {"of it true-ups due, mean", 16},                    /* H */
                                       {"Accrual = spend less true-ups due", 16},           /* I */
                                       {"Provision for shortfalls of running periods", 16}, /* J */
                                       {"Budget = accrual + provision", 16},                /* K */
                                       {"Spend at the chosen level", 16},                   /* L */
                                       {"Reserve above the mean", 16},                      /* M */
                                       {"Budget less spend", 14}};                          /* N */
enum { MONTH_COLUMN = 1, P80_COLUMN = 5 };

static const sfl_head year_heads[] = {{"Architecture", 34},                                /* A */
                                      {"Year", 9},                                         /* B */
                                      {"Spend, mean", 16},                                 /* C */
                                      {"Spend, P50", 16},                                  /* D */
                                      {"Spend, P80", 16},                                  /* E */
                                      {"Spend, P95", 16},                                  /* F */
                                      {"of it true-ups due, mean", 16},                    /* G */
                                      {"Accrual = spend less true-ups due", 16},           /* H */
                                      {"Provision for shortfalls of running periods", 16}, /* I */
                                      {"Budget = accrual + provision", 16},                /* J */
                                      {"Spend at the chosen level", 16},                   /* K */
                                      {"Reserve above the mean", 16}};                     /* L */

/* ---- the sums, USD ---- */

typedef struct sums {
    double spend, due, accrual, provision, budget;
} sums;

static double payment_of(const sfl_summary_period *period)
{
    return period->shortfall.values[SFL_MEASURE_MEAN] * period->shortfall_rate;
}

static void add_period(sums *to, const sfl_summary_period *period, int32_t month)
{
    if (month == period->pay_month) to->due += payment_of(period);
    if (month < period->first_month || month > period->last_month) return;
    to->provision += payment_of(period) / (double)(period->last_month - period->first_month + 1);
}

static sums sums_of(const sfl_summary_architecture *architecture, int32_t month)
{
    sums of = {architecture->months[month].spend.values[SFL_MEASURE_MEAN], 0.0, 0.0, 0.0, 0.0};
    for (int32_t i = 0; i < architecture->n_contracts; ++i)
        for (int32_t j = 0; j < architecture->contracts[i].n_periods; ++j)
            add_period(&of, &architecture->contracts[i].periods[j], month);
    of.accrual = of.spend - of.due;
    of.budget  = of.accrual + of.provision;
    return of;
}

static void add_sums(sums *to, sums of)
{
    to->spend += of.spend;
    to->due += of.due;
    to->accrual += of.accrual;
    to->provision += of.provision;
    to->budget += of.budget;
}

/* ---- months ---- */

static void write_spend(sfl_book *book, const sfl_distribution *spend)
{
    sfl_book_measure(book, SFL_FORM_MONEY, spend, SFL_MEASURE_MEAN);
    sfl_book_measure(book, SFL_FORM_MONEY, spend, SFL_MEASURE_Q50);
    sfl_book_measure(book, SFL_FORM_MONEY, spend, SFL_MEASURE_Q80);
    sfl_book_measure(book, SFL_FORM_MONEY, spend, SFL_MEASURE_Q95);
}

static void write_month(sfl_book *book, const sfl_summary_architecture *architecture, int32_t month)
{
    const sfl_distribution *spend = &architecture->months[month].spend;
    double                  q80   = spend->values[SFL_MEASURE_Q80];
    sums                    of    = sums_of(architecture, month);
    int                     row   = (int)book->row + 1;
    sfl_book_text(book, SFL_FORM_TEXT, architecture->name);
    sfl_book_number(book, SFL_FORM_WHOLE, month);
    sfl_book_number(book, SFL_FORM_WHOLE, month / 12);
    write_spend(book, spend);
    sfl_book_number(book, SFL_FORM_MONEY, of.due);
    sfl_book_formula(book, SFL_FORM_MONEY, of.accrual, "=D%d-H%d", row, row);
    sfl_book_number(book, SFL_FORM_MONEY, of.provision);
    sfl_book_formula(book, SFL_FORM_MONEY, of.budget, "=I%d+J%d", row, row);
    sfl_book_formula(book, SFL_FORM_MONEY, q80, "=IF($B$3=\"P50\",E%d,IF($B$3=\"P95\",G%d,F%d))", row, row, row);
    sfl_book_formula(book, SFL_FORM_MONEY, q80 - of.spend, "=L%d-D%d", row, row);
    sfl_book_next_row(book);
}

static void write_sum(sfl_book *book, char column, double value, int first, int last)
{
    sfl_book_formula(book, SFL_FORM_TOTAL, value, "=SUM(%c%d:%c%d)", column, first, column, last);
}

static void write_total(sfl_book *book, const sfl_summary_architecture *architecture, sums all, int first)
{
    int last = (int)book->row, row = last + 1;
    sfl_book_text(book, SFL_FORM_BOLD, architecture->name);
    sfl_book_text(book, SFL_FORM_BOLD, "total");
    sfl_book_skip(book, 1);
    write_sum(book, 'D', all.spend, first, last);
    sfl_book_skip(book, 3);
    write_sum(book, 'H', all.due, first, last);
    write_sum(book, 'I', all.accrual, first, last);
    write_sum(book, 'J', all.provision, first, last);
    write_sum(book, 'K', all.budget, first, last);
    sfl_book_skip(book, 2);
    sfl_book_formula(book, SFL_FORM_TOTAL, all.budget - all.spend, "=K%d-D%d", row, row);
    sfl_book_next_row(book);
}

/* Excel's rows are counted from 1: of an architecture's first month. */
static int first_row_of(const sfl_summary *summary, int32_t architecture)
{
    return SFL_BOOK_HEAD_ROW + 2 + (int)(architecture * (summary->n_months + 1));
}

static void write_months(sfl_book *book, int32_t number)
{
    const sfl_summary_architecture *architecture = &book->summary->architectures[number];
    sums                            all          = {0};
    for (int32_t month = 0; month < book->summary->n_months; ++month) {
        write_month(book, architecture, month);
        add_sums(&all, sums_of(architecture, month));
    }
    write_total(book, architecture, all, first_row_of(book->summary, number));
}

static void write_choice(sfl_book *book)
{
    int32_t row  = book->row;
    book->row    = SFL_BOOK_HEAD_ROW - 1;
    book->column = 0;
    sfl_book_text(book, SFL_FORM_NOTE, "Level of spend and reserve, P50, P80 or P95:");
    sfl_book_choice(book, "P80", levels);
    sfl_book_skip(book, 1);
    sfl_book_text(book, SFL_FORM_NOTE,
                  "Percentiles of months do not add up to those of a year. Where a contract turns payments into "
                  "credit, spend is less the credit used.");
    book->row    = row;
    book->column = 0;
}

/* Below the years, so that months print alone. */
static void draw(sfl_book *book)
{
    sfl_line lines[MOST_LINES];
    int32_t  n = book->summary->n_architectures < MOST_LINES ? book->summary->n_architectures : MOST_LINES;
    for (int32_t i = 0; i < n; ++i) {
        int32_t first = first_row_of(book->summary, i) - 1;
        lines[i]      = (sfl_line){first, first + book->summary->n_months - 1, MONTH_COLUMN, P80_COLUMN};
    }
    sfl_book_chart(book, book->row + 1, 1, "Budget", "Spend by month, P80", "month", "#,##0", lines, n);
}

static void write_month_sheet(sfl_book *book)
{
    sfl_book_sheet(
        book, "Budget", "Budget lines by month",
        "Nominal. Spend has a true-up in the month it is paid; the budget sets it aside evenly over the months of its "
        "period inside the horizon. Over the horizon both sum to the same.",
        month_heads, SFL_COUNT_OF(month_heads), 2);
    write_choice(book);
    for (int32_t i = 0; i < book->summary->n_architectures; ++i)
        write_months(book, i);
    sfl_book_filter(book, SFL_COUNT_OF(month_heads));
}

/* ---- years ---- */

static sums year_of(const sfl_summary_architecture *architecture, int32_t first, int32_t last)
{
    sums all = {0};
    for (int32_t month = first; month <= last; ++month)
        add_sums(&all, sums_of(architecture, month));
    return all;
}

static void write_year(sfl_book *book, int32_t number, int32_t year)
{
    const sfl_summary_architecture *architecture = &book->summary->architectures[number];
    const sfl_distribution         *spend        = &architecture->years[year].spend;
    double                          mean = spend->values[SFL_MEASURE_MEAN], q80 = spend->values[SFL_MEASURE_Q80];
    int32_t end   = 12 * year + 12 < book->summary->n_months ? 12 * year + 12 : book->summary->n_months;
    int     first = first_row_of(book->summary, number) + 12 * (int)year;
    int     last = first + (int)end - 12 * (int)year - 1, row = (int)book->row + 1;
    sums    of = year_of(architecture, 12 * year, end - 1);
    sfl_book_text(book, SFL_FORM_TEXT, architecture->name);
    sfl_book_number(book, SFL_FORM_WHOLE, year);
    write_spend(book, spend);
    sfl_book_formula(book, SFL_FORM_MONEY, of.due, "=SUM(Budget!H%d:H%d)", first, last);
    sfl_book_formula(book, SFL_FORM_MONEY, mean - of.due, "=C%d-G%d", row, row);
    sfl_book_formula(book, SFL_FORM_MONEY, of.provision, "=SUM(Budget!J%d:J%d)", first, last);
    sfl_book_formula(book, SFL_FORM_MONEY, mean - of.due + of.provision, "=H%d+I%d", row, row);
    sfl_book_formula(book, SFL_FORM_MONEY, q80, "=IF(Budget!$B$3=\"P50\",D%d,IF(Budget!$B$3=\"P95\",F%d,E%d))", row,
                     row, row);
    sfl_book_formula(book, SFL_FORM_MONEY, q80 - mean, "=K%d-C%d", row, row);
    sfl_book_next_row(book);
}

void sfl_xlsx_budget(sfl_book *book)
{
    write_month_sheet(book);
    sfl_book_sheet(book, "Budget by year", "Budget lines by year of 12 months from month 0",
                   "Percentiles are those of the year's spend; the level is chosen on the sheet Budget.", year_heads,
                   SFL_COUNT_OF(year_heads), 2);
    for (int32_t i = 0; i < book->summary->n_architectures; ++i)
        for (int32_t year = 0; year < book->summary->n_years; ++year)
            write_year(book, i, year);
    sfl_book_filter(book, SFL_COUNT_OF(year_heads));
    draw(book);
}
