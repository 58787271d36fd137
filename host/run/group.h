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

/* Takes what the tallies [n_plans] of a part that is finished hold; they stay the walk's, and what they hold is gone afterwards.
 * Called by several threads, of different parts. False: it has failed. */
typedef bool (*sfl_take_part_fn)(void *context, int32_t part, sfl_tally **tallies);
/* The same for every part that has paths among those of the options, handed out as they are finished, in no certain order. After
 * SFL_INTERRUPTED, as after errors, some parts may have been. The progress told is that of all parts. facts may be NULL;
 * they stay what they were where nothing was walked. */
sfl_status sfl_run_group_parts(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options,
                               sfl_take_part_fn take, void *context, sfl_run_facts *facts, sfl_diag *diag);

/* SFL_ERR_USAGE: paths that no run can walk. */
sfl_status sfl_run_check_paths(const sfl_plan *plan, const sfl_run_options *options, sfl_diag *diag);
/* SFL_ERR_AMOUNT: amounts that no tally holds were met; says how many and where, after `whose`, "" or "point 3: ". */
sfl_status sfl_run_check_amounts(const sfl_tally *tally, const char *whose, sfl_diag *diag);
/* The same of several tallies: n_refused amounts, the first of them on least_path. */
sfl_status sfl_run_check_refused(uint64_t n_refused, uint64_t least_path, const char *whose, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
