// A run that is cut into shares and put together in any order and grouping, or walked until a target is reached and kept,
// gives the bytes of one that was not.
#include "kit.hpp"

#include <algorithm>
#include <random>
#include <regex>

namespace
{

using namespace kept;
using parity::first_difference;

// Random paths cross the pilot, the first 32,768; none is a multiple of a block of 64, and antithetic ones come in pairs.
std::vector<Asked> every_run()
{
    std::vector<Asked> runs;
    for (const std::string &stem : config_stems()) {
        runs.push_back(asked_of(stem, "random", {"-p", "34001"}));
        runs.push_back(asked_of(stem, "antithetic", {"-p", "6002"}));
        runs.push_back(asked_of(stem, "sobol", {"-p", "6001"}));
    }
    return runs;
}

// Every run in 3; one of each way of sampling in 2 and 16, too, which is a question of paths and not of scenarios.
std::vector<int> numbers_of_shares(const Asked &asked)
{
    static const Words more = {"random_quickstart", "antithetic_five_million_short", "sobol_self_host_break_even"};
    if (std::find(more.begin(), more.end(), asked.name) == more.end()) return {3};
    return {2, 3, 16};
}

class EveryRun : public Kept, public testing::WithParamInterface<Asked>
{
  protected:
    std::string whole(const char *n_threads) const
    {
        return answer(Words{"run"} + GetParam().words + Words{"-j", n_threads});
    }
    std::string merged_bytes(const Words &files) const
    {
        run(Words{"merge"} + files + Words{"-o", in("again.sfl")});
        return read_text(in("again.sfl"));
    }
    // Four files at a time become one, from the third on, until two are left.
    Words two_of_a_tree(Words files) const
    {
        std::rotate(files.begin(), files.begin() + 2, files.end());
        for (int n = 0; files.size() > 2; ++n) {
            const std::ptrdiff_t n_taken = std::min<std::ptrdiff_t>(4, static_cast<std::ptrdiff_t>(files.size()) - 1);
            const std::string    branch  = in("branch-" + std::to_string(n) + ".sfl");
            run(Words{"merge"} + Words(files.begin(), files.begin() + n_taken) + Words{"--allow-partial", "-o", branch});
            files.erase(files.begin(), files.begin() + n_taken);
            files.push_back(branch);
        }
        return files;
    }
};

// Backwards, and shuffled by a fixed seed.
std::vector<Words> other_orders(Words files)
{
    std::reverse(files.begin(), files.end());
    std::vector<Words> orders = {files};
    std::mt19937       generator(20260);
    for (size_t i = files.size() - 1; i > 0; --i)
        std::swap(files[i], files[generator() % (i + 1)]);
    if (files != orders[0]) orders.push_back(files);
    return orders;
}

TEST_P(EveryRun, IsTheSameInSharesPutTogetherInAnyOrder)
{
    const std::string one = whole("1");
    EXPECT_EQ(first_difference(one, whole("2")), "") << "two threads";
    for (int n : numbers_of_shares(GetParam())) {
        const Words files = write_shares(GetParam(), n, "of-" + std::to_string(n));
        EXPECT_EQ(first_difference(one, merged_answer(files)), "") << n << " shares";
        const std::string merged = read_text(in("whole.sfl"));
        for (const Words &order : other_orders(files))
            EXPECT_TRUE(merged == merged_bytes(order)) << testing::PrintToString(order);
        EXPECT_TRUE(merged == merged_bytes(two_of_a_tree(files))) << "merges of merges of " << n << " shares";
    }
}

std::string name_of(const testing::TestParamInfo<Asked> &info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Of, EveryRun, testing::ValuesIn(every_run()), name_of);

// ---- shares that are odd ----

class Shares : public Kept
{
};

TEST_F(Shares, MoreThanThereAreBlocksOfPathsLeaveSomeEmpty)
{
    const Asked run = asked_of("quickstart", "random", {"-p", "130"}); // two blocks and two paths
    EXPECT_EQ(first_difference(answer(Words{"run"} + run.words), merged_answer(write_shares(run, 7, "few"))), "");
}

TEST_F(Shares, OneOfOneIsTheRun)
{
    const Asked   run   = asked_of("quickstart", "sobol", {"-p", "3001"});
    const Words files = write_shares(run, 1, "all");
    EXPECT_EQ(first_difference(answer(Words{"run"} + run.words), answer({"report", files[0]})), "");
}

TEST_F(Shares, WhatIsMissingIsMarkedAndNamed)
{
    const Asked   of    = asked_of("quickstart", "random", {"-p", "6001"});
    const Words files = write_shares(of, 3, "some");
    const Finished merged = run({"merge", files[0], files[2], "--allow-partial", "-o", in("two.sfl")});
    EXPECT_EQ(merged.err,
              "warning: " + in("two.sfl") + ": holds 4,017 of 6,001 paths; missing: --shard 2/3\n1 warning\n");
    const std::string partial = answer({"report", "--allow-partial", in("two.sfl")});
    EXPECT_NE(partial.find("\"is_partial\": true"), std::string::npos);
    EXPECT_NE(partial.find("\"paths\": 4017"), std::string::npos);
    run({"merge", in("two.sfl"), files[1], "-o", in("all.sfl")});
    EXPECT_EQ(first_difference(answer(Words{"run"} + of.words), answer({"report", in("all.sfl")})), "");
}

// ---- targets ----

class Until : public Kept, public testing::WithParamInterface<const char *>
{
};

TEST_P(Until, ACheckpointIsReportedAsTheRunAnswered)
{
    const Asked of = asked_of("quickstart", GetParam(), {"--until", "cvar95(bedrock.npv.total) 0.5%"});
    const std::string plain = answer(Words{"run"} + of.words);
    EXPECT_EQ(first_difference(plain, answer(Words{"run"} + of.words + Words{"-j", "1", "--checkpoint", in("c.sfl"), "--every", "0.01"})), "");
    EXPECT_EQ(first_difference(plain, answer({"report", in("c.sfl")})), "");
    EXPECT_EQ(first_difference(plain, answer({"resume", in("c.sfl")})), "");
}

TEST_P(Until, WhatIsNotReachedFailsTheReportToo)
{
    const Asked of = asked_of("quickstart", GetParam(), {"--until", "cvar95(bedrock.npv.total) 0.0001%", "--max-paths", "40k"});
    const std::string plain = answer(Words{"run"} + of.words, 1);
    EXPECT_EQ(first_difference(plain, answer(Words{"run"} + of.words + Words{"--checkpoint", in("c.sfl")}, 1)), "");
    EXPECT_EQ(first_difference(plain, answer({"report", in("c.sfl")}, 1)), "");
    EXPECT_EQ(first_difference(plain, answer({"resume", in("c.sfl")}, 1)), "");
}

INSTANTIATE_TEST_SUITE_P(By, Until, testing::Values("random", "antithetic", "sobol"));

// ---- formats ----

class Formats : public Kept
{
};

// Under SOURCE_DATE_EPOCH only what a run took differs: seconds, backend and threads, which `without_run` cuts, and of a page
// the list that says so.
std::string without_facts(const std::string &text)
{
    return std::regex_replace(without_run(text), std::regex("<dt>host<dd>[^\n]*"), "");
}

TEST_F(Formats, OfAReportAreThoseOfTheRun)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "34001"});
    Start     dated;
    dated.environment = {"SOURCE_DATE_EPOCH=1788220800"};
    run(Words{"merge"} + write_shares(of, 3, "share") + Words{"-o", in("whole.sfl")});
    for (const char *format : {"table", "json", "csv", "markdown", "memo", "html"}) {
        const Words    how      = {"-q", "--format", format};
        const Finished ran      = run_program(Words{"run"} + of.words + how, dated);
        const Finished reported = run_program(Words{"report", in("whole.sfl")} + how, dated);
        EXPECT_EQ(ran.exit_code, 0) << format << ran.err;
        EXPECT_EQ(reported.exit_code, 0) << format << reported.err;
        EXPECT_GT(ran.out.size(), 500u) << format;
        EXPECT_EQ(first_difference(without_facts(ran.out), without_facts(reported.out)), "") << format;
    }
}

TEST_F(Formats, AtAnotherLevelAreThoseOfTheRunAtThatLevel)
{
    const Asked of = asked_of("quickstart", "random", {"-p", "6001"});
    run(Words{"merge"} + write_shares(of, 2, "share") + Words{"-o", in("whole.sfl")});
    EXPECT_EQ(first_difference(answer(Words{"run"} + of.words + Words{"--level", "0.8"}),
                               answer({"report", in("whole.sfl"), "--level", "0.8"})),
              "");
}

TEST_F(Formats, FailIfIsJudgedOfAReportAsOfTheRun)
{
    const Asked   of        = asked_of("quickstart", "random", {"-p", "6001"});
    const Words condition = {"--fail-if", "mean(bedrock.npv.total) > 0", "-q"};
    run(Words{"merge"} + write_shares(of, 2, "share") + Words{"-o", in("whole.sfl")});
    const Finished ran = run(Words{"run"} + of.words + condition, 1), reported = run(Words{"report", in("whole.sfl")} + condition, 1);
    EXPECT_NE(ran.err.find("--fail-if: mean(bedrock.npv.total) > 0: it is "), std::string::npos) << ran.err;
    EXPECT_EQ(ran.err, reported.err);
}

} // namespace
