/* See walk.h. */
#include "host/study/walk.h"

#include "host/base/clock.h"
#include "host/run/group.h"

#include <math.h>
#include <pthread.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* What a leg in parts may lose where somebody asks to stop; a leg costs some tenths of a second. */
#define PARTS_LEG_SECONDS 20.0
/* Of the paths that are left, a rank of a team takes this share of its share: the last ones are small, and ranks end together. */
#define TEAM_SHARES 4
#define ROUND ((uint64_t)(SFL_N_PARTS * SFL_PART_PATHS))

static uint64_t smaller(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

static const sfl_plan *plan_of(const sfl_walk *of)
{
    return of->piece->plans[0];
}

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the paths of a run");
}

/* ---- beginning, and keeping ---- */

void sfl_walk_save(sfl_walk *of, sfl_diag *diag)
{
    if (of->keeper == NULL) return;
    sfl_diag  *why    = sfl_diag_build();
    sfl_status status = sfl_piece_write(of->piece, of->keeper->file, why);
    if (status != SFL_OK && !of->has_failed_to_save) {
        sfl_diag_warn(diag, (sfl_place){of->keeper->file, 0, 0}, "the checkpoint is an older one: %s",
                      sfl_diag_count(why) > 0 ? sfl_diag_message(why, 0)->text : sfl_status_text(status));
    }
    of->has_failed_to_save = status != SFL_OK;
    of->saved_at           = sfl_clock_seconds();
    sfl_diag_free(&why);
}

/* What rank 0 holds, as it does where it goes on with a run, nobody else walks. */
static bool learn_what_is_done(sfl_walk *of)
{
    const sfl_team     *team = of->team;
    const sfl_path_set *held = &of->piece->held;
    uint64_t            n    = team->agree(team->context, held->n);
    bool                fits = true;
    for (uint64_t i = 0; i < n; ++i) {
        sfl_range range = team->rank == 0 ? held->ranges[i] : (sfl_range){0, 0};
        range.first     = team->agree(team->context, range.first);
        range.n_paths   = team->agree(team->context, range.n_paths);
        if (team->rank != 0) fits = fits && sfl_path_set_add(&of->done, range);
    }
    return fits;
}

sfl_status sfl_walk_begin(sfl_walk *of, sfl_piece *piece, const sfl_run_options *options, const sfl_keeper *keeper,
                          const sfl_team *team, sfl_diag *diag)
{
    *of          = (sfl_walk){0};
    of->piece    = piece;
    of->options  = options;
    of->keeper   = keeper;
    of->team     = team;
    of->saved_at = sfl_clock_seconds();
    if (!sfl_path_set_join(&of->done, &piece->held)) return no_memory(diag);
    if (team != NULL && !learn_what_is_done(of)) return no_memory(diag);
    return keeper != NULL ? sfl_piece_write(piece, keeper->file, diag) : SFL_OK;
}

void sfl_walk_release(sfl_walk *of)
{
    sfl_path_set_release(&of->done);
}

/* ---- one leg ---- */

static bool tell_progress(void *context, uint64_t n_done, uint64_t n_paths)
{
    sfl_walk              *of      = context;
    const sfl_run_options *options = of->options;
    (void)n_paths;
    if (of->team != NULL) of->team->tick(of->team->context);
    if (options->progress == NULL) return true;
    bool goes_on = options->progress(options->progress_context, of->n_walked + n_done, of->n_wanted);
    return goes_on || of->must_finish;
}

/* A walk asks ten times a second; shorter ones, one after the other, would not be stopped. */
static bool is_stopped(sfl_walk *of)
{
    return !tell_progress(of, 0, 0);
}

static sfl_run_options options_of(sfl_walk *of, sfl_range range)
{
    sfl_run_options options  = *of->options;
    options.first_path       = range.first;
    options.n_paths          = range.n_paths;
    options.progress         = tell_progress;
    options.progress_context = of;
    return options;
}

/* Parts as they are finished, by several threads. */
typedef struct parts {
    const sfl_plan *plan;
    sfl_tally_set  *fresh;
    pthread_mutex_t lock; /* of what follows */
    uint64_t        n_refused, least_refused_path;
} parts;

static void note_refused(parts *of, const sfl_tally *tally)
{
    uint64_t path, n = sfl_tally_refused(tally, &path);
    if (n == 0) return;
    pthread_mutex_lock(&of->lock);
    of->n_refused += n;
    of->least_refused_path = smaller(path, of->least_refused_path);
    pthread_mutex_unlock(&of->lock);
}

