/* Whole numbers wider than the machine's: sums of amounts (128 bits), of their squares and products (192), and what a
 * variance is made of (256). Two's complement; the sizes that cannot overflow are said where they are used. */
#ifndef SFL_KERNELS_WIDE_H
#define SFL_KERNELS_WIDE_H

#include "kernels/lang.h"

__extension__ typedef __int128          sfl_int128;
__extension__ typedef unsigned __int128 sfl_uint128;

typedef struct sfl_int192 {
    sfl_uint128 low;
    int64_t     high;
} sfl_int192;

/* Σ limbs[i] · 2^(32 i): sums of the 32-bit pieces of terms below 2^127, each piece summed alone; the last is signed, the
 * others are below 2^63. */
static inline sfl_int192 sfl_int192_of_limbs(const uint64_t limbs[4])
{
    sfl_int192  sum  = {limbs[0] + ((sfl_uint128)limbs[1] << 32) + ((sfl_uint128)limbs[2] << 64), 0};
    sfl_uint128 last = (sfl_uint128)(limbs[3] & UINT32_MAX) << 96;
    sum.low += last;
    sum.high = ((int64_t)limbs[3] >> 32) + (int64_t)(sum.low < last);
    return sum;
}

/* Limbs of 64 bits, least first. */
typedef struct sfl_int256 {
    uint64_t limbs[4];
} sfl_int256;

static inline void sfl_int192_add(sfl_int192 *sum, sfl_int128 term)
{
    sum->low += (sfl_uint128)term;
    sum->high += (int64_t)(sum->low < (sfl_uint128)term) - (int64_t)(term < 0);
}

static inline void sfl_int192_merge(sfl_int192 *sum, sfl_int192 term)
{
    sum->low += term.low;
    sum->high += term.high + (int64_t)(sum->low < term.low);
}

static inline sfl_int256 sfl_int256_of(sfl_int192 value)
{
    uint64_t   sign = value.high < 0 ? UINT64_MAX : 0;
    sfl_int256 wide = {{(uint64_t)value.low, (uint64_t)(value.low >> 64), (uint64_t)value.high, sign}};
    return wide;
}

static inline sfl_int256 sfl_int256_add(sfl_int256 x, sfl_int256 y)
{
    sfl_int256  sum;
    sfl_uint128 carry = 0;
    for (int32_t i = 0; i < 4; ++i) {
        carry += (sfl_uint128)x.limbs[i] + y.limbs[i];
        sum.limbs[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return sum;
}

static inline sfl_int256 sfl_int256_minus(sfl_int256 x, sfl_int256 y)
{
    sfl_int256 one = {{1, 0, 0, 0}};
    for (int32_t i = 0; i < 4; ++i)
        y.limbs[i] = ~y.limbs[i];
    return sfl_int256_add(sfl_int256_add(x, y), one);
}

/* x · factor, x not negative and the product below 2^255. */
static inline sfl_int256 sfl_int256_times(sfl_int256 x, uint64_t factor)
{
    sfl_int256  product;
    sfl_uint128 carry = 0;
    for (int32_t i = 0; i < 4; ++i) {
        carry += (sfl_uint128)x.limbs[i] * factor;
        product.limbs[i] = (uint64_t)carry;
        carry >>= 64;
    }
    return product;
}

static inline sfl_int256 sfl_int256_square(sfl_int128 x)
{
    sfl_uint128 size    = x < 0 ? (sfl_uint128)0 - (sfl_uint128)x : (sfl_uint128)x;
    sfl_int256  low     = {{(uint64_t)size, (uint64_t)(size >> 64), 0, 0}};
    sfl_int256  by_low  = sfl_int256_times(low, (uint64_t)size);
    sfl_int256  by_high = sfl_int256_times(low, (uint64_t)(size >> 64));
    sfl_int256  shifted = {{0, by_high.limbs[0], by_high.limbs[1], by_high.limbs[2]}};
    return sfl_int256_add(by_low, shifted);
}

/* x not negative; right to a few units in the last place of a long double. */
static inline long double sfl_int256_to_real(sfl_int256 x)
{
    long double value = 0.0L;
    for (int32_t i = 3; i >= 0; --i)
        value = value * 18446744073709551616.0L + (long double)x.limbs[i];
    return value;
}

#endif
