/* See selftest.h. */
#include "host/cli/selftest.h"
#include "host/cli/progress.h"
#include "host/report/json_writer.h"

#include <math.h>
#include <string.h>

/* ---- for people ---- */

#define COLUMNS "%-11s  %-37s  %14s  %14s  %11s  %8s  %s\n"

void sfl_selftest_table_begin(const sfl_selftest_page *page, FILE *stream)
{
    char n[32];
    fprintf(stream, "shortfall %s, selftest on %d thread%s\n", sfl_version(), page->n_threads,
            page->n_threads == 1 ? "" : "s");
    fprintf(stream, "%s paths of every scenario that is sampled; z is the distance in standard errors\n\n",
            sfl_grouped(page->n_paths, n));
    fprintf(stream, COLUMNS, "group", "check", "expected", "found", "distance", "allowed", "result");
}

/* Counts as they are, amounts to ten digits. */
static void write_number(double value, char out[32])
{
    snprintf(out, 32, "%.10g", value);
}

void sfl_selftest_table_row(const sfl_selftest_result *result, FILE *stream)
{
    char expected[32], found[32], distance[32], allowed[32];
    if (result->found.not_checked != NULL) {
        fprintf(stream, COLUMNS, result->of->group, result->of->word, "-", "-", "-", "-", result->found.not_checked);
        return;
    }
    write_number(result->found.expected, expected);
    write_number(result->found.found, found);
    snprintf(distance, sizeof distance, result->found.error > 0.0 ? "z %.2f" : "%.2g", result->distance);
    snprintf(allowed, sizeof allowed, result->found.error > 0.0 ? "%.2f" : "%.2g", result->allowed);
    fprintf(stream, COLUMNS, result->of->group, result->of->word, expected, found, distance, allowed,
            result->is_passed ? "ok" : "FAILED");
}

void sfl_selftest_table_end(const sfl_selftest_page *page, FILE *stream)
{
    int32_t n = page->n_results - page->n_not_checked;
    if (page->n_failed == 0) {
        fprintf(stream, "\nselftest passed: %d checks in %.1f s\n", n, page->seconds);
    } else {
        fprintf(stream, "\nselftest FAILED: %d of %d checks in %.1f s\n", page->n_failed, n, page->seconds);
    }
}

/* ---- for programs ---- */

static void write_row(sfl_json *json, const sfl_selftest_result *result)
{
    const sfl_selftest_found *found      = &result->found;
    bool                      is_checked = found->not_checked == NULL;
    bool                      is_z       = is_checked && found->error > 0.0;
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "group", result->of->group);
    sfl_json_text(json, "check", result->of->word);
    sfl_json_text(json, "source", result->of->source);
    sfl_json_real(json, "expected", is_checked ? found->expected : (double)NAN);
    sfl_json_real(json, "found", is_checked ? found->found : (double)NAN);
    sfl_json_real(json, "standard_error", is_z ? found->error : (double)NAN);
    sfl_json_real(json, "z", is_z ? result->distance : (double)NAN);
    sfl_json_real(json, "allowed", is_checked ? result->allowed : (double)NAN);
    sfl_json_text(json, "not_checked", found->not_checked);
    sfl_json_truth(json, "passed", result->is_passed);
    sfl_json_close(json);
}

void sfl_selftest_json(const sfl_selftest_page *page, sfl_buffer *text)
{
    sfl_json json;
    sfl_json_init(&json, text);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.selftest/1");
    sfl_json_text(&json, "version", sfl_version());
    sfl_json_count(&json, "paths", page->n_paths);
    sfl_json_whole(&json, "threads", page->n_threads);
    sfl_json_real(&json, "seconds", page->seconds);
    sfl_json_real(&json, "z_limit", page->z_limit);
    sfl_json_whole(&json, "failed", page->n_failed);
    sfl_json_whole(&json, "not_checked", page->n_not_checked);
    sfl_json_truth(&json, "passed", page->n_failed == 0);
    sfl_json_array(&json, "checks", SFL_JSON_LINES);
    for (int32_t i = 0; i < page->n_results; ++i)
        write_row(&json, &page->results[i]);
    sfl_json_close(&json);
    sfl_json_close(&json);
}
