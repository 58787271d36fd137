/* Writes kernels/normal_table.h to standard output: Φ^−1 as cubics, from sfl_norm_inverse and nothing else, so that the
 * same lines come out on every machine. A test makes the table again and compares the bytes.
 *
 * A word k below 2^31 stands for u = (2k + 1) · 2^−33. Octave o of 0 … 31 holds 2^o <= 2k + 1 < 2^(o+1); it has
 * 128 segments, equally wide, and each is the cubic through four Chebyshev points in t = (2k + 1) / 2^o, 1 <= t < 2. */
#include "kernels/num.h"

#include <stdio.h>

#define N_OCTAVES 32
#define SEGMENT_BITS 7
#define N_SEGMENTS (1 << SEGMENT_BITS)
#define N_POINTS 4

/* cos((2i + 1) π / 8) */
static const double chebyshev_points[N_POINTS] = {0.92387953251128674, 0.38268343236508977, -0.38268343236508977,
                                                  -0.92387953251128674};

/* Newton's divided differences of the values, in place: the coefficients of the interpolating polynomial. */
static void difference(const double points[N_POINTS], double values[N_POINTS])
{
    for (int order = 1; order < N_POINTS; ++order) {
        for (int i = N_POINTS - 1; i >= order; --i) {
            values[i] = (values[i] - values[i - 1]) / (points[i] - points[i - order]);
        }
    }
}

/* From Newton's form to powers of t, in place. */
static void expand(const double points[N_POINTS], double values[N_POINTS])
{
    for (int step = N_POINTS - 2; step >= 0; --step) {
        for (int i = step; i < N_POINTS - 1; ++i) {
            values[i] = sfl_fma(-points[step], values[i + 1], values[i]);
        }
    }
}

static void print_row(int octave, int segment)
{
    double middle = 1.0 + (segment + 0.5) / N_SEGMENTS, half = 0.5 / N_SEGMENTS;
    double scale = sfl_of_bits((uint64_t)(1023 + octave - 33) << 52);
    double points[N_POINTS], values[N_POINTS];
    for (int i = 0; i < N_POINTS; ++i) {
        points[i] = sfl_fma(half, chebyshev_points[i], middle);
        values[i] = sfl_norm_inverse(points[i] * scale);
    }
    difference(points, values);
    expand(points, values);
    printf("    %a, %a, %a, %a,\n", values[0], values[1], values[2], values[3]);
}

int main(void)
{
    printf("/* Inverse of the normal distribution as cubics, 128 segments an octave. Made by "
           "tests/known/make_normal_table.c,\n"
           " * which says how it is read; not edited by hand. */\n"
           "#ifndef SFL_KERNELS_NORMAL_TABLE_H\n#define SFL_KERNELS_NORMAL_TABLE_H\n\n#include \"kernels/lang.h\"\n\n"
           "#define SFL_NORMAL_SEGMENT_BITS %d\n"
           "/* [32 octaves][128 segments][4 powers of t, 1 first] */\n"
           "SFL_TABLE double sfl_normal_table[%d] = {\n",
           SEGMENT_BITS, N_OCTAVES * N_SEGMENTS * N_POINTS);
    for (int octave = 0; octave < N_OCTAVES; ++octave) {
        for (int segment = 0; segment < N_SEGMENTS; ++segment) print_row(octave, segment);
    }
    printf("};\n\n#endif\n");
    return 0;
}
