/* Strong and weak scaling over threads, or over cards where they walk. Efficiency is against one worker: of the same work,
 * t(1) / (n t(n)); of n times the work, t(1) / t(n). */
#include "host/bench/measure.h"

typedef struct crew {
    const sfl_bench_subject *subject;
    const sfl_bench_how     *how;
    int32_t                  devices[SFL_MOST_DEVICES]; /* the first n of them are taken */
    bool                     is_cards;
    int32_t                  n_most, n_repeats;
} crew;

/* Whole blocks, at least one. */
static uint64_t share_of(uint64_t n_paths, int32_t n_workers)
{
    uint64_t blocks = n_paths / (uint64_t)n_workers / SFL_LANES;
    return (blocks > 0 ? blocks : 1) * SFL_LANES;
}

static sfl_status time_on(const crew *of, uint64_t n_paths, int32_t n_workers, sfl_bench_times *times, sfl_diag *diag)
{
    sfl_bench_how at = *of->how;
    at.n_paths       = n_paths;
    if (of->is_cards) {
        at.devices   = of->devices;
        at.n_devices = n_workers;
    } else {
        at.n_threads = n_workers;
    }
    return sfl_bench_times_run(of->subject, &at, of->n_repeats, times, diag);
}

static sfl_status run_scale(const crew *of, int32_t n_workers, sfl_bench_result *result, sfl_diag *diag)
{
    sfl_bench_scale       *scale = &result->scales[result->n_scales++];
    const sfl_bench_scale *one   = &result->scales[0];
    sfl_bench_times        strong, weak;
    scale->n_workers    = n_workers;
    scale->strong_paths = of->how->n_paths;
    scale->weak_paths   = share_of(of->how->n_paths, of->n_most) * (uint64_t)n_workers;
    SFL_TRY(time_on(of, scale->strong_paths, n_workers, &strong, diag));
    SFL_TRY(time_on(of, scale->weak_paths, n_workers, &weak, diag));
    scale->strong_seconds    = strong.median;
    scale->weak_seconds      = weak.median;
    scale->strong_cpu        = strong.cpu;
    scale->weak_cpu          = weak.cpu;
    scale->strong_peak_bytes = strong.peak_bytes;
    scale->weak_peak_bytes   = weak.peak_bytes;
    scale->strong_efficiency = one->strong_seconds / scale->strong_seconds / n_workers;
    scale->weak_efficiency   = one->weak_seconds / scale->weak_seconds;
    return SFL_OK;
}

sfl_status sfl_bench_scales_run(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_repeats,
                                sfl_bench_result *result, sfl_diag *diag)
{
    crew    of       = {.subject = subject, .how = how, .n_repeats = n_repeats};
    int32_t n_cards  = sfl_bench_devices(how, subject->of->kind == SFL_BENCH_WORLD, of.devices);
    of.is_cards      = n_cards > 0;
    of.n_most        = of.is_cards ? n_cards : how->n_threads;
    result->n_scales = 0;
    for (int32_t n = 1; n < of.n_most; n *= 2)
        SFL_TRY(run_scale(&of, n, result, diag));
    return run_scale(&of, of.n_most, result, diag);
}
