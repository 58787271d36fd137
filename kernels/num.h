/* Arithmetic that gives the same bits on every machine: exp, log, the normal distribution, Poisson probabilities and
 * the rounding of people's round numbers. Only + − × ÷, comparisons, sqrt, floor, fabs and fma are taken from the
 * machine; all of them are exact or correctly rounded everywhere. All functions but sfl_norm_inverse and
 * sfl_poisson_cdf are without branches and vectorise over lanes. Bits are moved instead of cast: no machine but the
 * newest turns doubles into 64-bit integers side by side. Follows the opening of the model page and its sections 2, 3
 * and 7. */
#ifndef SFL_KERNELS_NUM_H
#define SFL_KERNELS_NUM_H

#include "kernels/lang.h"

#define SFL_INFINITY ((double)INFINITY)
#define SFL_NAN ((double)NAN)

/* a · b + c, rounded once. */
SFL_FN double sfl_fma(double a, double b, double c)
{
    return fma(a, b, c);
}

SFL_FN double sfl_sqrt(double x)
{
    return sqrt(x);
}

SFL_FN uint64_t sfl_bits_of(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

SFL_FN double sfl_of_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A 32-bit whole number as a double, exactly: written into the last bits of 2^52. */
SFL_FN double sfl_of_u32(uint32_t k)
{
    return sfl_of_bits(UINT64_C(0x4330000000000000) | k) - 0x1p52;
}

/* ⌈x⌉ of a number that people wrote: what exceeds a whole number by rounding does not count as more. */
SFL_FN double sfl_ceil(double x)
{
    return 0.0 - floor(-(x - 1e-9 * (x > 1.0 ? x : 1.0)));
}

/* A share within 1e-9 of 0 or of 1 is 0 or 1. */
SFL_FN double sfl_snap_share(double share)
{
    double below_one = share >= 1.0 - 1e-9 ? 1.0 : share;
    return share <= 1e-9 ? 0.0 : below_one;
}

/* e^x; relative error below 2.3e-16 (subnormals: half their last bit), exp(0) = 1 exactly, 0 and infinity beyond the
 * range, subnormals in between. x = k ln 2 + r, |r| <= ln 2 / 2; e^r = 1 + r + r² q(r) with q the Chebyshev fit of
 * degree 9 (error 1.3e-17), summed by Estrin; 2^k in two factors so that neither leaves the range. 1.5 · 2^52 rounds
 * to whole numbers and holds k + 2046 in its last bits: the sum of the two factors' biased exponents. Both bounds look at x
 * itself: nested, gcc makes of them half a dozen instructions more. */
SFL_FN double sfl_exp(double x)
{
    const double whole = 0x1.8p52 + 2046.0;
    double   y  = x < -746.0 ? -746.0 : x;
    y           = x > 710.0 ? 710.0 : y;
    double   t  = sfl_fma(y, 0x1.71547652b82fep+0, whole);
    double   k  = t - whole;
    double   r  = sfl_fma(k, -0x1.abc9e3b39803fp-56, sfl_fma(k, -0x1.62e42fefa39efp-1, y));
    double   r2 = r * r, r4 = r2 * r2;
    double   q01 = sfl_fma(r, 0x1.5555555555556p-3, 0x1.0000000000001p-1);
    double   q23 = sfl_fma(r, 0x1.11111111109b5p-7, 0x1.5555555553d68p-5);
    double   q45 = sfl_fma(r, 0x1.a01a01a7c2efep-13, 0x1.6c16c17889ef1p-10);
    double   q67 = sfl_fma(r, 0x1.71de0db2f6b19p-19, 0x1.a019b9149a41cp-16);
    double   q89 = sfl_fma(r, 0x1.af389ecfc4bb6p-26, 0x1.28917c89a43bcp-22);
    double   q   = sfl_fma(r4, sfl_fma(r4, q89, sfl_fma(r2, q67, q45)), sfl_fma(r2, q23, q01));
    double   e   = 1.0 + sfl_fma(r2, q, r);
    uint64_t sum = sfl_bits_of(t) & 0xfff, half = sum >> 1;
    return e * sfl_of_bits(half << 52) * sfl_of_bits((sum - half) << 52);
}

/* ln x; relative error below 2.3e-16 (also near 1, where ln x is small), −infinity at 0, NaN below.
 * x = 2^k m, m in [√½, √2); with f = m − 1, s = f / (2 + f): ln m = f − (f²/2 − s (f²/2 + R(s²))), R of degree 7 as
 * in fdlibm's e_log.c (Sun Microsystems 1993). */
SFL_FN double sfl_log(double x)
{
    const uint64_t root = UINT64_C(0x3fe6a09e667f3bcd); /* √½ */
    const uint64_t one  = UINT64_C(0x3ff0000000000000);
    double   lift     = x < 0x1p-1022 ? 54.0 : 0.0; /* a subnormal is brought into the range first */
    double   y        = x < 0x1p-1022 ? x * 0x1p54 : x;
    uint64_t bits     = sfl_bits_of(y);
    uint64_t biased   = (bits + (one - root)) >> 52; /* k + 1023 */
    double   k        = sfl_of_bits(UINT64_C(0x4330000000000000) | biased) - (0x1p52 + 1023.0) - lift;
    double   f        = sfl_of_bits(bits - (biased << 52) + one) - 1.0;
    double   s        = f / (2.0 + f);
    double   half     = 0.5 * f * f;
    double   z = s * s, w = z * z;
    double   r2 = sfl_fma(w, 1.531383769920937332e-01, 2.222219843214978396e-01);
    double   r1 = sfl_fma(w, sfl_fma(w, 1.479819860511658591e-01, 1.818357216161805012e-01), 2.857142874366239149e-01);
    double   even = w * sfl_fma(w, r2, 3.999999999940941908e-01);
    double   odd  = z * sfl_fma(w, r1, 6.666666666666735130e-01);
    double   low  = sfl_fma(s, half + (even + odd), k * 1.90821492927058770002e-10);
    double   ln   = sfl_fma(k, 6.93147180369123816490e-01, f - (half - low));
    double   edge = x > 0.0 ? x : (x == 0.0 ? -SFL_INFINITY : SFL_NAN); /* infinity, 0, what is no number */
    return x > 0.0 && x < SFL_INFINITY ? ln : edge;
}

/* x^y for x >= 0: exp(y ln x), so the relative error grows with |y ln x|: below 1e-15 · (1 + |y ln x|). 0^0 is 1. */
SFL_FN double sfl_pow(double x, double y)
{
    return y == 0.0 ? 1.0 : sfl_exp(y * sfl_log(x));
}

/* Φ(x); absolute error below 1e-15. Rational function of Hart (1968), no. 5666, times e^{−x²/2}; beyond |x| = 40 it
 * is 0 or 1. */
SFL_FN double sfl_norm_cdf(double x)
{
    double y = fabs(x);
    y        = y > 40.0 ? 40.0 : y;
    double p = sfl_fma(y, 3.52624965998911e-02, 0.700383064443688);
    p        = sfl_fma(y, p, 6.37396220353165);
    p        = sfl_fma(y, p, 33.912866078383);
    p        = sfl_fma(y, p, 112.079291497871);
    p        = sfl_fma(y, p, 221.213596169931);
    p        = sfl_fma(y, p, 220.206867912376);
    double q = sfl_fma(y, 8.83883476483184e-02, 1.75566716318264);
    q        = sfl_fma(y, q, 16.064177579207);
    q        = sfl_fma(y, q, 86.7807322029461);
    q        = sfl_fma(y, q, 296.564248779674);
    q        = sfl_fma(y, q, 637.333633378831);
    q        = sfl_fma(y, q, 793.826512519948);
    q        = sfl_fma(y, q, 440.413735824752);
    double tail = sfl_exp(-0.5 * y * y) * p / q;
    return x > 0.0 ? 1.0 - tail : tail;
}

/* factor · p(x) / q(x), two polynomials of degree 7, least power first. */
SFL_FN double sfl_quotient(double factor, const double p[8], const double q[8], double x)
{
    double above = p[7], below = q[7];
    for (int32_t i = 6; i >= 0; --i) {
        above = above * x + p[i];
        below = below * x + q[i];
    }
    return factor * above / below;
}

/* Φ^−1(p), ∓infinity at 0 and 1, NaN outside; relative error below 2e-15. For constants and tables, not for lanes.
 * Wichura 1988, algorithm AS 241 (PPND16): a quotient in the middle, two in the tails. */
SFL_FN double sfl_norm_inverse(double p)
{
    const double middle_p[8] = {3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3,
                                1.3731693765509461125e4, 4.5921953931549871457e4, 6.7265770927008700853e4,
                                3.3430575583588128105e4, 2.5090809287301226727e3};
    const double middle_q[8] = {1.0,                     4.2313330701600911252e1, 6.8718700749205790830e2,
                                5.3941960214247511077e3, 2.1213794301586595867e4, 3.9307895800092710610e4,
                                2.8729085735721942674e4, 5.2264952788528545610e3};
    const double tail_p[8]   = {1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
                                3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
                                2.27238449892691845833e-2, 7.74545014278341407640e-4};
    const double tail_q[8]   = {1.0,                      2.05319162663775882187e0, 1.67638483018380384940e0,
                                6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2,
                                5.47593808499534494600e-4, 1.05075007164441684324e-9};
    const double far_p[8]    = {6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
                                2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                2.71155556874348757815e-5, 2.01033439929228813265e-7};
    const double far_q[8]    = {1.0,                      5.99832206555887937690e-1, 1.36929880922735805310e-1,
                                1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5,
                                1.42151175831644588870e-7, 2.04426310338993978564e-15};
    double d = p - 0.5, tail = d < 0.0 ? p : 1.0 - p;
    if (fabs(d) <= 0.425) return sfl_quotient(d, middle_p, middle_q, 0.180625 - d * d);
    if (!(tail > 0.0)) return tail == 0.0 ? (d < 0.0 ? -SFL_INFINITY : SFL_INFINITY) : SFL_NAN;
    double r = sfl_sqrt(-sfl_log(tail));
    double sign = d < 0.0 ? -1.0 : 1.0;
    return r <= 5.0 ? sfl_quotient(sign, tail_p, tail_q, r - 1.6) : sfl_quotient(sign, far_p, far_q, r - 5.0);
}

/* Distribution of a Poisson number: cdf[n] = P(number <= n) for n = 0 … n_entries − 1. */
SFL_FN void sfl_poisson_cdf(double mean, double *cdf, int32_t n_entries)
{
    double term = sfl_exp(-mean), sum = 0.0;
    for (int32_t n = 0; n < n_entries; ++n) {
        sum += term;
        cdf[n] = sum;
        term   = term * mean / (double)(n + 1);
    }
}

#endif
