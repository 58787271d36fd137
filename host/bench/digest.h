/* The answer of a walk in 16 hexadecimal digits: the beginning of a SHA-256. */
#ifndef SFL_BENCH_DIGEST_H
#define SFL_BENCH_DIGEST_H

#include "kernels/tally.h"
#include "shortfall/status.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_BENCH_HASH_BYTES 17 /* and the zero byte */

/* Of words, each as its 8 bytes, least first. */
sfl_status sfl_bench_hash_words(const uint64_t *words, size_t n, char hash[SFL_BENCH_HASH_BYTES]);
/* Of everything that a tally holds (sfl_tally_write_words). */
sfl_status sfl_bench_hash_tally(const sfl_tally *tally, char hash[SFL_BENCH_HASH_BYTES]);

#ifdef __cplusplus
}
#endif
#endif
