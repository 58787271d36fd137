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
#define SFL_MEASURE(NAME, word, keep, formula, sets, heading)                                                          \
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
#define SFL_MEASURE(NAME, word, bits, formula, sets, heading) bits,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return keep[measure];
}

static uint32_t measure_sets(sfl_measure measure)
{
    static const uint32_t sets_of[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, heading) sets,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return sets_of[measure];
}

const char *sfl_measure_word(sfl_measure measure)
{
    static const char *const words[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, heading) #word,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    };
    return words[measure];
}

const char *sfl_measure_heading(sfl_measure measure)
{
    static const char *const headings[] = {
#define SFL_MEASURE(NAME, word, keep, formula, sets, heading) heading,
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

sfl_distribution sfl_figures_distribution(const sfl_figures *figures, int32_t column, sfl_measure_set set)
{
    sfl_distribution out = {0};
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        sfl_measure measure  = (sfl_measure)i;
        bool        is_shown = (measure_sets(measure) & (uint32_t)set) != 0;
        bool        is_known = is_shown && column_keeps(figures, column, measure_keep(measure));
        out.shown |= is_shown ? 1u << i : 0u;
        out.values[i] = is_known ? measure_value(figures->tally, column, measure) : NAN;
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
