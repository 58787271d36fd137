/* See estimate.h. Half-widths shrink as the root of the number of paths, with quasi-random sampling faster than that: what it
 * needs is then an upper estimate. */
#include "host/cli/estimate.h"

#include "host/cli/output.h"
#include "host/cli/terminal.h"
#include "host/report/grid.h"
#include "host/report/json_writer.h"
#include "host/report/people.h"
#include "host/report/prose.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const samplings[SFL_N_SAMPLINGS] = {"random", "antithetic", "sobol"};

sfl_estimate_need sfl_estimate_of(const sfl_estimate *all, int32_t sampling, int32_t target)
{
    const sfl_summary        *pilot = all[sampling].pilot, *random = all[0].pilot;
    const sfl_summary_target *row = &pilot->targets[target], *plain = &random->targets[target];
    sfl_estimate_need         need;
    double                    allowed = row->is_relative ? row->wanted * fabs(row->value) : row->wanted;
    double n = (double)pilot->paths, ratio = row->half_width / allowed, gain = plain->half_width / row->half_width;
    need.half_width = row->half_width;
    need.n_paths    = n * ratio * ratio;
    need.seconds    = need.n_paths * pilot->run.seconds / n;
    need.efficiency = gain * gain * random->run.seconds / pilot->run.seconds;
    return need;
}

/* ---- pilots ---- */

/* The scenario of the command line once more, sampled in another way. What there was to warn of has been said. */
static sfl_status read_sampled(const sfl_session *session, const char *sampling, sfl_scenario **scenario)
{
    int32_t      n = session->cli.n_overrides;
    char         word[64];
    const char **set = malloc(((size_t)n + 1) * sizeof *set);
    if (set == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i)
        set[i] = session->cli.overrides[i];
    snprintf(word, sizeof word, "simulation.sampling=\"%s\"", sampling);
    set[n]                   = word;
    sfl_read_options options = {set, n + 1};
    sfl_status       status  = sfl_scenario_read(session->cli.argument, &options, scenario, NULL);
    free(set);
    return status;
}

static sfl_status walk_pilot(sfl_session *session, sfl_cli_study *study, sfl_estimate *estimate)
{
    sfl_scenario      *scenario = NULL;
    sfl_plan          *plan     = NULL;
    sfl_summary_inputs inputs   = {0};
    sfl_status         status   = read_sampled(session, estimate->sampling, &scenario);
    inputs.scenario             = scenario;
    inputs.level                = study->level;
    if (status == SFL_OK) status = sfl_plan_build(scenario, &plan, session->diag);
    if (status == SFL_OK) status = sfl_study(plan, &study->options, &inputs, &estimate->pilot, session->diag);
    if (status == SFL_ERR_RUN) status = SFL_OK; /* short of the targets, as a pilot is */
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return status;
}

static sfl_status walk_pilots(sfl_session *session, sfl_cli_study *study, sfl_estimate *all)
{
    study->options.run.n_paths = SFL_PILOT_PATHS;
    study->options.max_paths   = 0;
    for (int32_t i = 0; i < SFL_N_SAMPLINGS; ++i) {
        all[i].sampling = samplings[i];
        sfl_progress_begin(&study->progress, sfl_session_is_quiet(session));
        sfl_status status = walk_pilot(session, study, &all[i]);
        sfl_progress_end(&study->progress);
        SFL_TRY(status);
    }
    return SFL_OK;
}

/* ---- output ---- */

static void write_number(sfl_grid *grid, double value)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_number(value, text);
    sfl_grid_cell(grid, text);
}

static void write_paths(sfl_grid *grid, double n_paths)
{
    char text[SFL_PEOPLE_BYTES];
    bool is_whole = n_paths >= 0.0 && n_paths < 1e18;
    if (is_whole) sfl_people_count((uint64_t)ceil(n_paths), text);
    sfl_grid_cell(grid, is_whole ? text : "never");
}

static void write_need(sfl_grid *grid, const sfl_estimate *all, int32_t sampling, int32_t target)
{
    sfl_estimate_need need = sfl_estimate_of(all, sampling, target);
    sfl_grid_cell(grid, sampling == 0 ? all[0].pilot->targets[target].name : "");
    sfl_grid_cell(grid, all[sampling].sampling);
    write_number(grid, need.half_width);
    write_paths(grid, need.n_paths);
    write_number(grid, need.seconds);
    write_number(grid, need.efficiency);
}

