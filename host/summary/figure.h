/* Every figure of an answer by name: what the JSON calls it, its members joined by dots, as `cvar95(hybrid.npv.total)` or
 * `p_shortfall(hybrid.edp.2)`. One walk for all who look figures up, compare answers or write them in a list. */
#ifndef SFL_SUMMARY_FIGURE_H
#define SFL_SUMMARY_FIGURE_H

#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Room for the longest name: three names of the scenario, 64 characters of up to 4 bytes each, and what joins them. */
#define SFL_FIGURE_BYTES 1024

/* What a figure counts in. */
typedef enum sfl_figure_unit {
    SFL_UNIT_MONEY, /* of the scenario's currency */
    SFL_UNIT_SHARE, /* a probability or a share, 0 … 1 */
    SFL_UNIT_PRICE, /* money a million tokens */
    SFL_UNIT_MONTH, /* number of a month, from 0 */
    SFL_UNIT_UNITS, /* provisioned units or nodes */
    SFL_UNIT_INDEX, /* of a driver, 1 at month 0 */
    SFL_UNIT_COUNT
} sfl_figure_unit;

#define SFL_NOWHERE (-1)   /* a figure that is of no month, year, period, money or part */
#define SFL_WHOLE_TERM (-2) /* of all periods together */

/* Where in the answer a figure stands: its coordinates, for those who write it in a table. NULL or SFL_NOWHERE: none. */
typedef struct sfl_figure_place {
    const char *architecture; /* of a pair `a`, of a break-even `from`, of a ranking the cheapest */
    const char *versus;       /* `b`; `to`, of a switch too; the next one */
    const char *contract, *channel;
    const char *driver; /* or the workload that switches */
    const char *item;   /* the member that holds the measure: "regret", "spend", "room"; "" where it stands alone */
    int32_t     period, part, money, month, year;
    double      p; /* of a quantile or a tail; NaN */
} sfl_figure_place;

/* Borrowed for the call. Lists of the answer that have no name of their own are left out of a figure's name: contracts,
 * periods ("term" for the whole term), channels, switches, pairs, break-evens. */
typedef struct sfl_figure {
    const char             *measure; /* "cvar95" */
    const char             *of;      /* "hybrid.npv.total" */
    const sfl_figure_place *place;
    sfl_figure_unit         unit;
    bool                    is_estimate; /* one of sfl_summary_each_estimate */
    double                  value;       /* NaN: not defined */
    double                  bin_half;    /* the bins may hide so much of it, to either side */
    sfl_interval           *in;          /* NULL: it has none */
    double                 *se;          /* its standard error, where the answer shows one; else NULL */
} sfl_figure;

typedef void (*sfl_figure_fn)(void *context, const sfl_figure *figure);

/* All numbers of an answer but the shares of histograms, in the order of the JSON. Every number has a name of its own, as
 * long as no architecture bears the name of a list ("drivers", "ranking") or of another's item. */
void sfl_summary_each_figure(sfl_summary *summary, sfl_figure_fn take, void *context);
/* Those of them that are estimates with an interval of their own, always the same ones in the same order for the same plan.
 * What follows from others (the lead of the cheapest) or is no estimate (standard errors, least and greatest) is none. */
void sfl_summary_each_estimate(sfl_summary *summary, sfl_figure_fn take, void *context);

/* Money as the currency's word, "share", "months", ...; a price as "USD/Mtok". out holds 64 bytes. */
const char *sfl_figure_unit_text(sfl_figure_unit unit, const char *currency, char out[64]);

#ifdef __cplusplus
}
#endif
#endif
