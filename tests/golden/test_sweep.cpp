// shortfall sweep: every point is what `run -s` prints of it, and what cannot be meant is refused with its name.
#include "process.h"
#include "tests/unit/csv_reader.hpp"
#include "tests/unit/folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <iterator>

namespace
{

using nlohmann::json;
using Records = std::vector<std::vector<std::string>>;
using Words   = std::vector<std::string>;

const std::string tiny = "tests/golden/tiny.cfg";

Records records_of(const Words &words)
{
    Finished finished = run_program(words);
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    return csv_records(finished.out, ',');
}

// Columns of a run's row that say which figure it is: all but the run, value, low and high.
std::string place_of(const std::vector<std::string> &row)
{
    std::string text;
    for (size_t i = 1; i < 13; ++i)
        text += row.at(i) + "|";
    return text;
}

// Of single months, as fan charts, and drivers' figures: a sweep leaves them out. Months of switches and break-evens stay.
bool is_left_out(const std::vector<std::string> &row)
{
    const std::string &measure = row.at(7), &month = row.at(10);
    bool               is_fan =
        measure.compare(0, 6, "spend.") == 0 || measure.compare(0, 11, "cumulative.") == 0 || measure == "units";
    return !month.empty() && (is_fan || (row.at(1).empty() && !row.at(6).empty()));
}

void expect_points_as_run(const std::string &file, const Words &options, const std::string &key, const Words &values,
                          const std::vector<Words> &overrides)
{
    std::string over = key + "=";
    for (size_t i = 0; i < values.size(); ++i)
        over += (i > 0 ? "," : "") + values[i];
    Words sweep = {"sweep", file, "--over", over, "--format", "csv", "-q"};
    sweep.insert(sweep.end(), options.begin(), options.end());
    const Records table = records_of(sweep);
    ASSERT_EQ(table.at(0).at(0), "point");
    ASSERT_EQ(table.at(0).at(1), key);
    for (size_t point = 0; point < values.size(); ++point) {
        Words run = {"run", file, "--format", "csv", "-q"};
        run.insert(run.end(), options.begin(), options.end());
        for (const std::string &text : overrides.at(point))
            run.insert(run.end(), {"-s", text});
        Records wanted = records_of(run), found;
        for (const std::vector<std::string> &row : table)
            if (row[0] == std::to_string(point + 1)) found.emplace_back(row.begin() + 2, row.end());
        EXPECT_EQ(std::vector<std::string>(table[0].begin() + 2, table[0].end()), wanted.at(0));
        wanted.erase(wanted.begin());
        wanted.erase(std::remove_if(wanted.begin(), wanted.end(), is_left_out), wanted.end());
        ASSERT_GT(wanted.size(), 100u);
        ASSERT_EQ(found.size(), wanted.size());
        for (size_t i = 0; i < wanted.size(); ++i)
            ASSERT_EQ(found[i], wanted[i]) << "point " << point + 1 << " " << place_of(wanted[i]);
    }
}

// ---- figures ----

class Sweep : public testing::TestWithParam<const char *>
{
};

TEST_P(Sweep, EveryFigureOfAPointIsThatOfARun)
{
    const std::string sampling = std::string("simulation.sampling=\"") + GetParam() + "\"";
    const std::string key      = "contracts.edp.commitments[0]";
    expect_points_as_run("configs/hybrid_at_scale.cfg", {"-p", "8192", "-s", sampling}, key, {"20e6", "40e6", "60e6"},
                         {{key + "=20e6"}, {key + "=40e6"}, {key + "=60e6"}});
    expect_points_as_run("configs/quickstart.cfg", {"-p", "8192", "-s", sampling}, key, {"5e6", "6e6", "7e6"},
                         {{key + "=5e6"}, {key + "=6e6"}, {key + "=7e6"}});
}

INSTANTIATE_TEST_SUITE_P(Samplings, Sweep, testing::Values("random", "antithetic", "sobol"),
                         [](const testing::TestParamInfo<const char *> &row) { return std::string(row.param); });

// Beyond the pilot that gives utilisation its intervals.
TEST(SweepFigures, MorePathsThanThePilotAreTheSame)
{
    const std::string key = "contracts.deal.commitments[0]";
    expect_points_as_run(tiny, {"-p", "40000", "--seed", "3", "--level", "0.9"}, key, {"9000.0", "12000.0"},
                         {{key + "=9000.0"}, {key + "=12000.0"}});
}

// A key of workloads is that of every one of them; worlds differ.
TEST(SweepFigures, AKeyOfWorkloadsIsThatOfEveryWorkload)
{
    std::vector<Words> overrides(2);
    const Words        values = {"0.2", "0.5"};
    for (size_t i = 0; i < 2; ++i)
        for (const char *workload : {"support-chat", "product-search"})
            overrides[i].push_back("workloads." + std::string(workload) + ".growth=" + values[i]);
    expect_points_as_run("configs/quickstart.cfg", {"-p", "4096"}, "growth", values, overrides);
}

TEST(SweepFigures, ValuesMayBeWordsAndLists)
{
    const std::string key = "architectures.direct.routes";
    const Words values    = {"({workload=\"*\"; channel=\"bedrock\";})", "({workload=\"*\"; channel=\"anthropic\";})"};
    expect_points_as_run("configs/quickstart.cfg", {"-p", "2048"}, key, values,
                         {{key + "=" + values[0]}, {key + "=" + values[1]}});
    const std::string channel = "architectures.direct.routes[0].channel";
    expect_points_as_run("configs/quickstart.cfg", {"-p", "2048"}, channel, {"bedrock", "anthropic"},
                         {{channel + "=\"bedrock\""}, {channel + "=\"anthropic\""}});
}

// Seventeen architectures: not every two are compared, and a second walk finds the pairs with the cheapest.
TEST(SweepFigures, ManyArchitecturesAreComparedWithTheCheapest)
{
    OwnFolder   folder;
    std::string text = read_text(std::string(SFL_SOURCE_DIR) + "/configs/quickstart.cfg"), more;
    for (int i = 0; i < 15; ++i)
        more += ",\n    { name = \"more-" + std::to_string(i) +
                "\"; coordination_usd_per_month = " + std::to_string(1000.0 * (i + 1)) +
                "; routes = ( { workload = \"*\"; channel = \"anthropic\"; } ); }";
    size_t list = text.find("\narchitectures"), end = text.find("\n);", list);
    ASSERT_NE(end, std::string::npos);
    text.insert(end, more);
    std::filesystem::copy(std::string(SFL_SOURCE_DIR) + "/configs/parts", folder.in("parts"));
    std::ofstream(folder.in("many.cfg")) << text;
    const std::string key = "contracts.edp.commitments[0]";
    expect_points_as_run(folder.in("many.cfg"), {"-p", "1024"}, key, {"5e6", "7e6"}, {{key + "=5e6"}, {key + "=7e6"}});
}

// ---- points ----

TEST(SweepPoints, SeveralListsMakeTheProductTheLastOneFastest)
{
    const Records table = records_of(
        {"sweep", tiny, "--over", "growth=0.1,0.2", "--over", "growth_sd=0:0.2:0.1", "-p", "64", "--format", "csv"});
    std::vector<std::string> points;
    for (size_t i = 1; i < table.size(); ++i) {
        std::string point = table[i][0] + ":" + table[i][1] + ":" + table[i][2];
        if (points.empty() || points.back() != point) points.push_back(point);
    }
    const std::vector<std::string> wanted = {"1:0.1:0", "2:0.1:0.1", "3:0.1:0.2", "4:0.2:0", "5:0.2:0.1", "6:0.2:0.2"};
    EXPECT_EQ(points, wanted);
}

TEST(SweepPoints, AListOfPointsGivesWhatItsLinesSay)
{
    OwnFolder folder;
    std::ofstream(folder.in("points.csv")) << "growth,\"growth_sd\"\r\n0.1,0.0\r\n\n0.2,\"0.1\"\n";
    const Records by_list =
        records_of({"sweep", tiny, "--list", folder.in("points.csv"), "-p", "64", "--format", "csv"});
    const Records by_over = records_of(
        {"sweep", tiny, "--over", "growth=0.1,0.2", "--over", "growth_sd=0.0,0.1", "-p", "64", "--format", "csv"});
    std::vector<std::vector<std::string>> wanted;
    for (std::vector<std::string> row : by_over) {
        if (row[0] == "2" || row[0] == "3") continue;
        if (row[0] == "4") row[0] = "2";
        wanted.push_back(row);
    }
    EXPECT_EQ(by_list, wanted);
}

TEST(SweepPoints, JsonHasTheSameFigures)
{
    const Words sweep  = {"sweep", tiny, "--over", "growth=0.1,0.2", "-p", "256"};
    Words       as_csv = sweep, as_json = sweep;
    as_csv.insert(as_csv.end(), {"--format", "csv"});
    as_json.push_back("--json");
    const Records table = records_of(as_csv);
    json          all   = json::parse(run_program(as_json).out);
    EXPECT_EQ(all.at("paths"), 256);
    EXPECT_EQ(all.at("keys"), json::array({"growth"}));
    ASSERT_EQ(all.at("points").size(), 2u);
    size_t row = 1;
    for (const json &point : all.at("points")) {
        EXPECT_EQ(std::to_string(point.at("point").get<int>()), table.at(row)[0]);
        EXPECT_EQ(point.at("values").at("growth").get<double>(), std::stod(table[row][1]));
        EXPECT_EQ(point.at("run"), table[row][2]);
        for (const json &figure : point.at("figures")) {
            const std::string &value = table.at(row++)[15];
            ASSERT_EQ(figure.at("value").is_null(), value.empty()) << figure;
            const double number = value.empty() ? 0.0 : std::stod(value);
            ASSERT_EQ(value.empty() ? 0.0 : figure.at("value").get<double>(), number) << figure;
        }
    }
    EXPECT_EQ(row, table.size());
}

TEST(SweepPoints, ThreadsChangeNothing)
{
    Words one   = {"sweep",    "configs/quickstart.cfg",
                   "--over",   "contracts.edp.commitments[0]=5e6:7e6:1e6",
                   "-p",       "3000",
                   "--format", "csv",
                   "-j",       "1"};
    Words many  = one;
    many.back() = "7";
    EXPECT_EQ(run_program(one).out, run_program(many).out);
}

// ---- refusals ----

struct Refusal {
    Words       words;
    std::string message;
    int         exit_code;
};

std::string refused(const Words &words, int exit_code)
{
    Words all = {"sweep", tiny};
    all.insert(all.end(), words.begin(), words.end());
    Finished finished = run_program(all);
    EXPECT_EQ(finished.exit_code, exit_code) << finished.err;
    EXPECT_EQ(finished.out, "");
    return finished.err;
}

TEST(SweepRefuses, WhatCannotBeMeant)
{
    const std::vector<Refusal> rows = {
        {{}, "shortfall sweep: no points; allowed is --over KEY=VALUES, or --list FILE\n1 error\n", 2},
        {{"--over", "growth=1", "--list", "x.csv"},
         "shortfall sweep: --over and --list: allowed is one of them\n1 error\n",
         2},
        {{"--over", "growt=1"}, "shortfall sweep: growt: unknown key; did you mean growth?\n1 error\n", 2},
        {{"--over", "contract.edp.discount=1"},
         "shortfall sweep: contract.edp.discount: unknown key; did you mean contracts?\n1 error\n",
         2},
        {{"--over", "zebra=1"},
         "shortfall sweep: zebra: unknown key; allowed are paths as -s takes them and keys of workloads\n1 error\n",
         2},
        {{"--over", "growth"},
         "--over growth: no key and values; allowed is KEY=VALUE,VALUE,... or KEY=FIRST:LAST:STEP\n1 error\n",
         2},
        {{"--over", "growth=1,,2"},
         "--over growth=1,,2: value 2 is empty; allowed is KEY=VALUE,VALUE,...\n1 error\n",
         2},
        {{"--over", "growth=1:0:0.1"},
         "--over growth=1:0:0.1: the range has no value; allowed is FIRST:LAST:STEP, such as 0.2:0.8:0.1\n1 error\n",
         2},
        {{"--over", "growth=0:1:0"},
         "--over growth=0:1:0: the range has no value; allowed is FIRST:LAST:STEP, such as 0.2:0.8:0.1\n1 error\n",
         2},
        {{"--over", "growth=1,2", "--over", "growth=3"}, "--over: the key growth stands there twice\n1 error\n", 2},
        {{"--over", "growth=0:1:0.01", "--over", "volatility=0:1:0.01"},
         "shortfall sweep: 10201 points; allowed are 10000\n1 error\n",
         2},
        {{"--over", "growth=0:1:1e-6"}, "shortfall sweep: 1000001 points; allowed are 10000\n1 error\n", 2},
        {{"--over", "growth=0.1,-2"},
         "-s: workloads.\"chat, internal\".growth: -2; allowed is more than -1, at most 10000 a year\n-s: "
         "workloads.extract.growth: -2; allowed is more than -1, at most 10000 a year\npoint 2 (growth=-2) is refused; "
         "nothing was simulated\n3 errors\n",
         3},
        {{"--list", "/nowhere/points.csv"}, "--list /nowhere/points.csv: cannot be read\n1 error\n", 2},
        {{"--over", "growth=0.1", "--level", "2"},
         "shortfall sweep: --level: found '2'; allowed is a number between 0 and 1, such as 0.95\n1 error\n",
         2},
    };
    for (const Refusal &row : rows)
        EXPECT_EQ(refused(row.words, row.exit_code), row.message);
}

TEST(SweepRefuses, KeysThatSayWhichPathsAreWalked)
{
    for (const char *key : {"simulation.seed", "simulation.paths", "simulation.sampling", "simulation.months",
                            "simulation", "\"simulation\".seed"}) {
        EXPECT_EQ(refused({"--over", std::string(key) + "=1"}, 2),
                  "shortfall sweep: " + std::string(key) +
                      ": points share their paths, so seed, paths, sampling and months are the same for all of them\n1 "
                      "error\n");
    }
}

TEST(SweepRefuses, AListWithItsLine)
{
    OwnFolder                                              folder;
    const std::string                                      file = folder.in("points.csv");
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", ":1: empty; allowed is a line of keys, then a point a line\n1 error\n"},
        {"growth\n", ":1: no points; allowed is a line of keys, then a point a line\n1 error\n"},
        {"growth,volatility\n0.1,0.2\n\n0.1\n", ":4: 1 fields; the first line has 2 keys\n1 error\n"},
        {"growth,volatility\n0.1,\n", ":2: field 2 is empty; allowed is a value\n1 error\n"},
        {"growth,\n0.1,1\n", ":1: field 2 is empty; allowed is a key\n1 error\n"},
        {"growth\n\"0.1\n", ":2: field 1: quotes that do not end, or text behind them\n1 error\n"},
        {"growth,growth\n1,2\n", ": the key growth stands there twice\n1 error\n"},
    };
    for (const auto &row : rows) {
        std::ofstream(file) << row.first;
        EXPECT_EQ(refused({"--list", file}, 2), file + row.second);
    }
    std::ofstream(file) << "growth\n0.1\n-2\n";
    EXPECT_EQ(refused({"--list", file}, 3),
              "-s: workloads.\"chat, internal\".growth: -2; allowed is more than -1, at most 10000 a year\n-s: "
              "workloads.extract.growth: -2; allowed is more than -1, at most 10000 a year\n" +
                  file + ":3: point 2 (growth=-2) is refused; nothing was simulated\n3 errors\n");
}