static void write_table(const sfl_estimate *all, const sfl_paper *paper, sfl_buffer *buffer)
{
    static const char *const headings[] = {"<figure",      "<sampling", "half-width",
                                           "paths needed", "seconds",   "efficiency"};
    sfl_grid                 grid;
    sfl_buffer_add(buffer, "Pilots of 65,536 paths: half-widths there, and what the targets need\n");
    sfl_grid_init(&grid, headings, 6);
    for (int32_t target = 0; target < all[0].pilot->n_targets; ++target) {
        for (int32_t sampling = 0; sampling < SFL_N_SAMPLINGS; ++sampling)
            write_need(&grid, all, sampling, target);
    }
    sfl_grid_write(&grid, paper, buffer);
    sfl_buffer words = {0};
    sfl_buffer_add(&words, "Efficiency: variance times time of random sampling over that of this one. Widths taken from 32 "
                           "parts are known within a quarter; what sobol needs is an upper estimate.");
    sfl_buffer_add(buffer, "\n");
    sfl_prose_write(&words, 0, 0, paper, buffer);
}

static void write_json(const sfl_estimate *all, sfl_buffer *buffer)
{
    sfl_json json;
    sfl_json_init(&json, buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.estimate/1");
    sfl_json_count(&json, "pilot_paths", SFL_PILOT_PATHS);
    sfl_json_array(&json, "needs", SFL_JSON_LINES);
    for (int32_t target = 0; target < all[0].pilot->n_targets; ++target) {
        for (int32_t sampling = 0; sampling < SFL_N_SAMPLINGS; ++sampling) {
            sfl_estimate_need need = sfl_estimate_of(all, sampling, target);
            sfl_json_object(&json, NULL, SFL_JSON_INLINE);
            sfl_json_text(&json, "figure", all[0].pilot->targets[target].name);
            sfl_json_text(&json, "sampling", all[sampling].sampling);
            sfl_json_real(&json, "half_width", need.half_width);
            sfl_json_real(&json, "paths", need.n_paths);
            sfl_json_real(&json, "seconds", need.seconds);
            sfl_json_real(&json, "efficiency", need.efficiency);
            sfl_json_close(&json);
        }
    }
    sfl_json_close(&json);
    sfl_json_close(&json);
}

static sfl_status write_estimate(sfl_session *session, const sfl_estimate *all, const sfl_report_options *options, FILE *stream)
{
    sfl_buffer buffer = {0};
    sfl_paper  paper  = sfl_paper_of(options);
    if (strcmp(session->cli.format, "json") == 0)
        write_json(all, &buffer);
    else
        write_table(all, &paper, &buffer);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, stream);
    sfl_buffer_free(&buffer);
    return status;
}

static sfl_status estimate(sfl_session *session, sfl_cli_study *study, sfl_estimate *all, sfl_output *output)
{
    sfl_scenario *scenario = NULL;
    bool          is_known = strcmp(session->cli.format, "json") == 0 || strcmp(session->cli.format, "table") == 0;
    if (!is_known || session->cli.n_formats > 1) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){0},
                            "shortfall run --estimate: --format: found '%s'; allowed is one of: table json",
                            session->cli.values[SFL_OPTION_FORMAT].text);
    }
    sfl_report_options options = {0};
    SFL_TRY(sfl_cli_study_read(session, study));
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &options));
    sfl_status status = sfl_session_read(session, &scenario); /* says what is wrong with it, once */
    sfl_scenario_free(&scenario);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), output, session->diag);
    if (status == SFL_OK) status = walk_pilots(session, study, all);
    if (status == SFL_OK) status = sfl_output_check(output, write_estimate(session, all, &options, output->stream));
    return status;
}

sfl_status sfl_command_estimate(sfl_session *session)
{
    sfl_cli_study study                = {0};
    sfl_estimate  all[SFL_N_SAMPLINGS] = {{0}};
    sfl_output    output               = {0};
    sfl_status    status               = estimate(session, &study, all, &output);
    bool          is_interrupted       = status == SFL_INTERRUPTED; /* half a comparison is none */
    if (is_interrupted) sfl_diag_add(session->diag, status, (sfl_place){0}, "interrupted; there is no estimate");
    status = sfl_output_close(&output, is_interrupted ? SFL_ERR_RUN : status, session->diag);
    for (int32_t i = 0; i < SFL_N_SAMPLINGS; ++i)
        sfl_summary_free(&all[i].pilot);
    return is_interrupted ? SFL_INTERRUPTED : status;
}
