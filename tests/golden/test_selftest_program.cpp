// `shortfall selftest` as a person or a script starts it: the table, the last line, the exit code, the JSON.
#include "process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <regex>
#include <sstream>

namespace
{

namespace fs = std::filesystem;

Finished selftest(const std::string &words = "")
{
    return run_program(split_words("selftest " + words));
}

long count(const std::string &text, const std::string &expression)
{
    std::regex lines(expression, std::regex::ECMAScript | std::regex::multiline);
    return std::distance(std::sregex_iterator(text.begin(), text.end(), lines), std::sregex_iterator());
}

// The rows alone: threads stand above them, seconds below.
std::string rows_of(const std::string &out)
{
    return out.substr(out.find("\ngroup "), out.find("\nselftest ") - out.find("\ngroup "));
}

TEST(Selftest, PassesAndSaysHowManyChecksThereWere)
{
    Finished finished = selftest();
    EXPECT_EQ(finished.exit_code, 0) << finished.out;
    EXPECT_EQ(finished.err, "");
    std::smatch last;
    ASSERT_TRUE(
        std::regex_search(finished.out, last, std::regex(R"(\n\nselftest passed: (\d+) checks in \d+\.\d s\n$)")))
        << finished.out;
    EXPECT_EQ(count(finished.out, "  ok$"), std::stol(last[1]));
    EXPECT_GE(std::stol(last[1]), 70);
    for (const char *group : {"generator", "functions", "drivers", "sums", "commitments", "overflow", "newsvendor",
                              "break-even", "intervals", "sameness"})
        EXPECT_GE(count(finished.out, std::string("^") + group + " "), 1) << group;
}

// Nothing but the seconds and the threads differs.
TEST(Selftest, FindsTheSameOnOneThreadAndOnSeveral)
{
    EXPECT_EQ(rows_of(selftest("-j 1").out), rows_of(selftest("-j 3").out));
}

// Limits are those of chance, not of the seeds that are written into it.
TEST(Selftest, PassesWithOtherDrawsToo)
{
    Finished finished = selftest("--seed 20261127"), as_ever = selftest();
    EXPECT_EQ(finished.exit_code, 0) << finished.out;
    EXPECT_NE(rows_of(finished.out), rows_of(as_ever.out));
}

// The scenarios are made other than what is expected of them: one more discount in the only discounted answer.
TEST(Selftest, WithAFaultPlantedItFailsWithOneAndNamesTheCheck)
{
    Finished finished = selftest("-s simulation.discount_rate=0.2");
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(count(finished.out, "  FAILED$"), 1) << finished.out;
    EXPECT_EQ(count(finished.out, R"(^selftest FAILED: 1 of \d+ checks in \d+\.\d s$)"), 1) << finished.out;
    EXPECT_EQ(finished.err.find("shortfall selftest: sums, 12 lognormal months: discounted mean: found 12041."), 0u)
        << finished.err;
    EXPECT_NE(finished.err.find("\n1 error\n"), std::string::npos);
}

TEST(Selftest, AFaultIsInTheJsonToo)
{
    Finished       finished = selftest("-s simulation.discount_rate=0.2 --json");
    nlohmann::json answer   = nlohmann::json::parse(finished.out);
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(answer.at("schema"), "shortfall.selftest/1");
    EXPECT_EQ(answer.at("passed"), false);
    EXPECT_EQ(answer.at("failed"), 1);
    int n_failed = 0, n_z = 0;
    for (const nlohmann::json &check : answer.at("checks")) {
        n_failed += check.at("passed") == false ? 1 : 0;
        if (check.at("z").is_null()) continue;
        n_z += 1;
        EXPECT_EQ(check.at("allowed"), answer.at("z_limit"));
        double z = (check.at("found").get<double>() - check.at("expected").get<double>()) /
                   check.at("standard_error").get<double>();
        EXPECT_NEAR(check.at("z").get<double>(), z, 1e-9) << check.at("check");
    }
    EXPECT_EQ(n_failed, 1);
    EXPECT_GE(n_z, 35);
}

TEST(Selftest, RefusesWhatItCannotTake)
{
    EXPECT_EQ(selftest("somewhere.cfg").exit_code, 2);
    EXPECT_EQ(selftest("--backend abacus").exit_code, 2);
    EXPECT_EQ(selftest("-s simulation.nonsense=1").exit_code, 3);
}

// A failed selftest is a result and keeps its file; the table goes there whole.
TEST(Selftest, WritesItsTableToAFile)
{
    std::string pattern = (fs::temp_directory_path() / "shortfall-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    std::string file     = pattern + "/selftest.txt";
    Finished    finished = selftest("-s simulation.discount_rate=0.2 -o " + file);
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(finished.out, "");
    EXPECT_EQ(count(read_text(file), "^selftest FAILED: 1 of "), 1);
    fs::remove_all(pattern);
}

} // namespace
