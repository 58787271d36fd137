/* The Brownian bridge of quasi-random sampling (model page section 2): in which month which W is made, of what. W of the
 * last month is drawn first; then comes that of the middle between two that are there, the longest gaps first, which is
 * the order of dimensions. The order of time is another one: a month's W waits until it is needed, and what waits is a stack. */
#include "host/plan/planner.h"

typedef struct gap {
    int32_t left, right; /* months whose W is there */
} gap;

static int32_t middle_of(gap g)
{
    return (g.left + g.right) / 2;
}

/* Rank of each month 1 … last − 1 in the order of dimensions, level by level.
 *   rank  out [last + 1]
 *   gaps  working memory [2 · last] */
static void rank_months(int32_t last, int32_t *rank, gap *gaps)
{
    int32_t n_gaps = 1, n_ranked = 0;
    gaps[0] = (gap){0, last};
    for (int32_t i = 0; i < n_gaps; ++i) {
        gap wide = gaps[i];
        if (wide.right - wide.left < 2) continue;
        rank[middle_of(wide)] = n_ranked++;
        gaps[n_gaps++]        = (gap){wide.left, middle_of(wide)};
        gaps[n_gaps++]        = (gap){middle_of(wide), wide.right};
    }
}

/* W of the middle of a gap, given both ends. */
static sfl_plan_bridge_step step_into(gap g, int32_t place)
{
    double before = middle_of(g) - g.left, after = g.right - middle_of(g), whole = g.right - g.left;
    return (sfl_plan_bridge_step){.from_left  = after / whole,
                                  .from_right = before / whole,
                                  .log_left   = sfl_log(after / whole),
                                  .sd         = sqrt(before * after / whole),
                                  .month      = middle_of(g),
                                  .place      = place};
}

/* Steps in the order of time. The greatest number of months waiting at once goes into plan->bridge_depth.
 *   months  out [last + 1]
 *   steps   out [last − 1]
 *   ends    working memory [last + 1]: months that wait, the next one on top */
static void order_steps(sfl_plan *plan, sfl_plan_bridge_month *months, sfl_plan_bridge_step *steps, int32_t *ends)
{
    const int32_t last    = plan->n_months - 1;
    int32_t       n_steps = 0, n_ends = 1;
    ends[1] = last;
    for (int32_t month = 1; month <= last; ++month) {
        months[month].first = n_steps;
        while (ends[n_ends] > month) {
            gap g            = {month - 1, ends[n_ends]};
            ends[++n_ends]   = middle_of(g);
            steps[n_steps++] = step_into(g, n_ends);
        }
        months[month].end   = n_steps;
        months[month].place = n_ends;
        plan->bridge_depth  = sfl_larger(plan->bridge_depth, n_ends);
        --n_ends;
    }
}

sfl_status sfl_plan_bridge(sfl_planner *planner, int32_t dimension, int32_t n_draws)
{
    sfl_plan              *plan = planner->plan;
    sfl_plan_bridge_month *months;
    sfl_plan_bridge_step  *steps;
    int32_t               *rank, *ends;
    gap                   *gaps;
    if (n_draws == 0 || plan->n_months < 2) return SFL_OK;
    SFL_PLAN_ARRAY(planner, months, sfl_plan_bridge_month, plan->n_months, &plan->bridge_months_at);
    SFL_PLAN_ARRAY(planner, steps, sfl_plan_bridge_step, plan->n_months - 2, &plan->bridge_steps_at);
    SFL_PLAN_SCRATCH(planner, rank, int32_t, plan->n_months);
    SFL_PLAN_SCRATCH(planner, ends, int32_t, plan->n_months);
    SFL_PLAN_SCRATCH(planner, gaps, gap, 2 * plan->n_months);
    order_steps(plan, months, steps, ends);
    rank_months(plan->n_months - 1, rank, gaps);
    for (int32_t i = 0; i < plan->n_months - 2; ++i)
        steps[i].dimension = dimension + rank[steps[i].month] * n_draws;
    return SFL_OK;
}
