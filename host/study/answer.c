/* See answer.h. */
#include "host/study/answer.h"

#include "host/run/group.h"
#include "host/run/work.h"

#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the parts of a run");
}

void sfl_parts_spread_release(sfl_parts_spread *parts)
{
    sfl_spread_free(&parts->spread);
    parts->n_paths = 0;
}

/* Answers of the parts, each by one of several threads. */
typedef struct crew {
    const sfl_plan           *plan;
    const sfl_tally_set      *set;
    const sfl_summary_inputs *of_whole;
    sfl_summary              *answers[SFL_N_PARTS]; /* NULL: a part without paths */
    sfl_tally               **tallies;              /* [n_threads] */
} crew;

/* A part's answer has no text and no drivers: nobody reads it. */
static bool answer_part(void *context, int32_t thread, double *slots, uint64_t part)
{
    crew              *of     = context;
    sfl_summary_inputs inputs = {0};
    (void)slots;
    if (sfl_tally_set_paths_of(of->set, (int32_t)part) == 0) return true;
    if (of->tallies[thread] == NULL) of->tallies[thread] = sfl_tally_build_for(of->plan);
    if (of->tallies[thread] == NULL) return false;
    sfl_tally_set_unpack(of->set, (int32_t)part, of->tallies[thread]);
    inputs.scenario     = of->of_whole->scenario;
    inputs.plan         = of->plan;
    inputs.tally        = of->tallies[thread];
    inputs.figures_only = true;
    sfl_status status   = sfl_summarise(&inputs, &of->answers[part], NULL);
    sfl_tally_clear(of->tallies[thread]);
    return status == SFL_OK;
}

/* In the order of the parts, so that the sums of doubles are the same whoever worked them out. */
static sfl_status add_answers(crew *of, sfl_parts_spread *parts)
{
    for (int32_t i = 0; i < SFL_N_PARTS; ++i) {
        if (of->answers[i] == NULL) continue;
        SFL_TRY(sfl_spread_add(parts->spread, of->answers[i]));
        parts->n_paths += of->answers[i]->paths;
    }
    return SFL_OK;
}

static sfl_status spread_parts(crew *of, int32_t n_threads, sfl_parts_spread *parts, sfl_diag *diag)
{
    uint64_t n_done;
    sfl_work work = {SFL_N_PARTS, sfl_work_threads(n_threads), 0, answer_part, NULL, of};
    sfl_parts_spread_release(parts);
    parts->spread = sfl_spread_build();
    of->tallies   = calloc((size_t)work.n_threads, sizeof *of->tallies);
    bool       has_memory = parts->spread != NULL && of->tallies != NULL;
    sfl_status status     = has_memory ? sfl_work_run(&work, &n_done) : SFL_ERR_MEMORY;
    if (status == SFL_OK) status = add_answers(of, parts);
    for (int32_t i = 0; i < SFL_N_PARTS; ++i)
        sfl_summary_free(&of->answers[i]);
    for (int32_t i = 0; of->tallies != NULL && i < work.n_threads; ++i)
        sfl_tally_free(&of->tallies[i]);
    free(of->tallies);
    return status == SFL_OK ? SFL_OK : no_memory(diag);
}

static sfl_spread_rule rule_of(const sfl_plan *plan)
{
    if (plan->is_antithetic) return SFL_SPREAD_BUT_MEANS;
    return plan->is_sobol ? SFL_SPREAD_ALL : SFL_SPREAD_MISSING;
}

static sfl_status answer(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *given,
                         int32_t n_threads, sfl_parts_spread *parts, sfl_summary **summary, sfl_diag *diag)
{
    crew               of      = {.plan = plan, .set = set, .of_whole = given};
    sfl_summary_inputs inputs  = *given;
    sfl_tally         *whole   = NULL;
    uint64_t           n_parts = sfl_tally_set_paths(set) - sfl_tally_set_paths_of(set, SFL_ALL_PARTS);
    if (n_parts != parts->n_paths) SFL_TRY(spread_parts(&of, n_threads, parts, diag));
    SFL_TRY(sfl_tally_set_whole(plan, set, &whole, diag));
    inputs.plan       = plan;
    inputs.tally      = whole;
    sfl_status status = sfl_run_check_amounts(whole, "", diag);
    if (status == SFL_OK) status = sfl_summarise(&inputs, summary, diag);
    if (status == SFL_OK && parts->spread != NULL)
        sfl_spread_install(parts->spread, rule_of(plan), parts->n_paths, *summary);
    sfl_tally_free(&whole);
    return status;
}

sfl_status sfl_study_answer(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *inputs,
                            int32_t n_threads, sfl_parts_spread *parts, sfl_summary **summary, sfl_diag *diag)
{
    sfl_parts_spread own    = {0};
    sfl_status       status = answer(plan, set, inputs, n_threads, parts != NULL ? parts : &own, summary, diag);
    sfl_parts_spread_release(&own);
    return status;
}
