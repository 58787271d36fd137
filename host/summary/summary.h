/* The answer as plain structs: every figure of the model page's section 9 under the name it has in the result, so that
 * a format only writes. Made by sfl_summarise (shortfall.h), frozen afterwards. A figure that is not defined (the
 * standard deviation of one path, a utilisation of nothing) is NaN. Amounts in USD, probabilities and shares 0 … 1. */
#ifndef SFL_SUMMARY_SUMMARY_H
#define SFL_SUMMARY_SUMMARY_H

#include "host/base/arena.h"
#include "host/summary/interval.h"
#include "kernels/plan.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what is taken over the paths ---- */

typedef enum sfl_measure {
#define SFL_MEASURE(NAME, word, keep, formula, sets, interval, heading) SFL_MEASURE_##NAME,
#include "host/summary/measure_list.def"
#undef SFL_MEASURE
    SFL_MEASURE_COUNT
} sfl_measure;

/* The member's word ("q05") and its heading for people ("5 %"). */
const char *sfl_measure_word(sfl_measure measure);
const char *sfl_measure_heading(sfl_measure measure);
/* Is it an estimate that has an interval? */
bool sfl_measure_has_interval(sfl_measure measure);
/* Probability of a quantile, level of a tail; NaN of all others. */
double sfl_measure_p(sfl_measure measure);

/* "total", "ai", "trueup", "baseline"; "npv", "nominal". */
const char *sfl_part_word(sfl_part part);
const char *sfl_money_word(sfl_money money);

typedef struct sfl_distribution {
    uint32_t shown;                     /* bit 1 << measure: belongs to the answer */
    double   values[SFL_MEASURE_COUNT]; /* NaN: not defined */
    sfl_interval intervals[SFL_MEASURE_COUNT]; /* at the summary's level; NaN: no bound, or no estimate */
    int32_t      bin_bits; /* quantiles and tails are known by bins of which an octave has 2^bin_bits; 0: there are none */
} sfl_distribution;

#define SFL_HISTOGRAM_STEPS 64

/* How a total is spread over the paths, in equal steps between its 0.5 % and its 99.5 % quantile, whose bins are inside.
 * Fewer steps where they would be finer than the tally's bins: one where all of that is one value. */
typedef struct sfl_summary_histogram {
    double  from, to;                    /* of the steps */
    double  below, above;                /* shares of the paths outside */
    int32_t n;                           /* 0: not known */
    double  shares[SFL_HISTOGRAM_STEPS]; /* [n] of all paths */
} sfl_summary_histogram;

/* A mean by control variates. */
typedef struct sfl_summary_control {
    double       mean, se;
    sfl_interval in;
} sfl_summary_control;

/* ---- one architecture ---- */

typedef struct sfl_summary_month {
    int32_t          month;
    sfl_distribution spend, cumulative;
} sfl_summary_month;

typedef struct sfl_summary_year {
    int32_t          year; /* of 12 months from month 0 */
    sfl_distribution spend;
} sfl_summary_year;

typedef struct sfl_summary_period {
    int32_t          period; /* the model page's k; of no meaning for the term */
    int32_t          first_month, last_month, pay_month; /* inside the horizon, and when its true-up is paid; -1 for the term */
    double           shortfall_rate;                     /* share of a shortfall that must be paid */
    double           commitment;
    double           p_shortfall;
    sfl_interval     p_shortfall_in;
    sfl_distribution shortfall;            /* of all paths */
    double           shortfall_when_short; /* mean over the paths that have one */
    sfl_interval     shortfall_when_short_in;
    double           utilisation;
    sfl_interval     utilisation_in;
    sfl_distribution room;
} sfl_summary_period;

typedef struct sfl_summary_contract {
    const char               *name;
    sfl_summary_period *periods; /* [n_periods] that end inside the horizon */
    int32_t                   n_periods;
    sfl_summary_period        term; /* sums over the periods, probability of any shortfall */
} sfl_summary_contract;

/* A provisioned or self-hosted channel as the architecture uses it. */
typedef struct sfl_summary_channel {
    const char   *name;
    const char   *kind;        /* word of the scenario */
    double        utilisation; /* load served / capacity, over the months with capacity */
    double        overflow;    /* share of the load above capacity */
    double        unserved;    /* the part of it that no other channel takes: all of it or nothing */
    sfl_interval  utilisation_in, overflow_in, unserved_in;
    const double *units;       /* [n_months] mean; NULL: the plan has no months */
    sfl_interval *units_in;    /* [n_months] */
} sfl_summary_channel;

/* A `then` route. */
typedef struct sfl_summary_switch {
    const char   *workload;
    const char   *channel, *to; /* before and after */
    double        p_ever;
    double        median_month; /* of the paths that switch */
    sfl_interval  p_ever_in, median_month_in;
    const double *months;       /* [n_months] share of all paths that switch in it */
} sfl_summary_switch;

/* What a strategist fears most of it. Places in the lists above, -1 where there is no such thing. */
typedef struct sfl_summary_risk {
    double  tail_usd;         /* npv: mean of the worst 5 % of paths less the mean */
    double  tail_share;       /* of the mean */
    int32_t contract, period; /* most probable miss of a commitment */
    int32_t channel;          /* largest unserved share */
} sfl_summary_risk;

