/* What runs on a card. In the plain form a thread walks a path, month by month; its slots lie as far apart as paths are in
 * flight, so that neighbouring threads read neighbouring doubles. In the team form the members of a team, a thread in each of
 * as many warps, share out the items of a month; the world's slots lie in the memory of the multiprocessor, the others as in
 * the plain form. A warp is always 32 paths, so that it never parts. For the compiler of a card, or its stand-in; included
 * once, by backend_cuda.cu. */
#ifndef SFL_KERNELS_CARD_KERNELS_H
#define SFL_KERNELS_CARD_KERNELS_H

#include <cuda_runtime.h>

#include "kernels/lang.h"

/* Whose Philox: cuRAND's block where its header is found, ours elsewhere; a test compares the two. */
#if defined(SFL_CURAND_PHILOX)
#define QUALIFIERS SFL_FN
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#include <curand_philox4x32_x.h>
#pragma GCC diagnostic pop
SFL_FN void sfl_curand_block(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint4 block = curand_Philox4x32_10(make_uint4(counter[0], counter[1], counter[2], counter[3]),
                                       make_uint2(key[0], key[1]));
    out[0]      = block.x;
    out[1]      = block.y;
    out[2]      = block.z;
    out[3]      = block.w;
}
#define SFL_PHILOX_BLOCK(counter, key, out) sfl_curand_block(counter, key, out)
#endif

#include "kernels/card.h"
#include "kernels/part.h"
#include "kernels/card_tally.cuh"
#include "kernels/path.h"

#if !defined(SFL_SHARED_DOUBLES)
#define SFL_SHARED_DOUBLES(name) extern __shared__ double name[]
#endif

typedef struct sfl_card_task {
    const sfl_plan *plan;
    double         *slots; /* [n_slots − n_near][paths in flight] */
    sfl_card_tally  tally;
    int32_t         part; /* whose points first … first + n_paths − 1 are */
    uint64_t        first, n_paths;
    int32_t         n_members, n_near; /* plain form: 1, 0 */
} sfl_card_task;

/* Columns that are final after this month, or at the path's end. */
static __device__ void sfl_card_visit(const sfl_block *block, const sfl_card_tally *tally, int32_t month,
                                      const sfl_card_lane *lane)
{
    const sfl_plan *plan   = block->plan;
    const int32_t  *starts = SFL_AT(plan, int32_t, plan->visit_starts_at);
    const int32_t  *visits = SFL_AT(plan, int32_t, plan->visits_at);
    visits += starts[month];
    SFL_EACH_MINE(block, i, starts[month + 1] - starts[month])
    {
        sfl_card_add(tally, visits[i], *sfl_slot(block, tally->columns[visits[i]].slot), lane);
    }
}

/* A member that has counted a month may begin the next one before the others have: what they read are slots of bills, which
 * nobody writes before the team has met again. Only the next path must wait. */
static __device__ void sfl_card_walk(const sfl_block *block, const sfl_card_tally *tally, const sfl_card_lane *lane)
{
    const int32_t n_months = block->plan->n_months;
    sfl_path_begin(block);
    for (int32_t month = 0; month < n_months; ++month) {
        sfl_path_month(block, month);
        sfl_card_visit(block, tally, month, lane);
    }
    sfl_path_end(block);
    sfl_card_visit(block, tally, n_months, lane);
    sfl_team_meet(block);
}

/* A block of threads takes paths by stride; n_before: of its paths, those before this warp's. A warp whose paths are past
 * the end walks along where a team may need it, for its members meet, and a lane because its warp counts together. */
static __device__ void sfl_card_walk_all(const sfl_card_task *task, sfl_block *block, uint32_t n_each, uint32_t n_before)
{
    const uint64_t n_in_flight = (uint64_t)gridDim.x * n_each;
    sfl_card_lane  lane;
    lane.number = threadIdx.x % SFL_CARD_WARP;
    for (uint64_t done = (uint64_t)blockIdx.x * n_each; done < task->n_paths; done += n_in_flight) {
        uint64_t number   = done + n_before + lane.number;
        lane.counts       = number < task->n_paths;
        lane.path         = sfl_part_path(task->part, task->first + number);
        block->first_path = lane.path;
        sfl_card_walk(block, &task->tally, &lane);
    }
}

/* A thread's place among the paths in flight. */
static __device__ void sfl_card_place(const sfl_card_task *task, sfl_block *block, uint32_t n_each, uint32_t path)
{
    block->plan   = task->plan;
    block->slots  = task->slots + ((size_t)blockIdx.x * n_each + path);
    block->stride = (size_t)gridDim.x * n_each;
}

static __global__ void sfl_card_walk_paths(sfl_card_task task)
{
    double    scratch[SFL_N_SCRATCH];
    sfl_block block;
    sfl_card_place(&task, &block, blockDim.x, threadIdx.x);
    block.near_slots  = NULL;
    block.scratch     = scratch;
    block.n_near      = 0;
    block.near_stride = 0;
    block.member      = 0;
    block.n_members   = 1;
    sfl_card_walk_all(&task, &block, blockDim.x, threadIdx.x / SFL_CARD_WARP * SFL_CARD_WARP);
}

/* Thread member · n_each + path; near slots are [slot][path of the block]. */
static __global__ void sfl_card_walk_teams(sfl_card_task task)
{
    SFL_SHARED_DOUBLES(near_slots);
    const uint32_t n_each = blockDim.x / (uint32_t)task.n_members;
    const uint32_t path   = threadIdx.x % n_each;
    double         scratch[SFL_N_SCRATCH];
    sfl_block      block;
    sfl_card_place(&task, &block, n_each, path);
    block.near_slots  = near_slots + path;
    block.scratch     = scratch;
    block.n_near      = task.n_near;
    block.near_stride = (int32_t)n_each;
    block.member      = (int32_t)(threadIdx.x / n_each);
    block.n_members   = task.n_members;
    sfl_card_walk_all(&task, &block, n_each, path / SFL_CARD_WARP * SFL_CARD_WARP);
}

#endif
