/* Architectures against each other on the same path (model page section 9). */
#ifndef SFL_KERNELS_COMPARE_H
#define SFL_KERNELS_COMPARE_H

#include "kernels/ledger.h"

#define SFL_TIE 1e-9         /* costs within this of the larger are equal (model page section 9) */
#define SFL_EVEN (1.0 + 1e-12) /* break-even: cumulative cost of `to` <= this times that of `from` */

SFL_FN const sfl_plan_architecture *sfl_architecture_of(const sfl_plan *plan, int32_t number)
{
    return &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[number];
}

SFL_FN const double *sfl_architecture_cost(const sfl_block *block, int32_t number, int32_t money)
{
    return sfl_slot(block, sfl_architecture_of(block->plan, number)->total_slots[SFL_PART_TOTAL][money]);
}

/* Nothing is even yet. */
SFL_FN void sfl_break_even_begin(const sfl_block *block)
{
    const sfl_plan            *plan = block->plan;
    const sfl_plan_break_even *even = SFL_AT(plan, sfl_plan_break_even, plan->break_even_at);
    SFL_EACH_MINE(block, i, plan->n_break_even) sfl_fill_slots(block, even[i].month_slot, 1, (double)plan->n_months);
}

SFL_FN void sfl_compare_begin(const sfl_block *block)
{
    if (sfl_is_mine(block, 0)) sfl_fill_slots(block, block->plan->tokens_slot, 1, 0.0);
    sfl_break_even_begin(block);
}

/* The first month in which the cumulative nominal cost of `to` is not above that of `from`. */
SFL_FN void sfl_break_even_month(const sfl_block *block, const sfl_plan_break_even *even, int32_t month)
{
    const sfl_plan *plan  = block->plan;
    const double   *from  = sfl_architecture_cost(block, even->from, SFL_MONEY_NOMINAL);
    const double   *to    = sfl_architecture_cost(block, even->to, SFL_MONEY_NOMINAL);
    double         *found = sfl_slot(block, even->month_slot);
    double          never = (double)plan->n_months, now = (double)month;
    SFL_EACH_LANE(lane)
    {
        bool is_even = found[lane] >= never && to[lane] <= SFL_EVEN * from[lane];
        found[lane]  = is_even ? now : found[lane];
    }
}

/* The workloads' own tokens of the path so far. */
SFL_FN void sfl_tokens_month(const sfl_block *block)
{
    const sfl_plan          *plan      = block->plan;
    const sfl_plan_workload *workloads = SFL_AT(plan, sfl_plan_workload, plan->workloads_at);
    double                  *tokens    = sfl_slot(block, plan->tokens_slot);
    for (int32_t i = 0; i < plan->n_workloads; ++i) {
        const double *input  = sfl_slot(block, workloads[i].input_slot);
        const double *output = sfl_slot(block, workloads[i].output_slot);
        SFL_EACH_LANE(lane) tokens[lane] += input[lane] + output[lane];
    }
}

SFL_FN void sfl_break_evens_month(const sfl_block *block, int32_t month)
{
    const sfl_plan            *plan = block->plan;
    const sfl_plan_break_even *even = SFL_AT(plan, sfl_plan_break_even, plan->break_even_at);
    SFL_EACH_MINE(block, i, plan->n_break_even) sfl_break_even_month(block, &even[i], month);
}

SFL_FN void sfl_compare_month(const sfl_block *block, int32_t month)
{
    if (sfl_is_mine(block, block->plan->n_break_even)) sfl_tokens_month(block);
    sfl_break_evens_month(block, month);
}

/* ---- at the path's end ---- */

SFL_FN void sfl_compare_pair(const sfl_block *block, const sfl_plan_pair *pair, int32_t money)
{
    const double *a          = sfl_architecture_cost(block, pair->a, money);
    const double *b          = sfl_architecture_cost(block, pair->b, money);
    double       *difference = sfl_slot(block, pair->difference_slots[money]);
    double       *a_cheaper  = sfl_slot(block, pair->a_cheaper_slots[money]);
    double       *tie        = sfl_slot(block, pair->tie_slots[money]);
    SFL_EACH_LANE(lane)
    {
        double gap       = b[lane] - a[lane];
        double size_a    = a[lane] < 0.0 ? -a[lane] : a[lane];
        double size_b    = b[lane] < 0.0 ? -b[lane] : b[lane];
        double within    = SFL_TIE * SFL_MAX(size_a, size_b);
        double size      = gap < 0.0 ? -gap : gap;
        bool   is_tie    = size <= within;
        difference[lane] = gap;
        tie[lane]        = is_tie ? 1.0 : 0.0;
        a_cheaper[lane]  = (!is_tie && gap > 0.0) ? 1.0 : 0.0;
    }
}

