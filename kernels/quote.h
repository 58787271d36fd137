/* Quotes: what a provider asks for a workload's tokens of the month (model page section 6), before the price index.
 * Draws nothing: the static break-even quotes scaled tokens with it. */
#ifndef SFL_KERNELS_QUOTE_H
#define SFL_KERNELS_QUOTE_H

#include "kernels/block.h"

/* in · ((1 − c) · input_usd + c · cached_usd) + out · output_usd; the coefficients hold batch discount and token
 * ratio. */
SFL_FN void sfl_quote_month(const sfl_block *block, const sfl_plan_quote *quote, const sfl_plan_workload *workload)
{
    const double *input  = sfl_slot(block, workload->input_slot);
    const double *output = sfl_slot(block, workload->output_slot);
    const double *cached = sfl_slot(block, workload->cached_slot);
    double       *cost   = sfl_slot(block, quote->cost_slot);
    const double  input_usd = quote->input_usd, cached_usd = quote->cached_usd, output_usd = quote->output_usd;
    SFL_EACH_LANE(lane)
    {
        double share = cached[lane];
        cost[lane]   = input[lane] * ((1.0 - share) * input_usd + share * cached_usd) + output[lane] * output_usd;
    }
}

/* Cost slots of all quotes from the workloads' tokens and cached shares. */
SFL_FN void sfl_world_quotes(const sfl_block *block)
{
    const sfl_plan          *plan      = block->plan;
    const sfl_plan_workload *workloads = SFL_AT(plan, sfl_plan_workload, plan->workloads_at);
    const sfl_plan_quote    *quotes    = SFL_AT(plan, sfl_plan_quote, plan->quotes_at);
    SFL_EACH_MINE(block, i, plan->n_quotes) sfl_quote_month(block, &quotes[i], &workloads[quotes[i].workload]);
}

#endif
