// host/study: runs to a precision. The number of paths hangs on the scenario and the targets alone; the answer is that of a
// plain run of so many paths, in every way of sampling and on any number of threads.
#include "run_plan.hpp"

#include "host/base/diag.h"
#include "host/plan/totals.h"
#include "host/summary/figure.h"
#include "kernels/backend.h"
#include "kernels/part.h"
#include "kernels/tally.h"
#include "shortfall.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace
{

constexpr uint64_t first_batch = 32768, second_batch = 34816;

struct FreeSummary {
    void operator()(sfl_summary *summary) const
    {
        sfl_summary_free(&summary);
    }
};
using Summary = std::unique_ptr<sfl_summary, FreeSummary>;

struct Figure {
    std::string name;
    double      value, low, high;
};

void list(void *context, const sfl_figure *figure)
{
    static_cast<std::vector<Figure> *>(context)->push_back(
        {std::string(figure->measure) + "(" + figure->of + ")", figure->value, figure->in->low, figure->in->high});
}

std::vector<Figure> figures_of(const Summary &summary)
{
    std::vector<Figure> out;
    sfl_summary_each_estimate(summary.get(), list, &out);
    return out;
}

Figure figure_of(const Summary &summary, const std::string &name)
{
    for (const Figure &figure : figures_of(summary)) {
        if (figure.name == name) return figure;
    }
    ADD_FAILURE() << "no figure " << name;
    return {name, NAN, NAN, NAN};
}

bool same_bits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof a) == 0;
}

void expect_same(const Summary &a, const Summary &b)
{
    const std::vector<Figure> left = figures_of(a), right = figures_of(b);
    ASSERT_EQ(left.size(), right.size());
    ASSERT_GT(left.size(), 100u);
    for (size_t i = 0; i < left.size(); ++i) {
        ASSERT_EQ(left[i].name, right[i].name);
        EXPECT_TRUE(same_bits(left[i].value, right[i].value)) << left[i].name;
        EXPECT_TRUE(same_bits(left[i].low, right[i].low)) << left[i].name;
        EXPECT_TRUE(same_bits(left[i].high, right[i].high)) << left[i].name;
    }
}

// A scenario of tests/stat/coverage, planned.
class Study : public ::testing::Test
{
  protected:
    void TearDown() override
    {
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
        sfl_diag_free(&diag);
    }
    void read(const std::string &name, const std::string &sampling = "random", uint64_t seed = 1)
    {
        const std::string path   = std::string(SFL_SOURCE_DIR) + "/tests/stat/coverage/" + name + ".cfg";
        const std::string word   = "simulation.sampling=\"" + sampling + "\"",
                          number = "simulation.seed=" + std::to_string(seed);
        const char      *set[]   = {word.c_str(), number.c_str()};
        sfl_read_options options = {set, 2};
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
        ASSERT_EQ(sfl_scenario_read(path.c_str(), &options, &scenario, diag), SFL_OK);
        ASSERT_EQ(sfl_plan_build(scenario, &plan, diag), SFL_OK);
    }
    void read_text(const std::string &text)
    {
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
        ASSERT_EQ(sfl_scenario_read_text(text.c_str(), "text", nullptr, nullptr, &scenario, diag), SFL_OK)
            << last_message();
        ASSERT_EQ(sfl_plan_build(scenario, &plan, diag), SFL_OK);
    }
    Summary study(const char *until, uint64_t n_paths = 0, int32_t n_threads = 2, uint64_t max_paths = 0,
                  bool split = false, bool (*progress)(void *, uint64_t, uint64_t) = nullptr)
    {
        sfl_study_options  options = {};
        sfl_summary_inputs inputs  = {};
        sfl_summary       *summary = nullptr;
        options.run.n_paths        = n_paths;
        options.run.n_threads      = n_threads;
        options.until              = until;
        options.max_paths          = max_paths;
        options.split              = split;
        options.run.progress       = progress;
        inputs.scenario            = scenario;
        status                     = sfl_study(plan, &options, &inputs, &summary, diag);
        return Summary(summary);
    }
    std::string last_message() const
    {
        const size_t n = sfl_diag_count(diag);
        return n > 0 ? sfl_diag_message(diag, n - 1)->text : "";
    }
    sfl_scenario *scenario = nullptr;
    sfl_plan     *plan     = nullptr;
    sfl_diag     *diag     = sfl_diag_build();
    sfl_status    status   = SFL_OK;
};

class StudyBySampling : public Study, public ::testing::WithParamInterface<const char *>
{
};

