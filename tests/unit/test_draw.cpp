// kernels/draw.h against the model page's own words (section 2), one number at a time.
#include "kernels/draw.h"
#include "tests/unit/reference_draw.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace
{

constexpr uint64_t some_seed   = UINT64_C(0x0123456789abcdef);
constexpr uint32_t some_stream = 0x7ca273efu;

sfl_plan some_plan(bool is_antithetic)
{
    sfl_plan plan{};
    plan.seed          = some_seed;
    plan.is_antithetic = is_antithetic;
    return plan;
}

// Words that a sweep must not miss: both ends, the middle, and the octaves' first and last.
std::vector<uint32_t> edge_words()
{
    std::vector<uint32_t> words;
    for (uint32_t near = 0; near < 2000; ++near) {
        for (uint32_t edge : {0u, 0x7fffffffu - 2000u, 0x80000000u, 0xffffffffu - 2000u}) words.push_back(edge + near);
    }
    for (int octave = 0; octave < 32; ++octave) {
        uint32_t power = 1u << octave;
        for (uint32_t near : {0u, 1u, 2u}) words.insert(words.end(), {power - near, power + near, ~(power - near)});
    }
    return words;
}

} // namespace

TEST(Draw, ABlockIsThePlainPhiloxOfTenRounds)
{
    std::mt19937 engine(1);
    for (int i = 0; i < 1000; ++i) {
        reference::Words counter;
        for (uint32_t &word : counter) word = static_cast<uint32_t>(engine());
        std::array<uint32_t, 2> key{static_cast<uint32_t>(engine()), static_cast<uint32_t>(engine())};
        reference::Words        out;
        sfl_philox(counter.data(), key.data(), out.data());
        ASSERT_EQ(out, reference::philox(counter, key, 10));
    }
}

TEST(Draw, EveryLaneHasTheAddressOfItsPath)
{
    sfl_plan plan = some_plan(false);
    for (uint64_t first : {UINT64_C(0), UINT64_C(0xffffffe0), UINT64_C(12345678901), UINT64_MAX - 63}) {
        sfl_block   block = {&plan, nullptr, first};
        sfl_quarter words;
        sfl_words_draw(&block, some_stream, 9, words);
        for (uint32_t lane = 0; lane < SFL_LANES; ++lane) {
            for (uint32_t i = 0; i < 4; ++i)
                ASSERT_EQ(words[i][lane], reference::word(some_seed, first + lane, some_stream, 36 + i));
        }
    }
}

TEST(Draw, AnAntitheticPathMirrorsTheOneBefore)
{
    sfl_plan plan = some_plan(true);
    for (uint64_t first : {UINT64_C(0), UINT64_C(63), UINT64_C(0xffffffff)}) {
        sfl_block   block = {&plan, nullptr, first};
        sfl_quarter words;
        sfl_words_draw(&block, some_stream, 2, words);
        for (uint32_t lane = 0; lane < SFL_LANES; ++lane) {
            for (uint32_t i = 0; i < 4; ++i)
                ASSERT_EQ(words[i][lane], reference::antithetic_word(some_seed, first + lane, some_stream, 8 + i));
        }
    }
}

TEST(Draw, UniformsAreTheMiddlesOfTheirIntervals)
{
    EXPECT_EQ(sfl_uniform_of_word(0u), 0x1p-33);
    EXPECT_EQ(sfl_uniform_of_word(0xffffffffu), 1.0 - 0x1p-33);
    for (uint32_t word : edge_words()) {
        ASSERT_EQ(sfl_uniform_of_word(word), (static_cast<double>(word) + 0.5) * 0x1p-32);
        ASSERT_EQ(sfl_uniform_of_word(~word), 1.0 - sfl_uniform_of_word(word));
    }
}

TEST(Draw, NormalsAreWithin1e11OfTheInverseAndOddAboutTheMiddle)
{
    std::vector<uint32_t> words = edge_words();
    for (uint64_t word = 0; word < UINT64_C(0x80000000); word += 997) words.push_back(static_cast<uint32_t>(word));
    for (uint32_t word : words) {
        double z = sfl_normal_of_word(word);
        ASSERT_NEAR(z, sfl_norm_inverse(sfl_uniform_of_word(word)), 1e-11) << word;
        ASSERT_EQ(sfl_normal_of_word(~word), -z) << word;
    }
}

TEST(Draw, NormalsOfLanesAreThoseOfTheirWords)
{
    std::vector<uint32_t> words = edge_words();
    words.resize(words.size() / SFL_LANES * SFL_LANES);
    for (size_t first = 0; first < words.size(); first += SFL_LANES) {
        double normals[SFL_LANES];
        sfl_normals_of_words(&words[first], normals);
        for (size_t lane = 0; lane < SFL_LANES; ++lane)
            ASSERT_EQ(normals[lane], sfl_normal_of_word(words[first + lane]));
    }
}

TEST(Draw, FourMonthsAtOnceAreTheFourMonthsOneByOne)
{
    sfl_plan  plan = some_plan(false);
    double    four[4 * SFL_LANES], one[SFL_LANES], uniforms[SFL_LANES];
    sfl_block block = {&plan, four, 1000};
    sfl_four_normals_draw(&block, some_stream, 236, 0);
    for (int32_t i = 0; i < 4; ++i) {
        sfl_normals_draw(&block, 0, some_stream, 236 + i, one);
        sfl_uniforms_draw(&block, 0, some_stream, 236 + i, uniforms);
        for (int32_t lane = 0; lane < SFL_LANES; ++lane) {
            uint32_t word = reference::word(some_seed, 1000 + static_cast<uint64_t>(lane), some_stream,
                                            static_cast<uint32_t>(236 + i));
            ASSERT_EQ(four[i * SFL_LANES + lane], one[lane]);
            ASSERT_EQ(one[lane], sfl_normal_of_word(word));
            ASSERT_EQ(uniforms[lane], sfl_uniform_of_word(word));
        }
    }
}

TEST(Draw, HashesAreFnv1a)
{
    EXPECT_EQ(sfl_fnv_hash(SFL_FNV_BEGIN, ""), 0x811c9dc5u);
    EXPECT_EQ(sfl_fnv_hash(SFL_FNV_BEGIN, "a"), 0xe40c292cu);
    EXPECT_EQ(sfl_fnv_hash(SFL_FNV_BEGIN, "foobar"), 0xbf9cf968u); // both from the FNV reference page of L. C. Noll
    EXPECT_EQ(sfl_fnv_hash(sfl_fnv_hash(SFL_FNV_BEGIN, "chat"), "/diffusion"), some_stream);
    EXPECT_EQ(sfl_fnv_hash(SFL_FNV_BEGIN, "h\xc3\xa9"), reference::stream_of("h\xc3\xa9"));
}

TEST(Draw, NoTwoRowsOfTheStreamListShareAName)
{
    std::set<std::string> names;
    size_t                n = 0;
#define SFL_STREAM(NAME, whose, word, drawn, help)                                                                     \
    names.insert(std::string(#whose) + word);                                                                          \
    ++n;
#include "kernels/stream_list.def"
#undef SFL_STREAM
    EXPECT_EQ(names.size(), n);
}
