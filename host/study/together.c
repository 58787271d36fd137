/* See together.h. */
#include "host/study/together.h"

#include "host/run/group.h"

#include <pthread.h>
#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

typedef struct walk {
    const sfl_plan *const *plans;
    int32_t                n;
    sfl_run_options        options;
    sfl_tally_set         *sets;
    sfl_tally            **fresh; /* [n] */
    pthread_mutex_t        lock;  /* of the tallies of paths in no part */
    uint64_t               n_walked, n_wanted;
} walk;

static bool tell_progress(void *context, uint64_t n_done, uint64_t n_paths)
{
    const walk *of = context;
    (void)n_paths;
    return of->options.progress == NULL ||
           of->options.progress(of->options.progress_context, of->n_walked + n_done, of->n_wanted);
}

static sfl_run_options options_of(walk *of, uint64_t first, uint64_t end)
{
    sfl_run_options options  = of->options;
    options.first_path       = first;
    options.n_paths          = end - first;
    options.progress         = tell_progress;
    options.progress_context = of;
    return options;
}

static sfl_status put(walk *of, int32_t i, int32_t part, sfl_tally *tally)
{
    if (part != SFL_ALL_PARTS) return sfl_tally_set_put(of->plans[i], &of->sets[i], part, tally, NULL);
    pthread_mutex_lock(&of->lock);
    sfl_status status = sfl_tally_set_put(of->plans[i], &of->sets[i], part, tally, NULL);
    pthread_mutex_unlock(&of->lock);
    return status;
}

/* Others of the group may want parts where a plan does not: it keeps them with the rest. */
static bool take_part(void *context, int32_t part, sfl_tally **tallies)
{
    walk *of = context;
    for (int32_t i = 0; i < of->n; ++i) {
        bool has_parts = sfl_tally_set_in_parts(of->plans[i]) > 0;
        if (put(of, i, has_parts ? part : SFL_ALL_PARTS, tallies[i]) != SFL_OK) return false;
    }
    return true;
}

/* Paths first … end − 1, part by part. */
static sfl_status walk_parts(walk *of, uint64_t first, uint64_t end, sfl_diag *diag)
{
    sfl_run_options options = options_of(of, first, end);
    sfl_status      status  = sfl_run_group_parts(of->plans, of->n, &options, take_part, of, NULL, diag);
    of->n_walked            = end - first;
    return status;
}

/* The same, all together. */
static sfl_status walk_rest(walk *of, uint64_t first, uint64_t end, sfl_diag *diag)
{
    sfl_run_options options = options_of(of, first, end);
    sfl_status      status  = sfl_run_group(of->plans, of->n, &options, SFL_ALL_PARTS, of->fresh, NULL, diag);
    for (int32_t i = 0; i < of->n; ++i) {
        if (of->fresh[i] != NULL && put(of, i, SFL_ALL_PARTS, of->fresh[i]) != SFL_OK)
            status = sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the tallies of a sweep");
        sfl_tally_free(&of->fresh[i]);
    }
    return status;
}

/* Paths below this number are walked in parts: the most that a plan asks for; the others do not mind. */
static uint64_t bound_of_parts(const walk *of)
{
    uint64_t most = 0;
    for (int32_t i = 0; i < of->n; ++i) {
        uint64_t n = sfl_tally_set_in_parts(of->plans[i]);
        if (n > most) most = n;
    }
    return most;
}

/* A walk asks ten times a second; shorter ones, one after the other, would not be stopped. */
static sfl_status walk_all(walk *of, sfl_diag *diag)
{
    uint64_t first = of->options.first_path, end = first + of->n_wanted, bound = bound_of_parts(of);
    uint64_t middle = bound < first ? first : bound < end ? bound : end; /* parts end here */
    if (!tell_progress(of, 0, 0)) return SFL_INTERRUPTED;
    if (middle > first) SFL_TRY(walk_parts(of, first, middle, diag));
    if (middle == end) return SFL_OK;
    return tell_progress(of, 0, 0) ? walk_rest(of, middle, end, diag) : SFL_INTERRUPTED;
}

sfl_status sfl_together_walk(const sfl_plan *const *plans, int32_t n, const sfl_run_options *options, sfl_tally_set *sets,
                             sfl_diag *diag)
{
    walk of = {.plans = plans, .n = n, .options = *options, .sets = sets, .n_wanted = options->n_paths};
    of.fresh = calloc((size_t)n, sizeof *of.fresh);
    if (of.fresh == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the points of a sweep");
    pthread_mutex_init(&of.lock, NULL);
    sfl_status status = walk_all(&of, diag);
    pthread_mutex_destroy(&of.lock);
    free(of.fresh);
    return status;
}
