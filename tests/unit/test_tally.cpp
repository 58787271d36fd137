// kernels/tally: exact integers in, means, deviations, order statistics and tails out (model page section 9).
#include "kernels/tally.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <memory>
#include <random>
#include <vector>

namespace
{

constexpr uint32_t keep_all = SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE;

struct Free {
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
};
using Tally = std::unique_ptr<sfl_tally, Free>;

Tally tally_of(uint32_t keep, double scale, bool is_antithetic = false)
{
    sfl_plan_column column = {};
    column.keep            = keep;
    column.scale           = scale;
    return Tally(sfl_tally_build(&column, 1, 36, is_antithetic));
}

const double infinite = HUGE_VAL;

// Values first … first + n − 1 of the data, in additions of at most `step`.
void add(sfl_tally *tally, const std::vector<double> &data, size_t first, size_t n, size_t step = SFL_LANES)
{
    for (size_t done = 0; done < n; done += step) {
        size_t lanes = std::min(step, n - done);
        sfl_tally_add(tally, 0, &data[first + done], static_cast<int32_t>(lanes), first + done);
        sfl_tally_count_paths(tally, lanes);
    }
}

Tally tally_with(const std::vector<double> &data, uint32_t keep = keep_all, double scale = 1e6,
                 bool is_antithetic = false)
{
    Tally tally = tally_of(keep, scale, is_antithetic);
    add(tally.get(), data, 0, data.size());
    return tally;
}

std::vector<double> spread_data(size_t n, uint64_t seed)
{
    std::mt19937_64                  engine(seed);
    std::normal_distribution<double> normal(0.0, 1.0);
    std::vector<double>              data(n);
    for (double &x : data) {
        double size = std::exp(4.0 * normal(engine));
        x           = normal(engine) > -1.0 ? 1000.0 * size : -300.0 * size;
    }
    return data;
}

// Mean of the largest n (1 − alpha) values, the boundary one by its fraction.
double exact_cvar(std::vector<double> data, double tail_share)
{
    std::sort(data.begin(), data.end(), [](double a, double b) { return a > b; });
    double left = static_cast<double>(data.size()) * tail_share, sum = 0.0, tail = left;
    for (double x : data) {
        double part = std::min(1.0, left);
        if (part <= 0.0) break;
        sum += part * x;
        left -= part;
    }
    return sum / tail;
}

} // namespace

TEST(Tally, OfNothingHasNoFigures)
{
    Tally tally = tally_of(keep_all, 1e6);
    EXPECT_EQ(sfl_tally_paths(tally.get()), 0u);
    EXPECT_TRUE(std::isnan(sfl_tally_mean(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_sd(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_se(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_min(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_max(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_quantile(tally.get(), 0, 0.5)));
    EXPECT_TRUE(std::isnan(sfl_tally_cvar(tally.get(), 0, 0.95)));
}

TEST(Tally, OfOneValueHasNoDeviationAndThatValueEverywhere)
{
    Tally tally = tally_with({42.0});
    EXPECT_EQ(sfl_tally_mean(tally.get(), 0), 42.0);
    EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 0.01), 42.0);
    EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 1.0), 42.0);
    EXPECT_EQ(sfl_tally_cvar(tally.get(), 0, 0.99), 42.0);
    EXPECT_TRUE(std::isnan(sfl_tally_sd(tally.get(), 0)));
    EXPECT_TRUE(std::isnan(sfl_tally_se(tally.get(), 0)));
}

TEST(Tally, CountsAnOrderStatisticByTheDecimalNumberThatIsMeant)
{
    // ⌈p n⌉ in binary would make 0.9 · 10 the tenth and 0.07 · 100 the eighth.
    std::vector<double> ten   = {5, 1, 4, 2, 3, 10, 7, 8, 9, 6};
    Tally               tally = tally_with(ten);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 0.05), 1.0, 5e-4);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 0.5), 5.0, 2.5e-3);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 0.9), 9.0, 4.5e-3);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 0.95), 10.0, 5e-3);
    std::vector<double> hundred(100);
    for (size_t i = 0; i < hundred.size(); ++i)
        hundred[i] = static_cast<double>(i + 1);
    Tally wide = tally_with(hundred);
    for (int p = 1; p <= 99; ++p)
        EXPECT_NEAR(sfl_tally_quantile(wide.get(), 0, p / 100.0), p, 5e-4 * p) << p;
}

