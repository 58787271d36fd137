// Moments of the world in closed form (model page sections 3 to 5): rows of a figure per path, its exact mean and
// its exact standard deviation. Fixed seeds. A right program fails a row with probability 1e-6 (4.9 standard
// errors); one that is wrong by what the row says it sees (1 % of the figure; of a variance 2 %, 1 % of its root)
// fails in 99 of 100 cases: the test itself demands that this is 4.9 + 2.3 standard errors.
#include "tests/unit/world_plan.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

using namespace worlds;

namespace
{

constexpr uint64_t n_paths = uint64_t{1} << 19;
constexpr double   limit   = 4.9, certainty = 2.3;

using Figure = std::function<double(const Block &, int lane)>;

struct Row {
    std::string what;
    double      mean, sd; // of the figure
    Figure      figure;
    double      sees = 0.01;
};

// Every row's figure in month `world.months − 1`.
void check_rows(const World &world, const std::vector<Row> &rows)
{
    Block               block(world);
    std::vector<double> sums(rows.size(), 0.0);
    for (uint64_t first = 0; first < n_paths; first += SFL_LANES) {
        const sfl_block *lanes = block.at(first);
        sfl_world_begin(lanes);
        for (int32_t t = 0; t < world.months; ++t) sfl_world_month(lanes, t);
        for (size_t row = 0; row < rows.size(); ++row)
            for (int lane = 0; lane < SFL_LANES; ++lane) sums[row] += rows[row].figure(block, lane);
    }
    for (size_t row = 0; row < rows.size(); ++row) {
        double se = rows[row].sd / std::sqrt(static_cast<double>(n_paths));
        EXPECT_NEAR(sums[row] / static_cast<double>(n_paths), rows[row].mean, limit * se) << rows[row].what;
        double must_see = rows[row].sees * std::fabs(rows[row].mean);
        EXPECT_LE((limit + certainty) * se, must_see) << rows[row].what << ": too few paths";
    }
}

double index_of(const Block &block, size_t driver, int lane)
{
    return block.value(block.driver(driver).index_slot, lane);
}

// Logarithm of the index: mean, and the square of what is beyond it, whose mean is a variance.
void add_normal_log(std::vector<Row> &rows, const std::string &what, double mean, double variance)
{
    rows.push_back({what + ": mean of log", mean, std::sqrt(variance),
                    [](const Block &block, int lane) { return std::log(index_of(block, 0, lane)); }});
    auto square = [mean](const Block &block, int lane) {
        return std::pow(std::log(index_of(block, 0, lane)) - mean, 2);
    };
    rows.push_back({what + ": variance of log", variance, std::sqrt(2.0) * variance, square, 0.02});
}

void add_mean(std::vector<Row> &rows, const std::string &what, double mean, double square)
{
    rows.push_back({what + ": mean", mean, std::sqrt(square - mean * mean),
                    [](const Block &block, int lane) { return index_of(block, 0, lane); }});
}

// One driver, watched after `months` months.
World alone(const Driver &driver, int months)
{
    World world;
    world.months  = months + 1;
    world.seed    = 20261124;
    world.drivers = {driver};
    world.drivers[0].name = "alone";
    return world;
}

// ∫ f(z) φ(z) dz by the trapezoid rule, which converges faster than any power here.
double over_normal(const std::function<double(double)> &f)
{
    double sum = 0.0;
    for (int i = -900; i <= 900; ++i) sum += f(i * 0.01) * std::exp(-0.5e-4 * i * i);
    return sum * 0.01 / std::sqrt(2.0 * M_PI);
}

} // namespace

TEST(DriverMoments, BrownianMotionKeepsItsMean)
{
    Driver driver;
    driver.growth     = 0.6;
    driver.volatility = 0.3;
    double           y = 2.0, variance = 0.09 * y, mean = std::pow(1.6, y);
    std::vector<Row> rows;
    add_normal_log(rows, "motion", std::log(1.6) * y - variance / 2.0, variance);
    add_mean(rows, "motion", mean, mean * mean * std::exp(variance));
    check_rows(alone(driver, 24), rows);
}

