/* Architectures against each other: pairs, break-even, who is cheapest and what is to be feared (model page section 9). */
#include "host/summary/measure.h"

/* ---- pairs ---- */

static sfl_summary_pair pair_of(const sfl_figures *figures, const sfl_plan_pair *pair, sfl_money money,
                                const sfl_summary_architecture *architectures)
{
    sfl_summary_pair out = {0};
    out.a                = architectures[pair->a].name;
    out.b                = architectures[pair->b].name;
    out.money            = money;
    out.p_a_cheaper      = sfl_figures_mean(figures, pair->a_cheaper_columns[money]);
    out.p_tie            = sfl_figures_mean(figures, pair->tie_columns[money]);
    out.p_a_cheaper_in   = sfl_figures_share_interval(figures, out.p_a_cheaper);
    out.p_tie_in         = sfl_figures_share_interval(figures, out.p_tie);
    out.difference       = sfl_figures_distribution(figures, pair->difference_columns[money], SFL_SET_DIFFERENCE);
    return out;
}

sfl_status sfl_summarise_pairs(const sfl_figures *figures, sfl_summary *summary)
{
    const sfl_plan_pair *pairs = SFL_AT(figures->plan, sfl_plan_pair, figures->plan->pairs_at);
    int32_t              n     = figures->plan->n_pairs * SFL_MONEY_COUNT;
    sfl_summary_pair    *out   = SFL_ARENA_ARRAY(figures->arena, sfl_summary_pair, (size_t)n);
    if (out == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i) {
        sfl_money money = (sfl_money)(i % SFL_MONEY_COUNT);
        out[i]          = pair_of(figures, &pairs[i / SFL_MONEY_COUNT], money, summary->architectures);
    }
    summary->pairs   = out;
    summary->n_pairs = n;
    return SFL_OK;
}

/* ---- break-even ---- */

static sfl_status break_even_of(const sfl_figures *figures, const sfl_plan_break_even *row,
                                const sfl_static_break_even *given, const sfl_summary_architecture *architectures,
                                sfl_summary_break_even *out)
{
    int32_t n_months = figures->plan->n_months;
    double *months   = SFL_ARENA_ARRAY(figures->arena, double, (size_t)n_months + 1);
    if (months == NULL) return SFL_ERR_MEMORY;
    sfl_figures_months(figures, row->column, months);
    out->from                 = architectures[row->from].name;
    out->to                   = architectures[row->to].name;
    out->p_never              = months[n_months];
    out->median_month         = sfl_figures_median_month(months, n_months);
    out->p_never_in           = sfl_figures_share_interval(figures, out->p_never);
    out->median_month_in      = sfl_figures_median_interval(figures, months, n_months);
    out->months               = months;
    out->has_static           = given != NULL;
    out->static_kind          = given != NULL ? given->kind : SFL_STATIC_NONE;
    out->static_usd_per_month = out->static_kind == SFL_STATIC_REACHED ? given->usd_per_month : NAN;
    return SFL_OK;
}

sfl_status sfl_summarise_break_even(const sfl_figures *figures, const sfl_static_break_even *given,
                                    sfl_summary *summary)
{
    const sfl_plan_break_even *rows = SFL_AT(figures->plan, sfl_plan_break_even, figures->plan->break_even_at);
    int32_t                    n    = figures->plan->n_break_even;
    sfl_summary_break_even    *out  = SFL_ARENA_ARRAY(figures->arena, sfl_summary_break_even, (size_t)n);
    if (out == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i) {
        const sfl_static_break_even *one = given != NULL ? &given[i] : NULL;
        SFL_TRY(break_even_of(figures, &rows[i], one, summary->architectures, &out[i]));
    }
    summary->break_even   = out;
    summary->n_break_even = n;
    return SFL_OK;
}

/* ---- ranking ---- */

static double mean_cost(const sfl_summary_architecture *architecture, sfl_money money)
{
    return architecture->costs[money][SFL_PART_TOTAL].values[SFL_MEASURE_MEAN];
}