TEST(Tally, TakesTheBoundaryPathOfATailByItsFraction)
{
    Tally tally = tally_with({5, 1, 4, 2, 3, 10, 7, 8, 9, 6});
    EXPECT_NEAR(sfl_tally_cvar(tally.get(), 0, 0.5), 8.0, 4e-3);
    EXPECT_NEAR(sfl_tally_cvar(tally.get(), 0, 0.75), 9.2, 4.6e-3); // (10 + 9 + 8/2) / 2.5
    EXPECT_EQ(sfl_tally_cvar(tally.get(), 0, 0.95), 10.0);
    EXPECT_EQ(sfl_tally_cvar(tally.get(), 0, 1.0), 10.0);
    EXPECT_EQ(sfl_tally_cvar(tally.get(), 0, 0.0), 5.5);
}

TEST(Tally, KeepsASmallDeviationOfLargeValues)
{
    // NIST StRD NumAcc4: the naive sum of squares loses all digits.
    std::vector<double> data(1001, 10000000.2);
    for (size_t i = 1; i < data.size(); ++i)
        data[i] = i % 2 == 1 ? 10000000.1 : 10000000.3;
    Tally tally = tally_with(data);
    EXPECT_NEAR(sfl_tally_mean(tally.get(), 0), 10000000.2, 1e-5); // 1e-12 relative
    EXPECT_NEAR(sfl_tally_sd(tally.get(), 0), 0.1, 1e-8);
    EXPECT_NEAR(sfl_tally_se(tally.get(), 0), 0.1 / std::sqrt(1001.0), 1e-9);
}

TEST(Tally, RoundsAmountsHalfToEven)
{
    Tally tally = tally_with({0.5, 1.5, 2.5, -0.5, -1.5, 3.4999}, keep_all, 1.0); // 0, 2, 2, 0, −2, 3
    EXPECT_EQ(sfl_tally_mean(tally.get(), 0), 5.0 / 6.0);
    std::vector<double> lanes(SFL_LANES, 2.5); // the short way
    lanes[7]    = 1.5;
    lanes[9]    = -2.5;
    lanes[11]   = -3.5;
    Tally block = tally_with(lanes, keep_all, 1.0);
    EXPECT_EQ(sfl_tally_mean(block.get(), 0) * SFL_LANES, 2.0 * (SFL_LANES - 2) - 2.0 - 4.0);
    EXPECT_EQ(sfl_tally_min(block.get(), 0), -4.0);
}

TEST(Tally, AddsTheLargestAmountsWithoutOverflow)
{
    const double        most = 4611686018427387904.0; // 2^62
    std::vector<double> data(4 * SFL_LANES);
    for (size_t i = 0; i < data.size(); ++i)
        data[i] = i % 4 < 2 ? most : -most;
    Tally tally = tally_with(data, keep_all, 1.0, true);
    EXPECT_EQ(sfl_tally_refused(tally.get(), nullptr), 0u);
    EXPECT_EQ(sfl_tally_mean(tally.get(), 0), 0.0);
    double n = static_cast<double>(data.size());
    EXPECT_NEAR(sfl_tally_sd(tally.get(), 0) / most, std::sqrt(n / (n - 1.0)), 1e-15);
    double m = n / 2.0; // pairs (+,+) and (−,−): their means are ± most
    EXPECT_NEAR(sfl_tally_se(tally.get(), 0) / most, std::sqrt(1.0 / (m - 1.0)), 1e-15);
    EXPECT_EQ(sfl_tally_min(tally.get(), 0), -most);
    EXPECT_EQ(sfl_tally_max(tally.get(), 0), most);
}

