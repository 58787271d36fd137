// Constants of channels (model page section 7): peak factors, price clauses, what nodes return.
#include "kernels/num.h"
#include "plan_text.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

std::string with_channel(const std::string &keys, int32_t months = 24)
{
    return scenario_text(
        months, "vendors = ( { name = \"cloud\"; } );\n"
                "channels = ( { name = \"x\"; vendor = \"cloud\"; " +
                    keys +
                    " } );\n"
                    "architectures = ( { name = \"A\"; routes = ( { workload = \"*\"; channel = \"x\"; } ); } );\n");
}

std::string nodes(double service_level, const std::string &rest)
{
    return "kind = \"self_hosted\"; node_hour_usd = 2.0; node_mtok_per_hour = 2.5; service_level = " +
           std::to_string(service_level) + "; " + rest;
}

double lognormal(double x, double cv)
{
    if (cv == 0.0) return x >= 1.0 ? 1.0 : 0.0;
    double s = std::sqrt(std::log1p(cv * cv));
    return 0.5 * std::erfc(-(std::log(x) / s + s / 2.0) / std::sqrt(2.0));
}

double covered(double kappa, double b, double w, double cv, double idle_cv)
{
    return b * lognormal(kappa / (w / b), cv) + (1 - b) * lognormal(kappa / ((1 - w) / (1 - b)), idle_cv);
}

TEST(PlanChannels, ThePeakFactorOfOneLognormalHasAClosedForm)
{
    Planned p(with_channel(nodes(0.99, "burst_cv = 0.6;")));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_NEAR(lognormal(p.channel(0).peak_factor, 0.6), 0.99, 1e-14);
    EXPECT_NEAR(p.channel(0).burst_s, std::sqrt(std::log1p(0.36)), 1e-15);
    EXPECT_EQ(p.channel(0).busy_hours_share, 0.0);
}

TEST(PlanChannels, ALoadWithoutSpreadHasPeakFactorOne)
{
    Planned p(with_channel(nodes(0.99, "")));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.channel(0).peak_factor, 1.0);
}

// Case P-CHN-4: κ = 3.48053485960403 by bisection.
TEST(PlanChannels, ThePeakFactorOfBusyHoursSolvesItsEquation)
{
    Planned p(with_channel(nodes(0.98, "busy = { hours = 0.3; volume = 0.7; cv = 0.3; idle_cv = 0.8; };")));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_channel &x = p.channel(0);
    EXPECT_NEAR(x.peak_factor, 3.48053485960403, 1e-10);
    EXPECT_NEAR(covered(x.peak_factor, 0.3, 0.7, 0.3, 0.8), 0.98, 2e-12);
    EXPECT_NEAR(x.busy_factor, 0.7 / 0.3, 1e-15);
    EXPECT_NEAR(x.idle_factor, 0.3 / 0.7, 1e-15);
    EXPECT_EQ(x.overflow_busy_weight, 0.7);
    EXPECT_NEAR(x.overflow_idle_weight, 0.3, 1e-15);
}

TEST(PlanChannels, BusyHoursWithoutSpreadAreSteps)
{
    const std::string busy = "busy = { hours = 0.25; volume = 0.5; cv = 0.0; idle_cv = 0.0; };";
    Planned           idle(with_channel(nodes(0.7, busy))), edge(with_channel(nodes(0.75, busy))),
        peak(with_channel(nodes(0.8, busy)));
    ASSERT_EQ(idle.status, SFL_OK) << idle.said;
    EXPECT_EQ(idle.channel(0).peak_factor, 0.5 / 0.75);
    EXPECT_EQ(edge.channel(0).peak_factor, 0.5 / 0.75); // the idle hours are exactly three quarters
    EXPECT_EQ(peak.channel(0).peak_factor, 2.0);
}

