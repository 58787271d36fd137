// shortfall-mpi: ranks that share out a run answer with the bytes of one process, and what a killed one leaves is not lost.
#include "kit.hpp"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

namespace
{

using namespace kept;
using parity::first_difference;
namespace fs = std::filesystem;

std::string mpirun()
{
    for (const char *name : {"/usr/bin/mpirun", "/usr/local/bin/mpirun", "/usr/lib64/openmpi/bin/mpirun", "/usr/lib64/mpich/bin/mpirun"}) {
        if (fs::exists(name)) return name;
    }
    return "";
}

class Ranks : public Kept
{
  protected:
    void SetUp() override
    {
        if (std::string(SFL_MPI_PROGRAM).empty()) GTEST_SKIP() << "built without MPI: there is no shortfall-mpi";
        if (mpirun().empty()) GTEST_SKIP() << "no mpirun here (Debian: openmpi-bin)";
    }

    Finished start_ranks(int n, const Words &words, Start start = {}) const
    {
        // Open MPI wants to be told that root and more ranks than processors are meant; others do not look.
        start.environment = {"OMPI_ALLOW_RUN_AS_ROOT=1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1", "OMPI_MCA_rmaps_base_oversubscribe=1"};
        start.program     = mpirun();
        return run_program(Words{"-n", std::to_string(n), SFL_MPI_PROGRAM} + words, start);
    }
    std::string answer_of(int n, const Words &words) const
    {
        const Finished finished = start_ranks(n, words + Words{"-q", "--json", "-o", in("answer.json")});
        EXPECT_EQ(finished.exit_code, 0) << n << " ranks: " << finished.err;
        return answer_in("answer.json");
    }
};

class EveryRun : public Ranks, public testing::WithParamInterface<Asked>
{
};

TEST_P(EveryRun, IsTheSameOnAnyNumberOfRanks)
{
    const Words       words = Words{"run"} + GetParam().words;
    const std::string alone = answer(words);
    for (int n : {1, 2, 4})
        EXPECT_EQ(first_difference(alone, answer_of(n, words)), "") << n << " ranks";
}

INSTANTIATE_TEST_SUITE_P(Of, EveryRun,
                         testing::Values(asked_of("quickstart", "random", {"-p", "70001"}),
                                         asked_of("quickstart", "antithetic", {"-p", "6002"}),
                                         asked_of("self_host_break_even", "sobol", {"-p", "6001"}),
                                         asked_of("self_host_break_even", "random", {"-p", "34001"})),
                         [](const testing::TestParamInfo<Asked> &row) { return row.param.name; });

TEST_F(Ranks, WalkUntilATargetIsReachedAsOneDoes)
{
    for (const char *sampling : {"random", "sobol"}) {
        const Words words = Words{"run"} + asked_of("quickstart", sampling, {"--until", "mean(bedrock.npv.total) 0.5%"}).words;
        EXPECT_EQ(first_difference(answer(words), answer_of(2, words)), "") << sampling;
    }
}

int count_of(const std::string &text, const std::string &what)
{
    int n = 0;
    for (size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += what.size())
        ++n;
    return n;
}

TEST_F(Ranks, SayAMistakeOnceAndNotEach)
{
    const std::string cfg = SFL_SOURCE_DIR "/configs/quickstart.cfg";
    struct Row {
        Words       words;
        std::string message;
    };
    const Row rows[] = {
        {{"run", cfg, "--pahts", "3"}, "shortfall run: unknown option '--pahts'; did you mean '--paths'?\n1 error\n"},
        {{"run", cfg, "-s", "simulation.months=0"}, "simulation.months"},
        {{"run", cfg, "--shard", "1/2", "-o", in("s.sfl")}, "shortfall run: --shard: not for several ranks, which share the paths out themselves\n1 error\n"},
        {{"run", cfg, "-o", in("no/such")}, in("no/such") + ": cannot be written: No such file or directory\n1 error\n"},
        {{"run", cfg, "--checkpoint", in("no/c.sfl")}, in("no/c.sfl") + ": cannot be written: No such file or directory\n1 error\n"},
        {{"resume", in("none.sfl")}, in("none.sfl") + ": cannot be read: No such file or directory\n1 error\n"},
        {{"check"}, "shortfall check: FILE is missing; see shortfall check --help\n1 error\n"},
    };
    for (const Row &row : rows) {
        const Finished finished = start_ranks(3, row.words);
        EXPECT_NE(finished.exit_code, 0) << row.message;
        EXPECT_EQ(count_of(finished.err, row.message), 1) << row.message << "in: " << finished.err;
        EXPECT_EQ(count_of(finished.err, " error\n"), 1) << finished.err;
    }
}

// ---- a rank that is killed ----

// Those that mpirun has started on this machine.
std::vector<pid_t> children_of(pid_t parent)
{
    std::vector<pid_t> found;
    for (const auto &entry : fs::directory_iterator("/proc")) {
        const std::string name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stream(entry.path() / "stat");
        std::string   line;
        std::getline(stream, line);
        const size_t end = line.rfind(')'); // of the name; then the state and the parent
        if (end != std::string::npos && line.size() > end + 4 && std::stol(line.substr(end + 4)) == parent &&
            line.find("(shortfall-mpi)") != std::string::npos)
            found.push_back(static_cast<pid_t>(std::stol(name)));
    }
    return found;
}

class KilledRank : public Ranks
{
  protected:
    // Once every rank has kept some paths: the first writing, of none, is a page or two.
    void kill_one(pid_t leader) const
    {
        const auto has_paths = [this](const char *name) {
            std::error_code error;
            const uintmax_t n_bytes = fs::file_size(in(name), error);
            return !error && n_bytes > 20000;
        };
        for (int i = 0; i < 6000 && !(has_paths("c.sfl") && has_paths("c-1.sfl") && has_paths("c-2.sfl")); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        const std::vector<pid_t> ranks = children_of(leader);
        ASSERT_EQ(ranks.size(), 3u);
        EXPECT_EQ(kill(ranks.back(), SIGKILL), 0);
    }
};

TEST_F(KilledRank, LeavesTheFilesOfAllAndTheRunGoesOnFromThem)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "3000001"});
    Start       start;
    start.meanwhile         = [this](pid_t leader) { kill_one(leader); };
    const Finished finished = start_ranks(3, Words{"run"} + of.words + Words{"--checkpoint", in("c.sfl"), "--every", "0.05s"}, start);
    EXPECT_NE(finished.exit_code, 0) << "mpirun ends, and says that it was no good end";
    EXPECT_EQ(finished.out, "");
    const Words files = {in("c.sfl"), in("c-1.sfl"), in("c-2.sfl")};
    run(Words{"merge"} + files + Words{"--allow-partial", "-q", "-o", in("kept.sfl")});
    EXPECT_NE(run({"report", "--allow-partial", in("kept.sfl"), "--json"}).out.find("\"is_partial\": true"), std::string::npos);

    fs::copy_file(in("kept.sfl"), in("again.sfl"));
    const std::string whole = answer(Words{"run"} + of.words);
    EXPECT_EQ(first_difference(whole, answer({"resume", in("kept.sfl")})), "");
    EXPECT_EQ(first_difference(whole, answer_of(2, {"resume", in("again.sfl")})), "");
    run({"merge", in("again.sfl"), in("again-1.sfl"), "-o", in("whole.sfl")});
    EXPECT_EQ(first_difference(whole, answer({"report", in("whole.sfl")})), "");
}

// What another rank has kept would be begun anew, and its work lost.
TEST_F(KilledRank, IsNotBegunAnewWhereItsFileIsNotPutTogetherFirst)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "34001"});
    start_ranks(2, Words{"run"} + of.words + Words{"-q", "--checkpoint", in("c.sfl")});
    const std::string before   = read_text(in("c-1.sfl"));
    const Finished    finished = start_ranks(2, {"resume", in("c.sfl")});
    EXPECT_NE(finished.exit_code, 0);
    EXPECT_NE(finished.err.find(in("c-1.sfl") + ": is there already, and would be begun anew: put it together with " +
                                in("c.sfl") + " first (shortfall merge), or remove it\n"),
              std::string::npos)
        << finished.err;
    EXPECT_TRUE(before == read_text(in("c-1.sfl")));
}

} // namespace
