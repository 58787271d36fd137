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

typedef enum sfl_figure_kind {
    SFL_FIGURE_AMOUNT,
    SFL_FIGURE_SHARE /* a probability or a share, 0 … 1 */
} sfl_figure_kind;

/* Borrowed for the call. Lists of the answer that have no name of their own are left out of a figure's name: contracts,
 * periods ("term" for the whole term), channels, switches, pairs, break-evens. */
typedef struct sfl_figure {
    const char     *measure; /* "cvar95" */
    const char     *of;      /* "hybrid.npv.total" */
    sfl_figure_kind kind;
    double          value;    /* NaN: not defined */
    double          bin_half; /* the bins may hide so much of it, to either side */
    sfl_interval   *in;
    double         *se; /* its standard error, where the answer shows one; else NULL */
} sfl_figure;

typedef void (*sfl_figure_fn)(void *context, const sfl_figure *figure);

/* All estimates of an answer, always the same ones in the same order for the same plan. What follows from others (the lead
 * of the cheapest) or is no estimate (standard errors, least and greatest) is none of them. */
void sfl_summary_each_figure(sfl_summary *summary, sfl_figure_fn take, void *context);

#ifdef __cplusplus
}
#endif
#endif
