/* The path code read by nvcc: every header of this room is compiled for the card, so that a line which only a C compiler
 * understands is found the day it is written. One kernel walks one path per thread; what starts it belongs to the host
 * side of this backend. Warnings are errors here as everywhere. */
#include "kernels/backend.h"
#include "kernels/path.h"

namespace
{

/* Walks path first_path + thread; its slots lie `stride` doubles apart, so that neighbouring threads read neighbouring
 * doubles. The totals it leaves are in the slots. */
__global__ void sfl_walk_paths(const sfl_plan *plan, double *slots, uint64_t first_path, uint64_t n_paths)
{
    uint64_t thread = (uint64_t)blockIdx.x * blockDim.x + threadIdx.x;
    if (thread >= n_paths) return;
    sfl_block block;
    block.plan       = plan;
    block.slots      = slots + thread;
    block.stride     = (size_t)gridDim.x * blockDim.x;
    block.first_path = first_path + thread;
    sfl_path_begin(&block);
    for (int32_t month = 0; month < plan->n_months; ++month) {
        sfl_path_month(&block, month);
    }
    sfl_path_end(&block);
}

} // namespace

/* The walk under a name that a launch can take the address of. */
const void *sfl_cuda_walk(void)
{
    return (const void *)&sfl_walk_paths;
}
