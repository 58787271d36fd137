#include "host/base/diag.h"
#include "kernels/burst.h"
#include "kernels/capacity.h"
#include "shortfall.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>
#include <vector>

namespace {

/* A plan whose only capacity channel has the given clause of burst. */
class Channel {
public:
    explicit Channel(const std::string &burst)
    {
        const std::string text =
            "simulation = { months = 2; };\n"
            "models = ( { name = \"m\"; provider = \"p\"; input_usd = 1.0; } );\n"
            "workloads = ( { name = \"w\"; model = \"m\"; input_mtok = 10.0; } );\n"
            "channels = ( { name = \"own\"; kind = \"self_hosted\"; node_hour_usd = 1.0; node_mtok_per_hour = 1.0;\n"
            "  service_level = 0.9; " +
            burst +
            " } );\n"
            "architectures = ( { name = \"a\"; routes = ( { workload = \"*\"; channel = \"own\"; } ); } );\n";
        sfl_diag *diag = sfl_diag_build();
        EXPECT_EQ(sfl_scenario_read_text(text.c_str(), "burst.cfg", nullptr, nullptr, &scenario, diag), SFL_OK)
            << (sfl_diag_count(diag) ? sfl_diag_line(diag, 0) : "");
        EXPECT_EQ(sfl_plan_build(scenario, &plan, diag), SFL_OK);
        sfl_diag_free(&diag);
    }
    Channel(const Channel &)            = delete;
    Channel &operator=(const Channel &) = delete;
    ~Channel()
    {
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
    }

    const sfl_plan_channel &clauses() const { return SFL_AT(plan, sfl_plan_channel, plan->channels_at)[0]; }

    /* o(c) as path code has it. */
    double share(double ratio) const
    {
        double ratios[SFL_LANES], shares[SFL_LANES];
        for (double &lane : ratios)
            lane = ratio;
        sfl_capacity_overflow_of(plan, &clauses(), ratios, shares);
        return shares[SFL_LANES - 1];
    }

    sfl_scenario *scenario = nullptr;
    sfl_plan     *plan     = nullptr;
};

/* o(c) of one lognormal in long double, from the model page (section 7). */
long double exact_share(long double c, long double cv)
{
    const long double s   = sqrtl(logl(1 + cv * cv));
    const long double d1  = -logl(c) / s + s / 2;
    const auto        phi = [](long double x) { return erfcl(-x / sqrtl(2)) / 2; };
    return phi(d1) - c * phi(d1 - s);
}

TEST(Burst, AFlatLoadOverflowsOnlyWhatExceedsCapacity)
{
    EXPECT_EQ(sfl_overflow_lognormal(1.25, 0.0), 0.0);
    EXPECT_EQ(sfl_overflow_lognormal(0.75, 0.0), 0.25);
    const Channel flat("burst_cv = 0.0;");
    EXPECT_EQ(flat.clauses().overflow_rows, 0);
    EXPECT_EQ(flat.share(0.75), 0.25);
}

TEST(Burst, TheShareIsThePagesFormula)
{
    // 3e-12: 1e-12 of the table, and what the formula's cdf of 1e-15 is off by at c up to 1000
    for (double cv : {0.05, 0.3, 0.6, 1.0, 1.5, 3.0}) {
        const Channel channel("burst_cv = " + std::to_string(cv) + ";");
        for (double c = 1e-3; c < 1e3; c *= 1.0137)
            ASSERT_NEAR(channel.share(c), static_cast<double>(exact_share(c, cv)), 3e-12) << "cv " << cv << ", c " << c;
    }
}

TEST(Burst, BusyAndIdleHoursAddUpByTheirVolume)
{
    const Channel channel("busy = { hours = 0.3; volume = 0.65; cv = 0.25; idle_cv = 0.7; };");
    EXPECT_GT(channel.clauses().overflow_rows, 0);
    for (double c = 1e-3; c < 1e3; c *= 1.0137) {
        const long double busy = 0.65L / 0.3L, idle = 0.35L / 0.7L;
        const long double exact = 0.65L * exact_share(c / busy, 0.25L) + 0.35L * exact_share(c / idle, 0.7L);
        ASSERT_NEAR(channel.share(c), static_cast<double>(exact), 3e-12) << "c " << c;
    }
}

TEST(Burst, ATableIsUsedWhereItIsExactAndTheFormulaElsewhere)
{
    EXPECT_GT(Channel("burst_cv = 0.6;").clauses().overflow_rows, 0);
    EXPECT_EQ(Channel("burst_cv = 0.001;").clauses().overflow_rows, 0);
}

TEST(Burst, TheEndsOfTheRangeAreSafe)
{
    for (const char *burst : {"burst_cv = 0.6;", "burst_cv = 0.001;", "burst_cv = 0.0;"}) {
        const Channel channel(burst);
        EXPECT_EQ(channel.share(0.0), 1.0) << burst;
        EXPECT_NEAR(channel.share(1e-300), 1.0, 1e-15) << burst;
        EXPECT_NEAR(channel.share(1e300), 0.0, 1e-15) << burst;
    }
    EXPECT_EQ(sfl_overflow_settle(0.5, 0.0, 1.0), 1.0);
    EXPECT_EQ(sfl_overflow_settle(0.5, 1.0, 0.0), 0.0);
    EXPECT_EQ(sfl_overflow_settle(1.0 - 1e-10, 1.0, 1.0), 1.0);
}

} // namespace
