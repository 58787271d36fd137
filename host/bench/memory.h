/* How much memory this process has had at most, of late. */
#ifndef SFL_BENCH_MEMORY_H
#define SFL_BENCH_MEMORY_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Begins anew: the next peak is one since now. Where the system does not let a process do that, peaks are those since
 * its start. */
void sfl_bench_memory_begin(void);
/* Bytes in memory at most (resident set); 0: not known. */
uint64_t sfl_bench_memory_peak(void);

#ifdef __cplusplus
}
#endif
#endif
