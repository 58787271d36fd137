// A run that is kept in a file, killed or interrupted, and gone on with, gives the bytes of one that nobody stopped.
#include "kit.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <random>
#include <sched.h>
#include <sys/mount.h>
#include <thread>
#include <unistd.h>

namespace
{

using namespace kept;
using parity::first_difference;
namespace fs = std::filesystem;

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin)
{
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

// ---- signal 9 at random moments ----

// A run and how its end is looked at: a share has tallies, which are reported.
struct Subject {
    Asked  asked;
    bool   is_share;
    double seconds;  // it usually takes
    std::string answer; // of the run that nobody stopped
};

class Killed : public Kept
{
  protected:
    Words beginning(const Subject &subject) const
    {
        return Words{"run"} + subject.asked.words + Words{"--checkpoint", in("c.sfl")} + rest(subject);
    }
    Words going_on(const Subject &subject) const
    {
        return Words{"resume", in("c.sfl")} + rest(subject);
    }
    // What was never written is begun anew.
    Words next(const Subject &subject) const
    {
        return fs::exists(in("c.sfl")) ? going_on(subject) : beginning(subject);
    }
    std::string answer_of(const Subject &subject) const
    {
        return subject.is_share ? answer({"report", "--allow-partial", in("out")}) : answer_in("out");
    }
    void look_at(Subject &subject) const
    {
        const Clock::time_point begin = Clock::now();
        run(beginning(subject));
        subject.seconds = seconds_since(begin);
        subject.answer  = answer_of(subject);
    }
    // Did it end by itself before the moment?
    bool ends_before(const Words &words, double moment) const
    {
        Start start;
        start.own_group = true;
        start.meanwhile = [moment](pid_t child) {
            std::this_thread::sleep_for(std::chrono::duration<double>(moment));
            signal_group(child, SIGKILL);
        };
        const Finished finished = run_program(words, start);
        if (finished.exit_code == 0) return true;
        EXPECT_EQ(finished.exit_code, 128 + SIGKILL) << finished.err;
        return false;
    }
    void clean() const
    {
        for (const auto &entry : fs::directory_iterator(in(".")))
            fs::remove(entry.path());
    }

    // Kills the run, and what goes on with it up to two times more; says how often a kill came before the end.
    int kill_and_resume(const Subject &subject, std::mt19937 &generator) const
    {
        const auto moment = [&] { return subject.seconds * static_cast<double>(generator()) / 4294967296.0; };
        const int  n      = 1 + static_cast<int>(generator() % 3);
        int        n_hit  = 0;
        clean();
        for (int i = 0; i < n; ++i)
            n_hit += ends_before(next(subject), moment()) ? 0 : 1;
        run(next(subject));
        EXPECT_EQ(first_difference(subject.answer, answer_of(subject)), "") << subject.asked.name;
        return n_hit;
    }

  private:
    Words rest(const Subject &subject) const
    {
        const Words words = {"--every", "0.05s", "-q", "-j", "2", "-o", in("out")};
        return subject.is_share ? words : words + Words{"--json"};
    }
};

std::vector<Subject> subjects()
{
    return {
        {asked_of("quickstart", "random", {"-p", "300001"}), false, 0.0, ""},
        {asked_of("quickstart", "sobol", {"-p", "30001"}), false, 0.0, ""},
        {asked_of("quickstart", "random", {"--until", "mean(bedrock.npv.total) 0.05%"}), false, 0.0, ""},
        {asked_of("quickstart", "antithetic", {"-p", "60002", "--shard", "2/3"}), true, 0.0, ""},
    };
}

#ifndef SFL_N_KILLS
#define SFL_N_KILLS 12
#endif

TEST_F(Killed, AtAnyMomentAndResumedItAnswersAsIfNothingHadBeen)
{
    std::vector<Subject> all = subjects();
    std::mt19937         generator(SFL_N_KILLS);
    int                  n_kills = 0;
    for (size_t i = 0; n_kills < SFL_N_KILLS; ++i) {
        Subject &subject = all[i % all.size()];
        clean();
        if (subject.answer.empty()) look_at(subject);
        ASSERT_FALSE(HasFailure()) << subject.asked.name;
        n_kills += kill_and_resume(subject, generator);
        ASSERT_LT(i, 20u * SFL_N_KILLS) << "runs end before they are killed";
    }
}

#if SFL_N_KILLS == 12

// ---- SIGINT and SIGTERM ----

class Interrupted : public Kept, public testing::WithParamInterface<int>
{
  protected:
    // As soon as the progress line says that paths were done.
    Finished interrupt(const Words &words) const
    {
        Start start;
        start.err_is_terminal = true;
        start.signal_at       = " left";
        start.signal_number   = GetParam();
        return run_program(words, start);
    }
};

std::string grouped(uint64_t number)
{
    std::string text = std::to_string(number);
    for (size_t at = text.size(); at > 3;)
        text.insert(at -= 3, ",");
    return text;
}

TEST_P(Interrupted, ACheckpointHoldsThePathsThatAreSaidAndResumeDoesTheRest)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "2000001"});
    const Finished stopped = interrupt(Words{"run"} + of.words + Words{"--json", "--checkpoint", in("c.sfl")});
    ASSERT_EQ(stopped.exit_code, 130) << stopped.err;
    const nlohmann::json partial = nlohmann::json::parse(stopped.out);
    const uint64_t       n       = partial.at("paths");
    EXPECT_EQ(partial.at("is_partial"), true);
    EXPECT_GT(n, 0u);
    EXPECT_LT(n, 2000001u);
    const std::string said = "interrupted after " + grouped(n) + " of 2,000,001 paths; the answer is partial\r\nwarning: " +
                             in("c.sfl") + ": shortfall resume goes on from here\r\n1 error, 1 warning\r\n";
    EXPECT_NE(stopped.err.find(said), std::string::npos) << stopped.err;
    EXPECT_EQ(first_difference(parity::without_run(stopped.out), answer({"report", "--allow-partial", in("c.sfl")})), "");
    const std::string whole = answer(Words{"run"} + of.words);
    EXPECT_EQ(first_difference(whole, answer({"resume", in("c.sfl")})), "");
    EXPECT_EQ(first_difference(whole, answer({"report", in("c.sfl")})), "");
}

