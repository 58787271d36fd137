// A scenario written back is the same scenario: read again it gives the same text, and the same plan.
#include "tests/reader/reading.hpp"

#include "kernels/plan.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>

namespace
{

void expect_fixpoint(const Reading &first, const std::string &what)
{
    ASSERT_EQ(first.status, SFL_OK) << what << "\n" << first.text();
    Reading again = read_text(first.dump);
    ASSERT_EQ(again.status, SFL_OK) << what << "\n" << again.text() << first.dump;
    EXPECT_EQ(again.dump, first.dump) << what;
}

nlohmann::json cases()
{
    std::ifstream file(SFL_SOURCE_DIR "/tests/validation/cases.json");
    return nlohmann::json::parse(file).at("cases");
}

TEST(Dump, ReadAgainIsTheSameForEveryCase)
{
    int n = 0;
    for (const auto &one : cases()) {
        if (!one.contains("cfg")) continue;
        expect_fixpoint(read_text(one.at("cfg").get<std::string>()), one.at("id"));
        n++;
    }
    EXPECT_GE(n, 50);
}

TEST(Dump, ReadAgainIsTheSameForEveryScenarioOfConfigs)
{
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/configs")) {
        if (entry.path().extension() == ".cfg") expect_fixpoint(read_file(entry.path()), entry.path());
    }
}

TEST(Dump, ReadAgainIsTheSameWithEveryGroup)
{
    expect_fixpoint(read_file(SFL_SOURCE_DIR "/tests/rejects/parts/every_group.cfg"), "every_group");
}

TEST(Dump, WritesEveryGivenKeyAndNothingElse)
{
    Reading reading = read_text("architectures = ( { name = \"a\"; contracts = []; routes = (); } );\n"
                                "simulation = { seed = 0x10; months = 1_; };");
    EXPECT_NE(reading.status, SFL_OK);
    reading = read_text("architectures = ( { routes = (); name = \"\\\"a\\\\\"; contracts = []; } );\n"
                        "simulation = { seed = 0x10; months = 1; discount_rate = 1e-7; };");
    EXPECT_EQ(reading.dump, "simulation = { months = 1; discount_rate = 1.0e-07; seed = 16; };\n"
                            "architectures = (\n"
                            "    {\n"
                            "        name = \"\\\"a\\\\\";\n"
                            "        contracts = [];\n"
                            "        routes = ();\n"
                            "    }\n"
                            ");\n");
    expect_fixpoint(reading, "small");
}

TEST(Dump, KeepsEveryBitOfANumber)
{
    for (const char *number : {"0.1", "0.30000000000000004", "1e-300", "123456.789012345678", "2.2250738585072014e-308",
                               "1e9", "0.99999999999999989"}) {
        std::string text = "simulation = { months = 1; };\nvendors = ( { name = \"v\"; baseline = { monthly_usd = " +
                           std::string(number) + "; }; } );\narchitectures = ( { name = \"a\"; routes = (); } );\n";
        Reading first = read_text(text), again = read_text(first.dump);
        ASSERT_EQ(again.status, SFL_OK) << number << again.text();
        EXPECT_EQ(first.scenario->vendors[0].baseline->monthly_usd, again.scenario->vendors[0].baseline->monthly_usd)
            << number;
    }
}

/* The plan of a scenario does not know how it was written. */
TEST(Dump, ReadAgainGivesTheSameFingerprint)
{
    for (const auto &one : cases()) {
        if (!one.contains("cfg")) continue;
        Reading   first = read_text(one.at("cfg").get<std::string>()), again = read_text(first.dump);
        sfl_plan *a = nullptr, *b = nullptr;
        ASSERT_EQ(sfl_plan_build(first.scenario, &a, nullptr), SFL_OK);
        ASSERT_EQ(sfl_plan_build(again.scenario, &b, nullptr), SFL_OK);
        EXPECT_TRUE(std::equal(a->fingerprint, a->fingerprint + 32, b->fingerprint)) << one.at("id");
        sfl_plan_free(&a);
        sfl_plan_free(&b);
    }
}

} // namespace
