// host/run/run: the same integers however the paths are cut up, and a prefix when interrupted.
#include "tests/unit/run_plan.hpp"

#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace
{

using namespace runs;

constexpr const char *random_paths     = "months = 14; discount_rate = 0.08; seed = 5;";
constexpr const char *antithetic_paths = "months = 14; discount_rate = 0.08; seed = 5; sampling = \"antithetic\";";

sfl_run_options options_of(uint64_t n_paths, int32_t n_threads = 1, uint64_t chunk = 0, const char *backend = nullptr)
{
    sfl_run_options options = {};
    options.n_paths         = n_paths;
    options.n_threads       = n_threads;
    options.chunk           = chunk;
    options.backend         = backend;
    return options;
}

Tally run(const sfl_plan *plan, const sfl_run_options &options, sfl_status expected = SFL_OK)
{
    Diag          diag(sfl_diag_build());
    sfl_tally    *tally = nullptr;
    sfl_run_facts facts = {};
    EXPECT_EQ(sfl_run(plan, &options, &tally, &facts, diag.get()), expected) << lines(diag.get());
    return Tally(tally);
}

std::string refusal(const sfl_plan *plan, const sfl_run_options &options, sfl_status expected)
{
    Diag       diag(sfl_diag_build());
    sfl_tally *tally = nullptr;
    EXPECT_EQ(sfl_run(plan, &options, &tally, nullptr, diag.get()), expected);
    EXPECT_EQ(tally, nullptr);
    return lines(diag.get());
}

class EveryCut : public testing::TestWithParam<const char *>
{
};

} // namespace

TEST_P(EveryCut, OfThePathsGivesEqualTallies)
{
    Plan               plan      = plan_of(busy_scenario(GetParam()));
    Tally              reference = run(plan.get(), options_of(198, 1, 0, "cpu-plain"));
    int32_t            n_backends;
    const sfl_backend *backends = sfl_backend_list(&n_backends);
    for (int32_t i = 0; i < n_backends; ++i) {
        if (!backends[i].is_usable()) continue;
        for (int32_t n_threads : {1, 2, 7}) {
            for (uint64_t chunk : {uint64_t{0}, uint64_t{7}, uint64_t{64}, uint64_t{100}, uint64_t{1} << 40}) {
                Tally cut = run(plan.get(), options_of(198, n_threads, chunk, backends[i].name));
                EXPECT_TRUE(sfl_tally_equal(cut.get(), reference.get()))
                    << backends[i].name << ", " << n_threads << " threads, chunk " << chunk;
            }
        }
    }
    Tally one_by_one = run(plan.get(), options_of(198, 3, 1));
    EXPECT_TRUE(sfl_tally_equal(one_by_one.get(), reference.get()));
}

INSTANTIATE_TEST_SUITE_P(Run, EveryCut, testing::Values(random_paths, antithetic_paths));

TEST(Run, OfTwoRangesMergesToTheRunOfBoth)
{
    Plan            plan  = plan_of(busy_scenario(random_paths));
    Tally           whole = run(plan.get(), options_of(1500));
    Tally           first = run(plan.get(), options_of(333));
    sfl_run_options rest  = options_of(1167, 2);
    rest.first_path       = 333;
    Tally second          = run(plan.get(), rest);
    ASSERT_TRUE(sfl_tally_merge(second.get(), first.get()));
    EXPECT_TRUE(sfl_tally_equal(second.get(), whole.get()));
}

TEST(Run, ReachesTheLastPathNumber)
{
    Plan            plan    = plan_of(busy_scenario(random_paths));
    sfl_run_options options = options_of(100);
    options.first_path      = UINT64_MAX - 99;
    EXPECT_EQ(sfl_tally_paths(run(plan.get(), options).get()), 100u);
    options.n_paths = 101;
    EXPECT_EQ(refusal(plan.get(), options, SFL_ERR_USAGE),
              "paths: 101 from 18446744073709551516; the last path is 2^64 - 1");
}

TEST(Run, InterruptedHoldsAPrefixOfItsPaths)
{
    Plan            plan    = plan_of(busy_scenario(random_paths));
    sfl_run_options options = options_of(uint64_t{1} << 50, 3, 500);
    uint64_t        told    = 0;
    options.progress        = [](void *context, uint64_t n_done, uint64_t n_paths) {
        *static_cast<uint64_t *>(context) = n_done;
        return n_done > n_paths; // never: the first call ends the run
    };
    options.progress_context = &told;
    Tally    partial         = run(plan.get(), options, SFL_INTERRUPTED);
    uint64_t n_done          = sfl_tally_paths(partial.get());
    EXPECT_GE(n_done, told);
    EXPECT_LE(n_done, told + 3 * 500);
    EXPECT_EQ(n_done % 500, 0u);
    Tally prefix = run(plan.get(), options_of(n_done, 2));
    EXPECT_TRUE(sfl_tally_equal(partial.get(), prefix.get()));
}

TEST(Run, RefusesWhatItCannotDo)
{
    Plan plan  = plan_of(busy_scenario(random_paths));
    Plan pairs = plan_of(busy_scenario(antithetic_paths));
    EXPECT_EQ(refusal(plan.get(), options_of(0), SFL_ERR_USAGE), "paths: 0; allowed is 1 or more");
    EXPECT_EQ(refusal(plan.get(), options_of(1, 1, 0, "abacus"), SFL_ERR_USAGE),
              "backend: abacus; this machine has none of that name");
    EXPECT_EQ(refusal(pairs.get(), options_of(7), SFL_ERR_USAGE),
              "paths: 7 from 0; antithetic sampling takes whole pairs, so both are even");
}

TEST(Run, FailsWhereAnAmountIsTooLargeToBeCountedExactly)
{
    Plan        plan = plan_of(runs::scenario_beyond_all_amounts(""));
    std::string text = refusal(plan.get(), options_of(3), SFL_ERR_AMOUNT);
    EXPECT_NE(text.find("beyond 4.6e12 or no numbers; the first is on path 0"), std::string::npos) << text;
}
