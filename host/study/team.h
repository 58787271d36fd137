/* Several processes that walk one run together: what the walking needs of them, whoever carries the messages. All of them
 * are asked for the same things in the same order; `take` alone is answered at once. */
#ifndef SFL_STUDY_TEAM_H
#define SFL_STUDY_TEAM_H

#include "host/tally/piece.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_team {
    void   *context;
    int32_t rank, n_ranks; /* rank 0 answers */
    /* A counter that all share: adds n and returns what it was. */
    uint64_t (*take)(void *context, uint64_t n);
    /* All wait for each other; the counter is 0 afterwards. */
    void (*gather_round)(void *context);
    /* Adds the pieces of all ranks to `whole`, an empty piece on rank 0 and NULL elsewhere. */
    sfl_status (*gather)(void *context, const sfl_piece *own, sfl_piece *whole, sfl_diag *diag);
    /* What rank 0 says. */
    int64_t (*agree)(void *context, int64_t said);
    /* The first that is not SFL_OK, errors before interruptions; SFL_OK where all are. */
    sfl_status (*worst)(void *context, sfl_status own);
} sfl_team;

#ifdef __cplusplus
}
#endif
#endif
