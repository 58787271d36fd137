/* What a figure belongs to: the machine, what walks, and the build. */
#ifndef SFL_BENCH_FACTS_H
#define SFL_BENCH_FACTS_H

#include "host/bench/walk.h"
#include "kernels/card.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_bench_facts {
    char           date[32], host[256], cpu[128]; /* cpu "": not known */
    double         mhz;                           /* of the first processor now; 0: not known */
    double         load;                          /* mean of the last minute; below 0: not known */
    int32_t        n_cpus;
    const char    *backend;                                /* "cuda", "cpu-v4", … */
    const char    *compiler, *flags, *build_type, *commit; /* static storage */
    const char    *cuda_compiler;                          /* "": built without CUDA */
    int32_t        n_devices;                              /* cards that walk */
    int32_t        devices[SFL_MOST_DEVICES];
    sfl_card_facts cards[SFL_MOST_DEVICES]; /* zeros: one that does not say */
} sfl_bench_facts;

void sfl_bench_facts_read(const sfl_bench_how *how, sfl_bench_facts *facts);

#ifdef __cplusplus
}
#endif
#endif
