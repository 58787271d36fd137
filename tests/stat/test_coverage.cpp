// How often intervals hold the truth: five scenarios, three samplings, 400 seeds each. A right interval of 95 % holds it in
// 362 of 400 draws or more and, where the law is continuous there and the bins are fine against the interval, in 396 or fewer,
// but for 1e-4 (binomial distribution of 400 and 0.95). The truth is that of 2^24 independent paths of another seed, whose own
// error is a 32nd of an interval's: SFL_UPDATE_COVERAGE=truth test_coverage writes tests/stat/coverage/truth.txt anew.
// SFL_UPDATE_COVERAGE=table writes the rows that stand in docs/validation.md.
#include "host/summary/figure.h"
#include "shortfall.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string>
#include <thread>
#include <vector>

namespace
{

constexpr int      n_seeds = 400, least_held = 362, most_held = 396;
constexpr uint64_t n_truth_paths = uint64_t{1} << 24;
// Bins are fine against an interval that is at least ten times as wide.
constexpr double fine_bins = 0.1;

const std::vector<std::string> scenarios = {"smooth", "atoms", "heavy", "rare", "capacity"};
const std::vector<std::string> samplings = {"random", "antithetic", "sobol"};

// The paired difference and probabilities stand under the same names in every scenario; a law without shortfall has none.
const std::vector<std::string> figures = {"mean(platform.npv.total)",
                                          "q05(platform.npv.total)",
                                          "q50(platform.npv.total)",
                                          "q95(platform.npv.total)",
                                          "q99(platform.npv.total)",
                                          "best05(platform.npv.total)",
                                          "cvar95(platform.npv.total)",
                                          "cvar99(platform.npv.total)",
                                          "p_a_cheaper(platform.direct.npv)",
                                          "mean(platform.direct.npv.difference)",
                                          "q95(platform.direct.npv.difference)",
                                          "p_shortfall(platform.edp.0)",
                                          "mean(platform.edp.0.shortfall)",
                                          "shortfall_when_short(platform.edp.0)",
                                          "utilisation(platform.cluster)",
                                          "overflow(platform.cluster)",
                                          "units(platform.cluster.11)",
                                          "q95(platform.months.11.cumulative)"};

// The worst 1 % of 16,384 paths are 164, too few for the mean of a heavy tail: its intervals then hold the truth in 360 to 365
// draws, whatever the sampling.
uint64_t paths_of(const std::string &scenario)
{
    return scenario == "heavy" ? 65536 : 16384;
}

// Where the law has atoms, or the figure only so many values, an interval may hold the truth more often.
bool is_continuous(const std::string &scenario, const std::string &figure)
{
    if (scenario == "atoms") return figure.rfind("mean", 0) == 0 || figure.rfind("p_", 0) == 0;
    return true;
}

struct Estimate {
    double value, low, high, bin_half;
};
using Estimates = std::map<std::string, Estimate>;

std::string folder()
{
    return std::string(SFL_SOURCE_DIR) + "/tests/stat/coverage/";
}

void keep(void *context, const sfl_figure *figure)
{
    const std::string name = std::string(figure->measure) + "(" + figure->of + ")";
    for (const std::string &wanted : figures) {
        if (wanted == name)
            (*static_cast<Estimates *>(context))[name] = {figure->value, figure->in->low, figure->in->high,
                                                          figure->bin_half};
    }
}

Estimates estimates_of(const std::string &name, const std::string &sampling, uint64_t seed, uint64_t paths)
{
    const std::string seed_text = "simulation.seed=" + std::to_string(seed);
    const std::string word      = "simulation.sampling=\"" + sampling + "\"";
    const char       *set[]     = {seed_text.c_str(), word.c_str()};
    sfl_read_options  read      = {set, 2};
    sfl_scenario     *scenario  = nullptr;
    sfl_plan         *plan      = nullptr;
    sfl_summary      *summary   = nullptr;
    Estimates         estimates;
    EXPECT_EQ(sfl_scenario_read((folder() + name + ".cfg").c_str(), &read, &scenario, nullptr), SFL_OK) << name;
    EXPECT_EQ(sfl_plan_build(scenario, &plan, nullptr), SFL_OK) << name;
    sfl_study_options  options = {};
    sfl_summary_inputs inputs  = {};
    options.run.n_paths        = paths;
    options.run.n_threads      = paths < n_truth_paths ? 1 : 0; /* seeds go side by side */
    inputs.scenario            = scenario;
    EXPECT_EQ(sfl_study(plan, &options, &inputs, &summary, nullptr), SFL_OK) << name;
    sfl_summary_each_estimate(summary, keep, &estimates);
    sfl_summary_free(&summary);
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    return estimates;
}

// By seed, on two threads.
std::vector<Estimates> draws_of(const std::string &scenario, const std::string &sampling)
{
    std::vector<Estimates> draws(n_seeds);
    const auto             walk = [&](size_t from) {
        for (size_t i = from; i < draws.size(); i += 2)
            draws[i] = estimates_of(scenario, sampling, i + 1, paths_of(scenario));
    };
    std::thread other(walk, 1);
    walk(0);
    other.join();
    return draws;
}

// "scenario figure value" by line.
std::map<std::string, double> truths()
{
    std::map<std::string, double> out;
    std::ifstream                 file(folder() + "truth.txt");
    std::string                   scenario, figure;
    double                        value;
    for (std::string line; std::getline(file, line);) {
        char scenario_text[64], figure_text[128];
        if (std::sscanf(line.c_str(), "%63s %127s %lf", scenario_text, figure_text, &value) == 3 && line[0] != '#')
            out[std::string(scenario_text) + " " + figure_text] = value;
    }
    return out;
}

bool is_update(const char *what)
{
    const char *update = std::getenv("SFL_UPDATE_COVERAGE");
    return update != nullptr && std::string(update) == what;
}

void write_truth()
{
    std::ofstream file(folder() + "truth.txt");
    file << "# Written by SFL_UPDATE_COVERAGE=truth test_coverage: 2^24 independent paths, seed 4000000000.\n";
    for (const std::string &scenario : scenarios) {
        for (const auto &[name, estimate] : estimates_of(scenario, "random", 4000000000u, n_truth_paths)) {
            char text[64];
            std::snprintf(text, sizeof text, "%.10g", estimate.value);
            if (std::isfinite(estimate.value)) file << scenario << " " << name << " " << text << "\n";
        }
    }
}

// Of the draws of one scenario and sampling.
struct Count {
    int    n = 0, held = 0;
    double width = 0.0, bins = 0.0; // sums

