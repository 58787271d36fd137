/* A trace, complete: docs/program.md describes the members. */
#include "host/base/buffer.h"
#include "host/base/sha256.h"
#include "host/cli/trace.h"
#include "host/report/json_writer.h"
#include "host/summary/summary.h"

#include <inttypes.h>
#include <string.h>

static void write_number(sfl_json *json, const char *name, uint64_t number)
{
    char text[24];
    snprintf(text, sizeof(text), "%" PRIu64, number);
    sfl_json_text(json, name, text);
}

static void write_series(sfl_json *json, const sfl_trace_item *item, int32_t n_months)
{
    for (int32_t i = 0; i < item->n_rows; ++i)
        sfl_json_reals(json, item->rows[i].word, item->values[i], n_months);
}

static void write_item(sfl_json *json, const sfl_trace_item *item, int32_t n_months)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    if (item->workload == NULL) {
        sfl_json_text(json, "name", item->name);
    } else {
        sfl_json_text(json, "workload", item->workload);
        if (item->channel != NULL) sfl_json_text(json, "channel", item->channel);
    }
    const double *launched = sfl_trace_series(item, "launched"), *switched = sfl_trace_series(item, "switched");
    if (launched != NULL) sfl_json_whole(json, "launch", sfl_trace_first_month(launched, n_months));
    if (switched != NULL) sfl_json_whole(json, "switch", sfl_trace_first_month(switched, n_months));
    write_series(json, item, n_months);
    sfl_json_close(json);
}

static void write_list(sfl_json *json, const sfl_trace_list *list, int32_t n_months)
{
    sfl_json_array(json, list->name, SFL_JSON_LINES);
    for (int32_t i = 0; i < list->n_items; ++i)
        write_item(json, &list->items[i], n_months);
    sfl_json_close(json);
}

static void write_totals(sfl_json *json, const sfl_trace_architecture *architecture)
{
    for (int money = 0; money < SFL_MONEY_COUNT; ++money) {
        sfl_json_object(json, sfl_money_word((sfl_money)money), SFL_JSON_INLINE);
        for (int part = 0; part < SFL_PART_COUNT; ++part) {
            sfl_json_real(json, sfl_part_word((sfl_part)part), architecture->totals[money][part]);
        }
        sfl_json_close(json);
    }
}

static void write_architecture(sfl_json *json, const sfl_trace_architecture *architecture, int32_t n_months)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", architecture->name);
    write_totals(json, architecture);
    sfl_json_object(json, "months", SFL_JSON_LINES);
    write_series(json, &architecture->lists[SFL_TRACE_COSTS].items[0], n_months);
    sfl_json_close(json);
    for (int i = SFL_TRACE_CONTRACTS; i < SFL_TRACE_ARCHITECTURE_COUNT; ++i) {
        write_list(json, &architecture->lists[i], n_months);
    }
    sfl_json_close(json);
}

static void write_regimes(sfl_json *json, const sfl_trace *trace)
{
    if (trace->regimes == NULL) {
        sfl_json_text(json, "regimes", NULL);
        return;
    }
    sfl_json_array(json, "regimes", SFL_JSON_INLINE);
    for (int32_t i = 0; i < trace->n_months; ++i) {
        sfl_json_text(json, NULL, trace->scenario->regimes->names.values[trace->regimes[i]]);
    }
    sfl_json_close(json);
}

static void write_head(sfl_json *json, const sfl_trace *trace)
{
    char fingerprint[65];
    sfl_sha256_hex(trace->plan->fingerprint, fingerprint);
    sfl_json_text(json, "schema", "shortfall.trace/1");
    sfl_json_text(json, "fingerprint", fingerprint);
    write_number(json, "seed", trace->plan->seed);
    write_number(json, "path", trace->path);
    sfl_json_whole(json, "months", trace->n_months);
    sfl_json_text(json, "currency", trace->scenario->simulation.currency);
}

sfl_status sfl_trace_write_json(const sfl_trace *trace, FILE *stream)
{
    sfl_buffer buffer = {0};
    sfl_json   json;
    sfl_json_init(&json, &buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    write_head(&json, trace);
    write_regimes(&json, trace);
    for (int i = 0; i < SFL_TRACE_WORLD_COUNT; ++i)
        write_list(&json, &trace->world[i], trace->n_months);
    sfl_json_array(&json, "architectures", SFL_JSON_LINES);
    for (int32_t i = 0; i < trace->scenario->n_architectures; ++i) {
        write_architecture(&json, &trace->architectures[i], trace->n_months);
    }
    sfl_json_close(&json);
    sfl_json_close(&json);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, stream);
    sfl_buffer_free(&buffer);
    return status;
}
