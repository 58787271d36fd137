// The scripts of contrib/slurm in a Slurm of one node: however a run is spread over its jobs, stopped, lost and begun again,
// its answer is that of one run that nobody disturbed.
#include "cluster.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>
#include <vector>

namespace
{

namespace fs = std::filesystem;

const std::string scripts  = SFL_SOURCE_DIR "/contrib/slurm/";
const std::string scenario = SFL_SOURCE_DIR "/configs/quickstart.cfg";

std::string in_quotes(const std::string &word)
{
    return "'" + word + "'";
}

std::string text_of(const std::string &file)
{
    std::ifstream      stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

size_t count(const std::string &text, const std::string &what)
{
    size_t n = 0;
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++n;
    return n;
}

// All of an answer but what differs from run to run.
std::string answer_of(const std::string &file)
{
    nlohmann::ordered_json answer = nlohmann::ordered_json::parse(text_of(file), nullptr, false);
    if (!answer.is_object() || answer.erase("run") != 1) return "no answer in " + file;
    return answer.dump();
}

class Slurm : public testing::Test
{
  protected:
    void SetUp() override
    {
        if (!cluster_.missing().empty())
            GTEST_SKIP() << cluster_.missing()
                         << " (Debian: slurmctld slurmd slurm-client munge); the scripts are not run";
        fs::create_directory(folder_);
    }
    void TearDown() override
    {
        if (!HasFailure() || !cluster_.missing().empty()) return;
        std::cerr << cluster_.run("squeue -t all; tail -n 20 '" + folder_ + "'/*.log").text << cluster_.logs();
    }

    Said submit(const std::string &n_shards, const std::string &options) const
    {
        return cluster_.run(in_quotes(scripts + "submit.sh") + " " + in_quotes(scenario) + " " + n_shards + " " +
                            in_quotes(folder_) + " " + options);
    }
    // The number of the array that was just submitted.
    static std::string array_of(const Said &said)
    {
        std::istringstream words(said.text);
        std::string        number;
        words >> number >> number >> number;
        return number.substr(0, number.find(','));
    }
    std::string in(const std::string &name) const
    {
        return folder_ + "/" + name;
    }
    std::string log_of(int shard) const
    {
        return text_of(in("shard-" + std::to_string(shard) + ".log"));
    }
    // The answer of one run that nobody disturbed.
    std::string undisturbed(const std::string &options) const
    {
        std::string file = cluster_.in("plain.json");
        Said said = cluster_.run("shortfall run " + in_quotes(scenario) + " -q --json -o " + file + " " + options);
        EXPECT_EQ(said.exit_code, 0) << said.text;
        return answer_of(file);
    }
    // Waits until all shards have walked for a moment.
    bool wait_until_begun(const std::string &n_shards) const
    {
        return cluster_.wait_for("grep -l begins " + in_quotes(folder_) + "/shard-*.log | wc -l", n_shards + "\n",
                                 20.0) &&
               cluster_.run("sleep 0.2").exit_code == 0;
    }

    // Starts jobs that were queued again. Slurm itself would wait for two minutes; less than two seconds are too few, a node then
    // still takes a job for the one that was killed.
    void start_now(const std::vector<std::string> &jobs) const
    {
        cluster_.run("sleep 3");
        for (const std::string &job : jobs)
            EXPECT_EQ(cluster_.run("scontrol update starttime=now jobid=" + job).exit_code, 0) << job;
    }

    Cluster     cluster_;
    std::string folder_ = cluster_.in("a run, 50%");
};

const std::string brief = "-s simulation.paths=20000";
const std::string lasts = "-s simulation.paths=1200000"; // for seconds, so that there is something to stop

TEST_F(Slurm, AnArrayOfShardsAnswersAsOneRun)
{
    Said said = submit("5", brief);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    std::string array = array_of(said), merge = std::to_string(std::stoi(array) + 1);
    EXPECT_EQ(said.text, "shards  job " + array + ", tasks 1 to 5, of " + in("quickstart.cfg") + "\nmerge   job " +
                             merge + ", once all of them are done\nanswer  " + in("report.json") +
                             ", report.memo.txt\n");
    ASSERT_TRUE(cluster_.wait_until_idle(40.0));
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(brief));
    EXPECT_NE(text_of(in("report.memo.txt")).find("quickstart.cfg"), std::string::npos);
    EXPECT_FALSE(fs::exists(in("part-1.ckpt"))) << "a part that is there needs no checkpoint";
}

TEST_F(Slurm, TheSameCommandAgainWalksOnlyWhatIsMissing)
{
    ASSERT_EQ(submit("3", brief).exit_code, 0);
    ASSERT_TRUE(cluster_.wait_until_idle(40.0));
    std::string first = text_of(in("report.json"));
    for (const char *name : {"report.json", "all.sfl", "part-2.sfl"})
        ASSERT_TRUE(fs::remove(in(name))) << name;
    ASSERT_EQ(submit("3", brief).exit_code, 0);
    ASSERT_TRUE(cluster_.wait_until_idle(40.0));
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(brief));
    EXPECT_EQ(count(log_of(1), ": is there already\n"), 1u);
    EXPECT_EQ(count(log_of(2), ": begins\n"), 2u);

