/* Results of the bench in the form of Google Benchmark's JSON (docs/user_guide.md of google/benchmark 1.8: context and
 * benchmarks; counters are members of a benchmark). */
#include "host/cli/bench.h"
#include "host/report/json_writer.h"
#include "shortfall.h"

static void write_card(sfl_json *json, int32_t device, const sfl_card_facts *card)
{
    sfl_json_object(json, NULL, SFL_JSON_INLINE);
    sfl_json_whole(json, "device", device);
    sfl_json_text(json, "name", card->name);
    sfl_json_whole(json, "major", card->major);
    sfl_json_whole(json, "minor", card->minor);
    sfl_json_whole(json, "multiprocessors", card->n_multiprocessors);
    sfl_json_whole(json, "clock_khz", card->clock_khz);
    sfl_json_whole(json, "memory_clock_khz", card->memory_clock_khz);
    sfl_json_whole(json, "driver", card->driver_version);
    sfl_json_whole(json, "runtime", card->runtime_version);
    sfl_json_close(json);
}

static const char *or_null(const char *text)
{
    return text[0] != '\0' ? text : NULL;
}

static void write_build(sfl_json *json, const sfl_bench_facts *facts)
{
    sfl_json_text(json, "library_build_type", facts->build_type);
    sfl_json_text(json, "compiler", facts->compiler);
    sfl_json_text(json, "flags", facts->flags);
    sfl_json_text(json, "cuda_compiler", or_null(facts->cuda_compiler));
    sfl_json_text(json, "version", sfl_version());
    sfl_json_text(json, "commit", facts->commit);
}

static void write_context(sfl_json *json, const sfl_bench_facts *facts, const sfl_bench_result *first)
{
    sfl_json_object(json, "context", SFL_JSON_LINES);
    sfl_json_text(json, "date", facts->date);
    sfl_json_text(json, "host_name", facts->host);
    sfl_json_text(json, "executable", "shortfall bench");
    sfl_json_whole(json, "num_cpus", facts->n_cpus);
    sfl_json_real(json, "mhz_per_cpu", facts->mhz);
    sfl_json_array(json, "caches", SFL_JSON_INLINE);
    sfl_json_close(json);
    sfl_json_array(json, "load_avg", SFL_JSON_INLINE);
    if (facts->load >= 0.0) sfl_json_real(json, NULL, facts->load);
    sfl_json_close(json);
    sfl_json_text(json, "cpu", or_null(facts->cpu));
    sfl_json_text(json, "instruction_set", facts->backend);
    sfl_json_text(json, "card_form", first != NULL ? first->check.card_form : NULL);
    sfl_json_array(json, "cards", SFL_JSON_LINES);
    for (int32_t i = 0; i < facts->n_devices; ++i)
        write_card(json, facts->devices[i], &facts->cards[i]);
    sfl_json_close(json);
    write_build(json, facts);
    sfl_json_close(json);
}

static void begin_name(sfl_json *json, const char *name)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", name);
    sfl_json_text(json, "run_name", name);
    sfl_json_text(json, "run_type", "iteration");
}

/* What every row that was measured has; the caller closes it. */
static void begin_row(sfl_json *json, const char *name, int32_t n_threads, int32_t n_repeats, double seconds,
                      double cpu)
{
    begin_name(json, name);
    sfl_json_whole(json, "threads", n_threads);
    sfl_json_whole(json, "iterations", n_repeats);
    sfl_json_real(json, "real_time", seconds);
    sfl_json_real(json, "cpu_time", cpu);
    sfl_json_text(json, "time_unit", "s");
}

static void write_check(sfl_json *json, const sfl_bench_result *result)
{
    const char *outcome  = result->check.is_passed ? "passed" : "failed";
    bool        is_known = result->of->hash != NULL && result->check.hash[0] != '\0';
    sfl_json_text(json, "check", is_known ? outcome : NULL);
    sfl_json_text(json, "hash", or_null(result->check.hash));
    sfl_json_text(json, "known_hash", result->of->hash);
    sfl_json_count(json, "check_paths", result->of->n_check_paths);
}

/* Google Benchmark's way to say that there is no figure. */
static void write_error(sfl_json *json, const sfl_bench_result *result)
{
    begin_name(json, result->of->word);
    sfl_json_truth(json, "error_occurred", true);
    sfl_json_text(json, "error_message", result->error);
    write_check(json, result);
    sfl_json_close(json);
}

