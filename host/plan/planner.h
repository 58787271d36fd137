/* A plan in the making, shared by the files of this room and nobody else. Every file fills the members of the plan
 * (kernels/plan.h) that its concept owns; slots.c numbers the slots and measures.c the columns when all else stands. */
#ifndef SFL_PLAN_PLANNER_H
#define SFL_PLAN_PLANNER_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/plan/pack.h"
#include "host/scenario/scenario.h"
#include "kernels/num.h"
#include "kernels/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A block of paths has at most this many slots. */
#define SFL_PLAN_MOST_SLOTS ((int64_t)1 << 24)
/* Up to so many architectures every two of them are compared (model page section 9). */
#define SFL_PLAN_ALL_PAIRS 16

/* A quote and the model it is for, in the chain of its workload. */
typedef struct sfl_quote_entry {
    struct sfl_quote_entry *next;         /* of the same workload */
    struct sfl_quote_entry *next_of_plan; /* in the order of their numbers */
    int32_t                 number, workload, model;
    double                  token_ratio;
} sfl_quote_entry;

/* The arrays of one architecture, where they are filled. */
typedef struct sfl_parts {
    sfl_plan_account *accounts;
    sfl_plan_use     *uses;
    sfl_plan_leg     *legs;
} sfl_parts;

typedef struct sfl_planner {
    const sfl_scenario *scenario;
    sfl_diag           *diag;
    sfl_arena          *arena; /* lives as long as the build */
    sfl_pack           *pack;
    sfl_plan           *plan;
    sfl_driver_entry   *entries; /* [n_drivers] */
    int64_t             n_slots;
    bool                has_no_months; /* no columns of single months (totals.h) */
    bool                shares_parameters; /* in pairs of paths (totals.h) */
    int32_t             against; /* above SFL_PLAN_ALL_PAIRS each is compared with the first and with this one */
    /* arrays of the plan */
    double                *discount; /* [n_months] D[t] */
    sfl_plan_driver       *drivers;
    sfl_plan_workload     *workloads;
    sfl_plan_index        *indices;
    sfl_plan_quote        *quotes;
    sfl_plan_vendor       *vendors;
    sfl_plan_contract     *contracts;
    sfl_plan_term        **terms; /* [n_contracts] their terms_at */
    sfl_plan_channel      *channels;
    sfl_plan_architecture *architectures;
    sfl_parts             *parts; /* [n_architectures] */
    sfl_plan_pair         *pairs;
    sfl_plan_break_even   *break_even;
    sfl_plan_control_member *control_members[SFL_CONTROL_COUNT]; /* [n_members] of the control */
    /* quotes as they are found */
    sfl_quote_entry **quotes_of; /* [n_workloads] */
    sfl_quote_entry  *first_quote, *last_quote;
} sfl_planner;

/* Takes an array of the plan, or ends the calling function. */
#define SFL_PLAN_ARRAY(planner, pointer, type, n_items, at)                                                            \
    do {                                                                                                               \
        (pointer) = SFL_PACK_ARRAY((planner)->pack, type, n_items, at);                                                \
        if (!(pointer)) return sfl_pack_status((planner)->pack);                                                       \
    } while (0)

/* Takes working memory of the build, or ends the calling function. */
#define SFL_PLAN_SCRATCH(planner, pointer, type, n_items)                                                              \
    do {                                                                                                               \
        (pointer) = SFL_ARENA_ARRAY((planner)->arena, type, (size_t)(n_items));                                        \
        if (!(pointer)) return SFL_ERR_MEMORY;                                                                         \
    } while (0)

typedef enum sfl_stream {
#define SFL_STREAM(NAME, whose, word, drawn, help) SFL_STREAM_##NAME,
#include "kernels/stream_list.def"
#undef SFL_STREAM
    SFL_STREAM_COUNT
} sfl_stream;

/* streams.c: 32-bit FNV-1a of the stream's name (model page section 2). owner: the driver's or workload's name, not read
 * for the streams of the whole scenario. */
