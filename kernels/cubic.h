/* Cubics through four Chebyshev points: how tables are made that path code reads (word.h, burst.h). Not for lanes. */
#ifndef SFL_KERNELS_CUBIC_H
#define SFL_KERNELS_CUBIC_H

#include "kernels/num.h"

#define SFL_CUBIC_POINTS 4

/* Abscissae of segment `segment` of `n_segments` equal ones of 1 <= t < 2: the zeros of the Chebyshev polynomial of
 * degree 4, cos((2i + 1) π / 8), moved there. */
SFL_FN void sfl_cubic_points(int32_t segment, int32_t n_segments, double points[SFL_CUBIC_POINTS])
{
    const double zeros[SFL_CUBIC_POINTS] = {0.92387953251128674, 0.38268343236508977, -0.38268343236508977,
                                            -0.92387953251128674};
    double middle = 1.0 + (segment + 0.5) / n_segments, half = 0.5 / n_segments;
    for (int32_t i = 0; i < SFL_CUBIC_POINTS; ++i) points[i] = sfl_fma(half, zeros[i], middle);
}

/* From values at the points to coefficients of t^0 … t^3, in place: Newton's divided differences, then expanded. */
SFL_FN void sfl_cubic_fit(const double points[SFL_CUBIC_POINTS], double values[SFL_CUBIC_POINTS])
{
    for (int32_t order = 1; order < SFL_CUBIC_POINTS; ++order) {
        for (int32_t i = SFL_CUBIC_POINTS - 1; i >= order; --i) {
            values[i] = (values[i] - values[i - 1]) / (points[i] - points[i - order]);
        }
    }
    for (int32_t step = SFL_CUBIC_POINTS - 2; step >= 0; --step) {
        for (int32_t i = step; i < SFL_CUBIC_POINTS - 1; ++i) {
            values[i] = sfl_fma(-points[step], values[i + 1], values[i]);
        }
    }
}

/* c[0] + c[1] t + c[2] t² + c[3] t³ */
SFL_FN double sfl_cubic(double c0, double c1, double c2, double c3, double t)
{
    return sfl_fma(t, sfl_fma(t, sfl_fma(t, c3, c2), c1), c0);
}

#endif
