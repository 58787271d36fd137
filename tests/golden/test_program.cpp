// How the program behaves around its answers: exit codes, what it does to files, interruptions, odd surroundings.
#include "process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace
{

namespace fs = std::filesystem;

const std::string tiny     = "tests/golden/tiny.cfg";
const std::string long_run = "configs/hybrid_at_scale.cfg";

// A folder of its own, gone afterwards.
class Folder : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "shortfall-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        folder_ = pattern;
    }
    void TearDown() override
    {
        fs::remove_all(folder_);
    }

    std::string in(const std::string &name) const
    {
        return folder_ + "/" + name;
    }

    std::vector<std::string> names() const
    {
        std::vector<std::string> found;
        for (const auto &entry : fs::directory_iterator(folder_))
            found.push_back(entry.path().filename().string());
        return found;
    }

    std::string folder_;
};

// ---- bad usage ----

struct Usage {
    const char *line, *message;
};

class BadUsage : public testing::TestWithParam<Usage>
{
};

TEST_P(BadUsage, EndsWithTwoAndSaysWhy)
{
    Finished finished = run_program(split_words(GetParam().line));
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_EQ(finished.out, "");
    EXPECT_EQ(finished.err, std::string(GetParam().message) + "\n1 error\n");
}

// clang-format off
INSTANTIATE_TEST_SUITE_P(Rows, BadUsage, testing::Values(
    Usage{"run a.cfg --level 95",                 "shortfall run: --level: found '95'; allowed is a number between 0 and 1, such as 0.95"},
    Usage{"run a.cfg --level 0,9",                "shortfall run: --level: found '0,9'; allowed is a number between 0 and 1, such as 0.95"},
    Usage{"run a.cfg --level 0",                  "shortfall run: --level: found '0'; allowed is a number between 0 and 1, such as 0.95"},
    Usage{"run a.cfg --level 1e-1",               "shortfall run: --level: found '1e-1'; allowed is a number between 0 and 1, such as 0.95"},
    Usage{"run a.cfg --max-paths 50k",            "shortfall run: --max-paths: allowed with --until only"},
    Usage{"run a.cfg --estimate",                 "shortfall run: --estimate: allowed with --until only, which names what to reach"},
    Usage{"run a.cfg -p 9 --until a",             "shortfall run: --paths: not allowed with --until, which finds how many paths it takes"},
    Usage{"rn",                                   "shortfall: unknown command 'rn'; did you mean 'run'?"},
    Usage{"simulate",                             "shortfall: unknown command 'simulate'; see shortfall --help"},
    Usage{"--quick",                              "shortfall: unknown command '--quick'; see shortfall --help"},
    Usage{"run",                                  "shortfall run: FILE is missing; see shortfall run --help"},
    Usage{"run a.cfg b.cfg",                      "shortfall run: 'b.cfg' is one word too many; see shortfall run --help"},
    Usage{"run a.cfg --pahts 3",                  "shortfall run: unknown option '--pahts'; did you mean '--paths'?"},
    Usage{"run a.cfg -z",                         "shortfall run: unknown option '-z'; see shortfall run --help"},
    Usage{"run a.cfg --path 3",                   "shortfall run: unknown option '--path'; did you mean '--paths'?"},
    Usage{"run a.cfg -p",                         "shortfall run: '-p' wants a value; see shortfall run --help"},
    Usage{"run a.cfg --json=yes",                 "shortfall run: --json takes no value"},
    Usage{"run a.cfg -p 0",                       "shortfall run: --paths: found '0'; allowed is a whole number 1 … 1099511627776, k, M or G may follow"},
    Usage{"run a.cfg -p 1e6",                     "shortfall run: --paths: found '1e6'; allowed is a whole number 1 … 1099511627776, k, M or G may follow"},
    Usage{"run a.cfg -p 2000G",                   "shortfall run: --paths: found '2000G'; allowed is a whole number 1 … 1099511627776, k, M or G may follow"},
    Usage{"run a.cfg --seed -1",                  "shortfall run: --seed: found '-1'; allowed is a whole number 0 … 9223372036854775807, k, M or G may follow"},
    Usage{"run a.cfg --seed 9223372036854775808", "shortfall run: --seed: found '9223372036854775808'; allowed is a whole number 0 … 9223372036854775807, k, M or G may follow"},
    Usage{"run a.cfg -j 0",                       "shortfall run: --threads: found '0'; allowed is a whole number 1 … 1024, k, M or G may follow"},
    Usage{"paths a.cfg --first 18446744073709551616", "shortfall paths: --first: found '18446744073709551616'; allowed is a whole number 0 … 18446744073709551615, k, M or G may follow"},
    Usage{"run a.cfg --format xml",               "shortfall run: --format: found 'xml'; allowed is one of: table json html csv sqlite memo markdown xlsx"},
    Usage{"run a.cfg --format csv --csv-dialect tabs", "shortfall run: --csv-dialect: found 'tabs'; allowed is one of: rfc4180 excel-eu unix"},
    Usage{"run a.cfg --format json --format csv",  "shortfall run: --format: given twice; several go with commas: json,csv"},
    Usage{"run tests/golden/tiny.cfg --format json,csv -o /tmp/", "shortfall run: --format json,csv: -o is a folder; allowed is the stem of the files' names"},
    Usage{"run a.cfg --csv-dialect unix",         "shortfall run: --csv-dialect: allowed with --format csv only"},
    Usage{"paths a.cfg --format csv,npy",         "shortfall paths: --format: found 'csv,npy'; allowed is one of: csv json npy npz"},
    Usage{"run a.cfg --json --format table",      "shortfall run: --json and --format table contradict each other"},
    Usage{"devices all",                          "shortfall devices: 'all' is one word too many; see shortfall devices --help"},
    Usage{"run a.cfg --devices 0,",               "shortfall run: --devices: found 0,; allowed is all, or numbers such as 0,1"},
    Usage{"run a.cfg --devices -1",               "shortfall run: --devices: found -1; allowed is all, or numbers such as 0,1"},
    Usage{"run a.cfg --block 16",                 "shortfall run: --block: found '16'; allowed is a whole number 32 … 1024, k, M or G may follow"},
    Usage{"run tests/golden/tiny.cfg --block 33", "block: 33; allowed is a multiple of 32 up to 1024"},
    Usage{"trace tests/golden/tiny.cfg --backend cuda", "backend: cuda; this machine has none of that name"},
    Usage{"bench W-smal",                         "shortfall bench: unknown case 'W-smal'; did you mean 'W-small'?"},
    Usage{"bench W everything",                   "shortfall bench: unknown case 'everything'; see shortfall bench --help"},
    Usage{"bench W --repeats 0",                  "shortfall bench: --repeats: found '0'; allowed is a whole number 1 … 1000, k, M or G may follow"},
    Usage{"bench W drivers --dump",               "shortfall bench: --dump takes one case"},
    Usage{"bench W --backend abacus",             "backend: abacus; this machine has none of that name"},
    Usage{"check a.cfg -p 10",                    "shortfall check: unknown option '-p'; see shortfall check --help"}));
