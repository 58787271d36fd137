/* Parts of a run (kernels/part.h) of a group of plans: a worker walks whole parts, so that nobody's counters have to be put
 * together, which for many short parts takes longer than to walk them. */
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
    sfl_tally            **tallies; /* [SFL_N_PARTS][n_plans] */
    uint8_t               *is_own;  /* [n_threads], see sfl_group_tallies */
    atomic_uint_fast64_t   n_done;  /* paths */
    atomic_bool            must_stop, has_failed;
} walk;

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
}

static bool build_tallies(walk *of, sfl_tally **tallies)
{
    for (int32_t i = 0; i < of->n_plans; ++i) {
        tallies[i] = sfl_tally_build_for(of->plans[i]);
        if (tallies[i] != NULL) continue;
        atomic_store(&of->has_failed, true);
        return false;
    }
    return true;
}

/* A part from its first point on, chunk by chunk; false where somebody said stop. */
static bool walk_part(void *context, int32_t thread, double *slots, uint64_t number)
{
    walk             *of       = context;
    size_t            n_flags  = (size_t)of->n_plans * (size_t)of->group->n_columns;
    uint64_t          n_points = sfl_part_points((int32_t)number, of->options->n_paths), chunk = of->choice.chunk;
    sfl_group_tallies tallies  = {&of->tallies[number * (uint64_t)of->n_plans], of->is_own + (size_t)thread * n_flags};
    if (!build_tallies(of, tallies.tallies)) return false;
    memset(tallies.is_own, 0, n_flags);
    for (uint64_t first = 0; first < n_points; first += chunk) {
        if (atomic_load(&of->must_stop)) return false;
        uint64_t n = n_points - first < chunk ? n_points - first : chunk;
        of->choice.backend->run_group(of->group, (int32_t)number, first, n, slots, &tallies);
        atomic_fetch_add(&of->n_done, n);
    }
    sfl_group_tallies_finish(of->group, &tallies);
    return true;
}

static bool watch(void *context, uint64_t n_taken)
{
    walk                  *of      = context;
    const sfl_run_options *options = of->options;
    (void)n_taken;
    if (options->progress == NULL) return true;
    if (!options->progress(options->progress_context, atomic_load(&of->n_done), options->n_paths))
        atomic_store(&of->must_stop, true);
    return !atomic_load(&of->must_stop);
}

static sfl_status walk_parts(walk *of, sfl_diag *diag)
{
    uint64_t n_parts = 0, n_done;
    while (n_parts < SFL_N_PARTS && sfl_part_points((int32_t)n_parts, of->options->n_paths) > 0)
        ++n_parts;
    if ((uint64_t)of->choice.n_threads > n_parts) of->choice.n_threads = (int32_t)n_parts;
    size_t n_flags = (size_t)of->n_plans * (size_t)of->group->n_columns;
    of->is_own     = calloc((size_t)of->choice.n_threads, n_flags + 1);
    if (of->is_own == NULL) return no_memory(diag);
    sfl_work   work   = {n_parts, of->choice.n_threads, sfl_backend_group_bytes(of->group), walk_part, watch, of};
    sfl_status status = sfl_work_run(&work, &n_done);
    if (status == SFL_ERR_MEMORY || atomic_load(&of->has_failed)) return no_memory(diag);
    return atomic_load(&of->n_done) == of->options->n_paths ? SFL_OK : SFL_INTERRUPTED;
}

/* On cards part by part. */
static sfl_status walk_cards(walk *of, sfl_diag *diag)
{
    for (int32_t part = 0; part < SFL_N_PARTS && sfl_part_points(part, of->options->n_paths) > 0; ++part) {
        sfl_tally **tallies = &of->tallies[part * of->n_plans];
        SFL_TRY(sfl_run_group(of->plans, of->n_plans, of->options, part, tallies, NULL, diag));
    }
    return SFL_OK;
}

sfl_status sfl_run_group_parts(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options,
                               sfl_tally **tallies, sfl_diag *diag)
{
    walk of = {.plans = plans, .n_plans = n_plans, .options = options, .tallies = tallies};
    atomic_init(&of.n_done, 0);
    atomic_init(&of.must_stop, false);
    atomic_init(&of.has_failed, false);
    SFL_TRY(sfl_run_check_paths(plans[0], options, diag));
    SFL_TRY(sfl_choose(plans[0], options, &of.choice, diag));
    if (of.choice.n_devices > 0) return walk_cards(&of, diag);
    sfl_choice_for_part(&of.choice, sfl_part_points(0, options->n_paths));
    of.group          = sfl_group_build(plans, n_plans);
    sfl_status status = of.group != NULL ? walk_parts(&of, diag) : no_memory(diag);
    sfl_group_free(&of.group);
    free(of.is_own);
    return status;
}
