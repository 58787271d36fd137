/* The workbook's capacity: provisioned and self-hosted channels, and the switches of routes. */
#include "host/report/xlsx.h"

static const sfl_head capacity_heads[] = {{"Architecture", 30}, {"Channel", 24},  {"Kind", 14},     {"Utilisation", 11},
                                          {"low", 9},           {"high", 9},      {"Overflow", 11}, {"low", 9},
                                          {"high", 9},          {"Unserved", 11}, {"low", 9},       {"high", 9}};
static const sfl_head unit_heads[]     = {{"Architecture", 0}, {"Channel", 0}, {"Month", 0},
                                          {"Units, mean", 0},  {"low", 0},     {"high", 0}};
static const sfl_head switch_heads[]   = {
      {"Architecture", 0}, {"Workload", 0}, {"From", 0},         {"To", 0},  {"", 0},    {"P(ever)", 0},
      {"low", 0},          {"high", 0},     {"Median month", 0}, {"low", 0}, {"high", 0}};

static void write_channel(sfl_book *book, const char *architecture, const sfl_summary_channel *channel)
{
    sfl_book_text(book, SFL_FORM_TEXT, architecture);
    sfl_book_text(book, SFL_FORM_TEXT, channel->name);
    sfl_book_text(book, SFL_FORM_TEXT, channel->kind);
    sfl_book_interval(book, SFL_FORM_SHARE, channel->utilisation, channel->utilisation_in);
    sfl_book_interval(book, SFL_FORM_SHARE, channel->overflow, channel->overflow_in);
    sfl_book_interval(book, SFL_FORM_SHARE, channel->unserved, channel->unserved_in);
    sfl_book_next_row(book);
}

static void write_units(sfl_book *book, const char *architecture, const sfl_summary_channel *channel)
{
    for (int32_t month = 0; month < book->summary->n_months; ++month) {
        sfl_book_text(book, SFL_FORM_TEXT, architecture);
        sfl_book_text(book, SFL_FORM_TEXT, channel->name);
        sfl_book_number(book, SFL_FORM_WHOLE, month);
        sfl_book_interval(book, SFL_FORM_REAL, channel->units[month], channel->units_in[month]);
        sfl_book_next_row(book);
    }
}

static void write_switch(sfl_book *book, const char *architecture, const sfl_summary_switch *route)
{
    sfl_book_text(book, SFL_FORM_TEXT, architecture);
    sfl_book_text(book, SFL_FORM_TEXT, route->workload);
    sfl_book_text(book, SFL_FORM_TEXT, route->channel);
    sfl_book_text(book, SFL_FORM_TEXT, route->to);
    sfl_book_skip(book, 1);
    sfl_book_interval(book, SFL_FORM_SHARE, route->p_ever, route->p_ever_in);
    sfl_book_interval(book, SFL_FORM_PLAIN, route->median_month, route->median_month_in);
    sfl_book_next_row(book);
}

static void write_switches(sfl_book *book)
{
    sfl_book_next_row(book);
    sfl_book_heads(book, switch_heads, SFL_COUNT_OF(switch_heads));
    for (int32_t i = 0; i < book->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &book->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_switches; ++j)
            write_switch(book, architecture->name, &architecture->switches[j]);
    }
}

static void write_all_units(sfl_book *book)
{
    sfl_book_next_row(book);
    sfl_book_heads(book, unit_heads, SFL_COUNT_OF(unit_heads));
    for (int32_t i = 0; i < book->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &book->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_channels; ++j)
            write_units(book, architecture->name, &architecture->channels[j]);
    }
}

static int32_t count_of(const sfl_summary *summary, bool is_switch)
{
    int32_t n = 0;
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        n += is_switch ? summary->architectures[i].n_switches : summary->architectures[i].n_channels;
    return n;
}

void sfl_xlsx_capacity(sfl_book *book)
{
    int32_t n_channels = count_of(book->summary, false), n_switches = count_of(book->summary, true);
    if (n_channels + n_switches == 0) return;
    sfl_book_sheet(book, "Capacity", "Provisioned and self-hosted capacity, and switches of routes",
                   "Overflow: share of the load above capacity; unserved: the part of it that no other channel takes",
                   capacity_heads, SFL_COUNT_OF(capacity_heads), 2);
    for (int32_t i = 0; i < book->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &book->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_channels; ++j)
            write_channel(book, architecture->name, &architecture->channels[j]);
    }
    if (n_switches > 0) write_switches(book);
    if (n_channels > 0) write_all_units(book);
}