static bool take_part(void *context, int32_t part, sfl_tally **tallies)
{
    parts *of = context;
    note_refused(of, tallies[0]);
    return sfl_tally_set_put(of->plan, of->fresh, part, tallies[0], NULL) == SFL_OK;
}

/* Paths that are kept in parts, into a set of its own. */
static sfl_status walk_in_parts(sfl_walk *of, sfl_range range, sfl_tally_set *fresh, sfl_diag *diag)
{
    const sfl_plan *plan    = plan_of(of);
    sfl_run_options options = options_of(of, range);
    parts           taken   = {.plan = plan, .fresh = fresh, .least_refused_path = UINT64_MAX};
    pthread_mutex_init(&taken.lock, NULL);
    sfl_status status = sfl_run_group_parts(&plan, 1, &options, take_part, &taken, &of->facts, diag);
    pthread_mutex_destroy(&taken.lock);
    of->leg_seconds += of->facts.seconds;
    if (status != SFL_OK && status != SFL_INTERRUPTED) return status;
    if (status == SFL_OK) of->n_walked += range.n_paths;
    SFL_TRY(sfl_run_check_refused(taken.n_refused, taken.least_refused_path, "", diag));
    return status;
}

/* All others. */
static sfl_status walk_rest(sfl_walk *of, sfl_range range, sfl_tally_set *fresh, sfl_diag *diag)
{
    sfl_tally      *tally   = NULL;
    sfl_run_options options = options_of(of, range);
    sfl_status      status  = sfl_run(plan_of(of), &options, &tally, &of->facts, diag);
    of->leg_seconds += of->facts.seconds;
    if (tally == NULL) return status;
    of->n_walked += sfl_tally_paths(tally);
    sfl_status taken = sfl_tally_set_take(plan_of(of), fresh, SFL_ALL_PARTS, &tally, diag);
    return taken != SFL_OK ? taken : status;
}

static sfl_status walk_paths(sfl_walk *of, sfl_range range, sfl_tally_set *fresh, sfl_diag *diag)
{
    uint64_t bound = sfl_tally_set_in_parts(plan_of(of)), n_below = 0;
    if (range.first < bound) n_below = smaller(range.n_paths, bound - range.first);
    sfl_range above = {range.first + n_below, range.n_paths - n_below};
    if (n_below > 0) SFL_TRY(walk_in_parts(of, (sfl_range){range.first, n_below}, fresh, diag));
    return above.n_paths > 0 ? walk_rest(of, above, fresh, diag) : SFL_OK;
}

/* What was walked, into the piece. */
static sfl_status keep(sfl_walk *of, sfl_range range, const sfl_tally_set *fresh, sfl_diag *diag)
{
    SFL_TRY(sfl_tally_set_add(plan_of(of), &of->piece->sets[0], fresh, diag));
    if (!sfl_path_set_add(&of->piece->held, range)) return no_memory(diag);
    of->piece->seconds += of->leg_seconds;
    return SFL_OK;
}

/* What an interruption leaves of a leg: the first paths, where one tally holds all that was walked; of a leg in parts nothing. */
static uint64_t finished_paths(sfl_range range, const sfl_tally_set *fresh, sfl_status status)
{
    if (status == SFL_OK) return range.n_paths;
    bool is_one_tally = sfl_tally_set_paths_of(fresh, SFL_ALL_PARTS) > 0;
    return status == SFL_INTERRUPTED && is_one_tally ? sfl_tally_set_paths(fresh) : 0;
}

static sfl_status walk_leg(sfl_walk *of, sfl_range range, sfl_diag *diag)
{
    sfl_tally_set fresh = {0};
    sfl_status    kept  = SFL_OK;
    of->leg_seconds     = 0.0;
    of->must_finish     = of->piece->held.n == 0 && range.n_paths <= SFL_PILOT_LEG;
    sfl_status status   = walk_paths(of, range, &fresh, diag);
    of->must_finish     = false;
    of->leg_paths       = range.n_paths;
    range.n_paths       = finished_paths(range, &fresh, status);
    if (range.n_paths > 0) kept = keep(of, range, &fresh, diag);
    sfl_tally_set_release(&fresh);
    return kept != SFL_OK ? kept : status;
}

/* ---- legs ---- */

static uint64_t rounded_up(uint64_t n, uint64_t step)
{
    return n % step == 0 ? n : n - n % step + step;
}

/* Twice the last one, but not longer than may be lost. */
static uint64_t leg_after(const sfl_walk *of, double most_seconds)
{
    if (of->leg_paths == 0) return SFL_PILOT_LEG;
    double by_time = of->leg_seconds > 0.0 ? (double)of->leg_paths * most_seconds / of->leg_seconds : HUGE_VAL;
    double twice   = 2.0 * (double)of->leg_paths;
    return rounded_up((uint64_t)fmin(fmax(fmin(by_time, twice), (double)ROUND), 9e18), ROUND);
}