/* "draws_ns": …; null where they are not told apart. */
static void write_stages(sfl_json *json, const sfl_bench_stages *stages)
{
    for (int stage = 0; stage < SFL_BENCH_STAGE_COUNT; ++stage) {
        char name[32];
        snprintf(name, sizeof name, "%s_ns", sfl_bench_stage_word((sfl_bench_stage)stage));
        sfl_json_real(json, name, stages->ns[stage]);
    }
}

static void write_case(sfl_json *json, const sfl_bench_result *result)
{
    const sfl_bench_times *times = &result->times;
    begin_row(json, result->of->word, result->n_threads, times->n_repeats, times->median, times->cpu);
    sfl_json_real(json, "items_per_second", sfl_bench_path_months(result) / times->median);
    sfl_json_real(json, "path_months_per_second", sfl_bench_path_months(result) / times->median);
    sfl_json_real(json, result->n_devices > 0 ? "ns_per_path_month_and_card" : "ns_per_path_month_and_core",
                  sfl_bench_worker_ns(result));
    sfl_json_text(json, "backend", result->backend);
    sfl_json_whole(json, "devices", result->n_devices);
    sfl_json_count(json, "peak_bytes", times->peak_bytes);
    sfl_json_real(json, "least_time", times->least);
    sfl_json_real(json, "most_time", times->most);
    sfl_json_count(json, "paths", result->n_paths);
    sfl_json_whole(json, "months", result->n_months);
    write_check(json, result);
    sfl_json_real(json, "plan_time", result->plan_seconds);
    sfl_json_real(json, "cold_time", result->check.seconds);
    sfl_json_real(json, "warm_time", result->warm_seconds);
    write_stages(json, &result->stages);
    sfl_json_close(json);
}

typedef struct scale_row {
    const char *kind;
    uint64_t    n_paths, peak_bytes;
    double      seconds, cpu, efficiency;
} scale_row;

static void write_scale(sfl_json *json, const sfl_bench_result *result, int32_t n_workers, const scale_row *row)
{
    char name[512];
    bool is_cards = result->n_devices > 0;
    snprintf(name, sizeof name, "%s/%s/%s:%d", result->of->word, row->kind, is_cards ? "devices" : "threads",
             n_workers);
    begin_row(json, name, is_cards ? result->n_threads : n_workers, result->times.n_repeats, row->seconds, row->cpu);
    sfl_json_real(json, "items_per_second", (double)row->n_paths * result->n_months / row->seconds);
    sfl_json_whole(json, "devices", is_cards ? n_workers : 0);
    sfl_json_count(json, "paths", row->n_paths);
    sfl_json_count(json, "peak_bytes", row->peak_bytes);
    sfl_json_real(json, "efficiency", row->efficiency);
    sfl_json_close(json);
}

static void write_scales(sfl_json *json, const sfl_bench_result *result)
{
    for (int32_t i = 0; i < result->n_scales; ++i) {
        const sfl_bench_scale *of     = &result->scales[i];
        scale_row              strong = {"strong",           of->strong_paths, of->strong_peak_bytes,
                                         of->strong_seconds, of->strong_cpu,   of->strong_efficiency};
        scale_row              weak   = {"weak",           of->weak_paths, of->weak_peak_bytes,
                                         of->weak_seconds, of->weak_cpu,   of->weak_efficiency};
        write_scale(json, result, of->n_workers, &strong);
        write_scale(json, result, of->n_workers, &weak);
    }
}

static void write_result(sfl_json *json, const sfl_bench_result *result)
{
    if (result->error[0] != '\0') {
        write_error(json, result);
        return;
    }
    write_case(json, result);
    write_scales(json, result);
}

void sfl_bench_json(const sfl_bench_facts *facts, const sfl_bench_result *results, int32_t n_results,
                    sfl_buffer *buffer)
{
    sfl_json json;
    sfl_json_init(&json, buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    write_context(&json, facts, n_results > 0 ? &results[0] : NULL);
    sfl_json_array(&json, "benchmarks", SFL_JSON_LINES);
    for (int32_t i = 0; i < n_results; ++i)
        write_result(&json, &results[i]);
    sfl_json_close(&json);
    sfl_json_close(&json);
    sfl_buffer_add(buffer, "\n");
}
