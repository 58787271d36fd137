/* See sweep.h. */
#include "host/cli/sweep.h"

#include "host/cli/progress.h"
#include "host/report/csv_figures.h"
#include "host/report/grid.h"
#include "host/report/json_writer.h"
#include "host/report/people.h"
#include "host/scenario/scenario.h"
#include "host/summary/measure.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define VALUE_BYTES 512
/* Columns of the table that are no keys. */
#define OWN_COLUMNS 7

static bool is_format(const sfl_swept *of, const char *word)
{
    return strcmp(of->format, word) == 0;
}

static const char *value_of(const sfl_swept *of, int32_t point, int32_t key)
{
    return of->points->values[point * of->points->n_keys + key];
}

/* ---- CSV ---- */

/* The fields before those of a figure, each with its separator: of a point, or of the head where `point` is -1. */
static void fill_before(const sfl_swept *of, int32_t point, sfl_buffer *before)
{
    char text[VALUE_BYTES];
    if (point < 0) sfl_buffer_add(before, "point");
    if (point >= 0) sfl_buffer_add(before, "%d", (int)point + 1);
    sfl_buffer_add_n(before, &of->dialect->separator, 1);
    for (int32_t key = 0; key < of->points->n_keys; ++key) {
        if (point < 0) {
            sfl_csv_text(of->dialect, of->points->keys[key], before);
        } else {
            const char *value = sfl_sweep_value_text(value_of(of, point, key), text, sizeof text);
            char       *end;
            double      number = strtod(value, &end);
            if (end != value && *end == '\0')
                sfl_csv_real(of->dialect, number, before);
            else
                sfl_csv_text(of->dialect, value, before);
        }
        sfl_buffer_add_n(before, &of->dialect->separator, 1);
    }
}

static void take_csv(const sfl_swept *of, int32_t point, const sfl_summary *summary, sfl_buffer *text)
{
    sfl_buffer before = {0};
    fill_before(of, point, &before);
    if (before.has_failed) text->has_failed = true;
    if (!before.has_failed) sfl_csv_figures(of->dialect, before.text, summary, text);
    sfl_buffer_free(&before);
}

static void write_csv(const sfl_swept *of, sfl_buffer *buffer)
{
    sfl_buffer before = {0};
    fill_before(of, -1, &before);
    if (before.has_failed) buffer->has_failed = true;
    if (!before.has_failed) sfl_csv_figures_head(of->dialect, before.text, buffer);
    sfl_buffer_free(&before);
    for (int32_t i = 0; i < of->points->n_points; ++i)
        sfl_buffer_add_n(buffer, of->answers[i].text.text, of->answers[i].text.n_bytes);
}

/* ---- JSON ---- */

static void write_value(sfl_json *json, const char *key, const char *value)
{
    char   text[VALUE_BYTES], *end;
    double number;
    (void)sfl_sweep_value_text(value, text, sizeof text);
    number = strtod(text, &end);
    if (end != text && *end == '\0')
        sfl_json_real(json, key, number);
    else if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        sfl_json_truth(json, key, text[0] == 't');
    else
        sfl_json_text(json, key, text);
}

static void write_figure(void *context, const sfl_figure *figure)
{
    sfl_json *json = context;
    char      name[SFL_FIGURE_BYTES + 64];
    snprintf(name, sizeof name, "%s(%s)", figure->measure, figure->of);
    sfl_json_object(json, NULL, SFL_JSON_INLINE);
    sfl_json_text(json, "name", name);
    sfl_json_real(json, "value", figure->value);
    if (figure->in != NULL) sfl_json_real(json, "low", figure->in->low);
    if (figure->in != NULL) sfl_json_real(json, "high", figure->in->high);
    sfl_json_close(json);
}

