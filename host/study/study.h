/* Beside sfl_study (shortfall.h): a study that can be kept, gone on with and shared out, and the figures that a plan's answer
 * will have. */
#ifndef SFL_STUDY_STUDY_H
#define SFL_STUDY_STUDY_H

#include "host/study/walk.h"
#include "host/summary/figure_list.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_STUDY_MOST_PATHS UINT64_C(100000000) /* of all batches, unless somebody says another number */

/* Goes on with a piece of one point: walks what it does not hold of all the paths that it asks for, and answers as sfl_study
 * does. Of the options run (without paths) and split count, the piece says the rest. `keeper` and `team` may be NULL; of a team rank 0 alone gets a
 * summary. Where a second walk is called for, the piece becomes that of the second walk, whose plan is left in *against
 * for the caller to free. */
sfl_status sfl_study_piece(sfl_piece **piece, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                           const sfl_keeper *keeper, const sfl_team *team, sfl_plan **against, sfl_summary **summary,
                           sfl_diag *diag);
/* Can a piece of such a run have this batch under way? 0: none yet. */
bool sfl_study_is_batch(uint64_t until_paths, const sfl_piece_request *request);
/* The answer of what a piece holds; nothing is walked, so shares of variance and what a second walk compares are not there, and are
 * warned of. inputs->is_partial: paths are missing; with targets that another batch would have been asked for, the answer is
 * partial, too. SFL_ERR_RUN: all paths are there and a target is not reached. */
sfl_status sfl_study_report(sfl_piece *piece, int32_t n_threads, const sfl_summary_inputs *inputs, sfl_summary **summary,
                            sfl_diag *diag);
/* Walks what a piece does not hold of its share of the paths; answers nothing. SFL_INTERRUPTED: some of it was. */
sfl_status sfl_study_shard(sfl_piece *piece, const sfl_run_options *options, const sfl_keeper *keeper, sfl_diag *diag);
/* Request of a run of one point, without a title; texts are borrowed. */
sfl_piece_request sfl_study_request(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                                    sfl_piece_point *point);

/* Names and units of the figures, without values. `inputs`: scenario and drivers. Names belong to the arena. */
sfl_status sfl_study_figures(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_arena *arena,
                             sfl_figure_list *figures, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
