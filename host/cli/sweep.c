/* shortfall sweep FILE --over KEY=VALUES: one answer per point, all on the same paths, in one table. */
#include "host/cli/sweep.h"

#include "host/cli/answer.h"
#include "host/cli/study.h"
#include "host/cli/terminal.h"
#include "host/config/sweep_key.h"
#include "host/scenario/scenario.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* From the command line to the table; released together. */
typedef struct work {
    sfl_arena         *arena;
    sfl_scenario      *base;
    sfl_sweep_points   points;
    sfl_sweep_kind    *kinds;  /* [n_keys] */
    sfl_sweep_point   *asked;  /* [n_points] */
    sfl_swept          swept;
    sfl_report_options options;
    sfl_output         output;
    sfl_cli_study      study;
} work;

static void release(work *of)
{
    sfl_swept_release(&of->swept);
    sfl_scenario_free(&of->base);
    sfl_arena_free(&of->arena);
}

/* ---- keys ---- */

static sfl_status refuse_unknown(sfl_session *session, const char *key, const char *nearest)
{
    if (nearest == NULL) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall sweep: %s: unknown key; allowed are paths as -s takes them and keys of workloads", key);
    }
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall sweep: %s: unknown key; did you mean %s?", key, nearest);
}

static sfl_status read_keys(sfl_session *session, work *of)
{
    of->kinds = SFL_ARENA_ARRAY(of->arena, sfl_sweep_kind, (size_t)of->points.n_keys);
    if (of->kinds == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < of->points.n_keys; ++i) {
        const char *nearest;
        of->kinds[i] = sfl_sweep_key_kind(of->points.keys[i], &nearest);
        if (of->kinds[i] == SFL_SWEEP_UNKNOWN) return refuse_unknown(session, of->points.keys[i], nearest);
        if (of->kinds[i] != SFL_SWEEP_RUN) continue;
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall sweep: %s: points share their paths, so seed, paths, sampling and months are the same "
                            "for all of them",
                            of->points.keys[i]);
    }
    return SFL_OK;
}

static sfl_status read_points(sfl_session *session, work *of)
{
    const sfl_cli *cli  = &session->cli;
    const char    *list = cli->values[SFL_OPTION_LIST].text;
    if ((list != NULL) == (cli->n_overs > 0)) {
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            list != NULL ? "shortfall sweep: --over and --list: allowed is one of them"
                                         : "shortfall sweep: no points; allowed is --over KEY=VALUES, or --list FILE");
    }
    if (list != NULL) SFL_TRY(sfl_sweep_points_list(list, of->arena, &of->points, session->diag));
    if (list == NULL) SFL_TRY(sfl_sweep_points_over(cli->overs, cli->n_overs, of->arena, &of->points, session->diag));
    return read_keys(session, of);
}

/* ---- points ---- */

/* "point 3 (growth=0.4, contracts.edp.commitments[0]=4e7)" */
static const char *name_of(const work *of, int32_t number)
{
    sfl_buffer name = {0};
    sfl_buffer_add(&name, "point %d (", (int)number + 1);
    for (int32_t key = 0; key < of->points.n_keys; ++key) {
        char text[256];
        sfl_buffer_add(&name, "%s%s=%s", key > 0 ? ", " : "", of->points.keys[key],
                       sfl_sweep_value_text(of->points.values[number * of->points.n_keys + key], text, sizeof text));
    }
    sfl_buffer_add(&name, ")");
    const char *copy = name.has_failed ? NULL : sfl_arena_text(of->arena, name.text);
    sfl_buffer_free(&name);
    return copy;
}

/* A name in quotes, as a path of -s has it. */
static const char *quoted(sfl_arena *arena, const char *name)
{
    char *out = sfl_arena_take(arena, 2 * strlen(name) + 3, 1), *at = out;
    if (out == NULL) return NULL;
    *at++ = '"';
    for (; *name != '\0'; *at++ = *name++)
        if (*name == '"' || *name == '\\') *at++ = '\\';
    *at = '"';
    return out;
}

/* The overrides of a key at a point, behind the n there are. */
static int32_t add_values(const work *of, int32_t key, const char *value, const char **out, int32_t n)
{
    const char *path = of->points.keys[key];
    if (of->kinds[key] == SFL_SWEEP_PATH) {
        out[n] = sfl_arena_format(of->arena, "%s=%s", path, value);
        return n + 1;
    }
    for (int32_t i = 0; i < of->base->n_workloads; ++i) {
        const char *name = quoted(of->arena, of->base->workloads[i].name);
        out[n++]         = name != NULL ? sfl_arena_format(of->arena, "workloads.%s.%s=%s", name, path, value) : NULL;
    }
    return n;
}

