// Certain parts of drivers as tables, and their correlation (model page section 3).
#include "kernels/num.h"
#include "plan_text.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

// One index "x" with the given keys, after the drivers of two workloads and one baseline.
std::string with_index(const std::string &keys, const std::string &rest = "")
{
    return scenario_text(60, token_market("indices = ( { name = \"x\"; " + keys + " } );\n" + rest));
}

const sfl_plan_driver &last_driver(const Planned &p)
{
    return p.driver(p.plan->n_drivers - 1);
}

TEST(PlanDrivers, StreamsAreFnv1aOfTheirNames)
{
    Planned p(with_index(""));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    auto hash = [](const std::string &text) {
        uint32_t h = 2166136261u;
        for (char c : text)
            h = (h ^ static_cast<uint8_t>(c)) * 16777619u;
        return h;
    };
    EXPECT_EQ(p.driver(0).diffusion_stream, hash("chat/diffusion"));
    EXPECT_EQ(p.driver(0).jump_count_stream, hash("chat/jump-count"));
    EXPECT_EQ(p.driver(1).jump_size_stream, hash("bulk/jump-size"));
    EXPECT_EQ(p.driver(2).growth_stream, hash("cloud/growth"));
    EXPECT_EQ(p.driver(2).volatility_stream, hash("cloud/volatility"));
    EXPECT_EQ(p.driver(3).ceiling_stream, hash("x/ceiling"));
}

