/* Figures of a column, from the rows of measure_list.def (model page section 9). */
#include "host/summary/measure.h"

#include <assert.h>

#define SFL_KEEP_BINS (SFL_KEEP_FINE | SFL_KEEP_COARSE)

enum {
    T = SFL_SET_TOTAL,
    M = SFL_SET_MONTH,
    D = SFL_SET_DIFFERENCE,
    R = SFL_SET_REGRET,
    S = SFL_SET_SHORTFALL,
    P = SFL_SET_PRICE,
    I = SFL_SET_INTERVAL
};

static double measure_value(const sfl_tally *tally, int32_t column, sfl_measure measure)
{
    switch (measure) {
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading)                                                          \
    case SFL_MEASURE_##NAME:                                                                                           \
        return formula;
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    case SFL_MEASURE_COUNT: break;
    }
    return NAN;
}

static uint32_t measure_keep(sfl_measure measure)
{
    static const uint32_t keep[] = {
#define SFL_MEASURE(NAME, word, bits, formula, sets, interval, heading) bits,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return keep[measure];
}

static uint32_t measure_sets(sfl_measure measure)
{
    static const uint32_t sets_of[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading) sets,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return sets_of[measure];
}

const char *sfl_measure_word(sfl_measure measure)
{
    static const char *const words[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading) #word,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return words[measure];
}

const char *sfl_measure_heading(sfl_measure measure)
{
    static const char *const headings[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading) heading,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return headings[measure];
}

const char *sfl_part_word(sfl_part part)
{
    static const char *const words[SFL_PART_COUNT] = {"total", "ai", "trueup", "baseline"};
    return words[part];
}

const char *sfl_money_word(sfl_money money)
{
    static const char *const words[SFL_MONEY_COUNT] = {"npv", "nominal"};
    return words[money];
}

static bool column_keeps(const sfl_figures *figures, int32_t column, uint32_t keep)
{
    if (column < 0) return false;
    assert(column < figures->plan->n_columns);
    return (SFL_AT(figures->plan, sfl_plan_column, figures->plan->columns_at)[column].keep & keep) != 0;
}

/* ---- intervals ---- */

/* What a measure estimates, from its row. */
typedef enum estimate_kind { ESTIMATE_NONE, ESTIMATE_MEAN, ESTIMATE_QUANTILE, ESTIMATE_TAIL } estimate_kind;

typedef struct estimate {
    estimate_kind kind;
    double        p; /* of a quantile or a tail; NaN */
} estimate;

static estimate estimate_of(sfl_measure measure)
{
    static const estimate rows[] = {
#define NO_INTERVAL {ESTIMATE_NONE, NAN}
#define MEAN_INTERVAL {ESTIMATE_MEAN, NAN}
#define QUANTILE_INTERVAL(p) {ESTIMATE_QUANTILE, p}
#define CVAR_INTERVAL(alpha) {ESTIMATE_TAIL, alpha}
#define BEST_INTERVAL(share) {ESTIMATE_TAIL, share}
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading) interval,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
#undef NO_INTERVAL
#undef MEAN_INTERVAL
#undef QUANTILE_INTERVAL
#undef CVAR_INTERVAL
#undef BEST_INTERVAL
    };
    return rows[measure];
}

double sfl_measure_p(sfl_measure measure)
{
    return estimate_of(measure).p;
}

bool sfl_measure_has_interval(sfl_measure measure)
{
    return estimate_of(measure).kind != ESTIMATE_NONE;
}

void sfl_figures_sample(sfl_figures *figures, double level)
{
    figures->sample.n             = sfl_tally_paths(figures->tally);
    figures->sample.is_antithetic = figures->plan->is_antithetic != 0;
    figures->sample.level         = level > 0.0 ? level : 0.95;
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        estimate of = estimate_of((sfl_measure)i);
        if (of.kind == ESTIMATE_QUANTILE) figures->ranks[i] = sfl_interval_ranks(figures->sample, of.p);
    }
}

sfl_interval sfl_figures_mean_interval(const sfl_figures *figures, int32_t column)
{
    const sfl_tally *tally = figures->tally;
    if (column_keeps(figures, column, SFL_KEEP_MOMENTS))
        return sfl_interval_mean(figures->sample, sfl_tally_mean(tally, column), sfl_tally_se(tally, column));
    if (!column_keeps(figures, column, SFL_KEEP_BINS)) return sfl_no_interval;
    double se = sfl_tally_binned_sd(tally, column) / sqrt((double)sfl_sample_independent(figures->sample));
    return sfl_interval_mean(figures->sample, sfl_tally_mean(tally, column), se);
}