// clang-format on

TEST(BadUsage, OfAnOverrideIsTwoAndARefusedOneThree)
{
    EXPECT_EQ(run_program({"check", tiny, "-s", "simulation.months"}).exit_code, 2);
    EXPECT_EQ(run_program({"check", tiny, "-s", "=3"}).exit_code, 2);
    Finished unknown = run_program({"check", tiny, "-s", "simulation.mnths=4"});
    EXPECT_EQ(unknown.exit_code, 3);
    EXPECT_EQ(unknown.err.compare(0, 3, "-s:"), 0) << unknown.err;
    Finished refused = run_program({"check", tiny, "-s", "simulation.months=-4"});
    EXPECT_EQ(refused.exit_code, 3);
    EXPECT_EQ(refused.err.compare(0, 3, "-s:"), 0) << refused.err;
}

TEST(Estimate, SaysWhatEveryTargetNeedsByEachWayOfSampling)
{
    const std::string targets  = "mean(platform.npv.total) 1%, cvar95(platform.npv.total) 5%";
    const Finished    finished = run_program({"run", tiny, "--until", targets, "--estimate", "--json"});
    ASSERT_EQ(finished.exit_code, 0) << finished.err;
    const nlohmann::json needs = nlohmann::json::parse(finished.out).at("needs");
    ASSERT_EQ(needs.size(), 6u);
    for (size_t i = 0; i < needs.size(); ++i) {
        EXPECT_EQ(needs[i].at("sampling"), i % 3 == 0 ? "random" : i % 3 == 1 ? "antithetic" : "sobol");
        EXPECT_GT(needs[i].at("paths").get<double>(), 0.0);
        EXPECT_GT(needs[i].at("seconds").get<double>(), 0.0);
        if (i % 3 == 0) {
            EXPECT_EQ(needs[i].at("efficiency").get<double>(), 1.0);
        }
    }
    // A mean of smooth paths is what quasi-random points are best at: a tenth of the paths, measured with room for chance.
    EXPECT_LT(needs[2].at("paths").get<double>(), 0.25 * needs[0].at("paths").get<double>());
}