    Said other = submit("3", "-s simulation.paths=30000");
    EXPECT_EQ(other.exit_code, 2);
    EXPECT_EQ(other.text, "submit.sh: \"" + fs::path(folder_).string() +
                              "\" holds something else than this run in 3 shards: take another folder\n");
    EXPECT_EQ(submit("4", brief).exit_code, 2) << "parts of three are not parts of four";
}

TEST_F(Slurm, ShardsToldToStopAreQueuedAgainAndGoOn)
{
    Said said = submit("2", lasts);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    std::string array = array_of(said);
    ASSERT_TRUE(wait_until_begun("2"));
    // As a preemption does, to all that belongs to the job; and as the end of a job's time does, to its script alone.
    ASSERT_EQ(cluster_.run("scontrol requeue " + array + "_1").exit_code, 0);
    ASSERT_EQ(cluster_.run("scancel --signal=TERM --batch " + array + "_2").exit_code, 0);
    ASSERT_TRUE(cluster_.wait_for("squeue -h -t PENDING -o %r -j " + array, "BeginTime\nBeginTime\n", 20.0));
    start_now({array + "_1", array + "_2"});
    ASSERT_TRUE(cluster_.wait_until_idle(40.0));
    for (int shard : {1, 2}) {
        EXPECT_EQ(count(log_of(shard), "start 0: stopped, its checkpoint holds what is done\n"), 1u);
        EXPECT_EQ(count(log_of(shard), "start 1: goes on from its checkpoint\n"), 1u);
        EXPECT_EQ(count(log_of(shard), "start 1: done\n"), 1u);
    }
    EXPECT_EQ(count(log_of(1), ": is queued again\n"), 0u) << "Slurm itself does it";
    EXPECT_EQ(count(log_of(2), ": is queued again\n"), 1u);
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(lasts));
}

TEST_F(Slurm, ACancelledShardStaysCancelledUntilItIsSubmittedAgain)
{
    Said said = submit("2", lasts);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    ASSERT_TRUE(wait_until_begun("2"));
    ASSERT_EQ(cluster_.run("scancel " + array_of(said) + "_2").exit_code, 0);
    ASSERT_TRUE(cluster_.wait_until_idle(40.0)) << "the merge is given up, too";
    EXPECT_EQ(count(log_of(2), "stopped, its checkpoint holds what is done\n"), 1u);
    EXPECT_EQ(count(log_of(2), "is queued again\n"), 0u);
    EXPECT_TRUE(fs::exists(in("part-1.sfl")));
    EXPECT_FALSE(fs::exists(in("part-2.sfl")));
    EXPECT_FALSE(fs::exists(in("report.json")));

    ASSERT_EQ(submit("2", lasts).exit_code, 0);
    ASSERT_TRUE(cluster_.wait_until_idle(40.0));
    EXPECT_EQ(count(log_of(2), "goes on from its checkpoint\n"), 1u);
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(lasts));
}

