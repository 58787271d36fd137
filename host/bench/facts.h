/* What a figure belongs to: the machine and the build. */
#ifndef SFL_BENCH_FACTS_H
#define SFL_BENCH_FACTS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_bench_facts {
    char        date[32], host[256], cpu[128]; /* cpu "": not known */
    double      mhz;                           /* of the first processor now; 0: not known */
    double      load;                          /* mean of the last minute; below 0: not known */
    int32_t     n_cpus;
    const char *compiler, *flags, *build_type, *commit; /* static storage */
} sfl_bench_facts;

void sfl_bench_facts_read(sfl_bench_facts *facts);

#ifdef __cplusplus
}
#endif
#endif