TEST(BadUsage, AnOddNumberOfAntitheticPathsIsRefused)
{
    std::vector<std::string> words = {"run", tiny, "-s", "simulation.sampling=\"antithetic\"", "-p"};
    words.push_back("101");
    EXPECT_EQ(run_program(words).exit_code, 2);
    words.back() = "100";
    EXPECT_EQ(run_program(words).exit_code, 0);
}

TEST(BadUsage, ABackendThatDoesNotExistIsRefused)
{
    EXPECT_EQ(run_program({"run", tiny, "-p", "10", "--backend", "abacus"}).exit_code, 2);
    EXPECT_EQ(run_program({"run", tiny, "-p", "10", "--backend", "auto"}).exit_code, 0);
    EXPECT_EQ(run_program({"run", tiny, "-p", "10", "--backend", "cpu-plain"}).exit_code, 0);
}

TEST(BadUsage, APathBeyondTheLastIsRefusedAndTheLastIsNot)
{
    EXPECT_EQ(run_program({"paths", tiny, "--first", "18446744073709551615", "--count", "2"}).exit_code, 2);
    Finished last = run_program({"paths", tiny, "--first", "18446744073709551615", "--count", "1"});
    EXPECT_EQ(last.exit_code, 0) << last.err;
    EXPECT_NE(last.out.find("\n18446744073709551615,platform,npv,"), std::string::npos) << last.out;
}

// ---- help ----

TEST(Help, IsOnStandardOutputForTheProgramAndEachCommand)
{
    EXPECT_NE(run_program({}).out.find("Try first:"), std::string::npos);
    EXPECT_EQ(run_program({}).exit_code, 0);
    EXPECT_EQ(run_program({"--help"}).exit_code, 0);
    EXPECT_EQ(run_program({"--version"}).out, "shortfall " SFL_VERSION "\n");
    for (const char *command : {"run", "check", "trace", "paths", "dump", "explain", "bench", "selftest", "completion", "manual"}) {
        Finished help = run_program({command, "--help"});
        EXPECT_EQ(help.exit_code, 0);
        EXPECT_EQ(help.out.find(std::string("usage: shortfall ") + command), 0u);
        for (const char *option : {"--format", "--output", "--json"}) {
            EXPECT_NE(help.out.find(option), std::string::npos) << command << " has no " << option;
        }
    }
}

// ---- scenarios that are no files ----

TEST_F(Folder, AMissingScenarioOrAFolderIsThree)
{
    for (const char *command : {"run", "check", "trace", "paths", "dump"}) {
        Finished missing = run_program({command, in("none.cfg")});
        EXPECT_EQ(missing.exit_code, 3) << command;
        EXPECT_EQ(missing.err.compare(0, in("none.cfg").size() + 1, in("none.cfg") + ":"), 0) << missing.err;
        EXPECT_EQ(run_program({command, folder_}).exit_code, 3) << command;
    }
}

// ---- where the output goes ----

TEST_F(Folder, AnOutputFileHoldsWhatStandardOutputWould)
{
    Finished printed = run_program({"paths", tiny, "--count", "5"});
    Finished written = run_program({"paths", tiny, "--count", "5", "-o", in("out.csv")});
    EXPECT_EQ(written.exit_code, 0) << written.err;
    EXPECT_EQ(written.out, "");
    EXPECT_EQ(read_text(in("out.csv")), printed.out);
    EXPECT_EQ(names(), std::vector<std::string>{"out.csv"}) << "nothing else is left behind";
    EXPECT_EQ(run_program({"paths", tiny, "--count", "5", "-o", "-"}).out, printed.out);
}

