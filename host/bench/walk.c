/* See walk.h. */
#include "host/bench/walk.h"

#include "host/base/clock.h"
#include "host/run/observe.h"
#include "host/run/work.h"
#include "kernels/backend.h"
#include "kernels/card.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Paths of the world that a thread takes at a time: some hundredths of a second. */
#define PIECE_PATHS 4096

static double cpu_seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Naming a card asks for cards. */
static const char *name_of(const sfl_bench_how *how)
{
    const char *name = how->backend != NULL ? how->backend : "auto";
    return how->n_devices > 0 && strcmp(name, "auto") == 0 ? "cuda" : name;
}

/* How many cards answer, of those that may walk; 0 where the processor is to walk. */
static int32_t count_cards(const sfl_bench_how *how, bool is_world)
{
    const char    *name = name_of(how);
    sfl_card_error error;
    bool           is_card = strcmp(name, "cuda") == 0 || strcmp(name, "auto") == 0;
    int32_t        n       = is_card && !is_world ? sfl_card_count(&error) : 0;
    return n < SFL_MOST_DEVICES ? n : SFL_MOST_DEVICES;
}

const char *sfl_bench_backend(const sfl_bench_how *how, bool is_world)
{
    const sfl_backend *backend = sfl_backend_pick(name_of(how));
    if (count_cards(how, is_world) > 0) return "cuda";
    return backend == NULL ? NULL : backend->name;
}

int32_t sfl_bench_devices(const sfl_bench_how *how, bool is_world, int32_t *devices)
{
    int32_t n_there = count_cards(how, is_world), n = how->n_devices > 0 ? how->n_devices : n_there;
    if (n_there == 0) return 0;
    for (int32_t i = 0; i < n; ++i)
        devices[i] = how->n_devices > 0 ? how->devices[i] : i;
    return n;
}

/* ---- all of a path: a run of the library ---- */

static sfl_status refuse_failed(const sfl_bench_subject *subject, const sfl_run_facts *facts, sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_DEVICE, (sfl_place){0},
                        "shortfall bench: %s: %" PRId32
                        " card%s failed; the time that others took in the place of one is no measurement",
                        subject->of->word, facts->n_failed_devices, facts->n_failed_devices == 1 ? "" : "s");
}

static sfl_status walk_all(const sfl_bench_subject *subject, const sfl_bench_how *how, bool has_hash,
                           sfl_bench_walked *walked, sfl_diag *diag)
{
    sfl_run_options options  = {0};
    sfl_run_facts   facts    = {0};
    sfl_tally      *tally    = NULL;
    options.n_paths          = how->n_paths;
    options.n_threads        = how->n_threads;
    options.backend          = sfl_bench_backend(how, false);
    options.devices          = how->devices;
    options.n_devices        = how->n_devices;
    options.paths_in_flight  = how->paths_in_flight;
    options.block            = how->block;
    options.card_form        = how->card_form;
    options.progress         = how->progress;
    options.progress_context = how->progress_context;
    double     start         = cpu_seconds_now();
    sfl_status status        = sfl_run(subject->plan, &options, &tally, &facts, diag);
    walked->seconds          = facts.seconds;
    walked->card_form        = facts.card_form;
    walked->cpu_seconds      = cpu_seconds_now() - start;
    if (status == SFL_OK && facts.n_failed_devices > 0) status = refuse_failed(subject, &facts, diag);
    if (status == SFL_OK && has_hash) status = sfl_bench_hash_tally(tally, walked->hash);
    sfl_tally_free(&tally);
    return status;
}

/* ---- the world alone ---- */

typedef struct world {
    const sfl_plan      *plan;
    const sfl_bench_how *how;
    const sfl_backend   *backend;
    uint64_t            *sums; /* [n_threads][n_drivers]; NULL: nothing is kept */
} world;

