// host/summary/interval: known intervals, and that each holds the true figure as often as it says. The coverage rows use
// fixed seeds; a right interval of 95 % holds the truth in 362 of 400 draws or more, and in 396 or fewer where the law is
// continuous, but for 1e-4 (binomial distribution of 400 and 0.95).
#include "host/summary/interval.h"

#include "kernels/num.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace
{

struct Free {
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
};
using Tally = std::unique_ptr<sfl_tally, Free>;

Tally tally_of(const std::vector<double> &values, uint32_t bins = SFL_KEEP_FINE, bool is_antithetic = false)
{
    sfl_plan_column column = {};
    column.keep            = SFL_KEEP_SUM | SFL_KEEP_MOMENTS | bins;
    column.scale           = 1e6;
    Tally tally(sfl_tally_build(&column, 1, 36, is_antithetic));
    for (size_t done = 0; done < values.size(); done += SFL_LANES) {
        auto n = static_cast<int32_t>(std::min<size_t>(SFL_LANES, values.size() - done));
        sfl_tally_add(tally.get(), 0, &values[done], n, done);
        sfl_tally_count_paths(tally.get(), static_cast<uint64_t>(n));
    }
    return tally;
}

sfl_sample sample_of(uint64_t n, bool is_antithetic = false, double level = 0.95)
{
    return sfl_sample{n, is_antithetic, level};
}

// ---- known intervals ----

// Student's t of 95 % (table in Abramowitz & Stegun 26.10): 2.571, 2.131, 1.984 at 5, 15, 100 degrees of freedom.
TEST(Interval, OfAMeanIsStudents)
{
    EXPECT_NEAR(sfl_interval_mean(sample_of(6), 0.0, 1.0).high, 2.571, 4e-3);
    EXPECT_NEAR(sfl_interval_mean(sample_of(16), 0.0, 1.0).high, 2.131, 1e-3);
    EXPECT_NEAR(sfl_interval_mean(sample_of(101), 5.0, 2.0).low, 5.0 - 2.0 * 1.984, 2e-3);
    EXPECT_NEAR(sfl_interval_mean(sample_of(1u << 30), 0.0, 1.0).high, 1.959964, 1e-6);
    EXPECT_NEAR(sfl_interval_mean(sample_of(202, true), 5.0, 2.0).low, 5.0 - 2.0 * 1.984, 2e-3);
    EXPECT_TRUE(std::isnan(sfl_interval_mean(sample_of(1), 0.0, NAN).low));
}

// Wilson's interval of 0 of 10 is 0 … z² / (10 + z²), of 1 of 10 it is 0.0179 … 0.4042 (Agresti & Coull 1998).
TEST(Interval, OfAShareIsWilsons)
{
    double z2 = 1.959964 * 1.959964;
    EXPECT_EQ(sfl_interval_share(sample_of(10), 0.0).low, 0.0);
    EXPECT_NEAR(sfl_interval_share(sample_of(10), 0.0).high, z2 / (10.0 + z2), 1e-6);
    EXPECT_NEAR(sfl_interval_share(sample_of(10), 0.1).low, 0.0179, 1e-4);
    EXPECT_NEAR(sfl_interval_share(sample_of(10), 0.1).high, 0.4042, 1e-4);
    EXPECT_EQ(sfl_interval_share(sample_of(10), 1.0).high, 1.0);
    EXPECT_TRUE(std::isnan(sfl_interval_share(sample_of(0), NAN).low));
}

// Ranks of the median of 20 and 100 values: 6, 15 and 40, 61 (Conover 1999, table A3); 5 values give no 95 %.
TEST(Interval, RanksAreThoseOfTheBinomialDistribution)
{
    sfl_ranks of_20 = sfl_interval_ranks(sample_of(20), 0.5), of_100 = sfl_interval_ranks(sample_of(100), 0.5);
    EXPECT_EQ(of_20.low, 6u);
    EXPECT_EQ(of_20.high, 15u);
    EXPECT_EQ(of_100.low, 40u);
    EXPECT_EQ(of_100.high, 61u);
    sfl_ranks of_5 = sfl_interval_ranks(sample_of(5), 0.5);
    EXPECT_EQ(of_5.low, 0u);
    EXPECT_EQ(of_5.high, 6u);
}

// Far out the ranks are those of the normal distribution, to one.
TEST(Interval, RanksOfManyPathsAreNormal)
{
    for (double p : {0.01, 0.5, 0.99}) {
        double    n = 1e8, half = 1.959964 * std::sqrt(n * p * (1.0 - p));
        sfl_ranks ranks = sfl_interval_ranks(sample_of(100000000), p);
        EXPECT_NEAR(static_cast<double>(ranks.low), n * p - half, 3.0);
        EXPECT_NEAR(static_cast<double>(ranks.high), n * p + half, 3.0);
    }
}

// Two partners may be one and the same value: ranks of pairs are those of half as many, each twice.
TEST(Interval, RanksOfPairsCountPairs)
{
    sfl_ranks ranks = sfl_interval_ranks(sample_of(40, true), 0.5);
    EXPECT_EQ(ranks.low, 11u);
    EXPECT_EQ(ranks.high, 30u);
    EXPECT_EQ(sfl_interval_ranks(sample_of(10, true), 0.5).high, 11u);
}

TEST(Interval, OfAQuantileIsTheEndsOfItsBins)
{
    std::vector<double> values(100);
    for (size_t i = 0; i < values.size(); ++i)
        values[i] = 1000.0 + static_cast<double>(i);
    Tally        tally = tally_of(values);
    sfl_interval in    = sfl_interval_quantile(tally.get(), 0, sfl_ranks{40, 61});
    EXPECT_LE(in.low, 1039.0); // the 40th value
    EXPECT_GE(in.low, 1038.0); // a bin is half a unit wide up to 1024, one unit above
    EXPECT_GE(in.high, 1060.0);
    EXPECT_LE(in.high, 1061.0);
    EXPECT_TRUE(std::isnan(sfl_interval_quantile(tally.get(), 0, sfl_ranks{0, 61}).low));
    EXPECT_TRUE(std::isnan(sfl_interval_quantile(tally.get(), 0, sfl_ranks{40, 101}).high));
}

TEST(Interval, OfNegativeValuesAndZeros)
{
    std::vector<double> values;
    for (int i = -50; i < 50; ++i)
        values.push_back(i < 0 ? 3.0 * i : 0.0);
    Tally        tally = tally_of(values);
    sfl_interval in    = sfl_interval_quantile(tally.get(), 0, sfl_ranks{1, 60});
    EXPECT_EQ(in.low, -150.0); // the least is exact
    EXPECT_GE(in.high, 0.0);
    EXPECT_LT(in.high, 1e-6);
}

// Deviations by bins are never below the exact ones, and no more than a bin above.
TEST(Interval, DeviationByBinsIsAtLeastTheTrueOne)
{
    std::mt19937_64                  random(7);
    std::lognormal_distribution<>    law(13.0, 0.4);
    std::vector<double>              values(5000);
    for (double &value : values)
        value = law(random);
    Tally  tally = tally_of(values, SFL_KEEP_COARSE);
    double exact = sfl_tally_sd(tally.get(), 0), binned = sfl_tally_binned_sd(tally.get(), 0);
    EXPECT_GE(binned, exact);
    EXPECT_LE(binned, exact + 0.01 * sfl_tally_mean(tally.get(), 0));
    Tally same = tally_of(std::vector<double>(300, 5.0), SFL_KEEP_COARSE);
    EXPECT_EQ(sfl_tally_binned_sd(same.get(), 0), 0.0); // least and greatest are exact
}

// ---- coverage ----

struct Law {
    std::string                   name;
    std::function<double(double)> value; // of a uniform, rising
    bool                          is_continuous;
    double                        mean;
};

constexpr int      n_seeds = 400, least_hits = 362, most_hits = 396;
constexpr uint64_t n_paths = 4000;

// Means by a sum over a million strata, whose error is far below the intervals' width.
double mean_between(const Law &law, double low, double high)
{
    double sum = 0.0;
    for (int i = 0; i < 1000000; ++i)
        sum += law.value(low + (high - low) * (i + 0.5) / 1e6);
    return sum / 1e6;
}

std::vector<Law> laws()
{
    auto normal = [](double u) { return sfl_norm_inverse(u); };
    return {
        {"lognormal", [=](double u) { return 1e6 * std::exp(0.5 * normal(u)); }, true, 0.0},
        {"binding commitment", [=](double u) { return std::max(1e6, 0.9e6 * std::exp(0.3 * normal(u))); }, false, 0.0},
        {"heavy tail", [](double u) { return 1e5 * std::pow(1.0 - u, -1.0 / 4.0); }, true, 0.0},
        {"rare shortfall", [=](double u) { return std::max(0.0, 1e6 * (normal(u) - 2.326)); }, false, 0.0},
    };
}

// How many of the seeds' intervals hold the truth.
struct Hits {
    int mean = 0, q05 = 0, q50 = 0, q95 = 0, q99 = 0, cvar95 = 0, best05 = 0, share = 0;
};

bool holds(sfl_interval in, double truth)
{
    return in.low <= truth && truth <= in.high;
}

Hits hits_of(const Law &law, bool is_antithetic)
{
    Hits       hits;
    sfl_sample sample = sample_of(n_paths, is_antithetic);
    double     mean = mean_between(law, 0.0, 1.0), tail = mean_between(law, 0.95, 1.0);
    double     best = mean_between(law, 0.0, 0.05);
    auto       quantile = [&](const sfl_tally *tally, double p) {
        return holds(sfl_interval_quantile(tally, 0, sfl_interval_ranks(sample, p)), law.value(p)) ? 1 : 0;
    };
    for (int seed = 1; seed <= n_seeds; ++seed) {
        std::mt19937_64                  random(static_cast<uint64_t>(seed));
        std::uniform_real_distribution<> uniform(1e-12, 1.0 - 1e-12);
        std::vector<double>              values(n_paths);
        double                           below = 0.0;
        for (size_t i = 0; i < n_paths; i += 2) {
            double u = uniform(random), v = is_antithetic ? 1.0 - u : uniform(random);
            values[i]     = law.value(u);
            values[i + 1] = law.value(v);
            below += (u < 0.37 ? 1.0 : 0.0) + (v < 0.37 ? 1.0 : 0.0);
        }
        Tally tally = tally_of(values, SFL_KEEP_FINE, is_antithetic);
        hits.mean += holds(sfl_interval_mean(sample, sfl_tally_mean(tally.get(), 0), sfl_tally_se(tally.get(), 0)), mean);
        hits.q05 += quantile(tally.get(), 0.05);
        hits.q50 += quantile(tally.get(), 0.50);
        hits.q95 += quantile(tally.get(), 0.95);
        hits.q99 += quantile(tally.get(), 0.99);
        hits.cvar95 += holds(sfl_interval_cvar(sample, tally.get(), 0, 0.95), tail);
        hits.best05 += holds(sfl_interval_best(sample, tally.get(), 0, 0.05), best);
        hits.share += holds(sfl_interval_share(sample, below / static_cast<double>(n_paths)), 0.37);
    }
    return hits;
}

class Coverage : public testing::TestWithParam<int>
{
};

TEST_P(Coverage, IsWhatTheLevelSays)
{
    const Law law  = laws()[static_cast<size_t>(GetParam())];
    Hits      hits = hits_of(law, false);
    struct Row {
        const char *measure;
        int         n;
    };
    for (const Row &row : {Row{"mean", hits.mean}, Row{"q05", hits.q05}, Row{"q50", hits.q50}, Row{"q95", hits.q95},
                           Row{"q99", hits.q99}, Row{"cvar95", hits.cvar95}, Row{"best05", hits.best05}, Row{"share", hits.share}}) {
        EXPECT_GE(row.n, least_hits) << law.name << " " << row.measure;
        EXPECT_LE(row.n, law.is_continuous ? most_hits : n_seeds) << law.name << " " << row.measure;
    }
}

// Pairs: the mean's interval is as narrow as the pairs allow, the others may be wider but never too narrow.
TEST_P(Coverage, OfPairsIsAtLeastWhatTheLevelSays)
{
    const Law law  = laws()[static_cast<size_t>(GetParam())];
    Hits      hits = hits_of(law, true);
    for (int n : {hits.mean, hits.q05, hits.q50, hits.q95, hits.q99, hits.cvar95, hits.best05, hits.share})
        EXPECT_GE(n, least_hits) << law.name;
    EXPECT_LE(hits.mean, law.is_continuous ? most_hits : n_seeds) << law.name;
}

INSTANTIATE_TEST_SUITE_P(Laws, Coverage, testing::Range(0, 4));

} // namespace
