/* Inside this room: figures of a tally's columns, and the pieces that summary.c puts together. */
#ifndef SFL_SUMMARY_MEASURE_H
#define SFL_SUMMARY_MEASURE_H

#include "host/scenario/scenario.h"
#include "host/summary/summary.h"
#include "kernels/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Sets of measures, as the columns of measure_list.def. */
typedef enum sfl_measure_set {
    SFL_SET_TOTAL      = 1,
    SFL_SET_MONTH      = 2,
    SFL_SET_DIFFERENCE = 4,
    SFL_SET_REGRET     = 8,
    SFL_SET_SHORTFALL  = 16,
    SFL_SET_PRICE      = 32,
    SFL_SET_INTERVAL   = 64
} sfl_measure_set;

/* Everything a piece needs; `arena` is the summary's. */
typedef struct sfl_figures {
    const sfl_scenario *scenario;
    const sfl_plan     *plan;
    const sfl_tally    *tally;
    sfl_arena          *arena;
    sfl_sample          sample;
    bool                figures_only; /* without intervals of distributions */
    sfl_ranks           ranks[SFL_MEASURE_COUNT]; /* of the quantiles */
} sfl_figures;

/* What intervals need, from the tally and the plan; level 0: 0.95. */
void sfl_figures_sample(sfl_figures *figures, double level);
/* The set's measures of a column; NaN where the column does not keep them, or is -1. */
sfl_distribution sfl_figures_distribution(const sfl_figures *figures, int32_t column, sfl_measure_set set);
/* Mean of a column, NaN for column -1. */
double sfl_figures_mean(const sfl_figures *figures, int32_t column);
/* Interval of a column's mean, by moments or else by bins; none where it keeps neither. */
sfl_interval sfl_figures_mean_interval(const sfl_figures *figures, int32_t column);
/* Interval of a share of the paths. */
sfl_interval sfl_figures_share_interval(const sfl_figures *figures, double share);
/* Shares of all paths by month, out [n_months + 1]: the last is "never". Column -1: always never. */
void sfl_figures_months(const sfl_figures *figures, int32_t column, double *out);
/* Month at which half of the share that is not "never" is reached, NaN if all of it is. */
double sfl_figures_median_month(const double *shares, int32_t n_months);
/* Its interval: that of a median, over the paths that get there. */
sfl_interval sfl_figures_median_interval(const sfl_figures *figures, const double *shares, int32_t n_months);
/* Copies a name of the scenario into the summary. */
sfl_status sfl_figures_copy(const sfl_figures *figures, const char *name, const char **out);
/* a / b, NaN for b = 0. */
double sfl_figures_ratio(double a, double b);

/* control.c: the mean of an architecture's total by control variates. */
sfl_summary_control sfl_figures_controlled(const sfl_figures *figures, int32_t architecture, sfl_money money);

/* histogram.c: width of the bin that a value lies in, 2^bin_bits of them an octave; 0 where there are none, or of 0. */
double sfl_bin_width(double value, int32_t bin_bits);
/* histogram.c: of a total whose quantiles are known by bins of which an octave has 2^bin_bits. */
sfl_summary_histogram sfl_figures_histogram(const sfl_figures *figures, int32_t column, int32_t bin_bits);

sfl_status sfl_summarise_architecture(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out);
sfl_status sfl_summarise_contracts(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out);
sfl_status sfl_summarise_channels(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out);
sfl_status sfl_summarise_switches(const sfl_figures *figures, int32_t number, sfl_summary_architecture *out);
void       sfl_summarise_risk(sfl_summary_architecture *architecture);
sfl_status sfl_summarise_pairs(const sfl_figures *figures, sfl_summary *summary);
sfl_status sfl_summarise_break_even(const sfl_figures *figures, const sfl_static_break_even *given,
                                    sfl_summary *summary);
void       sfl_summarise_ranking(const sfl_figures *figures, sfl_money money, sfl_summary *summary);

#ifdef __cplusplus
}
#endif
#endif
