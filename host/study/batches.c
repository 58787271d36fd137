/* See batches.h. */
#include "host/study/batches.h"

#include "host/run/part.h"

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the parts of a run");
}

/* Do paths depend on each other, so that every interval comes from the parts? */
static bool needs_parts(const sfl_plan *plan)
{
    return plan->is_antithetic != 0 || plan->is_sobol != 0;
}

/* Are there figures whose intervals only parts can give? */
static bool needs_pilot(const sfl_plan *plan)
{
    const sfl_plan_channel *channels = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    for (int32_t i = 0; i < plan->n_channels; ++i)
        if (channels[i].kind != SFL_CHANNEL_TOKEN) return true;
    return false;
}

void sfl_batches_init(sfl_batches *of, const sfl_plan *plan, const sfl_run_options *options,
                      const sfl_summary_inputs *inputs, bool grows)
{
    *of         = (sfl_batches){0};
    of->plan    = plan;
    of->options = *options;
    of->inputs  = inputs;
    of->grows   = grows;
}

static void forget_parts(sfl_batches *of)
{
    for (int32_t i = 0; i < SFL_N_PARTS; ++i)
        sfl_tally_free(&of->parts[i]);
}

void sfl_batches_release(sfl_batches *of)
{
    forget_parts(of);
    sfl_tally_free(&of->whole);
    sfl_spread_free(&of->spread);
}

/* ---- walking ---- */

static bool tell_progress(void *context, uint64_t n_done, uint64_t n_paths)
{
    const sfl_batches     *of      = context;
    const sfl_run_options *options = &of->options;
    (void)n_paths;
    if (options->progress == NULL) return true;
    return options->progress(options->progress_context, of->n_walked + n_done, of->n_wanted) || of->must_finish;
}

/* A walk asks ten times a second; shorter ones, one after the other, would not be stopped. */
static bool is_stopped(sfl_batches *of)
{
    return !tell_progress(of, 0, 0);
}

/* Adds `from` to a tally that may not be there yet, and takes it. */
static void merge(sfl_tally **into, sfl_tally **from)
{
    if (*into == NULL) {
        *into = *from;
        *from = NULL;
        return;
    }
    (void)sfl_tally_merge(*into, *from);
    sfl_tally_free(from);
}

/* The new paths of a part, or of all, into a tally. */
static sfl_status walk_part(sfl_batches *of, int32_t part, uint64_t n_paths, sfl_tally **into, sfl_diag *diag)
{
    sfl_tally      *fresh    = NULL;
    sfl_run_options options  = of->options;
    double          seconds  = of->facts.seconds;
    options.first_path       = of->n_paths;
    options.n_paths          = n_paths - of->n_paths;
    options.progress         = tell_progress;
    options.progress_context = of;
    sfl_status status        = sfl_run_part(of->plan, &options, part, &fresh, &of->facts, diag);
    of->facts.seconds += seconds;
    if (fresh == NULL) return status;
    of->n_walked += sfl_tally_paths(fresh);
    merge(into, &fresh);
    return status;
}

/* A part's answer has no text and no drivers: nobody reads it. */
static sfl_status spread_part(sfl_batches *of, const sfl_tally *part, sfl_diag *diag)
{
    sfl_summary       *answer = NULL;
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = of->inputs->scenario;
    inputs.plan               = of->plan;
    inputs.tally              = part;
    inputs.figures_only       = true;
    SFL_TRY(sfl_summarise(&inputs, &answer, diag));
    sfl_status status = sfl_spread_add(of->spread, answer);
    if (status == SFL_OK) of->spread_paths += sfl_tally_paths(part);
    sfl_summary_free(&answer);
    return status == SFL_OK ? SFL_OK : no_memory(diag);
}

/* Into the whole: as a copy where the part is kept, because it will grow. */
static sfl_status merge_part(sfl_batches *of, bool is_kept, sfl_tally **part, sfl_diag *diag)
{
    if (!is_kept) {
        merge(&of->whole, part);
        return SFL_OK;
    }
    if (of->whole == NULL) of->whole = sfl_tally_build_for(of->plan);
    if (of->whole == NULL) return no_memory(diag);
    (void)sfl_tally_merge(of->whole, *part);
    return SFL_OK;
}

/* Interrupted, the parts that an earlier batch has left count as they are; a first batch's unfinished part has no spread. */
static sfl_status walk_parts(sfl_batches *of, uint64_t n_paths, sfl_diag *diag)
{
    sfl_status status = SFL_OK;
    sfl_spread_free(&of->spread);
    sfl_tally_free(&of->whole);
    of->spread       = sfl_spread_build();
    of->spread_paths = 0;
    if (of->spread == NULL) return no_memory(diag);
    for (int32_t i = 0; i < SFL_N_PARTS; ++i) {
        if (sfl_part_points(i, n_paths) == 0) break; /* nor has any later part one */
        if (i > 0 && status == SFL_OK && is_stopped(of)) status = SFL_INTERRUPTED;
        if (status == SFL_OK) status = walk_part(of, i, n_paths, &of->parts[i], diag);
        if (of->parts[i] == NULL) break;
        if (status == SFL_OK || of->n_paths > 0) SFL_TRY(spread_part(of, of->parts[i], diag));
        SFL_TRY(merge_part(of, of->grows && needs_parts(of->plan), &of->parts[i], diag));
    }
    return status;
}

/* Independent paths: a first few in parts where something needs them, the rest at once. What an interruption leaves is the
 * first so many paths, so that those in parts are finished. */
static sfl_status walk_rest(sfl_batches *of, uint64_t n_paths, sfl_diag *diag)
{
    if (of->n_paths == 0 && needs_pilot(of->plan)) {
        uint64_t n_pilot  = n_paths < SFL_PART_PILOT ? n_paths : SFL_PART_PILOT;
        of->must_finish   = true;
        sfl_status status = walk_parts(of, n_pilot, diag);
        of->must_finish   = false;
        SFL_TRY(status);
        of->n_paths = n_pilot;
    }
    if (of->n_paths == n_paths) return SFL_OK;
    return of->n_paths > 0 && is_stopped(of) ? SFL_INTERRUPTED
                                             : walk_part(of, SFL_ALL_PARTS, n_paths, &of->whole, diag);
}

sfl_status sfl_batches_walk(sfl_batches *of, uint64_t n_paths, sfl_diag *diag)
{
    of->n_walked = of->n_paths;
    of->n_wanted = n_paths;
    if (of->n_paths > 0 && is_stopped(of)) return SFL_INTERRUPTED;
    sfl_status status = needs_parts(of->plan) ? walk_parts(of, n_paths, diag) : walk_rest(of, n_paths, diag);
    if (status == SFL_OK) of->n_paths = n_paths;
    return status;
}

/* ---- answering ---- */

static sfl_spread_rule rule_of(const sfl_plan *plan)
{
    if (!needs_parts(plan)) return SFL_SPREAD_MISSING;
    return plan->is_antithetic ? SFL_SPREAD_BUT_MEANS : SFL_SPREAD_ALL;
}

sfl_status sfl_batches_summarise(const sfl_batches *of, bool is_partial, sfl_summary **summary, sfl_diag *diag)
{
    sfl_summary_inputs inputs = *of->inputs;
    inputs.plan               = of->plan;
    inputs.tally              = of->whole;
    inputs.facts              = &of->facts;
    inputs.is_partial         = is_partial;
    SFL_TRY(sfl_summarise(&inputs, summary, diag));
    if (of->spread != NULL) sfl_spread_install(of->spread, rule_of(of->plan), of->spread_paths, *summary);
    return SFL_OK;
}
