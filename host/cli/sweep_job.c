/* See sweep_job.h. */
#include "host/cli/sweep_job.h"

#include "host/cli/answer.h"
#include "host/cli/terminal.h"
#include "host/scenario/scenario.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

void sfl_sweep_job_release(sfl_sweep_job *of)
{
    sfl_piece_free(&of->piece);
    sfl_swept_release(&of->swept);
    free(of->text);
    sfl_scenario_free(&of->base);
    sfl_arena_free(&of->arena);
}

/* The table's paper and the CSV's dialect. */
static sfl_status read_form(sfl_session *session, sfl_sweep_job *of)
{
    sfl_answer form = {0};
    SFL_TRY(sfl_answer_read(session, &form));
    of->options = form.options;
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &of->options));
    of->swept.dialect = sfl_csv_dialect_find(of->options.csv_dialect);
    return SFL_OK;
}

sfl_status sfl_sweep_job_begin(sfl_session *session, sfl_sweep_job *of)
{
    of->arena = sfl_arena_build();
    if (of->arena == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(sfl_cli_study_read(session, &of->study));
    return read_form(session, of);
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

sfl_status sfl_sweep_job_keys(sfl_session *session, sfl_sweep_job *of)
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

/* ---- points ---- */

/* "point 3 (growth=0.4, contracts.edp.commitments[0]=4e7)" */
static const char *name_of(const sfl_sweep_job *of, int32_t number)
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
static int32_t add_values(const sfl_sweep_job *of, int32_t key, const char *value, const char **out, int32_t n)
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

static sfl_status fill_point(const sfl_session *session, sfl_sweep_job *of, int32_t number)
{
    const sfl_cli   *cli   = &session->cli;
    sfl_sweep_point *point = &of->asked[number];
    int32_t          n = of->text == NULL ? cli->n_overrides : 0, n_set = n, most = n; /* a text has them already */
    for (int32_t key = 0; key < of->points.n_keys; ++key)
        most += of->kinds[key] == SFL_SWEEP_PATH ? 1 : of->base->n_workloads;
    const char **values = SFL_ARENA_ARRAY(of->arena, const char *, (size_t)most);
    if (values == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < n_set; ++i)
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

static sfl_status fill_points(const sfl_session *session, sfl_sweep_job *of)
{
    of->asked         = SFL_ARENA_ARRAY(of->arena, sfl_sweep_point, (size_t)of->points.n_points);
    of->swept.answers = SFL_ARENA_ARRAY(of->arena, sfl_sweep_answer, (size_t)of->points.n_points);
    if (of->asked == NULL || of->swept.answers == NULL) return SFL_ERR_MEMORY;
    for (int32_t i = 0; i < of->points.n_points; ++i)
        SFL_TRY(fill_point(session, of, i));
    return SFL_OK;
}

sfl_status sfl_sweep_job_fill(sfl_session *session, sfl_sweep_job *of)
{
    SFL_TRY(fill_points(session, of));
    of->swept.points       = &of->points;
    of->swept.format       = session->cli.format;
    of->swept.options      = &of->options;
    of->swept.base         = of->base;
    of->swept.command_file = of->base->title;
    of->swept.level        = of->study.level;
    of->swept.arena        = of->arena;
    of->swept.n_paths      = of->study.options.run.n_paths;
    return SFL_OK;
}

/* ---- answering ---- */

sfl_sweep_request sfl_sweep_job_request(const sfl_session *session, const sfl_sweep_job *of)
{
    sfl_sweep_request request = {0};
    request.file              = of->text == NULL ? session->cli.argument : NULL;
    request.text              = of->text;
    request.title             = of->base->title;
    request.points            = of->asked;
    request.n_points          = of->points.n_points;
    request.base              = of->base;
    request.run               = of->study.options.run;
    request.level             = of->study.level;
    return request;
}

static sfl_status simulate(sfl_session *session, sfl_sweep_job *of)
{
    sfl_sweep_request request = sfl_sweep_job_request(session, of);
    request.piece             = of->piece;
    request.answer            = sfl_swept_take;
    request.context           = &of->swept;
    sfl_progress_begin(&of->study.progress, sfl_session_is_quiet(session));
    sfl_status status = sfl_sweep(&request, &of->swept.facts, session->diag);
    sfl_progress_end(&of->study.progress);
    return status;
}

static sfl_status write(sfl_sweep_job *of)
{
    sfl_buffer buffer = {0};
    sfl_swept_write(&of->swept, &buffer);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, of->output.stream);
    sfl_buffer_free(&buffer);
    return sfl_output_check(&of->output, status);
}

sfl_status sfl_sweep_job_answer(sfl_session *session, sfl_sweep_job *of)
{
    SFL_TRY(simulate(session, of));
    return write(of);
}

sfl_status sfl_sweep_job_close(sfl_session *session, sfl_sweep_job *of, sfl_status status)
{
    if (status == SFL_INTERRUPTED)
        sfl_diag_add(session->diag, status, nowhere, "interrupted after %d of %d points; there is no table",
                     (int)of->swept.facts.n_answered, (int)of->points.n_points);
    sfl_status kept   = status == SFL_INTERRUPTED ? SFL_ERR_RUN : status; /* half a table is dropped */
    sfl_status closed = sfl_output_close(&of->output, kept, session->diag);
    return closed == kept ? status : closed;
}