/* Paths of the next leg, of so many that nobody has taken yet. */
static uint64_t choose_leg(const sfl_walk *of, uint64_t path, uint64_t n_left)
{
    double   most  = of->keeper != NULL ? of->keeper->every_seconds : HUGE_VAL;
    uint64_t bound = sfl_tally_set_in_parts(plan_of(of));
    if (bound == UINT64_MAX) most = fmin(most, PARTS_LEG_SECONDS);
    if (path < bound && bound != UINT64_MAX) return smaller(n_left, SFL_PILOT_LEG);
    uint64_t n = isinf(most) ? n_left : leg_after(of, most);
    if (of->team != NULL) {
        uint64_t share = n_left / (uint64_t)(of->team->n_ranks * TEAM_SHARES);
        n              = smaller(n, rounded_up(share > 0 ? share : 1, ROUND));
    }
    return smaller(n, n_left);
}

/* What is left of a range to be walked, as one row of paths: number i of it is `gaps.ranges`' i-th path. */
typedef struct row {
    sfl_path_set gaps;
    uint64_t     n;
} row;

static bool row_fill(row *of, const sfl_path_set *done, sfl_range range)
{
    sfl_range missing;
    while (sfl_path_set_lacks(done, range, &missing)) {
        if (!sfl_path_set_add(&of->gaps, missing)) return false;
        range.n_paths -= missing.first - range.first + missing.n_paths;
        range.first = missing.first + missing.n_paths;
    }
    of->n = sfl_path_set_count(&of->gaps);
    return true;
}

/* The paths from number `from` of the row on, as far as they follow one another, at most n. */
static sfl_range row_range(const row *of, uint64_t from, uint64_t n)
{
    size_t i = 0;
    for (; from >= of->gaps.ranges[i].n_paths; ++i)
        from -= of->gaps.ranges[i].n_paths;
    sfl_range gap = of->gaps.ranges[i];
    return (sfl_range){gap.first + from, smaller(gap.n_paths - from, n)};
}

/* All of n paths of the row from number `from` on. */
static sfl_status walk_row(sfl_walk *of, const row *paths, uint64_t from, uint64_t n, sfl_diag *diag)
{
    while (n > 0) {
        sfl_range range = row_range(paths, from, n);
        SFL_TRY(walk_leg(of, range, diag));
        from += range.n_paths;
        n -= range.n_paths;
        bool is_due = of->keeper != NULL && sfl_clock_seconds() - of->saved_at >= of->keeper->every_seconds;
        if (is_due) sfl_walk_save(of, diag);
    }
    return SFL_OK;
}

static sfl_status walk_legs(sfl_walk *of, const row *paths, sfl_diag *diag)
{
    uint64_t next = 0; /* of the row: what was taken last ends before it */
    while (next < paths->n) {
        if (of->piece->held.n > 0 && is_stopped(of)) return SFL_INTERRUPTED;
        uint64_t n    = choose_leg(of, row_range(paths, next, 1).first, paths->n - next);
        uint64_t from = of->team != NULL ? of->team->take(of->team->context, n) : next;
        if (from >= paths->n) break;
        SFL_TRY(walk_row(of, paths, from, smaller(n, paths->n - from), diag));
        next = from + smaller(n, paths->n - from);
    }
    return SFL_OK;
}

/* What the others have walked counts as done, too. */
static sfl_status finish(sfl_walk *of, const row *paths, sfl_status status, sfl_diag *diag)
{
    for (size_t i = 0; i < paths->gaps.n && status == SFL_OK; ++i)
        if (!sfl_path_set_add(&of->done, paths->gaps.ranges[i])) status = no_memory(diag);
    return status;
}

sfl_status sfl_walk_range(sfl_walk *of, sfl_range range, sfl_diag *diag)
{
    row        paths  = {0};
    sfl_status status = SFL_ERR_MEMORY;
    of->n_walked      = sfl_path_set_count(&of->done);
    if (of->team != NULL) of->team->reset(of->team->context);
    if (row_fill(&paths, &of->done, range)) {
        of->n_wanted = of->n_walked + paths.n;
        status       = walk_legs(of, &paths, diag);
        status       = finish(of, &paths, status, diag);
    }
    sfl_path_set_release(&paths.gaps);
    return status == SFL_ERR_MEMORY ? no_memory(diag) : status;
}
