// What run --shard, merge, report and resume refuse: exact messages, exit code 2, nothing written.
#include "kit.hpp"

#include <filesystem>
#include <fstream>

namespace
{

using namespace kept;
namespace fs = std::filesystem;

const std::string quickstart = SFL_SOURCE_DIR "/configs/quickstart.cfg";

// Tally files by short names, made once: shares of one run, shares of others, and files that are none.
class Refused : public testing::Test
{
  protected:
    static void SetUpTestSuite()
    {
        folder = new OwnFolder;
        write("1.sfl", {"--shard", "1/3"});
        write("2.sfl", {"--shard", "2/3"});
        write("3.sfl", {"--shard", "3/3"});
        write("half.sfl", {"--shard", "1/2"});
        write("seed.sfl", {"--shard", "2/3", "--seed", "5"});
        write("paths.sfl", {"--shard", "2/3", "-p", "600"});
        write("scenario.sfl", {"--shard", "2/3", "-s", "simulation.discount_rate=0.2"});
        write("sobol.sfl", {"--shard", "2/3", "-s", "simulation.sampling=\"sobol\""});
        std::ofstream(folder->in("text.sfl")) << "hello\n";
        std::ofstream(folder->in("empty.sfl"));
        fs::copy_file(folder->in("1.sfl"), folder->in("cut.sfl"));
        fs::resize_file(folder->in("cut.sfl"), 1000);
        files = listed();
    }
    static void TearDownTestSuite()
    {
        delete folder;
    }

    static void write(const std::string &name, const Words &words)
    {
        const Words paths = words.size() > 2 && words[2] == "-p" ? Words{} : Words{"-p", "500"};
        const Finished finished = run_program(Words{"run", quickstart, "-o", folder->in(name)} + words + paths);
        ASSERT_EQ(finished.exit_code, 0) << finished.err;
    }
    static std::vector<std::string> listed()
    {
        std::vector<std::string> names;
        for (const auto &entry : fs::directory_iterator(folder->in(".")))
            names.push_back(entry.path().filename().string() + " " + std::to_string(entry.file_size()));
        return names;
    }
    // RUN stands for run and its scenario.
    static Finished start(std::string line)
    {
        Start there;
        there.folder = folder->in(".");
        if (line.compare(0, 4, "RUN ") == 0) line = "run " + quickstart + line.substr(3);
        return run_program(split_words(line), there);
    }
    static void expect(const std::string &line, const std::string &message, int exit_code = 2)
    {
        const Finished finished = start(line);
        EXPECT_EQ(finished.exit_code, exit_code) << line;
        EXPECT_EQ(finished.out, "") << line;
        EXPECT_EQ(finished.err, message + "\n1 error\n") << line;
        EXPECT_EQ(listed(), files) << line << " has left or changed a file";
    }

