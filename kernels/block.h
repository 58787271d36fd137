/* A block of paths: the plan that it walks, and its state as lanes in slots (plan.h). */
#ifndef SFL_KERNELS_BLOCK_H
#define SFL_KERNELS_BLOCK_H

#include "kernels/plan.h"

/* Paths first_path … first_path + SFL_LANES − 1. On a card a block is one path as one thread sees it: the members of a team
 * walk it together, each its share of a month, or one alone. */
typedef struct sfl_block {
    const sfl_plan *plan;
    double         *slots;
    uint64_t        first_path;
#if SFL_FOR_CARD
    size_t  stride;     /* doubles from a slot to the next; SFL_LANES on a CPU */
    double *near_slots; /* of slots 0 … n_near − 1, near_stride doubles apart; those after them lie in `slots` */
    double *scratch;    /* [SFL_N_SCRATCH], the thread's own */
    int32_t n_near, near_stride;
    int32_t member, n_members;
#endif
#if SFL_FOR_GROUP
    double *own_slots; /* of slots n_shared and on, counted from slot 0 as `slots` is; those before it lie in `slots` */
    int32_t n_shared;
#endif
} sfl_block;

#if SFL_FOR_CARD
SFL_FN double *sfl_slot(const sfl_block *block, int32_t slot)
{
    if (slot < block->n_near) return block->near_slots + (size_t)slot * (size_t)block->near_stride;
    return block->slots + (size_t)(slot - block->n_near) * block->stride;
}

SFL_FN double *sfl_scratch(const sfl_block *block, int32_t which)
{
    return block->scratch + which;
}

/* Is item i this member's to do? */
SFL_FN bool sfl_is_mine(const sfl_block *block, int32_t i)
{
    return i % block->n_members == block->member;
}

/* A loop over those of n items that are this member's. */
#define SFL_EACH_MINE(block, i, n) for (int32_t i = (block)->member; i < (n); i += (block)->n_members)
#else
SFL_FN double *sfl_slot(const sfl_block *block, int32_t slot)
{
#if SFL_FOR_GROUP
    return (slot < block->n_shared ? block->slots : block->own_slots) + (size_t)slot * SFL_LANES;
#else
    return block->slots + (size_t)slot * SFL_LANES;
#endif
}

SFL_FN double *sfl_scratch(const sfl_block *block, int32_t which)
{
    return sfl_slot(block, block->plan->scratch_slot + which);
}

SFL_FN bool sfl_is_mine(const sfl_block *block, int32_t i)
{
    (void)block;
    (void)i;
    return true;
}

#define SFL_EACH_MINE(block, i, n) for (int32_t i = 0; i < (n); ++i)
#endif

/* The members of a team meet: what each has written is there for all of them afterwards. */
SFL_FN void sfl_team_meet(const sfl_block *block)
{
    SFL_MEET(block);
}

/* Sets n slots from `slot` on to a value in every lane; a slot of -1 is none. */
SFL_FN void sfl_fill_slots(const sfl_block *block, int32_t slot, int32_t n, double value)
{
    if (slot < 0) return;
    for (int32_t i = 0; i < n; ++i) {
        double *lanes = sfl_slot(block, slot + i);
        SFL_EACH_LANE(lane) lanes[lane] = value;
    }
}

/* Lanes times a factor; what is not there has any lanes, and the factor 0. */
typedef struct sfl_scaled {
    const double *lanes;
    double        factor;
} sfl_scaled;

#endif