static void take_json(const sfl_swept *of, int32_t point, sfl_summary *summary, sfl_buffer *text)
{
    sfl_json json;
    char     run[SFL_RUN_NAME_BYTES];
    sfl_run_name(summary, run);
    sfl_json_init(&json, text);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_whole(&json, "point", point + 1);
    sfl_json_object(&json, "values", SFL_JSON_INLINE);
    for (int32_t key = 0; key < of->points->n_keys; ++key)
        write_value(&json, of->points->keys[key], value_of(of, point, key));
    sfl_json_close(&json);
    sfl_json_text(&json, "run", run);
    sfl_json_text(&json, "currency", summary->currency);
    sfl_json_text(&json, "cheapest", summary->architectures[summary->rankings[SFL_MONEY_NPV].cheapest].name);
    sfl_json_array(&json, "figures", SFL_JSON_LINES);
    sfl_summary_each_figure(summary, write_figure, &json);
    sfl_json_close(&json);
    sfl_json_close(&json);
}

/* The points stand in it as they were written, one after the other. */
static void write_json(const sfl_swept *of, sfl_buffer *buffer)
{
    sfl_json json;
    char     seed[24];
    snprintf(seed, sizeof seed, "%" PRIu64, of->base->simulation.seed);
    sfl_json_init(&json, buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.sweep/1");
    sfl_json_text(&json, "file", of->command_file);
    sfl_json_text(&json, "seed", seed);
    sfl_json_count(&json, "paths", of->n_paths);
    sfl_json_truth(&json, "is_partial", of->is_partial);
    sfl_json_real(&json, "level", of->level);
    sfl_json_whole(&json, "worlds", of->facts.n_worlds);
    sfl_json_array(&json, "keys", SFL_JSON_INLINE);
    for (int32_t i = 0; i < of->points->n_keys; ++i)
        sfl_json_text(&json, NULL, of->points->keys[i]);
    sfl_json_close(&json);
    sfl_json_close(&json);
    while (buffer->n_bytes > 0 && strchr("}\n ", buffer->text[buffer->n_bytes - 1]) != NULL)
        buffer->text[--buffer->n_bytes] = '\0';
    sfl_buffer_add(buffer, ",\n \"points\": [\n");
    for (int32_t i = 0; i < of->points->n_points; ++i) {
        const sfl_buffer *text = &of->answers[i].text;
        size_t            n    = text->n_bytes;
        while (n > 0 && text->text[n - 1] == '\n')
            --n;
        sfl_buffer_add_n(buffer, text->text, n);
        sfl_buffer_add(buffer, i + 1 < of->points->n_points ? ",\n" : "\n");
    }
    sfl_buffer_add(buffer, " ]\n}\n");
}

/* ---- for people ---- */

static void take_rows(sfl_swept *of, const sfl_summary *summary, sfl_sweep_answer *answer)
{
    answer->rows = SFL_ARENA_ARRAY(of->arena, sfl_sweep_row, (size_t)summary->n_architectures);
    if (answer->rows == NULL) of->has_failed = true;
    for (int32_t i = 0; answer->rows != NULL && i < summary->n_architectures; ++i) {
        const sfl_summary_architecture *from  = &summary->architectures[i];
        const double                   *total = from->costs[SFL_MONEY_NPV][SFL_PART_TOTAL].values;
        answer->rows[i]                       = (sfl_sweep_row){sfl_arena_text(of->arena, from->name),
                                                                total[SFL_MEASURE_MEAN],
                                                                total[SFL_MEASURE_SD],
                                                                total[SFL_MEASURE_CVAR95],
                                                                from->p_cheapest[SFL_MONEY_NPV],
                                                                summary->rankings[SFL_MONEY_NPV].cheapest == i};
        if (answer->rows[i].architecture == NULL) of->has_failed = true;
        answer->n_rows = i + 1;
    }
}

/* The last key of a path, or all of it where that is another one's as well. */
static const char *short_key(const sfl_sweep_points *points, int32_t number)
{
    const char *key = points->keys[number], *point = strrchr(key, '.');
    const char *last = point != NULL && strchr(point, '"') == NULL ? point + 1 : key;
    for (int32_t i = 0; i < points->n_keys; ++i) {
        const char *other = strrchr(points->keys[i], '.');
        other             = other != NULL ? other + 1 : points->keys[i];
        if (i != number && strcmp(other, last) == 0) return key;
    }
    return last;
}

static void money_cell(const sfl_swept *of, double value, sfl_grid *grid)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_money(value, sfl_people_sign(of->currency), 4, text);
    sfl_grid_cell(grid, text);
}

