/* See stages.h. */
#include "host/bench/stages.h"

#include "kernels/backend.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define N_TURNS 5

typedef struct stand {
    const sfl_plan      *plan;
    const sfl_backend   *backend;
    const sfl_bench_how *how;
    uint64_t             n_paths;
    double              *slots;
    sfl_tally           *tally;
} stand;

static bool look_away(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    (void)context;
    (void)block;
    (void)month;
    (void)n_lanes;
    return true;
}

static void walk_world(const stand *at, uint64_t first)
{
    (void)at->backend->observe_world(at->plan, first, SFL_LANES, at->slots, look_away, NULL);
}

static void walk_bills(const stand *at, uint64_t first)
{
    (void)at->backend->observe(at->plan, first, SFL_LANES, at->slots, look_away, NULL);
}

static void walk_tallies(const stand *at, uint64_t first)
{
    at->backend->run(at->plan, first, SFL_LANES, at->slots, at->tally);
}

/* Seconds that this thread has computed: differences of walks are small, and what else the machine does is not. */
static double thread_seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Keeps the least cost of a kind of walk in *least. */
static sfl_status time_walk(const stand *at, void (*walk)(const stand *at, uint64_t first), double *least)
{
    double start = thread_seconds_now();
    for (uint64_t first = 0; first < at->n_paths; first += SFL_LANES)
        walk(at, first);
    double ns = (thread_seconds_now() - start) * 1e9 / (double)at->n_paths / (double)at->plan->n_months;
    *least    = ns < *least ? ns : *least;
    if (at->how->progress == NULL || at->how->progress(at->how->progress_context, 0, at->how->n_paths)) return SFL_OK;
    return SFL_INTERRUPTED;
}

/* A stage's own time is never below 0, whatever else the machine did meanwhile. */
static sfl_status time_all(const stand *at, bool is_world, sfl_bench_stages *stages)
{
    double world = INFINITY, bills = INFINITY, tallies = INFINITY;
    for (int turn = 0; turn < N_TURNS; ++turn) {
        SFL_TRY(time_walk(at, walk_world, &world));
        if (is_world) continue;
        SFL_TRY(time_walk(at, walk_bills, &bills));
        SFL_TRY(time_walk(at, walk_tallies, &tallies));
    }
    stages->world_ns   = world;
    stages->bills_ns   = is_world ? 0.0 : fmax(bills - world, 0.0);
    stages->tallies_ns = is_world ? 0.0 : fmax(tallies - fmax(bills, world), 0.0);
    return SFL_OK;
}

static const sfl_backend *backend_of(const sfl_bench_how *how, bool is_world)
{
    const char *name = sfl_bench_backend(how, is_world);
    return name == NULL ? NULL : sfl_backend_pick(name);
}

sfl_status sfl_bench_stages_run(const sfl_bench_subject *subject, const sfl_bench_how *how, sfl_bench_stages *stages,
                                sfl_diag *diag)
{
    const sfl_plan *plan   = subject->plan;
    stand           at     = {plan, backend_of(how, subject->of->kind == SFL_BENCH_WORLD), how, subject->of->n_check_paths, NULL, NULL};
    sfl_status      status = SFL_ERR_MEMORY;
    if (at.backend == NULL) {
        stages->world_ns = stages->bills_ns = stages->tallies_ns = NAN; /* on a card they are not told apart */
        return SFL_OK;
    }
    at.slots               = aligned_alloc(64, (sfl_backend_slot_bytes(plan) + 63) / 64 * 64);
    at.tally               = sfl_tally_build_for(plan);
    if (at.slots != NULL && at.tally != NULL) status = time_all(&at, subject->of->kind == SFL_BENCH_WORLD, stages);
    if (status == SFL_ERR_MEMORY) sfl_diag_add(diag, status, (sfl_place){0}, "no memory for the stages of a bench");
    free(at.slots);
    sfl_tally_free(&at.tally);
    return status;
}
