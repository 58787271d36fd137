/* See sentences.h. */
#include "host/report/sentences.h"

#include "host/report/people.h"
#include "host/report/prose.h"

#include <inttypes.h>
#include <math.h>

/* ---- words ---- */

void sfl_sentence_level(double level, char out[SFL_REAL_BYTES])
{
    sfl_text_real(rint(1e8 * level) / 1e6, out); /* 99.9, not 99.90000000000001 */
}

static void say_money(const sfl_sentences *with, sfl_buffer *words, double value, int32_t n_digits)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_money(value, with->sign, n_digits, text);
    sfl_buffer_add(words, "%s", text);
}

void sfl_sentence_share(sfl_buffer *words, double share)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_share(share, text);
    for (char *c = text; *c != '\0'; ++c) {
        if (*c == ' ') *c = SFL_PROSE_TIED_SPACE;
    }
    sfl_buffer_add(words, "%s", text);
}

static const sfl_summary_architecture *architecture_of(const sfl_sentences *with, int32_t number)
{
    return &with->summary->architectures[number];
}

static double mean_of(const sfl_sentences *with, int32_t number, sfl_money money)
{
    return architecture_of(with, number)->costs[money][SFL_PART_TOTAL].values[SFL_MEASURE_MEAN];
}

/* ---- headline ---- */

void sfl_sentence_title(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary *summary = with->summary;
    char               paths[SFL_PEOPLE_BYTES];
    sfl_people_count(summary->paths, paths);
    if (summary->is_partial) sfl_buffer_add(words, "PARTIAL, interrupted: ");
    if (summary->run.file != NULL) {
        with->add_name(words, summary->run.file);
        sfl_buffer_add(words, ": ");
    }
    sfl_buffer_add(words, "%" PRId32 " architecture%s, %" PRId32 " months, %s path%s,", summary->n_architectures,
                   summary->n_architectures == 1 ? "" : "s", summary->n_months, paths, summary->paths == 1 ? "" : "s");
    if (summary->currency != NULL) {
        sfl_buffer_add(words, " ");
        with->add_name(words, summary->currency);
        sfl_buffer_add(words, ",");
    }
    sfl_buffer_add(words, " npv at ");
    sfl_sentence_share(words, summary->discount_rate);
    sfl_buffer_add(words, " a year");
}

/* One architecture: there is nothing to rank. */
static void say_only(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_distribution *npv = &architecture_of(with, 0)->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    with->add_name(words, architecture_of(with, 0)->name);
    sfl_buffer_add(words, " costs ");
    say_money(with, words, npv->values[SFL_MEASURE_MEAN], 4);
    sfl_buffer_add(words, " in the mean (npv), ");
    say_money(with, words, npv->values[SFL_MEASURE_Q05], 3);
    sfl_buffer_add(words, " to ");
    say_money(with, words, npv->values[SFL_MEASURE_Q95], 3);
    sfl_buffer_add(words, " in nine futures of ten.");
}

static void say_lead(const sfl_sentences *with, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    say_money(with, words, ranking->lead, 3);
    sfl_buffer_add(words, " (");
    sfl_sentence_share(words, ranking->lead_share);
    sfl_buffer_add(words, ") less than ");
    with->add_name(words, architecture_of(with, ranking->runner_up)->name);
}

static void say_error(const sfl_sentences *with, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    if (with->summary->paths < 2) {
        sfl_buffer_add(words, "one path says nothing of the error");
        return;
    }
    char level[SFL_REAL_BYTES];
    sfl_sentence_level(with->summary->level, level);
    sfl_buffer_add(words, "%s%c%% interval of the lead ", level, SFL_PROSE_TIED_SPACE);
    say_money(with, words, ranking->lead_in.low, 3);
    sfl_buffer_add(words, " to ");
    say_money(with, words, ranking->lead_in.high, 3);
}

