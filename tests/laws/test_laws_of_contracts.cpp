// Laws of commitments, discounts and sums. On random scenarios, by single paths.
#include "tests/laws/law_test.hpp"

#include <algorithm>
#include <cmath>

namespace laws
{
namespace
{

bool ends_with(const std::string &text, const std::string &end)
{
    return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
}

// ---- commitments ----

// What could make up for a larger commitment is taken out: a tier by spend or a commitment by spend follows the shortfall's
// own consequences, a fill route spends more because of it, and under tiers a larger commitment is a larger discount, at
// which a `then` route may switch later.
json with_commitments_alone(json scenario)
{
    remove_fill(scenario);
    renew_by_repetition(scenario);
    put_tiers_on_commitments(scenario);
    if (has_tiers(scenario)) remove_switches(scenario);
    return scenario;
}

TEST(Laws, MoreCommitmentNeverLowersAShortfall)
{
    int n_raised = 0, n_begun = 0;
    each_scenario([&](const json &scenario) {
        json    plain  = with_commitments_alone(scenario);
        Figures before = figures_of(plain);
        for (double factor : {1.01, 1.3, 2.5, 40.0}) {
            Figures after = figures_of(with_commitments_times(plain, factor));
            for (const Figure &row : before.rows()) {
                if (!ends_with(row.name, "shortfall")) continue;
                EXPECT_EQ(broken(row, after.of(row.name),
                                 [&](double less, double more, double scale) {
                                     n_raised += more > less ? 1 : 0;
                                     n_begun += more > 0.0 && less == 0.0 ? 1 : 0;
                                     return more >= less - 1e-12 * factor * scale; // sums of what counts round
                                 }),
                          "");
            }
        }
    });
    EXPECT_GT(n_raised, 10000);
    EXPECT_GT(n_begun, 1000);
}

// ---- discounts ----

// Net bills alone: with counts = "net" a commitment fills more slowly, so that a shortfall may rise. Rounding is monotone,
// so that no bit may be above.
TEST(Laws, AHigherDiscountNeverRaisesANetBill)
{
    int n_lowered = 0;
    each_scenario([&](json scenario) {
        remove_fill(scenario);
        remove_switches(scenario);
        flatten_tiers(scenario);
        Figures before = figures_of(scenario);
        for (double more : {0.001, 0.07, 0.6}) {
            Figures after = figures_of(with_discounts_raised(scenario, more));
            for (const Figure &row : before.rows()) {
                bool is_bill =
                    row.name.find(" ai ") != std::string::npos || row.name.find(" baseline ") != std::string::npos;
                if (!is_bill || row.usd == 0) continue;
                EXPECT_EQ(broken(row, after.of(row.name),
                                 [&](double dear, double cheap, double) {
                                     n_lowered += cheap < dear ? 1 : 0;
                                     return cheap <= dear;
                                 }),
                          "");
            }
        }
    });
    EXPECT_GT(n_lowered, 10000);
}

// ---- sums ----

// Sums are made in another order than the program's.
constexpr double rounding = 1e-12;

void expect_sum(const Figures &all, const std::string &whole, const std::vector<std::pair<double, std::string>> &parts)
{
    Figure sum = all.of(whole);
    std::fill(sum.values.begin(), sum.values.end(), 0.0);
    for (const auto &[factor, name] : parts) {
        const Figure &part = all.of(name);
        for (size_t path = 0; path < sum.values.size(); ++path)
            sum.values[path] += factor * part.values[path];
    }
    EXPECT_EQ(broken(all.of(whole), sum, is_near(rounding)), "");
}

const char *const parts[] = {"ai", "trueup", "baseline"};

TEST(Laws, PartsAndMonthsAddUpToTheTotal)
{
    each_scenario([](const json &scenario) {
        Figures all  = figures_of(scenario);
        double  rate = scenario["simulation"]["discount_rate"];
        int     end  = scenario["simulation"]["months"];
        for (const json &architecture : scenario["architectures"]) {
            std::string              name = architecture["name"].get<std::string>() + " ";
            std::vector<std::string> sums = {"npv", "nominal"};
            for (int month = 0; month < end; ++month)
                sums.push_back("month " + std::to_string(month));
            for (const std::string &sum : sums)
                expect_sum(all, name + "total " + sum,
                           {{1.0, name + "ai " + sum}, {1.0, name + "trueup " + sum}, {1.0, name + "baseline " + sum}});
            for (const char *part : {"total", parts[0], parts[1], parts[2]}) {
                std::vector<std::pair<double, std::string>> nominal, npv;
                for (int month = 0; month < end; ++month) {
                    std::string in = name + part + " month " + std::to_string(month);
                    nominal.push_back({1.0, in});
                    npv.push_back({std::pow(1.0 + rate, -(month + 1) / 12.0), in});
                }
                expect_sum(all, name + part + " nominal", nominal);
                expect_sum(all, name + part + " npv", npv);
            }
        }
    });
}

// Everything that falls short is paid inside the horizon, at the latest in its last month.
TEST(Laws, TrueUpsAreTheShortfallsLessTheCreditUsed)
{
    size_t n_periods = 0;
    each_scenario([&](const json &scenario) {
        Figures all = figures_of(scenario);
        for (const json &architecture : scenario["architectures"]) {
            std::string                                 name = architecture["name"].get<std::string>() + " ";
            std::vector<std::pair<double, std::string>> trueups;
            for (const json &contract : scenario["contracts"]) {
                std::string of = name + contract["name"].get<std::string>() + " ";
                if (all.find(of + "credit used") == nullptr) continue;
                std::vector<std::pair<double, std::string>> shortfalls, rooms;
                for (const Figure &row : all.rows()) {
                    bool is_of = row.name.rfind(of + "period", 0) == 0;
                    if (is_of && ends_with(row.name, "shortfall")) shortfalls.push_back({1.0, row.name});
                    if (is_of && ends_with(row.name, "room")) rooms.push_back({1.0, row.name});
                }
                for (const auto &[one, shortfall] : shortfalls)
                    trueups.push_back({one * contract.value("shortfall_rate", 1.0), shortfall});
                trueups.push_back({-1.0, of + "credit used"});
                expect_sum(all, of + "term shortfall", shortfalls);
                expect_sum(all, of + "term room", rooms);
                n_periods += shortfalls.size();
            }
            expect_sum(all, name + "trueup nominal", trueups);
        }
    });
    EXPECT_GT(n_periods, n_scenarios);
}

TEST(Laws, ADifferenceIsTheDifferenceOfTheTotalsToTheLastBit)
{
    int n_pairs = 0;
    each_scenario([&](const json &scenario) {
        Figures all = figures_of(scenario);
        for (const json &a : scenario["architectures"]) {
            for (const json &b : scenario["architectures"]) {
                if (a["name"] == b["name"]) continue;
                std::string  first = a["name"], second = b["name"];
                const Figure difference = all.of(first + " less than " + second + " by");
                Figure       wanted     = all.of(second + " total npv");
                for (size_t path = 0; path < wanted.values.size(); ++path)
                    wanted.values[path] -= all.of(first + " total npv").values[path];
                EXPECT_EQ(broken(difference, wanted, is_same), "");
                n_pairs += 1;
            }
        }
    });
    EXPECT_GE(n_pairs, 40);
}

} // namespace
} // namespace laws