static void add_row(const sfl_swept *of, int32_t point, int32_t n_keys, const sfl_sweep_row *row, bool is_first,
                    sfl_grid *grid)
{
    char text[VALUE_BYTES], share[SFL_PEOPLE_BYTES];
    snprintf(text, sizeof text, "%d", (int)point + 1);
    sfl_grid_cell(grid, is_first ? text : "");
    for (int32_t key = 0; key < n_keys; ++key)
        sfl_grid_cell(grid, is_first ? sfl_sweep_value_text(value_of(of, point, key), text, sizeof text) : "");
    sfl_grid_cell(grid, row->is_cheapest ? "*" : "");
    sfl_grid_cell(grid, row->architecture);
    money_cell(of, row->mean, grid);
    money_cell(of, row->sd, grid);
    money_cell(of, row->cvar95, grid);
    sfl_people_share(row->p_cheapest, share);
    sfl_grid_cell(grid, share);
}

static void add_grid(const sfl_swept *of, sfl_buffer *buffer)
{
    static const char *const own[] = {"", "<architecture", "mean", "sd", "worst 5 %", "p cheapest"};
    const char              *headings[SFL_GRID_COLUMNS];
    int32_t                  n_keys = of->points->n_keys, n = 0, most = SFL_GRID_COLUMNS - OWN_COLUMNS;
    sfl_grid                 grid;
    sfl_paper                paper = sfl_paper_of(of->options);
    if (n_keys > most) n_keys = most;
    headings[n++] = "point";
    for (int32_t key = 0; key < n_keys; ++key)
        headings[n++] = short_key(of->points, key);
    for (size_t i = 0; i < sizeof own / sizeof own[0]; ++i)
        headings[n++] = own[i];
    sfl_grid_init(&grid, headings, n);
    for (int32_t i = 0; i < of->points->n_points; ++i) {
        for (int32_t row = 0; row < of->answers[i].n_rows; ++row)
            add_row(of, i, n_keys, &of->answers[i].rows[row], row == 0, &grid);
    }
    if (grid.has_failed) buffer->has_failed = true;
    sfl_grid_write(&grid, &paper, buffer);
}

static void write_table(const sfl_swept *of, sfl_buffer *buffer)
{
    char paths[32];
    sfl_buffer_add(buffer,
                   "%s%d point%s of %s on the same %s paths, seed %" PRIu64
                   "; cost of %d months, npv;\n* is the cheapest in the mean\n\n",
                   of->is_partial ? "PARTIAL: " : "", (int)of->points->n_points, of->points->n_points == 1 ? "" : "s", of->command_file,
                   sfl_grouped(of->n_paths, paths), of->base->simulation.seed, (int)of->base->simulation.months);
    add_grid(of, buffer);
}

/* ---- all ---- */

void sfl_swept_take(void *context, int32_t point, sfl_summary *summary)
{
    sfl_swept        *of     = context;
    sfl_sweep_answer *answer = &of->answers[point];
    if (of->currency == NULL) of->currency = sfl_arena_text(of->arena, summary->currency);
    if (of->currency == NULL) of->has_failed = true;
    if (is_format(of, "csv")) take_csv(of, point, summary, &answer->text);
    if (is_format(of, "json")) take_json(of, point, summary, &answer->text);
    if (is_format(of, "table")) take_rows(of, summary, answer);
    if (answer->text.has_failed) of->has_failed = true;
}

void sfl_swept_write(const sfl_swept *of, sfl_buffer *buffer)
{
    if (of->has_failed) buffer->has_failed = true;
    if (of->has_failed) return;
    if (is_format(of, "csv")) write_csv(of, buffer);
    if (is_format(of, "json")) write_json(of, buffer);
    if (is_format(of, "table")) write_table(of, buffer);
}

void sfl_swept_release(sfl_swept *of)
{
    for (int32_t i = 0; of->answers != NULL && i < of->points->n_points; ++i)
        sfl_buffer_free(&of->answers[i].text);
}