TEST(DriverMoments, ReversionBoundsTheSpreadAndForgetsTheDeviation)
{
    Driver driver;
    driver.growth     = 0.8;
    driver.volatility = 0.4;
    driver.reversion  = 1.5;
    driver.deviation  = 0.4;
    double           variance = 0.16 * (1.0 - std::exp(-3.0)) / 3.0; // y = 1
    double           shift = 0.4 * (std::exp(-1.5) - 1.0), mean = 1.8 * std::exp(shift);
    std::vector<Row> rows;
    add_normal_log(rows, "reversion", std::log(1.8) + shift - variance / 2.0, variance);
    add_mean(rows, "reversion", mean, mean * mean * std::exp(variance));
    check_rows(alone(driver, 12), rows);
}

TEST(DriverMoments, UncertainGrowthFadesWithTheTrend)
{
    Driver driver;
    driver.growth     = 1.0;
    driver.growth_end = 0.1;
    driver.fade       = 0.4;
    driver.growth_sd  = 0.3;
    double           y = 3.0, h = (1.0 - std::pow(0.6, y)) / -std::log(0.6), r_end = std::log(1.1);
    std::vector<Row> rows;
    add_normal_log(rows, "growth", r_end * y + (std::log(2.0) - r_end) * h, 0.09 * h * h);
    check_rows(alone(driver, 36), rows);
}

TEST(DriverMoments, LastingJumpsAreNewsOnTopOfGrowth)
{
    Driver driver;
    driver.jumps = {2.0, 0.15, 0.1, true};
    double           y = 2.0, e1 = std::exp(0.15 + 0.005), e2 = std::exp(0.3 + 0.02);
    std::vector<Row> rows;
    rows.push_back({"jumps: mean of log", 2.0 * y * 0.15, std::sqrt(2.0 * y * (0.0225 + 0.01)),
                    [](const Block &block, int lane) { return std::log(index_of(block, 0, lane)); }});
    add_mean(rows, "jumps", std::exp(2.0 * y * (e1 - 1.0)), std::exp(2.0 * y * (e2 - 1.0)));
    check_rows(alone(driver, 24), rows);
}

TEST(DriverMoments, PulsesDecayWithReversion)
{
    Driver driver;
    driver.jumps     = {6.0, 0.2, 0.1, false};
    driver.reversion = 6.0;
    double mean = 0.0, square = 0.0; // logarithms of them
    for (int j = 0; j < 12; ++j) {
        double a = std::exp(-0.5 * j);
        mean += 0.5 * (std::exp(a * 0.2 + a * a * 0.005) - 1.0);
        square += 0.5 * (std::exp(2.0 * a * 0.2 + 4.0 * a * a * 0.005) - 1.0);
    }
    std::vector<Row> rows;
    add_mean(rows, "pulses", std::exp(mean), std::exp(square));
    check_rows(alone(driver, 12), rows);
}

TEST(DriverMoments, AdoptionEndsAtAnUncertainCeiling)
{
    Driver driver;
    driver.adoption = {5.0, 0.4, 0.05, 1.2};
    double           y = 3.0, left = std::exp(-1.25 * y), share = (1.0 - left) / (1.0 + 24.0 * left);
    double           mean = 1.0 + 4.0 * share, variance = share * share * 25.0 * (std::exp(0.16) - 1.0);
    std::vector<Row> rows;
    add_mean(rows, "adoption", mean, mean * mean + variance);
    check_rows(alone(driver, 36), rows);
}

TEST(DriverMoments, AnEstimatedVolatilityMixesOverItsChiSquare)
{
    Driver driver;
    driver.growth         = 0.7;
    driver.volatility     = 0.3;
    driver.volatility_dof = 8.0;
    auto variance = [](double z) {
        double root = 1.0 - 2.0 / 72.0 + z * std::sqrt(2.0 / 72.0);
        return 0.09 * 8.0 / std::fmax(8.0 * root * root * root, 1e-3); // y = 1
    };
    double one = over_normal(variance), two = over_normal([&](double z) { return std::pow(variance(z), 2); });
    double mean = std::log(1.7) - one / 2.0, spread = one + (two - one * one) / 4.0;
    auto   log_index = [](const Block &block, int lane) { return std::log(index_of(block, 0, lane)); };
    auto   distance = [](const Block &block, int lane) { return std::fabs(std::log(index_of(block, 0, lane) / 1.7)); };
    // |x| of a normal with mean −v/2 and variance v
    double far = over_normal([&](double z) {
        double v = variance(z), s = std::sqrt(v);
        return s * std::sqrt(2.0 / M_PI) * std::exp(-v / 8.0) + v / 2.0 * std::erf(s / std::sqrt(8.0));
    });
    double far_sd = std::sqrt(one + two / 4.0 - far * far);
    check_rows(alone(driver, 12), {{"estimated volatility: mean of log", mean, std::sqrt(spread), log_index},
                                   {"estimated volatility: distance", far, far_sd, distance}});
}

