/* The workbook's contracts by period, pairs and break-evens. */
#include "host/report/xlsx.h"

/* ---- contracts ---- */

static const sfl_head contract_heads[] = {{"Architecture", 30},
                                          {"Contract", 20},
                                          {"Period", 8},
                                          {"First month", 8},
                                          {"Last month", 8},
                                          {"Paid in month", 8},
                                          {"Commitment, mean", 16},
                                          {"P(shortfall)", 11},
                                          {"low", 9},
                                          {"high", 9},
                                          {"Shortfall, mean", 14},
                                          {"low", 14},
                                          {"high", 14},
                                          {"Shortfall, 95 %", 14},
                                          {"Shortfall when short", 14},
                                          {"low", 14},
                                          {"high", 14},
                                          {"Utilisation", 11},
                                          {"low", 9},
                                          {"high", 9},
                                          {"Room, mean", 16},
                                          {"Room, 5 %", 16},
                                          {"Room, 50 %", 16},
                                          {"Room, 95 %", 16},
                                          {"Share to be paid", 9},
                                          {"Payment, mean", 14}};

static void write_figures(sfl_book *book, const sfl_summary_period *period)
{
    sfl_book_number(book, SFL_FORM_MONEY, period->commitment);
    sfl_book_interval(book, SFL_FORM_SHARE, period->p_shortfall, period->p_shortfall_in);
    sfl_book_measure_interval(book, SFL_FORM_MONEY, &period->shortfall, SFL_MEASURE_MEAN);
    sfl_book_measure(book, SFL_FORM_MONEY, &period->shortfall, SFL_MEASURE_Q95);
    sfl_book_interval(book, SFL_FORM_MONEY, period->shortfall_when_short, period->shortfall_when_short_in);
    sfl_book_interval(book, SFL_FORM_SHARE, period->utilisation, period->utilisation_in);
    sfl_book_measure(book, SFL_FORM_MONEY, &period->room, SFL_MEASURE_MEAN);
    sfl_book_measure(book, SFL_FORM_MONEY, &period->room, SFL_MEASURE_Q05);
    sfl_book_measure(book, SFL_FORM_MONEY, &period->room, SFL_MEASURE_Q50);
    sfl_book_measure(book, SFL_FORM_MONEY, &period->room, SFL_MEASURE_Q95);
}

static void write_payment(sfl_book *book, const sfl_summary_period *period)
{
    double mean = period->shortfall.values[SFL_MEASURE_MEAN];
    int    row  = (int)book->row + 1;
    sfl_book_number(book, SFL_FORM_SHARE, period->shortfall_rate);
    sfl_book_formula(book, SFL_FORM_MONEY, mean * period->shortfall_rate, "=K%d*Y%d", row, row);
}

static void write_period(sfl_book *book, const char *architecture, const char *contract,
                         const sfl_summary_period *period, bool is_term)
{
    sfl_book_text(book, SFL_FORM_TEXT, architecture);
    sfl_book_text(book, SFL_FORM_TEXT, contract);
    if (is_term) {
        sfl_book_text(book, SFL_FORM_BOLD, "term");
        sfl_book_skip(book, 3);
    } else {
        sfl_book_number(book, SFL_FORM_WHOLE, period->period);
        sfl_book_number(book, SFL_FORM_WHOLE, period->first_month);
        sfl_book_number(book, SFL_FORM_WHOLE, period->last_month);
        sfl_book_number(book, SFL_FORM_WHOLE, period->pay_month);
    }
    write_figures(book, period);
    if (!is_term) write_payment(book, period);
    sfl_book_next_row(book);
}

void sfl_xlsx_contracts(sfl_book *book)
{
    sfl_book_sheet(book, "Contracts", "Commitments by period",
                   "Months count from 0; first and last month inside the horizon. Room: what AI spend could fill. "
                   "term: all periods.",
                   contract_heads, SFL_COUNT_OF(contract_heads), 3);
    for (int32_t i = 0; i < book->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &book->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_contracts; ++j) {
            const sfl_summary_contract *contract = &architecture->contracts[j];
            for (int32_t k = 0; k < contract->n_periods; ++k)
                write_period(book, architecture->name, contract->name, &contract->periods[k], false);
            write_period(book, architecture->name, contract->name, &contract->term, true);
        }
    }
    sfl_book_filter(book, SFL_COUNT_OF(contract_heads));
}

/* ---- pairs ---- */

