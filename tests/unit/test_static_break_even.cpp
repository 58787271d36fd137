// host/run/static_break_even: the last part of model page section 9, against sums that a person can redo.
#include "tests/unit/run_plan.hpp"

#include "host/run/static_break_even.h"

#include <gtest/gtest.h>

#include <string>

namespace
{

using namespace runs;

// An API at 1.5 USD per Mtok against something else; 1000 Mtok a month at x = 1, season 2 in month 0 if asked for.
Plan against(const std::string &channel, const std::string &workload = "")
{
    return plan_of(R"(simulation = { months = 3; };
vendors = ( { name = "p"; } );
models = ( { name = "unit"; provider = "p"; input_usd = 1.0; output_usd = 1.0; } );
workloads = ( { name = "w"; model = "unit"; input_mtok = 1000.0; )" +
                   workload + R"( } );
channels = ( { name = "api"; kind = "token"; vendor = "p"; models = ["unit"]; margin = 0.5; }, { name = "other"; )" +
                   channel + R"( } );
architectures = ( { name = "api"; routes = ( { workload = "w"; channel = "api"; } ); },
                  { name = "other"; routes = ( { workload = "w"; channel = "other"; } ); } );
break_even = ( { from = "api"; to = "other"; } );
)");
}

sfl_static_break_even found(const Plan &plan, int32_t from = 0, int32_t to = 1)
{
    sfl_static_break_even result = {};
    EXPECT_EQ(sfl_static_break_even_find(plan.get(), from, to, &result, nullptr), SFL_OK);
    return result;
}

const std::string nodes = R"(kind = "self_hosted"; node_mtok_per_hour = 4.0; service_level = 0.5;)";

} // namespace

TEST(StaticBreakEven, OfNodesIsTheLastStepAtWhichTheyAreDearer)
{
    // A node takes 2920 Mtok a month and costs 1095 USD, with 3000 USD of staff: V·1.5 = 3000 + 1095 ⌈V/2920⌉ last at
    // ⌈·⌉ = 2: V = 3460, 5190 USD a month.
    Plan                  plan   = against(nodes + "node_hour_usd = 1.5; staff_usd_per_month = 3000.0;");
    sfl_static_break_even result = found(plan);
    EXPECT_EQ(result.kind, SFL_STATIC_REACHED);
    EXPECT_NEAR(result.usd_per_month, 5190.0, 5190.0 * 2e-9);
}

TEST(StaticBreakEven, SpreadsOwnedNodesOverTheirLife)
{
    // Rent 0, capex 39,420 over 36 months is the same 1095 USD a month; set-up is paid once and does not count.
    Plan plan = against(nodes + R"(node_capex_usd = 39420.0; life_months = 36; staff_usd_per_month = 3000.0;
                                   setup_usd = 1.0e6;)");
    EXPECT_NEAR(found(plan).usd_per_month, 5190.0, 5190.0 * 2e-9);
}

TEST(StaticBreakEven, IgnoresLaunchesAndCountsTheSeason)
{
    std::string           node = nodes + "node_hour_usd = 1.5; staff_usd_per_month = 3000.0;";
    Plan                  plan = against(node, "season = [2.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0];"
                                                                "launch = { month = 2; cancel_probability = 0.5; };");
    double                usd[2];
    sfl_static_break_even result = found(plan);
    EXPECT_NEAR(result.usd_per_month, 5190.0, 5190.0 * 2e-9); // a spend does not care what x = 1 is
    ASSERT_EQ(sfl_static_bills(plan.get(), usd, nullptr), SFL_OK);
    EXPECT_DOUBLE_EQ(usd[0], 3000.0); // 2000 Mtok
    EXPECT_DOUBLE_EQ(usd[1], 3000.0 + 1095.0);
}

TEST(StaticBreakEven, IsAlwaysWhereTheOtherIsNowhereDearer)
{
    Plan plan = against(R"(kind = "token"; vendor = "p"; models = ["unit"]; margin = 0.25;)");
    EXPECT_EQ(found(plan).kind, SFL_STATIC_ALWAYS);
    EXPECT_EQ(found(plan, 1, 0).kind, SFL_STATIC_NONE);
    EXPECT_EQ(found(plan, 0, 0).kind, SFL_STATIC_ALWAYS); // equal is not dearer
}

TEST(StaticBreakEven, AnswersEveryRowOfTheScenario)
{
    Plan                  plan = against(nodes + "node_hour_usd = 1.5; staff_usd_per_month = 3000.0;");
    sfl_static_break_even results[1];
    ASSERT_EQ(plan->n_break_even, 1);
    ASSERT_EQ(sfl_static_break_even_find_all(plan.get(), results, nullptr), SFL_OK);
    EXPECT_EQ(results[0].usd_per_month, found(plan).usd_per_month);
}
