/* The second paragraph of a memo: what to know about the answer. */
#include "host/report/clauses.h"
#include "host/report/people.h"
#include "host/report/prose.h"

#include <inttypes.h>
#include <math.h>

/* A tail is thin where the half-width of its interval is more than this share of it. */
#define THIN_TAIL 0.02
/* A probability is rare where fewer paths than this had it: its interval is then wider than a fifth of it. */
#define RARE_PATHS 100.0
#define RARE_SHARE 0.01
/* A share of load that is worth a word. */
#define LEAST_UNSERVED 0.001
/* A driver's range is worth a word where its 95 % quantile is so many times its 5 % one. */
#define LEAST_RANGE 1.05

static void say_paths(sfl_buffer *words, uint64_t n_paths)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_count(n_paths, text);
    sfl_buffer_add(words, "%s path%s", text, n_paths == 1 ? "" : "s");
}

/* ---- the run ---- */

bool sfl_clause_applies_partial(const sfl_summary *summary)
{
    return summary->is_partial;
}

void sfl_clause_say_partial(const sfl_sentences *with, sfl_buffer *words)
{
    sfl_buffer_add(words, "The run was interrupted: all figures are those of the ");
    say_paths(words, with->summary->paths);
    sfl_buffer_add(words, " that were done.");
}

static int32_t n_short(const sfl_summary *summary)
{
    int32_t n = 0;
    for (int32_t i = 0; i < summary->n_targets; ++i)
        n += summary->targets[i].is_met ? 0 : 1;
    return n;
}

bool sfl_clause_applies_targets(const sfl_summary *summary)
{
    return n_short(summary) > 0;
}

void sfl_clause_say_targets(const sfl_sentences *with, sfl_buffer *words)
{
    int32_t n = n_short(with->summary);
    sfl_buffer_add(words, "%" PRId32 " of the %" PRId32 " precisions that were asked for %s not reached.", n,
                   with->summary->n_targets, n == 1 ? "was" : "were");
}

bool sfl_clause_applies_one_path(const sfl_summary *summary)
{
    return summary->paths == 1;
}

void sfl_clause_say_one_path(const sfl_sentences *with, sfl_buffer *words)
{
    (void)with;
    sfl_buffer_add(words, "One path says nothing of how sure any figure is.");
}

/* ---- the ranking ---- */

/* Is this one's mean within noise of the cheapest one's? By their pair, where they are compared. */
static bool is_tied(const sfl_summary *summary, int32_t number)
{
    const sfl_summary_ranking *ranking = &summary->rankings[SFL_MONEY_NPV];
    const char *cheapest = summary->architectures[ranking->cheapest].name, *other = summary->architectures[number].name;
    for (int32_t i = 0; number != ranking->cheapest && i < summary->n_pairs; ++i) {
        const sfl_summary_pair *pair = &summary->pairs[i];
        bool is_theirs = (pair->a == cheapest && pair->b == other) || (pair->a == other && pair->b == cheapest);
        if (pair->money != SFL_MONEY_NPV || !is_theirs) continue;
        sfl_interval in = pair->difference.intervals[SFL_MEASURE_MEAN];
        return in.low <= 0.0 && in.high >= 0.0 && in.low < in.high; /* what costs the same on every path is no tie to decide */
    }
    return false;
}

static int32_t n_tied(const sfl_summary *summary)
{
    int32_t n = 0;
    for (int32_t i = 0; i < summary->n_architectures; ++i)
        n += is_tied(summary, i) ? 1 : 0;
    return n;
}

bool sfl_clause_applies_ties(const sfl_summary *summary)
{
    return n_tied(summary) > 0;
}

void sfl_clause_say_ties(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary *summary = with->summary;
    int32_t            n = n_tied(summary), n_said = 0;
    sfl_buffer_add(words, "Within noise of the lowest mean %s ", n == 1 ? "is" : "are");
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        if (!is_tied(summary, i)) continue;
        if (n_said > 0) sfl_buffer_add(words, n_said + 1 == n ? " and " : ", ");
        with->add_name(words, summary->architectures[i].name);
        n_said += 1;
    }
    sfl_buffer_add(words, ": more paths may turn the order.");
}

