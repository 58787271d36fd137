/* See answer.h. */
#include "host/study/answer.h"

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

/* A part's answer has no text and no drivers: nobody reads it. */
static sfl_status spread_part(const sfl_plan *plan, const sfl_tally *tally, const sfl_summary_inputs *of_whole,
                              sfl_parts_spread *parts, sfl_diag *diag)
{
    sfl_summary       *answer = NULL;
    sfl_summary_inputs inputs = {0};
    inputs.scenario           = of_whole->scenario;
    inputs.plan               = plan;
    inputs.tally              = tally;
    inputs.figures_only       = true;
    SFL_TRY(sfl_summarise(&inputs, &answer, diag));
    sfl_status status = sfl_spread_add(parts->spread, answer);
    if (status == SFL_OK) parts->n_paths += sfl_tally_paths(tally);
    sfl_summary_free(&answer);
    return status == SFL_OK ? SFL_OK : no_memory(diag);
}

static sfl_status spread_parts(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *inputs,
                               sfl_parts_spread *parts, sfl_diag *diag)
{
    sfl_parts_spread_release(parts);
    parts->spread = sfl_spread_build();
    if (parts->spread == NULL) return no_memory(diag);
    for (int32_t i = 0; i < SFL_N_PARTS; ++i) {
        sfl_tally *tally = NULL;
        SFL_TRY(sfl_tally_set_copy(plan, set, i, &tally, diag));
        if (tally == NULL) continue;
        sfl_status status = spread_part(plan, tally, inputs, parts, diag);
        sfl_tally_free(&tally);
        SFL_TRY(status);
    }
    return SFL_OK;
}

static sfl_spread_rule rule_of(const sfl_plan *plan)
{
    if (plan->is_antithetic) return SFL_SPREAD_BUT_MEANS;
    return plan->is_sobol ? SFL_SPREAD_ALL : SFL_SPREAD_MISSING;
}

static sfl_status answer(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *given,
                         sfl_parts_spread *parts, sfl_summary **summary, sfl_diag *diag)
{
    sfl_summary_inputs inputs  = *given;
    sfl_tally         *whole   = NULL;
    uint64_t           n_parts = sfl_tally_set_paths(set) - sfl_tally_set_paths_of(set, SFL_ALL_PARTS);
    if (n_parts != parts->n_paths) SFL_TRY(spread_parts(plan, set, given, parts, diag));
    SFL_TRY(sfl_tally_set_whole(plan, set, &whole, diag));
    inputs.plan       = plan;
    inputs.tally      = whole;
    sfl_status status = sfl_summarise(&inputs, summary, diag);
    if (status == SFL_OK && parts->spread != NULL)
        sfl_spread_install(parts->spread, rule_of(plan), parts->n_paths, *summary);
    sfl_tally_free(&whole);
    return status;
}

sfl_status sfl_study_answer(const sfl_plan *plan, const sfl_tally_set *set, const sfl_summary_inputs *inputs,
                            sfl_parts_spread *parts, sfl_summary **summary, sfl_diag *diag)
{
    sfl_parts_spread own    = {0};
    sfl_status       status = answer(plan, set, inputs, parts != NULL ? parts : &own, summary, diag);
    sfl_parts_spread_release(&own);
    return status;
}
