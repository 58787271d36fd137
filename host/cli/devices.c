/* shortfall devices: what this machine can walk paths on. */
#include "host/base/buffer.h"
#include "host/cli/output.h"
#include "host/cli/session.h"
#include "host/report/json_writer.h"
#include "host/run/work.h"
#include "kernels/backend.h"
#include "kernels/card.h"

#include <inttypes.h>
#include <string.h>

#define GIB 1073741824.0

/* ---- for people ---- */

static void tell_processor(sfl_buffer *page)
{
    int32_t            n;
    const sfl_backend *list = sfl_backend_list(&n);
    sfl_buffer_add(page, "processor: %" PRId32 " thread%s\n", sfl_work_processors(),
                   sfl_work_processors() == 1 ? "" : "s");
    for (int32_t i = 0; i < n; ++i)
        sfl_buffer_add(page, "  %-10s %s\n", list[i].name, list[i].is_usable() ? "usable" : "not on this machine");
}

static void tell_card(sfl_buffer *page, int32_t device)
{
    sfl_card_facts facts;
    sfl_card_error error;
    if (!sfl_card_describe(device, &facts, &error)) {
        sfl_buffer_add(page, "  %" PRId32 "  %s\n", device, error.text);
        return;
    }
    sfl_buffer_add(page,
                   "  %" PRId32 "  %s, compute capability %" PRId32 ".%" PRId32 ", %" PRId32
                   " multiprocessors, %.1f of %.1f GiB free\n",
                   device, facts.name, facts.major, facts.minor, facts.n_multiprocessors,
                   (double)facts.free_bytes / GIB, (double)facts.memory_bytes / GIB);
}

static void tell_all(sfl_buffer *page)
{
    sfl_card_error error;
    int32_t        n = sfl_card_count(&error);
    tell_processor(page);
    if (n == 0) {
        sfl_buffer_add(page, "cards: none; %s\n", error.text);
        return;
    }
    sfl_buffer_add(page, "cards: %" PRId32 "\n", n);
    for (int32_t i = 0; i < n; ++i)
        tell_card(page, i);
}

/* ---- for programs ---- */

static void write_processor(sfl_json *json)
{
    int32_t            n;
    const sfl_backend *list = sfl_backend_list(&n);
    sfl_json_whole(json, "threads", sfl_work_processors());
    sfl_json_array(json, "backends", SFL_JSON_LINES);
    for (int32_t i = 0; i < n; ++i) {
        sfl_json_object(json, NULL, SFL_JSON_INLINE);
        sfl_json_text(json, "name", list[i].name);
        sfl_json_truth(json, "is_usable", list[i].is_usable());
        sfl_json_close(json);
    }
    sfl_json_close(json);
}

static void write_card(sfl_json *json, int32_t device)
{
    sfl_card_facts facts;
    sfl_card_error error   = {SFL_OK, ""};
    bool           answers = sfl_card_describe(device, &facts, &error);
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_whole(json, "device", device);
    sfl_json_text(json, "error", answers ? NULL : error.text);
    sfl_json_text(json, "name", facts.name);
    sfl_json_whole(json, "major", facts.major);
    sfl_json_whole(json, "minor", facts.minor);
    sfl_json_whole(json, "multiprocessors", facts.n_multiprocessors);
    sfl_json_whole(json, "clock_khz", facts.clock_khz);
    sfl_json_whole(json, "memory_clock_khz", facts.memory_clock_khz);
    sfl_json_count(json, "memory_bytes", facts.memory_bytes);
    sfl_json_count(json, "free_bytes", facts.free_bytes);
    sfl_json_count(json, "l2_bytes", facts.l2_bytes);
    sfl_json_whole(json, "driver", facts.driver_version);
    sfl_json_whole(json, "runtime", facts.runtime_version);
    sfl_json_close(json);
}

static void write_all(sfl_buffer *page)
{
    sfl_json       json;
    sfl_card_error error;
    int32_t        n = sfl_card_count(&error);
    sfl_json_init(&json, page);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    sfl_json_text(&json, "schema", "shortfall.devices/1");
    write_processor(&json);
    sfl_json_text(&json, "no_cards", n > 0 ? NULL : error.text);
    sfl_json_array(&json, "cards", SFL_JSON_LINES);
    for (int32_t i = 0; i < n; ++i)
        write_card(&json, i);
    sfl_json_close(&json);
    sfl_json_close(&json);
}

sfl_status sfl_command_devices(sfl_session *session)
{
    sfl_output output = {0};
    sfl_buffer page   = {0};
    if (strcmp(session->cli.format, "json") == 0) {
        write_all(&page);
    } else {
        tell_all(&page);
    }
    sfl_status status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) {
        fwrite(page.text, 1, page.n_bytes, output.stream);
        status = sfl_output_check(&output, status);
    }
    status = sfl_output_close(&output, status, session->diag);
    sfl_buffer_free(&page);
    return status;
}