sfl_interval sfl_figures_share_interval(const sfl_figures *figures, double share)
{
    return sfl_interval_share(figures->sample, share);
}

static sfl_interval measure_interval(const sfl_figures *figures, int32_t column, sfl_measure measure)
{
    switch (measure) {
#define NO_INTERVAL sfl_no_interval
#define MEAN_INTERVAL sfl_figures_mean_interval(figures, column)
#define QUANTILE_INTERVAL(p) sfl_interval_quantile(figures->tally, column, figures->ranks[measure])
#define CVAR_INTERVAL(alpha) sfl_interval_cvar(figures->sample, figures->tally, column, alpha)
#define BEST_INTERVAL(share) sfl_interval_best(figures->sample, figures->tally, column, share)
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading)                                                \
    case SFL_MEASURE_##NAME:                                                                                           \
        return interval;
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    case SFL_MEASURE_COUNT: break;
    }
    return sfl_no_interval;
}

/* ---- figures ---- */

static int32_t bin_bits_of(const sfl_figures *figures, int32_t column)
{
    if (column_keeps(figures, column, SFL_KEEP_FINE)) return SFL_BIN_FINE_BITS;
    if (column_keeps(figures, column, SFL_KEEP_COARSE)) return SFL_BIN_COARSE_BITS;
    return 0;
}

sfl_distribution sfl_figures_distribution(const sfl_figures *figures, int32_t column, sfl_measure_set set)
{
    sfl_distribution out = {0};
    out.bin_bits         = bin_bits_of(figures, column);
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        sfl_measure measure  = (sfl_measure)i;
        bool        is_shown = (measure_sets(measure) & (uint32_t)set) != 0;
        bool        is_known = is_shown && column_keeps(figures, column, measure_keep(measure));
        out.shown |= is_shown ? 1u << i : 0u;
        out.values[i]    = is_known ? measure_value(figures->tally, column, measure) : NAN;
        out.intervals[i] = is_known && !figures->figures_only ? measure_interval(figures, column, measure) : sfl_no_interval;
    }
    return out;
}

double sfl_figures_mean(const sfl_figures *figures, int32_t column)
{
    return column_keeps(figures, column, SFL_KEEP_SUM) ? sfl_tally_mean(figures->tally, column) : NAN;
}

sfl_status sfl_figures_copy(const sfl_figures *figures, const char *name, const char **out)
{
    *out = sfl_arena_text(figures->arena, name);
    return *out != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

double sfl_figures_ratio(double a, double b)
{
    return b != 0.0 ? a / b : NAN;
}

void sfl_figures_months(const sfl_figures *figures, int32_t column, double *out)
{
    int32_t n_months = figures->plan->n_months;
    bool    is_known = column_keeps(figures, column, SFL_KEEP_MONTHS);
    double  n_paths  = (double)sfl_tally_paths(figures->tally);
    for (int32_t month = 0; month <= n_months; ++month) {
        double n   = is_known ? (double)sfl_tally_months(figures->tally, column, month) : 0.0;
        out[month] = sfl_figures_ratio(n, n_paths);
    }
    if (column < 0) out[n_months] = 1.0;
}

double sfl_figures_median_month(const double *shares, int32_t n_months)
{
    double ever = 0.0, so_far = 0.0;
    for (int32_t month = 0; month < n_months; ++month)
        ever += shares[month];
    for (int32_t month = 0; month < n_months; ++month) {
        so_far += shares[month];
        if (ever > 0.0 && so_far >= 0.5 * ever) return (double)month;
    }
    return NAN;
}

sfl_interval sfl_figures_median_interval(const sfl_figures *figures, const double *shares, int32_t n_months)
{
    sfl_interval out   = sfl_no_interval;
    sfl_sample   some  = figures->sample;
    double       n     = (double)figures->sample.n, so_far = 0.0;
    if (isnan(shares[n_months])) return out; /* of no paths */
    some.n             = (uint64_t)(n * (1.0 - shares[n_months]) + 0.5);
    sfl_ranks    ranks = sfl_interval_ranks(some, 0.5);
    for (int32_t month = 0; month < n_months; ++month) {
        double before = so_far;
        so_far        = floor(so_far + n * shares[month] + 0.5);
        if ((double)ranks.low > before && (double)ranks.low <= so_far) out.low = (double)month;
        if ((double)ranks.high > before && (double)ranks.high <= so_far) out.high = (double)month;
    }
    return out;
}
