/* Plans of one world made ready to be walked together (kernels/group.h). */
#ifndef SFL_HOST_RUN_GROUP_H
#define SFL_HOST_RUN_GROUP_H

#include "host/run/part.h"
#include "kernels/group.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A group of plans [n_plans] of the same world (same.h), which are borrowed; NULL without memory. */
sfl_group *sfl_group_build(const sfl_plan *const *plans, int32_t n_plans);
void       sfl_group_free(sfl_group **group);

/* sfl_run_part of several plans of the same world: tallies out [n_plans], each what sfl_run_part gives of that plan. On a
 * processor they are walked together; every thread has n_plans tallies, and slots for all of them. Cards take one after the
 * other. SFL_INTERRUPTED: tallies hold the same paths, fewer than were asked for; on cards those of some plans may hold others
 * or be NULL. Whether all amounts could be tallied is the caller's to ask (sfl_run_check_amounts). */
sfl_status sfl_run_group(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options, int32_t part,
                         sfl_tally **tallies, sfl_run_facts *facts, sfl_diag *diag);

/* The same for every part that has paths among 0 … options->n_paths − 1: tallies out [SFL_N_PARTS][n_plans], NULL before the call.
 * SFL_INTERRUPTED, and after any other error: some may be there. */
sfl_status sfl_run_group_parts(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options,
                               sfl_tally **tallies, sfl_diag *diag);

/* SFL_ERR_USAGE: paths that no run can walk. */
sfl_status sfl_run_check_paths(const sfl_plan *plan, const sfl_run_options *options, sfl_diag *diag);
/* SFL_ERR_AMOUNT: amounts that no tally holds were met; says how many and where, after `whose`, "" or "point 3: ". */
sfl_status sfl_run_check_amounts(const sfl_tally *tally, const char *whose, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
