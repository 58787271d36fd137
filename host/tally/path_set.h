/* Which paths of a run somebody has walked: ranges in rising order that neither touch nor overlap. */
#ifndef SFL_HOST_TALLY_PATH_SET_H
#define SFL_HOST_TALLY_PATH_SET_H

#include "host/run/ranges.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. */
typedef struct sfl_path_set {
    sfl_range *ranges; /* [n] */
    size_t     n, capacity;
} sfl_path_set;

void sfl_path_set_release(sfl_path_set *set);
/* Adds a range of which no path is there yet; one of no paths adds nothing. False without memory: the set is as it was. */
bool sfl_path_set_add(sfl_path_set *set, sfl_range range);
/* The same for all ranges of another set; false without memory: some may be there. */
bool sfl_path_set_join(sfl_path_set *set, const sfl_path_set *other);
/* Is a path of the range there? *both: the first range of such paths; may be NULL. */
bool sfl_path_set_meets(const sfl_path_set *set, sfl_range range, sfl_range *both);
/* Is a path of `within` not there? *missing: the first range of such paths; may be NULL. */
bool     sfl_path_set_lacks(const sfl_path_set *set, sfl_range within, sfl_range *missing);
uint64_t sfl_path_set_count(const sfl_path_set *set);

#ifdef __cplusplus
}
#endif
#endif