TEST_F(Folder, AFailedRunLeavesTheOldFileAlone)
{
    std::ofstream(in("out.txt")) << "old";
    EXPECT_EQ(run_program({"check", tiny, "-s", "simulation.months=0", "-o", in("out.txt")}).exit_code, 3);
    EXPECT_EQ(read_text(in("out.txt")), "old");
    EXPECT_EQ(names().size(), 1u);
}

TEST_F(Folder, AnExistingFileKeepsItsModeAndALinkIsFollowed)
{
    std::ofstream(in("real.txt")) << "old";
    chmod(in("real.txt").c_str(), 0640);
    fs::create_symlink("real.txt", in("link.txt"));
    EXPECT_EQ(run_program({"dump", tiny, "-o", in("link.txt")}).exit_code, 0);
    EXPECT_TRUE(fs::is_symlink(in("link.txt")));
    EXPECT_NE(read_text(in("real.txt")), "old");
    EXPECT_EQ(fs::status(in("real.txt")).permissions(), static_cast<fs::perms>(0640));
}

TEST_F(Folder, AnOutputThatCannotBeMadeIsOne)
{
    for (const std::string &file : {in("no/such/folder"), folder_}) {
        Finished finished = run_program({"run", tiny, "-p", "10", "-o", file});
        EXPECT_EQ(finished.exit_code, 1);
        EXPECT_EQ(finished.err.compare(0, file.size() + 1, file + ":"), 0) << finished.err;
    }
}

TEST(Output, AFullDiskIsOneForEveryCommand)
{
    for (const char *line :
         {"run tests/golden/tiny.cfg -p 10", "check tests/golden/tiny.cfg", "trace tests/golden/tiny.cfg",
          "paths tests/golden/tiny.cfg --count 10", "dump tests/golden/tiny.cfg", "explain",
          "bench drivers -p 64 --repeats 1", "bench bills -p 64 --repeats 1 --json", "selftest", "completion zsh", "manual --json", "--help", "--version"}) {
        Start full;
        full.out_file     = "/dev/full";
        Finished finished = run_program(split_words(line), full);
        EXPECT_EQ(finished.exit_code, 1) << line;
        EXPECT_EQ(finished.err, "standard output cannot be written: No space left on device\n1 error\n") << line;
        if (line[0] == '-') continue;
        std::vector<std::string> words = split_words(line);
        words.insert(words.end(), {"-o", "/dev/full"});
        EXPECT_EQ(run_program(words).err, "/dev/full: cannot be written: No space left on device\n1 error\n") << line;
    }
    EXPECT_TRUE(fs::is_character_file("/dev/full")) << "a device is written to, not replaced";
}

TEST(Output, AClosedPipeIsOneWithoutAWord)
{
    // The reader is gone before the program writes: /bin/true stands for head.
    std::string command = std::string("cd '" SFL_SOURCE_DIR "' && { { '" SFL_PROGRAM "' paths ") + tiny +
                          " --count 20000; echo \"exit $?\" >&2; } | true; } 2>&1";
    FILE       *pipe = popen(command.c_str(), "r");
    std::string text;
    char        bytes[4096];
    for (size_t n; (n = fread(bytes, 1, sizeof(bytes), pipe)) > 0;)
        text.append(bytes, n);
    pclose(pipe);
    EXPECT_EQ(text, "exit 1\n");
}

TEST(Output, ClosedStandardStreamsDoNotMatterUntilTheyAreNeeded)
{
    Start no_input;
    no_input.close_stdin = true;
    EXPECT_EQ(run_program({"dump", tiny}, no_input).exit_code, 0);
    Start no_output;
    no_output.close_stdout = true;
    EXPECT_EQ(run_program({"dump", tiny}, no_output).exit_code, 1);
}

// ---- surroundings ----

TEST(Surroundings, ALocaleWithCommasChangesNothing)
{
    Start german;
    german.environment = {"LC_ALL=de_DE.UTF-8", "LANG=de_DE.UTF-8"};
    for (const char *line : {"run tests/golden/tiny.cfg -p 100 --json", "check tests/golden/tiny.cfg",
                             "paths tests/golden/tiny.cfg --count 3", "trace tests/golden/tiny.cfg --json",
                             "dump tests/golden/tiny.cfg"}) {
        Finished there = run_program(split_words(line), german), here = run_program(split_words(line));
        if (std::string(line).compare(0, 3, "run") == 0) {
            nlohmann::json a = nlohmann::json::parse(there.out), b = nlohmann::json::parse(here.out);
            a.erase("run");
            b.erase("run");
            EXPECT_EQ(a, b);
        } else {
            EXPECT_EQ(there.out, here.out) << line;
        }
    }
}

