/* Every function of num.h and draw.h that lanes use, on fixed arguments, hashed to one number. Compiled several
 * times, at different levels of optimisation and of the instruction set: SFL_BITS_NAME is the function's name. */
#include "kernels/draw.h"

#define N_BLOCKS 64

uint64_t SFL_BITS_NAME(void);

static uint64_t hash_lanes(uint64_t hash, const double *lanes)
{
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) hash = (hash ^ sfl_bits_of(lanes[lane])) * UINT64_C(1099511628211);
    return hash;
}

/* Arguments from −scale to scale, and their sizes. */
static void spread(const uint32_t *words, double scale, double *signed_lanes, double *positive)
{
    SFL_EACH_LANE(lane)
    {
        signed_lanes[lane] = (sfl_uniform_of_word(words[lane]) - 0.5) * (2.0 * scale);
        positive[lane]     = fabs(signed_lanes[lane]);
    }
}

static uint64_t hash_block(uint64_t hash, const sfl_quarter words)
{
    double x[SFL_LANES], y[SFL_LANES], out[SFL_LANES];
    spread(words[0], 720.0, x, y);
    SFL_EACH_LANE(lane) out[lane] = sfl_exp(x[lane]);
    hash = hash_lanes(hash, out);
    SFL_EACH_LANE(lane) out[lane] = sfl_log(y[lane]);
    hash = hash_lanes(hash, out);
    SFL_EACH_LANE(lane) out[lane] = sfl_ceil(x[lane]);
    hash = hash_lanes(hash, out);
    spread(words[1], 3.0, x, y);
    SFL_EACH_LANE(lane) out[lane] = sfl_norm_cdf(x[lane]);
    hash = hash_lanes(hash, out);
    SFL_EACH_LANE(lane) out[lane] = sfl_pow(y[lane], x[lane]);
    hash = hash_lanes(hash, out);
    SFL_EACH_LANE(lane) out[lane] = sfl_snap_share(y[lane]);
    hash = hash_lanes(hash, out);
    for (int32_t lane = 0; lane < SFL_LANES; ++lane) out[lane] = sfl_norm_inverse(sfl_uniform_of_word(words[2][lane]));
    return hash_lanes(hash, out);
}

uint64_t SFL_BITS_NAME(void)
{
    sfl_plan plan;
    double   normals[4 * SFL_LANES];
    uint64_t hash = UINT64_C(14695981039346656037);
    memset(&plan, 0, sizeof plan);
    plan.seed = UINT64_C(0x123456789abcdef0);
    for (int32_t i = 0; i < N_BLOCKS; ++i) {
        sfl_block   block = {&plan, normals, UINT64_C(0xffffffe0) + 64u * (uint64_t)i};
        sfl_quarter words;
        plan.is_antithetic = i % 2;
        sfl_words_draw(&block, 77u, (uint32_t)i, words);
        sfl_four_normals_draw(&block, 77u, 4 * i, 0);
        for (int32_t k = 0; k < 4; ++k) hash = hash_lanes(hash, normals + (ptrdiff_t)k * SFL_LANES);
        hash = hash_block(hash, (const uint32_t (*)[SFL_LANES])words);
    }
    return hash;
}
