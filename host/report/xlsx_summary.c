/* The workbook's first sheet: which architecture is cheapest, how sure that is, and what each costs; and the quantiles. */
#include "host/report/people.h"
#include "host/report/xlsx.h"

#include <inttypes.h>

static void say_ranking(sfl_book *book, const sfl_summary_ranking *ranking)
{
    const sfl_summary *summary = book->summary;
    char               lead[SFL_PEOPLE_BYTES], share[SFL_PEOPLE_BYTES];
    const char *word = sfl_money_word(ranking->money), *cheapest = summary->architectures[ranking->cheapest].name;
    if (ranking->runner_up < 0) {
        sfl_book_say(book, SFL_FORM_BOLD, "There is one architecture (%s): %s", word, cheapest);
    } else {
        sfl_people_money(ranking->lead, sfl_people_sign(summary->currency), 3, lead);
        sfl_people_share(ranking->lead_share, share);
        sfl_book_say(book, SFL_FORM_BOLD, "Cheapest in the mean (%s): %s, %s (%s) less than %s; %s", word, cheapest,
                     lead, share, summary->architectures[ranking->runner_up].name,
                     ranking->is_decided ? "the interval of the lead leaves out 0" : "statistically tied");
    }
    sfl_book_next_row(book);
}

/* ---- what each costs ---- */

static void write_cost(sfl_book *book, const sfl_summary_architecture *architecture, sfl_money money)
{
    const sfl_distribution *total = &architecture->costs[money][SFL_PART_TOTAL];
    sfl_book_text(book, SFL_FORM_TEXT, architecture->name);
    sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word(money));
    sfl_book_measure_interval(book, SFL_FORM_MONEY, total, SFL_MEASURE_MEAN);
    sfl_book_interval(book, SFL_FORM_MONEY, architecture->controlled[money].mean, architecture->controlled[money].in);
    sfl_book_measure(book, SFL_FORM_MONEY, total, SFL_MEASURE_Q05);
    sfl_book_measure(book, SFL_FORM_MONEY, total, SFL_MEASURE_Q50);
    sfl_book_measure(book, SFL_FORM_MONEY, total, SFL_MEASURE_Q95);
    sfl_book_measure_interval(book, SFL_FORM_MONEY, total, SFL_MEASURE_CVAR95);
    sfl_book_interval(book, SFL_FORM_SHARE, architecture->p_cheapest[money], architecture->p_cheapest_in[money]);
    sfl_book_number(book, SFL_FORM_SHARE, architecture->p_tied[money]);
    sfl_book_measure(book, SFL_FORM_MONEY, &architecture->regret[money], SFL_MEASURE_MEAN);
    sfl_book_measure(book, SFL_FORM_MONEY, &architecture->regret[money], SFL_MEASURE_Q95);
    sfl_book_measure(book, SFL_FORM_REAL, &architecture->usd_per_mtok, SFL_MEASURE_MEAN);
    sfl_book_next_row(book);
}

static void write_costs(sfl_book *book)
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        for (int32_t i = 0; i < book->summary->n_architectures; ++i)
            write_cost(book, &book->summary->architectures[i], (sfl_money)money);
}

/* ---- what the mean is made of ---- */

static const sfl_head part_heads[] = {{"Architecture", 0}, {"Money", 0},    {"AI", 0},
                                      {"True-ups", 0},     {"Baseline", 0}, {"Total: the sum of them", 0}};

/* The total is a formula: its own mean, above, is the same but for rounding. */
static void write_part(sfl_book *book, const sfl_summary_architecture *architecture, sfl_money money)
{
    const sfl_distribution *costs = architecture->costs[money];
    double ai = costs[SFL_PART_AI].values[SFL_MEASURE_MEAN], trueup = costs[SFL_PART_TRUEUP].values[SFL_MEASURE_MEAN],
           baseline = costs[SFL_PART_BASELINE].values[SFL_MEASURE_MEAN];
    int row         = (int)book->row + 1;
    sfl_book_text(book, SFL_FORM_TEXT, architecture->name);
    sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word(money));
    sfl_book_number(book, SFL_FORM_MONEY, ai);
    sfl_book_number(book, SFL_FORM_MONEY, trueup);
    sfl_book_number(book, SFL_FORM_MONEY, baseline);
    sfl_book_formula(book, SFL_FORM_TOTAL, ai + trueup + baseline, "=SUM(C%d:E%d)", row, row);
    sfl_book_next_row(book);
}

static void write_parts(sfl_book *book)
{
    sfl_book_next_row(book);
    sfl_book_text(book, SFL_FORM_BOLD, "What the mean is made of");
    sfl_book_next_row(book);
    sfl_book_heads(book, part_heads, SFL_COUNT_OF(part_heads));
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        for (int32_t i = 0; i < book->summary->n_architectures; ++i)
            write_part(book, &book->summary->architectures[i], (sfl_money)money);
}

/* ---- how much of the spread is of parameters (--split), and what was to be reached (--until) ---- */

static const sfl_head split_heads[] = {{"Architecture", 0}, {"Money", 0}, {"Variance from what a path draws once", 0},
                                       {"low", 0},          {"high", 0},  {"noise", 0}};

