/* Random numbers with an address and no state: seed, path, stream, index (model page section 2). The only header that
 * draws; what bills cannot see it. Antithetic sampling is a mask here and nowhere else. */
#ifndef SFL_KERNELS_DRAW_H
#define SFL_KERNELS_DRAW_H

#include "kernels/normal_table.h"
#include "kernels/num.h"
#include "kernels/plan.h"

/* ---- streams ---- */

/* 32-bit FNV-1a, continued: the hash of a text that begins with what gave `hash`. */
#define SFL_FNV_BEGIN UINT32_C(2166136261)
SFL_FN uint32_t sfl_fnv_hash(uint32_t hash, const char *text)
{
    for (; *text; ++text) hash = (hash ^ (uint8_t)*text) * UINT32_C(16777619);
    return hash;
}

/* ---- Philox4x32 ---- */

/* One round on words kept in 64 bits, upper halves 0: so that the products are the machine's 32 × 32 → 64 on lanes. The key
 * of a round is key + round · Weyl constant. */
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

/* Where a word's normal is found: the first of the four coefficients in the table, and the argument t of the cubic. Words
 * from 2^31 on are folded onto the lower half. See tests/known/make_normal_table.c. */
SFL_FN double sfl_normal_argument(uint32_t word, int32_t *coefficients)
{
    uint32_t upper = 0u - (word >> 31);
    uint64_t bits  = sfl_bits_of(sfl_of_u32(((word ^ upper) << 1) | 1u));
    *coefficients  = (int32_t)((bits >> 46) - (UINT64_C(1023) << 6)) * 4;
    return sfl_of_bits((bits & UINT64_C(0x000fffffffffffff)) | UINT64_C(0x3ff0000000000000));
}

/* The cubic, with the sign of the half that the word lies in. */
SFL_FN double sfl_normal_at(uint32_t word, double t, const double coefficients[4])
{
    double z = sfl_fma(t, sfl_fma(t, sfl_fma(t, coefficients[3], coefficients[2]), coefficients[1]), coefficients[0]);
    return sfl_of_bits(sfl_bits_of(z) ^ ((uint64_t)(word >> 31) << 63));
}

/* Φ^−1(u) of a word's uniform within 5e-11, for every word. The normal of ~k is minus that of k, exactly. */
SFL_FN double sfl_normal_of_word(uint32_t word)
{
    int32_t row;
    double  t = sfl_normal_argument(word, &row);
    return sfl_normal_at(word, t, sfl_normal_table + row);
}

/* ---- lanes ---- */

/* The words of one path number after another, index i of a stream: [i mod 4][lane] of block i / 4 of the stream. */
typedef uint32_t sfl_quarter[4][SFL_LANES];

SFL_FN void sfl_words_draw(const sfl_block *block, uint32_t stream, uint32_t quarter, sfl_quarter words)
{
    const uint32_t key[2] = {(uint32_t)block->plan->seed, (uint32_t)(block->plan->seed >> 32)};
    const uint64_t first  = block->first_path;
    const uint64_t pair   = block->plan->is_antithetic ? 1 : 0;
    SFL_EACH_LANE(lane)
    {
        uint64_t path       = first + (uint64_t)lane;
        uint64_t partner    = path & ~pair;
        uint32_t mirror     = 0u - (uint32_t)(path & pair); /* word ~k is the uniform 1 − u */
        uint32_t counter[4] = {quarter, stream, (uint32_t)partner, (uint32_t)(partner >> 32)}, out[4];
        SFL_PHILOX_BLOCK(counter, key, out);
        words[0][lane] = out[0] ^ mirror;
        words[1][lane] = out[1] ^ mirror;
        words[2][lane] = out[2] ^ mirror;
        words[3][lane] = out[3] ^ mirror;
    }
}

/* Normals of the words of all lanes. In three steps, because rows of 32 bytes are faster copied than gathered. */
SFL_FN void sfl_normals_of_words(const uint32_t words[SFL_LANES], double normals[SFL_LANES])
{
    int32_t rows[SFL_LANES];
    double  arguments[SFL_LANES], coefficients[SFL_LANES][4];
    SFL_EACH_LANE(lane) arguments[lane] = sfl_normal_argument(words[lane], &rows[lane]);
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
        memcpy(coefficients[lane], sfl_normal_table + rows[lane], sizeof coefficients[lane]);
    }
    SFL_EACH_LANE(lane) normals[lane] = sfl_normal_at(words[lane], arguments[lane], coefficients[lane]);
}

/* Normals of months t … t + 3 of a monthly stream, t a multiple of 4, into four slots. */
SFL_FN void sfl_four_normals_draw(const sfl_block *block, uint32_t stream, int32_t month, int32_t slot)
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)month / 4, words);
    for (int32_t i = 0; i < 4; ++i) sfl_normals_of_words(words[i], sfl_slot(block, slot + i));
}

/* One index of a stream. */
SFL_FN void sfl_normals_draw(const sfl_block *block, uint32_t stream, int32_t index, double normals[SFL_LANES])
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)index / 4, words);
    sfl_normals_of_words(words[index % 4], normals);
}

SFL_FN void sfl_uniforms_draw(const sfl_block *block, uint32_t stream, int32_t index, double uniforms[SFL_LANES])
{
    sfl_quarter words;
    sfl_words_draw(block, stream, (uint32_t)index / 4, words);
    const uint32_t *word = words[index % 4];
    SFL_EACH_LANE(lane) uniforms[lane] = sfl_uniform_of_word(word[lane]);
}

#endif
