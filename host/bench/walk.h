/* One walk of a case's paths, timed: the simulation alone, no planning, reading or hashing. */
#ifndef SFL_BENCH_WALK_H
#define SFL_BENCH_WALK_H

#include "host/bench/digest.h"
#include "host/bench/subject.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_bench_how {
    uint64_t    n_paths;
    int32_t     n_threads; /* at least 1 */
    const char *backend;   /* NULL: the fastest */
    /* As in sfl_run_options: which cards, [n_devices], 0: all; and their shape, 0: chosen. */
    const int32_t *devices;
    int32_t        n_devices;
    uint64_t       paths_in_flight;
    int32_t        block;
    const char *card_form; /* NULL: chosen */
    /* May be NULL; as in sfl_run_options. */
    bool (*progress)(void *context, uint64_t n_done, uint64_t n_paths);
    void *progress_context;
} sfl_bench_how;

typedef struct sfl_bench_walked {
    double seconds;
    double cpu_seconds;                /* of the whole process */
    const char *card_form;             /* NULL: no card walked */
    char   hash[SFL_BENCH_HASH_BYTES]; /* only where asked for */
} sfl_bench_walked;

/* Name of the backend that is walked with, "cuda" where cards do it; is_world: the world alone, which only a processor
 * walks. NULL: this machine has none of the name asked for. */
const char *sfl_bench_backend(const sfl_bench_how *how, bool is_world);

/* The cards that are walked with, their numbers into devices [SFL_MOST_DEVICES] and how many; 0: a processor walks. */
int32_t sfl_bench_devices(const sfl_bench_how *how, bool is_world, int32_t *devices);

/* has_hash: of the tally; of a world the bits of all drivers in all months. SFL_INTERRUPTED: stopped by `progress`.
 * SFL_ERR_DEVICE: a card failed, and what others did in its place is no measurement of it. */
sfl_status sfl_bench_walk(const sfl_bench_subject *subject, const sfl_bench_how *how, bool has_hash,
                          sfl_bench_walked *walked, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