TEST_F(Slurm, WhatIsRefusedIsNotQueued)
{
    std::string broken = cluster_.in("broken.cfg");
    std::ofstream(broken) << "nonsense = 1;\n";
    Said said = cluster_.run(in_quotes(scripts + "submit.sh") + " " + broken + " 2 " + in_quotes(folder_));
    EXPECT_EQ(said.exit_code, 3) << said.text;
    EXPECT_EQ(cluster_.run("squeue -h -t all").text, "");
    EXPECT_FALSE(fs::exists(folder_)) << "nothing is left behind";
    fs::create_directory(folder_);

    // By hand it is, and fails at once: it is not tried again and again.
    said = cluster_.run("sbatch --parsable --wait --array=1-2 --output=" + in_quotes(in("shard-%%a.log")) + " " +
                        in_quotes(scripts + "array.sbatch") + " " + broken + " 2 " + in_quotes(folder_));
    EXPECT_EQ(said.exit_code, 3) << said.text;
    EXPECT_EQ(count(cluster_.run("scontrol show job").text, "JobState=FAILED Reason=NonZeroExitCode"), 2u);
}

TEST_F(Slurm, EachShardHasACardOfItsOwn)
{
    // A stand-in for a program on a machine with cards: it notes its card, keeps it for a while and walks on the processor.
    fs::create_directory(cluster_.in("bin"));
    std::string program = cluster_.in("bin/shortfall");
    std::ofstream(program)
        << "#!/bin/sh\ncase $* in *'--backend cuda') echo \"card $CUDA_VISIBLE_DEVICES\"; sleep 2 ;; esac\n"
        << "exec " SFL_PROGRAM " \"$@\" ${CUDA_VISIBLE_DEVICES:+--backend cpu}\n";
    fs::permissions(program, fs::perms(0755));
    Said said = cluster_.run("PATH=" + cluster_.in("bin") + ":$PATH " + in_quotes(scripts + "submit.sh") + " --cards " +
                             in_quotes(scenario) + " 2 " + in_quotes(folder_) + " " + brief);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    ASSERT_TRUE(cluster_.wait_until_idle(60.0));
    std::string both = log_of(1) + log_of(2);
    EXPECT_EQ(count(both, "card 0\n"), 1u) << both;
    EXPECT_EQ(count(both, "card 1\n"), 1u) << both;
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(brief));
}

class Ranks : public Slurm
{
  protected:
    void SetUp() override
    {
        Slurm::SetUp();
        if (IsSkipped()) return;
        std::string program = fs::path(SFL_PROGRAM).parent_path().string() + "/shortfall-mpi";
        if (!fs::exists(program)) GTEST_SKIP() << "no " << program << "; mpi.sbatch is not run";
    }
    // Submits; what the job says is in mpi.log.
    Said submit_ranks(const std::string &options) const
    {
        std::string frozen = in("frozen.cfg");
        EXPECT_EQ(
            cluster_.run("shortfall dump " + in_quotes(scenario) + " " + options + " -o " + in_quotes(frozen)).text,
            "");
        return cluster_.run("sbatch --parsable --output=" + in_quotes(cluster_.in("mpi.log")) + " " +
                            in_quotes(scripts + "mpi.sbatch") + " " + in_quotes(frozen) + " " + in_quotes(folder_));
    }
    std::string log() const
    {
        return text_of(cluster_.in("mpi.log"));
    }
};

TEST_F(Ranks, AnswerAsOneRun)
{
    Said said = submit_ranks(brief);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    ASSERT_TRUE(cluster_.wait_until_idle(60.0));
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(brief)) << log();
    EXPECT_FALSE(fs::exists(in("ranks.sfl")));
}

TEST_F(Ranks, ToldToStopAreQueuedAgainAndGoOn)
{
    Said said = submit_ranks(lasts);
    ASSERT_EQ(said.exit_code, 0) << said.text;
    ASSERT_TRUE(cluster_.wait_for("ls " + in_quotes(folder_) + " | grep -c 'ranks.*sfl'", "2\n", 30.0)) << log();
    ASSERT_EQ(cluster_.run("scontrol requeue " + said.text).exit_code, 0);
    ASSERT_TRUE(cluster_.wait_for("squeue -h -t PENDING -o %r", "BeginTime\n", 30.0)) << log();
    start_now({"1"});
    ASSERT_TRUE(cluster_.wait_until_idle(60.0));
    EXPECT_EQ(count(log(), "start 0: stopped, its ranks have kept what is done\n"), 1u) << log();
    EXPECT_EQ(count(log(), "start 1: goes on from " + in("ranks.sfl") + "\n"), 1u) << log();
    EXPECT_EQ(count(log(), "start 1: done\n"), 1u) << log();
    EXPECT_EQ(answer_of(in("report.json")), undisturbed(lasts));
}

} // namespace
