/* What differs between a C17 compiler, a C++17 compiler and nvcc. The only file that asks which of them reads it. */
#ifndef SFL_KERNELS_LANG_H
#define SFL_KERNELS_LANG_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Is this read for a card? The stand-in of tests/emulate runs a card's code on the host. */
#if defined(__CUDACC__) || defined(SFL_CUDA_STAND_IN)
#define SFL_FOR_CARD 1
#else
#define SFL_FOR_CARD 0
#endif

/* Is this read for several plans that share a world (group.h)? */
#if !defined(SFL_FOR_GROUP)
#define SFL_FOR_GROUP 0
#endif

#if defined(__CUDACC__)
#define SFL_FN static __host__ __device__ __forceinline__
#define SFL_TABLE static __device__ const
#define SFL_RESTRICT __restrict__
#else
#define SFL_FN static inline __attribute__((unused))
#define SFL_TABLE static const
#if defined(__cplusplus)
#define SFL_RESTRICT __restrict__
#else
#define SFL_RESTRICT restrict
#endif
#endif

/* Paths of a block: a CPU thread walks 64 side by side so that loops over lanes vectorise; on a card a thread is one. */
#if SFL_FOR_CARD
#define SFL_LANES 1
#else
#define SFL_LANES 64
#endif

/* Where the members of a team on a card wait for each other; whoever walks alone does not wait. */
#if defined(__CUDA_ARCH__) || defined(SFL_CUDA_STAND_IN)
#define SFL_MEET(block)                                                                            \
    do {                                                                                           \
        if ((block)->n_members > 1) __syncthreads();                                               \
    } while (0)
#else
#define SFL_MEET(block) ((void)(block))
#endif

/* A loop over the lanes of a block. Lanes never meet, so the compiler may take them in any order; SFL_PLAIN_LANES leaves
 * that unsaid. */
#if SFL_FOR_CARD || defined(SFL_PLAIN_LANES)
#define SFL_EACH_LANE(lane) for (int32_t lane = 0; lane < SFL_LANES; ++lane)
#elif defined(__clang__)
#define SFL_EACH_LANE(lane)                                                                        \
    _Pragma("clang loop vectorize(assume_safety)") for (int32_t lane = 0; lane < SFL_LANES; ++lane)
#else
#define SFL_EACH_LANE(lane) _Pragma("GCC ivdep") for (int32_t lane = 0; lane < SFL_LANES; ++lane)
#endif

/* gcc finds neither the 32 × 32-bit product of AVX2 nor how rows of a table come to lanes; loops of draw_avx2.h and
 * cubic_rows.h are then written by hand, with vectors of so many bits. Clang does as well from plain C. A build that wants
 * the plain forms defines it as 0. */
#if defined(SFL_BY_HAND)
#elif defined(__clang__) || SFL_FOR_CARD
#define SFL_BY_HAND 0
#elif defined(__AVX512F__)
#define SFL_BY_HAND 512
#elif defined(__AVX2__) && defined(__FMA__)
#define SFL_BY_HAND 256
#else
#define SFL_BY_HAND 0
#endif

#if defined(__GNUC__) && !SFL_FOR_CARD
#define SFL_PREFETCH(at) __builtin_prefetch(at)
#else
#define SFL_PREFETCH(at) ((void)0)
#endif

/* min and max as selects: the second where they are equal or one is no number. */
#define SFL_MIN(x, y) ((x) < (y) ? (x) : (y))
#define SFL_MAX(x, y) ((x) > (y) ? (x) : (y))

#endif