uint32_t sfl_stream_of(sfl_stream stream, const char *owner);
/* Two streams of the scenario with the same hash are an error. */
sfl_status sfl_streams_check(sfl_planner *planner);

/* In the order they are called. */
sfl_status sfl_plan_time(sfl_planner *planner);          /* plan.c: months, discounting */
sfl_status sfl_plan_regimes(sfl_planner *planner);       /* market.c: section 4 */
sfl_status sfl_plan_correlation(sfl_planner *planner);   /* correlation.c: section 3, the Cholesky factor */
sfl_status sfl_plan_drivers(sfl_planner *planner);       /* drivers.c: section 3 */
sfl_status sfl_plan_demand(sfl_planner *planner);        /* market.c: workloads, indices, vendors */
sfl_status sfl_plan_dimensions(sfl_planner *planner);    /* dimensions.c: section 2, quasi-random sampling */
sfl_status sfl_plan_contracts(sfl_planner *planner);     /* contracts.c: section 7, 8 */
sfl_status sfl_plan_channels(sfl_planner *planner);      /* channels.c: section 7 */
sfl_status sfl_plan_architectures(sfl_planner *planner); /* architectures.c: section 8 */
sfl_status sfl_plan_quotes(sfl_planner *planner);        /* market.c: section 6, with the reach of price lags */
sfl_status sfl_plan_comparisons(sfl_planner *planner);   /* plan.c: section 9, pairs and break-even */
sfl_status sfl_plan_controls(sfl_planner *planner);      /* controls.c: section 9, control variates */
sfl_status sfl_plan_slots(sfl_planner *planner);         /* slots.c */
sfl_status sfl_plan_columns(sfl_planner *planner);       /* measures.c */

/* Number of the quote of a workload's tokens on a model, made where there is none yet; −1 without memory. */
int32_t sfl_planner_quote(sfl_planner *planner, int32_t workload, int32_t model, double token_ratio);

/* sobol.c: what makes the points of plan->n_dimensions. */
sfl_status sfl_plan_points(sfl_planner *planner);
/* bridge.c: the bridge of section 2 from a dimension on; every step has n_draws of them. */
sfl_status sfl_plan_bridge(sfl_planner *planner, int32_t dimension, int32_t n_draws);

/* overflow.c: the table of o(c) of a capacity channel, if one is exact enough. */
sfl_status sfl_plan_overflow(sfl_planner *planner, sfl_plan_channel *channel);

/* drivers.c: certain parts of a driver after so many years: the median trend of the log index, h(y), F(y). */
double sfl_planner_trend(const sfl_driver *from, double years);
double sfl_planner_damped_years(double fade, double years);
double sfl_planner_adopted_share(const sfl_adoption *adoption, double years);

/* known_means.c: E I[t] out [n_months] of a driver in closed form; *is_known false, and they mean nothing, where the law
 * has another mean than its formula (more jumps than a month holds) or the mean hangs on few paths. SFL_ERR_MEMORY without memory. */
sfl_status sfl_planner_known_means(const sfl_planner *planner, int32_t driver, double *means, bool *is_known);
/* Probability that a workload has been launched by month t. */
double sfl_planner_launched(const sfl_plan_workload *workload, int32_t month);

/* market.c: USD of a workload's month 0 without season, input and output tokens, at list price with batch discount. */
void   sfl_planner_flat_usd(const sfl_planner *planner, int32_t workload, double *input, double *output);
double sfl_planner_cached_usd(const sfl_model *model); /* USD per Mtok */

/* Season factor of a month: 1 where the season is not given. */
double sfl_planner_season_of(sfl_reals season, int32_t calendar_month, int32_t month);
/* Season factor by month [n_months]: ones where the season is not given. */
sfl_status sfl_planner_season(sfl_planner *planner, sfl_reals season, int32_t calendar_month, size_t *at);

/* A row of small functions for every file. */
static inline int32_t sfl_smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static inline int32_t sfl_larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

#ifdef __cplusplus
}
#endif
#endif
