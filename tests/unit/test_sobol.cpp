// Quasi-random draws: points fill what they must, parts differ, any block gives the words of its paths, bridges keep the law.
#include "host/plan/sobol.h"
#include "kernels/driver.h"
#include "plan_text.hpp"
#include "reference_draw.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace
{

constexpr int32_t n_lanes = SFL_LANES;

std::string sobol_scenario(int32_t months, const std::string &driver = "")
{
    return "simulation = { months = " + std::to_string(months) + "; seed = 9; sampling = \"sobol\"; };\n" +
           "models = ( { name = \"m\"; provider = \"p\"; input_usd = 3.0; } );\n"
           "workloads = ( { name = \"chat\"; model = \"m\"; input_mtok = 10.0; growth_sd = 0.2; volatility = 0.4; " +
           driver + "} );\n" +
           "vendors = ( { name = \"v\"; } );\n"
           "channels = ( { name = \"direct\"; kind = \"token\"; vendor = \"v\"; models = [\"m\"]; } );\n"
           "architectures = ( { name = \"a\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); } );\n";
}

// Words of a dimension on paths first … first + 63.
std::vector<uint32_t> words_at(const sfl_plan *plan, int32_t dimension, uint64_t first)
{
    sfl_block             block = {plan, nullptr, first};
    std::vector<uint32_t> words(SFL_LANES);
    sfl_index_draw(&block, SFL_DRAW_NOISE, dimension, 77u, 5, words.data());
    return words;
}

// Points from … from + n − 1 of a part, n a multiple of 64.
std::vector<uint32_t> points(const sfl_plan *plan, int32_t dimension, uint64_t part, uint64_t from, uint64_t n)
{
    std::vector<uint32_t> all;
    for (uint64_t point = from; point < from + n; point += 64) {
        auto words = words_at(plan, dimension, point / 64 * 2048 + part * 64);
        all.insert(all.end(), words.begin(), words.end());
    }
    return all;
}

// W[t] for every month as sums of the normals of months, walked through the plan's steps: [month][month of z].
std::vector<std::vector<double>> walked(const Planned &planned)
{
    const auto                      *months = planned.at<sfl_plan_bridge_month>(planned.plan->bridge_months_at);
    const auto                      *steps  = planned.at<sfl_plan_bridge_step>(planned.plan->bridge_steps_at);
    size_t                           n      = static_cast<size_t>(planned.plan->n_months);
    std::vector<std::vector<double>> place(static_cast<size_t>(planned.plan->bridge_depth) + 1, std::vector<double>(n));
    std::vector<std::vector<double>> W(n, std::vector<double>(n));
    place[1][n - 1] = std::sqrt(static_cast<double>(n - 1));
    for (size_t t = 1; t < n; ++t) {
        for (int32_t i = months[t].first; i < months[t].end; ++i) {
            const size_t to = static_cast<size_t>(steps[i].place);
            for (size_t k = 0; k < n; ++k)
                place[to][k] = steps[i].from_left * place[0][k] + steps[i].from_right * place[to - 1][k];
            place[to][static_cast<size_t>(steps[i].month)] += steps[i].sd;
        }
        place[0] = W[t] = place[static_cast<size_t>(months[t].place)];
    }
    return W;
}

} // namespace

TEST(Sobol, PathsGoToPartsByRowsOf64)
{
    std::set<std::pair<int32_t, uint64_t>> seen;
    for (uint64_t path = 0; path < 3 * 2048; ++path) {
        EXPECT_LT(sfl_path_part(path), SFL_N_PARTS);
        EXPECT_LT(sfl_path_point(path), 192u);
        seen.insert({sfl_path_part(path), sfl_path_point(path)});
    }
    EXPECT_EQ(seen.size(), 3u * 2048u);
    EXPECT_EQ(sfl_path_part(64), 1);
    EXPECT_EQ(sfl_path_point(2048), 64u);
}

TEST(Sobol, EveryAlignedRunOfPointsFillsEveryIntervalOnce)
{
    Planned planned(sobol_scenario(61));
    ASSERT_EQ(planned.said, "");
    for (int32_t dimension : {1, 2, 17, 60}) {
        for (uint64_t from : {0u, 4096u, 12288u}) {
            std::set<uint32_t> intervals;
            for (uint32_t word : points(planned.plan, dimension, 3, from, 4096))
                intervals.insert(word >> 20);
            EXPECT_EQ(intervals.size(), 4096u) << dimension;
        }
    }
}

