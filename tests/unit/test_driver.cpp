// kernels/driver.h, world.h and quote.h against the equations of the model page (sections 3 to 6) in long double,
// and what must hold to the last bit.
#include "tests/unit/world_plan.hpp"
#include "tests/unit/world_reference.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace worlds;

namespace
{

// A few hundred sums of numbers below 10, each rounded to 1e-16 of it, and an exp of the last.
constexpr double tolerance = 1e-12;
// A volatility at its bound of χ² drives an index among the subnormal numbers, which have fewer digits.
constexpr double least = 1e-300;

class Dice
{
  public:
    explicit Dice(uint32_t seed) : engine_(seed)
    {
    }
    double uniform(double from, double to)
    {
        return from + (to - from) * (static_cast<double>(engine_()) * 0x1p-32);
    }
    bool maybe(double probability)
    {
        return uniform(0.0, 1.0) < probability;
    }
    int number(int from, int to)
    {
        return from + static_cast<int>(engine_() % static_cast<uint32_t>(to - from + 1));
    }

  private:
    std::mt19937 engine_;
};

std::vector<double> reals(Dice &dice, int n, double from, double to)
{
    std::vector<double> values;
    for (int i = 0; i < n; ++i) values.push_back(dice.uniform(from, to));
    return values;
}

Driver random_driver(Dice &dice, int number, int n_regimes)
{
    Driver driver;
    driver.name = "driver-" + std::to_string(number);
    if (dice.maybe(0.8)) driver.growth = dice.uniform(-0.5, 1.5);
    if (dice.maybe(0.3)) driver.fade = dice.uniform(0.01, 0.9), driver.growth_end = dice.uniform(-0.1, 0.2);
    if (dice.maybe(0.5)) driver.growth_sd = dice.uniform(0.01, 0.3);
    if (dice.maybe(0.8)) driver.volatility = dice.uniform(0.05, 0.8);
    if (dice.maybe(0.3)) driver.volatility_dof = dice.uniform(1.0, 30.0);
    if (dice.maybe(0.5)) driver.reversion = dice.uniform(0.1, 5.0);
    if (dice.maybe(0.3)) driver.deviation = dice.uniform(-0.5, 0.5);
    if (dice.maybe(0.4)) {
        driver.jumps = {dice.uniform(0.1, 30.0), dice.uniform(-0.2, 0.2), 0.0, dice.maybe(0.5)};
        if (dice.maybe(0.7)) driver.jumps.sd = dice.uniform(0.01, 0.2);
    }
    if (dice.maybe(0.3)) {
        driver.adoption = {dice.uniform(0.5, 8.0), 0.0, dice.uniform(0.01, 0.3), dice.uniform(0.1, 2.0)};
        if (dice.maybe(0.6)) driver.adoption.ceiling_sd = dice.uniform(0.05, 0.5);
    }
    if (n_regimes > 0 && dice.maybe(0.6)) driver.regime_growth = reals(dice, n_regimes, -0.5, 0.5);
    if (n_regimes > 0 && driver.volatility > 0.0 && dice.maybe(0.6))
        driver.regime_volatility = reals(dice, n_regimes, 0.5, 2.0);
    return driver;
}

// Rows of a lower factor with unit rows; some entries 0, as between unrelated groups.
std::vector<double> random_factor(Dice &dice, size_t n)
{
    std::vector<double> factor;
    for (size_t row = 0; row < n; ++row) {
        double left = 1.0;
        for (size_t column = 0; column < row; ++column) {
            double entry = dice.maybe(0.4) ? 0.0 : dice.uniform(-0.3, 0.3) * left;
            factor.push_back(entry);
            left -= entry * entry;
        }
        factor.push_back(std::sqrt(left));
    }
    return factor;
}

void add_regimes(World &world, Dice &dice)
{
    world.n_regimes    = dice.number(2, 4);
    world.regime_start = dice.number(0, world.n_regimes - 1);
    for (int row = 0; row < world.n_regimes; ++row) {
        std::vector<double> chances = reals(dice, world.n_regimes, 0.0, 1.0);
        double              sum     = 0.0;
        for (double chance : chances) sum += chance;
        for (double chance : chances) world.regimes.push_back(chance / sum);
    }
}

void add_workload(World &world, Dice &dice)
{
    Workload workload;
    workload.name         = "workload-" + std::to_string(world.workloads.size());
    workload.driver       = dice.number(0, static_cast<int>(world.drivers.size()) - 1);
    workload.input_mtok   = dice.uniform(1.0, 1e5);
    workload.output_mtok  = dice.uniform(0.0, 1e4);
    workload.cached_share = dice.maybe(0.7) ? dice.uniform(0.0, 1.0) : 0.0;
    if (dice.maybe(0.5)) workload.output_driver = dice.number(0, static_cast<int>(world.drivers.size()) - 1);
    if (dice.maybe(0.5)) workload.cached_driver = dice.number(0, static_cast<int>(world.drivers.size()) - 1);
    if (dice.maybe(0.5)) workload.season = reals(dice, 12, 0.5, 1.5);
    if (dice.maybe(0.5)) workload.launch_month = dice.number(0, 8);
    if (dice.maybe(0.4)) workload.delay_mean_months = dice.uniform(0.5, 12.0);
    if (dice.maybe(0.4)) workload.cancel_probability = dice.uniform(0.05, 0.6);
    world.quotes.push_back({static_cast<int>(world.workloads.size()), dice.uniform(0.1, 10.0), dice.uniform(0.0, 1.0),
                            dice.uniform(0.0, 50.0)});
    world.workloads.push_back(workload);
}

World random_world(uint32_t number)
{
    Dice  dice(number);
    World world;
    world.months        = dice.number(1, 40);
    world.seed          = UINT64_C(0x9e3779b97f4a7c15) * number;
    world.is_antithetic = dice.maybe(0.5);
    if (dice.maybe(0.5)) add_regimes(world, dice);
    int    n_drivers = dice.number(1, 12);
    size_t n_shocks  = 0;
    for (int i = 0; i < n_drivers; ++i) {
        world.drivers.push_back(random_driver(dice, i, world.n_regimes));
        n_shocks += world.drivers.back().volatility > 0.0;
    }
    if (dice.maybe(0.8)) world.cholesky = random_factor(dice, n_shocks);
    for (int i = dice.number(0, 4); i > 0; --i) add_workload(world, dice);
    world.index_drivers = {0, n_drivers - 1};
    world.index_depth   = dice.number(1, 5);
    return world;
}

void expect_close(double value, long double truth, const char *what, size_t which)
{
    long double bound = tolerance * std::fabs(truth) + least;
    ASSERT_LE(std::fabs(value - truth), bound) << what << " " << which << " is " << value;
}

void compare_month(const Block &block, int lane, const Path &path, size_t t)
{
    const sfl_plan *plan = block.plan();
    for (size_t i = 0; i < path.index[t].size(); ++i)
        expect_close(block.value(block.driver(i).index_slot, lane), path.index[t][i], "driver", i);
    if (plan->n_regimes > 0) { ASSERT_EQ(block.value(plan->regime_slot, lane), path.regime[t]); }
    for (size_t i = 0; i < path.volume[t].size(); ++i) {
        const sfl_plan_workload &workload = block.workload(i);
        if (workload.launch_slot >= 0) { ASSERT_EQ(block.value(workload.launch_slot, lane), path.launch[i]); }
        expect_close(block.value(workload.volume_slot, lane), path.volume[t][i], "volume", i);
        expect_close(block.value(workload.input_slot, lane), path.input[t][i], "input", i);
        expect_close(block.value(workload.output_slot, lane), path.output[t][i], "output", i);
        expect_close(block.value(workload.cached_slot, lane), path.cached[t][i], "cached share", i);
    }
    for (size_t i = 0; i < path.quote[t].size(); ++i) {
        int32_t slot = SFL_AT(plan, sfl_plan_quote, plan->quotes_at)[i].cost_slot;
        expect_close(block.value(slot, lane), path.quote[t][i], "quote", i);
    }
    for (int32_t i = 0; i < plan->n_indices; ++i) {
        const sfl_plan_index &index = SFL_AT(plan, sfl_plan_index, plan->indices_at)[i];
        for (size_t ago = 0; ago < static_cast<size_t>(index.depth) && ago <= t; ++ago) {
            int32_t slot = index.history_slot + static_cast<int32_t>(t - ago) % index.depth;
            expect_close(block.value(slot, lane), path.index[t - ago][static_cast<size_t>(index.driver)], "price", ago);
        }
    }
}

void compare_world(const World &world, uint64_t first)
{
    Block            block(world);
    const sfl_block *lanes = block.at(first);
    std::vector<Path> paths;
    for (uint64_t lane = 0; lane < SFL_LANES; ++lane) paths.push_back(walk(world, first + lane));
    sfl_world_begin(lanes);
    for (int32_t t = 0; t < world.months; ++t) {
        sfl_world_month(lanes, t);
        for (int lane = 0; lane < SFL_LANES; ++lane) {
            SCOPED_TRACE("month " + std::to_string(t) + " lane " + std::to_string(lane));
            compare_month(block, lane, paths[static_cast<size_t>(lane)], static_cast<size_t>(t));
            if (testing::Test::HasFatalFailure()) return;
        }
    }
}

// Every driver's index of every month and lane.
std::vector<double> indices_of(const World &world, uint64_t first, size_t driver)
{
    Block               block(world);
    const sfl_block    *lanes = block.at(first);
    std::vector<double> indices;
    sfl_world_begin(lanes);
    for (int32_t t = 0; t < world.months; ++t) {
        sfl_world_month(lanes, t);
        for (int lane = 0; lane < SFL_LANES; ++lane)
            indices.push_back(block.value(block.driver(driver).index_slot, lane));
    }
    return indices;
}

World two_drivers()
{
    World world;
    for (const char *name : {"left", "right"}) {
        Driver driver;
        driver.name       = name;
        driver.growth     = 0.5;
        driver.growth_sd  = 0.2;
        driver.volatility = 0.4;
        world.drivers.push_back(driver);
    }
    return world;
}

} // namespace