TEST(Surroundings, WithoutATerminalThereIsNoProgressLine)
{
    EXPECT_EQ(run_program({"run", long_run, "-p", "100000"}).err, "");
}

TEST(Surroundings, OnATerminalTheProgressLineIsShownAndCleared)
{
    Start terminal;
    terminal.err_is_terminal = true;
    Finished finished        = run_program({"run", long_run, "-p", "400k"}, terminal);
    EXPECT_EQ(finished.exit_code, 0);
    EXPECT_NE(finished.err.find(" of 400,000 paths, "), std::string::npos) << finished.err;
    ASSERT_FALSE(finished.err.empty());
    EXPECT_EQ(finished.err.back(), '\r');
    size_t cleared = finished.err.rfind('\r', finished.err.size() - 2);
    EXPECT_EQ(finished.err.find_first_not_of(" \r", cleared), std::string::npos) << "only blanks at the end";
    EXPECT_EQ(run_program({"run", long_run, "-p", "400k", "--quiet"}, terminal).err, "");
}

// ---- interruption ----

// A run that would take hours, interrupted as soon as its progress line says that paths were done.
Finished interrupted_run(std::vector<std::string> words, int signal_number, int n_signals = 1)
{
    words.insert(words.begin(), {"run", long_run, "-p", "1G"});
    Start start;
    start.err_is_terminal = true;
    start.signal_at       = " left";
    start.signal_number   = signal_number;
    start.n_signals       = n_signals;
    return run_program(words, start);
}

TEST(Interrupted, ARunGivesThePathsItHasAndSaysSo)
{
    for (int signal_number : {SIGINT, SIGTERM}) {
        Finished finished = interrupted_run({"--json"}, signal_number);
        ASSERT_EQ(finished.exit_code, 130) << finished.err;
        nlohmann::json answer = nlohmann::json::parse(finished.out);
        uint64_t       paths  = answer.at("paths");
        EXPECT_GT(paths, 0u);
        EXPECT_LT(paths, 1000000000u);
        EXPECT_EQ(answer.at("is_partial"), true);
        EXPECT_NE(finished.err.find("interrupted after "), std::string::npos) << finished.err;
    }
}

// Where a batch system sends SIGTERM to all processes of a job, and the job's script to its child, it comes more than once.
TEST(Interrupted, AskedToStopAgainAndAgainItStopsAsIfAskedOnce)
{
    Finished finished = interrupted_run({"--json"}, SIGTERM, 10);
    ASSERT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_EQ(nlohmann::json::parse(finished.out).at("is_partial"), true);
}

TEST(Interrupted, WhatWasDoneIsTheAnswerOfThatManyPaths)
{
    Finished partial = interrupted_run({"--json"}, SIGINT);
    ASSERT_EQ(partial.exit_code, 130);
    nlohmann::json a = nlohmann::json::parse(partial.out);
    Finished whole   = run_program({"run", long_run, "-p", std::to_string(a.at("paths").get<uint64_t>()), "--json"});
    nlohmann::json b = nlohmann::json::parse(whole.out);
    for (const char *member : {"run", "is_partial"}) {
        a.erase(member);
        b.erase(member);
    }
    EXPECT_EQ(a, b);
}

TEST(Interrupted, TheTableSaysItToo)
{
    Finished finished = interrupted_run({}, SIGINT);
    EXPECT_EQ(finished.exit_code, 130);
    EXPECT_NE(finished.out.find("PARTIAL, interrupted: "), std::string::npos) << finished.out;
}

TEST_F(Folder, AnInterruptedListOfPathsLeavesNoFile)
{
    Start start;
    start.meanwhile = [](pid_t child) {
        std::this_thread::sleep_for(std::chrono::milliseconds(700));
        kill(child, SIGINT);
    };
    Finished finished = run_program({"paths", long_run, "--count", "1G", "-o", in("paths.csv")}, start);
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    EXPECT_TRUE(names().empty());
}

} // namespace
