/* What a run is asked to reach: half-widths of intervals, by the names of figures (summary/figure.h). */
#ifndef SFL_STUDY_TARGET_H
#define SFL_STUDY_TARGET_H

#include "host/base/diag.h"
#include "host/summary/figure_list.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_MOST_TARGETS 64

typedef struct sfl_targets {
    sfl_summary_target rows[SFL_MOST_TARGETS];    /* names belong to the text they were read from */
    size_t             figures[SFL_MOST_TARGETS]; /* number of the figure in sfl_summary_each_estimate */
    int32_t            n;
} sfl_targets;

/* Reads "cvar95(hybrid.npv.total) 0.2%, mean(hybrid.npv.total) 50000": names of estimates, each with a half-width as a share
 * of the figure or in its own unit. SFL_ERR_USAGE says what cannot be read and what was nearest. Names are those of the list. */
sfl_status sfl_targets_read(const char *text, const sfl_figure_list *figures, sfl_targets *targets, sfl_diag *diag);
/* Puts the half-widths of an answer into the rows. True: all are reached. */
bool sfl_targets_reached(sfl_targets *targets, sfl_summary *answer);

#ifdef __cplusplus
}
#endif
#endif
