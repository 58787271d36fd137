/* The figures of an answer as a list that can be kept: made from an answer here, from a written one in host/result. */
#ifndef SFL_SUMMARY_FIGURE_LIST_H
#define SFL_SUMMARY_FIGURE_LIST_H

#include "host/summary/figure.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_named_figure {
    const char     *name; /* "cvar95(hybrid.npv.total)" */
    sfl_figure_unit unit;
    bool            is_estimate;
    double          value, low, high; /* NaN: not defined, no bound */
    double          bin_half;         /* as of sfl_figure; 0 of a written answer, whose bounds include it */
    double          p;                /* of a quantile or a tail; NaN of others, and of a written answer */
} sfl_named_figure;

/* Start from {0}. Names belong to an arena that outlives the list. */
typedef struct sfl_figure_list {
    sfl_named_figure *rows; /* [n] */
    size_t            n, capacity;
    bool              has_failed; /* out of memory: what was added since is lost */
} sfl_figure_list;

/* The name is copied into the arena. */
void sfl_figure_list_add(sfl_figure_list *list, sfl_arena *arena, const sfl_named_figure *figure);
/* All figures of an answer, in the order of sfl_summary_each_figure. */
void sfl_figure_list_fill(sfl_figure_list *list, sfl_arena *arena, sfl_summary *summary);
void sfl_figure_list_free(sfl_figure_list *list);

#define SFL_NO_FIGURE SIZE_MAX

/* Number of the figure with the longest name that the text begins with, for a name may hold any sign; SFL_NO_FIGURE. */
size_t sfl_figure_list_find(const sfl_figure_list *list, const char *text);
/* Number of the figure of exactly this name; `hint` is where it may stand. SFL_NO_FIGURE. */
size_t sfl_figure_list_named(const sfl_figure_list *list, const char *name, size_t hint);
/* SFL_ERR_USAGE: what was written at `text` is no name of a figure; says which one is nearest. `option` is "--until". */
sfl_status sfl_figure_list_refuse(const sfl_figure_list *list, const char *option, const char *text, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