    static OwnFolder               *folder;
    static std::vector<std::string> files;
};
OwnFolder               *Refused::folder = nullptr;
std::vector<std::string> Refused::files;

TEST_F(Refused, FilesOfAnotherRunByWhatIsAnother)
{
    expect("merge 1.sfl seed.sfl 3.sfl -o all.sfl", "seed.sfl: is of another run: seed 5, the others have 1");
    expect("merge 1.sfl paths.sfl 3.sfl -o all.sfl", "paths.sfl: is of another run: 600 paths in all, the others have 500");
    expect("merge 1.sfl scenario.sfl 3.sfl -o all.sfl",
           "scenario.sfl: is of another run: its scenario is another");
    expect("merge 1.sfl sobol.sfl 3.sfl -o all.sfl", "sobol.sfl: is of another run: its paths are sampled in another way");
}

TEST_F(Refused, PathsThatAreThereTwiceAndThoseThatAreNot)
{
    expect("merge 1.sfl half.sfl -o all.sfl", "half.sfl: overlaps: paths 0 to 127 are in another file, too");
    expect("merge 2.sfl 3.sfl half.sfl -o all.sfl", "half.sfl: overlaps: paths 128 to 255 are in another file, too");
    expect("merge 1.sfl 2.sfl 1.sfl --allow-partial -o all.sfl", "1.sfl: overlaps: paths 0 to 127 are in another file, too");
    expect("merge 1.sfl 3.sfl -o all.sfl",
           "all.sfl: holds 308 of 500 paths; missing: --shard 2/3; --allow-partial takes what is there");
    expect("merge 2.sfl -o all.sfl",
           "all.sfl: holds 192 of 500 paths; missing: --shard 1/3, 3/3; --allow-partial takes what is there");
    expect("merge half.sfl 3.sfl -o all.sfl",
           "all.sfl: holds 436 of 500 paths; missing: paths 256 to 319; --allow-partial takes what is there");
    expect("report 1.sfl", "1.sfl: holds 128 of 500 paths; missing: --shard 2/3, 3/3; --allow-partial takes what is there");
}

TEST_F(Refused, WhatIsMissingFromTheCommandLine)
{
    expect("merge", "shortfall merge: FILE... is missing; see shortfall merge --help");
    expect("merge -o all.sfl", "shortfall merge: FILE... is missing; see shortfall merge --help");
    expect("merge 1.sfl 2.sfl 3.sfl", "shortfall merge: wants -o FILE for the tallies");
    expect("merge 1.sfl 2.sfl 3.sfl -o -", "shortfall merge: wants -o FILE for the tallies");
    expect("report", "shortfall report: FILE is missing; see shortfall report --help");
    expect("report 1.sfl 2.sfl", "shortfall report: '2.sfl' is one word too many; see shortfall report --help");
    expect("resume", "shortfall resume: FILE is missing; see shortfall resume --help");
    expect("resume 1.sfl", "shortfall resume: wants -o FILE for the tallies");
    expect("RUN --shard 1/3", "shortfall run: wants -o FILE for the tallies");
}

TEST_F(Refused, AnOutputThatIsAnInput)
{
    expect("merge 1.sfl 2.sfl 3.sfl -o 2.sfl", "2.sfl: is read by this command: -o would replace it");
    expect("merge 1.sfl 2.sfl 3.sfl -o ./1.sfl", "./1.sfl: is read by this command: -o would replace it");
    expect("report 1.sfl --allow-partial -o 1.sfl", "1.sfl: is read by this command: -o would replace it");
    expect("resume 1.sfl -o 1.sfl", "1.sfl: is read by this command: -o would replace it");
    const char *kept = "c.sfl: is where the run is kept; allowed for -o is another file";
    expect("RUN --checkpoint c.sfl -o c.sfl", kept);
    expect("RUN --shard 1/3 --checkpoint c.sfl -o c.sfl", kept);
    expect("RUN --checkpoint c.sfl -o ./c.sfl", std::string("./") + kept);
    expect("RUN --checkpoint c.csv --format json,csv -o c", "c.csv: is where the run is kept; allowed for -o is another file");
}

TEST_F(Refused, WhatIsNoTallyFile)
{
    for (const char *command : {"report ", "resume ", "merge -o all.sfl 1.sfl ", "merge -o all.sfl "}) {
        const std::string line = command;
        expect(line + "text.sfl", "text.sfl: byte 0: this is no tally file");
        expect(line + "empty.sfl", "empty.sfl: byte 0: this is no tally file");
        expect(line + "cut.sfl", "cut.sfl: byte 12: a length of " + std::to_string(fs::file_size(folder->in("1.sfl"))) +
                                     " bytes, but there are 1000");
        expect(line + "no.sfl", "no.sfl: cannot be read: No such file or directory");
        expect(line + ".", ".: cannot be read: Is a directory");
    }
}

TEST_F(Refused, AShardThatIsNone)
{
    for (const char *shard : {"0/3", "4/3", "3", "a/b", "1/0", "1/1000001", "1/2/3", "' 1/3'", "''", "-1/3", "1/-3", "1.5/3", "/3", "1/"}) {
        std::string found = shard;
        if (found[0] == '\'') found = found.substr(1, found.size() - 2);
        expect(std::string("RUN -o all.sfl --shard ") + shard,
               "shortfall run: --shard: found '" + found + "'; allowed is i/N with i from 1 to N, such as 3/16");
    }
}

TEST_F(Refused, WhatAShardHasNot)
{
    const std::string share = "RUN --shard 1/3 -o all.sfl ";
    expect(share + "--format json",
           "shortfall run: --format: not allowed with --shard, which writes a tally file; shortfall report has formats");
    expect(share + "--json",
           "shortfall run: --json: not allowed with --shard, which writes a tally file; shortfall report has formats");
    expect(share + "--until 'mean(bedrock.npv.total) 1%'",
           "shortfall run: --until: not allowed with --shard, whose paths have to be known");
    expect(share + "--split", "shortfall run: --split: not allowed with --shard, whose tally file does not hold it");
    expect(share + "--fail-if 'mean(bedrock.npv.total) > 1'",
           "shortfall run: --fail-if: not allowed with --shard; shortfall report has it");
    expect(share + "--csv-dialect unix", "shortfall run: --csv-dialect: not allowed with --shard; shortfall report has it");
    expect("resume 1.sfl --json", "shortfall resume: 1.sfl is a share of a run: -o takes its tallies, --format and --fail-if "
                                  "are for shortfall report");
}

TEST_F(Refused, AMistakeThatLeavesNoCheckpointBehind)
{
    expect("RUN --until mean(nobody.npv.total)1% --checkpoint c.sfl",
           "--until: no figure is called 'mean(nobody.npv.total)'; allowed is MEASURE(NAME) as the JSON has them, the nearest is "
           "mean(bedrock.npv.total)");
    expect("RUN --until mean(direct.npv.total)1% --estimate --checkpoint c.sfl",
           "shortfall run: --checkpoint: not allowed with --estimate, which keeps nothing");
}

TEST_F(Refused, ATimeBetweenCheckpointsThatIsNone)
{
    expect("RUN --every 5s", "shortfall run: --every: allowed with --checkpoint only");
    for (const char *every : {"0", "0s", "5x", "-5s", "s", "1e400", "5 s"}) {
        expect(std::string("RUN --checkpoint c.sfl --every '") + every + "'",
               std::string("shortfall run: --every: found '") + every + "'; allowed is a time above 0, such as 60s, 5m or 1h");
    }
    expect("resume half.sfl --every 0", "shortfall resume: --every: found '0'; allowed is a time above 0, such as 60s, 5m or 1h");
}

TEST_F(Refused, ACheckpointThatIsThereOrHasNoName)
{
    expect("RUN --checkpoint ''", "shortfall run: --checkpoint: found ''; allowed is the name of a file");
    expect("RUN --checkpoint -", "shortfall run: --checkpoint: found '-'; allowed is the name of a file");
    expect("RUN --checkpoint 1.sfl",
           "1.sfl: is there already: shortfall resume goes on with it, or remove it to begin anew");
}

// With a thousand million paths: a run that walks one of them does not end within the time of the test.
TEST_F(Refused, AFileThatCannotBeWrittenBeforeAPathIsWalked)
{
    expect("RUN -p 1G --checkpoint no/c.sfl", "no/c.sfl: cannot be written: No such file or directory", 1);
    expect("RUN -p 1G --checkpoint .", ".: cannot be written: Is a directory", 1);
    expect("RUN -p 1G --shard 1/3 -o all.sfl --checkpoint no/c.sfl", "no/c.sfl: cannot be written: No such file or directory", 1);
    expect("RUN -p 1G --shard 1/3 -o no/all.sfl", "no/all.sfl: cannot be written: No such file or directory", 1);
    expect("merge 1.sfl 2.sfl 3.sfl -o no/all.sfl", "no/all.sfl: cannot be written: No such file or directory", 1);
}

} // namespace