TEST(Tally, RefusesWhatIsNoNumberOrTooLargeAndNamesTheFirstPath)
{
    const double        nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    std::vector<double> data(3 * SFL_LANES, 1.0);
    data[70]       = nan;
    data[71]       = inf;
    data[72]       = -inf;
    data[100]      = 4.7e12; // micro-dollars beyond 2^62
    data[130]      = -4.7e12;
    Tally    tally = tally_with(data);
    uint64_t least = 0;
    EXPECT_EQ(sfl_tally_refused(tally.get(), &least), 5u);
    EXPECT_EQ(least, 70u);
    EXPECT_EQ(sfl_tally_refused(tally_with({4.6e12, -4.6e12}).get(), &least), 0u);
    EXPECT_EQ(least, std::numeric_limits<uint64_t>::max());
}

TEST(Tally, GetsErrorsOfAntitheticRunsFromPairs)
{
    // Perfect mirrors: every pair has the same mean, so the mean has no error, whatever the deviation.
    std::vector<double> mirrors, copies;
    for (int i = 1; i <= 100; ++i) {
        mirrors.insert(mirrors.end(), {100.0 + i, 100.0 - i});
        copies.insert(copies.end(), {static_cast<double>(i), static_cast<double>(i)});
    }
    Tally tally = tally_with(mirrors, keep_all, 1e6, true);
    EXPECT_EQ(sfl_tally_se(tally.get(), 0), 0.0);
    EXPECT_GT(sfl_tally_sd(tally.get(), 0), 50.0);
    // Equal pairs: 100 values 1 … 100, sd sqrt(n (n + 1) / 12).
    Tally equal = tally_with(copies, keep_all, 1e6, true);
    EXPECT_NEAR(sfl_tally_se(equal.get(), 0), std::sqrt(100.0 * 101.0 / 12.0 / 100.0), 1e-12);
    EXPECT_TRUE(std::isnan(sfl_tally_se(tally_with({1.0, 2.0, 3.0, 4.0, 5.0}, keep_all, 1e6, true).get(), 0)));
}

TEST(Tally, IsTheSameHoweverTheValuesAreCutAndMerged)
{
    std::vector<double> data  = spread_data(2000, 11);
    Tally               whole = tally_with(data, keep_all, 1e6, true);
    for (size_t step : {size_t{2}, size_t{6}, size_t{14}, size_t{64}}) {
        Tally first = tally_of(keep_all, 1e6, true), second = tally_of(keep_all, 1e6, true);
        add(second.get(), data, 0, 600, step);
        add(first.get(), data, 600, 1400, step);
        ASSERT_TRUE(sfl_tally_merge(first.get(), second.get()));
        EXPECT_TRUE(sfl_tally_equal(first.get(), whole.get())) << step;
    }
    Tally shorter = tally_of(keep_all, 1e6, true);
    add(shorter.get(), data, 0, 1998);
    EXPECT_FALSE(sfl_tally_equal(shorter.get(), whole.get()));
}

TEST(Tally, ChangesNoFigureByFlushing)
{
    std::vector<double> data  = spread_data(1000, 12);
    Tally               whole = tally_with(data), flushed = tally_of(keep_all, 1e6), twice = tally_of(keep_all, 1e6);
    add(flushed.get(), data, 0, 300);
    sfl_tally_flush(flushed.get());
    add(flushed.get(), data, 300, 700);
    EXPECT_TRUE(sfl_tally_equal(flushed.get(), whole.get()));
    ASSERT_TRUE(sfl_tally_merge(twice.get(), flushed.get()));
    EXPECT_TRUE(sfl_tally_equal(twice.get(), whole.get()));
    EXPECT_EQ(sfl_tally_quantile(flushed.get(), 0, 0.3), sfl_tally_quantile(whole.get(), 0, 0.3));
}

TEST(Tally, IsAsItWasBuiltOnceItIsCleared)
{
    std::vector<double> data = spread_data(1000, 12), other = spread_data(700, 13);
    for (uint32_t keep : {keep_all, uint32_t{SFL_KEEP_SUM | SFL_KEEP_COARSE}, uint32_t{SFL_KEEP_SUM}}) {
        for (size_t n_flushed : {size_t{0}, size_t{300}, data.size()}) {
            Tally tally = tally_of(keep, 1e6, true);
            add(tally.get(), data, 0, n_flushed);
            sfl_tally_flush(tally.get());
            add(tally.get(), data, n_flushed, data.size() - n_flushed);
            sfl_tally_add(tally.get(), 0, &infinite, 1, 77);
            sfl_tally_clear(tally.get());
            EXPECT_TRUE(sfl_tally_equal(tally.get(), tally_of(keep, 1e6, true).get())) << n_flushed;
            add(tally.get(), other, 0, other.size());
            EXPECT_TRUE(sfl_tally_equal(tally.get(), tally_with(other, keep, 1e6, true).get())) << n_flushed;
        }
    }
}

