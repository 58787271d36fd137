/* A case measured: its check first, then a warm-up and repeated walks. */
#ifndef SFL_BENCH_MEASURE_H
#define SFL_BENCH_MEASURE_H

#include "host/bench/stages.h"
#include "host/bench/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Workers 1, 2, 4, … and all; there are at most 1024 threads and SFL_MOST_DEVICES cards. */
#define SFL_BENCH_MOST_SCALES 12

typedef struct sfl_bench_check {
    char   hash[SFL_BENCH_HASH_BYTES];
    bool   is_passed; /* also where there is no known answer */
    double seconds;   /* of the walk: the first one of the case, so a cold one */
    const char *card_form; /* NULL: no card walked */
} sfl_bench_check;

typedef struct sfl_bench_times {
    int32_t  n_repeats;
    double   least, median, most; /* seconds */
    double   cpu;                 /* seconds of all threads, mean of a walk */
    uint64_t peak_bytes;          /* memory of the process at most, during the walks (memory.h) */
} sfl_bench_times;

/* The same work (strong) or the same work per worker (weak) on more workers: threads, or cards where they walk. */
typedef struct sfl_bench_scale {
    int32_t  n_workers;
    uint64_t strong_peak_bytes, weak_peak_bytes;
    uint64_t strong_paths, weak_paths;
    double   strong_seconds, weak_seconds; /* medians */
    double   strong_cpu, weak_cpu;         /* seconds of all threads, mean of a walk */
    double   strong_efficiency, weak_efficiency;
} sfl_bench_scale;

typedef struct sfl_bench_result {
    const sfl_bench_case *of;
    const char           *backend;
    uint64_t              n_paths;
    int32_t               n_months, n_threads;
    int32_t               n_devices; /* cards; 0: a processor walks */
    double                plan_seconds;
    sfl_bench_check       check;
    double                warm_seconds; /* the check's walk again, after all others */
    sfl_bench_times       times;
    sfl_bench_stages      stages;
    int32_t               n_scales;
    sfl_bench_scale       scales[SFL_BENCH_MOST_SCALES];
    char                  error[256]; /* "": it was measured; else why not */
} sfl_bench_result;

/* Walks the check's paths and compares the answer with `hash`, usually subject->of->hash (NULL: with nothing);
 * how->n_paths is not read. An answer that differs is no failure of this call: is_passed says it. */
sfl_status sfl_bench_check_run(const sfl_bench_subject *subject, const sfl_bench_how *how, const char *hash,
                               sfl_bench_check *check, sfl_diag *diag);
/* One warm-up, then n_repeats walks (1 … SFL_BENCH_MOST_REPEATS). */
sfl_status sfl_bench_times_run(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_repeats,
                               sfl_bench_times *times, sfl_diag *diag);
#define SFL_BENCH_MOST_REPEATS 1000

/* scaling.c: fills the scales of a result; up to how->n_threads threads, or the cards that `how` takes. */
sfl_status sfl_bench_scales_run(const sfl_bench_subject *subject, const sfl_bench_how *how, int32_t n_repeats,
                                sfl_bench_result *result, sfl_diag *diag);

/* Figures of a result: path-months of a walk, and nanoseconds of one core, or card, per path-month by the median. */
double sfl_bench_path_months(const sfl_bench_result *result);
double sfl_bench_worker_ns(const sfl_bench_result *result);

#ifdef __cplusplus
}
#endif
#endif