static void say_decided(const sfl_sentences *with, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_buffer_add(words, "Cheapest in the mean: ");
    with->add_name(words, architecture_of(with, ranking->cheapest)->name);
    sfl_buffer_add(words, ", npv ");
    say_money(with, words, mean_of(with, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ", ");
    say_lead(with, ranking, words);
    sfl_buffer_add(words, " (");
    say_error(with, ranking, words);
    sfl_buffer_add(words, ").");
}

static void say_equal(const sfl_sentences *with, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    with->add_name(words, architecture_of(with, ranking->cheapest)->name);
    sfl_buffer_add(words, " and ");
    with->add_name(words, architecture_of(with, ranking->runner_up)->name);
    sfl_buffer_add(words, " cost the same, npv ");
    say_money(with, words, mean_of(with, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ".");
}

static void say_undecided(const sfl_sentences *with, const sfl_summary_ranking *ranking, sfl_buffer *words)
{
    sfl_buffer_add(words, "Cheapest in the mean: statistically tied. ");
    if (ranking->lead == 0.0) {
        say_equal(with, ranking, words);
        return;
    }
    with->add_name(words, architecture_of(with, ranking->cheapest)->name);
    sfl_buffer_add(words, " has the lowest npv, ");
    say_money(with, words, mean_of(with, ranking->cheapest, ranking->money), 4);
    sfl_buffer_add(words, ", but only ");
    say_lead(with, ranking, words);
    sfl_buffer_add(words, " (");
    say_error(with, ranking, words);
    sfl_buffer_add(words, ").");
}

void sfl_sentence_cheapest(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary_ranking *npv = &with->summary->rankings[SFL_MONEY_NPV];
    if (npv->runner_up < 0)
        say_only(with, words);
    else if (npv->is_decided)
        say_decided(with, npv, words);
    else
        say_undecided(with, npv, words);
}

/* The likeliest to be cheapest but for `except`. */
static int32_t likeliest_but(const sfl_sentences *with, sfl_money money, int32_t except)
{
    int32_t best = -1;
    for (int32_t i = 0; i < with->summary->n_architectures; ++i) {
        double p = architecture_of(with, i)->p_cheapest[money];
        if (i != except && (best < 0 || p > architecture_of(with, best)->p_cheapest[money])) best = i;
    }
    return best;
}

void sfl_sentence_probability(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary_ranking      *ranking  = &with->summary->rankings[SFL_MONEY_NPV];
    const sfl_summary_architecture *cheapest = architecture_of(with, ranking->cheapest);
    int32_t                         other    = likeliest_but(with, ranking->money, ranking->cheapest);
    with->add_name(words, cheapest->name);
    sfl_buffer_add(words, " is the cheapest of all with probability ");
    sfl_sentence_share(words, cheapest->p_cheapest[ranking->money]);
    if (cheapest->p_tied[ranking->money] > 0.0) {
        sfl_buffer_add(words, " (and ties with another with ");
        sfl_sentence_share(words, cheapest->p_tied[ranking->money]);
        sfl_buffer_add(words, ")");
    }
    sfl_buffer_add(words, "; the likeliest other is ");
    with->add_name(words, architecture_of(with, other)->name);
    sfl_buffer_add(words, " with ");
    sfl_sentence_share(words, architecture_of(with, other)->p_cheapest[ranking->money]);
    sfl_buffer_add(words, ".");
}

void sfl_sentence_nominal(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary_ranking *ranking = &with->summary->rankings[SFL_MONEY_NOMINAL];
    sfl_buffer_add(words, "Not discounted the lowest mean is that of ");
    with->add_name(words, architecture_of(with, ranking->cheapest)->name);
    sfl_buffer_add(words, ", ");
    say_lead(with, ranking, words);
    sfl_buffer_add(words, ranking->is_decided ? "." : ": statistically tied.");
}

/* ---- risks ---- */

static void say_tail(const sfl_sentences *with, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    const sfl_distribution *npv = &architecture->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    sfl_buffer_add(words, "the worst 5 %% of futures cost ");
    say_money(with, words, npv->values[SFL_MEASURE_CVAR95], 3);
    sfl_buffer_add(words, ", ");
    sfl_sentence_share(words, architecture->risk.tail_share);
    sfl_buffer_add(words, " above the mean");
}

static void say_miss(const sfl_sentences *with, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    if (architecture->risk.contract < 0) return;
    const sfl_summary_contract *contract = &architecture->contracts[architecture->risk.contract];
    const sfl_summary_period   *period   = &contract->periods[architecture->risk.period];
    sfl_buffer_add(words, "; the commitment of ");
    with->add_name(words, contract->name);
    sfl_buffer_add(words, " in its period %" PRId32 " is missed with probability ", period->period);
    sfl_sentence_share(words, period->p_shortfall);
    sfl_buffer_add(words, ", then by ");
    say_money(with, words, period->shortfall_when_short, 3);
    sfl_buffer_add(words, " in the mean");
}

static void say_unserved(const sfl_sentences *with, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    if (architecture->risk.channel < 0) return;
    const sfl_summary_channel *channel = &architecture->channels[architecture->risk.channel];
    sfl_buffer_add(words, "; ");
    with->add_name(words, channel->name);
    sfl_buffer_add(words, " leaves ");
    sfl_sentence_share(words, channel->unserved);
    sfl_buffer_add(words, " of its load unserved");
}

void sfl_sentence_risk(const sfl_sentences *with, const sfl_summary_architecture *architecture, sfl_buffer *words)
{
    with->add_name(words, architecture->name);
    sfl_buffer_add(words, ": ");
    say_tail(with, architecture, words);
    say_miss(with, architecture, words);
    say_unserved(with, architecture, words);
    sfl_buffer_add(words, ".");
}
