/* See spread.h. */
#include "host/summary/spread.h"

#include "host/summary/figure.h"
#include "host/summary/moments.h"

#include <stdlib.h>

struct sfl_spread {
    sfl_moments *figures; /* of each over the parts that know it [capacity], in the order of sfl_summary_each_estimate */
    size_t       n, capacity;
};

sfl_spread *sfl_spread_build(void)
{
    return calloc(1, sizeof(sfl_spread));
}

void sfl_spread_free(sfl_spread **spread)
{
    if (*spread == NULL) return;
    free((*spread)->figures);
    free(*spread);
    *spread = NULL;
}

/* ---- parts come in ---- */

static void count(void *context, const sfl_figure *figure)
{
    size_t *n = context;
    (void)figure;
    *n += 1;
}

static sfl_status make_room(sfl_spread *spread, sfl_summary *part)
{
    if (spread->figures != NULL) return SFL_OK;
    sfl_summary_each_estimate(part, count, &spread->capacity);
    spread->figures = calloc(spread->capacity > 0 ? spread->capacity : 1, sizeof *spread->figures);
    return spread->figures != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static void add(void *context, const sfl_figure *figure)
{
    sfl_spread *spread = context;
    sfl_moments_add(&spread->figures[spread->n++], figure->value);
}

sfl_status sfl_spread_add(sfl_spread *spread, sfl_summary *part)
{
    SFL_TRY(make_room(spread, part));
    spread->n = 0;
    sfl_summary_each_estimate(part, add, spread);
    return SFL_OK;
}

/* ---- intervals go out ---- */

typedef struct installing {
    const sfl_spread *spread;
    size_t            n;
    double            level, scale; /* of errors */
    sfl_spread_rule   rule;
} installing;

static bool is_kept(sfl_spread_rule rule, const sfl_figure *figure)
{
    switch (rule) {
    case SFL_SPREAD_ALL: return false;
    case SFL_SPREAD_BUT_MEANS: return figure->se != NULL;
    case SFL_SPREAD_MISSING: return !isnan(figure->in->low) || !isnan(figure->in->high);
    }
    return true;
}

static void install(void *context, const sfl_figure *figure)
{
    installing        *of   = context;
    const sfl_moments *over = &of->spread->figures[of->n++];
    if (is_kept(of->rule, figure) || over->n < SFL_LEAST_PARTS || over->squares == 0.0 || isnan(figure->value)) return;
    double       sd       = of->scale * sfl_moments_sd(over);
    sfl_interval in       = sfl_interval_parts(of->level, figure->value, sd, over->n);
    bool         is_share = figure->unit == SFL_UNIT_SHARE;
    in.low -= figure->bin_half;
    in.high += figure->bin_half;
    if (is_share && in.low < 0.0) in.low = 0.0;
    if (is_share && in.high > 1.0) in.high = 1.0;
    *figure->in = in;
    if (figure->se != NULL) *figure->se = sd / sqrt((double)over->n);
}

/* The lead of the cheapest is the difference of a pair, where there is that pair. */
static void install_lead(const sfl_summary *summary, sfl_summary_ranking *ranking)
{
    if (ranking->runner_up < 0) return;
    const char *cheapest = summary->architectures[ranking->cheapest].name;
    const char *next     = summary->architectures[ranking->runner_up].name;
    for (int32_t i = 0; i < summary->n_pairs; ++i) {
        const sfl_summary_pair *pair = &summary->pairs[i];
        bool rises = pair->a == cheapest && pair->b == next, falls = pair->a == next && pair->b == cheapest;
        if (pair->money != ranking->money || !(rises || falls)) continue;
        sfl_interval in     = pair->difference.intervals[SFL_MEASURE_MEAN];
        ranking->lead_in    = rises ? in : (sfl_interval){-in.high, -in.low};
        ranking->lead_se    = pair->difference.values[SFL_MEASURE_SE];
        ranking->is_decided = ranking->lead_in.low > 0.0;
    }
}

void sfl_spread_install(const sfl_spread *spread, sfl_spread_rule rule, uint64_t n_paths, sfl_summary *whole)
{
    installing of = {spread, 0, whole->level, sqrt((double)n_paths / (double)whole->paths), rule};
    if (spread->figures == NULL) return;
    sfl_summary_each_estimate(whole, install, &of);
    for (int32_t money = 0; rule != SFL_SPREAD_MISSING && money < SFL_MONEY_COUNT; ++money)
        install_lead(whole, &whole->rankings[money]);
}
