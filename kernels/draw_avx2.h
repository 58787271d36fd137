/* Philox on lanes with the instructions of AVX2, for the compiler that does not find them (lang.h says which): the same
 * integers as the plain form, which stays beside it in draw.h. Empty elsewhere. */
#ifndef SFL_KERNELS_DRAW_AVX2_H
#define SFL_KERNELS_DRAW_AVX2_H

#include "kernels/word.h"

#if SFL_BY_HAND == 256

#include <immintrin.h>

/* Four blocks of Philox side by side, words in the lower halves. */
typedef struct sfl_philox_avx2 {
    __m256i w0, w1, w2, w3;
} sfl_philox_avx2;

SFL_FN sfl_philox_avx2 sfl_philox_round_avx2(sfl_philox_avx2 s, uint32_t key0, uint32_t key1)
{
    const __m256i   low = _mm256_set1_epi64x(0xffffffff);
    __m256i         product0 = _mm256_mul_epu32(s.w0, _mm256_set1_epi64x(0xD2511F53));
    __m256i         product1 = _mm256_mul_epu32(s.w2, _mm256_set1_epi64x(0xCD9E8D57));
    sfl_philox_avx2 next;
    next.w0 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product1, 32), s.w1), _mm256_set1_epi64x(key0));
    next.w2 = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product0, 32), s.w3), _mm256_set1_epi64x(key1));
    next.w1 = _mm256_and_si256(product1, low);
    next.w3 = _mm256_and_si256(product0, low);
    return next;
}

/* The lower halves of four lanes, mirrored where the mask says so. */
SFL_FN void sfl_words_store_avx2(uint32_t *words, __m256i w, __m256i mirror)
{
    const __m256i even = _mm256_setr_epi32(0, 2, 4, 6, 0, 2, 4, 6);
    __m256i       last = _mm256_permutevar8x32_epi32(_mm256_xor_si256(w, mirror), even);
    _mm_storeu_si128((__m128i *)(void *)words, _mm256_castsi256_si128(last));
}

SFL_FN void sfl_words_of_paths_avx2(sfl_path_mask mask, uint32_t stream, uint32_t quarter, sfl_quarter words)
{
    const __m256i pair = _mm256_set1_epi64x((long long)mask.pair), mirrored = _mm256_set1_epi64x((long long)mask.mirror);
    for (int32_t lane = 0; lane < SFL_LANES; lane += 4) {
        __m256i         path    = _mm256_add_epi64(_mm256_set1_epi64x((long long)(mask.first + (uint64_t)lane)),
                                                   _mm256_setr_epi64x(0, 1, 2, 3));
        __m256i         partner = _mm256_andnot_si256(pair, path);
        __m256i         mirror  = _mm256_sub_epi64(_mm256_setzero_si256(), _mm256_and_si256(mirrored, path));
        sfl_philox_avx2 s       = {_mm256_set1_epi64x(quarter), _mm256_set1_epi64x(stream), partner,
                                   _mm256_srli_epi64(partner, 32)};
        for (uint32_t round = 0; round < 10; ++round) {
            s = sfl_philox_round_avx2(s, mask.key[0] + UINT32_C(0x9E3779B9) * round,
                                      mask.key[1] + UINT32_C(0xBB67AE85) * round);
        }
        sfl_words_store_avx2(&words[0][lane], s.w0, mirror);
        sfl_words_store_avx2(&words[1][lane], s.w1, mirror);
        sfl_words_store_avx2(&words[2][lane], s.w2, mirror);
        sfl_words_store_avx2(&words[3][lane], s.w3, mirror);
    }
}

#endif

#endif
