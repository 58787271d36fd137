/* Which points of a sweep share a world (host/run/same.h). */
#ifndef SFL_SWEEP_WORLDS_H
#define SFL_SWEEP_WORLDS_H

#include "kernels/plan.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* So many worlds are remembered; one that comes again later than that counts as new, and is walked again. */
#define SFL_MOST_WORLDS 64

/* Start from {0}. */
typedef struct sfl_worlds {
    sfl_plan *plans[SFL_MOST_WORLDS];   /* the first one of each */
    int32_t   numbers[SFL_MOST_WORLDS]; /* of the world */
    int32_t   n;                        /* worlds so far */
} sfl_worlds;

/* Number of a plan's world, from 0; takes the plan. */
int32_t sfl_worlds_find(sfl_worlds *worlds, sfl_plan **plan);
void    sfl_worlds_release(sfl_worlds *worlds);

#ifdef __cplusplus
}
#endif
#endif