static const sfl_head pair_heads[] = {{"A", 30},    {"B", 30},    {"Money", 10}, {"P(A is cheaper)", 11},
                                      {"low", 9},   {"high", 9},  {"P(tie)", 9}, {"B less A, mean", 16},
                                      {"low", 16},  {"high", 16}, {"se", 14},    {"5 %", 16},
                                      {"50 %", 16}, {"95 %", 16}};

void sfl_xlsx_pairs(sfl_book *book)
{
    if (book->summary->n_pairs == 0) return;
    sfl_book_sheet(book, "Pairs", "Architectures on the same futures", "B less A: above 0, A is cheaper", pair_heads,
                   SFL_COUNT_OF(pair_heads), 2);
    for (int32_t i = 0; i < book->summary->n_pairs; ++i) {
        const sfl_summary_pair *pair = &book->summary->pairs[i];
        sfl_book_text(book, SFL_FORM_TEXT, pair->a);
        sfl_book_text(book, SFL_FORM_TEXT, pair->b);
        sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word(pair->money));
        sfl_book_interval(book, SFL_FORM_SHARE, pair->p_a_cheaper, pair->p_a_cheaper_in);
        sfl_book_number(book, SFL_FORM_SHARE, pair->p_tie);
        sfl_book_measure_interval(book, SFL_FORM_MONEY, &pair->difference, SFL_MEASURE_MEAN);
        sfl_book_measure(book, SFL_FORM_MONEY, &pair->difference, SFL_MEASURE_SE);
        sfl_book_measure(book, SFL_FORM_MONEY, &pair->difference, SFL_MEASURE_Q05);
        sfl_book_measure(book, SFL_FORM_MONEY, &pair->difference, SFL_MEASURE_Q50);
        sfl_book_measure(book, SFL_FORM_MONEY, &pair->difference, SFL_MEASURE_Q95);
        sfl_book_next_row(book);
    }
    sfl_book_filter(book, SFL_COUNT_OF(pair_heads));
}

/* ---- break-evens ---- */

static const sfl_head break_even_heads[] = {
    {"From", 30},         {"To", 30}, {"P(never)", 11}, {"low", 9},     {"high", 9},
    {"Median month", 10}, {"low", 9}, {"high", 9},      {"Static", 10}, {"Static, spend a month", 16}};
static const sfl_head month_heads[] = {
    {"From", 0}, {"To", 0}, {"Month", 0}, {"Share of paths that get there in it", 0}};

static const char *static_word(const sfl_summary_break_even *row)
{
    static const char *const words[SFL_STATIC_COUNT] = {"none", "reached", "always"};
    return row->has_static ? words[row->static_kind] : NULL;
}

static void write_break_even_months(sfl_book *book, const sfl_summary_break_even *row)
{
    for (int32_t month = 0; month < book->summary->n_months; ++month) {
        sfl_book_text(book, SFL_FORM_TEXT, row->from);
        sfl_book_text(book, SFL_FORM_TEXT, row->to);
        sfl_book_number(book, SFL_FORM_WHOLE, month);
        sfl_book_number(book, SFL_FORM_SHARE, row->months[month]);
        sfl_book_next_row(book);
    }
}

void sfl_xlsx_break_even(sfl_book *book)
{
    const sfl_summary *summary = book->summary;
    if (summary->n_break_even == 0) return;
    sfl_book_sheet(book, "Break-even", "When changing over has paid for itself",
                   "The first month in which the cumulative nominal cost of To is no more than that of From",
                   break_even_heads, SFL_COUNT_OF(break_even_heads), 2);
    for (int32_t i = 0; i < summary->n_break_even; ++i) {
        const sfl_summary_break_even *row = &summary->break_even[i];
        sfl_book_text(book, SFL_FORM_TEXT, row->from);
        sfl_book_text(book, SFL_FORM_TEXT, row->to);
        sfl_book_interval(book, SFL_FORM_SHARE, row->p_never, row->p_never_in);
        sfl_book_interval(book, SFL_FORM_PLAIN, row->median_month, row->median_month_in);
        sfl_book_text(book, SFL_FORM_TEXT, static_word(row));
        sfl_book_number(book, SFL_FORM_MONEY, row->static_usd_per_month);
        sfl_book_next_row(book);
    }
    sfl_book_next_row(book);
    sfl_book_heads(book, month_heads, SFL_COUNT_OF(month_heads));
    for (int32_t i = 0; i < summary->n_break_even; ++i)
        write_break_even_months(book, &summary->break_even[i]);
}
