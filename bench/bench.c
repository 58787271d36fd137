/* bench SCENARIO [PATHS [THREADS]]: how many path-months a second the simulation walks, for every backend that this machine
 * can run, and where the time goes. Simulation only: no reading, planning, writing; threads, tallies and their merging are
 * in it, so take enough paths. Before it is timed, a backend's tally is compared with the plain one's. */
#include "host/base/diag.h"
#include "host/run/observe.h"
#include "host/run/work.h"
#include "kernels/backend.h"
#include "shortfall.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define PATHS_TO_VERIFY 4096
#define PATHS_OF_STAGES 16384

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static sfl_tally *run(const sfl_plan *plan, const char *backend, uint64_t n_paths, int32_t n_threads, double *seconds)
{
    sfl_run_options options;
    sfl_run_facts   facts;
    sfl_tally      *tally = NULL;
    memset(&options, 0, sizeof options);
    options.n_paths   = n_paths;
    options.n_threads = n_threads;
    options.backend   = backend;
    if (sfl_run(plan, &options, &tally, &facts, NULL) != SFL_OK) return NULL;
    *seconds = facts.seconds;
    return tally;
}

static bool is_verified(const sfl_plan *plan, const char *backend)
{
    double     seconds;
    sfl_tally *plain  = run(plan, "cpu-plain", PATHS_TO_VERIFY, 1, &seconds);
    sfl_tally *tally  = run(plan, backend, PATHS_TO_VERIFY, 1, &seconds);
    bool       equals = plain != NULL && tally != NULL && sfl_tally_equal(plain, tally);
    sfl_tally_free(&plain);
    sfl_tally_free(&tally);
    return equals;
}

static bool look_away(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    (void)context;
    (void)block;
    (void)month;
    (void)n_lanes;
    return true;
}

typedef bool (*walk_fn)(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots, sfl_observe_fn observe,
                        void *context);

/* Nanoseconds per path-month of one core. */
static double walk_cost(const sfl_plan *plan, walk_fn walk, double *slots)
{
    double start = seconds_now();
    for (uint64_t first = 0; first < PATHS_OF_STAGES; first += SFL_LANES)
        (void)walk(plan, first, SFL_LANES, slots, look_away, NULL);
    return (seconds_now() - start) * 1e9 / (double)PATHS_OF_STAGES / (double)plan->n_months;
}

/* The world alone, the world with its bills, and the whole with its tally; what is between them is the stage's. */
static void print_stages(const sfl_plan *plan, const sfl_backend *backend, double whole)
{
    double *slots = aligned_alloc(64, (sfl_backend_slot_bytes(plan) + 63) / 64 * 64);
    if (slots == NULL) return;
    double world = walk_cost(plan, backend->observe_world, slots);
    double path  = walk_cost(plan, backend->observe, slots);
    printf("    world %.1f, bills %.1f, tally %.1f ns\n", world, path - world, whole - path);
    free(slots);
}

static bool bench(const sfl_plan *plan, const sfl_backend *backend, uint64_t n_paths, int32_t n_threads)
{
    double seconds;
    if (!is_verified(plan, backend->name)) {
        printf("%-10s DIFFERS from cpu-plain on %d paths; not timed\n", backend->name, PATHS_TO_VERIFY);
        return false;
    }
    sfl_tally *tally = run(plan, backend->name, n_paths, n_threads, &seconds);
    if (tally == NULL) return false;
    const sfl_plan_architecture *first  = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    int32_t                      column = first->total_columns[SFL_PART_TOTAL][SFL_MONEY_NPV];
    double                       months = (double)n_paths * (double)plan->n_months;
    double                       whole  = seconds * (double)n_threads / months * 1e9;
    printf("%-10s %6.2f M path-months/s, %.1f ns per path-month and core, %.3f s; verified, mean %.6f\n", backend->name,
           months / seconds * 1e-6, whole, seconds, sfl_tally_mean(tally, column));
    sfl_tally_free(&tally);
    print_stages(plan, backend, whole);
    return true;
}

static bool bench_all(const sfl_plan *plan, uint64_t n_paths, int32_t n_threads)
{
    int32_t            n_backends;
    const sfl_backend *backends = sfl_backend_list(&n_backends);
    bool               is_right = true;
    for (int32_t i = 0; i < n_backends; ++i)
        if (backends[i].is_usable()) is_right = bench(plan, &backends[i], n_paths, n_threads) && is_right;
    return is_right;
}

int main(int n_words, char **words)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    sfl_diag     *diag     = sfl_diag_build();
    if (n_words < 2) {
        fputs("usage: bench SCENARIO [PATHS [THREADS]]\n", stderr);
        sfl_diag_free(&diag);
        return 2;
    }
    uint64_t   n_paths   = n_words > 2 ? strtoull(words[2], NULL, 10) : 100000;
    int32_t    n_threads = n_words > 3 ? (int32_t)strtol(words[3], NULL, 10) : sfl_work_processors();
    sfl_status status    = sfl_scenario_read(words[1], NULL, &scenario, diag);
    if (status == SFL_OK) status = sfl_plan_build(scenario, &plan, diag);
    for (size_t i = 0; i < sfl_diag_count(diag); ++i)
        fprintf(stderr, "%s\n", sfl_diag_line(diag, i));
    if (status == SFL_OK) {
        printf("%s: %llu paths of %d months, %d architectures, %d drivers, %d columns, %d threads\n", words[1],
               (unsigned long long)n_paths, plan->n_months, plan->n_architectures, plan->n_drivers, plan->n_columns,
               n_threads);
        if (!bench_all(plan, n_paths, n_threads)) status = SFL_ERR_RUN;
    }
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    sfl_diag_free(&diag);
    return sfl_status_exit_code(status);
}