TEST(PlanDrivers, WithoutDiceTheIndexIsATable)
{
    Planned p(with_index("growth = -0.35; growth_end = -0.05; fade = 0.3; deviation = 0.2; reversion = 1.5;"
                         "adoption = { ceiling = 0.6; p = 0.1; q = 0.9; };"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_driver &x = last_driver(p);
    ASSERT_TRUE(x.is_fixed);
    const double *index = p.at<double>(x.fixed_at);
    EXPECT_EQ(index[0], 1.0);
    for (int t : {1, 7, 59}) {
        double y = t / 12.0, phi = -std::log(0.7), h = (1 - std::exp(-phi * y)) / phi;
        double r = std::log(0.65), end = std::log(0.95), e = std::exp(-1.0 * y);
        double adopted = 1 + (0.6 - 1) * (1 - e) / (1 + 9 * e), d = 0.2 * std::exp(-1.5 * y);
        EXPECT_NEAR(index[t], adopted * std::exp(end * y + (r - end) * h + d - 0.2), 1e-14) << t;
    }
    EXPECT_EQ(x.d_slot, -1);
    EXPECT_EQ(x.shock, -1);
}

TEST(PlanDrivers, RegimeVolatilityWithoutVolatilityDrawsNothing)
{
    const std::string regimes =
        "regimes = { names = [\"a\", \"b\"]; start = \"b\"; monthly = ( [0.9, 0.1], [0.2, 0.8] ); };\n";
    Planned calm(with_index("regime_volatility = [1.0, 2.0]; regime_growth = [0.0, 0.0];", regimes));
    Planned moves(with_index("regime_growth = [0.0, 0.12];", regimes));
    Planned both(with_index("volatility = 0.1; regime_volatility = [1.0, 2.0];", regimes));
    ASSERT_EQ(calm.status, SFL_OK) << calm.said;
    EXPECT_TRUE(last_driver(calm).is_fixed);
    ASSERT_FALSE(last_driver(moves).is_fixed);
    EXPECT_DOUBLE_EQ(moves.at<double>(last_driver(moves).regime_growth_at)[1], 0.01);
    EXPECT_TRUE(last_driver(moves).variance_is_fixed);
    EXPECT_FALSE(last_driver(both).variance_is_fixed);
    EXPECT_EQ(both.at<double>(last_driver(both).regime_volatility_at)[1], 2.0);
    EXPECT_EQ(both.plan->regime_start, 1);
    const double *rows = both.at<double>(both.plan->regime_cumulative_at);
    EXPECT_EQ(rows[0], 0.9);
    EXPECT_EQ(rows[1], 0.9 + 0.1);
    EXPECT_EQ(rows[2], 0.2);
}

TEST(PlanDrivers, VarianceIsATableWhereNoPathChangesIt)
{
    Planned walk(with_index("volatility = 0.4;")), mean(with_index("volatility = 0.4; reversion = 2.0;"));
    Planned own(with_index("volatility = 0.4; volatility_dof = 9.0;"));
    ASSERT_EQ(walk.status, SFL_OK) << walk.said;
    EXPECT_NEAR(walk.at<double>(last_driver(walk).half_variance_at)[24], 0.16, 1e-15);
    EXPECT_NEAR(last_driver(walk).gain, std::sqrt(1 / 12.0), 1e-16);
    EXPECT_EQ(last_driver(walk).decay, 1.0);
    double v = 0.16 / 4.0 * (1 - std::exp(-4.0 * 2.0)); // Ornstein–Uhlenbeck, two years
    EXPECT_NEAR(mean.at<double>(last_driver(mean).half_variance_at)[24], v / 2, 1e-15);
    EXPECT_FALSE(last_driver(own).variance_is_fixed);
    EXPECT_GE(last_driver(own).v_slot, 0);
}

TEST(PlanDrivers, ASmallFadeIsNearlyNone)
{
    Planned none(with_index("growth = 0.5; growth_sd = 0.1;")),
        small(with_index("growth = 0.5; growth_sd = 0.1; fade = 1e-12;"));
    ASSERT_EQ(small.status, SFL_OK) << small.said;
    for (int t = 0; t < 60; ++t) {
        EXPECT_NEAR(small.at<double>(last_driver(small).damped_years_at)[t], t / 12.0, 1e-10);
        EXPECT_NEAR(small.at<double>(last_driver(small).trend_at)[t], none.at<double>(last_driver(none).trend_at)[t],
                    1e-10);
    }
}

TEST(PlanDrivers, JumpsAreCountedByADistribution)
{
    Planned p(with_index("jumps = { per_year = 2.4; mean = -0.3; sd = 0.1; };"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_driver &x   = last_driver(p);
    const double          *cdf = p.at<double>(x.jump_cdf_at);
    EXPECT_TRUE(x.jumps_last);
    EXPECT_NEAR(cdf[0], std::exp(-0.2), 1e-15);
    EXPECT_NEAR(cdf[1], std::exp(-0.2) * 1.2, 1e-15);
    EXPECT_NEAR(cdf[15], 1.0, 1e-15);
    EXPECT_GE(x.level_slot, 0);
    EXPECT_EQ(x.d_slot, -1);
}

// ---- correlation ----

TEST(PlanCorrelation, TheFactorTimesItsTransposeIsTheMatrixAndALaterLineWins)
{
    Planned p(with_index("volatility = 0.1;", "correlations = ( { among = [\"chat\", \"x\", \"cloud\"]; rho = 0.5; },"
                                              "{ among = [\"x\", \"chat\"]; rho = -0.25; } );"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    ASSERT_EQ(p.plan->n_shocks, 2); // the baseline and the second workload do not diffuse
    const double *l = p.at<double>(p.plan->cholesky_at);
    EXPECT_EQ(l[0], 1.0);
    EXPECT_EQ(l[1], -0.25);
    EXPECT_NEAR(l[2], std::sqrt(1 - 0.0625), 1e-16);
    EXPECT_EQ(p.at<int32_t>(p.plan->shock_drivers_at)[1], 3);
    EXPECT_EQ(p.driver(3).shock, 1);
}

std::string four_indices(const std::string &correlations)
{
    return scenario_text(
        12, token_market(R"(indices = ( { name = "a"; volatility = 0.1; }, { name = "b"; volatility = 0.1; },
        { name = "c"; volatility = 0.1; }, { name = "d"; volatility = 0.1; } );
correlations = ( )" + correlations +
                         " );"));
}

TEST(PlanCorrelation, AMatrixThatCannotBeIsExplained)
{
    Planned p(four_indices("{ among = [\"a\", \"b\"]; rho = 0.9; },\n{ among = [\"b\", \"c\"]; rho = 0.9; },\n"
                           "{ among = [\"a\", \"c\"]; rho = -0.9; }"));
    EXPECT_EQ(p.status, SFL_ERR_VALUE);
    EXPECT_NE(p.said.find("smallest eigenvalue is -0.8"), std::string::npos) << p.said;
    EXPECT_NE(p.said.find("a and b (0.9)"), std::string::npos) << p.said;
    EXPECT_NE(p.said.find("a and c (-0.9)"), std::string::npos) << p.said;
    EXPECT_EQ(p.said.find(" d "), std::string::npos) << p.said;
    EXPECT_EQ(p.plan, nullptr);
}

// Two groups that know nothing of each other: the first has eigenvalue −0.8, the second, found later, −1.7.
TEST(PlanCorrelation, TheSmallestEigenvalueIsThatOfTheWorstGroup)
{
    std::string indices, names;
    for (int i = 0; i < 7; ++i)
        indices += (i ? ", " : "") + std::string("{ name = \"i") + std::to_string(i) + "\"; volatility = 0.1; }";
    Planned p(scenario_text(
        12, token_market("indices = ( " + indices +
                         " );\ncorrelations = (\n"
                         "{ among = [\"i0\", \"i1\"]; rho = 0.9; }, { among = [\"i1\", \"i2\"]; rho = 0.9; },\n"
                         "{ among = [\"i0\", \"i2\"]; rho = -0.9; },\n"
                         "{ among = [\"i3\", \"i4\", \"i5\", \"i6\"]; rho = -0.9; } );")));
    EXPECT_EQ(p.status, SFL_ERR_VALUE);
    EXPECT_NE(p.said.find("smallest eigenvalue is -1.7;"), std::string::npos) << p.said;
    EXPECT_NE(p.said.find("i3 and i4 (-0.9)"), std::string::npos) << p.said;
}

TEST(PlanCorrelation, ASingularMatrixIsNotPositiveDefinite)
{
    Planned singular(four_indices("{ among = [\"a\", \"b\", \"c\"]; rho = -0.5; }"));
    Planned nearly(four_indices("{ among = [\"a\", \"b\", \"c\"]; rho = -0.4999; }"));
    EXPECT_EQ(singular.status, SFL_ERR_VALUE);
    EXPECT_NE(singular.said.find("smallest eigenvalue is 0;"), std::string::npos) << singular.said;
    EXPECT_EQ(nearly.status, SFL_OK) << nearly.said;
}

TEST(PlanCorrelation, LargeMatricesAreExplainedQuickly)
{
    std::string indices, names;
    for (int i = 0; i < 250; ++i) {
        std::string name = "\"i" + std::to_string(i) + "\"";
        indices += (i ? ", " : "") + std::string("{ name = ") + name + "; volatility = 0.1; }";
        names += (i ? ", " : "") + name;
    }
    Planned p(scenario_text(12, token_market("indices = ( " + indices + " );\ncorrelations = ( { among = [" + names +
                                             "]; rho = 0.5; }, { among = [\"i3\", \"i240\"]; rho = -0.9; } );")));
    EXPECT_EQ(p.status, SFL_ERR_VALUE);
    EXPECT_NE(p.said.find("i3 and i240 (-0.9)"), std::string::npos) << p.said;
}

} // namespace
