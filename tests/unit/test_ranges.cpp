// Every path is in one hand at a time.
#include "host/run/ranges.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <thread>
#include <vector>

namespace
{

struct Free {
    void operator()(sfl_ranges *ranges) const
    {
        sfl_ranges_free(&ranges);
    }
};
using Ranges = std::unique_ptr<sfl_ranges, Free>;

std::pair<uint64_t, uint64_t> take(sfl_ranges *ranges, uint64_t most)
{
    sfl_range range{};
    return sfl_ranges_take(ranges, most, &range) ? std::make_pair(range.first, range.n_paths)
                                                 : std::make_pair(uint64_t{0}, uint64_t{0});
}

TEST(Ranges, AreTakenFromTheFront)
{
    Ranges ranges(sfl_ranges_build(7, 25));
    EXPECT_EQ(take(ranges.get(), 10), std::make_pair(uint64_t{7}, uint64_t{10}));
    EXPECT_EQ(take(ranges.get(), 10), std::make_pair(uint64_t{17}, uint64_t{10}));
    EXPECT_EQ(sfl_ranges_left(ranges.get()), 5u);
    EXPECT_EQ(take(ranges.get(), 10), std::make_pair(uint64_t{27}, uint64_t{5}));
    EXPECT_EQ(take(ranges.get(), 10).second, 0u);
}

TEST(Ranges, ReachTheLastPathThereIs)
{
    Ranges ranges(sfl_ranges_build(UINT64_MAX - 9, 10));
    EXPECT_EQ(take(ranges.get(), 100), std::make_pair(UINT64_MAX - 9, uint64_t{10}));
    EXPECT_EQ(take(ranges.get(), 100).second, 0u);
}

TEST(Ranges, WhatComesBackIsTakenFirst)
{
    Ranges ranges(sfl_ranges_build(0, 100));
    (void)take(ranges.get(), 40);
    ASSERT_TRUE(sfl_ranges_give_back(ranges.get(), {10, 20}));
    EXPECT_EQ(sfl_ranges_left(ranges.get()), 80u);
    EXPECT_EQ(take(ranges.get(), 15), std::make_pair(uint64_t{10}, uint64_t{15}));
    EXPECT_EQ(take(ranges.get(), 15), std::make_pair(uint64_t{25}, uint64_t{5}));
    EXPECT_EQ(take(ranges.get(), 15), std::make_pair(uint64_t{40}, uint64_t{15}));
}

TEST(Ranges, StoppingKeepsWhatComesBack)
{
    Ranges ranges(sfl_ranges_build(0, 100));
    (void)take(ranges.get(), 40);
    sfl_ranges_stop(ranges.get());
    EXPECT_EQ(take(ranges.get(), 10).second, 0u);
    ASSERT_TRUE(sfl_ranges_give_back(ranges.get(), {30, 10}));
    EXPECT_EQ(take(ranges.get(), 100), std::make_pair(uint64_t{30}, uint64_t{10}));
}

TEST(Ranges, ThreadsShareThemWithoutGapOrOverlap)
{
    constexpr uint64_t n_paths = 200000;
    Ranges             ranges(sfl_ranges_build(0, n_paths));
    std::vector<int>   seen(n_paths);
    auto               work = [&](uint64_t most) {
        sfl_range range;
        int       round = 0;
        while (sfl_ranges_take(ranges.get(), most, &range)) {
            if (++round % 5 == 0 && sfl_ranges_give_back(ranges.get(), range)) continue;
            for (uint64_t i = 0; i < range.n_paths; ++i)
                seen[range.first + i] += 1;
        }
    };
    std::thread other(work, 13);
    work(29);
    other.join();
    work(1000); // what the one gave back after the other had ended
    EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), static_cast<std::ptrdiff_t>(n_paths));
}

} // namespace
