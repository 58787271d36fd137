/* What a strategist asks first: which architecture is cheapest, by how much, how sure that is, and what can go wrong
 * with each. */
#include "host/report/page.h"
#include "host/report/prose.h"

#include <inttypes.h>

/* ---- words ---- */

static void say_money(const sfl_page *page, sfl_buffer *words, double value, int32_t n_digits)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_money(value, page->sign, n_digits, text);
    sfl_buffer_add(words, "%s", text);
}

/* "37.2 %", on one line. */
static void say_share(sfl_buffer *words, double share)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_share(share, text);
    for (char *c = text; *c != '\0'; ++c) {
        if (*c == ' ') *c = SFL_PROSE_TIED_SPACE;
    }
    sfl_buffer_add(words, "%s", text);
}

static const sfl_summary_architecture *architecture_of(const sfl_page *page, int32_t number)
{
    return &page->summary->architectures[number];
}

static double mean_of(const sfl_page *page, int32_t number, sfl_money money)
{
    return architecture_of(page, number)->costs[money][SFL_PART_TOTAL].values[SFL_MEASURE_MEAN];
}

/* ---- headline ---- */

static void write_title(const sfl_page *page)
{
    const sfl_summary *summary = page->summary;
    sfl_buffer         words   = {0};
    char               paths[SFL_PEOPLE_BYTES];
    sfl_people_count(summary->paths, paths);
    if (summary->is_partial) sfl_buffer_add(&words, "PARTIAL, interrupted: ");
    if (summary->run.file != NULL) {
        sfl_prose_name(&words, summary->run.file);
        sfl_buffer_add(&words, ": ");
    }
    sfl_buffer_add(&words, "%" PRId32 " architecture%s, %" PRId32 " months, %s path%s,", summary->n_architectures,
                   summary->n_architectures == 1 ? "" : "s", summary->n_months, paths, summary->paths == 1 ? "" : "s");
    if (summary->currency != NULL) {
        sfl_buffer_add(&words, " ");
        sfl_prose_name(&words, summary->currency);
        sfl_buffer_add(&words, ",");
    }
    sfl_buffer_add(&words, " npv at ");
    say_share(&words, summary->discount_rate);
    sfl_buffer_add(&words, " a year");
    sfl_prose_write(&words, 0, 0, &page->paper, page->buffer);
}

/* One architecture: there is nothing to rank. */
static void say_only(const sfl_page *page, sfl_buffer *words)
{
    const sfl_distribution *npv = &architecture_of(page, 0)->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    sfl_prose_name(words, architecture_of(page, 0)->name);
    sfl_buffer_add(words, " costs ");
    say_money(page, words, npv->values[SFL_MEASURE_MEAN], 4);
    sfl_buffer_add(words, " in the mean (npv), ");
    say_money(page, words, npv->values[SFL_MEASURE_Q05], 3);
    sfl_buffer_add(words, " to ");
    say_money(page, words, npv->values[SFL_MEASURE_Q95], 3);
    sfl_buffer_add(words, " in nine futures of ten.");
}

static void say_lead(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    say_money(page, words, ranking->lead, 3);
    sfl_buffer_add(words, " (");
    say_share(words, ranking->lead_share);
    sfl_buffer_add(words, ") less than ");
    sfl_prose_name(words, architecture_of(page, ranking->runner_up)->name);
}

static void say_error(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    if (page->summary->paths < 2) {
        sfl_buffer_add(words, "one path says nothing of the error");
        return;
    }
    char level[SFL_REAL_BYTES];
    sfl_page_level(page, level);
    sfl_buffer_add(words, "%s%c%% interval of the lead ", level, SFL_PROSE_TIED_SPACE);
    say_money(page, words, ranking->lead_in.low, 3);
    sfl_buffer_add(words, " to ");
    say_money(page, words, ranking->lead_in.high, 3);
}