TEST_P(StudyBySampling, UntilIsARunOfThePathsItNamesOnAnyNumberOfThreads)
{
    read("atoms", GetParam());
    const char   *until = "mean(direct.npv.total) 0.25%";
    const Summary one   = study(until, 0, 1);
    ASSERT_EQ(status, SFL_OK) << last_message();
    const Summary two = study(until, 0, 2);
    ASSERT_EQ(status, SFL_OK);
    EXPECT_EQ(one->paths, two->paths);
    expect_same(one, two);
    const Summary plain = study(nullptr, one->paths);
    ASSERT_EQ(status, SFL_OK);
    expect_same(one, plain);
}

// Of four million paths a third is walked, which is more than eight parts: their intervals are as wide as those of a run of so
// many paths, to the chance in a width that rests on a dozen parts or on 32.
TEST_P(StudyBySampling, AnInterruptedRunHasIntervalsOfThePathsThatWereDone)
{
    read("smooth", GetParam());
    const Summary partial = study(nullptr, uint64_t{1} << 22, 2, 0, false,
                                  [](void *, uint64_t n_done, uint64_t) { return n_done < (uint64_t{1} << 22) / 3; });
    ASSERT_EQ(status, SFL_INTERRUPTED) << last_message();
    ASSERT_TRUE(partial->is_partial);
    const Summary whole = study(nullptr, partial->paths / 2048 * 2048);
    for (const char *name :
         {"mean(platform.npv.total)", "p_a_cheaper(platform.direct.npv)", "cvar95(platform.npv.total)"}) {
        const Figure some = figure_of(partial, name), all = figure_of(whole, name);
        EXPECT_GT(some.high - some.low, 0.3 * (all.high - all.low)) << name;
        EXPECT_LT(some.high - some.low, 4.0 * (all.high - all.low)) << name;
    }
}

// Batches of a few milliseconds, none of which is long enough to be asked while it runs.
TEST_P(StudyBySampling, ShortBatchesAreStoppedBetweenEachOther)
{
    read("smooth", GetParam());
    const Summary partial = study("mean(platform.npv.total) 0.001%", 0, 2, 0, false,
                                  [](void *, uint64_t n_done, uint64_t) { return n_done < 40000; });
    ASSERT_EQ(status, SFL_INTERRUPTED) << last_message();
    EXPECT_GE(partial->paths, first_batch);
    EXPECT_LT(partial->paths, 60000u);
    EXPECT_GT(figure_of(partial, "q95(platform.npv.total)").high, figure_of(partial, "q95(platform.npv.total)").low);
}

INSTANTIATE_TEST_SUITE_P(Samplings, StudyBySampling, ::testing::Values("random", "antithetic", "sobol"));

// Batches grow by 1.08, two in a row must hold: 1.17 times what the width needed, and a round more.
TEST_F(Study, EndsSoonAfterThreeTargetsAreReached)
{
    read("smooth");
    const Summary summary =
        study("mean(platform.npv.total) 0.1%, q95(platform.npv.total) 0.3%, cvar95(platform.npv.total) 20000");
    ASSERT_EQ(status, SFL_OK) << last_message();
    ASSERT_EQ(summary->n_targets, 3);
    double needed = 0.0;
    for (int32_t i = 0; i < 3; ++i) {
        const sfl_summary_target &target  = summary->targets[i];
        const double              allowed = target.is_relative ? target.wanted * target.value : target.wanted;
        EXPECT_TRUE(target.is_met) << target.name;
        EXPECT_LE(target.half_width, allowed) << target.name;
        needed = std::max(needed, static_cast<double>(summary->paths) * std::pow(target.half_width / allowed, 2.0));
    }
    EXPECT_GT(summary->paths, second_batch);
    EXPECT_LE(static_cast<double>(summary->paths), 1.2 * needed);
}

// 245,760 paths become 86,016; the two differ by no more than their errors say.
TEST_F(Study, AMeanByControlVariatesReachesItsTargetSooner)
{
    read("atoms");
    const Summary plain = study("mean(platform.npv.total) 0.05%");
    ASSERT_EQ(status, SFL_OK) << last_message();
    const Summary controlled = study("mean_cv(platform.npv.total) 0.05%");
    ASSERT_EQ(status, SFL_OK) << last_message();
    EXPECT_LE(2 * controlled->paths, plain->paths);
    EXPECT_NEAR(controlled->targets[0].value, plain->targets[0].value,
                1.5 * (controlled->targets[0].half_width + plain->targets[0].half_width));
}

