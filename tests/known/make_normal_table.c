/* Writes kernels/normal_table.h to standard output: Φ^−1 as cubics, from sfl_norm_inverse and nothing else, so that the
 * same lines come out on every machine. A test makes the table again and compares the bytes.
 *
 * A word k below 2^31 stands for u = (2k + 1) · 2^−33. Octave o of 0 … 31 holds 2^o <= 2k + 1 < 2^(o+1); it has
 * 128 segments, equally wide, and each is the cubic through four Chebyshev points in t = (2k + 1) / 2^o, 1 <= t < 2. */
#include "kernels/cubic.h"

#include <stdio.h>

#define N_OCTAVES 32
#define SEGMENT_BITS 7
#define N_SEGMENTS (1 << SEGMENT_BITS)

static void print_row(int octave, int segment)
{
    double scale = sfl_of_bits((uint64_t)(1023 + octave - 33) << 52);
    double points[SFL_CUBIC_POINTS], values[SFL_CUBIC_POINTS];
    sfl_cubic_points(segment, N_SEGMENTS, points);
    for (int i = 0; i < SFL_CUBIC_POINTS; ++i) values[i] = sfl_norm_inverse(points[i] * scale);
    sfl_cubic_fit(points, values);
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
           SEGMENT_BITS, N_OCTAVES * N_SEGMENTS * SFL_CUBIC_POINTS);
    for (int octave = 0; octave < N_OCTAVES; ++octave) {
        for (int segment = 0; segment < N_SEGMENTS; ++segment) print_row(octave, segment);
    }
    printf("};\n\n#endif\n");
    return 0;
}
