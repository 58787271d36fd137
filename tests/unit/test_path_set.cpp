// host/tally/path_set: ranges of paths that neither touch nor overlap.
#include "host/tally/path_set.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <random>
#include <string>

namespace
{

struct Set {
    sfl_path_set set = {};
    Set()            = default;
    ~Set()
    {
        sfl_path_set_release(&set);
    }
    Set(const Set &)            = delete;
    Set &operator=(const Set &) = delete;

    void add(uint64_t first, uint64_t n)
    {
        ASSERT_TRUE(sfl_path_set_add(&set, {first, n}));
    }
    std::string text() const
    {
        std::string words;
        for (size_t i = 0; i < set.n; ++i)
            words +=
                (i == 0 ? "" : " ") + std::to_string(set.ranges[i].first) + "+" + std::to_string(set.ranges[i].n_paths);
        return words;
    }
};

std::string text_of(sfl_range range)
{
    return std::to_string(range.first) + "+" + std::to_string(range.n_paths);
}

constexpr size_t n_bits = 200;
using Bits              = std::bitset<n_bits>;

Bits bits_of(const sfl_path_set &set)
{
    Bits bits;
    for (size_t i = 0; i < set.n; ++i)
        for (uint64_t path = set.ranges[i].first; path < set.ranges[i].first + set.ranges[i].n_paths; ++path)
            bits.set(path);
    return bits;
}

// The first range within first … first + n − 1 whose paths are all `there`; none: 0 paths.
sfl_range first_run(const Bits &bits, sfl_range within, bool there)
{
    uint64_t end = within.first + within.n_paths, first = within.first;
    while (first < end && bits[first] != there)
        ++first;
    uint64_t last = first;
    while (last < end && bits[last] == there)
        ++last;
    return {first, last - first};
}

} // namespace

TEST(PathSet, RangesThatTouchAreOne)
{
    Set set;
    set.add(10, 5);
    set.add(20, 5);
    EXPECT_EQ(set.text(), "10+5 20+5");
    set.add(15, 5);
    EXPECT_EQ(set.text(), "10+15");
    set.add(5, 5);
    set.add(25, 1);
    EXPECT_EQ(set.text(), "5+21");
    set.add(0, 0);
    EXPECT_EQ(set.text(), "5+21");
    EXPECT_EQ(sfl_path_set_count(&set.set), 21u);
}

TEST(PathSet, ReachesFromTheFirstPathToTheLastThereIs)
{
    Set set;
    set.add(UINT64_MAX - 1, 2);
    set.add(0, 1);
    EXPECT_EQ(set.text(), "0+1 18446744073709551614+2");
    sfl_range both, missing;
    EXPECT_TRUE(sfl_path_set_meets(&set.set, {UINT64_MAX, 1}, &both));
    EXPECT_EQ(text_of(both), "18446744073709551615+1");
    EXPECT_TRUE(sfl_path_set_meets(&set.set, {0, UINT64_MAX}, &both));
    EXPECT_EQ(text_of(both), "0+1");
    EXPECT_FALSE(sfl_path_set_meets(&set.set, {1, UINT64_MAX - 2}, &both));
    EXPECT_TRUE(sfl_path_set_lacks(&set.set, {0, UINT64_MAX}, &missing));
    EXPECT_EQ(text_of(missing), "1+18446744073709551613");
    EXPECT_FALSE(sfl_path_set_lacks(&set.set, {UINT64_MAX - 1, 2}, &missing));
    set.add(1, UINT64_MAX - 2);
    EXPECT_EQ(set.set.n, 1u);
}

TEST(PathSet, OfNothingMeetsAndLacksNothing)
{
    Set set;
    EXPECT_FALSE(sfl_path_set_meets(&set.set, {0, 5}, nullptr));
    EXPECT_FALSE(sfl_path_set_lacks(&set.set, {3, 0}, nullptr));
    EXPECT_TRUE(sfl_path_set_lacks(&set.set, {3, 1}, nullptr));
    EXPECT_FALSE(sfl_path_set_meets(&set.set, {3, 0}, nullptr));
    EXPECT_EQ(sfl_path_set_count(&set.set), 0u);
}

TEST(PathSet, JoinsAnother)
{
    Set one, other;
    one.add(0, 64);
    one.add(128, 64);
    other.add(64, 64);
    other.add(300, 1);
    ASSERT_TRUE(sfl_path_set_join(&one.set, &other.set));
    EXPECT_EQ(one.text(), "0+192 300+1");
    EXPECT_EQ(other.text(), "64+64 300+1");
}

// Ranges that are free are added until few are left; after each a bitmap says what is there.
TEST(PathSet, IsWhatABitmapSays)
{
    std::mt19937 engine(7);
    auto         below = [&engine](uint64_t n) { return engine() % n; };
    for (int round = 0; round < 200; ++round) {
        Set  set;
        Bits bits;
        for (int step = 0; step < 60; ++step) {
            sfl_range range = {below(n_bits - 1), 0};
            range.n_paths   = 1 + below(std::min<uint64_t>(20, n_bits - range.first));
            sfl_range there = first_run(bits, range, true), gap = first_run(bits, range, false), both = {},
                      missing = {};
            ASSERT_EQ(sfl_path_set_meets(&set.set, range, &both), there.n_paths > 0);
            ASSERT_EQ(sfl_path_set_lacks(&set.set, range, &missing), gap.n_paths > 0);
            ASSERT_EQ(text_of(there.n_paths > 0 ? both : there), text_of(there));
            ASSERT_EQ(text_of(gap.n_paths > 0 ? missing : gap), text_of(gap));
            if (there.n_paths > 0) continue;
            set.add(range.first, range.n_paths);
            for (uint64_t path = range.first; path < range.first + range.n_paths; ++path)
                bits.set(path);
            ASSERT_EQ(bits_of(set.set), bits);
            ASSERT_EQ(sfl_path_set_count(&set.set), bits.count());
            for (size_t i = 1; i < set.set.n; ++i)
                ASSERT_LT(set.set.ranges[i - 1].first + set.set.ranges[i - 1].n_paths, set.set.ranges[i].first);
        }
    }
}
