/* Strong and weak scaling over threads. Efficiency is against one thread: of the same work, t(1) / (n t(n)); of n times the
 * work, t(1) / t(n). */
#include "host/bench/measure.h"

/* Whole blocks, at least one. */
static uint64_t share_of(uint64_t n_paths, int32_t n_threads)
{
    uint64_t blocks = n_paths / (uint64_t)n_threads / SFL_LANES;
    return (blocks > 0 ? blocks : 1) * SFL_LANES;
}

static sfl_status time_on(const sfl_bench_subject *subject, const sfl_bench_how *how, uint64_t n_paths,
                          int32_t n_threads, int32_t n_repeats, double *seconds, double *cpu, sfl_diag *diag)
{
    sfl_bench_how   at = *how;
    sfl_bench_times times;
    at.n_paths   = n_paths;
    at.n_threads = n_threads;
    SFL_TRY(sfl_bench_times_run(subject, &at, n_repeats, &times, diag));
    *seconds = times.median;
    *cpu     = times.cpu;
    return SFL_OK;
}

static sfl_status run_scale(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_threads,
                            int32_t n_repeats, sfl_bench_result *result, sfl_diag *diag)
{
    sfl_bench_scale       *scale = &result->scales[result->n_scales++];
    const sfl_bench_scale *one   = &result->scales[0];
    scale->n_threads             = n_threads;
    scale->strong_paths          = how->n_paths;
    scale->weak_paths            = share_of(how->n_paths, how->n_threads) * (uint64_t)n_threads;
    SFL_TRY(time_on(subject, how, scale->strong_paths, n_threads, n_repeats, &scale->strong_seconds, &scale->strong_cpu,
                    diag));
    SFL_TRY(
        time_on(subject, how, scale->weak_paths, n_threads, n_repeats, &scale->weak_seconds, &scale->weak_cpu, diag));
    scale->strong_efficiency = one->strong_seconds / scale->strong_seconds / n_threads;
    scale->weak_efficiency   = one->weak_seconds / scale->weak_seconds;
    return SFL_OK;
}

sfl_status sfl_bench_scales_run(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_repeats,
                                sfl_bench_result *result, sfl_diag *diag)
{
    result->n_scales = 0;
    for (int32_t n = 1; n < how->n_threads; n *= 2)
        SFL_TRY(run_scale(subject, how, n, n_repeats, result, diag));
    return run_scale(subject, how, how->n_threads, n_repeats, result, diag);
}