/* ---- tails ---- */

static double thinness(const sfl_summary_architecture *architecture)
{
    const sfl_distribution *npv   = &architecture->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    sfl_interval            in    = npv->intervals[SFL_MEASURE_CVAR95];
    double                  value = npv->values[SFL_MEASURE_CVAR95];
    return 0.5 * (in.high - in.low) / fabs(value);
}

/* The architecture whose tail is known worst; -1 where all are known well, or none has an interval. */
static int32_t thinnest(const sfl_summary *summary)
{
    int32_t found = -1;
    double  most  = THIN_TAIL;
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        double this_one = thinness(&summary->architectures[i]);
        if (!(this_one > most)) continue;
        most  = this_one;
        found = i;
    }
    return found;
}

bool sfl_clause_applies_thin_tail(const sfl_summary *summary)
{
    return summary->paths > 1 && thinnest(summary) >= 0;
}

void sfl_clause_say_thin_tail(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary_architecture *architecture = &with->summary->architectures[thinnest(with->summary)];
    uint64_t                        n_tail       = (with->summary->paths + 19) / 20;
    sfl_buffer_add(words, "The worst 5%c%% rest on few paths (", SFL_PROSE_TIED_SPACE);
    say_paths(words, n_tail);
    sfl_buffer_add(words, "): that of ");
    with->add_name(words, architecture->name);
    sfl_buffer_add(words, " is known within ");
    sfl_sentence_share(words, thinness(architecture));
    sfl_buffer_add(words, ".");
}

/* A miss that some paths had, but few of many; NULL. */
static const sfl_summary_period *rarest(const sfl_summary *summary, const sfl_summary_architecture **architecture,
                                        const sfl_summary_contract **contract)
{
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        *architecture = &summary->architectures[i];
        for (int32_t j = 0; j < (*architecture)->n_contracts; ++j) {
            *contract = &(*architecture)->contracts[j];
            for (int32_t k = 0; k < (*contract)->n_periods; ++k) {
                double n = (*contract)->periods[k].p_shortfall * (double)summary->paths;
                bool   is_rare = (*contract)->periods[k].p_shortfall < RARE_SHARE;
                if (n > 0.0 && n < RARE_PATHS && is_rare) return &(*contract)->periods[k];
            }
        }
    }
    return NULL;
}

bool sfl_clause_applies_rare(const sfl_summary *summary)
{
    const sfl_summary_architecture *architecture = NULL;
    const sfl_summary_contract     *contract     = NULL;
    return rarest(summary, &architecture, &contract) != NULL;
}

void sfl_clause_say_rare(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary_architecture *architecture = NULL;
    const sfl_summary_contract     *contract     = NULL;
    const sfl_summary_period       *period       = rarest(with->summary, &architecture, &contract);
    sfl_buffer_add(words, "That ");
    with->add_name(words, architecture->name);
    sfl_buffer_add(words, " misses the commitment of ");
    with->add_name(words, contract->name);
    sfl_buffer_add(words, " in its period %" PRId32 " was seen on ", period->period);
    say_paths(words, (uint64_t)(period->p_shortfall * (double)with->summary->paths + 0.5));
    sfl_buffer_add(words, " only, so its size is hardly known.");
}

/* ---- what is not in the cost ---- */

static double worst_unserved(const sfl_summary *summary, const char **architecture, const char **channel)
{
    double most = 0.0;
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        const sfl_summary_architecture *of = &summary->architectures[i];
        for (int32_t j = 0; j < of->n_channels; ++j) {
            if (!(of->channels[j].unserved > most)) continue;
            most          = of->channels[j].unserved;
            *architecture = of->name;
            *channel      = of->channels[j].name;
        }
    }
    return most;
}

