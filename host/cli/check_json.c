/* `check --format json`; docs/program.md describes the members. */
#include "host/base/buffer.h"
#include "host/base/sha256.h"
#include "host/cli/check.h"
#include "host/report/json_drivers.h"
#include "host/report/json_writer.h"
#include "host/summary/summary.h"

#include <inttypes.h>

static void write_contracts(sfl_json *json, const sfl_check *check)
{
    sfl_json_array(json, "contracts", SFL_JSON_LINES);
    for (int32_t i = 0; i < check->scenario->n_contracts; ++i) {
        const sfl_check_contract *contract = &check->contracts[i];
        sfl_json_object(json, NULL, SFL_JSON_LINES);
        sfl_json_text(json, "name", contract->name);
        sfl_json_array(json, "periods", SFL_JSON_LINES);
        for (int32_t j = 0; j < contract->n_periods; ++j) {
            const sfl_check_period *period = &contract->periods[j];
            sfl_json_object(json, NULL, SFL_JSON_INLINE);
            sfl_json_whole(json, "period", period->period);
            sfl_json_whole(json, "first_month", period->first_month);
            sfl_json_whole(json, "last_month", period->last_month);
            sfl_json_real(json, "commitment", period->commitment_usd);
            sfl_json_real(json, "usd_per_year", period->usd_per_year);
            sfl_json_close(json);
        }
        sfl_json_close(json);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_architectures(sfl_json *json, const sfl_check *check)
{
    sfl_json_array(json, "architectures", SFL_JSON_LINES);
    for (int32_t i = 0; i < check->scenario->n_architectures; ++i) {
        const sfl_check_architecture *architecture = &check->architectures[i];
        sfl_json_object(json, NULL, SFL_JSON_LINES);
        sfl_json_text(json, "name", architecture->name);
        sfl_json_object(json, "month_0", SFL_JSON_INLINE);
        for (int part = 0; part < SFL_PART_COUNT; ++part) {
            sfl_json_real(json, sfl_part_word((sfl_part)part), architecture->month_usd[part]);
        }
        sfl_json_close(json);
        sfl_json_real(json, "static_usd_per_month", architecture->static_usd);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_break_even(sfl_json *json, const sfl_check *check)
{
    static const char *const words[SFL_STATIC_COUNT] = {"none", "reached", "always"};
    sfl_json_array(json, "break_even", SFL_JSON_LINES);
    for (int32_t i = 0; i < check->scenario->n_break_even; ++i) {
        const sfl_static_break_even *result = &check->implied->break_even[i];
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_text(json, "from", check->scenario->break_even[i].from);
        sfl_json_text(json, "to", check->scenario->break_even[i].to);
        sfl_json_text(json, "static", words[result->kind]);
        if (result->kind == SFL_STATIC_REACHED) {
            sfl_json_real(json, "static_usd_per_month", result->usd_per_month);
        } else {
            sfl_json_text(json, "static_usd_per_month", NULL);
        }
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

sfl_status sfl_check_write_json(const sfl_check *check, FILE *stream)
{
    sfl_buffer buffer = {0};
    sfl_json   json;
    char       fingerprint[65], seed[24];
    sfl_sha256_hex(check->plan->fingerprint, fingerprint);
    snprintf(seed, sizeof(seed), "%" PRIu64, check->plan->seed);
    sfl_json_init(&json, &buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.check/1");
    sfl_json_text(&json, "fingerprint", fingerprint);
    sfl_json_text(&json, "seed", seed);
    sfl_json_whole(&json, "months", check->scenario->simulation.months);
    sfl_json_text(&json, "currency", check->scenario->simulation.currency);
    sfl_json_drivers(&json, check->implied->drivers->rows, check->implied->drivers->n_rows);
    write_contracts(&json, check);
    write_architectures(&json, check);
    write_break_even(&json, check);
    sfl_json_close(&json);
    sfl_status status = buffer.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(buffer.text, 1, buffer.n_bytes, stream);
    sfl_buffer_free(&buffer);
    return status;
}
