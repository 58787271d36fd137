/* The tallies of some paths of a run. Paths whose spread over the parts of a run gives intervals (kernels/part.h) are kept part
 * by part, all others in one tally. Sets of the same plan whose paths differ are added part by part, in any order. */
#ifndef SFL_HOST_TALLY_TALLY_SET_H
#define SFL_HOST_TALLY_TALLY_SET_H

#include "host/base/diag.h"
#include "kernels/part.h"
#include "kernels/tally.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. NULL: no path of it yet. */
typedef struct sfl_tally_set {
    sfl_tally *parts[SFL_N_PARTS];
    sfl_tally *rest;
} sfl_tally_set;

/* Paths below this number are kept in parts: all of them (UINT64_MAX) where paths depend on each other, those of a pilot where
 * some figures have no other interval, none (0) elsewhere (model page section 9). */
uint64_t sfl_tally_set_in_parts(const sfl_plan *plan);

void sfl_tally_set_release(sfl_tally_set *set);
/* Where the paths of a part go, or with SFL_ALL_PARTS those that are in none. */
sfl_tally **sfl_tally_set_place(sfl_tally_set *set, int32_t part);
uint64_t    sfl_tally_set_paths(const sfl_tally_set *set);
/* Adds `from`, of the same plan, which stays as it is. SFL_ERR_MEMORY: `into` is half done. */
sfl_status sfl_tally_set_add(const sfl_plan *plan, sfl_tally_set *into, const sfl_tally_set *from, sfl_diag *diag);
/* All of it in one new tally. */
sfl_status sfl_tally_set_whole(const sfl_plan *plan, const sfl_tally_set *set, sfl_tally **whole, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