static sfl_status fill_point(const sfl_session *session, work *of, int32_t number)
{
    const sfl_cli   *cli   = &session->cli;
    sfl_sweep_point *point = &of->asked[number];
    int32_t          n = cli->n_overrides, most = n;
    for (int32_t key = 0; key < of->points.n_keys; ++key)
        most += of->kinds[key] == SFL_SWEEP_PATH ? 1 : of->base->n_workloads;
    const char **values = SFL_ARENA_ARRAY(of->arena, const char *, (size_t)most);
    if (values == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n; ++i)
        values[i] = cli->overrides[i];
    for (int32_t key = 0; key < of->points.n_keys; ++key)
        n = add_values(of, key, of->points.values[number * of->points.n_keys + key], values, n);
    for (int32_t i = 0; i < n; ++i)
        if (values[i] == NULL) return SFL_ERR_MEMORY;
    point->values   = values;
    point->n_values = n;
    point->name     = name_of(of, number);
    if (of->points.lines != NULL) point->place = (sfl_place){of->points.file, of->points.lines[number], 0};
    return point->name != NULL ? SFL_OK : SFL_ERR_MEMORY;
}

static sfl_status fill_points(const sfl_session *session, work *of)
{
    of->asked         = SFL_ARENA_ARRAY(of->arena, sfl_sweep_point, (size_t)of->points.n_points);
    of->swept.answers = SFL_ARENA_ARRAY(of->arena, sfl_sweep_answer, (size_t)of->points.n_points);
    if (of->asked == NULL || of->swept.answers == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < of->points.n_points; ++i)
        SFL_TRY(fill_point(session, of, i));
    return SFL_OK;
}

/* ---- the command ---- */

static sfl_status count_paths(sfl_session *session, work *of)
{
    uint64_t n_paths              = sfl_session_number(session, SFL_OPTION_PATHS, of->base->simulation.paths);
    of->study.options.run.n_paths = of->swept.n_paths = n_paths;
    if (of->base->simulation.sampling != SFL_SAMPLING_ANTITHETIC || n_paths % 2 == 0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall sweep: --paths: found %" PRIu64 "; allowed is an even number, antithetic paths come in pairs",
                        n_paths);
}

/* The table's paper and the CSV's dialect. */
static sfl_status read_form(sfl_session *session, work *of)
{
    sfl_answer form = {0};
    SFL_TRY(sfl_answer_read(session, &form));
    of->options = form.options;
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &of->options));
    of->swept.dialect = sfl_csv_dialect_find(of->options.csv_dialect);
    return SFL_OK;
}

static sfl_status prepare(sfl_session *session, work *of)
{
    of->arena = sfl_arena_build();
    if (of->arena == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(sfl_cli_study_read(session, &of->study));
    SFL_TRY(read_form(session, of));
    SFL_TRY(read_points(session, of));
    SFL_TRY(sfl_output_apart(sfl_session_output(session), session->cli.argument, session->diag));
    if (of->points.file != NULL) SFL_TRY(sfl_output_apart(sfl_session_output(session), of->points.file, session->diag));
    SFL_TRY(sfl_session_read(session, &of->base));
    SFL_TRY(count_paths(session, of));
    SFL_TRY(fill_points(session, of));
    of->swept.points       = &of->points;
    of->swept.format       = session->cli.format;
    of->swept.options      = &of->options;
    of->swept.base         = of->base;
    of->swept.command_file = of->base->title;
    of->swept.level        = of->study.level;
    of->swept.arena        = of->arena;
    return sfl_output_open(sfl_session_output(session), &of->output, session->diag);
}

static sfl_status simulate(sfl_session *session, work *of)
{
    sfl_sweep_request request = {0};
    request.file              = session->cli.argument;
    request.points            = of->asked;
    request.n_points          = of->points.n_points;
    request.base              = of->base;
    request.run               = of->study.options.run;
    request.level             = of->study.level;
    request.answer            = sfl_swept_take;
    request.context           = &of->swept;
    sfl_progress_begin(&of->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_sweep(&request, &of->swept.facts, session->diag);
    sfl_progress_end(&of->study.progress);
    return status;
}

static sfl_status write(work *of)
{
    sfl_buffer buffer = {0};
    sfl_swept_write(&of->swept, &buffer);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, of->output.stream);
    sfl_buffer_free(&buffer);
    return sfl_output_check(&of->output, status);
}

static sfl_status complete(sfl_session *session, work *of)
{
    SFL_TRY(prepare(session, of));
    SFL_TRY(simulate(session, of));
    return write(of);
}

static void say_interrupted(sfl_session *session, const work *of)
{
    sfl_diag_add(session->diag, SFL_INTERRUPTED, nowhere, "interrupted after %d of %d points; there is no table",
                 (int)of->swept.facts.n_answered, (int)of->points.n_points);
}

sfl_status sfl_command_sweep(sfl_session *session)
{
    work       of     = {0};
    sfl_status status = complete(session, &of);
    if (status == SFL_INTERRUPTED) say_interrupted(session, &of);
    sfl_status kept   = status == SFL_INTERRUPTED ? SFL_ERR_RUN : status; /* half a table is dropped */
    sfl_status closed = sfl_output_close(&of.output, kept, session->diag);
    release(&of);
    return closed == kept ? status : closed;
}
