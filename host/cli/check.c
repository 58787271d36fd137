/* shortfall check FILE: is the scenario valid, and what do its assumptions imply? */
#include "host/cli/check.h"

#include "host/cli/output.h"
#include "host/cli/page.h"
#include "host/cli/session.h"
#include "host/run/static_break_even.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- commitments ---- */

/* Renewed at a share of what was spent: known only path by path. */
static bool depends_on_spend(const sfl_contract *contract, int32_t period)
{
    return contract->renewal.kind == SFL_RENEWAL_SHARE && period >= contract->commitments.n;
}

static double commitment_of(const sfl_contract *contract, int32_t period)
{
    if (depends_on_spend(contract, period)) return (double)NAN;
    int32_t last = contract->commitments.n - 1;
    return contract->commitments.values[period < last ? period : last];
}

static void fill_period(const sfl_contract *contract, int32_t period, int32_t last_month, sfl_check_period *out)
{
    int32_t start       = contract->start_month + period * contract->period_months;
    double  whole       = commitment_of(contract, period);
    int32_t n_months    = last_month - start + 1;
    out->period         = period;
    out->first_month    = start > 0 ? start : 0;
    out->last_month     = last_month;
    out->usd_per_year   = whole * 12.0 / (double)contract->period_months;
    out->commitment_usd = whole * (double)n_months / (double)contract->period_months;
}

static sfl_status list_contract(const sfl_check *check, int32_t number, sfl_arena *arena, sfl_check_contract *out)
{
    const sfl_contract *contract = &check->scenario->contracts[number];
    int32_t             n_months = check->scenario->simulation.months;
    out->name                    = contract->name;
    out->n_periods               = 0;
    out->periods                 = SFL_ARENA_ARRAY(arena, sfl_check_period, (size_t)n_months);
    if (out->periods == NULL) return SFL_ERR_MEMORY;
    for (int32_t month = 0; month < n_months; ++month) {
        int32_t period = sfl_observed_period_end(check->plan, number, month);
        if (period >= 0) fill_period(contract, period, month, &out->periods[out->n_periods++]);
    }
    return SFL_OK;
}

/* ---- month 0 ---- */

/* Month 0 is certain but for launches that wait: path 0 shows it. */
static bool see_month_0(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    const sfl_check *check = context;
    (void)n_lanes;
    if (month != 0) return false;
    for (int32_t i = 0; i < check->scenario->n_architectures; ++i) {
        for (int part = 0; part < SFL_PART_COUNT; ++part) {
            check->architectures[i].month_usd[part] = sfl_observed_month(block, i, (sfl_part)part, 0);
        }
    }
    return false;
}

static sfl_status fill_month_0(sfl_check *check, sfl_diag *diag)
{
    int32_t n          = check->scenario->n_architectures;
    double *static_usd = calloc((size_t)n + 1, sizeof(double));
    if (static_usd == NULL) return SFL_ERR_MEMORY;
    sfl_status status = sfl_static_bills(check->plan, static_usd, diag);
    for (int32_t i = 0; i < n; ++i) {
        check->architectures[i].name       = check->scenario->architectures[i].name;
        check->architectures[i].static_usd = static_usd[i];
    }
    free(static_usd);
    if (status != SFL_OK) return status;
    sfl_observe_range range = {0, 1, 1, NULL};
    status                  = sfl_observe(check->plan, &range, see_month_0, check, diag);
    return status == SFL_INTERRUPTED ? SFL_OK : status;
}

/* ---- the command ---- */

static sfl_status gather(sfl_check *check, sfl_arena *arena, sfl_diag *diag)
{
    const sfl_scenario *scenario = check->scenario;
    check->contracts             = SFL_ARENA_ARRAY(arena, sfl_check_contract, (size_t)scenario->n_contracts);
    check->architectures         = SFL_ARENA_ARRAY(arena, sfl_check_architecture, (size_t)scenario->n_architectures);
    if (check->contracts == NULL || check->architectures == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < scenario->n_contracts; ++i) {
        SFL_TRY(list_contract(check, i, arena, &check->contracts[i]));
    }
    return fill_month_0(check, diag);
}

static void write_table(const void *of, int32_t width, FILE *stream)
{
    (void)width; /* its columns are few, and the same everywhere */
    sfl_check_write_table(of, stream);
}

static sfl_status write_check(sfl_session *session, const sfl_check *check, FILE *stream)
{
    if (strcmp(session->cli.format, "json") == 0) return sfl_check_write_json(check, stream);
    return sfl_page_people(session, write_table, check, stream);
}

static sfl_status work_out(sfl_session *session, sfl_check *check, sfl_implied *implied, sfl_arena *arena)
{
    int32_t n_threads = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    SFL_TRY(sfl_implied_build(check->scenario, check->plan, n_threads, implied, session->diag));
    check->implied = implied;
    return gather(check, arena, session->diag);
}

sfl_status sfl_command_check(sfl_session *session)
{
    sfl_scenario *scenario = NULL;
    sfl_plan     *plan     = NULL;
    sfl_implied   implied  = {0};
    sfl_output    output   = {0};
    sfl_check     check    = {0};
    sfl_arena    *arena    = sfl_arena_build();
    sfl_status    status   = arena != NULL ? sfl_session_plan(session, &scenario, &plan) : SFL_ERR_MEMORY;
    check.scenario         = scenario;
    check.plan             = plan;
    if (status == SFL_OK) status = work_out(session, &check, &implied, arena);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) status = sfl_output_check(&output, write_check(session, &check, output.stream));
    status = sfl_output_close(&output, status, session->diag);
    sfl_implied_release(&implied);
    sfl_arena_free(&arena);
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return status;
}
