/* Parts of a run (kernels/part.h) of a group of plans: where a worker can walk whole parts, it does, so that nobody's counters
 * have to be put together, which for many short parts takes longer than to walk them. */
#include "host/base/clock.h"
#include "host/run/choose.h"
#include "host/run/group.h"
#include "host/run/work.h"

#include <stdatomic.h>
#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

typedef struct walk {
    const sfl_plan *const *plans;
    int32_t                n_plans;
    const sfl_run_options *options;
    sfl_choice             choice;
    sfl_group             *group;
    sfl_take_part_fn       take;
    void                  *context;
    sfl_tally            **tallies; /* [n_threads][n_plans] */
    uint8_t               *is_own;  /* [n_threads], see sfl_group_tallies */
    atomic_uint_fast64_t   n_done;  /* paths */
    uint64_t               n_told;  /* of them, part by part */
    atomic_bool            must_stop, has_failed;
} walk;

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
}

/* A worker's, for all its parts. */
static bool build_tallies(walk *of, sfl_tally **tallies)
{
    for (int32_t i = 0; i < of->n_plans; ++i) {
        if (tallies[i] != NULL) continue;
        tallies[i] = sfl_tally_build_for(of->plans[i]);
        if (tallies[i] != NULL) continue;
        atomic_store(&of->has_failed, true);
        return false;
    }
    return true;
}

static void free_tallies(const walk *of, sfl_tally **tallies)
{
    for (int32_t i = 0; i < of->n_plans; ++i)
        sfl_tally_free(&tallies[i]);
}

static uint64_t points_before(const walk *of, uint64_t part, uint64_t n_paths)
{
    return sfl_part_points((int32_t)part, of->options->first_path + n_paths);
}

static uint64_t points_of(const walk *of, uint64_t part)
{
    return points_before(of, part, of->options->n_paths) - points_before(of, part, 0);
}

/* A part's points chunk by chunk; false where somebody said stop. */
static bool walk_chunks(walk *of, double *slots, uint64_t part, sfl_group_tallies *tallies)
{
    uint64_t end = points_before(of, part, of->options->n_paths), chunk = of->choice.chunk;
    for (uint64_t first = points_before(of, part, 0); first < end; first += chunk) {
        if (atomic_load(&of->must_stop)) return false;
        uint64_t n = end - first < chunk ? end - first : chunk;
        if (of->n_plans > 1)
            of->choice.backend->run_group(of->group, (int32_t)part, first, n, slots, tallies);
        else
            of->choice.backend->run(of->plans[0], (int32_t)part, first, n, slots, tallies->tallies[0]);
        atomic_fetch_add(&of->n_done, n);
    }
    sfl_group_tallies_finish(of->group, tallies);
    return true;
}

static bool walk_part(void *context, int32_t thread, double *slots, uint64_t part)
{
    walk             *of      = context;
    size_t            n_flags = (size_t)of->n_plans * (size_t)of->group->n_columns;
    sfl_group_tallies tallies = {&of->tallies[thread * of->n_plans], of->is_own + (size_t)thread * n_flags};
    if (points_of(of, part) == 0) return true;
    if (!build_tallies(of, tallies.tallies)) return false;
    memset(tallies.is_own, 0, n_flags);
    bool is_done = walk_chunks(of, slots, part, &tallies);
    if (is_done && !of->take(of->context, (int32_t)part, tallies.tallies)) atomic_store(&of->has_failed, true);
    for (int32_t i = 0; i < of->n_plans; ++i)
        sfl_tally_clear(tallies.tallies[i]);
    return is_done && !atomic_load(&of->has_failed);
}

static bool is_told(void *context, uint64_t n_done, uint64_t n_paths)
{
    walk                  *of      = context;
    const sfl_run_options *options = of->options;
    uint64_t               n       = atomic_load(&of->n_done) + n_done;
    (void)n_paths;
    if (n > of->n_told) of->n_told = n; /* cards walk a part plan by plan */
    return options->progress == NULL || options->progress(options->progress_context, of->n_told, options->n_paths);
}

static bool watch(void *context, uint64_t n_taken)
{
    walk *of = context;
    (void)n_taken;
    if (!is_told(of, 0, 0)) atomic_store(&of->must_stop, true);
    return !atomic_load(&of->must_stop);
}

