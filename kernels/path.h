/* A block of paths from month 0 to the horizon: where the world, which draws, and the bills, which cannot, meet. On a card a
 * team may walk it: every member calls these functions, does its share, and meets the others before they return. */
#ifndef SFL_KERNELS_PATH_H
#define SFL_KERNELS_PATH_H

#include "kernels/bill.h"
#include "kernels/compare.h"
#include "kernels/control.h"
#include "kernels/world.h"

/* Before month 0: all state, and what a path draws once. */
SFL_FN void sfl_path_begin(const sfl_block *block)
{
    sfl_world_begin(block);
    SFL_EACH_MINE(block, i, block->plan->n_architectures) sfl_bill_begin(block, i);
    sfl_compare_begin(block);
    sfl_control_begin(block);
    sfl_team_meet(block);
}

/* Month t: the world once, then every architecture's bill on it, then the comparisons. */
SFL_FN void sfl_path_month(const sfl_block *block, int32_t month)
{
    sfl_world_month(block, month);
    SFL_EACH_MINE(block, i, block->plan->n_architectures) sfl_bill_month(block, i, month);
    sfl_team_meet(block);
    sfl_compare_month(block, month);
    sfl_control_month(block, month);
    sfl_team_meet(block);
}

/* After month T − 1. */
SFL_FN void sfl_path_end(const sfl_block *block)
{
    sfl_compare_end(block);
    sfl_control_end(block);
    sfl_team_meet(block);
}

#endif
