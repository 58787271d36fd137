// Laws of what a scenario may be written like: units, names, order, what nobody uses. On random scenarios, by single paths.
#include "tests/laws/law_test.hpp"
#include "tests/laws/reference.hpp"

#include <cmath>

namespace laws
{
namespace
{

// ---- units ----

// b = a · 2^power, bit for bit.
Law times_two_to(int power)
{
    double factor = std::ldexp(1.0, power);
    return [factor](double a, double b, double) { return b == factor * a; };
}

// No rule of the page holds an amount of USD: thresholds are relative to what they bound, so that nothing may round
// differently.
TEST(Laws, MoneyTimesAPowerOfTwoMultipliesEveryAmountToTheLastBit)
{
    size_t n_usd = 0;
    each_scenario([&](const json &scenario) {
        Figures before = figures_of(scenario);
        for (int power : {-9, 1, 7}) {
            expect_in_order(before, figures_of(with_money_times(scenario, power)),
                            [power](const Figure &row) { return times_two_to(power * row.usd); });
        }
        for (const Figure &row : before.rows())
            n_usd += row.usd == 1 && row.values[1] != 0.0 ? 1 : 0;
    });
    EXPECT_GT(n_usd, 100 * n_scenarios);
}

// Exact but for the 1e-9 Mtok below which a month's tokens are rounding and no load, the page's one absolute amount. What
// overflows a little may lie between that and its 2^power, load before and none after; all that hangs on it is the fixed
// cost of the token channel that takes it.
TEST(Laws, TokensTimesAPowerOfTwoAtPricesDividedByItChangeNoBillToTheLastBit)
{
    each_scenario([](json scenario) {
        remove_fixed_costs_of_tokens(scenario);
        Figures before = figures_of(scenario);
        for (int power : {-8, 3, 10}) {
            expect_in_order(before, figures_of(with_tokens_times(scenario, power)),
                            [power](const Figure &row) { return times_two_to(power * row.mtok); });
        }
    });
}

// ---- names and order ----

// Streams are named after drivers alone: not even a bit changes.
TEST(Laws, OtherNamesForWhatIsNoDriverChangeNothing)
{
    size_t n_renamed = 0;
    each_scenario([&](const json &scenario) {
        Figures before = figures_of(scenario), after = figures_of(with_other_names(scenario));
        expect_in_order(before, after, [](const Figure &) { return Law(is_same); });
        for (const Figure &row : before.rows())
            n_renamed += after.find(row.name) == nullptr ? 1 : 0;
    });
    EXPECT_GT(n_renamed, 100 * n_scenarios);
}

// Sums are made in another order, which is all that 1e-12 of what flows allows for.
TEST(Laws, TheOrderOfUncorrelatedWorkloadsAndOfEveryListChangesNothing)
{
    int n_orders = 0;
    each_scenario_of_named_draws([&](json scenario) {
        remove_correlations(scenario);
        remove_fill(scenario);
        remove_marketplace(scenario);
        n_orders += scenario["workloads"].size() > 1 ? 1 : 0;
        Figures before = figures_of(scenario), after = figures_of(with_lists_reversed(scenario));
        EXPECT_EQ(before.rows().size(), after.rows().size());
        expect_each(before, after, is_near(1e-12));
    });
    EXPECT_GE(n_orders, 12);
}

// ---- common random numbers ----

// Another scenario, other months, contracts, channels and further drivers: what has the same name has the same draws.
TEST(Laws, ScenariosThatShareNamesShareTheirDrawsToTheLastBit)
{
    size_t n_shared = 0;
    each_scenario_of_named_draws([&](json scenario) {
        json other = random_scenario(scenario["simulation"]["seed"].get<uint64_t>() % 1000000);
        remove_correlations(scenario);
        remove_correlations(other);
        Figures before = figures_of(scenario), after = figures_of(with_world_of(other, scenario));
        for (const Figure &row : before.rows()) {
            const Figure *same     = row.architecture < 0 && row.usd == 0 ? after.find(row.name) : nullptr;
            bool          is_drawn = row.name.rfind("driver ", 0) == 0 || row.name.rfind("launched ", 0) == 0 ||
                            row.name.rfind("regime ", 0) == 0;
            if (same == nullptr || !is_drawn) continue;
            EXPECT_EQ(broken(row, *same, is_same), "");
            n_shared += row.values[0] != row.values[1] ? 1 : 0;
        }
    });
    EXPECT_GT(n_shared, 30 * n_scenarios);
}

// ---- routes ----

// Two halves of a double are exact; their two bills and the sums of them round otherwise than one.
TEST(Laws, TwoRoutesOfHalfTheShareAreOne)
{
    int n_split = 0;
    each_scenario([&](const json &scenario) {
        json halved = with_routes_halved(scenario, n_split);
        expect_each(figures_of(scenario), figures_of(halved), is_near(1e-12));
    });
    EXPECT_GE(n_split, 24);
}

// ---- what nobody uses ----

TEST(Laws, WhatNothingUsesChangesNoFigureByABit)
{
    each_scenario_of_named_draws([](const json &scenario) {
        expect_each(figures_of(scenario), figures_of(with_unused_things(scenario)), is_same);
    });
}

TEST(Laws, AWorkloadWithoutTokensChangesNoFigureByABit)
{
    size_t n_moving = 0;
    each_scenario_of_named_draws([&](const json &scenario) {
        Figures before = figures_of(scenario), after = figures_of(with_idle_workload(scenario));
        expect_each(before, after, is_same);
        const Figure *idle = after.find("driver idle month 2"); // it moves; it only asks for nothing
        if (idle == nullptr) return;                            // the scenario is shorter
        n_moving += 1;
        EXPECT_NE(idle->values[0], idle->values[1]);
    });
    EXPECT_GE(n_moving, 18u);
}

// ---- certainty ----

// Every path is path 0, whatever the seed and the sampling.
TEST(Laws, WithoutUncertaintyEveryPathIsTheSame)
{
    each_scenario([](const json &scenario) {
        json certain = without_uncertainty(scenario), other = certain;
        other["simulation"]["seed"]     = 12345;
        other["simulation"]["sampling"] = "antithetic";
        Figures sheet                   = figures_of(certain);
        for (const Figure &row : sheet.rows()) {
            Figure first = row;
            first.values.assign(row.values.size(), row.values[0]);
            EXPECT_EQ(broken(first, row, is_same), "");
        }
        expect_each(sheet, figures_of(other), is_same);
    });
}

// The sheet: drivers are their trend, month by month in closed form (model page section 3 with Z = 0 and no jump).
double trend_of(const json &driver, int month)
{
    double y = month / 12.0, h = y, fade = driver.value("fade", 0.0);
    double r = std::log(1.0 + driver.value("growth", 0.0)), end = 0.0;
    if (fade > 0.0) {
        double phi = -std::log(1.0 - fade);
        h          = (1.0 - std::exp(-phi * y)) / phi;
        end        = std::log(1.0 + driver.value("growth_end", 0.0));
    }
    double deviation = driver.value("deviation", 0.0), kept = std::exp(-driver.value("reversion", 0.0) * y);
    double index = std::exp(end * y + (r - end) * h + deviation * (kept - 1.0));
    if (!driver.contains("adoption")) return index;
    const json &bass = driver["adoption"];
    double      p = bass["p"], q = bass["q"], ceiling = bass["ceiling"], e = std::exp(-(p + q) * y);
    return index * (1.0 + (ceiling - 1.0) * (1.0 - e) / (1.0 + q / p * e));
}

TEST(Laws, WithoutUncertaintyIndicesAreTheirTrend)
{
    int n_indices = 0;
    each_scenario([&](const json &scenario) {
        json    certain = without_uncertainty(scenario);
        Figures sheet   = figures_of(certain);
        auto    look    = [&](const json &driver, const std::string &name) {
            for (int month = 0; month < certain["simulation"]["months"].get<int>(); ++month) {
                double found = sheet.of("driver " + name + " month " + std::to_string(month)).values[0];
                double trend = trend_of(driver, month);
                EXPECT_NEAR(found, trend, 1e-12 * trend) << name << " month " << month;
                n_indices += found != 1.0 ? 1 : 0;
            }
        };
        for (const json &workload : certain["workloads"])
            look(workload, workload["name"].get<std::string>());
        for (const json &index : certain["indices"])
            look(index, index["name"].get<std::string>());
    });
    EXPECT_GT(n_indices, 500);
}

// And the bills on that trend are those of the page's plain reading (reference_bill.cpp), within the page's 1e-9.
TEST(Laws, WithoutUncertaintyTheBillsAreTheSheets)
{
    each_scenario([](const json &scenario) {
        Subject         subject(without_uncertainty(scenario));
        Figures         found(subject, 1);
        reference::Path sheet = reference::walk(*subject.scenario(), 0);
        for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
            const reference::Bill &bill = sheet.bills[static_cast<size_t>(a)];
            std::string            name = subject.scenario()->architectures[a].name;
            for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
                std::string in = " month " + std::to_string(month);
                size_t      t  = static_cast<size_t>(month);
                for (auto [part, expected] : {std::pair<const char *, double>{" ai", bill.ai[t]},
                                              {" trueup", bill.trueup[t]},
                                              {" baseline", bill.baseline[t]}}) {
                    const Figure &row = found.of(name + part + in);
                    EXPECT_NEAR(row.values[0], expected, 1e-9 * row.scale[0]) << row.name;
                }
            }
        }
    });
}

} // namespace
} // namespace laws
