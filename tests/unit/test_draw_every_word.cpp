// All 2^32 words of kernels/draw.h, half of them by symmetry: about a minute.
#include "kernels/draw.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

TEST(DrawEveryWord, GivesANormalWithin5e12OfTheInverse)
{
    double worst = 0.0;
    for (uint32_t first = 0; first < 0x80000000u; first += SFL_LANES) {
        uint32_t words[SFL_LANES];
        double   normals[SFL_LANES];
        for (uint32_t lane = 0; lane < SFL_LANES; ++lane) words[lane] = first + lane;
        sfl_normals_of_words(words, normals);
        for (uint32_t lane = 0; lane < SFL_LANES; ++lane)
            worst = std::max(worst, std::fabs(normals[lane] - sfl_norm_inverse(sfl_uniform_of_word(words[lane]))));
    }
    EXPECT_LE(worst, 5e-12);
    EXPECT_GE(worst, 1e-13); // a table cannot be so good: nothing was compared
}
