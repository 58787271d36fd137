/* Results of the bench in the form of Google Benchmark's JSON (docs/user_guide.md of google/benchmark 1.8: context and
 * benchmarks; counters are members of a benchmark). */
#include "host/cli/bench.h"
#include "host/report/json_writer.h"
#include "shortfall.h"

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
    sfl_json_text(json, "library_build_type", facts->build_type);
    sfl_json_text(json, "cpu", facts->cpu[0] != '\0' ? facts->cpu : NULL);
    sfl_json_text(json, "instruction_set", first != NULL ? first->backend : NULL);
    sfl_json_text(json, "card_form", first != NULL ? first->check.card_form : NULL);
    sfl_json_text(json, "compiler", facts->compiler);
    sfl_json_text(json, "flags", facts->flags);
    sfl_json_text(json, "version", sfl_version());
    sfl_json_text(json, "commit", facts->commit);
    sfl_json_close(json);
}

/* What every row has; the caller closes it. */
static void begin_row(sfl_json *json, const char *name, int32_t n_threads, int32_t n_repeats, double seconds,
                      double cpu)
{
    sfl_json_object(json, NULL, SFL_JSON_LINES);
    sfl_json_text(json, "name", name);
    sfl_json_text(json, "run_name", name);
    sfl_json_text(json, "run_type", "iteration");
    sfl_json_whole(json, "threads", n_threads);
    sfl_json_whole(json, "iterations", n_repeats);
    sfl_json_real(json, "real_time", seconds);
    sfl_json_real(json, "cpu_time", cpu);
    sfl_json_text(json, "time_unit", "s");
}

static void write_case(sfl_json *json, const sfl_bench_result *result)
{
    const sfl_bench_times *times = &result->times;
    begin_row(json, result->of->word, result->n_threads, times->n_repeats, times->median, times->cpu);
    sfl_json_real(json, "items_per_second", sfl_bench_path_months(result) / times->median);
    sfl_json_real(json, "path_months_per_second", sfl_bench_path_months(result) / times->median);
    sfl_json_real(json, "ns_per_path_month_and_core", sfl_bench_core_ns(result));
    sfl_json_real(json, "least_time", times->least);
    sfl_json_real(json, "most_time", times->most);
    sfl_json_count(json, "paths", result->n_paths);
    sfl_json_whole(json, "months", result->n_months);
    sfl_json_text(json, "check", result->check.is_passed ? "passed" : "failed");
    sfl_json_text(json, "hash", result->check.hash);
    sfl_json_count(json, "check_paths", result->of->n_check_paths);
    sfl_json_real(json, "plan_time", result->plan_seconds);
    sfl_json_real(json, "cold_time", result->check.seconds);
    sfl_json_real(json, "warm_time", result->warm_seconds);
    sfl_json_real(json, "world_ns", result->stages.world_ns);
    sfl_json_real(json, "bills_ns", result->stages.bills_ns);
    sfl_json_real(json, "tallies_ns", result->stages.tallies_ns);
    sfl_json_close(json);
}

static void write_scale(sfl_json *json, const sfl_bench_result *result, const char *kind, int32_t n_threads,
                        uint64_t n_paths, double seconds, double cpu, double efficiency)
{
    char name[64];
    snprintf(name, sizeof name, "%s/%s/threads:%d", result->of->word, kind, n_threads);
    begin_row(json, name, n_threads, result->times.n_repeats, seconds, cpu);
    sfl_json_real(json, "items_per_second", (double)n_paths * result->n_months / seconds);
    sfl_json_count(json, "paths", n_paths);
    sfl_json_real(json, "efficiency", efficiency);
    sfl_json_close(json);
}

static void write_scales(sfl_json *json, const sfl_bench_result *result)
{
    for (int32_t i = 0; i < result->n_scales; ++i) {
        const sfl_bench_scale *scale = &result->scales[i];
        write_scale(json, result, "strong", scale->n_threads, scale->strong_paths, scale->strong_seconds,
                    scale->strong_cpu, scale->strong_efficiency);
        write_scale(json, result, "weak", scale->n_threads, scale->weak_paths, scale->weak_seconds, scale->weak_cpu,
                    scale->weak_efficiency);
    }
}

void sfl_bench_json(const sfl_bench_facts *facts, const sfl_bench_result *results, int32_t n_results,
                    sfl_buffer *buffer)
{
    sfl_json json;
    sfl_json_init(&json, buffer);
    sfl_json_object(&json, NULL, SFL_JSON_LINES);
    write_context(&json, facts, n_results > 0 ? &results[0] : NULL);
    sfl_json_array(&json, "benchmarks", SFL_JSON_LINES);
    for (int32_t i = 0; i < n_results; ++i) {
        write_case(&json, &results[i]);
        write_scales(&json, &results[i]);
    }
    sfl_json_close(&json);
    sfl_json_close(&json);
    sfl_buffer_add(buffer, "\n");
}