bool sfl_clause_applies_unserved(const sfl_summary *summary)
{
    const char *architecture = NULL, *channel = NULL;
    return worst_unserved(summary, &architecture, &channel) >= LEAST_UNSERVED;
}

void sfl_clause_say_unserved(const sfl_sentences *with, sfl_buffer *words)
{
    const char *architecture = "", *channel = "";
    double      share = worst_unserved(with->summary, &architecture, &channel);
    sfl_buffer_add(words, "Under ");
    with->add_name(words, architecture);
    sfl_buffer_add(words, " ");
    sfl_sentence_share(words, share);
    sfl_buffer_add(words, " of the load of ");
    with->add_name(words, channel);
    sfl_buffer_add(words, " is not served, so its cost is that of less work.");
}

/* ---- assumptions ---- */

bool sfl_clause_applies_split(const sfl_summary *summary)
{
    const sfl_summary_architecture *of = &summary->architectures[summary->rankings[SFL_MONEY_NPV].cheapest];
    return summary->split_paths > 0 && isfinite(of->split[SFL_MONEY_NPV].parameters);
}

void sfl_clause_say_split(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_summary              *summary = with->summary;
    const sfl_summary_architecture *of      = &summary->architectures[summary->rankings[SFL_MONEY_NPV].cheapest];
    double                          share   = of->split[SFL_MONEY_NPV].parameters;
    sfl_buffer_add(words, "Of the variance of what ");
    with->add_name(words, of->name);
    sfl_buffer_add(words, " costs ");
    sfl_sentence_share(words, share < 0.0 ? 0.0 : share);
    sfl_buffer_add(words,
                   " comes from growth, volatility, ceilings and launches that nobody knows yet, the rest from month "
                   "to month.");
}

/* Its last month's 95 % quantile over the 5 % one. */
static double range_of(const sfl_driver_row *driver)
{
    if (driver->n_months == 0) return 1.0;
    const sfl_driver_month *last = &driver->months[driver->n_months - 1];
    return last->q05 > 0.0 ? last->q95 / last->q05 : 1.0;
}

static const sfl_driver_row *widest(const sfl_summary *summary)
{
    const sfl_driver_row *found = NULL;
    double                most  = LEAST_RANGE;
    for (int32_t i = 0; i < summary->n_drivers; ++i) {
        double this_one = range_of(&summary->drivers[i]);
        if (!(this_one > most)) continue;
        most  = this_one;
        found = &summary->drivers[i];
    }
    return found;
}

bool sfl_clause_applies_assumption(const sfl_summary *summary)
{
    return widest(summary) != NULL;
}

void sfl_clause_say_assumption(const sfl_sentences *with, sfl_buffer *words)
{
    const sfl_driver_row   *driver = widest(with->summary);
    const sfl_driver_month *last   = &driver->months[driver->n_months - 1];
    char                    low[SFL_PEOPLE_BYTES], high[SFL_PEOPLE_BYTES];
    sfl_people_number(last->q05, low);
    sfl_people_number(last->q95, high);
    sfl_buffer_add(words, "The widest assumption is ");
    with->add_name(words, driver->name);
    sfl_buffer_add(words, ": in month %" PRId32 " it is between %s and %s times its start in nine futures of ten.",
                   last->month, low, high);
}

static bool has_spread(const sfl_summary *summary)
{
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        const sfl_distribution *npv = &summary->architectures[i].costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
        if (npv->values[SFL_MEASURE_MIN] < npv->values[SFL_MEASURE_MAX]) return true;
    }
    return false;
}

bool sfl_clause_applies_certain(const sfl_summary *summary)
{
    return summary->paths > 1 && !has_spread(summary);
}

void sfl_clause_say_certain(const sfl_sentences *with, sfl_buffer *words)
{
    (void)with;
    sfl_buffer_add(words, "Nothing in this scenario is uncertain: every path costs the same.");
}