TEST(Driver, RandomWorldsFollowTheEquationsOnEveryPath)
{
    for (uint32_t number = 1; number <= 150; ++number) {
        SCOPED_TRACE("world " + std::to_string(number));
        compare_world(random_world(number), number % 3 == 0 ? UINT64_C(0xffffffd0) : 64 * number);
        ASSERT_FALSE(HasFatalFailure());
    }
}

TEST(Driver, MonthZeroIsExactlyOne)
{
    for (uint32_t number = 1; number <= 30; ++number) {
        World world = random_world(number);
        world.months = 1;
        for (size_t i = 0; i < world.drivers.size(); ++i)
            for (double index : indices_of(world, 0, i)) ASSERT_EQ(index, 1.0);
    }
}

TEST(Driver, ADriverAddedInFrontLeavesTheOthersBits)
{
    World one = two_drivers(), two = two_drivers();
    one.drivers.erase(one.drivers.begin());
    EXPECT_EQ(indices_of(one, 128, 0), indices_of(two, 128, 1));
}

TEST(Driver, APathIsTheSameWhereverItsBlockBegins)
{
    World               world = two_drivers();
    std::vector<double> here = indices_of(world, 1000, 1), there = indices_of(world, 1017, 1);
    for (size_t t = 0; t < static_cast<size_t>(world.months); ++t) {
        for (size_t lane = 17; lane < SFL_LANES; ++lane)
            ASSERT_EQ(here[t * SFL_LANES + lane], there[t * SFL_LANES + lane - 17]);
    }
}

TEST(Driver, AntitheticPathsMirrorTheLogarithmAboutItsMean)
{
    World world         = two_drivers();
    world.is_antithetic = true;
    std::vector<double> indices = indices_of(world, 0, 0);
    for (size_t t = 1; t < static_cast<size_t>(world.months); ++t) {
        double mean = std::log(1.5) * static_cast<double>(t) / 12.0 - 0.08 * static_cast<double>(t) / 12.0;
        for (size_t lane = 0; lane < SFL_LANES; lane += 2) {
            double pair = std::log(indices[t * SFL_LANES + lane]) + std::log(indices[t * SFL_LANES + lane + 1]);
            ASSERT_NEAR(pair, 2.0 * mean, 1e-13);
        }
    }
}

TEST(Driver, LeadingZerosOfAFactorCostNothingAndChangeNothing)
{
    World plain = two_drivers(), zeros = two_drivers();
    zeros.cholesky = {1.0, 0.0, 1.0};
    EXPECT_EQ(indices_of(plain, 0, 1), indices_of(zeros, 0, 1));
}
