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

static void walk_draws(const stand *at, uint64_t first)
{
    at->backend->walk_world(at->plan, first, at->slots, SFL_WORLD_DRAWS);
}

static void walk_drivers(const stand *at, uint64_t first)
{
    at->backend->walk_world(at->plan, first, at->slots, SFL_WORLD_DRIVERS);
}

static void walk_prices(const stand *at, uint64_t first)
{
    at->backend->walk_world(at->plan, first, at->slots, SFL_WORLD_PRICES);
}

static void walk_bills(const stand *at, uint64_t first)
{
    (void)at->backend->observe(at->plan, first, SFL_LANES, at->slots, look_away, NULL);
}

static void walk_tallies(const stand *at, uint64_t first)
{
    at->backend->run(at->plan, SFL_ALL_PARTS, first, SFL_LANES, at->slots, at->tally);
}

/* Seconds that this thread has computed: differences of walks are small, and what else the machine does is not. */
static double thread_seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Each goes a stage further than the one before. */
static void (*const walks[SFL_BENCH_STAGE_COUNT])(const stand *at, uint64_t first) = {
#define SFL_BENCH_STAGE(NAME, word, help) walk_##word,
    SFL_BENCH_STAGE_LIST(SFL_BENCH_STAGE)
#undef SFL_BENCH_STAGE
};

static const char *const words[SFL_BENCH_STAGE_COUNT] = {
#define SFL_BENCH_STAGE(NAME, word, help) #word,
    SFL_BENCH_STAGE_LIST(SFL_BENCH_STAGE)
#undef SFL_BENCH_STAGE
};

const char *sfl_bench_stage_word(sfl_bench_stage stage)
{
    return words[stage];
}

double sfl_bench_stages_whole(const sfl_bench_stages *stages)
{
    double whole = 0.0;
    for (int stage = 0; stage < SFL_BENCH_STAGE_COUNT; ++stage)
        whole += stages->ns[stage];
    return whole;
}

/* Keeps the least cost of a walk in *least. */
static sfl_status time_walk(const stand *at, int stage, double *least)
{
    double start = thread_seconds_now();
    for (uint64_t first = 0; first < at->n_paths; first += SFL_LANES)
        walks[stage](at, first);
    double ns = (thread_seconds_now() - start) * 1e9 / (double)at->n_paths / (double)at->plan->n_months;
    *least    = ns < *least ? ns : *least;
    if (at->how->progress == NULL || at->how->progress(at->how->progress_context, 0, at->how->n_paths)) return SFL_OK;
    return SFL_INTERRUPTED;
}

/* A stage's own time is never below 0, whatever else the machine did meanwhile. */
static sfl_status time_all(const stand *at, int n_stages, sfl_bench_stages *stages)
{
    double least[SFL_BENCH_STAGE_COUNT], before = 0.0;
    for (int stage = 0; stage < n_stages; ++stage)
        least[stage] = INFINITY;
    for (int turn = 0; turn < N_TURNS; ++turn) {
        for (int stage = 0; stage < n_stages; ++stage)
            SFL_TRY(time_walk(at, stage, &least[stage]));
    }
    for (int stage = 0; stage < n_stages; ++stage) {
        stages->ns[stage] = fmax(least[stage] - before, 0.0);
        before            = fmax(least[stage], before);
    }
    return SFL_OK;
}

static const sfl_backend *backend_of(const sfl_bench_how *how, bool is_world)
{
    const char *name = sfl_bench_backend(how, is_world);
    return name == NULL ? NULL : sfl_backend_pick(name);
}

/* On a card stages are not told apart. */
static void leave_unknown(sfl_bench_stages *stages)
{
    for (int stage = 0; stage < SFL_BENCH_STAGE_COUNT; ++stage)
        stages->ns[stage] = NAN;
}

sfl_status sfl_bench_stages_run(const sfl_bench_subject *subject, const sfl_bench_how *how, sfl_bench_stages *stages,
                                sfl_diag *diag)
{
    const sfl_plan *plan     = subject->plan;
    bool            is_world = subject->of->kind == SFL_BENCH_WORLD;
    stand           at       = {plan, backend_of(how, is_world), how, subject->of->n_check_paths, NULL, NULL};
    sfl_status      status   = SFL_ERR_MEMORY;
    *stages                  = (sfl_bench_stages){{0.0}};
    if (at.backend == NULL) {
        leave_unknown(stages);
        return SFL_OK;
    }
    at.slots = aligned_alloc(64, (sfl_backend_slot_bytes(plan) + 63) / 64 * 64);
    at.tally = sfl_tally_build_for(plan);
    if (at.slots != NULL && at.tally != NULL)
        status = time_all(&at, is_world ? SFL_BENCH_STAGE_BILLS : SFL_BENCH_STAGE_COUNT, stages);
    if (status == SFL_ERR_MEMORY) sfl_diag_add(diag, status, (sfl_place){0}, "no memory for the stages of a bench");
    free(at.slots);
    sfl_tally_free(&at.tally);
    return status;
}
