/* A run: the paths asked for, in chunks, on all threads of a backend or on cards; every worker has its own tally of each
 * plan, and integers merged in any order are the same integers (docs/style.md section 9). */
#include "host/base/clock.h"
#include "host/base/diag.h"
#include "host/run/cards.h"
#include "host/run/choose.h"
#include "host/run/group.h"
#include "host/run/part.h"
#include "host/run/ranges.h"
#include "host/run/work.h"
#include "kernels/backend.h"
#include "kernels/tally.h"
#include "shortfall.h"

#include <inttypes.h>
#include <stdlib.h>

typedef struct run {
    const sfl_plan        *plan; /* the first of the group's */
    const sfl_group       *group; /* NULL: it is alone */
    int32_t                n_plans;
    int32_t                part; /* whose points are walked; SFL_ALL_PARTS: paths */
    const sfl_run_options *options;
    sfl_choice             choice;
    uint64_t               first, n_paths; /* numbers of paths, or of points of the part */
    sfl_ranges            *ranges;
    sfl_tally            **tallies; /* [n_threads][n_plans] */
    uint8_t               *is_own;  /* of a group: [n_threads], see sfl_group_tallies */
    int32_t                n_failed_devices;
} run;

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_group_tallies group_tallies_of(const run *of, uint64_t worker)
{
    size_t            n_flags = (size_t)of->n_plans * (size_t)of->group->n_columns;
    sfl_group_tallies tallies = {&of->tallies[worker * (uint64_t)of->n_plans], of->is_own + worker * n_flags};
    return tallies;
}

static void walk_group(const run *of, double *slots, uint64_t worker)
{
    sfl_group_tallies tallies = group_tallies_of(of, worker);
    sfl_range         range;
    while (sfl_ranges_take(of->ranges, of->choice.chunk, &range))
        of->choice.backend->run_group(of->group, of->part, range.first, range.n_paths, slots, &tallies);
    sfl_group_tallies_finish(of->group, &tallies);
}

/* One worker of the processor, until nothing is left. */
static bool walk(void *context, int32_t thread, double *slots, uint64_t number)
{
    const run *of = context;
    sfl_range  range;
    (void)thread;
    if (of->group != NULL) {
        walk_group(of, slots, number);
        return true;
    }
    while (sfl_ranges_take(of->ranges, of->choice.chunk, &range))
        of->choice.backend->run(of->plan, of->part, range.first, range.n_paths, slots, of->tallies[number]);
    return true;
}

static bool tell_progress(void *context, uint64_t n_left)
{
    const run             *of      = context;
    const sfl_run_options *options = of->options;
    return options->progress == NULL ||
           options->progress(options->progress_context, of->n_paths - n_left, of->n_paths);
}

static bool watch(void *context, uint64_t n_workers)
{
    const run *of = context;
    (void)n_workers;
    if (!tell_progress(context, sfl_ranges_left(of->ranges))) sfl_ranges_stop(of->ranges);
    return true; /* what was taken is finished */
}

sfl_status sfl_run_check_paths(const sfl_plan *plan, const sfl_run_options *options, sfl_diag *diag)
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

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
}

static const sfl_plan *plan_of(const run *of, int32_t number)
{
    return of->group != NULL ? of->group->plans[number].plan : of->plan;
}

static sfl_status build_tallies(run *of, sfl_diag *diag)
{
    int32_t n   = of->choice.n_threads * of->n_plans;
    of->tallies = calloc((size_t)n, sizeof(sfl_tally *));
    if (of->group != NULL) of->is_own = calloc((size_t)n, (size_t)of->group->n_columns + 1);
    if (of->tallies == NULL || (of->group != NULL && of->is_own == NULL)) return no_memory(diag);
    for (int32_t i = 0; i < n; ++i) {
        of->tallies[i] = sfl_tally_build_for(plan_of(of, i % of->n_plans));
        if (of->tallies[i] == NULL) return no_memory(diag);
    }
    return SFL_OK;
}

