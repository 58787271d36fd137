/* Several processes that walk one run together: what walking and answering need of them, whoever carries the messages. All ranks call
 * the same functions in the same order and wait for each other, but for `take` and `tick`, which are answered at once. */
#ifndef SFL_STUDY_TEAM_H
#define SFL_STUDY_TEAM_H

#include "host/tally/piece.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_team {
    void   *context;
    int32_t rank, n_ranks; /* rank 0 answers */
    int32_t local_rank, n_local; /* among those on its machine */
    int32_t n_threads;           /* its share of the machine's processors */
    /* A counter that all share: adds n and returns what it was. */
    uint64_t (*take)(void *context, uint64_t n);
    void (*reset)(void *context); /* the counter is 0 again */
    /* Now and then while a rank walks: others may be waiting for the counter. */
    void (*tick)(void *context);
    /* Adds the pieces of all ranks to `whole`, an empty piece on rank 0 and NULL elsewhere. */
    sfl_status (*gather)(void *context, const sfl_piece *own, sfl_piece *whole, sfl_diag *diag);
    /* What rank 0 says. */
    uint64_t (*agree)(void *context, uint64_t said);
    /* An error that some rank has; where none has, SFL_INTERRUPTED if one was; else SFL_OK. */
    sfl_status (*worst)(void *context, sfl_status own);
} sfl_team;

#ifdef __cplusplus
}
#endif
#endif
