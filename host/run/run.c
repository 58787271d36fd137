/* A run: the paths asked for, in chunks, on all threads of a backend; every thread has its own tally, and integers
 * merged in any order are the same integers (docs/style.md section 9). */
#include "host/base/diag.h"
#include "host/run/work.h"
#include "kernels/backend.h"
#include "kernels/tally.h"
#include "shortfall.h"

#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

/* A chunk takes some hundredths of a second, so that an interruption is heard and threads end together. */
#define CHUNK_PATH_MONTHS 245760
#define MOST_THREADS 1024

typedef struct run {
    const sfl_plan        *plan;
    const sfl_run_options *options;
    const sfl_backend     *backend;
    uint64_t               chunk;
    int32_t                n_threads;
    sfl_tally            **tallies; /* [n_threads] */
} run;

static const sfl_place nowhere = {NULL, 0, 0};

static uint64_t paths_of(const run *of, uint64_t n_chunks)
{
    uint64_t n_paths = of->options->n_paths;
    return n_chunks > n_paths / of->chunk ? n_paths : n_chunks * of->chunk;
}

static bool run_chunk(void *context, int32_t thread, double *slots, uint64_t chunk)
{
    const run *of    = context;
    uint64_t   first = chunk * of->chunk;
    uint64_t   n     = paths_of(of, chunk + 1) - first;
    of->backend->run(of->plan, of->options->first_path + first, n, slots, of->tallies[thread]);
    return true;
}

static bool tell_progress(void *context, uint64_t n_chunks)
{
    const run             *of      = context;
    const sfl_run_options *options = of->options;
    return options->progress == NULL ||
           options->progress(options->progress_context, paths_of(of, n_chunks), options->n_paths);
}

static uint64_t rounded_up(uint64_t n, uint64_t step)
{
    return (n + (step - 1)) / step * step;
}

/* Whole blocks, unless asked otherwise; pairs are never split. */
static uint64_t choose_chunk(const sfl_plan *plan, const sfl_run_options *options, int32_t n_threads)
{
    if (options->chunk != 0) {
        uint64_t chunk = options->chunk < options->n_paths ? options->chunk : options->n_paths;
        return plan->is_antithetic ? rounded_up(chunk, 2) : chunk;
    }
    uint64_t by_time  = CHUNK_PATH_MONTHS / (uint64_t)plan->n_months;
    uint64_t by_share = options->n_paths / ((uint64_t)n_threads * 4) + 1;
    return rounded_up(by_time < by_share ? by_time : by_share, SFL_LANES);
}

static int32_t choose_threads(const sfl_run_options *options)
{
    int32_t n_threads = options->n_threads > 0 ? options->n_threads : sfl_work_processors();
    return n_threads < MOST_THREADS ? n_threads : MOST_THREADS;
}

static sfl_status check(const sfl_plan *plan, const sfl_run_options *options, sfl_diag *diag)
{
    uint64_t n = options->n_paths;
    if (n == 0) return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "paths: 0; allowed is 1 or more");
    if (n - 1 > UINT64_MAX - options->first_path) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "paths: %" PRIu64 " from %" PRIu64 "; the last path is 2^64 - 1", n, options->first_path);
    }
    if (plan->is_antithetic && (n % 2 != 0 || options->first_path % 2 != 0)) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "paths: %" PRIu64 " from %" PRIu64
                            "; antithetic sampling takes whole pairs, so both are even",
                            n, options->first_path);
    }
    return SFL_OK;
}

static sfl_status pick_backend(const char *name, const sfl_backend **backend, sfl_diag *diag)
{
    *backend = sfl_backend_pick(name);
    if (*backend != NULL) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "backend: %s; this machine has none of that name", name);
}

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
}

static sfl_status build_tallies(run *of, sfl_diag *diag)
{
    of->tallies = calloc((size_t)of->n_threads, sizeof *of->tallies);
    if (of->tallies == NULL) return no_memory(diag);
    for (int32_t i = 0; i < of->n_threads; ++i) {
        of->tallies[i] = sfl_tally_build_for(of->plan);
        if (of->tallies[i] == NULL) return no_memory(diag);
    }
    return SFL_OK;
}

/* All tallies into the first; each is freed as soon as it is counted in. */
static sfl_tally *merge_tallies(run *of)
{
    sfl_tally *whole = of->tallies[0];
    of->tallies[0]   = NULL;
    for (int32_t i = 1; i < of->n_threads; ++i) {
        (void)sfl_tally_merge(whole, of->tallies[i]);
        sfl_tally_free(&of->tallies[i]);
    }
    return whole;
}

static void free_tallies(run *of)
{
    for (int32_t i = 0; of->tallies != NULL && i < of->n_threads; ++i)
        sfl_tally_free(&of->tallies[i]);
    free(of->tallies);
    of->tallies = NULL;
}

static sfl_status check_amounts(const sfl_tally *tally, sfl_diag *diag)
{
    uint64_t path;
    uint64_t n = sfl_tally_refused(tally, &path);
    if (n == 0) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_AMOUNT, nowhere,
                        "%" PRIu64 " amounts are beyond 4.6e12 or no numbers; the first is on path %" PRIu64, n, path);
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static sfl_status simulate(run *of, sfl_tally **tally, sfl_run_facts *facts, sfl_diag *diag)
{
    uint64_t n_chunks = of->options->n_paths / of->chunk + (of->options->n_paths % of->chunk != 0);
    sfl_work work     = {n_chunks, of->n_threads, sfl_backend_slot_bytes(of->plan), run_chunk, tell_progress, of};
    uint64_t n_done;
    double   start = seconds_now();
    if ((uint64_t)work.n_threads > work.n_pieces) work.n_threads = of->n_threads = (int32_t)work.n_pieces;
    SFL_TRY(build_tallies(of, diag));
    sfl_status status = sfl_work_run(&work, &n_done);
    if (status == SFL_ERR_MEMORY) return no_memory(diag);
    *tally = merge_tallies(of);
    if (facts != NULL) {
        facts->backend   = of->backend->name;
        facts->n_threads = of->n_threads;
        facts->chunk     = of->chunk;
        facts->seconds   = seconds_now() - start;
    }
    SFL_TRY(check_amounts(*tally, diag));
    return status;
}

sfl_status sfl_run(const sfl_plan *plan, const sfl_run_options *options, sfl_tally **tally, sfl_run_facts *facts,
                   sfl_diag *diag)
{
    run of = {plan, options, NULL, 0, choose_threads(options), NULL};
    *tally = NULL;
    SFL_TRY(check(plan, options, diag));
    SFL_TRY(pick_backend(options->backend, &of.backend, diag));
    of.chunk          = choose_chunk(plan, options, of.n_threads);
    sfl_status status = simulate(&of, tally, facts, diag);
    free_tallies(&of);
    if (status != SFL_OK && status != SFL_INTERRUPTED) sfl_tally_free(tally);
    return status;
}

int32_t sfl_run_again_against(const sfl_plan *plan, const sfl_tally *tally)
{
    const sfl_plan_architecture *all  = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    int32_t                      n    = plan->n_architectures, best = 0;
    double                       least = 0.0;
    if (plan->n_pairs == n * (n - 1) / 2) return 0;
    for (int32_t i = 0; i < n; ++i) {
        double mean = sfl_tally_mean(tally, all[i].total_columns[SFL_PART_TOTAL][SFL_MONEY_NPV]);
        if (i > 0 && !(mean < least)) continue;
        best  = i;
        least = mean;
    }
    return best;
}
