/* Results of the bench for people, with lines made for a regular expression. */
#include "host/cli/bench.h"
#include "host/cli/progress.h"
#include "shortfall.h"

static void print_card(int32_t device, const sfl_card_facts *card, FILE *stream)
{
    fprintf(stream, "card %d: %s, compute capability %d.%d, %d multiprocessors, clock %d MHz, memory %d MHz\n", device,
            card->name, card->major, card->minor, card->n_multiprocessors, card->clock_khz / 1000,
            card->memory_clock_khz / 1000);
}

static void print_version(const char *what, int32_t version, FILE *stream)
{
    fprintf(stream, "%s %d.%d", what, version / 1000, version % 1000 / 10);
}

static void print_cards(const sfl_bench_facts *facts, FILE *stream)
{
    for (int32_t i = 0; i < facts->n_devices; ++i)
        print_card(facts->devices[i], &facts->cards[i], stream);
    if (facts->n_devices == 0) return;
    print_version("CUDA: driver", facts->cards[0].driver_version, stream);
    print_version(", runtime", facts->cards[0].runtime_version, stream);
    fprintf(stream, ", compiler %s\n", facts->cuda_compiler);
}

void sfl_bench_table_context(const sfl_bench_facts *facts, FILE *stream)
{
    fprintf(stream, "%s, %s: %s, %d processors, backend %s", facts->date, facts->host,
            facts->cpu[0] != '\0' ? facts->cpu : "processor not known", facts->n_cpus, facts->backend);
    if (facts->load >= 0.0) fprintf(stream, ", load %.2f", facts->load);
    fprintf(stream, "\nshortfall %s, commit %s, %s, %s\n", sfl_version(), facts->commit, facts->compiler, facts->flags);
    print_cards(facts, stream);
}

void sfl_bench_table_check(const sfl_bench_result *result, FILE *stream)
{
    char n[32];
    fprintf(stream, "%s: %s\n", result->of->word, result->of->help);
    fprintf(stream, "  answer of %s paths: %s, ", sfl_grouped(result->of->n_check_paths, n), result->check.hash);
    if (result->of->hash == NULL) {
        fprintf(stream, "no known answer\n");
        return;
    }
    fprintf(stream, "known %s\n", result->of->hash);
    fprintf(stream, "CHECK %s\n", result->check.is_passed ? "passed" : "failed");
}

static void print_stages(const sfl_bench_stages *stages, FILE *stream)
{
    double whole = sfl_bench_stages_whole(stages);
    if (!(whole > 0.0)) return; /* on a card they are no numbers */
    fprintf(stream, "  stages, one thread, ns per path-month:");
    for (int stage = 0; stage < SFL_BENCH_STAGE_COUNT; ++stage) {
        fprintf(stream, "%s %s %.1f (%.0f %%)", stage > 0 ? "," : "", sfl_bench_stage_word((sfl_bench_stage)stage),
                stages->ns[stage], 100.0 * stages->ns[stage] / whole);
    }
    fprintf(stream, "\n");
}

static void print_scales(const sfl_bench_result *result, FILE *stream)
{
    if (result->n_scales == 0) return;
    fprintf(stream, "  %7s  strong s  efficiency  peak MB    weak s  efficiency  peak MB\n",
            result->n_devices > 0 ? "cards" : "threads");
    for (int32_t i = 0; i < result->n_scales; ++i) {
        const sfl_bench_scale *scale = &result->scales[i];
        fprintf(stream, "  %7d  %8.3f  %8.1f %%  %7.0f  %8.3f  %8.1f %%  %7.0f\n", scale->n_workers,
                scale->strong_seconds, 100.0 * scale->strong_efficiency, 1e-6 * (double)scale->strong_peak_bytes,
                scale->weak_seconds, 100.0 * scale->weak_efficiency, 1e-6 * (double)scale->weak_peak_bytes);
    }
}

static void print_workers(const sfl_bench_result *result, FILE *stream)
{
    char        n[32];
    bool        is_cards  = result->n_devices > 0;
    int         n_workers = is_cards ? result->n_devices : result->n_threads;
    const char *form = result->check.card_form;
    fprintf(stream, "  %s paths of %d months on %d %s%s of %s%s%s\n", sfl_grouped(result->n_paths, n), result->n_months,
            n_workers, is_cards ? "card" : "thread", n_workers == 1 ? "" : "s", result->backend,
            form != NULL ? ", form " : "", form != NULL ? form : "");
}

void sfl_bench_table_figures(const sfl_bench_result *result, FILE *stream)
{
    char                   n_check[32];
    const sfl_bench_times *times = &result->times;
    print_workers(result, stream);
    fprintf(stream, "  seconds of %d walks after a warm-up: least %.3f, median %.3f, most %.3f\n", times->n_repeats,
            times->least, times->median, times->most);
    fprintf(stream, "  ns per path-month and %s: %.1f\n", result->n_devices > 0 ? "card" : "core",
            sfl_bench_worker_ns(result));
    fprintf(stream, "  memory of the process at most: %.0f MB\n", 1e-6 * (double)times->peak_bytes);
    fprintf(stream, "  cold start: plan %.3f s, first %s paths %.3f s; the same paths warm %.3f s\n",
            result->plan_seconds, sfl_grouped(result->of->n_check_paths, n_check), result->check.seconds,
            result->warm_seconds);
    print_stages(&result->stages, stream);
    print_scales(result, stream);
    fprintf(stream, "FOM path_months_per_second %.3e\n", sfl_bench_path_months(result) / times->median);
}
