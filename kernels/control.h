/* Control variates (model page section 9): sums over a path whose means are known, and total costs with them added, whose
 * variances tell the covariances. */
#ifndef SFL_KERNELS_CONTROL_H
#define SFL_KERNELS_CONTROL_H

#include "kernels/block.h"

SFL_FN void sfl_control_begin(const sfl_block *block)
{
    const sfl_plan *plan = block->plan;
    SFL_EACH_MINE(block, i, SFL_CONTROL_COUNT)
    {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
            sfl_fill_slots(block, plan->controls[i].slots[money], 1, 0.0);
    }
}

/* Month t's USD of a member; of one that is not there 0. */
SFL_FN sfl_scaled sfl_control_usd(const sfl_block *block, const sfl_plan_control *control, int32_t i, int32_t t)
{
    const bool                     is_there = i < control->n_members;
    const sfl_plan_control_member *member = &SFL_AT(block->plan, sfl_plan_control_member, control->members_at)[is_there ? i : 0];
    sfl_scaled usd = {sfl_slot(block, member->slot), is_there ? SFL_AT(block->plan, double, member->usd_at)[t] : 0.0};
    return usd;
}

/* Month t's USD of every member, added to the path's two sums; four members at a time, because a lane's sum then stays in
 * its register. */
SFL_FN void sfl_control_add(const sfl_block *block, const sfl_plan_control *control, int32_t t)
{
    const double discount = SFL_AT(block->plan, double, block->plan->discount_at)[t];
    double       usd[SFL_LANES];
    SFL_EACH_LANE(lane) usd[lane] = 0.0;
    for (int32_t i = 0; i < control->n_members; i += 4) {
        const sfl_scaled a = sfl_control_usd(block, control, i, t), b = sfl_control_usd(block, control, i + 1, t);
        const sfl_scaled c = sfl_control_usd(block, control, i + 2, t), d = sfl_control_usd(block, control, i + 3, t);
        SFL_EACH_LANE(lane)
        {
            double sum = usd[lane] + a.factor * a.lanes[lane];
            sum += b.factor * b.lanes[lane];
            sum += c.factor * c.lanes[lane];
            usd[lane] = sum + d.factor * d.lanes[lane];
        }
    }
    double *npv     = sfl_slot(block, control->slots[SFL_MONEY_NPV]);
    double *nominal = sfl_slot(block, control->slots[SFL_MONEY_NOMINAL]);
    SFL_EACH_LANE(lane)
    {
        npv[lane] += discount * usd[lane];
        nominal[lane] += usd[lane];
    }
}

/* Month t, after its world. */
SFL_FN void sfl_control_month(const sfl_block *block, int32_t t)
{
    const sfl_plan_control *controls = block->plan->controls;
    SFL_EACH_MINE(block, i, SFL_CONTROL_COUNT)
    {
        if (controls[i].n_members > 0) sfl_control_add(block, &controls[i], t);
    }
}

/* ---- at the path's end ---- */

/* sum = a + b, where there is such a sum. */
SFL_FN void sfl_control_sum(const sfl_block *block, int32_t sum, int32_t a, int32_t b)
{
    if (sum < 0) return;
    const double *first = sfl_slot(block, a), *second = sfl_slot(block, b);
    double       *both             = sfl_slot(block, sum);
    SFL_EACH_LANE(lane) both[lane] = first[lane] + second[lane];
}

SFL_FN void sfl_control_end(const sfl_block *block)
{
    const sfl_plan              *plan          = block->plan;
    const sfl_plan_control      *controls      = plan->controls;
    const sfl_plan_architecture *architectures = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        if (sfl_is_mine(block, money))
            sfl_control_sum(block, plan->control_sum_slots[money], controls[SFL_CONTROL_BASELINE].slots[money],
                            controls[SFL_CONTROL_TOKENS].slots[money]);
        SFL_EACH_MINE(block, i, plan->n_architectures)
        {
            for (int32_t kind = 0; kind < SFL_CONTROL_COUNT; ++kind)
                sfl_control_sum(block, architectures[i].control_slots[kind][money],
                                architectures[i].total_slots[SFL_PART_TOTAL][money], controls[kind].slots[money]);
        }
    }
}

#endif