// 1 − 0.9 is a little less than 0.1, which people mean to be covered.
TEST(PlanChannels, AServiceLevelIsReachedUpToRounding)
{
    Planned p(with_channel(nodes(0.1, "busy = { hours = 0.9; volume = 0.95; cv = 0.0; idle_cv = 0.0; };")));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_LT(1.0 - 0.9, 0.1);
    EXPECT_NEAR(p.channel(0).peak_factor, 0.5, 1e-14);
}

TEST(PlanChannels, OneStepAndOneLognormalMeetAtTheStep)
{
    Planned p(with_channel(nodes(0.9, "busy = { hours = 0.25; volume = 0.5; cv = 0.0; idle_cv = 0.3; };")));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.channel(0).peak_factor, 2.0);
    EXPECT_LT(covered(2.0 - 1e-9, 0.25, 0.5, 0.0, 0.3), 0.9);
    EXPECT_GE(covered(2.0, 0.25, 0.5, 0.0, 0.3), 0.9);
}

TEST(PlanChannels, ANodeReturnsWhatItsLifeHasLeft)
{
    Planned p(with_channel(nodes(0.9, "node_capex_usd = 3600.0; life_months = 36.0; lead_months = 100;"), 24));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_channel &x        = p.channel(0);
    const double           *residual = p.at<double>(x.residual_at);
    EXPECT_TRUE(x.is_owned);
    EXPECT_NEAR(residual[0], 1200.0, 1e-9);
    EXPECT_NEAR(residual[23], 3500.0, 1e-9);
    EXPECT_EQ(x.node_capex_per_month_usd, 100.0);
    EXPECT_EQ(x.lead_months, 23); // further back is month 0, too
}

TEST(PlanChannels, NodesOlderThanTheirLifeReturnNothing)
{
    Planned p(with_channel(nodes(0.9, "node_capex_usd = 3600.0; life_months = 6.0;"), 24));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.at<double>(p.channel(0).residual_at)[0], 0.0);
    EXPECT_EQ(p.at<double>(p.channel(0).residual_at)[18], 0.0);
    EXPECT_GT(p.at<double>(p.channel(0).residual_at)[19], 0.0);
}

TEST(PlanChannels, OnlySelfHostedChannelsGetTheWholeDiscountUnasked)
{
    Planned own(with_channel(nodes(0.9, "")));
    Planned token(with_channel("kind = \"token\"; models = [\"big\", \"small\"]; margin = 0.2; multiplier = 1.1;"));
    Planned given(with_channel("kind = \"token\"; models = [\"big\", \"small\"]; discount_share = 0.25;"));
    ASSERT_EQ(token.status, SFL_OK) << token.said;
    EXPECT_TRUE(own.channel(0).has_discount_share);
    EXPECT_EQ(own.channel(0).discount_share, 1.0);
    EXPECT_FALSE(token.channel(0).has_discount_share);
    EXPECT_EQ(token.channel(0).gross_factor, 1.1 * 1.2);
    EXPECT_TRUE(given.channel(0).has_discount_share);
    EXPECT_EQ(given.channel(0).discount_share, 0.25);
}

TEST(PlanChannels, ReservedUnitsAreFixedOrSizedByCoverage)
{
    const std::string keys = "kind = \"provisioned\"; unit_hour_usd = 1.0; unit_mtok_per_hour = 0.9; ";
    Planned           fixed(with_channel(keys + "units = 20;")),
        sized(with_channel(keys + "coverage = 0.8; term_months = 6; increment = 5;"));
    ASSERT_EQ(fixed.status, SFL_OK) << fixed.said;
    ASSERT_EQ(sized.status, SFL_OK) << sized.said;
    EXPECT_TRUE(fixed.channel(0).units_are_fixed);
    EXPECT_EQ(fixed.channel(0).units, 20.0);
    EXPECT_EQ(fixed.use(0, 0).sized_slot, -1);
    EXPECT_FALSE(sized.channel(0).units_are_fixed);
    EXPECT_EQ(sized.channel(0).increment, 5.0);
    EXPECT_GE(sized.use(0, 0).sized_slot, 0);
    EXPECT_EQ(sized.channel(0).token_ratio, 1.0);
}

} // namespace