TEST(Tally, CountsMonthsAnewOnceItIsCleared)
{
    const std::vector<double> months = {0.0, 3.0, 36.0, 3.0};
    Tally                     tally  = tally_with(months, SFL_KEEP_SUM | SFL_KEEP_MONTHS, 1.0);
    sfl_tally_clear(tally.get());
    for (int32_t month = 0; month <= 36; ++month)
        EXPECT_EQ(sfl_tally_months(tally.get(), 0, month), 0u);
    add(tally.get(), {3.0}, 0, 1);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 3), 1u);
    EXPECT_EQ(sfl_tally_paths(tally.get()), 1u);
}

TEST(Tally, CountsBeyondWhatItsSmallCountersHold)
{
    // 25 doublings of 2^8 equal values: 2^33 in one bin.
    std::vector<double> data(256, 7.0);
    Tally               tally = tally_with(data, SFL_KEEP_SUM | SFL_KEEP_COARSE);
    for (int i = 0; i < 25; ++i) {
        Tally same = tally_of(SFL_KEEP_SUM | SFL_KEEP_COARSE, 1e6);
        ASSERT_TRUE(sfl_tally_merge(same.get(), tally.get()));
        ASSERT_TRUE(sfl_tally_merge(tally.get(), same.get()));
    }
    add(tally.get(), {1.0, 1.0, 1.0}, 0, 3);
    EXPECT_EQ(sfl_tally_paths(tally.get()), (uint64_t{1} << 33) + 3);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 1e-11), 1.0, 0.004);
    EXPECT_NEAR(sfl_tally_quantile(tally.get(), 0, 1e-9), 7.0, 0.028); // number 9 of 2^33 + 3
    EXPECT_EQ(sfl_tally_mean(tally.get(), 0), (7.0 * 8589934592.0 + 3.0) / 8589934595.0);
}

TEST(Tally, RefusesToMergeWithAnotherKind)
{
    Tally micro = tally_of(keep_all, 1e6), unit = tally_of(keep_all, 1.0), sum = tally_of(SFL_KEEP_SUM, 1e6);
    Tally pairs = tally_of(keep_all, 1e6, true);
    EXPECT_FALSE(sfl_tally_merge(micro.get(), unit.get()));
    EXPECT_FALSE(sfl_tally_merge(micro.get(), sum.get()));
    EXPECT_FALSE(sfl_tally_merge(micro.get(), pairs.get()));
}

TEST(Tally, HasQuantilesAndTailsWithinItsBins)
{
    // Values of both signs over some thirty octaves; fine bins promise 0.05 %, coarse ones 0.5 % (model page section 9).
    std::vector<double> data = spread_data(5000, 3), sorted = data;
    std::sort(sorted.begin(), sorted.end());
    Tally fine = tally_with(data), coarse = tally_with(data, SFL_KEEP_SUM | SFL_KEEP_COARSE);
    for (int percent : {1, 5, 14, 15, 16, 17, 25, 50, 75, 80, 95, 99, 100}) {
        double exact = sorted[static_cast<size_t>(percent * 50 - 1)], p = percent / 100.0;
        EXPECT_NEAR(sfl_tally_quantile(fine.get(), 0, p), exact, 5e-4 * std::fabs(exact)) << percent;
        EXPECT_NEAR(sfl_tally_quantile(coarse.get(), 0, p), exact, 5e-3 * std::fabs(exact)) << percent;
    }
    for (int percent : {50, 75, 80, 95, 99}) {
        double exact = exact_cvar(data, (100 - percent) / 100.0);
        EXPECT_NEAR(sfl_tally_cvar(fine.get(), 0, percent / 100.0), exact, 5e-4 * exact) << percent;
    }
    EXPECT_EQ(sfl_tally_min(fine.get(), 0), std::rint(sorted.front() * 1e6) / 1e6);
    EXPECT_EQ(sfl_tally_quantile(fine.get(), 0, 1.0), sfl_tally_max(fine.get(), 0));
}

