/* sfl_study: a run, or batches of it until targets are reached, and its answer. How many paths are walked hangs on the plan
 * and the targets alone, never on the clock. */
#include "host/study/study.h"

#include "host/study/batches.h"
#include "host/study/split.h"
#include "host/study/target.h"

/* The first batch is the pilot that a plain run walks in parts, so that both have the same intervals. */
#define FIRST_BATCH SFL_PART_PILOT
/* Two steps of this are 17 % more paths than were needed, so that the answer may be asked for twice. */
#define BATCH_GROWTH 1.08
#define MOST_PATHS UINT64_C(100000000)
#define ROUND ((uint64_t)(SFL_N_PARTS * SFL_PART_PATHS))

static const sfl_place nowhere = {NULL, 0, 0};

/* Paths in all after the batch that has brought n_paths. */
static uint64_t next_batch(uint64_t n_paths)
{
    if (n_paths == 0) return FIRST_BATCH;
    return (uint64_t)((double)n_paths * BATCH_GROWTH) / ROUND * ROUND;
}

/* ---- targets ---- */

/* An answer of no paths has the names of one of many. */
static sfl_status answer_nothing(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_summary **nothing,
                                 sfl_diag *diag)
{
    sfl_tally         *empty   = sfl_tally_build_for(plan);
    sfl_summary_inputs no_path = {0};
    no_path.scenario           = inputs->scenario;
    no_path.drivers            = inputs->drivers;
    no_path.n_drivers          = inputs->n_drivers;
    no_path.plan               = plan;
    no_path.tally              = empty;
    sfl_status status          = empty != NULL
                                     ? sfl_summarise(&no_path, nothing, diag)
                                     : sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the counters of a run");
    sfl_tally_free(&empty);
    return status;
}

sfl_status sfl_study_figures(const sfl_plan *plan, const sfl_summary_inputs *inputs, sfl_arena *arena,
                             sfl_figure_list *figures, sfl_diag *diag)
{
    sfl_summary *nothing = NULL;
    SFL_TRY(answer_nothing(plan, inputs, &nothing, diag));
    sfl_figure_list_fill(figures, arena, nothing);
    sfl_summary_free(&nothing);
    return figures->has_failed ? sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for names of figures") : SFL_OK;
}

static sfl_status read_targets(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                               sfl_targets *targets, sfl_arena *arena, sfl_diag *diag)
{
    sfl_figure_list figures = {0};
    sfl_status      status  = sfl_study_figures(plan, inputs, arena, &figures, diag);
    if (status == SFL_OK) status = sfl_targets_read(options->until, &figures, targets, diag);
    sfl_figure_list_free(&figures);
    return status;
}

static sfl_status tell_targets(const sfl_targets *targets, sfl_summary *summary)
{
    sfl_summary_target *rows = SFL_ARENA_ARRAY(summary->arena, sfl_summary_target, (size_t)targets->n);
    if (rows == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < targets->n; ++i) {
        rows[i]      = targets->rows[i];
        rows[i].name = sfl_arena_text(summary->arena, targets->rows[i].name);
        if (rows[i].name == NULL) return SFL_ERR_MEMORY;
    }
    summary->targets   = rows;
    summary->n_targets = targets->n;
    return SFL_OK;
}

/* ---- batches ---- */

/* Walks to n_paths and answers; SFL_INTERRUPTED with the answer of what was done. */
static sfl_status walk_and_answer(sfl_batches *batches, uint64_t n_paths, sfl_targets *targets, bool *is_reached,
                                  sfl_summary **summary, sfl_diag *diag)
{
    sfl_status status     = sfl_batches_walk(batches, n_paths, diag);
    bool       is_partial = status == SFL_INTERRUPTED;
    if (status != SFL_OK && !is_partial) return status;
    sfl_summary_free(summary);
    SFL_TRY(sfl_batches_summarise(batches, is_partial, summary, diag));
    *is_reached = sfl_targets_reached(targets, *summary);
    if (tell_targets(targets, *summary) != SFL_OK)
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the targets of a run");
    return status;
}