// Quasi-random paths are not independent: the interval is that of the parts, as for every figure.
TEST_F(Study, PartsGiveAMeanByControlVariatesItsInterval)
{
    read("atoms", "sobol");
    const Summary summary = study(nullptr, 65536);
    ASSERT_EQ(status, SFL_OK) << last_message();
    const sfl_summary_control &control = summary->architectures[0].controlled[SFL_MONEY_NPV];
    const sfl_interval         parts =
        sfl_interval_parts(summary->level, control.mean, control.se * std::sqrt(SFL_N_PARTS), SFL_N_PARTS);
    EXPECT_NEAR(control.in.low, parts.low, 1e-9 * control.mean);
    EXPECT_NEAR(control.in.high, parts.high, 1e-9 * control.mean);
    EXPECT_GT(control.in.high, control.in.low);
}

// A seed whose first batch is inside the target and whose second is not: the run goes on.
TEST_F(Study, OneLuckyBatchIsNotEnough)
{
    const std::string name = "cvar99(platform.npv.total)";
    for (uint64_t seed = 1; seed <= 200; ++seed) {
        read("heavy", "random", seed);
        const Figure first  = figure_of(study(nullptr, first_batch), name),
                     second = figure_of(study(nullptr, second_batch), name);
        const double lucky = first.high - first.value, later = second.high - second.value;
        if (lucky >= later) continue;
        const std::string until   = name + " " + std::to_string(0.5 * (lucky + later));
        const Summary     summary = study(until.c_str());
        ASSERT_EQ(status, SFL_OK) << last_message();
        EXPECT_GT(summary->paths, second_batch) << "seed " << seed;
        return;
    }
    FAIL() << "no seed of 200 has a lucky first batch";
}

TEST_F(Study, WhatCannotBeReachedIsSaidAndFails)
{
    read("smooth");
    const Summary summary = study("mean(platform.npv.total) 1, q50(platform.npv.total) 5%", 0, 2, 40000);
    EXPECT_EQ(status, SFL_ERR_RUN);
    ASSERT_NE(summary, nullptr);
    EXPECT_LE(summary->paths, 40000u);
    EXPECT_GT(static_cast<double>(summary->paths), 40000 / 1.08 - 2048);
    EXPECT_FALSE(summary->targets[0].is_met);
    EXPECT_TRUE(summary->targets[1].is_met);
    EXPECT_GT(summary->targets[0].half_width, 1.0);
}

// Nobody knows a share of nothing: a year without a shortfall is no proof that there is none.
TEST_F(Study, AShareOfZeroIsNeverReached)
{
    read("smooth");
    const Summary summary = study("mean(platform.npv.trueup) 5%", 0, 2, 36000);
    EXPECT_EQ(status, SFL_ERR_RUN);
    ASSERT_NE(summary, nullptr);
    EXPECT_EQ(summary->targets[0].value, 0.0);
    EXPECT_FALSE(summary->targets[0].is_met);
}

TEST_F(Study, MistakesNameWhatWasFoundAndWhatIsAllowed)
{
    const std::pair<const char *, const char *> rows[] = {{"mean(platform.npv.totel) 1%", "mean(platform.npv.total)"},
                                                          {"mean(platform.npv.total) -1%", "half-width above 0"},
                                                          {"mean(platform.npv.total)", "half-width above 0"},
                                                          {"mean(platform.npv.total) 1% 2", "a comma before the next"},
                                                          {"mean(platform.npv.total) inf", "half-width above 0"},
                                                          {"", "no figure is called ''"},
                                                          {"mean(platform.npv.total) 1%,", "no figure is called ''"}};
    read("smooth");
    for (const auto &[until, expected] : rows) {
        const Summary summary = study(until);
        EXPECT_EQ(status, SFL_ERR_USAGE) << until;
        EXPECT_EQ(summary, nullptr) << until;
        EXPECT_NE(last_message().find(expected), std::string::npos) << until << ": " << last_message();
    }
    study("mean(platform.npv.total) 1%", 0, 2, 1000);
    EXPECT_EQ(status, SFL_ERR_USAGE);
    EXPECT_NE(last_message().find("34816"), std::string::npos) << last_message();
}

// Every path has the same amounts, so that as many are refused however the paths are drawn and in how many parts they are walked.
TEST_F(Study, AmountsTooLargeAreCountedOverAllParts)
{
    std::vector<std::string> said;
    for (const char *sampling : {"random", "antithetic", "sobol"}) {
        read_text(runs::scenario_beyond_all_amounts(std::string("sampling = \"") + sampling + "\";"));
        for (int32_t n_threads : {1, 2}) {
            EXPECT_EQ(study(nullptr, 5000, n_threads), nullptr);
            EXPECT_EQ(status, SFL_ERR_AMOUNT) << sampling;
            said.push_back(last_message());
        }
    }
    EXPECT_NE(said[0].find("the first is on path 0"), std::string::npos) << said[0];
    for (const std::string &text : said)
        EXPECT_EQ(text, said[0]);
}