/* All tallies of a plan into the first; each is freed as soon as it is counted in. */
static sfl_tally *merge_tallies(run *of, int32_t number)
{
    sfl_tally *whole    = of->tallies[number];
    of->tallies[number] = NULL;
    for (int32_t i = number + of->n_plans; i < of->choice.n_threads * of->n_plans; i += of->n_plans) {
        (void)sfl_tally_merge(whole, of->tallies[i]);
        sfl_tally_free(&of->tallies[i]);
    }
    return whole;
}

static void free_tallies(run *of)
{
    for (int32_t i = 0; of->tallies != NULL && i < of->choice.n_threads * of->n_plans; ++i)
        sfl_tally_free(&of->tallies[i]);
    free(of->tallies);
    free(of->is_own);
    of->tallies = NULL;
    of->is_own  = NULL;
}

sfl_status sfl_run_check_refused(uint64_t n_refused, uint64_t least_path, const char *whose, sfl_diag *diag)
{
    if (n_refused == 0) return SFL_OK;
    return sfl_diag_add(diag, SFL_ERR_AMOUNT, nowhere,
                        "%s%" PRIu64 " amounts are beyond 4.6e12 or no numbers; the first is on path %" PRIu64, whose,
                        n_refused, least_path);
}

sfl_status sfl_run_check_amounts(const sfl_tally *tally, const char *whose, sfl_diag *diag)
{
    uint64_t path;
    uint64_t n = sfl_tally_refused(tally, &path);
    return sfl_run_check_refused(n, path, whose, diag);
}

/* On the processor, what is left: tallies out [n_plans]. */
static sfl_status walk_threads(run *of, sfl_tally **tallies, sfl_diag *diag)
{
    uint64_t n_done, left = sfl_ranges_left(of->ranges);
    uint64_t n_chunks = left / of->choice.chunk + (left % of->choice.chunk != 0);
    if ((uint64_t)of->choice.n_threads > n_chunks) of->choice.n_threads = (int32_t)n_chunks;
    uint64_t n_workers = (uint64_t)of->choice.n_threads;
    size_t   n_bytes   = of->group != NULL ? sfl_backend_group_bytes(of->group) : sfl_backend_slot_bytes(of->plan);
    sfl_work work      = {n_workers, of->choice.n_threads, n_bytes, walk, watch, of};
    SFL_TRY(build_tallies(of, diag));
    if (sfl_work_run(&work, &n_done) == SFL_ERR_MEMORY) return no_memory(diag);
    for (int32_t i = 0; i < of->n_plans; ++i)
        tallies[i] = merge_tallies(of, i);
    return SFL_OK;
}

static sfl_status walk_cards(run *of, sfl_tally **tally, sfl_diag *diag)
{
    sfl_card_shape shape = {of->options->paths_in_flight, of->options->block, of->choice.card_form, 0};
    sfl_cards      cards = {of->plan, of->choice.devices, of->choice.n_devices, shape, of->choice.card_chunk,
                            of->part, of->ranges,         tell_progress,        of};
    *tally               = sfl_tally_build_for(of->plan);
    if (*tally == NULL) return no_memory(diag);
    return sfl_cards_run(&cards, *tally, &of->choice.card_form, &of->n_failed_devices, diag);
}

/* Cards first, where there are any; the processor does all, or what they have left. */
static sfl_status walk_all(run *of, sfl_tally **tally, sfl_diag *diag)
{
    sfl_tally *rest = NULL;
    if (of->choice.n_devices > 0) {
        SFL_TRY(walk_cards(of, tally, diag));
        bool came_home = sfl_tally_paths(*tally) > 0 || sfl_ranges_left(of->ranges) == 0;
        if (!came_home) sfl_choice_without_cards(&of->choice);
    }
    if (sfl_ranges_left(of->ranges) == 0 && *tally != NULL) return SFL_OK;
    SFL_TRY(walk_threads(of, &rest, diag));
    if (*tally == NULL) {
        *tally = rest;
        return SFL_OK;
    }
    (void)sfl_tally_merge(*tally, rest);
    sfl_tally_free(&rest);
    return SFL_OK;
}

