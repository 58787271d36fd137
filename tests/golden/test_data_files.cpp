// Files for other programs, as the program writes them: arrays of paths, databases, several formats at once.
#include "process.h"

#include "../unit/folder.hpp"
#if SFL_HAVE_SQLITE
#include "../unit/sqlite_reader.hpp"
#endif

#include <gtest/gtest.h>

#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace
{

const std::string tiny     = "tests/golden/tiny.cfg";
const std::string long_run = "configs/hybrid_at_scale.cfg";

#if SFL_HAVE_MINIZIP
const std::vector<std::string> array_formats = {"npy", "npz"};
#else
const std::vector<std::string> array_formats = {"npy"};
#endif

class DataFiles : public testing::Test
{
  protected:
    // What the program writes with these words and -o FILE.
    std::string written(const std::string &line, const std::string &name) const
    {
        std::vector<std::string> words = split_words(line);
        words.insert(words.end(), {"-o", folder.in(name)});
        Finished finished = run_program(words);
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        return read_text(folder.in(name));
    }

    OwnFolder folder;
};

std::vector<double> numbers_of_npy(const std::string &bytes)
{
    size_t              begin = bytes.find('\n') + 1;
    std::vector<double> numbers((bytes.size() - begin) / sizeof(double));
    std::memcpy(numbers.data(), bytes.data() + begin, numbers.size() * sizeof(double));
    return numbers;
}

// The last four fields of every row.
std::vector<double> numbers_of_csv(const std::string &text)
{
    std::vector<double> numbers;
    std::istringstream  lines(text);
    std::string         line;
    for (std::getline(lines, line); std::getline(lines, line);) {
        size_t begin = line.rfind("npv,") != std::string::npos ? line.rfind("npv,") + 4 : line.rfind("nominal,") + 8;
        std::istringstream fields(line.substr(begin));
        for (std::string field; std::getline(fields, field, ',');)
            numbers.push_back(std::stod(field));
    }
    return numbers;
}

TEST_F(DataFiles, AnArrayHoldsTheNumbersOfTheRows)
{
    std::string bytes = written("paths " + tiny + " --count 300 --first 5 --format npy", "t.npy");
    EXPECT_NE(bytes.find("'shape': (300, 2, 2, 4), "), std::string::npos);
    EXPECT_EQ(numbers_of_npy(bytes),
              numbers_of_csv(run_program({"paths", tiny, "--count", "300", "--first", "5"}).out));
}

TEST_F(DataFiles, ArraysAreTheSameBytesWhateverTheThreadsAndWhereverTheyGo)
{
    for (const std::string &format : array_formats) {
        const std::string line = "paths " + tiny + " --count 70000 --format " + format;
        std::string       one = written(line + " -j 1", "one"), two = written(line + " -j 2", "two");
        EXPECT_TRUE(one == two) << format;
        EXPECT_TRUE(one == written(line + " -j 3 --chunk 64", "three")) << format;
        EXPECT_TRUE(one == run_program(split_words(line)).out) << format << " through a pipe";
    }
}

TEST_F(DataFiles, AZipHoldsTheArrayAndWhatItsIndicesMean)
{
    if (array_formats.size() < 2) GTEST_SKIP() << "this build is without minizip";
    std::string npy = written("paths " + tiny + " --count 3 --format npy", "t.npy");
    std::string npz = written("paths " + tiny + " --count 3 --format npz", "t.npz");
    EXPECT_NE(npz.find(npy), std::string::npos) << "stored as it is";
    size_t at = 0;
    for (const char *member : {"totals.npy", "paths.npy", "architectures.npy", "money.npy", "part.npy"}) {
        at = npz.find(member, at);
        EXPECT_NE(at, std::string::npos) << member;
    }
}

TEST_F(DataFiles, MemoryDoesNotGrowWithThePaths)
{
    for (const std::string &format : array_formats) {
        auto peak = [&](const char *count) {
            return run_program({"paths", tiny, "--format", format, "--count", count, "-o", folder.in("t")}).peak_kib;
        };
        EXPECT_LT(static_cast<double>(peak("600k")), 1.25 * static_cast<double>(peak("150k"))) << format;
    }
}

TEST_F(DataFiles, AFullDiskIsAnErrorOfArraysToo)
{
    for (const std::string &format : array_formats) {
        Finished finished = run_program({"paths", tiny, "--format", format, "-o", "/dev/full"});
        EXPECT_EQ(finished.exit_code, 1);
        EXPECT_EQ(finished.err, "/dev/full: cannot be written: No space left on device\n1 error\n") << format;
    }
}

#if SFL_HAVE_SQLITE
TEST_F(DataFiles, ADatabaseWantsAFile)
{
    Finished finished = run_program({"run", tiny, "--format", "sqlite"});
    EXPECT_EQ(finished.exit_code, 2);
    EXPECT_EQ(finished.err, "shortfall run: --format sqlite: wants -o FILE\n1 error\n");
}

TEST_F(DataFiles, SeveralFormatsAreFilesOfOneStemAndTheDatabaseKeepsWhatItHeld)
{
    const std::string stem = folder.in("answer");
    for (const char *paths : {"64", "128"})
        EXPECT_EQ(run_program({"run", tiny, "-p", paths, "--format", "json,csv,sqlite", "-o", stem}).exit_code, 0);
    EXPECT_EQ(without_run(read_text(stem + ".json")),
              without_run(run_program({"run", tiny, "-p", "128", "--json"}).out));
    EXPECT_EQ(read_text(stem + ".csv"), run_program({"run", tiny, "-p", "128", "--format", "csv"}).out);
    EXPECT_EQ(Database(stem + ".sqlite").text("SELECT group_concat(paths) FROM (SELECT paths FROM run ORDER BY paths)"),
              "64,128");
}

TEST_F(DataFiles, AForeignDatabaseIsRefusedBeforeAnyPathIsWalked)
{
    const std::string file = folder.in("theirs.sqlite");
    std::ofstream(file).close();
    Database(file).run("CREATE TABLE theirs (x)");
    Finished finished = run_program({"run", long_run, "-p", "1000G", "--format", "sqlite", "-o", file});
    EXPECT_EQ(finished.exit_code, 1);
    EXPECT_EQ(finished.err.compare(0, file.size() + 35, file + ": is a database of another program;"), 0)
        << finished.err;
}

TEST_F(DataFiles, AKilledProgramLeavesTheDatabaseAsItWas)
{
    const std::string file = folder.in("answers.sqlite");
    ASSERT_EQ(run_program({"run", tiny, "-p", "10", "--format", "sqlite", "-o", file}).exit_code, 0);
    Start start;
    start.meanwhile = [&](pid_t program) {
        // The journal is there while the transaction is; nothing is waited for longer than the program takes.
        for (int i = 0; i < 100000 && !std::filesystem::exists(file + "-journal"); ++i)
            usleep(100);
        kill(program, SIGKILL);
    };
    Finished finished = run_program({"run", long_run, "-p", "64", "--format", "sqlite", "-o", file}, start);
    EXPECT_EQ(finished.exit_code, 128 + SIGKILL);
    Database db(file);
    EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(db.text("SELECT group_concat(paths) FROM run"), "10");
}

TEST_F(DataFiles, AnInterruptedRunIsAddedAsPartial)
{
    Start start;
    start.err_is_terminal      = true;
    start.signal_at            = " paths, ";
    start.signal_number        = SIGINT;
    const std::string file     = folder.in("answers.sqlite");
    Finished          finished = run_program({"run", long_run, "-p", "1000G", "--format", "sqlite", "-o", file}, start);
    EXPECT_EQ(finished.exit_code, 130) << finished.err;
    Database db(file);
    EXPECT_EQ(db.whole("SELECT count(*) FROM run WHERE is_partial = 1"), 1);
    EXPECT_GT(db.whole("SELECT paths FROM run"), 0);
}
#endif

} // namespace
