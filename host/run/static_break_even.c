/* See static_break_even.h. Lanes are sizes of the company instead of paths: each is billed for month 0 by the path code. */
#include "host/run/static_break_even.h"

#include "kernels/path.h"

#include <stdlib.h>

/* The grid 10^(−4 + i / 500), i = 0 … 4000, and when a cost counts as dearer. */
#define GRID_LAST 4000
#define GRID_STEPS_PER_DECADE 500
#define GRID_FIRST_DECADE (-4)
#define DEARER (1.0 + 1e-9)
#define ROOT_RELATIVE 1e-9

#define LN_10 2.302585092994045684

static const sfl_place nowhere = {NULL, 0, 0};

static double grid_point(int32_t i)
{
    double decades = ((double)i + (double)(GRID_FIRST_DECADE * GRID_STEPS_PER_DECADE)) / (double)GRID_STEPS_PER_DECADE;
    return sfl_exp(LN_10 * decades);
}

/* A block without paths. */
static sfl_status block_build(const sfl_plan *plan, sfl_block *block, sfl_diag *diag)
{
    size_t n_bytes    = (size_t)plan->n_slots * SFL_LANES * sizeof(double);
    block->plan       = plan;
    block->first_path = 0;
    block->slots      = aligned_alloc(64, n_bytes > 0 ? n_bytes : 64);
    if (block->slots == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a block of paths");
    memset(block->slots, 0, n_bytes);
    return SFL_OK;
}

/* Month 0 of the world as everybody knows it, volumes times sizes [lane], launched or not. */
static void open_world(const sfl_block *block, const double *sizes)
{
    const sfl_plan          *plan      = block->plan;
    const sfl_plan_workload *workloads = SFL_AT(plan, sfl_plan_workload, plan->workloads_at);
    const sfl_plan_driver   *drivers   = SFL_AT(plan, sfl_plan_driver, plan->drivers_at);
    const sfl_plan_index    *indices   = SFL_AT(plan, sfl_plan_index, plan->indices_at);
    sfl_fill_slots(block, plan->ones_slot, 1, 1.0);
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        sfl_fill_slots(block, drivers[i].index_slot, 1, 1.0);
    for (int32_t i = 0; i < plan->n_indices; ++i)
        sfl_fill_slots(block, indices[i].history_slot, indices[i].depth, 1.0);
    for (int32_t i = 0; i < plan->n_workloads; ++i) {
        double season = SFL_AT(plan, double, workloads[i].season_at)[0];
        for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
            double volume                                   = season * sizes[lane];
            sfl_slot(block, workloads[i].volume_slot)[lane] = volume;
            sfl_slot(block, workloads[i].input_slot)[lane]  = workloads[i].input_mtok * volume;
            sfl_slot(block, workloads[i].output_slot)[lane] = workloads[i].output_mtok * volume;
            sfl_slot(block, workloads[i].cached_slot)[lane] = workloads[i].cached_share;
        }
    }
    sfl_world_quotes(block);
}

/* Cost of a month [lane]: bills, staff, fixed and coordination cost, and a month's share of the owned nodes. */
static void cost_of(const sfl_block *block, int32_t architecture, double *cost)
{
    const sfl_plan              *plan     = block->plan;
    const sfl_plan_architecture *owner    = &SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture];
    const sfl_plan_use          *uses     = SFL_AT(plan, sfl_plan_use, owner->uses_at);
    const sfl_plan_channel      *channels = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    sfl_bill_begin(block, architecture);
    sfl_bill_month(block, architecture, 0);
    memcpy(cost, sfl_slot(block, owner->running_slot), SFL_LANES * sizeof *cost);
    for (int32_t i = 0; i < owner->n_uses; ++i) {
        const sfl_plan_channel *channel = &channels[uses[i].channel];
        if (!channel->is_owned || uses[i].units_slot < 0) continue;
        const double *nodes = sfl_slot(block, uses[i].units_slot);
        for (int32_t lane = 0; lane < SFL_LANES; ++lane)
            cost[lane] += channel->node_capex_per_month_usd * nodes[lane];
    }
}