static void write_splits(sfl_book *book)
{
    if (book->summary->split_paths == 0) return;
    sfl_book_next_row(book);
    sfl_book_heads(book, split_heads, SFL_COUNT_OF(split_heads));
    for (int32_t i = 0; i < book->summary->n_architectures * SFL_MONEY_COUNT; ++i) {
        const sfl_summary_architecture *architecture = &book->summary->architectures[i / SFL_MONEY_COUNT];
        const sfl_summary_split        *split        = &architecture->split[i % SFL_MONEY_COUNT];
        sfl_book_text(book, SFL_FORM_TEXT, architecture->name);
        sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word((sfl_money)(i % SFL_MONEY_COUNT)));
        sfl_book_interval(book, SFL_FORM_SHARE, split->parameters, split->parameters_in);
        sfl_book_number(book, SFL_FORM_SHARE, 1.0 - split->parameters);
        sfl_book_next_row(book);
    }
}

static const sfl_head target_heads[] = {{"Asked for", 0},  {"", 0},        {"value", 0},
                                        {"half-width", 0}, {"at most", 0}, {"reached", 0}};

static void write_targets(sfl_book *book)
{
    if (book->summary->n_targets == 0) return;
    sfl_book_next_row(book);
    sfl_book_heads(book, target_heads, SFL_COUNT_OF(target_heads));
    for (int32_t i = 0; i < book->summary->n_targets; ++i) {
        const sfl_summary_target *target = &book->summary->targets[i];
        sfl_book_text(book, SFL_FORM_TEXT, target->name);
        sfl_book_text(book, SFL_FORM_TEXT, target->is_relative ? "of its value" : "in its unit");
        sfl_book_number(book, SFL_FORM_PLAIN, target->value);
        sfl_book_number(book, SFL_FORM_PLAIN, target->half_width);
        sfl_book_number(book, SFL_FORM_PLAIN, target->wanted);
        sfl_book_text(book, SFL_FORM_TEXT, target->is_met ? "yes" : "no");
        sfl_book_next_row(book);
    }
}

/* ---- the sheet ---- */

static const sfl_head cost_heads[] = {{"Architecture", 34}, {"Money", 14},        {"Mean", 13},
                                      {"low", 13},          {"high", 13},         {"Mean by control variates", 13},
                                      {"low", 13},          {"high", 13},         {"5 %", 13},
                                      {"50 %", 13},         {"95 %", 13},         {"Worst 5 %, mean", 13},
                                      {"low", 13},          {"high", 13},         {"P(cheapest)", 11},
                                      {"low", 9},           {"high", 9},          {"P(tied)", 9},
                                      {"Regret, mean", 14}, {"Regret, 95 %", 14}, {"Cost of a Mtok, mean", 12}};

static void say_what(const sfl_summary *summary, char text[1024])
{
    char paths[SFL_PEOPLE_BYTES], discount[SFL_PEOPLE_BYTES], level[SFL_PEOPLE_BYTES];
    sfl_people_count(summary->paths, paths);
    sfl_people_share(summary->discount_rate, discount);
    sfl_people_share(summary->level, level);
    snprintf(text, 1024,
             "%" PRId32 " architectures, %" PRId32
             " months, %s paths%s; amounts in %s; npv at %s a year; low and high: %s intervals",
             summary->n_architectures, summary->n_months, paths, summary->is_partial ? " (interrupted)" : "",
             summary->currency, summary->discount_rate == 0.0 ? "0 %" : discount, level);
}

void sfl_xlsx_summary(sfl_book *book)
{
    char note[1024];
    say_what(book->summary, note);
    sfl_book_sheet(book, "Summary", "What each way of buying costs", note, cost_heads, SFL_COUNT_OF(cost_heads), 2);
    write_costs(book);
    sfl_book_next_row(book);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        say_ranking(book, &book->summary->rankings[money]);
    write_parts(book);
    write_splits(book);
    write_targets(book);
}

/* ---- quantiles ---- */

static const sfl_head quantile_heads[] = {{"Architecture", 34}, {"Money", 10}, {"Part", 10}, {"Measure", 12}, {"P", 8},
                                          {"value", 18},        {"low", 18},   {"high", 18}};

static void write_measures(sfl_book *book, const char *architecture, sfl_money money, sfl_part part,
                           const sfl_distribution *of)
{
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        if ((of->shown & 1u << i) == 0) continue;
        sfl_book_text(book, SFL_FORM_TEXT, architecture);
        sfl_book_text(book, SFL_FORM_TEXT, sfl_money_word(money));
        sfl_book_text(book, SFL_FORM_TEXT, sfl_part_word(part));
        sfl_book_text(book, SFL_FORM_TEXT, sfl_measure_word((sfl_measure)i));
        sfl_book_number(book, SFL_FORM_PLAIN, sfl_measure_p((sfl_measure)i));
        sfl_book_measure_interval(book, SFL_FORM_MONEY, of, (sfl_measure)i);
        sfl_book_next_row(book);
    }
}

void sfl_xlsx_quantiles(sfl_book *book)
{
    sfl_book_sheet(book, "Quantiles", "How costs spread over the paths",
                   "P: of a quantile, or where a tail begins; cvar: mean of the dearest paths, best: of the cheapest",
                   quantile_heads, SFL_COUNT_OF(quantile_heads), 1);
    for (int32_t i = 0; i < book->summary->n_architectures; ++i)
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
            for (int32_t part = 0; part < SFL_PART_COUNT; ++part)
                write_measures(book, book->summary->architectures[i].name, (sfl_money)money, (sfl_part)part,
                               &book->summary->architectures[i].costs[money][part]);
    sfl_book_filter(book, SFL_COUNT_OF(quantile_heads));
}