static void say_decided(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_buffer_add(words, "Cheapest in the mean: ");
    sfl_prose_name(words, architecture_of(page, ranking->cheapest)->name);
    sfl_buffer_add(words, ", npv ");
    say_money(page, words, mean_of(page, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ", ");
    say_lead(page, ranking, words);
    sfl_buffer_add(words, " (");
    say_error(page, ranking, words);
    sfl_buffer_add(words, ").");
}

static void say_equal(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_prose_name(words, architecture_of(page, ranking->cheapest)->name);
    sfl_buffer_add(words, " and ");
    sfl_prose_name(words, architecture_of(page, ranking->runner_up)->name);
    sfl_buffer_add(words, " cost the same, npv ");
    say_money(page, words, mean_of(page, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ".");
}

static void say_undecided(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_buffer_add(words, "Cheapest in the mean: statistically tied. ");
    if (ranking->lead == 0.0) {
        say_equal(page, ranking, words);
        return;
    }
    sfl_prose_name(words, architecture_of(page, ranking->cheapest)->name);
    sfl_buffer_add(words, " has the lowest npv, ");
    say_money(page, words, mean_of(page, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ", but only ");
    say_lead(page, ranking, words);
    sfl_buffer_add(words, " (");
    say_error(page, ranking, words);
    sfl_buffer_add(words, ").");
}

/* The likeliest to be cheapest but for `except`. */
static int32_t likeliest_but(const sfl_page *page, sfl_money money, int32_t except)
{
    int32_t best = -1;
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        double p = architecture_of(page, i)->p_cheapest[money];
        if (i != except && (best < 0 || p > architecture_of(page, best)->p_cheapest[money])) best = i;
    }
    return best;
}

static void say_probability(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    const sfl_summary_architecture *cheapest = architecture_of(page, ranking->cheapest);
    int32_t                         other    = likeliest_but(page, ranking->money, ranking->cheapest);
    sfl_prose_name(words, cheapest->name);
    sfl_buffer_add(words, " is the cheapest of all with probability ");
    say_share(words, cheapest->p_cheapest[ranking->money]);
    if (cheapest->p_tied[ranking->money] > 0.0) {
        sfl_buffer_add(words, " (and ties with another with ");
        say_share(words, cheapest->p_tied[ranking->money]);
        sfl_buffer_add(words, ")");
    }
    sfl_buffer_add(words, "; the likeliest other is ");
    sfl_prose_name(words, architecture_of(page, other)->name);
    sfl_buffer_add(words, " with ");
    say_share(words, architecture_of(page, other)->p_cheapest[ranking->money]);
    sfl_buffer_add(words, ".");
}

static void say_nominal(const sfl_page *page, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_buffer_add(words, "Not discounted the lowest mean is that of ");
    sfl_prose_name(words, architecture_of(page, ranking->cheapest)->name);
    sfl_buffer_add(words, ", ");
    say_lead(page, ranking, words);
    sfl_buffer_add(words, ranking->is_decided ? "." : ": statistically tied.");
}

static void write_ranking(const sfl_page *page, const sfl_summary_ranking *npv)
{
    sfl_buffer words = {0};
    if (npv->is_decided)
        say_decided(page, npv, &words);
    else
        say_undecided(page, npv, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
    say_probability(page, npv, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
    if (page->summary->discount_rate == 0.0) return;
    say_nominal(page, &page->summary->rankings[SFL_MONEY_NOMINAL], &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
}

void sfl_page_headline(const sfl_page *page)
{
    const sfl_summary_ranking *npv = &page->summary->rankings[SFL_MONEY_NPV];
    write_title(page);
    sfl_buffer_add(page->buffer, "\n");
    if (npv->runner_up >= 0) {
        write_ranking(page, npv);
        return;
    }
    sfl_buffer words = {0};
    say_only(page, &words);
    sfl_prose_write(&words, 0, 2, &page->paper, page->buffer);
}

/* ---- risks ---- */

static void say_tail(const sfl_page *page, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    const sfl_distribution *npv = &architecture->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    sfl_buffer_add(words, "the worst 5 %% of futures cost ");
    say_money(page, words, npv->values[SFL_MEASURE_CVAR95], 3);
    sfl_buffer_add(words, ", ");
    say_share(words, architecture->risk.tail_share);
    sfl_buffer_add(words, " above the mean");
}

static void say_miss(const sfl_page *page, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    if (architecture->risk.contract < 0) return;
    const sfl_summary_contract *contract = &architecture->contracts[architecture->risk.contract];
    const sfl_summary_period   *period   = &contract->periods[architecture->risk.period];
    sfl_buffer_add(words, "; the commitment of ");
    sfl_prose_name(words, contract->name);
    sfl_buffer_add(words, " in its period %" PRId32 " is missed with probability ", period->period);
    say_share(words, period->p_shortfall);
    sfl_buffer_add(words, ", then by ");
    say_money(page, words, period->shortfall_when_short, 3);
    sfl_buffer_add(words, " in the mean");
}

static void say_unserved(const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    if (architecture->risk.channel < 0) return;
    const sfl_summary_channel *channel = &architecture->channels[architecture->risk.channel];
    sfl_buffer_add(words, "; ");
    sfl_prose_name(words, channel->name);
    sfl_buffer_add(words, " leaves ");
    say_share(words, channel->unserved);
    sfl_buffer_add(words, " of its load unserved");
}

void sfl_page_risks(const sfl_page *page)
{
    sfl_page_heading(page, "The largest risks of each");
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = architecture_of(page, i);
        sfl_buffer                      words        = {0};
        sfl_prose_name(&words, architecture->name);
        sfl_buffer_add(&words, ": ");
        say_tail(page, architecture, &words);
        say_miss(page, architecture, &words);
        say_unserved(architecture, &words);
        sfl_buffer_add(&words, ".");
        sfl_prose_write(&words, 2, 4, &page->paper, page->buffer);
    }
}