// Month 1 of two costs a constant times exp(A + B), A = growth_sd z / 12 once for all, B the noise with E exp(B) = 1: the share
// of A is (exp(a²) − 1) / (exp(a² + b²) − 1) with the variances a² and b² of both (lognormal moments).
TEST_F(Study, VarianceIsSplitAsTheLognormalLawSays)
{
    const struct {
        double growth_sd, volatility;
    } rows[] = {{2.0, 0.5}, {0.5, 0.8}, {3.0, 0.2}, {0.0, 0.5}, {2.0, 0.0}};
    for (const auto &row : rows) {
        read_text(
            "simulation = { months = 2; sampling = \"sobol\"; };"
            "vendors = ( { name = \"maker\"; } );"
            "models = ( { name = \"m\"; provider = \"maker\"; input_usd = 3.0; } );"
            "channels = ( { name = \"direct\"; kind = \"token\"; vendor = \"maker\"; models = [ \"m\" ]; } );"
            "workloads = ( { name = \"chat\"; model = \"m\"; input_mtok = 20000.0; growth_sd = " +
            std::to_string(row.growth_sd) + "; volatility = " + std::to_string(row.volatility) +
            "; } );"
            "architectures = ( { name = \"direct\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); } );");
        const double  a2 = std::pow(row.growth_sd / 12.0, 2.0), b2 = row.volatility * row.volatility / 12.0;
        const double  expected = std::expm1(a2) / std::expm1(a2 + b2);
        const Summary summary  = study(nullptr, 2048, 2, 0, true);
        ASSERT_EQ(status, SFL_OK) << last_message();
        EXPECT_EQ(summary->split_paths, uint64_t{1} << 18);
        const sfl_summary_split &split = summary->architectures[0].split[SFL_MONEY_NPV];
        if (row.volatility == 0.0) {
            EXPECT_NEAR(split.parameters, 1.0, 1e-9); // both of a pair cost the same
            continue;
        }
        // Half of an interval of 95 % from 32 parts is 2.04 errors; 5.2 errors are beyond chance (2e-7).
        const double half = 0.5 * (split.parameters_in.high - split.parameters_in.low);
        EXPECT_NEAR(split.parameters, expected, 5.2 / 2.04 * half) << row.growth_sd << ", " << row.volatility;
        EXPECT_LT(half, 0.01);
        EXPECT_GT(half, 0.0);
    }
}

TEST_F(Study, EveryBuildOfTheProcessorSplitsAlike)
{
    sfl_plan *split = nullptr;
    read("heavy");
    ASSERT_EQ(sfl_plan_build_split(scenario, &split, diag), SFL_OK);
    sfl_tally *reference = nullptr;
    for (const char *backend : {"cpu-plain", "cpu-v3", "cpu-v4"}) {
        sfl_run_options options = {};
        sfl_tally      *tally   = nullptr;
        options.n_paths         = 10000;
        options.backend         = backend;
        if (!sfl_backend_pick(backend)->is_usable()) {
            std::printf("NOT COMPARED: this machine cannot run %s\n", backend);
            continue;
        }
        ASSERT_EQ(sfl_run(split, &options, &tally, nullptr, diag), SFL_OK) << last_message();
        if (reference == nullptr) {
            reference = tally;
            continue;
        }
        EXPECT_TRUE(sfl_tally_equal(reference, tally)) << backend;
        sfl_tally_free(&tally);
    }
    sfl_tally_free(&reference);
    sfl_plan_free(&split);
}

// The parts of a run are its paths, each once: a part's points are paths of the part, and what they sum to is the run.
TEST_F(Study, PartsOfARunMakeTheRun)
{
    read("atoms", "antithetic");
    for (uint64_t n_paths : {uint64_t{64}, uint64_t{2048}, uint64_t{2050}, uint64_t{10000}}) {
        sfl_run_options options = {};
        sfl_tally      *tally   = nullptr;
        options.n_paths         = n_paths;
        ASSERT_EQ(sfl_run(plan, &options, &tally, nullptr, diag), SFL_OK);
        sfl_summary_inputs inputs = {};
        sfl_summary       *whole  = nullptr;
        inputs.scenario           = scenario;
        inputs.plan               = plan;
        inputs.tally              = tally;
        ASSERT_EQ(sfl_summarise(&inputs, &whole, diag), SFL_OK);
        const Summary             in_parts = study(nullptr, n_paths), at_once(whole);
        const std::vector<Figure> left = figures_of(in_parts), right = figures_of(at_once);
        for (size_t i = 0; i < left.size(); ++i)
            EXPECT_TRUE(same_bits(left[i].value, right[i].value)) << n_paths << " paths, " << left[i].name;
        sfl_tally_free(&tally);
    }
}

} // namespace
