/* Beside sfl_study (shortfall.h): the figures that a plan's answer will have. */
#ifndef SFL_STUDY_STUDY_H
#define SFL_STUDY_STUDY_H

#include "host/summary/figure_list.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Names and units of the figures, without values. `inputs`: scenario and drivers. Names belong to the arena. */
sfl_status sfl_study_figures(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_arena *arena,
                             sfl_figure_list *figures, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
