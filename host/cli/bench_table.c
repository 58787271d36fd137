/* Results of the bench for people, with lines made for a regular expression. */
#include "host/cli/bench.h"
#include "host/cli/progress.h"

void sfl_bench_table_check(const sfl_bench_result *result, FILE *stream)
{
    char n[32];
    fprintf(stream, "%s: %s\n", result->of->word, result->of->help);
    fprintf(stream, "  answer of %s paths: %s, known %s\n", sfl_grouped(result->of->n_check_paths, n),
            result->check.hash, result->of->hash);
    fprintf(stream, "CHECK %s\n", result->check.is_passed ? "passed" : "failed");
}

static void print_stages(const sfl_bench_result *result, FILE *stream)
{
    const sfl_bench_stages *stages = &result->stages;
    double                  whole  = stages->world_ns + stages->bills_ns + stages->tallies_ns;
    if (!(whole > 0.0)) return;
    fprintf(stream,
            "  stages, one thread, ns per path-month: world %.1f (%.0f %%), bills %.1f (%.0f %%), "
            "tallies %.1f (%.0f %%)\n",
            stages->world_ns, 100.0 * stages->world_ns / whole, stages->bills_ns, 100.0 * stages->bills_ns / whole,
            stages->tallies_ns, 100.0 * stages->tallies_ns / whole);
}

static void print_scales(const sfl_bench_result *result, FILE *stream)
{
    if (result->n_scales == 0) return;
    fprintf(stream, "  threads  strong s  efficiency    weak s  efficiency\n");
    for (int32_t i = 0; i < result->n_scales; ++i) {
        const sfl_bench_scale *scale = &result->scales[i];
        fprintf(stream, "  %7d  %8.3f  %8.1f %%  %8.3f  %8.1f %%\n", scale->n_threads, scale->strong_seconds,
                100.0 * scale->strong_efficiency, scale->weak_seconds, 100.0 * scale->weak_efficiency);
    }
}

void sfl_bench_table_figures(const sfl_bench_result *result, FILE *stream)
{
    char                   n[32], n_check[32];
    const sfl_bench_times *times = &result->times;
    const char            *form  = result->check.card_form;
    fprintf(stream, "  %s paths of %d months on %d threads of %s%s%s\n", sfl_grouped(result->n_paths, n), result->n_months,
            result->n_threads, result->backend, form != NULL ? ", form " : "", form != NULL ? form : "");
    fprintf(stream, "  seconds of %d walks after a warm-up: least %.3f, median %.3f, most %.3f\n", times->n_repeats,
            times->least, times->median, times->most);
    fprintf(stream, "  ns per path-month and core: %.1f\n", sfl_bench_core_ns(result));
    fprintf(stream, "  cold start: plan %.3f s, first %s paths %.3f s; the same paths warm %.3f s\n",
            result->plan_seconds, sfl_grouped(result->of->n_check_paths, n_check), result->check.seconds,
            result->warm_seconds);
    print_stages(result, stream);
    print_scales(result, stream);
    fprintf(stream, "FOM path_months_per_second %.3e\n", sfl_bench_path_months(result) / times->median);
}
