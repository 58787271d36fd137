/* The first paragraph of a memo: what the answer is. */
#include "host/report/clauses.h"
#include "host/report/people.h"

#include <inttypes.h>
#include <math.h>

static const sfl_summary_architecture *cheapest_of(const sfl_summary *summary)
{
    return &summary->architectures[summary->rankings[SFL_MONEY_NPV].cheapest];
}

static bool has_several(const sfl_summary *summary)
{
    return summary->rankings[SFL_MONEY_NPV].runner_up >= 0;
}

bool sfl_clause_applies_title(const sfl_summary *summary)
{
    (void)summary;
    return true;
}

void sfl_clause_say_title(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_sentence_title(with, words);
    sfl_buffer_add(words, ".");
}

bool sfl_clause_applies_cheapest(const sfl_summary *summary)
{
    (void)summary;
    return true;
}

void sfl_clause_say_cheapest(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_sentence_cheapest(with, words);
}

bool sfl_clause_applies_probability(const sfl_summary *summary)
{
    return has_several(summary);
}

void sfl_clause_say_probability(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_sentence_probability(with, words);
}

bool sfl_clause_applies_nominal(const sfl_summary *summary)
{
    return has_several(summary) &&
           summary->rankings[SFL_MONEY_NOMINAL].cheapest != summary->rankings[SFL_MONEY_NPV].cheapest;
}

void sfl_clause_say_nominal(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_sentence_nominal(with, words);
}

static const sfl_distribution *npv_of(const sfl_summary *summary)
{
    return &cheapest_of(summary)->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
}

bool sfl_clause_applies_range(const sfl_summary *summary)
{
    const sfl_distribution *npv = npv_of(summary);
    return has_several(summary) && npv->values[SFL_MEASURE_Q05] < npv->values[SFL_MEASURE_Q95];
}

void sfl_clause_say_range(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_distribution *npv = npv_of(with->summary);
    char                    low[SFL_PEOPLE_BYTES], high[SFL_PEOPLE_BYTES];
    sfl_people_money(npv->values[SFL_MEASURE_Q05], with->sign, 3, low);
    sfl_people_money(npv->values[SFL_MEASURE_Q95], with->sign, 3, high);
    sfl_buffer_add(words, "In nine futures of ten ");
    with->add_name(words, cheapest_of(with->summary)->name);
    sfl_buffer_add(words, " costs %s to %s.", low, high);
}

bool sfl_clause_applies_risk(const sfl_summary *summary)
{
    return cheapest_of(summary)->risk.tail_usd > 0.0;
}

void sfl_clause_say_risk(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_buffer_add(words, "The largest risks of ");
    sfl_sentence_risk(with, cheapest_of(with->summary), words);
}

/* ---- break-even ---- */

bool sfl_clause_applies_break_even(const sfl_summary *summary)
{
    return summary->n_break_even > 0;
}

static void say_one_break_even(const sfl_sentences *with, const sfl_summary_break_even *row, sfl_buffer *words)
{
    bool is_never = row->p_never >= 1.0;
    with->add_name(words, row->to);
    sfl_buffer_add(words, is_never ? " does not break even with " : " breaks even with ");
    with->add_name(words, row->from);
    if (is_never) {
        sfl_buffer_add(words, " within %" PRId32 " months in any future.", with->summary->n_months);
        return;
    }
    sfl_buffer_add(words, " within %" PRId32 " months in ", with->summary->n_months);
    sfl_sentence_share(words, 1.0 - row->p_never);
    sfl_buffer_add(words, " of futures");
    if (isfinite(row->median_month)) sfl_buffer_add(words, ", half of those by month %.0f", row->median_month);
    sfl_buffer_add(words, ".");
}

void sfl_clause_say_break_even(const sfl_sentences *with, sfl_buffer *words)
{
    for (int32_t i = 0; i < with->summary->n_break_even; ++i) {
        if (i > 0) sfl_buffer_add(words, " ");
        say_one_break_even(with, &with->summary->break_even[i], words);
    }
}
