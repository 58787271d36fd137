/* Plans of one world: the same drivers, workloads, prices and draws under other contracts, other channels, other routes. A
 * group of them is walked together, the world once for all; each plan keeps state and tally of its own. What a plan's
 * architecture has in common with the same one of the first plan is billed once, and the result is the same to the last bit:
 * either nothing that its bill is made of differs, or what the bill of a month looks at is compared month by month.
 * Made by host/run/group.h, walked by backend_group.c. */
#ifndef SFL_KERNELS_GROUP_H
#define SFL_KERNELS_GROUP_H

#include "kernels/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What an architecture of a plan has in common with that of the first plan. */
typedef enum sfl_sharing {
    SFL_SHARES_NOTHING,
    SFL_SHARES_ROUTES, /* routes and channels: their bills are the same in months that find the accounts the same; and so is
                          the whole month where accounts and terms are */
    SFL_SHARES_ALL     /* every number of it is the same */
} sfl_sharing;

/* The terms of a month and the one before, of all accounts, against those of the first plan. */
typedef enum sfl_same_terms_kind {
    SFL_TERMS_DIFFER,
    SFL_TERMS_SAME,
    SFL_TERMS_BUT_COMMITMENTS /* of periods that neither begin nor end, and that nothing looks at meanwhile */
} sfl_same_terms_kind;

/* Most accounts of an architecture that shares its routes: one bit each. */
#define SFL_GROUP_MOST_ACCOUNTS 64

typedef struct sfl_group_architecture {
    int32_t  sharing;                   /* sfl_sharing; of the first plan's nothing */
    int32_t  first_slot, end_slot;      /* all slots of the architecture */
    int32_t  first_route_slot, end_route_slot; /* those of its uses and legs among them */
    int32_t  pad;
    uint64_t accounts; /* bit i: a channel of the routes draws on account i */
    const uint8_t *same_terms; /* [n_months] sfl_same_terms_kind; NULL: something else of contracts or baselines differs */
} sfl_group_architecture;

/* A plan of the group. Its slots from group->n_shared on lie `moved` slots behind their numbers in the plan. */
typedef struct sfl_group_plan {
    const sfl_plan               *plan;
    const sfl_group_architecture *architectures; /* [plan->n_architectures] */
    int32_t                       moved;
    int32_t shares_controls; /* the sums of control variates are those of the first plan */
    int32_t tallies_months;  /* before the path's end columns look at more than years and periods */
    int32_t shares_columns;  /* its columns are those of the first plan, in the same order and the same months */
} sfl_group_plan;

typedef struct sfl_group {
    const sfl_group_plan *plans; /* [n_plans], at least one */
    int32_t               n_plans;
    int32_t               n_shared;        /* the first so many slots are the world's, the same in every plan */
    int32_t               n_slots;         /* of all plans together */
    int32_t               n_architectures; /* most of a plan */
    int32_t               n_columns;       /* most of a plan */
} sfl_group;

/* The tallies of a group, of one worker. A column whose values have been those of the first plan on every path so far is
 * tallied there only; once all paths are walked sfl_group_tallies_finish brings it home. Amounts that are refused are counted by
 * the tally that met them: where a plan shares the column, by that of the first plan, so that a group is asked as a whole. */
typedef struct sfl_group_tallies {
    sfl_tally **tallies; /* [n_plans] */
    uint8_t    *is_own;  /* [n_plans][group->n_columns] 1: it has been another since */
} sfl_group_tallies;

void sfl_group_tallies_finish(const sfl_group *group, const sfl_group_tallies *of);

#ifdef __cplusplus
}
#endif
#endif
