/* An open card, and the shape of its launch: in which form paths are walked, by blocks of how many threads, and how many
 * paths at once. Host code of backend_cuda.cu. */
#ifndef SFL_KERNELS_CARD_SHAPE_CUH
#define SFL_KERNELS_CARD_SHAPE_CUH

#include "kernels/card_kernels.cuh"

#include "kernels/card.h"

#include <stdio.h>

/* Unless asked otherwise: */
#define SFL_CARD_BLOCK 128                /* threads */
#define SFL_CARD_TEAM_PATHS SFL_CARD_WARP /* of a block of teams: the fewer, the fewer wait for each other */
#define SFL_CARD_MOST_TEAM 8              /* members */

struct sfl_card {
    int32_t          device;
    cudaStream_t     stream;
    const sfl_plan  *plan; /* the host's, borrowed until closed */
    sfl_card_shape   shape;
    bool             was_lowered;
    bool             is_counting; /* the counters hold the paths since the last collection, and nothing else */
    uint64_t         n_paths; /* since the last collection */
    size_t           n_counts;
    sfl_card_sums   *empty; /* host: [n_columns], as they are before any path */
    void            *plan_there;
    sfl_card_task    task; /* pointers into the card's memory */
    sfl_card_column *columns_there;
};

static bool sfl_card_fail(sfl_card_error *error, int32_t device, const char *what, cudaError_t code)
{
    error->status = code == cudaErrorMemoryAllocation ? SFL_ERR_MEMORY : SFL_ERR_DEVICE;
    (void)snprintf(error->text, sizeof error->text, "card %d: %s: %s", (int)device, what, cudaGetErrorString(code));
    (void)cudaGetLastError(); /* it has been told */
    return false;
}

/* Ends the calling function with false where a call failed. */
#define SFL_CARD_TRY(error, device, call)                                                                              \
    do {                                                                                                               \
        cudaError_t sfl_card_code = (call);                                                                            \
        if (sfl_card_code != cudaSuccess) return sfl_card_fail(error, device, #call, sfl_card_code);                   \
    } while (0)

/* ---- the shape ---- */

/* Paths of a block. */
static int32_t sfl_card_paths_of_block(const sfl_card *card)
{
    return card->shape.block / card->task.n_members;
}

static size_t sfl_card_shared_bytes(const sfl_card *card)
{
    return (size_t)card->task.n_near * (size_t)sfl_card_paths_of_block(card) * sizeof(double);
}

/* In the card's memory. */
static uint64_t sfl_card_bytes_of_paths(const sfl_card *card, uint64_t n_paths)
{
    return n_paths * (uint64_t)(card->plan->n_slots - card->task.n_near) * sizeof(double);
}

static void sfl_card_choose_plain(sfl_card *card, const sfl_card_shape *asked)
{
    card->shape.form      = SFL_CARD_PLAIN;
    card->shape.block     = asked->block > 0 ? asked->block : SFL_CARD_BLOCK;
    card->shape.n_members = 1;
    card->task.n_members  = 1;
    card->task.n_near     = 0;
}

/* Bills are the most of a month and an architecture is an item: as many members as there are, or a share of them that goes
 * into equal rounds. */
static int32_t sfl_card_choose_members(const sfl_plan *plan, const sfl_card_shape *asked)
{
    if (asked->n_members > 0) return asked->n_members;
    if (asked->block > 0) return asked->block / SFL_CARD_TEAM_PATHS;
    int32_t n_rounds = (plan->n_architectures + SFL_CARD_MOST_TEAM - 1) / SFL_CARD_MOST_TEAM;
    int32_t n        = (plan->n_architectures + n_rounds - 1) / n_rounds;
    return SFL_MAX(n, 2);
}

/* Of the near slots as many as a block's shared memory holds. */
static void sfl_card_choose_team(sfl_card *card, const sfl_card_shape *asked, const sfl_card_facts *facts)
{
    int32_t n_members     = sfl_card_choose_members(card->plan, asked);
    card->shape.form      = SFL_CARD_TEAM;
    card->shape.block     = asked->block > 0 ? asked->block : n_members * SFL_CARD_TEAM_PATHS;
    card->shape.n_members = n_members;
    card->task.n_members  = n_members;
    uint64_t most         = facts->shared_bytes / sizeof(double) / (uint64_t)sfl_card_paths_of_block(card);
    card->task.n_near     = (int32_t)SFL_MIN((uint64_t)card->plan->n_near_slots, most);
}

/* Blocks that a multiprocessor holds at once. A team may take all of the shared memory whatever it needs, for another run
 * on the same card may need more. */
static bool sfl_card_count_resident(const sfl_card *card, const sfl_card_facts *facts, int *n_resident, sfl_card_error *error)
{
    if (card->shape.form == SFL_CARD_PLAIN) {
        SFL_CARD_TRY(error, card->device,
                     cudaOccupancyMaxActiveBlocksPerMultiprocessor(n_resident, sfl_card_walk_paths, card->shape.block, 0));
        return true;
    }
    size_t n_bytes = sfl_card_shared_bytes(card);
    SFL_CARD_TRY(error, card->device,
                 cudaFuncSetAttribute(sfl_card_walk_teams, cudaFuncAttributeMaxDynamicSharedMemorySize,
                                      (int)facts->shared_bytes));
    SFL_CARD_TRY(error, card->device,
                 cudaOccupancyMaxActiveBlocksPerMultiprocessor(n_resident, sfl_card_walk_teams, card->shape.block, n_bytes));
    return true;
}

/* Left to choose, a team walks where all near slots find room and somebody can help. */
static bool sfl_card_choose_form(sfl_card *card, const sfl_card_shape *asked, const sfl_card_facts *facts, int *n_resident,
                                 sfl_card_error *error)
{
    if (asked->form != SFL_CARD_PLAIN) {
        sfl_card_choose_team(card, asked, facts);
        if (!sfl_card_count_resident(card, facts, n_resident, error)) return false;
        bool is_worth = *n_resident > 0 && card->task.n_near == card->plan->n_near_slots && card->shape.n_members > 1;
        if (is_worth || asked->form == SFL_CARD_TEAM) return true;
    }
    sfl_card_choose_plain(card, asked);
    return sfl_card_count_resident(card, facts, n_resident, error);
}

/* As many paths as the multiprocessors hold, or as the second-level cache holds of their slots: but not less than a block
 * for each multiprocessor. */
static bool sfl_card_choose_shape(sfl_card *card, const sfl_card_shape *asked, sfl_card_error *error)
{
    sfl_card_facts facts;
    int            n_resident = 1;
    if (!sfl_card_describe(card->device, &facts, error)) return false;
    if (!sfl_card_choose_form(card, asked, &facts, &n_resident, error)) return false;
    uint64_t block = (uint64_t)sfl_card_paths_of_block(card);
    uint64_t each  = (uint64_t)facts.n_multiprocessors * block;
    uint64_t most  = each * (uint64_t)(n_resident > 0 ? n_resident : 1);
    uint64_t warm  = facts.l2_bytes / sfl_card_bytes_of_paths(card, 1);
    uint64_t paths = warm < most ? warm : most;
    paths          = paths < each ? each : paths / each * each;
    if (asked->paths_in_flight > 0) paths = asked->paths_in_flight;
    card->shape.paths_in_flight = (paths + block - 1) / block * block;
    return true;
}

#endif
