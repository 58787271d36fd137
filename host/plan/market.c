/* Regimes, workloads, models, price indices and baselines (model page sections 4 to 7). */
#include "host/plan/planner.h"

#include <string.h>

/* ---- section 4 ---- */

static int32_t regime_named(const sfl_regimes *regimes, const char *name)
{
    for (int32_t i = 0; i < regimes->names.n; ++i)
        if (strcmp(regimes->names.values[i], name) == 0) return i;
    return 0;
}

sfl_status sfl_plan_regimes(sfl_planner *planner)
{
    const sfl_regimes *regimes = planner->scenario->regimes;
    sfl_plan          *plan    = planner->plan;
    if (!regimes) return SFL_OK;
    int32_t n = regimes->names.n;
    double *rows;
    plan->n_regimes     = n;
    plan->regime_start  = regime_named(regimes, regimes->start);
    plan->regime_stream = sfl_stream_of(SFL_STREAM_REGIME, NULL);
    SFL_PLAN_ARRAY(planner, rows, double, (size_t)n *(size_t)n, &plan->regime_cumulative_at);
    for (int32_t i = 0; i < n; ++i) {
        double sum = 0.0;
        for (int32_t j = 0; j < n; ++j) {
            sum += regimes->monthly[i].values[j];
            rows[(size_t)i * (size_t)n + (size_t)j] = sum;
        }
    }
    return SFL_OK;
}

/* ---- section 5 ---- */

double sfl_planner_season_of(sfl_reals season, int32_t calendar_month, int32_t month)
{
    return season.n == 12 ? season.values[(calendar_month - 1 + month) % 12] : 1.0;
}

sfl_status sfl_planner_season(sfl_planner *planner, sfl_reals season, int32_t calendar_month, size_t *at)
{
    double *factors;
    SFL_PLAN_ARRAY(planner, factors, double, planner->plan->n_months, at);
    for (int32_t month = 0; month < planner->plan->n_months; ++month)
        factors[month] = sfl_planner_season_of(season, calendar_month, month);
    return SFL_OK;
}

static void launch(sfl_plan_workload *workload, const sfl_workload *from, int32_t n_months)
{
    workload->launch_stream = sfl_stream_of(SFL_STREAM_LAUNCH, from->name);
    workload->cancel_stream = sfl_stream_of(SFL_STREAM_CANCEL, from->name);
    if (!from->launch) return;
    workload->launch_month       = sfl_smaller(from->launch->month, n_months);
    workload->delay_mean_months  = from->launch->delay_mean_months;
    workload->cancel_probability = from->launch->cancel_probability;
}

/* Drivers stand in the order of section 3: a workload, then its mix drivers. */
static sfl_status workloads(sfl_planner *planner, int32_t *next_driver)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->workloads, sfl_plan_workload, plan->n_workloads, &plan->workloads_at);
    for (int32_t i = 0; i < plan->n_workloads; ++i) {
        const sfl_workload *from     = &planner->scenario->workloads[i];
        sfl_plan_workload  *workload = &planner->workloads[i];
        workload->driver             = (*next_driver)++;
        workload->output_driver      = from->output_mix ? (*next_driver)++ : -1;
        workload->cached_driver      = from->cached_mix ? (*next_driver)++ : -1;
        workload->input_mtok         = from->input_mtok;
        workload->output_mtok        = from->output_mtok;
        workload->cached_share       = from->cached_share;
        launch(workload, from, plan->n_months);
        SFL_TRY(sfl_planner_season(planner, from->season, from->calendar_month, &workload->season_at));
    }
    return SFL_OK;
}

/* ---- section 7: baselines ---- */

static sfl_status vendors(sfl_planner *planner, int32_t *next_driver)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->vendors, sfl_plan_vendor, plan->n_vendors, &plan->vendors_at);
    for (int32_t i = 0; i < plan->n_vendors; ++i) {
        const sfl_baseline *baseline = planner->scenario->vendors[i].baseline;
        sfl_plan_vendor    *vendor   = &planner->vendors[i];
        vendor->driver               = baseline ? (*next_driver)++ : -1;
        if (!baseline) continue;
        vendor->monthly_usd = baseline->monthly_usd;
        vendor->eligibility = baseline->eligibility;
        SFL_TRY(sfl_planner_season(planner, baseline->season, baseline->calendar_month, &vendor->season_at));
    }
    return SFL_OK;
}

static sfl_status indices(sfl_planner *planner, int32_t *next_driver)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->indices, sfl_plan_index, plan->n_indices, &plan->indices_at);
    for (int32_t i = 0; i < plan->n_indices; ++i) {
        planner->indices[i].driver = (*next_driver)++;
        planner->indices[i].depth  = 1;
    }
    return SFL_OK;
}