TEST_P(Interrupted, AShareIsNotWrittenAndItsCheckpointGoesOn)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "4000001", "--shard", "2/2"});
    const Finished stopped = interrupt(Words{"run"} + of.words + Words{"--checkpoint", in("c.sfl"), "-o", in("share.sfl")});
    ASSERT_EQ(stopped.exit_code, 130) << stopped.err;
    EXPECT_FALSE(fs::exists(in("share.sfl")));
    EXPECT_NE(stopped.err.find(" of 2,000,001 paths; " + in("share.sfl") + " was not written\r\nwarning: " + in("c.sfl") +
                               ": shortfall resume goes on from here\r\n1 error, 1 warning\r\n"),
              std::string::npos)
        << stopped.err;
    run({"resume", in("c.sfl"), "-o", in("share.sfl")});
    run(Words{"run"} + of.words + Words{"-o", in("plain.sfl")});
    EXPECT_EQ(first_difference(answer({"report", "--allow-partial", in("plain.sfl")}),
                               answer({"report", "--allow-partial", in("share.sfl")})),
              "");
}

INSTANTIATE_TEST_SUITE_P(By, Interrupted, testing::Values(SIGINT, SIGTERM), [](const testing::TestParamInfo<int> &row) {
    return row.param == SIGINT ? std::string("SIGINT") : std::string("SIGTERM");
});

// ---- what is finished, and what cannot be written ----

class Checkpoint : public Kept
{
};

