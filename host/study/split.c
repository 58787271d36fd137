/* See split.h. By the law of total variance Var Y = Var E[Y | θ] + E Var[Y | θ]; two paths of the same θ and independent noise
 * have the covariance Var E[Y | θ] (pick-freeze estimator: Sobol 1993; Janon et al. 2014). A pair's covariance follows from
 * the exact integer moments: the mean of n/2 pairs has the variance (σ² + c) / n, which is the square of its error. */
#include "host/study/split.h"

#include "host/plan/totals.h"
#include "host/run/part.h"
#include "host/summary/moments.h"
#include "kernels/tally.h"

#include <stdlib.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* c / σ² of a column. */
static double share_of(const sfl_tally *tally, int32_t column)
{
    double sd = sfl_tally_sd(tally, column), se = sfl_tally_se(tally, column), n = (double)sfl_tally_paths(tally);
    double ratio =
        (se / sd) * (se / sd) * n * ((n - 2.0) / (n - 1.0)); /* both as sums of squares: 2 where pairs are equal */
    return sd > 0.0 ? ratio - 1.0 : NAN;
}

typedef struct split {
    const sfl_plan        *plan;
    const sfl_run_options *options;
    sfl_tally             *whole;
    sfl_moments           *parts; /* [n_architectures][SFL_MONEY_COUNT] */
} split;

static int32_t column_of(const sfl_plan *plan, int32_t architecture, int32_t money)
{
    return SFL_AT(plan, sfl_plan_architecture, plan->architectures_at)[architecture]
        .total_columns[SFL_PART_TOTAL][money];
}

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory to split variances");
}

static sfl_status walk_part(split *of, int32_t part, sfl_diag *diag)
{
    sfl_tally      *tally   = NULL;
    sfl_run_options options = *of->options;
    options.first_path      = 0;
    options.n_paths         = SFL_SPLIT_PATHS;
    sfl_status status       = sfl_run_part(of->plan, &options, part, &tally, NULL, diag);
    for (int32_t i = 0; status == SFL_OK && i < of->plan->n_architectures * SFL_MONEY_COUNT; ++i)
        sfl_moments_add(&of->parts[i], share_of(tally, column_of(of->plan, i / SFL_MONEY_COUNT, i % SFL_MONEY_COUNT)));
    if (status == SFL_OK) (void)sfl_tally_merge(of->whole, tally);
    sfl_tally_free(&tally);
    return status;
}

static void fill_in(const split *of, sfl_summary *summary)
{
    for (int32_t i = 0; i < of->plan->n_architectures * SFL_MONEY_COUNT; ++i) {
        int32_t            architecture = i / SFL_MONEY_COUNT, money = i % SFL_MONEY_COUNT;
        const sfl_moments *parts = &of->parts[i];
        sfl_summary_split *out   = &summary->architectures[architecture].split[money];
        out->parameters          = share_of(of->whole, column_of(of->plan, architecture, money));
        out->parameters_in       = sfl_no_interval;
        if (parts->n < 2) continue;
        out->parameters_in = sfl_interval_parts(summary->level, out->parameters, sfl_moments_sd(parts), parts->n);
    }
    summary->split_paths = SFL_SPLIT_PATHS;
}

static sfl_status walk_parts(split *of, sfl_diag *diag)
{
    of->whole = sfl_tally_build_for(of->plan);
    of->parts = calloc((size_t)of->plan->n_architectures * SFL_MONEY_COUNT, sizeof *of->parts);
    if (of->whole == NULL || of->parts == NULL) return no_memory(diag);
    for (int32_t part = 0; part < SFL_N_PARTS; ++part)
        SFL_TRY(walk_part(of, part, diag));
    return SFL_OK;
}

sfl_status sfl_split_add(const sfl_scenario *scenario, const sfl_run_options *options, sfl_summary *summary,
                         sfl_diag *diag)
{
    sfl_plan *plan = NULL;
    SFL_TRY(sfl_plan_build_split(scenario, &plan, diag));
    split      of     = {plan, options, NULL, NULL};
    sfl_status status = walk_parts(&of, diag);
    if (status == SFL_OK) fill_in(&of, summary);
    sfl_tally_free(&of.whole);
    free(of.parts);
    sfl_plan_free(&plan);
    return status;
}
