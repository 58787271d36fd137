/* Sobol points and their scrambling, one at a time (model page section 2). What draws for a block of paths is draw.h.
 *
 * Digits of a point are kept in reverse: bit 0 is the first binary digit after the point, which halves the unit interval.
 * Scrambling wants them so, and the last step turns them into a word. */
#ifndef SFL_KERNELS_SOBOL_H
#define SFL_KERNELS_SOBOL_H

#include "kernels/part.h"
#include "kernels/word.h"

#define SFL_SOBOL_BITS 32 /* a point number and its coordinates have so many */

/* A word backwards. */
SFL_FN uint32_t sfl_reverse_bits(uint32_t word)
{
    word = (word & 0x55555555u) << 1 | (word >> 1 & 0x55555555u);
    word = (word & 0x33333333u) << 2 | (word >> 2 & 0x33333333u);
    word = (word & 0x0f0f0f0fu) << 4 | (word >> 4 & 0x0f0f0f0fu);
    word = (word & 0x00ff00ffu) << 8 | (word >> 8 & 0x00ff00ffu);
    return word << 16 | word >> 16;
}

/* Digits of a point: the sum, without carry, of the direction numbers that the bits of its number name.
 *   directions  [SFL_SOBOL_BITS] of one dimension, reversed like the digits */
SFL_FN uint32_t sfl_sobol_digits(const uint32_t *directions, uint32_t point)
{
    uint32_t digits = 0;
    for (int32_t bit = 0; point != 0; ++bit, point >>= 1) digits ^= directions[bit] & (0u - (point & 1));
    return digits;
}

/* Owen's nested scrambling as a hash: every digit is flipped or not by a hash of those before it, so what fills an interval
 * fills it still. Laine and Karras 2011; Burley, Practical Hash-based Owen Scrambling, JCGT 9(4), 2020; the constants are
 * those of N. Vegdahl, Building a Better LK Hash, psychopath.io, 2021-01-30. */
SFL_FN uint32_t sfl_owen_scramble(uint32_t digits, uint32_t seed)
{
    digits ^= digits * 0x3d20adeau;
    digits += seed;
    digits *= (seed >> 16) | 1u;
    digits ^= digits * 0x05526c56u;
    digits ^= digits * 0x53a22864u;
    return digits;
}

/* Is there a point for the path? A sequence has 2^32 of them. */
SFL_FN bool sfl_has_point(uint64_t path)
{
    return sfl_path_point(path) >> SFL_SOBOL_BITS == 0;
}

#endif
