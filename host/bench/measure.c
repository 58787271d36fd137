/* See measure.h. */
#include "host/bench/measure.h"

#include "host/base/select.h"
#include "host/bench/memory.h"

#include <stdlib.h>
#include <string.h>

sfl_status sfl_bench_check_run(const sfl_bench_subject *subject, const sfl_bench_how *how, const char *hash,
                               sfl_bench_check *check, sfl_diag *diag)
{
    sfl_bench_how    of_check = *how;
    sfl_bench_walked walked;
    of_check.n_paths = subject->of->n_check_paths;
    SFL_TRY(sfl_bench_walk(subject, &of_check, true, &walked, diag));
    memcpy(check->hash, walked.hash, sizeof check->hash);
    check->is_passed = hash == NULL || strcmp(walked.hash, hash) == 0;
    check->seconds   = walked.seconds;
    check->card_form = walked.card_form;
    return SFL_OK;
}

sfl_status sfl_bench_times_run(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_repeats,
                               sfl_bench_times *times, sfl_diag *diag)
{
    double           seconds[SFL_BENCH_MOST_REPEATS], cpu = 0.0;
    sfl_bench_walked walked;
    sfl_bench_memory_begin();
    SFL_TRY(sfl_bench_walk(subject, how, false, &walked, diag));
    for (int32_t i = 0; i < n_repeats; ++i) {
        SFL_TRY(sfl_bench_walk(subject, how, false, &walked, diag));
        seconds[i] = walked.seconds;
        cpu += walked.cpu_seconds;
    }
    qsort(seconds, (size_t)n_repeats, sizeof *seconds, sfl_by_size);
    times->n_repeats  = n_repeats;
    times->least      = seconds[0];
    times->median     = 0.5 * (seconds[(n_repeats - 1) / 2] + seconds[n_repeats / 2]);
    times->most       = seconds[n_repeats - 1];
    times->cpu        = cpu / n_repeats;
    times->peak_bytes = sfl_bench_memory_peak();
    return SFL_OK;
}

double sfl_bench_path_months(const sfl_bench_result *result)
{
    return (double)result->n_paths * (double)result->n_months;
}

double sfl_bench_worker_ns(const sfl_bench_result *result)
{
    int32_t n_workers = result->n_devices > 0 ? result->n_devices : result->n_threads;
    return result->times.median * (double)n_workers * 1e9 / sfl_bench_path_months(result);
}
