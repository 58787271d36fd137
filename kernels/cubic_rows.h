/* Cubics on lanes, each lane with its own row of a table: inverse normals (draw.h) and shares that overflow (burst.h).
 * gcc finds no good way to bring rows to lanes, so that loop is written by hand as well, for AVX2 and for AVX-512 (lang.h
 * says for which builds): the same fused multiply-adds in the same order, the same bits. */
#ifndef SFL_KERNELS_CUBIC_ROWS_H
#define SFL_KERNELS_CUBIC_ROWS_H

#include "kernels/cubic.h"

#if SFL_BY_HAND
#include <immintrin.h>
#endif

/* values[lane] = c[0] + c[1] t + c[2] t² + c[3] t³ of t = arguments[lane] and the coefficients c from table[rows[lane]] on; with
 * its sign turned where the highest bit of signs[lane] is set. */

/* In two steps, because rows of 32 bytes are faster copied than gathered. */
SFL_FN void sfl_cubics_of_rows_plain(const double *table, const int32_t *rows, const double *arguments, const uint32_t *signs,
                                     double *values)
{
    double coefficients[SFL_LANES][SFL_CUBIC_POINTS];
    for (int32_t lane = 0; lane < SFL_LANES; ++lane)
        memcpy(coefficients[lane], table + rows[lane], sizeof coefficients[lane]);
    SFL_EACH_LANE(lane)
    {
        const double *c = coefficients[lane];
        double        z = sfl_cubic(c[0], c[1], c[2], c[3], arguments[lane]);
        values[lane]    = sfl_of_bits(sfl_bits_of(z) ^ ((uint64_t)(signs[lane] >> 31) << 63));
    }
}

#if SFL_BY_HAND == 256

/* Four lanes: their rows are loaded whole and transposed. */
SFL_FN __m256d sfl_cubics_avx2(const double *table, const int32_t rows[4], __m256d t)
{
    __m256d a = _mm256_loadu_pd(table + rows[0]), b = _mm256_loadu_pd(table + rows[1]);
    __m256d c = _mm256_loadu_pd(table + rows[2]), d = _mm256_loadu_pd(table + rows[3]);
    __m256d even_ab = _mm256_unpacklo_pd(a, b), odd_ab = _mm256_unpackhi_pd(a, b);
    __m256d even_cd = _mm256_unpacklo_pd(c, d), odd_cd = _mm256_unpackhi_pd(c, d);
    __m256d c0 = _mm256_permute2f128_pd(even_ab, even_cd, 0x20), c2 = _mm256_permute2f128_pd(even_ab, even_cd, 0x31);
    __m256d c1 = _mm256_permute2f128_pd(odd_ab, odd_cd, 0x20), c3 = _mm256_permute2f128_pd(odd_ab, odd_cd, 0x31);
    return _mm256_fmadd_pd(t, _mm256_fmadd_pd(t, _mm256_fmadd_pd(t, c3, c2), c1), c0);
}

SFL_FN void sfl_cubics_of_rows(const double *table, const int32_t *rows, const double *arguments, const uint32_t *signs,
                               double *values)
{
    for (int32_t lane = 0; lane < SFL_LANES; lane += 4) {
        __m256d z    = sfl_cubics_avx2(table, rows + lane, _mm256_loadu_pd(arguments + lane));
        __m256i high = _mm256_cvtepu32_epi64(_mm_loadu_si128((const __m128i *)(const void *)(signs + lane)));
        __m256i sign = _mm256_slli_epi64(_mm256_srli_epi64(high, 31), 63);
        _mm256_storeu_pd(values + lane, _mm256_xor_pd(z, _mm256_castsi256_pd(sign)));
    }
}

#elif SFL_BY_HAND == 512

/* The rows of two lanes in one register. */
SFL_FN __m512d sfl_two_rows_avx512(const double *table, int32_t low, int32_t high)
{
    return _mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(table + low)), _mm256_loadu_pd(table + high), 1);
}

/* Eight lanes: likewise. Lane i and lane i + 4 come in one register, so that the last step leaves lanes in their order. */
SFL_FN __m512d sfl_cubics_avx512(const double *table, const int32_t rows[8], __m512d t)
{
    const __m512i low  = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13);
    const __m512i high = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
    __m512d a = sfl_two_rows_avx512(table, rows[0], rows[4]), b = sfl_two_rows_avx512(table, rows[1], rows[5]);
    __m512d c = sfl_two_rows_avx512(table, rows[2], rows[6]), d = sfl_two_rows_avx512(table, rows[3], rows[7]);
    __m512d even_ab = _mm512_unpacklo_pd(a, b), odd_ab = _mm512_unpackhi_pd(a, b);
    __m512d even_cd = _mm512_unpacklo_pd(c, d), odd_cd = _mm512_unpackhi_pd(c, d);
    __m512d c0 = _mm512_permutex2var_pd(even_ab, low, even_cd), c2 = _mm512_permutex2var_pd(even_ab, high, even_cd);
    __m512d c1 = _mm512_permutex2var_pd(odd_ab, low, odd_cd), c3 = _mm512_permutex2var_pd(odd_ab, high, odd_cd);
    return _mm512_fmadd_pd(t, _mm512_fmadd_pd(t, _mm512_fmadd_pd(t, c3, c2), c1), c0);
}

SFL_FN void sfl_cubics_of_rows(const double *table, const int32_t *rows, const double *arguments, const uint32_t *signs,
                               double *values)
{
    for (int32_t lane = 0; lane < SFL_LANES; lane += 8) {
        __m512d z    = sfl_cubics_avx512(table, rows + lane, _mm512_loadu_pd(arguments + lane));
        __m512i high = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(const void *)(signs + lane)));
        __m512i sign = _mm512_slli_epi64(_mm512_srli_epi64(high, 31), 63);
        _mm512_storeu_pd(values + lane, _mm512_castsi512_pd(_mm512_xor_si512(_mm512_castpd_si512(z), sign)));
    }
}

#else
#define sfl_cubics_of_rows sfl_cubics_of_rows_plain
#endif

#endif