TEST(Sobol, TheFirstTwoDimensionsFillEveryBoxOnce)
{
    Planned planned(sobol_scenario(61));
    auto    x = points(planned.plan, 1, 5, 1024, 1024), y = points(planned.plan, 2, 5, 1024, 1024);
    for (uint32_t bits = 0; bits <= 10; ++bits) {
        std::set<std::pair<uint32_t, uint32_t>> boxes;
        for (size_t i = 0; i < x.size(); ++i)
            boxes.insert({static_cast<uint32_t>(uint64_t{x[i]} >> (32 - bits)),
                          static_cast<uint32_t>(uint64_t{y[i]} >> (22 + bits))});
        EXPECT_EQ(boxes.size(), 1024u) << bits;
    }
}

// Of 32 parts and 61 dimensions: seeds by their address; the first digit of a point is 1 as often as not, six standard
// deviations (1.2e-9) allowed.
TEST(Sobol, EveryPartAndDimensionIsScrambledOnItsOwn)
{
    Planned            planned(sobol_scenario(61));
    const size_t       n     = static_cast<size_t>(planned.plan->n_dimensions);
    const auto        *seeds = planned.at<uint32_t>(planned.plan->scrambles_at);
    std::set<uint32_t> seen;
    double             ones = 0.0;
    for (uint32_t part = 0; part < 32; ++part) {
        for (uint32_t i = 0; i < n; ++i) {
            EXPECT_EQ(seeds[part * n + i], reference::word(9, part, reference::stream_of("sobol"), i));
            seen.insert(seeds[part * n + i]);
            ones += words_at(planned.plan, static_cast<int32_t>(i) + 1, part * 64)[0] >> 31;
        }
    }
    EXPECT_EQ(n, 61u);
    EXPECT_EQ(seen.size(), 32 * n);
    EXPECT_NEAR(ones, 16.0 * static_cast<double>(n), 6.0 * std::sqrt(8.0 * static_cast<double>(n)));
}

TEST(Sobol, AnyBlockGivesTheWordsOfItsPaths)
{
    Planned planned(sobol_scenario(61));
    for (uint64_t row : {UINT64_C(0), UINT64_C(1984), UINT64_C(1) << 30, (UINT64_C(1) << 37) - 64, UINT64_MAX - 127}) {
        auto left = words_at(planned.plan, 7, row), right = words_at(planned.plan, 7, row + 64);
        left.insert(left.end(), right.begin(), right.end());
        for (uint64_t skipped : {1u, 7u, 63u}) {
            auto words = words_at(planned.plan, 7, row + skipped);
            EXPECT_TRUE(std::equal(words.begin(), words.end(), left.begin() + static_cast<long>(skipped))) << row;
        }
    }
}

TEST(Sobol, BeyondTheLastPointAndTheLastDimensionWordsArePhiloxs)
{
    Planned        planned(sobol_scenario(61));
    const uint64_t beyond = UINT64_C(1) << 37;
    EXPECT_EQ(words_at(planned.plan, 7, beyond), words_at(planned.plan, 0, beyond));
    EXPECT_NE(words_at(planned.plan, 7, beyond - 64), words_at(planned.plan, 0, beyond - 64));
    EXPECT_EQ(words_at(planned.plan, planned.plan->n_dimensions + 1, 64), words_at(planned.plan, 0, 64));
    EXPECT_NE(words_at(planned.plan, planned.plan->n_dimensions, 64), words_at(planned.plan, 0, 64));
}

TEST(Sobol, WordsOfAPointAreUniformOverSeeds)
{
    // 256 bins of 65,536 seeds: chi-square with 255 degrees of freedom, mean 255, sd 22.6; 400 is six of them away.
    for (uint32_t digits : {0u, 1u, 0x80000000u, 0x12345678u}) {
        std::vector<int> bins(256);
        for (uint32_t seed = 0; seed < 65536; ++seed) {
            const uint32_t key[2] = {seed, 1}, counter[4] = {0, 0, 0, 0};
            uint32_t       out[4];
            sfl_philox(counter, key, out);
            ++bins[sfl_reverse_bits(sfl_owen_scramble(digits, out[0])) >> 24];
        }
        double chi2 = 0.0;
        for (int n : bins)
            chi2 += (n - 256.0) * (n - 256.0) / 256.0;
        EXPECT_LT(chi2, 400.0);
    }
}