// Walking adds to the seconds of a run, so the same seconds mean that no path was walked.
TEST_F(Checkpoint, OfAFinishedRunIsAnsweredWithoutWalking)
{
    for (const Asked &of : {asked_of("quickstart", "random", {"-p", "34001"}), asked_of("quickstart", "sobol", {"-p", "4001"}),
                            asked_of("quickstart", "random", {"--until", "mean(bedrock.npv.total) 0.5%"})}) {
        fs::remove(in("c.sfl"));
        run(Words{"run"} + of.words + Words{"-q", "--json", "--checkpoint", in("c.sfl"), "-o", in("run.json")});
        run({"resume", in("c.sfl"), "-q", "--json", "-o", in("resumed.json")});
        EXPECT_EQ(first_difference(answer_in("run.json"), answer_in("resumed.json")), "") << of.name;
        const nlohmann::json ran     = nlohmann::json::parse(read_text(in("run.json"))),
                             resumed = nlohmann::json::parse(read_text(in("resumed.json")));
        EXPECT_NEAR(ran["run"]["seconds"].get<double>(), resumed["run"]["seconds"].get<double>(), 1e-6)
            << of.name << ": kept as whole microseconds";
    }
}

TEST_F(Checkpoint, ThatIsThereIsRefusedAndLeftAsItIs)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "1000"});
    run(Words{"run"} + of.words + Words{"--checkpoint", in("c.sfl")});
    const std::string before = read_text(in("c.sfl"));
    const Finished    again  = run(Words{"run"} + of.words + Words{"--checkpoint", in("c.sfl")}, 2);
    EXPECT_EQ(again.out, "");
    EXPECT_EQ(again.err, in("c.sfl") + ": is there already: shortfall resume goes on with it, or remove it to begin anew\n1 error\n");
    EXPECT_TRUE(before == read_text(in("c.sfl")));
}

// A file system of its own that can be filled.
class FullDisk : public Kept
{
  protected:
    void SetUp() override
    {
        if (geteuid() != 0) GTEST_SKIP() << "only root may mount a file system to fill it";
        disk_ = in("disk");
        fs::create_directory(disk_);
        // Mounted for this process alone, so that nothing is left however it ends.
        const bool is_alone = unshare(CLONE_NEWNS) == 0 && mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
        is_mounted_         = is_alone && mount("tmpfs", disk_.c_str(), "tmpfs", 0, "size=16m") == 0;
        if (!is_mounted_) GTEST_SKIP() << "no file system can be mounted here: " << strerror(errno);
    }
    void TearDown() override
    {
        if (!is_mounted_) return;
        EXPECT_EQ(umount2(disk_.c_str(), MNT_DETACH), 0);
    }
    // Once the checkpoint holds paths: its first writing holds none and is a page or two.
    void fill_when_there_are_paths() const
    {
        const std::string file = disk_ + "/c.sfl";
        std::error_code   error;
        for (int i = 0; i < 3000; ++i) {
            const uintmax_t n_bytes = fs::file_size(file, error);
            if (!error && n_bytes > 20000) break;
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        std::ofstream fill(disk_ + "/fill");
        for (const std::string block(1024, 'x'); fill << block << std::flush;) {
        }
    }

    std::string disk_;
    bool        is_mounted_ = false;
};

TEST_F(FullDisk, KeepsTheLastWholeCheckpointAndTheAnswerIsRight)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "1000001"});
    const std::string file = disk_ + "/c.sfl", whole = answer(Words{"run"} + of.words);
    Start start;
    start.meanwhile = [this](pid_t) { fill_when_there_are_paths(); };
    const Finished finished =
        run_program(Words{"run"} + of.words + Words{"--json", "-o", in("out.json"), "--checkpoint", file, "--every", "0.05s"}, start);
    EXPECT_EQ(finished.exit_code, 0) << finished.err;
    EXPECT_EQ(finished.err, "warning: " + file + ": the checkpoint is an older one: cannot be written: No space left on device\n1 warning\n");
    EXPECT_EQ(first_difference(whole, answer_in("out.json")), "");
    const nlohmann::json older = nlohmann::json::parse(run({"report", "--allow-partial", file, "-q", "--json"}).out);
    EXPECT_GT(older.at("paths").get<uint64_t>(), 0u);
    EXPECT_LT(older.at("paths").get<uint64_t>(), 1000001u);
    fs::remove(disk_ + "/fill");
    EXPECT_EQ(first_difference(whole, answer({"resume", file})), "");
}

#endif

} // namespace
