/* A random word, and the uniform and the normal that are made of it (model page section 2): one at a time. What draws
 * for a block of paths is draw.h. */
#ifndef SFL_KERNELS_WORD_H
#define SFL_KERNELS_WORD_H

#include "kernels/cubic.h"
#include "kernels/normal_table.h"

/* ---- streams ---- */

/* 32-bit FNV-1a, continued: the hash of a text that begins with what gave `hash`. */
#define SFL_FNV_BEGIN UINT32_C(2166136261)
SFL_FN uint32_t sfl_fnv_hash(uint32_t hash, const char *text)
{
    for (; *text; ++text) hash = (hash ^ (uint8_t)*text) * UINT32_C(16777619);
    return hash;
}

/* ---- Philox4x32 ---- */

/* One round on words kept in 64 bits, upper halves 0: so that the products are the machine's 32 × 32 → 64 on lanes.
 * The key of a round is key + round · Weyl constant. */
#define SFL_PHILOX_ROUND(round)                                                                                        \
    do {                                                                                                               \
        uint64_t product0 = w0 * UINT64_C(0xD2511F53), product1 = w2 * UINT64_C(0xCD9E8D57);                           \
        w0 = (product1 >> 32) ^ w1 ^ (uint32_t)(key[0] + UINT32_C(0x9E3779B9) * (uint32_t)(round));                    \
        w2 = (product0 >> 32) ^ w3 ^ (uint32_t)(key[1] + UINT32_C(0xBB67AE85) * (uint32_t)(round));                    \
        w1 = product1 & UINT64_C(0xffffffff);                                                                          \
        w3 = product0 & UINT64_C(0xffffffff);                                                                          \
    } while (0)

/* Philox4x32-10 (Salmon et al. 2011): four words of a counter under a key. Written out, for loops vectorise only round
 * straight lines. */
SFL_FN void sfl_philox(const uint32_t counter[4], const uint32_t key[2], uint32_t out[4])
{
    uint64_t w0 = counter[0], w1 = counter[1], w2 = counter[2], w3 = counter[3];
    SFL_PHILOX_ROUND(0);
    SFL_PHILOX_ROUND(1);
    SFL_PHILOX_ROUND(2);
    SFL_PHILOX_ROUND(3);
    SFL_PHILOX_ROUND(4);
    SFL_PHILOX_ROUND(5);
    SFL_PHILOX_ROUND(6);
    SFL_PHILOX_ROUND(7);
    SFL_PHILOX_ROUND(8);
    SFL_PHILOX_ROUND(9);
    out[0] = (uint32_t)w0;
    out[1] = (uint32_t)w1;
    out[2] = (uint32_t)w2;
    out[3] = (uint32_t)w3;
}

/* What gives a block of four words; a card may name its library's own. */
#ifndef SFL_PHILOX_BLOCK
#define SFL_PHILOX_BLOCK(counter, key, out) sfl_philox(counter, key, out)
#endif

/* ---- from a word to a number ---- */

/* (k + 0.5) · 2^−32, exactly. */
SFL_FN double sfl_uniform_of_word(uint32_t word)
{
    return (sfl_of_u32(word) + 0.5) * 0x1p-32;
}

/* Where a word's normal is found: the first of the four coefficients in the table, and the argument t of the cubic.
 * Words from 2^31 on are folded onto the lower half. See tests/known/make_normal_table.c. */
SFL_FN double sfl_normal_argument(uint32_t word, int32_t *coefficients)
{
    uint32_t upper = 0u - (word >> 31);
    uint64_t bits  = sfl_bits_of(sfl_of_u32(((word ^ upper) << 1) | 1u));
    uint64_t row   = (bits >> (52 - SFL_NORMAL_SEGMENT_BITS)) - (UINT64_C(1023) << SFL_NORMAL_SEGMENT_BITS);
    *coefficients  = (int32_t)row * 4;
    return sfl_of_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
}

/* The cubic, with the sign of the half that the word lies in: what sfl_cubics_of_rows gives. */
SFL_FN double sfl_normal_at(uint32_t word, double t, const double coefficients[4])
{
    double z = sfl_cubic(coefficients[0], coefficients[1], coefficients[2], coefficients[3], t);
    return sfl_of_bits(sfl_bits_of(z) ^ ((uint64_t)(word >> 31) << 63));
}

/* Φ^−1(u) of a word's uniform within 5e-12, for every word. The normal of ~k is minus that of k, exactly. */
SFL_FN double sfl_normal_of_word(uint32_t word)
{
    int32_t row;
    double  t = sfl_normal_argument(word, &row);
    return sfl_normal_at(word, t, sfl_normal_table + row);
}

/* ---- what lanes share ---- */

/* Words of four consecutive indices on all lanes: [index mod 4][lane]. */
typedef uint32_t sfl_quarter[4][SFL_LANES];

/* How the words of a path are found: antithetic paths are those of their partner, mirrored. */
typedef struct sfl_path_mask {
    uint64_t first; /* path of lane 0 */
    uint64_t pair, mirror; /* 1 where odd paths take the words of even ones, and where they mirror them; else 0 */
    uint32_t key[2];
} sfl_path_mask;

#endif