/* The last steps of SplitMix64 (Steele, Lea, Flood 2014): every bit of the word moves about half of the others. */
static uint64_t mix(uint64_t word)
{
    word = (word ^ (word >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    word = (word ^ (word >> 27)) * UINT64_C(0x94d049bb133111eb);
    return word ^ (word >> 31);
}

/* Each index is mixed with its path and month and added, so that the order of paths does not count. context: sums
 * [n_drivers], or NULL: nothing is kept. */
static bool gather(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    uint64_t *sums = context;
    if (sums == NULL) return true;
    for (int32_t driver = 0; driver < block->plan->n_drivers; ++driver) {
        for (int32_t lane = 0; lane < n_lanes; ++lane) {
            double   index = sfl_observed_driver(block, driver, month, lane);
            uint64_t place = (block->first_path + (uint64_t)lane) * 256 + (uint64_t)month, bits;
            memcpy(&bits, &index, sizeof bits);
            sums[driver] += mix(bits + mix(place + 1));
        }
    }
    return true;
}

static bool walk_piece(void *context, int32_t thread, double *slots, uint64_t piece)
{
    const world *of    = context;
    uint64_t    *sums  = of->sums == NULL ? NULL : of->sums + (size_t)thread * (size_t)of->plan->n_drivers;
    uint64_t     first = piece * PIECE_PATHS, left = of->how->n_paths - first;
    uint64_t     end = first + (left < PIECE_PATHS ? left : PIECE_PATHS);
    for (; first < end; first += SFL_LANES) {
        int32_t n_lanes = end - first < SFL_LANES ? (int32_t)(end - first) : SFL_LANES;
        (void)of->backend->observe_world(of->plan, first, n_lanes, slots, gather, sums);
    }
    return true;
}

static bool tell_progress(void *context, uint64_t n_pieces)
{
    const sfl_bench_how *how  = ((const world *)context)->how;
    uint64_t             done = n_pieces * PIECE_PATHS;
    if (how->progress == NULL) return true;
    return how->progress(how->progress_context, done < how->n_paths ? done : how->n_paths, how->n_paths);
}

/* The sums of all threads in the place of the first one's. */
static void merge(const world *of)
{
    size_t n = (size_t)of->plan->n_drivers;
    for (size_t i = n; i < n * (size_t)of->how->n_threads; ++i)
        of->sums[i % n] += of->sums[i];
}

static sfl_status walk_pieces(world *of, sfl_bench_walked *walked, sfl_diag *diag)
{
    uint64_t   n_done, n_pieces = (of->how->n_paths + PIECE_PATHS - 1) / PIECE_PATHS;
    size_t     slot_bytes = sfl_backend_slot_bytes(of->plan);
    sfl_work   work       = {n_pieces, of->how->n_threads, slot_bytes, walk_piece, tell_progress, of};
    double     start = sfl_clock_seconds(), cpu_start = cpu_seconds_now();
    sfl_status status   = sfl_work_run(&work, &n_done);
    walked->seconds     = sfl_clock_seconds() - start;
    walked->cpu_seconds = cpu_seconds_now() - cpu_start;
    if (status != SFL_ERR_MEMORY) return status;
    return sfl_diag_add(diag, status, (sfl_place){0}, "no memory for the paths of a bench");
}

static sfl_status walk_world(const sfl_plan *plan, const sfl_bench_how *how, bool has_hash, sfl_bench_walked *walked,
                             sfl_diag *diag)
{
    const char *name = sfl_bench_backend(how, true);
    if (name == NULL) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){0},
                            "backend: %s; the world alone is walked by a processor", name_of(how));
    }
    world  of = {plan, how, sfl_backend_pick(name), NULL};
    size_t n  = (size_t)how->n_threads * (size_t)plan->n_drivers;
    if (has_hash) of.sums = calloc(n, sizeof *of.sums);
    if (has_hash && of.sums == NULL) return SFL_ERR_MEMORY;
    sfl_status status = walk_pieces(&of, walked, diag);
    if (status == SFL_OK && has_hash) {
        merge(&of);
        status = sfl_bench_hash_words(of.sums, (size_t)plan->n_drivers, walked->hash);
    }
    free(of.sums);
    return status;
}

sfl_status sfl_bench_walk(const sfl_bench_subject *subject, const sfl_bench_how *how, bool has_hash,
                          sfl_bench_walked *walked, sfl_diag *diag)
{
    walked->hash[0] = '\0';
    walked->card_form = NULL;
    if (subject->of->kind == SFL_BENCH_WORLD) return walk_world(subject->plan, how, has_hash, walked, diag);
    return walk_all(subject, how, has_hash, walked, diag);
}