TEST(Tally, KeepsItsFiguresInOrder)
{
    Tally  tally = tally_with(spread_data(777, 5));
    double least = sfl_tally_min(tally.get(), 0), tail = sfl_tally_mean(tally.get(), 0);
    for (int i = 1; i < 1000; ++i) {
        double quantile = sfl_tally_quantile(tally.get(), 0, i / 1000.0),
               cvar     = sfl_tally_cvar(tally.get(), 0, i / 1000.0);
        EXPECT_GE(quantile, least);
        EXPECT_GE(cvar, quantile);
        EXPECT_GE(cvar, tail - 5e-4 * std::fabs(tail)); // CVaR 0 is the exact mean
        EXPECT_LE(cvar, sfl_tally_max(tally.get(), 0));
        least = quantile;
        tail  = cvar;
    }
}

TEST(Tally, PutsEverythingBelowAMillionthIntoOneBin)
{
    Tally tally = tally_with({0.0, -0.0, 1e-7, -1e-7, 4e-7, 0.0, 5.0}, keep_all, 1e6);
    EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 0.5), 0.0);
    EXPECT_EQ(sfl_tally_min(tally.get(), 0), 0.0);
    EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 1.0), 5.0);
}

TEST(Tally, OfEqualValuesHasNoDeviationAndThatValueAsEveryQuantile)
{
    for (double value : {1234567.891234, -0.25, 3.0e9, 1e-6}) {
        Tally  tally = tally_with(std::vector<double>(1000, value));
        double whole = std::rint(value * 1e6) / 1e6;
        EXPECT_EQ(sfl_tally_sd(tally.get(), 0), 0.0);
        EXPECT_EQ(sfl_tally_mean(tally.get(), 0), whole);
        EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 0.05), whole);
        EXPECT_EQ(sfl_tally_cvar(tally.get(), 0, 0.99), whole);
    }
}

TEST(Tally, CountsMonths)
{
    Tally tally = tally_with({0, 36, 12, 12, 36, 36, 5}, SFL_KEEP_SUM | SFL_KEEP_MONTHS, 1.0);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 0), 1u);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 12), 2u);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 36), 3u);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 1), 0u);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, 37), 0u);
    EXPECT_EQ(sfl_tally_months(tally.get(), 0, -1), 0u);
    EXPECT_EQ(sfl_tally_quantile(tally.get(), 0, 0.5), 12.0);
    Tally wrong = tally_with({37.0, -1.0}, SFL_KEEP_MONTHS, 1.0);
    EXPECT_EQ(sfl_tally_refused(wrong.get(), nullptr), 2u);
}

TEST(Tally, OfAPlanMergesOnlyWithTheSamePlan)
{
    struct {
        sfl_plan        plan;
        sfl_plan_column column;
    } one              = {};
    one.plan.n_months  = 12;
    one.plan.n_columns = 1;
    one.plan.columns_at =
        static_cast<size_t>(reinterpret_cast<char *>(&one.column) - reinterpret_cast<char *>(&one.plan));
    one.column.keep  = keep_all;
    one.column.scale = 1e6;
    Tally a(sfl_tally_build_for(&one.plan)), b(sfl_tally_build_for(&one.plan));
    one.plan.fingerprint[31] = 1;
    Tally other(sfl_tally_build_for(&one.plan));
    EXPECT_TRUE(sfl_tally_merge(a.get(), b.get()));
    EXPECT_FALSE(sfl_tally_merge(a.get(), other.get()));
}

TEST(Tally, FreesNothingTwice)
{
    sfl_tally *none = nullptr;
    sfl_tally_free(&none);
    sfl_tally_free(nullptr);
    sfl_plan_column column = {};
    sfl_tally      *tally  = sfl_tally_build(&column, 1, 1, false);
    sfl_tally_free(&tally);
    EXPECT_EQ(tally, nullptr);
}