// ---- shares ----

// What `sweep` prints, however the paths were shared out and put together again.
void expect_shares_as_whole(const Words &sweep, const Words &form)
{
    OwnFolder folder;
    Words     whole = sweep;
    whole.insert(whole.end(), form.begin(), form.end());
    std::vector<std::string> files;
    for (const char *share : {"1/3", "2/3", "3/3"}) {
        Words words = sweep;
        files.push_back(folder.in(std::to_string(files.size()) + ".sfl"));
        words.insert(words.end(), {"--shard", share, "-o", files.back()});
        Finished finished = run_program(words);
        ASSERT_EQ(finished.exit_code, 0) << finished.err;
    }
    std::string some = folder.in("some.sfl"), all = folder.in("all.sfl");
    Finished    missing = run_program({"merge", files[2], files[0], "-o", all});
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_NE(missing.err.find("missing: --shard 2/3"), std::string::npos) << missing.err;
    EXPECT_EQ(run_program({"merge", files[2], files[0], "--allow-partial", "-q", "-o", some}).exit_code, 0);
    Finished merged = run_program({"merge", files[1], some, "-o", all});
    EXPECT_EQ(merged.exit_code, 0) << merged.err;
    Words report = {"report", all};
    report.insert(report.end(), form.begin(), form.end());
    Finished finished = run_program(report);
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.out, run_program(whole).out);
}