sfl_status sfl_plan_demand(sfl_planner *planner)
{
    int32_t next_driver = 0;
    SFL_TRY(workloads(planner, &next_driver));
    SFL_TRY(vendors(planner, &next_driver));
    return indices(planner, &next_driver);
}

/* ---- section 6 ---- */

double sfl_planner_cached_usd(const sfl_model *model)
{
    return SFL_IS_GIVEN(sfl_model, model, cached_input_usd) ? model->cached_input_usd : model->input_usd;
}

void sfl_planner_flat_usd(const sfl_planner *planner, int32_t workload, double *input, double *output)
{
    const sfl_workload *from  = &planner->scenario->workloads[workload];
    const sfl_model    *model = &planner->scenario->models[sfl_scenario_find_model(planner->scenario, from->model)];
    double share = from->cached_share, paid = 1.0 - from->batch_share * model->batch_discount;
    *input  = paid * from->input_mtok * ((1.0 - share) * model->input_usd + share * sfl_planner_cached_usd(model));
    *output = paid * from->output_mtok * model->output_usd;
}

static sfl_quote_entry *add_quote(sfl_planner *planner, int32_t workload, int32_t model, double token_ratio)
{
    sfl_quote_entry *entry = SFL_ARENA_ARRAY(planner->arena, sfl_quote_entry, 1);
    if (!entry) return NULL;
    entry->number                = planner->plan->n_quotes++;
    entry->workload              = workload;
    entry->model                 = model;
    entry->token_ratio           = token_ratio;
    entry->next                  = planner->quotes_of[workload];
    planner->quotes_of[workload] = entry;
    if (planner->last_quote)
        planner->last_quote->next_of_plan = entry;
    else
        planner->first_quote = entry;
    planner->last_quote = entry;
    return entry;
}

int32_t sfl_planner_quote(sfl_planner *planner, int32_t workload, int32_t model, double token_ratio)
{
    for (sfl_quote_entry *entry = planner->quotes_of[workload]; entry; entry = entry->next)
        if (entry->model == model && entry->token_ratio == token_ratio) return entry->number;
    sfl_quote_entry *entry = add_quote(planner, workload, model, token_ratio);
    return entry ? entry->number : -1;
}

static void fill_quote(sfl_planner *planner, const sfl_quote_entry *entry)
{
    const sfl_workload *workload         = &planner->scenario->workloads[entry->workload];
    const sfl_model    *model            = &planner->scenario->models[entry->model];
    sfl_plan_quote     *quote            = &planner->quotes[entry->number];
    double              factor           = entry->token_ratio * (1.0 - workload->batch_share * model->batch_discount);
    quote->workload                      = entry->workload;
    quote->index                         = model->index ? sfl_scenario_find_index(planner->scenario, model->index) : -1;
    quote->token_ratio                   = entry->token_ratio;
    quote->input_usd                     = model->input_usd * factor;
    quote->cached_usd                    = sfl_planner_cached_usd(model) * factor;
    quote->output_usd                    = model->output_usd * factor;
}

/* Months of a price index that a channel can ask for: today's, the lag, and what a lock keeps. */
static int32_t reach(const sfl_plan_channel *channel, int32_t n_months)
{
    int32_t lock = channel->price_lock_months > 0 ? sfl_smaller(channel->price_lock_months, n_months) - 1 : 0;
    return sfl_smaller(channel->price_lag_months + lock + 1, n_months);
}

/* The history of a leg's price index must reach as far as the channel that bills its tokens does. */
static void deepen(sfl_planner *planner, const sfl_parts *parts, const sfl_plan_leg *leg)
{
    int32_t                 index   = planner->quotes[leg->quote].index;
    const sfl_plan_use     *use     = &parts->uses[leg->use];
    const sfl_plan_channel *channel = &planner->channels[use->channel];
    if (channel->kind != SFL_CHANNEL_TOKEN) {
        if (use->overflow_use < 0) return;
        channel = &planner->channels[parts->uses[use->overflow_use].channel];
    }
    if (index < 0) return;
    int32_t *depth = &planner->indices[index].depth;
    *depth         = sfl_larger(*depth, reach(channel, planner->plan->n_months));
}

sfl_status sfl_plan_quotes(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    SFL_PLAN_ARRAY(planner, planner->quotes, sfl_plan_quote, plan->n_quotes, &plan->quotes_at);
    for (const sfl_quote_entry *entry = planner->first_quote; entry; entry = entry->next_of_plan)
        fill_quote(planner, entry);
    for (int32_t i = 0; i < plan->n_architectures; ++i)
        for (int32_t leg = 0; leg < planner->architectures[i].n_legs; ++leg)
            deepen(planner, &planner->parts[i], &planner->parts[i].legs[leg]);
    return SFL_OK;
}