typedef struct question {
    sfl_block block;
    int32_t   from, to;
} question;

/* Is `to` dearer at these sizes [lane]? Also what `from` costs there. */
static void ask(const question *of, const double *sizes, bool *is_dearer, double *from_usd)
{
    double to_usd[SFL_LANES];
    open_world(&of->block, sizes);
    cost_of(&of->block, of->from, from_usd);
    cost_of(&of->block, of->to, to_usd);
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        is_dearer[lane] = to_usd[lane] > DEARER * from_usd[lane];
}

/* The last grid point at which `to` is dearer, −1 if it is nowhere. */
static int32_t last_dearer(const question *of)
{
    int32_t last = -1;
    for (int32_t first = 0; first <= GRID_LAST; first += SFL_LANES) {
        double sizes[SFL_LANES], from_usd[SFL_LANES];
        bool   is_dearer[SFL_LANES];
        for (int32_t lane = 0; lane < SFL_LANES; ++lane)
            sizes[lane] = grid_point(first + lane <= GRID_LAST ? first + lane : GRID_LAST);
        ask(of, sizes, is_dearer, from_usd);
        for (int32_t lane = 0; lane < SFL_LANES && first + lane <= GRID_LAST; ++lane)
            if (is_dearer[lane]) last = first + lane;
    }
    return last;
}

static bool ask_one(const question *of, double size, double *from_usd)
{
    double sizes[SFL_LANES], usd[SFL_LANES];
    bool   is_dearer[SFL_LANES];
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        sizes[lane] = size;
    ask(of, sizes, is_dearer, usd);
    *from_usd = usd[0];
    return is_dearer[0];
}

/* Between a size at which `to` is dearer and one at which it is not: `from`'s spend where that changes. */
static double bisect(const question *of, double dearer, double not_dearer)
{
    double usd;
    while (not_dearer - dearer > ROOT_RELATIVE * not_dearer) {
        double middle = 0.5 * (dearer + not_dearer);
        if (ask_one(of, middle, &usd)) {
            dearer = middle;
        } else {
            not_dearer = middle;
        }
    }
    (void)ask_one(of, not_dearer, &usd);
    return usd;
}

sfl_status sfl_static_break_even_find(const sfl_plan *plan, int32_t from, int32_t to, sfl_static_break_even *result,
                                      sfl_diag *diag)
{
    question of;
    of.from               = from;
    of.to                 = to;
    result->usd_per_month = 0.0;
    SFL_TRY(block_build(plan, &of.block, diag));
    int32_t last = last_dearer(&of);
    result->kind = last < 0 ? SFL_STATIC_ALWAYS : last == GRID_LAST ? SFL_STATIC_NONE : SFL_STATIC_REACHED;
    if (result->kind == SFL_STATIC_REACHED) {
        result->usd_per_month = bisect(&of, grid_point(last), grid_point(last + 1));
    }
    free(of.block.slots);
    return SFL_OK;
}

sfl_status sfl_static_break_even_find_all(const sfl_plan *plan, sfl_static_break_even *results, sfl_diag *diag)
{
    const sfl_plan_break_even *rows = SFL_AT(plan, sfl_plan_break_even, plan->break_even_at);
    for (int32_t i = 0; i < plan->n_break_even; ++i)
        SFL_TRY(sfl_static_break_even_find(plan, rows[i].from, rows[i].to, &results[i], diag));
    return SFL_OK;
}

sfl_status sfl_static_bills(const sfl_plan *plan, double *usd_per_month, sfl_diag *diag)
{
    sfl_block block;
    double    sizes[SFL_LANES], usd[SFL_LANES];
    SFL_TRY(block_build(plan, &block, diag));
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        sizes[lane] = 1.0;
    open_world(&block, sizes);
    for (int32_t i = 0; i < plan->n_architectures; ++i) {
        cost_of(&block, i, usd);
        usd_per_month[i] = usd[0];
    }
    free(block.slots);
    return SFL_OK;
}