TEST(SweepShares, PutTogetherAreTheSweep)
{
    const Words sweep = {"sweep", "configs/quickstart.cfg", "--over", "growth=0.1,0.4", "--over", "simulation.discount_rate=0.05,0.1", "-q"};
    for (const char *sampling : {"random", "antithetic", "sobol"}) {
        Words words = sweep;
        words.insert(words.end(), {"-p", "4000", "-s", std::string("simulation.sampling=\"") + sampling + "\""});
        expect_shares_as_whole(words, {"--format", "csv"});
    }
    // Beyond the pilot, whose paths are kept in parts.
    expect_shares_as_whole({"sweep", "configs/hybrid_at_scale.cfg", "--over", "contracts.edp.commitments[0]=18e6,22e6", "-q", "-p", "34000"},
                           {"--format", "table"});
}

TEST(SweepShares, AreNotMixedWithRunsNorGoneOnWith)
{
    OwnFolder   folder;
    std::string share = folder.in("share.sfl"), run = folder.in("run.sfl"), all = folder.in("all.sfl");
    ASSERT_EQ(run_program({"sweep", tiny, "--over", "growth=0.1,0.2", "--shard", "1/2", "-o", share}).exit_code, 0);
    ASSERT_EQ(run_program({"run", tiny, "--shard", "1/2", "-o", run}).exit_code, 0);
    EXPECT_EQ(run_program({"merge", share, run, "-o", all}).err, run + ": is of another sweep: it has other points\n1 error\n");
    EXPECT_EQ(run_program({"resume", share, "-o", all}).err, share + ": holds a sweep, which is not a run\n1 error\n");
    EXPECT_EQ(run_program({"report", share, "--allow-partial", "-q", "--format", "html", "-o", all}).err,
              "shortfall report: --format: found 'html'; of a sweep, allowed is one of: table csv json\n1 error\n");
    EXPECT_FALSE(std::filesystem::exists(all));
}

// ---- interruption ----

TEST(SweepInterrupted, ThereIsNoTable)
{
    OwnFolder folder;
    Start     start;
    start.err_is_terminal = true;
    start.signal_at       = " left";
    start.signal_number   = SIGINT;
    Finished finished     = run_program({"sweep", "configs/quickstart.cfg", "--over", "growth=0.1,0.2,0.3", "-p", "1G",
                                         "-o", folder.in("t.csv"), "--format", "csv"},
                                        start);
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_NE(finished.err.find("interrupted after 0 of 3 points; there is no table"), std::string::npos)
        << finished.err;
    EXPECT_TRUE(std::filesystem::is_empty(folder.in("")));
}

} // namespace