/* tallies out [n_plans] */
static sfl_status simulate(run *of, sfl_tally **tallies, sfl_run_facts *facts, sfl_diag *diag)
{
    double start = sfl_clock_seconds();
    of->ranges   = sfl_ranges_build(of->first, of->n_paths);
    if (of->ranges == NULL) return no_memory(diag);
    SFL_TRY(of->group != NULL ? walk_threads(of, tallies, diag) : walk_all(of, tallies, diag));
    if (facts != NULL) {
        sfl_choice_tell(&of->choice, sfl_clock_seconds() - start, facts);
        facts->n_failed_devices = of->n_failed_devices;
    }
    return sfl_tally_paths(tallies[0]) == of->n_paths ? SFL_OK : SFL_INTERRUPTED;
}

/* Which numbers are walked. */
static void find_points(run *of)
{
    const sfl_run_options *options = of->options;
    of->first                      = sfl_part_points(of->part, options->first_path);
    of->n_paths                    = sfl_part_points(of->part, options->first_path + options->n_paths) - of->first;
    if (of->part != SFL_ALL_PARTS) sfl_choice_for_part(&of->choice, of->n_paths);
}

/* Everything that was taken for the walk goes; tallies out [n_plans] stay, unless it failed. */
static sfl_status run_plans(run *of, sfl_tally **tallies, sfl_run_facts *facts, sfl_diag *diag)
{
    find_points(of);
    sfl_status status = simulate(of, tallies, facts, diag);
    free_tallies(of);
    sfl_ranges_free(&of->ranges);
    for (int32_t i = 0; i < of->n_plans && status != SFL_OK && status != SFL_INTERRUPTED; ++i)
        sfl_tally_free(&tallies[i]);
    return status;
}

sfl_status sfl_run_part(const sfl_plan *plan, const sfl_run_options *options, int32_t part, sfl_tally **tally,
                        sfl_run_facts *facts, sfl_diag *diag)
{
    run of = {.plan = plan, .n_plans = 1, .options = options, .part = part};
    *tally = NULL;
    SFL_TRY(sfl_run_check_paths(plan, options, diag));
    SFL_TRY(sfl_choose(plan, options, &of.choice, diag));
    sfl_status status = run_plans(&of, tally, facts, diag);
    if (*tally == NULL) return status;
    sfl_status checked = sfl_run_check_amounts(*tally, "", diag);
    if (checked != SFL_OK) sfl_tally_free(tally);
    return checked != SFL_OK ? checked : status;
}

/* ---- several plans ---- */

/* What `auto` would give to cards, if any, plan by plan. */
static sfl_status run_one_by_one(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options, int32_t part,
                                 sfl_tally **tallies, sfl_run_facts *facts, sfl_diag *diag)
{
    for (int32_t i = 0; i < n_plans; ++i) {
        run of = {.plan = plans[i], .n_plans = 1, .options = options, .part = part};
        SFL_TRY(sfl_choose(plans[i], options, &of.choice, diag));
        SFL_TRY(run_plans(&of, &tallies[i], facts, diag));
    }
    return SFL_OK;
}

sfl_status sfl_run_group(const sfl_plan *const *plans, int32_t n_plans, const sfl_run_options *options, int32_t part,
                         sfl_tally **tallies, sfl_run_facts *facts, sfl_diag *diag)
{
    run of = {.plan = plans[0], .n_plans = n_plans, .options = options, .part = part};
    for (int32_t i = 0; i < n_plans; ++i)
        tallies[i] = NULL;
    SFL_TRY(sfl_run_check_paths(plans[0], options, diag));
    SFL_TRY(sfl_choose(plans[0], options, &of.choice, diag));
    if (n_plans == 1 || of.choice.n_devices > 0)
        return run_one_by_one(plans, n_plans, options, part, tallies, facts, diag);
    sfl_group *group  = sfl_group_build(plans, n_plans);
    of.group          = group;
    sfl_status status = group != NULL ? run_plans(&of, tallies, facts, diag) : no_memory(diag);
    sfl_group_free(&group);
    return status;
}

sfl_status sfl_run(const sfl_plan *plan, const sfl_run_options *options, sfl_tally **tally, sfl_run_facts *facts,
                   sfl_diag *diag)
{
    return sfl_run_part(plan, options, SFL_ALL_PARTS, tally, facts, diag);
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