static sfl_status walk_parts(walk *of, sfl_diag *diag)
{
    uint64_t n_done;
    size_t   n_threads = (size_t)of->choice.n_threads, n_flags = (size_t)of->n_plans * (size_t)of->group->n_columns;
    of->is_own  = calloc(n_threads, n_flags + 1);
    of->tallies = calloc(n_threads * (size_t)of->n_plans, sizeof *of->tallies);
    if (of->is_own == NULL || of->tallies == NULL) return no_memory(diag);
    sfl_work   work   = {SFL_N_PARTS, of->choice.n_threads, sfl_backend_group_bytes(of->group), walk_part, watch, of};
    sfl_status status = sfl_work_run(&work, &n_done);
    for (size_t i = 0; i < n_threads; ++i)
        free_tallies(of, &of->tallies[i * (size_t)of->n_plans]);
    if (status == SFL_ERR_MEMORY || atomic_load(&of->has_failed)) return no_memory(diag);
    return atomic_load(&of->n_done) == of->options->n_paths ? SFL_OK : SFL_INTERRUPTED;
}

/* ---- part by part ---- */

static sfl_status walk_one(walk *of, int32_t part, sfl_run_facts *facts, sfl_diag *diag)
{
    uint64_t n_points = points_of(of, (uint64_t)part);
    double   seconds  = facts->seconds;
    sfl_run_options options = *of->options;
    if (n_points == 0) return SFL_OK;
    options.progress         = is_told;
    options.progress_context = of;
    sfl_status status        = sfl_run_group(of->plans, of->n_plans, &options, part, of->tallies, facts, diag);
    facts->seconds += seconds;
    if (status == SFL_OK && !of->take(of->context, part, of->tallies)) status = no_memory(diag);
    free_tallies(of, of->tallies);
    atomic_fetch_add(&of->n_done, n_points);
    return status;
}

/* All workers, or cards, walk a part together. A walk asks ten times a second; shorter ones, one after the other, would not be
 * stopped. */
static sfl_status walk_one_by_one(walk *of, sfl_run_facts *facts, sfl_diag *diag)
{
    of->tallies = calloc((size_t)of->n_plans, sizeof *of->tallies);
    if (of->tallies == NULL) return no_memory(diag);
    for (int32_t part = 0; part < SFL_N_PARTS; ++part) {
        if (!is_told(of, 0, 0)) return SFL_INTERRUPTED;
        SFL_TRY(walk_one(of, part, facts, diag));
    }
    return SFL_OK;
}

/* ---- which of them ---- */

/* Few threads end together, for there are many parts for each. */
#define FEW_THREADS 8
/* To put the counters of several workers together takes as long as to walk a part of so many points (bench case W). */
#define SHORT_PART 4096

static bool is_part_for_one(const walk *of)
{
    bool is_short = of->options->n_paths <= (uint64_t)SHORT_PART * SFL_N_PARTS;
    return of->choice.n_devices == 0 && (of->choice.n_threads <= FEW_THREADS || is_short);
}

static sfl_status walk_all(walk *of, sfl_run_facts *facts, sfl_diag *diag)
{
    if (!is_part_for_one(of)) return walk_one_by_one(of, facts, diag);
    double start = sfl_clock_seconds();
    sfl_choice_for_part(&of->choice, points_of(of, 0) + 1);
    of->group = sfl_group_build(of->plans, of->n_plans);
    if (of->group == NULL) return no_memory(diag);
    if (of->choice.n_threads > SFL_N_PARTS) of->choice.n_threads = SFL_N_PARTS;
    sfl_status status = walk_parts(of, diag);
    sfl_choice_tell(&of->choice, sfl_clock_seconds() - start, facts);
    return status;
}

sfl_status sfl_run_group_parts(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options,
                               sfl_take_part_fn take, void *context, sfl_run_facts *facts, sfl_diag *diag)
{
    sfl_run_facts own = {0};
    walk          of  = {.plans = plans, .n_plans = n_plans, .options = options, .take = take, .context = context};
    atomic_init(&of.n_done, 0);
    atomic_init(&of.must_stop, false);
    atomic_init(&of.has_failed, false);
    SFL_TRY(sfl_run_check_paths(plans[0], options, diag));
    SFL_TRY(sfl_choose(plans[0], options, &of.choice, diag));
    sfl_status status = walk_all(&of, &own, diag);
    if (facts != NULL && own.backend != NULL) *facts = own;
    sfl_group_free(&of.group);
    free(of.tallies);
    free(of.is_own);
    return status;
}
