// The runner itself: what it does not know it refuses, and one wrong value of each kind and stat is caught.
#include "tests/validation/cases.hpp"
#include "tests/validation/relations.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <stdexcept>

namespace
{

using namespace validation;

const json &case_file()
{
    static const json file = read_case_file(SFL_SOURCE_DIR "/tests/validation/cases.json");
    return file;
}

json find_case(const std::string &id)
{
    for (const json &entry : case_file()["cases"]) {
        if (entry["id"] == id) return entry;
    }
    throw std::runtime_error("no case " + id);
}

const Effort small = {1 << 12, 2, false};

size_t count_failed(const CaseResult &result)
{
    size_t n = 0;
    for (const std::vector<Line> *lines : {&result.values, &result.chi2}) {
        for (const Line &line : *lines)
            n += line.verdict.passed ? 0 : 1;
    }
    return n;
}

// Of the whole case, evaluated again with one value of it moved.
TEST(Runner, CatchesOneWrongValueOfEachKindAndStat)
{
    std::set<std::pair<std::string, std::string>> tried;
    for (const json &entry : case_file()["cases"]) {
        std::vector<std::pair<size_t, std::string>> wanted;
        for (size_t i = 0; i < entry["expected"].size(); ++i) {
            std::string stat = entry["expected"][i]["stat"];
            if (stat != "informative" && tried.insert({entry["kind"], stat}).second) wanted.push_back({i, stat});
        }
        if (wanted.empty()) continue;
        CaseResult right = evaluate_case(entry, small);
        for (const auto &[i, stat] : wanted) {
            json wrong           = entry;
            wrong["expected"][i] = spoilt(entry["expected"][i], right.estimates[i]);
            CaseResult again     = evaluate_case(wrong, small);
            EXPECT_EQ(count_failed(again), count_failed(right) + 1) << entry["id"] << " " << stat;
            EXPECT_FALSE(again.values[i].verdict.passed) << entry["id"] << " " << stat;
        }
    }
    EXPECT_GT(tried.size(), 40u);
}

TEST(Runner, CatchesAChiSquareOfAnotherDistribution)
{
    json entry = find_case("P-GBM-1");
    for (json &edge : entry["chi2"]["edges"])
        edge = edge.get<double>() * 1.1;
    CaseResult result = evaluate_case(entry, small);
    EXPECT_TRUE(result.values.front().verdict.passed);
    EXPECT_FALSE(result.chi2.front().verdict.passed);
}

TEST(Runner, RefusesAnUnknownKind)
{
    json entry    = find_case("P-SEA-1");
    entry["kind"] = "driver.unheard_of";
    EXPECT_THROW(evaluate_case(entry, small), std::runtime_error);
}

TEST(Runner, RefusesAnUnknownStat)
{
    for (const char *id : {"P-SEA-1", "P-RNG-2"}) {
        json entry                   = find_case(id);
        entry["expected"][0]["stat"] = "median";
        EXPECT_THROW(evaluate_case(entry, small), std::runtime_error) << id;
    }
}

TEST(Runner, RefusesAnUnknownSelectionAndAMemberTooMany)
{
    const char *const strange[] = {R"({"arch":"A","colour":"red"})",
                                   R"({"arch":"A","month":24})",
                                   R"({"arch":"A","part":"rent"})",
                                   R"({"arch":"A","money":"real"})",
                                   R"({"arch":"B"})",
                                   R"({"volume":"w","month":1,"log":true})",
                                   R"({"note":"text"})",
                                   R"({"pair":["A","A"],"what":"difference"})",
                                   R"({"arch":"A","contract":"k","period":0,"what":"shortfall"})",
                                   R"("A")"};
    for (const char *sel : strange) {
        json entry                  = find_case("P-SEA-1");
        entry["expected"][0]["sel"] = json::parse(sel);
        EXPECT_THROW(evaluate_case(entry, small), std::exception) << sel;
    }
}

TEST(Runner, RefusesAnUnknownMemberOfACaseAndOfAValue)
{
    json entry      = find_case("P-SEA-1");
    entry["remark"] = "text";
    EXPECT_THROW(evaluate_case(entry, small), std::runtime_error);
    entry.erase("remark");
    entry["expected"][0]["weight"] = 1;
    EXPECT_THROW(evaluate_case(entry, small), std::runtime_error);
}

TEST(Runner, RefusesAFileThatDoesNotHoldWhatItCounts)
{
    EXPECT_EQ(case_file()["n_expected"], 1715);
    EXPECT_THROW(read_case_file(SFL_SOURCE_DIR "/tests/validation/README.md"), std::exception);
    EXPECT_THROW(read_case_file(SFL_SOURCE_DIR "/no such file"), std::runtime_error);
}

TEST(Runner, KnowsEveryRelationOfTheFile)
{
    size_t n_pending = 0;
    for (const json &entry : case_file()["relations"])
        n_pending += pending_relation(entry["id"]) != nullptr ? 1 : 0;
    EXPECT_EQ(n_pending, 1u);
    EXPECT_THROW(evaluate_relation("P-REL-99", 1), std::runtime_error);
}

TEST(Judge, LetsNothingPassThatIsNoNumber)
{
    Estimate estimate;
    estimate.value = estimate.least = estimate.greatest = estimate.se = std::numeric_limits<double>::quiet_NaN();
    estimate.n                                                        = 1000;
    estimate.list                                                     = {estimate.value};
    for (const char *stat : {"mean", "sd", "quantile", "cvar", "corr", "probability", "exact", "atom"}) {
        json expected = {{"stat", stat}, {"value", 0.3}, {"sd1", 1.0}, {"ref_err", 0.1}, {"rtol", 1.0}, {"atol", 1.0}};
        EXPECT_FALSE(judge(expected, estimate).passed) << stat;
    }
    EXPECT_FALSE(judge({{"stat", "path"}, {"value", {0.3}}, {"rtol", 1.0}}, estimate).passed);
}

TEST(Judge, DividesByTheStandardErrorNotTheDeviation)
{
    Estimate estimate;
    estimate.n     = 10000;
    json expected  = {{"stat", "mean"}, {"value", 10.0}, {"sd1", 2.0}, {"ref_err", 0.0}};
    estimate.value = 10.0 + 5.1 * 0.02;
    EXPECT_TRUE(judge(expected, estimate).passed);
    estimate.value = 10.0 + 5.3 * 0.02;
    EXPECT_FALSE(judge(expected, estimate).passed);
    expected["z_limit"] = 8.0;
    EXPECT_TRUE(judge(expected, estimate).passed);
}

// Against exact sums: B(10, 1/2) and a Poisson-like tail.
TEST(Judge, CountsRareEventsByTheBinomial)
{
    EXPECT_NEAR(binomial_tail(0, 10, 0.5), 2.0 / 1024.0, 1e-15);
    EXPECT_NEAR(binomial_tail(9, 10, 0.5), 2.0 * 11.0 / 1024.0, 1e-14);
    EXPECT_NEAR(binomial_tail(1, 1000000, 1e-9), 2.0 * (1.0 - std::exp(-1e-3)), 1e-9);
    EXPECT_EQ(binomial_tail(0, 100, 0.0), 1.0);
    EXPECT_EQ(binomial_tail(1, 100, 0.0), 0.0);

    Estimate estimate;
    estimate.n     = 1 << 18;
    json expected  = {{"stat", "probability"}, {"value", 1e-8}, {"sd1", 1e-4}, {"ref_err", 1e-10}};
    estimate.value = 0.0;
    EXPECT_TRUE(judge(expected, estimate).passed);
    estimate.value = 3.0 / static_cast<double>(estimate.n);
    EXPECT_FALSE(judge(expected, estimate).passed);
}

TEST(ScenarioText, WritesWhatLibconfigReads)
{
    json scenario = {{"simulation", {{"months", 3}, {"discount_rate", 0.1}}},
                     {"names", {"a", "b\"c"}},
                     {"rows", json::array({json::array({1.0, 2.5})})},
                     {"none", json::array()},
                     {"yes", true}};
    EXPECT_EQ(scenario_text(scenario),
              "simulation = { months = 3; discount_rate = 0.10000000000000001; };\nnames = [\"a\", \"b\\\"c\"];\n"
              "rows = ( [1.0, 2.5] );\nnone = [];\nyes = true;\n");
}

} // namespace