TEST(Bridge, TheStepsOfAMonthAreIndependentNormals)
{
    for (int32_t n_months : {2, 3, 4, 5, 17, 60, 120, 240}) {
        Planned planned(sobol_scenario(n_months));
        ASSERT_EQ(planned.said, "");
        auto   W = walked(planned);
        size_t n = W.size();
        for (size_t s = 1; s < n; ++s) {
            for (size_t t = 1; t <= s; ++t) {
                double product = 0.0;
                for (size_t k = 0; k < n; ++k)
                    product += (W[s][k] - W[s - 1][k]) * (W[t][k] - W[t - 1][k]);
                ASSERT_NEAR(product, s == t ? 1.0 : 0.0, 1e-13) << n_months << " " << s << " " << t;
            }
        }
    }
}

TEST(Bridge, WideGapsHaveTheFirstDimensions)
{
    Planned                           planned(sobol_scenario(17));
    const auto                       *steps = planned.at<sfl_plan_bridge_step>(planned.plan->bridge_steps_at);
    std::vector<sfl_plan_bridge_step> order(steps, steps + 15);
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) { return a.dimension < b.dimension; });
    std::vector<int32_t> months;
    for (const auto &step : order)
        months.push_back(step.month);
    EXPECT_EQ(months, (std::vector<int32_t>{8, 4, 12, 2, 6, 10, 14, 1, 3, 5, 7, 9, 11, 13, 15}));
    EXPECT_EQ(planned.plan->bridge_depth, 5);
    EXPECT_EQ(planned.plan->n_dimensions, 17);
}

// Numbers of jumps that a split puts before the middle: the mean over a fine grid of u is all · p, the variance
// all · p (1 − p), both within the grid's width.
TEST(Bridge, JumpsSplitBinomially)
{
    for (int before = 1; before < 4; ++before) {
        const double         p = before / 4.0;
        sfl_plan_bridge_step step{};
        step.from_left  = 1.0 - p;
        step.from_right = p;
        step.log_left   = std::log(1.0 - p);
        for (double all : {0.0, 1.0, 5.0, 70.0}) {
            double sum = 0.0, squares = 0.0;
            for (int row = 0; row < 4096; ++row) {
                double counts[n_lanes], u[n_lanes], n[n_lanes];
                for (int lane = 0; lane < n_lanes; ++lane) {
                    counts[lane] = lane % 2 == 0 ? all : 3.0; // neighbours with another number do not matter
                    u[lane]      = (row * (n_lanes / 2) + lane / 2 + 0.5) / (4096.0 * (n_lanes / 2));
                }
                sfl_jumps_split(counts, u, &step, n);
                for (int lane = 0; lane < n_lanes; lane += 2) {
                    ASSERT_LE(n[lane], all);
                    sum += n[lane];
                    squares += n[lane] * n[lane];
                }
            }
            double mean = sum / (4096.0 * (n_lanes / 2)), variance = squares / (4096.0 * (n_lanes / 2)) - mean * mean;
            EXPECT_NEAR(mean, all * p, 1e-3);
            EXPECT_NEAR(variance, all * p * (1.0 - p), 1e-2);
        }
    }
}

TEST(Bridge, FewJumpsHaveOneAndManyDoNot)
{
    auto bridged = [](int32_t months, double per_year) {
        Planned planned(
            sobol_scenario(months, "jumps = { per_year = " + std::to_string(per_year) + "; mean = 0.1; }; "));
        EXPECT_EQ(planned.said, "");
        return planned.driver(0).jumps_are_bridged != 0;
    };
    EXPECT_TRUE(bridged(60, 2.0));
    EXPECT_TRUE(bridged(13, 12.0));
    EXPECT_FALSE(bridged(13, 12.5));
    EXPECT_FALSE(bridged(240, 2.0));
    EXPECT_FALSE(bridged(1, 2.0));
}
