/* See together.h. */
#include "host/study/together.h"

#include "host/run/group.h"
#include "host/summary/spread.h"

#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* ---- walking ---- */

typedef struct walk {
    const sfl_plan *const *plans;
    int32_t                n;
    sfl_run_options        options;
    sfl_tally_set         *sets;
    sfl_tally            **fresh; /* [SFL_N_PARTS][n] */
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

/* The first n_paths, part by part. */
static sfl_status walk_parts(walk *of, uint64_t n_paths, sfl_diag *diag)
{
    sfl_run_options options = options_of(of, 0, n_paths);
    sfl_status      status  = sfl_run_group_parts(of->plans, of->n, &options, of->fresh, diag);
    for (int32_t part = 0; part < SFL_N_PARTS; ++part) {
        for (int32_t i = 0; i < of->n; ++i)
            of->sets[i].parts[part] = of->fresh[part * of->n + i];
    }
    of->n_walked = n_paths;
    return status;
}

/* Those from `first` on, all together. */
static sfl_status walk_rest(walk *of, uint64_t first, sfl_diag *diag)
{
    sfl_run_options options = options_of(of, first, of->n_wanted);
    sfl_status      status  = sfl_run_group(of->plans, of->n, &options, SFL_ALL_PARTS, of->fresh, NULL, diag);
    for (int32_t i = 0; i < of->n; ++i)
        of->sets[i].rest = of->fresh[i];
    return status;
}

/* The most paths in parts that a plan asks for; the others do not mind. */
static uint64_t paths_in_parts(const walk *of)
{
    uint64_t most = 0;
    for (int32_t i = 0; i < of->n; ++i) {
        uint64_t n = sfl_tally_set_in_parts(of->plans[i]);
        if (n > most) most = n;
    }
    return most < of->n_wanted ? most : of->n_wanted;
}

/* A walk asks ten times a second; shorter ones, one after the other, would not be stopped. */
static sfl_status walk_all(walk *of, sfl_diag *diag)
{
    uint64_t in_parts = paths_in_parts(of);
    if (!tell_progress(of, 0, 0)) return SFL_INTERRUPTED;
    if (in_parts > 0) SFL_TRY(walk_parts(of, in_parts, diag));
    if (in_parts == of->n_wanted) return SFL_OK;
    return tell_progress(of, 0, 0) ? walk_rest(of, in_parts, diag) : SFL_INTERRUPTED;
}

sfl_status sfl_together_walk(const sfl_plan *const *plans, int32_t n, const sfl_run_options *options, sfl_tally_set *sets,
                             sfl_diag *diag)
{
    walk of = {plans, n, *options, sets, calloc(SFL_N_PARTS * (size_t)n, sizeof(sfl_tally *)), 0, options->n_paths};
    if (of.fresh == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the points of a sweep");
    sfl_status status = walk_all(&of, diag);
    free(of.fresh);
    return status;
}

/* ---- answering ---- */

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the parts of a run");
}

/* A part's answer has no text and no drivers: nobody reads it. */
static sfl_status add_part(const sfl_plan *plan, const sfl_summary_inputs *from, const sfl_tally *part, sfl_spread *spread,
                           sfl_diag *diag)
{
    sfl_summary       *answer = NULL;
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = from->scenario;
    inputs.plan               = plan;
    inputs.tally              = part;
    inputs.figures_only       = true;
    SFL_TRY(sfl_summarise(&inputs, &answer, diag));
    sfl_status status = sfl_spread_add(spread, answer);
    sfl_summary_free(&answer);
    return status == SFL_OK ? SFL_OK : no_memory(diag);
}

static sfl_spread_rule rule_of(const sfl_plan *plan)
{
    if (plan->is_antithetic) return SFL_SPREAD_BUT_MEANS;
    return plan->is_sobol ? SFL_SPREAD_ALL : SFL_SPREAD_MISSING;
}

/* Where other plans of a group asked for parts and this one did not, it has none. */
static sfl_status install_spread(const sfl_plan *plan, const sfl_summary_inputs *inputs, const sfl_tally_set *set,
                                 sfl_summary *summary, sfl_diag *diag)
{
    uint64_t n_paths = 0;
    if (sfl_tally_set_in_parts(plan) == 0) return SFL_OK;
    sfl_spread *spread = sfl_spread_build();
    sfl_status  status = spread != NULL ? SFL_OK : no_memory(diag);
    for (int32_t i = 0; i < SFL_N_PARTS && status == SFL_OK && set->parts[i] != NULL; ++i) {
        status = add_part(plan, inputs, set->parts[i], spread, diag);
        n_paths += sfl_tally_paths(set->parts[i]);
    }
    if (status == SFL_OK) sfl_spread_install(spread, rule_of(plan), n_paths, summary);
    sfl_spread_free(&spread);
    return status;
}

sfl_status sfl_together_answer(const sfl_plan *plan, const sfl_summary_inputs *inputs, const sfl_tally_set *set,
                               sfl_summary **summary, sfl_diag *diag)
{
    sfl_tally         *whole = NULL;
    sfl_summary_inputs all   = *inputs;
    SFL_TRY(sfl_tally_set_whole(plan, set, &whole, diag));
    all.plan          = plan;
    all.tally         = whole;
    sfl_status status = sfl_run_check_amounts(whole, "", diag);
    if (status == SFL_OK) status = sfl_summarise(&all, summary, diag);
    if (status == SFL_OK) status = install_spread(plan, inputs, set, *summary, diag);
    sfl_tally_free(&whole);
    if (status != SFL_OK) sfl_summary_free(summary);
    return status;
}