    void add(const Estimate &estimate, double truth)
    {
        n += 1;
        held += estimate.low <= truth && truth <= estimate.high;
        width += estimate.high - estimate.low;
        bins += 2.0 * estimate.bin_half;
    }
    bool has_fine_bins() const
    {
        return bins <= fine_bins * width;
    }
};

class Coverage : public ::testing::TestWithParam<std::tuple<std::string, std::string>>
{
};

TEST_P(Coverage, IntervalsHoldTheTruthAsOftenAsTheySay)
{
    const auto [scenario, sampling]           = GetParam();
    const std::map<std::string, double> truth = truths();
    std::map<std::string, Count>        counts;
    for (const Estimates &draw : draws_of(scenario, sampling)) {
        for (const auto &[name, estimate] : draw) {
            const auto known = truth.find(scenario + " " + name);
            if (known != truth.end()) counts[name].add(estimate, known->second);
        }
    }
    ASSERT_GE(counts.size(), 12u) << "figures with a known truth";
    for (const auto &[name, count] : counts) {
        const bool has_upper = is_continuous(scenario, name) && count.has_fine_bins();
        EXPECT_EQ(count.n, n_seeds) << name;
        EXPECT_GE(count.held, least_held) << name;
        if (has_upper) {
            EXPECT_LE(count.held, most_held) << name;
        }
        if (is_update("table"))
            std::printf("row | %s | %s | `%s` | %d%s |\n", scenario.c_str(), sampling.c_str(), name.c_str(), count.held,
                        has_upper ? "" : " (atoms or bins)");
    }
}

INSTANTIATE_TEST_SUITE_P(Laws, Coverage,
                         ::testing::Combine(::testing::ValuesIn(scenarios), ::testing::ValuesIn(samplings)),
                         [](const auto &row) { return std::get<0>(row.param) + "_" + std::get<1>(row.param); });

} // namespace

int main(int argc, char **argv)
{
    ::testing::InitGoogleTest(&argc, argv);
    if (is_update("truth")) {
        write_truth();
        return 0;
    }
    return RUN_ALL_TESTS();
}
