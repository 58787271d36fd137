// `shortfall bench` as a person or a script starts it: the lines it prints, its exit codes, its JSON.
#include "process.h"

#include "host/bench/cases.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

namespace
{

namespace fs = std::filesystem;

Finished quick(const std::string &words)
{
    return run_program(split_words("bench " + words + " -p 256 --repeats 2"));
}

long count(const std::string &text, const std::string &expression)
{
    std::regex lines(expression, std::regex::ECMAScript | std::regex::multiline);
    return std::distance(std::sregex_iterator(text.begin(), text.end(), lines), std::sregex_iterator());
}

TEST(Bench, NamesEveryCaseInItsHelp)
{
    int32_t               n    = 0;
    const sfl_bench_case *rows = sfl_bench_cases(&n);
    std::string           help = run_program({"bench", "--help"}).out;
    for (int32_t i = 0; i < n; ++i)
        EXPECT_EQ(count(help, std::string("[ ]") + rows[i].word + "[,;]"), 1) << rows[i].word;
}

TEST(Bench, PrintsOneCheckAndOneFigureOfMeritPerCase)
{
    Finished finished = quick("W-small drivers bills -j 2");
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.err, "");
    EXPECT_EQ(count(finished.out, "^CHECK passed$"), 3) << finished.out;
    EXPECT_EQ(count(finished.out, R"(^FOM path_months_per_second \d\.\d{3}e[+-]\d+$)"), 3) << finished.out;
}

TEST(Bench, WithOtherDrawsTheCheckFailsAndNothingIsTimed)
{
    Finished finished = quick("W-small --seed 1");
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(count(finished.out, "^CHECK failed$"), 1) << finished.out;
    EXPECT_EQ(count(finished.out, "^FOM"), 0) << finished.out;
    EXPECT_NE(finished.err.find("W-small: the answer of 16384 paths is "), std::string::npos) << finished.err;
}

TEST(Bench, GoesOnAfterAFailedCheckAndStillEndsWithOne)
{
    Finished finished = quick("W-small drivers --seed 1");
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(count(finished.out, "^CHECK failed$"), 2) << finished.out;
    EXPECT_NE(finished.err.find("\n2 errors\n"), std::string::npos) << finished.err;
}

TEST(Bench, ShowsHowItScales)
{
    Finished finished = quick("drivers --scaling -j 3");
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(count(finished.out, R"(^ +[123] +\d+\.\d+ +\d+\.\d % +\d+ +\d+\.\d+ +\d+\.\d % +\d+$)"), 3)
        << finished.out;
}

TEST(Bench, TellsTheStagesApart)
{
    Finished finished = quick("W-small -j 1");
    EXPECT_EQ(count(finished.out,
                    "^  stages, one thread, ns per path-month: draws .*, drivers .*, prices .*, bills .*, tallies "),
              1)
        << finished.out;
}

TEST(Bench, MeasuresAnyScenarioAndSaysThatItsAnswerIsNotKnown)
{
    Finished finished = quick("--scenario tests/golden/tiny.cfg");
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(count(finished.out, "^tests/golden/tiny.cfg: "), 1) << finished.out;
    EXPECT_EQ(count(finished.out, "no known answer$"), 1) << finished.out;
    EXPECT_EQ(count(finished.out, "^CHECK"), 0) << finished.out;
    EXPECT_EQ(count(finished.out, "^FOM"), 1) << finished.out;
}

TEST(Bench, RefusesAScenarioLikeAnyOtherCommand)
{
    EXPECT_EQ(quick("--scenario tests/rejects/unknown_key.cfg").exit_code, 3);
    EXPECT_EQ(quick("--scenario nowhere.cfg").exit_code, 3);
    EXPECT_EQ(quick("--scenario tests/golden/tiny.cfg --dump").exit_code, 2);
}

// Another discount rate changes what W-small costs, and nothing of the world alone.
TEST(Bench, WritesTheOthersWhereOneCaseFailsItsCheck)
{
    Finished finished = quick("W-small drivers --set simulation.discount_rate=0.09 --json");
    EXPECT_EQ(finished.exit_code, 1) << finished.err;
    nlohmann::json answer = nlohmann::json::parse(finished.out);
    ASSERT_EQ(answer.at("benchmarks").size(), 2u);
    const nlohmann::json &failed = answer.at("benchmarks").at(0), &passed = answer.at("benchmarks").at(1);
    EXPECT_EQ(failed.at("name"), "W-small");
    EXPECT_EQ(failed.at("error_occurred"), true);
    EXPECT_EQ(failed.at("check"), "failed");
    EXPECT_FALSE(failed.contains("real_time"));
    EXPECT_EQ(passed.at("name"), "drivers");
    EXPECT_EQ(passed.at("check"), "passed");
    EXPECT_GT(passed.at("items_per_second").get<double>(), 0.0);
}

TEST(Bench, WritesTheFormOfGoogleBenchmark)
{
    Finished finished = quick("W-small bills --scaling -j 2 --json");
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    nlohmann::json answer = nlohmann::json::parse(finished.out);
    for (const char *member : {"date", "host_name", "num_cpus", "mhz_per_cpu", "library_build_type", "cpu",
                               "instruction_set", "card_form", "cards", "compiler", "flags", "cuda_compiler", "commit"}) {
        EXPECT_TRUE(answer.at("context").contains(member)) << member;
    }
    ASSERT_EQ(answer.at("benchmarks").size(), 2u + 2u * 4u);
    const nlohmann::json &row = answer.at("benchmarks").at(0);
    EXPECT_EQ(row.at("name"), "W-small");
    EXPECT_EQ(row.at("iterations"), 2);
    EXPECT_EQ(row.at("time_unit"), "s");
    EXPECT_EQ(row.at("check"), "passed");
    EXPECT_EQ(row.at("paths"), 256);
    EXPECT_GT(row.at("peak_bytes").get<double>(), 1e6);
    for (const char *stage : {"draws_ns", "drivers_ns", "prices_ns", "bills_ns", "tallies_ns"})
        EXPECT_TRUE(row.contains(stage)) << stage;
    EXPECT_NEAR(row.at("items_per_second").get<double>() * row.at("real_time").get<double>(), 256.0 * 36.0, 1e-6);
    EXPECT_EQ(answer.at("benchmarks").at(4).at("name"), "W-small/weak/threads:2");
}

TEST(Bench, DumpsAScenarioThatRunReads)
{
    std::string pattern = (fs::temp_directory_path() / "shortfall-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    for (const char *word : {"W", "bills"}) {
        std::string file = pattern + "/case.cfg";
        EXPECT_EQ(run_program({"bench", word, "--dump", "-o", file}).exit_code, 0);
        EXPECT_EQ(run_program({"run", file, "-p", "64"}).exit_code, 0) << word;
    }
    fs::remove_all(pattern);
}

TEST(Bench, InterruptedItLeavesNoFile)
{
    std::string pattern = (fs::temp_directory_path() / "shortfall-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    Start start;
    start.err_is_terminal = true;
    start.signal_at       = " left";
    start.signal_number   = SIGINT;
    Finished finished     = run_program({"bench", "W-small", "-p", "1G", "-o", pattern + "/bench.txt"}, start);
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("interrupted after 0 of 1 cases"), std::string::npos) << finished.err;
    EXPECT_TRUE(fs::is_empty(pattern));
    fs::remove_all(pattern);
}

} // namespace