/* Is a cost within a tie of the least one? */
SFL_FN double sfl_is_near(double cost, double least)
{
    double size_cost  = cost < 0.0 ? -cost : cost;
    double size_least = least < 0.0 ? -least : least;
    return cost - least <= SFL_TIE * SFL_MAX(size_cost, size_least) ? 1.0 : 0.0;
}

/* Regret against the cheapest, who is cheapest alone, who is cheapest with others. */
SFL_FN void sfl_compare_all(const sfl_block *block, int32_t money)
{
    const sfl_plan *plan   = block->plan;
    double         *least  = sfl_scratch(block, 0);
    double         *n_near = sfl_scratch(block, 1);
    const double   *first  = sfl_architecture_cost(block, 0, money);
    SFL_EACH_LANE(lane) least[lane] = first[lane];
    for (int32_t i = 1; i < plan->n_architectures; ++i) {
        const double *cost = sfl_architecture_cost(block, i, money);
        SFL_EACH_LANE(lane) least[lane] = SFL_MIN(cost[lane], least[lane]);
    }
    SFL_EACH_LANE(lane) n_near[lane] = 0.0;
    for (int32_t i = 0; i < plan->n_architectures; ++i) {
        const double *cost = sfl_architecture_cost(block, i, money);
        SFL_EACH_LANE(lane) n_near[lane] += sfl_is_near(cost[lane], least[lane]);
    }
    for (int32_t i = 0; i < plan->n_architectures; ++i) {
        const sfl_plan_architecture *a        = sfl_architecture_of(plan, i);
        const double                *cost     = sfl_architecture_cost(block, i, money);
        double                      *regret   = sfl_slot(block, a->regret_slots[money]);
        double                      *cheapest = sfl_slot(block, a->cheapest_slots[money]);
        double                      *tied     = sfl_slot(block, a->tied_slots[money]);
        SFL_EACH_LANE(lane)
        {
            double near    = sfl_is_near(cost[lane], least[lane]);
            bool   alone   = n_near[lane] < 1.5;
            regret[lane]   = cost[lane] - least[lane];
            cheapest[lane] = alone ? near : 0.0;
            tied[lane]     = alone ? 0.0 : near;
        }
    }
}

/* Nominal ai + trueup over the workloads' own tokens, less unserved; 0 where no token was served. */
SFL_FN void sfl_architecture_usd_per_mtok(const sfl_block *block, const sfl_plan_architecture *a)
{
    const double *tokens   = sfl_slot(block, block->plan->tokens_slot);
    const double *unserved = sfl_slot(block, a->unserved_slot);
    const double *ai       = sfl_slot(block, a->total_slots[SFL_PART_AI][SFL_MONEY_NOMINAL]);
    const double *trueup   = sfl_slot(block, a->total_slots[SFL_PART_TRUEUP][SFL_MONEY_NOMINAL]);
    double       *price    = sfl_slot(block, a->usd_per_mtok_slot);
    SFL_EACH_LANE(lane)
    {
        double served = tokens[lane] - unserved[lane];
        bool   is_any = served >= SFL_LEAST_LOAD_MTOK;
        double usd    = ai[lane] + trueup[lane];
        price[lane]   = is_any ? usd / (is_any ? served : 1.0) : 0.0;
    }
}

/* Share of all commitments of the term that was filled; 1 where nothing was committed. */
SFL_FN void sfl_account_end(const sfl_block *block, const sfl_plan_account *account)
{
    if (account->contract < 0) return;
    const double *committed   = sfl_slot(block, account->term_commitment_slot);
    const double *filled      = sfl_slot(block, account->term_filled_slot);
    double       *utilisation = sfl_slot(block, account->term_utilisation_slot);
    SFL_EACH_LANE(lane)
    {
        bool is_any       = committed[lane] > 0.0;
        utilisation[lane] = is_any ? filled[lane] / (is_any ? committed[lane] : 1.0) : 1.0;
    }
}

SFL_FN void sfl_compare_end(const sfl_block *block)
{
    const sfl_plan      *plan  = block->plan;
    const sfl_plan_pair *pairs = SFL_AT(plan, sfl_plan_pair, plan->pairs_at);
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        SFL_EACH_MINE(block, i, plan->n_pairs) sfl_compare_pair(block, &pairs[i], money);
        if (sfl_is_mine(block, money)) sfl_compare_all(block, money);
    }
    SFL_EACH_MINE(block, i, plan->n_architectures)
    {
        const sfl_plan_architecture *a        = sfl_architecture_of(plan, i);
        const sfl_plan_account      *accounts = SFL_AT(plan, sfl_plan_account, a->accounts_at);
        sfl_architecture_usd_per_mtok(block, a);
        for (int32_t j = 0; j < a->n_accounts; ++j) sfl_account_end(block, &accounts[j]);
    }
}

#endif
