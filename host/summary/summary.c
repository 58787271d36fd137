/* sfl_summarise: a tally under a plan becomes the answer (model page section 9). */
#include "host/base/sha256.h"
#include "host/summary/measure.h"

#include <string.h>

/* ---- where the answer comes from ---- */

static void hash_text(const char *text, char out[65])
{
    uint8_t digest[32];
    sfl_sha256(text, strlen(text), digest);
    sfl_sha256_hex(digest, out);
}

static sfl_status copy_or_null(sfl_arena *arena, const char *text, const char **out)
{
    *out = text != NULL ? sfl_arena_text(arena, text) : NULL;
    return text == NULL || *out != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static const char *sampling_word(const sfl_plan *plan)
{
    if (plan->is_sobol) return "sobol";
    return plan->is_antithetic ? "antithetic" : "random";
}

static sfl_status summarise_scenario(const sfl_summary_inputs *inputs, sfl_summary *summary)
{
    const sfl_simulation *simulation = &inputs->scenario->simulation;
    sfl_sha256_hex(inputs->plan->fingerprint, summary->fingerprint);
    if (inputs->text != NULL) hash_text(inputs->text, summary->sha256);
    summary->seed          = inputs->plan->seed;
    summary->paths         = sfl_tally_paths(inputs->tally);
    summary->is_partial    = inputs->is_partial;
    summary->sampling      = sampling_word(inputs->plan);
    summary->discount_rate = simulation->discount_rate;
    summary->n_months      = inputs->plan->n_months;
    summary->n_years       = inputs->plan->n_years;
    SFL_TRY(copy_or_null(summary->arena, simulation->currency, &summary->currency));
    return copy_or_null(summary->arena, inputs->text, &summary->text);
}

static sfl_status summarise_overrides(const sfl_summary_inputs *inputs, sfl_summary *summary)
{
    const char **overrides = SFL_ARENA_ARRAY(summary->arena, const char *, (size_t)inputs->n_overrides);
    if (overrides == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < inputs->n_overrides; ++i)
        SFL_TRY(copy_or_null(summary->arena, inputs->overrides[i], &overrides[i]));
    summary->run.overrides   = overrides;
    summary->run.n_overrides = inputs->n_overrides;
    return SFL_OK;
}

static sfl_status summarise_run(const sfl_summary_inputs *inputs, sfl_summary *summary)
{
    sfl_summary_run *run = &summary->run;
    SFL_TRY(copy_or_null(summary->arena, inputs->build, &run->build));
    SFL_TRY(copy_or_null(summary->arena, inputs->host, &run->host));
    SFL_TRY(copy_or_null(summary->arena, inputs->time, &run->time));
    SFL_TRY(copy_or_null(summary->arena, inputs->command, &run->command));
    SFL_TRY(copy_or_null(summary->arena, inputs->scenario->title, &run->file));
    run->version = sfl_version();
    run->seconds = NAN;
    if (inputs->facts != NULL) {
        SFL_TRY(copy_or_null(summary->arena, inputs->facts->backend, &run->backend));
        SFL_TRY(copy_or_null(summary->arena, inputs->facts->reason, &run->reason));
        SFL_TRY(copy_or_null(summary->arena, inputs->facts->card_form, &run->card_form));
        run->threads = inputs->facts->n_threads;
        run->devices = inputs->facts->n_devices;
        run->chunk   = inputs->facts->chunk;
        run->seconds = inputs->facts->seconds;
    }
    return summarise_overrides(inputs, summary);
}

/* ---- the figures ---- */

static sfl_status summarise_drivers(const sfl_summary_inputs *inputs, sfl_summary *summary)
{
    sfl_driver_row *rows = SFL_ARENA_ARRAY(summary->arena, sfl_driver_row, (size_t)inputs->n_drivers);
    if (rows == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < inputs->n_drivers; ++i) {
        const sfl_driver_row *given  = &inputs->drivers[i];
        sfl_driver_month     *months = SFL_ARENA_ARRAY(summary->arena, sfl_driver_month, (size_t)given->n_months);
        if (months == NULL) return SFL_ERR_MEMORY;
        for (int32_t j = 0; j < given->n_months; ++j)
            months[j] = given->months[j];
        rows[i] = (sfl_driver_row){NULL, months, given->n_months};
        SFL_TRY(copy_or_null(summary->arena, given->name, &rows[i].name));
    }
    summary->drivers   = rows;
    summary->n_drivers = inputs->n_drivers;
    return SFL_OK;
}

static sfl_status summarise_architectures(const sfl_figures *figures, sfl_summary *summary)
{
    int32_t                   n   = figures->plan->n_architectures;
    sfl_summary_architecture *out = SFL_ARENA_ARRAY(figures->arena, sfl_summary_architecture, (size_t)n);
    if (out == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i)
        SFL_TRY(sfl_summarise_architecture(figures, i, &out[i]));
    summary->architectures   = out;
    summary->n_architectures = n;
    return SFL_OK;
}

static sfl_status summarise_figures(const sfl_summary_inputs *inputs, sfl_summary *summary)
{
    sfl_figures figures  = {0};
    figures.scenario     = inputs->scenario;
    figures.plan         = inputs->plan;
    figures.tally        = inputs->tally;
    figures.arena        = summary->arena;
    figures.figures_only = inputs->figures_only;
    sfl_figures_sample(&figures, inputs->level);
    summary->level = figures.sample.level;
    SFL_TRY(summarise_scenario(inputs, summary));
    SFL_TRY(summarise_run(inputs, summary));
    SFL_TRY(summarise_drivers(inputs, summary));
    SFL_TRY(summarise_architectures(&figures, summary));
    SFL_TRY(sfl_summarise_pairs(&figures, summary));
    SFL_TRY(sfl_summarise_break_even(&figures, inputs->static_break_even, summary));
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
        sfl_summarise_ranking(&figures, (sfl_money)money, summary);
    return SFL_OK;
}

sfl_status sfl_summarise(const sfl_summary_inputs *inputs, sfl_summary **summary, sfl_diag *diag)
{
    *summary            = NULL;
    sfl_arena   *arena  = sfl_arena_build();
    sfl_summary *out    = arena != NULL ? SFL_ARENA_ARRAY(arena, sfl_summary, 1) : NULL;
    sfl_status   status = SFL_ERR_MEMORY;
    if (out != NULL) {
        out->arena = arena;
        status     = summarise_figures(inputs, out);
    }
    if (status != SFL_OK) {
        sfl_arena_free(&arena);
        return sfl_diag_add(diag, status, (sfl_place){0}, "the answer: %s", sfl_status_text(status));
    }
    *summary = out;
    return SFL_OK;
}

void sfl_summary_free(sfl_summary **summary)
{
    if (summary == NULL || *summary == NULL) return;
    sfl_arena *arena = (*summary)->arena;
    *summary         = NULL;
    sfl_arena_free(&arena);
}