/* Of a variance over paths: the share that comes from what a path draws once (growth, volatility, ceilings, launches); the
 * rest is noise from month to month. NaN where there is no variance. */
typedef struct sfl_summary_split {
    double       parameters; /* may come out below 0 by chance */
    sfl_interval parameters_in;
} sfl_summary_split;

typedef struct sfl_summary_architecture {
    const char                 *name;
    double                      p_cheapest[SFL_MONEY_COUNT]; /* strictly */
    double                      p_tied[SFL_MONEY_COUNT];     /* least, but not alone */
    sfl_interval                p_cheapest_in[SFL_MONEY_COUNT], p_tied_in[SFL_MONEY_COUNT];
    sfl_distribution            regret[SFL_MONEY_COUNT];
    sfl_distribution            usd_per_mtok;
    sfl_distribution            costs[SFL_MONEY_COUNT][SFL_PART_COUNT];
    sfl_summary_control         controlled[SFL_MONEY_COUNT]; /* the mean of the total once more */
    sfl_summary_histogram       histogram[SFL_MONEY_COUNT];  /* of the total */
    sfl_summary_month    *months;    /* [n_months of the summary] */
    sfl_summary_year     *years;     /* [n_years of the summary] */
    sfl_summary_contract *contracts; /* [n_contracts] in force under it */
    sfl_summary_channel  *channels;  /* [n_channels] */
    sfl_summary_switch   *switches;  /* [n_switches] */
    int32_t                     n_contracts, n_channels, n_switches;
    sfl_summary_risk            risk;
    sfl_summary_split           split[SFL_MONEY_COUNT]; /* of the total, where the summary has split_paths */
} sfl_summary_architecture;

/* ---- comparisons ---- */

/* cost(b) − cost(a) on the same paths. */
typedef struct sfl_summary_pair {
    const char      *a, *b;
    sfl_money        money;
    double           p_a_cheaper, p_tie;
    sfl_interval     p_a_cheaper_in, p_tie_in;
    sfl_distribution difference;
} sfl_summary_pair;

typedef struct sfl_summary_break_even {
    const char     *from, *to;
    double          p_never;
    double          median_month; /* of the paths that get there */
    sfl_interval    p_never_in, median_month_in;
    const double   *months;       /* [n_months] share of all paths that get there in it */
    bool            has_static;   /* worked out? */
    sfl_static_kind static_kind;
    double          static_usd_per_month; /* NaN unless SFL_STATIC_REACHED */
} sfl_summary_break_even;

/* Which architecture is cheapest in the mean, and whether that is decided: the interval of its lead over the next one
 * leaves out 0. */
typedef struct sfl_summary_ranking {
    sfl_money money;
    int32_t   cheapest, runner_up; /* architectures; runner_up -1: there is only one */
    double    lead;                /* mean cost of the next one less that of the cheapest, >= 0 */
    double    lead_share;          /* of the next one's mean */
    double    lead_se;             /* of the pair; without the pair the sum of both errors, which is never less */
    sfl_interval lead_in;
    bool      is_decided;
} sfl_summary_ranking;

/* What a run was asked to reach, and what it reached. */
typedef struct sfl_summary_target {
    const char *name;   /* "cvar95(hybrid.npv.total)" */
    double      wanted; /* half-width: of the figure, where is_relative, else in its unit */
    double      value, half_width; /* reached */
    bool        is_relative, is_met;
} sfl_summary_target;

/* ---- the whole ---- */

typedef struct sfl_summary_run {
    const char        *version, *build, *host, *backend, *reason, *time, *command, *file; /* NULL: not known */
    const char        *card_form; /* NULL on a processor */
    const char *const *overrides;
    int32_t            n_overrides;
    int32_t            threads, devices; /* devices: cards, 0 on a processor */
    uint64_t           chunk;
    double             seconds;
} sfl_summary_run;

typedef struct sfl_summary {
    sfl_arena                      *arena;
    const char                     *text; /* the dump; NULL: not given */
    char                            sha256[65], fingerprint[65];
    sfl_summary_run                 run;
    uint64_t                        seed, paths;
    double                          level; /* of the intervals, 0 … 1 */
    uint64_t                        split_paths; /* walked to split variances; 0: not asked for */
    bool                            is_partial; /* interrupted: fewer paths than were asked for */
    const char                     *sampling;   /* word of the scenario */
    const char                     *currency;
    double                          discount_rate;
    int32_t                         n_months, n_years;
    const sfl_driver_row           *drivers;
    sfl_summary_architecture *architectures;
    sfl_summary_pair         *pairs;
    sfl_summary_break_even   *break_even;
    const sfl_summary_target       *targets; /* [n_targets] of `--until` */
    int32_t                         n_drivers, n_architectures, n_pairs, n_break_even, n_targets;
    sfl_summary_ranking             rankings[SFL_MONEY_COUNT];
} sfl_summary;

#ifdef __cplusplus
}
#endif
#endif