/* A lucky batch may look better than it is, so it takes two in a row. */
static sfl_status walk_until(sfl_batches *batches, uint64_t max_paths, sfl_targets *targets, sfl_summary **summary,
                             sfl_diag *diag)
{
    bool was_reached = false, is_reached = false;
    for (uint64_t n = next_batch(0); n <= max_paths; n = next_batch(n)) {
        was_reached = is_reached;
        SFL_TRY(walk_and_answer(batches, n, targets, &is_reached, summary, diag));
        if (was_reached && is_reached) return SFL_OK;
    }
    return SFL_ERR_RUN;
}

static sfl_status walk_once(sfl_batches *batches, uint64_t n_paths, sfl_targets *targets, sfl_summary **summary,
                            sfl_diag *diag)
{
    bool is_reached;
    SFL_TRY(walk_and_answer(batches, n_paths, targets, &is_reached, summary, diag));
    return is_reached ? SFL_OK : SFL_ERR_RUN;
}

static sfl_status study(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                        sfl_targets *targets, sfl_batches *batches, sfl_summary **summary, sfl_diag *diag)
{
    bool     grows     = options->until != NULL && options->run.n_paths == 0;
    uint64_t max_paths = options->max_paths != 0 ? options->max_paths : MOST_PATHS;
    sfl_batches_init(batches, plan, &options->run, inputs, grows);
    if (options->run.first_path != 0)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "first_path: a study starts at path 0");
    if (!grows) return walk_once(batches, options->run.n_paths, targets, summary, diag);
    if (max_paths < next_batch(FIRST_BATCH)) {
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere,
                            "--max-paths: found %llu; allowed is %llu, which are two batches, or more",
                            (unsigned long long)max_paths, (unsigned long long)next_batch(FIRST_BATCH));
    }
    return walk_until(batches, max_paths, targets, summary, diag);
}

static sfl_status study_plan(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                             sfl_summary **summary, sfl_diag *diag)
{
    sfl_targets targets = {.n = 0};
    sfl_batches batches = {0};
    sfl_arena  *arena   = sfl_arena_build();
    sfl_status  status  = arena != NULL ? SFL_OK : sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for a study");
    if (status == SFL_OK && options->until != NULL) status = read_targets(plan, options, inputs, &targets, arena, diag);
    if (status == SFL_OK) status = study(plan, options, inputs, &targets, &batches, summary, diag);
    sfl_batches_release(&batches);
    sfl_arena_free(&arena);
    return status;
}

/* Where not every two architectures are compared, a second walk of the same paths compares each with the cheapest, which
 * only the first one knows (model page section 9). */
static sfl_status study_again(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                              sfl_summary **summary, sfl_diag *diag)
{
    int32_t n = plan->n_architectures, cheapest = (*summary)->rankings[SFL_MONEY_NPV].cheapest;
    if (plan->n_pairs == n * (n - 1) / 2 || cheapest == 0) return SFL_OK;
    sfl_plan         *against = NULL;
    sfl_study_options same    = *options;
    double            seconds = (*summary)->run.seconds;
    same.run.n_paths          = (*summary)->paths;
    sfl_summary_free(summary);
    sfl_status status = sfl_plan_build_against(inputs->scenario, cheapest, &against, diag);
    if (status == SFL_OK) status = study_plan(against, &same, inputs, summary, diag);
    if (*summary != NULL) (*summary)->run.seconds += seconds;
    sfl_plan_free(&against);
    return status;
}

sfl_status sfl_study(const sfl_plan *plan, const sfl_study_options *options, const sfl_summary_inputs *inputs,
                     sfl_summary **summary, sfl_diag *diag)
{
    *summary          = NULL;
    sfl_status status = study_plan(plan, options, inputs, summary, diag);
    if (status == SFL_OK || status == SFL_ERR_RUN) {
        sfl_status again = study_again(plan, options, inputs, summary, diag);
        if (again != SFL_OK) status = again;
    }
    if (options->split && (status == SFL_OK || status == SFL_ERR_RUN)) {
        sfl_status split = sfl_split_add(inputs->scenario, &options->run, *summary, diag);
        if (split != SFL_OK) status = split;
    }
    bool has_answer = status == SFL_OK || status == SFL_INTERRUPTED || status == SFL_ERR_RUN;
    if (!has_answer) sfl_summary_free(summary);
    return status;
}
