// Order statistics against a sorted copy, for arrays that a quick selection likes and for such as it does not.
#include "host/base/select.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace
{

using Make = std::function<double(size_t i, size_t n, std::mt19937_64 &random)>;

struct Kind {
    std::string name;
    Make        make;
};

void PrintTo(const Kind &kind, std::ostream *out)
{
    *out << kind.name;
}

class Select : public testing::TestWithParam<Kind>
{
  protected:
    std::vector<double> values(size_t n) const
    {
        std::mt19937_64     random(n);
        std::vector<double> made(n);
        for (size_t i = 0; i < n; ++i)
            made[i] = GetParam().make(i, n, random);
        return made;
    }

    // What select.h says of the array after it.
    static void expect_selected(std::vector<double> given, size_t rank)
    {
        std::vector<double> sorted = given;
        std::sort(sorted.begin(), sorted.end());
        EXPECT_EQ(sfl_select(given.data(), given.size(), rank), sorted[rank]);
        EXPECT_EQ(given[rank], sorted[rank]);
        for (size_t i = 0; i < given.size(); ++i)
            EXPECT_TRUE(i <= rank ? given[i] <= given[rank] : given[i] >= given[rank]) << i << " of rank " << rank;
        std::sort(given.begin(), given.end());
        EXPECT_EQ(given, sorted) << "the values are no longer the same ones";
    }
};

TEST_P(Select, EveryRankOfFew)
{
    for (size_t n : {1u, 2u, 3u, 31u, 32u, 33u, 34u, 65u, 100u}) {
        std::vector<double> given = values(n);
        for (size_t rank = 0; rank < n; ++rank)
            expect_selected(given, rank);
    }
}

TEST_P(Select, RanksOfMany)
{
    for (size_t n : {1000u, 16384u, 100003u}) {
        std::vector<double> given = values(n);
        for (size_t rank : {size_t{0}, n / 20, n / 2, n * 19 / 20, n - 1})
            expect_selected(given, rank);
    }
}

// As many steps as sorting takes at the most, so that this ends.
TEST_P(Select, AMillionIsSoonFound)
{
    std::vector<double> given = values(1000000), sorted = given;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sfl_select(given.data(), given.size(), 499999), sorted[499999]);
}

double number(size_t i)
{
    return static_cast<double>(i);
}

// Median of three meets the two greatest values of what is left again and again.
double against_three(size_t i, size_t n)
{
    size_t half = n / 2;
    if (i >= half) return number(2 * (i - half) + 2);
    return number(i % 2 == 0 ? i + 1 : half + i + (half % 2 == 0 ? 0 : 1));
}

std::string kind_name(const testing::TestParamInfo<Kind> &info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Arrays, Select,
    testing::Values(Kind{"random", [](size_t, size_t, auto &random) { return std::normal_distribution<>()(random); }},
                    Kind{"one_value", [](size_t, size_t, auto &) { return 1.0; }},
                    Kind{"two_values", [](size_t, size_t, auto &random) { return number(random() % 2); }},
                    Kind{"rising", [](size_t i, size_t, auto &) { return number(i); }},
                    Kind{"falling", [](size_t i, size_t, auto &) { return -number(i); }},
                    Kind{"up_and_down", [](size_t i, size_t n, auto &) { return number(i < n / 2 ? i : n - i); }},
                    Kind{"against_a_median_of_three", [](size_t i, size_t n, auto &) { return against_three(i, n); }},
                    Kind{"signed_zeros_and_infinities",
                         [](size_t i, size_t, auto &) {
                             return std::vector<double>{0.0, -0.0, HUGE_VAL, -HUGE_VAL, 5e-324}[i % 5];
                         }}),
    kind_name);

} // namespace