TEST(DriverMoments, RegimesMoveGrowthAndVolatility)
{
    Driver driver;
    driver.volatility        = 0.1;
    driver.regime_growth     = {1.2, 0.3};
    driver.regime_volatility = {2.0, 1.0};
    World world              = alone(driver, 12);
    world.n_regimes          = 2;
    world.regimes            = {0.9, 0.1, 0.2, 0.8};
    double mean[2] = {1.0, 0.0}, square[2] = {1.0, 0.0}, occupation[2] = {1.0, 0.0};
    for (int t = 0; t < 12; ++t) {
        double to_first[2] = {0.9, 0.2};
        auto   step = [&](double *v, double g0, double g1) {
            double first = v[0] * to_first[0] + v[1] * to_first[1], second = v[0] + v[1] - first;
            v[0] = first * g0, v[1] = second * g1;
        };
        step(mean, std::exp(0.1), std::exp(0.025));
        step(square, std::exp(0.2 + 0.04 / 12.0), std::exp(0.05 + 0.01 / 12.0));
        step(occupation, 1.0, 1.0);
    }
    std::vector<Row> rows;
    add_mean(rows, "regimes", mean[0] + mean[1], square[0] + square[1]);
    auto in_first = [](const Block &block, int lane) {
        return block.value(block.plan()->regime_slot, lane) == 0.0 ? 1.0 : 0.0;
    };
    rows.push_back({"occupation", occupation[0], std::sqrt(occupation[0] * occupation[1]), in_first});
    check_rows(world, rows);
}

TEST(DriverMoments, ShocksAreCorrelatedAsTheFactorSays)
{
    Driver driver;
    driver.volatility = 0.5;
    World world       = alone(driver, 6);
    world.drivers.push_back(world.drivers[0]);
    world.drivers[1].name = "other";
    world.cholesky        = {1.0, 0.8, 0.6};
    double variance = 0.25 * 0.5, mean = -variance / 2.0;
    auto   product  = [mean](const Block &block, int lane) {
        return (std::log(index_of(block, 0, lane)) - mean) * (std::log(index_of(block, 1, lane)) - mean);
    };
    check_rows(world, {{"covariance", 0.8 * variance, variance * std::sqrt(1.0 + 0.64), product, 0.02}});
}

TEST(DriverMoments, LaunchesAreLateOrNever)
{
    World    world = alone(Driver(), 9);
    Workload workload;
    workload.name               = "work";
    workload.launch_month       = 2;
    workload.delay_mean_months  = 5.0;
    workload.cancel_probability = 0.2;
    world.workloads             = {workload};
    double launched = 0.8 * (1.0 - std::exp(-8.0 / 5.0)); // by month 9
    auto   volume   = [](const Block &block, int lane) { return block.value(block.workload(0).volume_slot, lane); };
    check_rows(world, {{"launched", launched, std::sqrt(launched * (1.0 - launched)), volume}});
}

TEST(DriverMoments, TheMixMovesTheOddsOfTheCachedShare)
{
    Driver mix;
    mix.volatility = 0.8;
    World world    = alone(mix, 12);
    Workload workload;
    workload.name          = "work";
    workload.cached_share  = 0.4;
    workload.cached_driver = 0;
    world.workloads        = {workload};
    auto share = [](double z) {
        double odds = 0.4 / 0.6 * std::exp(0.8 * z - 0.32);
        return odds / (1.0 + odds);
    };
    double mean = over_normal(share), square = over_normal([&](double z) { return share(z) * share(z); });
    auto   cached = [](const Block &block, int lane) { return block.value(block.workload(0).cached_slot, lane); };
    check_rows(world, {{"cached share", mean, std::sqrt(square - mean * mean), cached}});
}
