/* The CPU backend: blocks of 64 paths, month by month, each month's columns tallied while they are warm. Holds loops, no
 * money. Built once per level of the instruction set (backend_cpu.h); SFL_CPU_LEVEL names this build. */
#include "kernels/backend_cpu.h"
#include "kernels/path.h"
#include "kernels/tally_add.h"

#define SFL_JOIN_WORDS(a, b) a##b
#define SFL_JOIN(a, b) SFL_JOIN_WORDS(a, b)
#define SFL_OF_LEVEL(name) SFL_JOIN(name##_, SFL_CPU_LEVEL)

static sfl_block block_of(const sfl_plan *plan, uint64_t first, double *slots)
{
    sfl_block block;
    block.plan       = plan;
    block.slots      = slots;
    block.first_path = first;
    return block;
}

/* Columns that are final after this month, or at the path's end. */
static void visit(const sfl_block *block, int32_t month, int32_t n_lanes, sfl_tally *tally)
{
    const sfl_plan *plan   = block->plan;
    const int32_t  *starts = SFL_AT(plan, int32_t, plan->visit_starts_at);
    const int32_t  *visits = SFL_AT(plan, int32_t, plan->visits_at);
    sfl_tally_add_columns(tally, visits + starts[month], starts[month + 1] - starts[month], block->slots, SFL_LANES,
                          n_lanes, block->first_path);
}

static void run_block(const sfl_block *block, int32_t n_lanes, sfl_tally *tally)
{
    sfl_path_begin(block);
    for (int32_t month = 0; month < block->plan->n_months; ++month) {
        sfl_path_month(block, month);
        visit(block, month, n_lanes, tally);
    }
    sfl_path_end(block);
    visit(block, block->plan->n_months, n_lanes, tally);
    sfl_tally_count_paths(tally, (uint64_t)n_lanes);
}

void SFL_OF_LEVEL(sfl_cpu_run)(const sfl_plan *plan, int32_t part, uint64_t first, uint64_t n_paths, double *slots,
                               sfl_tally *tally)
{
    for (uint64_t done = 0; done < n_paths; done += SFL_LANES) {
        sfl_block block   = block_of(plan, sfl_part_path(part, first + done), slots);
        uint64_t  left    = n_paths - done;
        int32_t   n_lanes = left < SFL_LANES ? (int32_t)left : SFL_LANES;
        run_block(&block, n_lanes, tally);
    }
}

bool SFL_OF_LEVEL(sfl_cpu_observe)(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots,
                                   sfl_observe_fn observe, void *context)
{
    sfl_block block = block_of(plan, first, slots);
    sfl_path_begin(&block);
    for (int32_t month = 0; month < plan->n_months; ++month) {
        sfl_path_month(&block, month);
        if (!observe(context, &block, month, n_lanes)) return false;
    }
    sfl_path_end(&block);
    return observe(context, &block, plan->n_months, n_lanes);
}

bool SFL_OF_LEVEL(sfl_cpu_observe_world)(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots,
                                         sfl_observe_fn observe, void *context)
{
    sfl_block block = block_of(plan, first, slots);
    sfl_world_begin(&block);
    for (int32_t month = 0; month < plan->n_months; ++month) {
        sfl_world_month(&block, month);
        if (!observe(context, &block, month, n_lanes)) return false;
    }
    return true;
}

static void walk_month(const sfl_block *block, int32_t t, sfl_world_stage last)
{
    if (last == SFL_WORLD_PRICES) {
        sfl_world_month(block, t);
        return;
    }
    sfl_world_draws(block, t);
    if (last == SFL_WORLD_DRIVERS) sfl_world_drivers(block, t);
}

void SFL_OF_LEVEL(sfl_cpu_walk_world)(const sfl_plan *plan, uint64_t first, double *slots, sfl_world_stage last)
{
    sfl_block block = block_of(plan, first, slots);
    sfl_world_begin(&block);
    for (int32_t month = 0; month < plan->n_months; ++month)
        walk_month(&block, month, last);
}