/* The cheapest in the mean but for `except`, the first listed of equals; -1 if there is none. */
static int32_t cheapest_but(const sfl_summary *summary, sfl_money money, int32_t except)
{
    int32_t best = -1;
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        if (i == except) continue;
        double mean = mean_cost(&summary->architectures[i], money);
        if (best < 0 || mean < mean_cost(&summary->architectures[best], money)) best = i;
    }
    return best;
}

/* Standard error of the difference of two architectures on the same paths. Without their pair: the sum of both
 * errors, which it never exceeds. */
static double difference_se(const sfl_figures *figures, const sfl_summary *summary, sfl_money money, int32_t a,
                            int32_t b)
{
    const sfl_plan_pair *pairs = SFL_AT(figures->plan, sfl_plan_pair, figures->plan->pairs_at);
    for (int32_t i = 0; i < figures->plan->n_pairs; ++i) {
        bool is_it = (pairs[i].a == a && pairs[i].b == b) || (pairs[i].a == b && pairs[i].b == a);
        if (is_it) return summary->pairs[i * SFL_MONEY_COUNT + (int32_t)money].difference.values[SFL_MEASURE_SE];
    }
    return summary->architectures[a].costs[money][SFL_PART_TOTAL].values[SFL_MEASURE_SE] +
           summary->architectures[b].costs[money][SFL_PART_TOTAL].values[SFL_MEASURE_SE];
}

void sfl_summarise_ranking(const sfl_figures *figures, sfl_money money, sfl_summary *summary)
{
    sfl_summary_ranking *out = &summary->rankings[money];
    out->money               = money;
    out->cheapest            = cheapest_but(summary, money, -1);
    out->runner_up           = cheapest_but(summary, money, out->cheapest);
    out->lead = out->lead_share = out->lead_se = NAN;
    out->lead_in = sfl_no_interval;
    if (out->runner_up < 0) return;
    double next     = mean_cost(&summary->architectures[out->runner_up], money);
    out->lead       = next - mean_cost(&summary->architectures[out->cheapest], money);
    out->lead_share = sfl_figures_ratio(out->lead, next);
    out->lead_se    = difference_se(figures, summary, money, out->cheapest, out->runner_up);
    out->lead_in    = sfl_interval_mean(figures->sample, out->lead, out->lead_se);
    out->is_decided = out->lead_in.low > 0.0; /* false where the error is not known */
}

/* ---- risk ---- */

static void find_worst_miss(sfl_summary_architecture *architecture)
{
    double worst = 0.0;
    for (int32_t i = 0; i < architecture->n_contracts; ++i) {
        const sfl_summary_contract *contract = &architecture->contracts[i];
        for (int32_t j = 0; j < contract->n_periods; ++j) {
            if (!(contract->periods[j].p_shortfall > worst)) continue;
            worst                       = contract->periods[j].p_shortfall;
            architecture->risk.contract = i;
            architecture->risk.period   = j;
        }
    }
}

static void find_worst_unserved(sfl_summary_architecture *architecture)
{
    double worst = 0.0;
    for (int32_t i = 0; i < architecture->n_channels; ++i) {
        if (!(architecture->channels[i].unserved > worst)) continue;
        worst                      = architecture->channels[i].unserved;
        architecture->risk.channel = i;
    }
}

void sfl_summarise_risk(sfl_summary_architecture *architecture)
{
    const sfl_distribution *npv  = &architecture->costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    sfl_summary_risk       *risk = &architecture->risk;
    risk->tail_usd               = npv->values[SFL_MEASURE_CVAR95] - npv->values[SFL_MEASURE_MEAN];
    risk->tail_share             = sfl_figures_ratio(risk->tail_usd, npv->values[SFL_MEASURE_MEAN]);
    risk->contract = risk->period = risk->channel = -1;
    find_worst_miss(architecture);
    find_worst_unserved(architecture);
}
