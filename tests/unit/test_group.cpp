// Plans of one world walked together: what they have in common is billed and tallied once, and nobody can tell.
#include "run_plan.hpp"

#include "host/plan/totals.h"
#include "host/run/group.h"
#include "host/run/same.h"
#include "host/tally/tally_set.h"
#include "kernels/backend.h"

#include <gtest/gtest.h>

#include <mutex>
#include <string>
#include <vector>

namespace
{

using Overrides = std::vector<std::string>;

const std::string configs = std::string(SFL_SOURCE_DIR) + "/configs/";

runs::Plan plan_of_file(const std::string &file, const Overrides &overrides, bool has_months)
{
    std::vector<const char *> texts;
    for (const std::string &text : overrides)
        texts.push_back(text.c_str());
    runs::Diag       diag(sfl_diag_build());
    sfl_read_options options = {texts.data(), static_cast<int32_t>(texts.size())};
    sfl_scenario    *read    = nullptr;
    sfl_plan        *plan    = nullptr;
    sfl_status       status  = sfl_scenario_read((configs + file).c_str(), &options, &read, diag.get());
    std::unique_ptr<sfl_scenario, runs::Free> scenario(read);
    if (status == SFL_OK)
        status = has_months ? sfl_plan_build(read, &plan, diag.get()) : sfl_plan_build_totals(read, &plan, diag.get());
    if (status != SFL_OK) throw std::runtime_error(runs::lines(diag.get()));
    return runs::Plan(plan);
}

struct Points {
    std::vector<runs::Plan>       plans;
    std::vector<const sfl_plan *> bare;
};

Points points_of(const std::string &file, const std::vector<Overrides> &points, const Overrides &all, bool has_months)
{
    Points of;
    for (Overrides overrides : points) {
        overrides.insert(overrides.begin(), all.begin(), all.end());
        of.plans.push_back(plan_of_file(file, overrides, has_months));
        of.bare.push_back(of.plans.back().get());
    }
    return of;
}

sfl_run_options options_of(uint64_t n_paths, const char *backend, int32_t n_threads)
{
    sfl_run_options options = {};
    options.n_paths         = n_paths;
    options.n_threads       = n_threads;
    options.chunk           = 128;
    options.backend         = backend;
    return options;
}

void expect_each_as_alone(const Points &of, const sfl_run_options &options, int32_t part)
{
    std::vector<sfl_tally *> tallies(of.bare.size());
    sfl_run_facts            facts = {};
    int32_t                  n     = static_cast<int32_t>(of.bare.size());
    ASSERT_EQ(sfl_run_group(of.bare.data(), n, &options, part, tallies.data(), &facts, nullptr), SFL_OK);
    for (size_t i = 0; i < of.bare.size(); ++i) {
        runs::Tally together(tallies[i]);
        sfl_tally  *alone = nullptr;
        ASSERT_EQ(sfl_run_part(of.bare[i], &options, part, &alone, &facts, nullptr), SFL_OK);
        runs::Tally owned(alone);
        EXPECT_TRUE(sfl_tally_equal(together.get(), alone)) << "point " << i;
    }
}

// Each differs from the first in one thing, and from each other; the last ones share nothing, or everything.
const std::vector<Overrides> hybrid_points = {
    {},
    {"contracts.edp.commitments[0]=40e6"},
    {"contracts.edp.commitments[0]=24e6"}, // another tier than the next
    {"contracts.edp.commitments[1]=31e6"},
    {"contracts.macc.commitments[0]=30e6"},
    {"contracts.macc.discount=0.02"},
    {"contracts.edp.amendments[0].when_ai_annual_usd=2e6"},
    {"channels.azure.margin=0.1"},
    {"architectures.hybrid.coordination_usd_per_month=30000.0"},
    {"simulation.discount_rate=0.05"},
    {"vendors.aws.baseline.monthly_usd=1.4e6"},
    {"contracts.edp.commitments=[22.0e6]", "contracts.edp.start_month=-6"},
    {},
};

struct Case {
    const char *name, *sampling;
    bool        has_months;
    uint64_t    n_paths;
};

class Group : public testing::TestWithParam<Case>
{
};

TEST_P(Group, EveryPlanHasTheTallyItHasAlone)
{
    const Case &of     = GetParam();
    Points      points = points_of("hybrid_at_scale.cfg", hybrid_points,
                                   {std::string("simulation.sampling=\"") + of.sampling + "\""}, of.has_months);
    // Quasi-random points give their first dimensions to the dearest, and who that is may hang on a baseline.
    std::vector<const sfl_plan *> others;
    for (const sfl_plan *plan : points.bare)
        if (sfl_same_world(points.bare[0], plan)) others.push_back(plan);
    EXPECT_GE(others.size(), of.sampling == std::string("sobol") ? 12u : 13u);
    points.bare = others;
    expect_each_as_alone(points, options_of(of.n_paths, nullptr, 2), SFL_ALL_PARTS);
}

INSTANTIATE_TEST_SUITE_P(Ways, Group,
                         testing::Values(Case{"Random", "random", false, 1000}, Case{"Months", "random", true, 300},
                                         Case{"Antithetic", "antithetic", false, 500},
                                         Case{"Sobol", "sobol", false, 512}),
                         [](const testing::TestParamInfo<Case> &row) { return row.param.name; });

TEST(Groups, EveryBuildOfTheProcessorGivesTheSame)
{
    int32_t            n_backends = 0;
    const sfl_backend *backends   = sfl_backend_list(&n_backends);
    Points             points     = points_of("quickstart.cfg",
                                              {{}, {"contracts.edp.commitments[0]=8e6"}, {"contracts.edp.discount=0.1"}}, {}, false);
    for (int32_t i = 0; i < n_backends; ++i)
        if (backends[i].is_usable()) expect_each_as_alone(points, options_of(777, backends[i].name, 3), SFL_ALL_PARTS);
}

TEST(Groups, APartOfARunHasItsPoints)
{
    Points points = points_of("quickstart.cfg", {{}, {"contracts.edp.commitments[0]=8e6"}}, {}, false);
    expect_each_as_alone(points, options_of(8192, nullptr, 2), 3);
}

// ---- all parts ----

struct Parts {
    const Points              &of;
    std::vector<sfl_tally_set> sets;
    std::mutex                 lock;
    uint64_t                   n_told = 0, stop_at = UINT64_MAX;
    int32_t                    n_taken = 0;

    explicit Parts(const Points &points) : of(points), sets(points.bare.size()) {}
    ~Parts()
    {
        for (sfl_tally_set &set : sets)
            sfl_tally_set_release(&set);
    }
    Parts(const Parts &)            = delete;
    Parts &operator=(const Parts &) = delete;
};

bool take_part(void *context, int32_t part, sfl_tally **tallies)
{
    Parts *into = static_cast<Parts *>(context);
    for (size_t i = 0; i < into->sets.size(); ++i)
        if (sfl_tally_set_put(into->of.bare[i], &into->sets[i], part, tallies[i], nullptr) != SFL_OK) return false;
    std::lock_guard<std::mutex> held(into->lock);
    into->n_taken += 1;
    return true;
}

bool tell(void *context, uint64_t n_done, uint64_t n_paths)
{
    Parts                      *parts = static_cast<Parts *>(context);
    std::lock_guard<std::mutex> held(parts->lock);
    EXPECT_LE(n_done, n_paths);
    EXPECT_GE(n_done, parts->n_told);
    parts->n_told = n_done;
    return n_done < parts->stop_at;
}

sfl_status walk_parts(Parts *parts, uint64_t n_paths, int32_t n_threads)
{
    sfl_run_facts   facts    = {};
    sfl_run_options options  = options_of(n_paths, nullptr, n_threads);
    options.progress         = tell;
    options.progress_context = parts;
    int32_t    n             = static_cast<int32_t>(parts->of.bare.size());
    sfl_status status = sfl_run_group_parts(parts->of.bare.data(), n, &options, take_part, parts, &facts, nullptr);
    EXPECT_GT(facts.seconds, 0.0);
    EXPECT_GE(facts.n_threads, 1);
    return status;
}

// Few threads: a worker a part. Nine, and parts of more than 4,096 paths: all workers a part.
TEST(Groups, PartsAreTheSameWhoeverWalksThem)
{
    constexpr uint64_t n_paths = 135000; // the last round of the parts is not whole
    for (const std::vector<Overrides> &plans :
         {std::vector<Overrides>{{}}, std::vector<Overrides>{{}, {"contracts.edp.commitments[0]=8e6"}}}) {
        Points points = points_of("quickstart.cfg", plans, {"simulation.months=13"}, false);
        Parts  few(points), many(points);
        ASSERT_EQ(walk_parts(&few, n_paths, 2), SFL_OK);
        ASSERT_EQ(walk_parts(&many, n_paths, 9), SFL_OK);
        EXPECT_EQ(few.n_taken, SFL_N_PARTS);
        EXPECT_EQ(many.n_taken, SFL_N_PARTS);
        for (size_t i = 0; i < points.bare.size(); ++i) {
            EXPECT_EQ(sfl_tally_set_paths(&few.sets[i]), n_paths);
            for (int32_t part = 0; part < SFL_N_PARTS; ++part) {
                const sfl_packed_tally &a = few.sets[i].parts[part], &b = many.sets[i].parts[part];
                EXPECT_EQ(std::string(a.bytes, a.bytes + a.n_bytes), std::string(b.bytes, b.bytes + b.n_bytes));
            }
        }
        // … and what a part is alone.
        sfl_run_options options = options_of(n_paths, nullptr, 2);
        sfl_tally      *alone = nullptr, *copy = nullptr;
        ASSERT_EQ(sfl_run_part(points.bare[0], &options, 31, &alone, nullptr, nullptr), SFL_OK);
        runs::Tally owned(alone);
        ASSERT_EQ(sfl_tally_set_copy(points.bare[0], &few.sets[0], 31, &copy, nullptr), SFL_OK);
        EXPECT_TRUE(sfl_tally_equal(alone, runs::Tally(copy).get()));
    }
}

TEST(Groups, PartsSayThatTheyWereInterrupted)
{
    Points points = points_of("quickstart.cfg", {{}}, {"simulation.months=13"}, false);
    for (int32_t n_threads : {2, 9}) {
        Parts parts(points);
        parts.stop_at = 1;
        EXPECT_EQ(walk_parts(&parts, 4000000, n_threads), SFL_INTERRUPTED) << n_threads;
        EXPECT_LT(parts.n_taken, SFL_N_PARTS) << n_threads;
    }
}

// More than 65,535 paths in one worker: counters are flushed while some columns are still the first plan's.
TEST(Groups, CountersThatAreFlushedMeanwhileAreTheSame)
{
    Points points =
        points_of("quickstart.cfg", {{}, {"contracts.edp.commitments[1]=8e6"}}, {"simulation.months=13"}, false);
    expect_each_as_alone(points, options_of(70000, nullptr, 1), SFL_ALL_PARTS);
}

// A plan with an architecture more, one less, and other columns shares what it can.
TEST(Groups, PlansOfOtherArchitecturesAreWalkedTogether)
{
    const std::string one =
        "architectures=({ name = \"bedrock\"; routes = ( { workload = \"*\"; channel = \"bedrock\"; } ); })";
    Points points = points_of("quickstart.cfg", {{}, {one}, {"contracts.edp.commitments[0]=8e6"}}, {}, false);
    ASSERT_EQ(points.bare[1]->n_architectures, 1);
    ASSERT_LT(points.bare[1]->n_architectures, points.bare[0]->n_architectures);
    if (sfl_same_world(points.bare[0], points.bare[1])) {
        expect_each_as_alone(points, options_of(500, nullptr, 2), SFL_ALL_PARTS);
    } else {
        Points two = points_of("quickstart.cfg", {{one}, {one, "contracts.edp.commitments[0]=8e6"}}, {}, false);
        expect_each_as_alone(two, options_of(500, nullptr, 2), SFL_ALL_PARTS);
    }
}

// ---- clauses ----

std::string with(std::string text, const std::string &old_words, const std::string &new_words)
{
    size_t at = text.find(old_words);
    if (at == std::string::npos) throw std::runtime_error("no such words: " + old_words);
    return text.replace(at, old_words.size(), new_words);
}

// Carry, credit, renewal by share, a marketplace under its cap, a fill that binds, capacity, a switch, owned nodes.
TEST(Groups, EveryClauseMayDiffer)
{
    const std::string simulation = "months = 30; seed = 5; paths = 10;", base = runs::busy_scenario(simulation);
    const std::string renewed = with(base, "rollover_cap = 0.1", "rollover_cap = 0.1; renewal = { share = 0.9; }");
    const std::vector<std::string> texts = {
        base,
        with(base, "commitments = [2.2e6, 2.4e6]", "commitments = [1.9e6, 2.4e6]"),
        with(base, "commitments = [2.2e6, 2.4e6]", "commitments = [2.2e6, 2.1e6]"),
        with(base, "rollover_cap = 0.1", "rollover_cap = 0.2"),
        with(base, "commitments = [3.0e5, 3.0e5]", "commitments = [3.0e5, 9.0e5]"),
        with(base, "discount = 0.05;", "discount = 0.06;"),
        with(base, "margin = 0.2", "margin = 0.1"),
        with(base, "coverage = 0.8", "coverage = 0.9"),
        with(base, "when_monthly_usd = 60000.0", "when_monthly_usd = 50000.0"),
        with(base, "node_capex_usd = 50000.0", "node_capex_usd = 60000.0"),
        renewed,
        with(renewed, "commitments = [2.2e6, 2.4e6]", "commitments = [1.9e6, 2.4e6]"),
    };
    Points of;
    for (const std::string &text : texts) {
        of.plans.push_back(runs::plan_of(text));
        of.bare.push_back(of.plans.back().get());
        ASSERT_TRUE(sfl_same_world(of.bare[0], of.bare.back())) << text;
    }
    expect_each_as_alone(of, options_of(1000, nullptr, 2), SFL_ALL_PARTS);
    std::swap(of.bare[0], of.bare.back()); // another one is the first
    expect_each_as_alone(of, options_of(300, nullptr, 1), SFL_ALL_PARTS);
}

// ---- what is the same ----

TEST(Same, AWorldIsAnotherWithAnotherDrawDriverPriceOrDemand)
{
    Points of = points_of("hybrid_at_scale.cfg",
                          {{},
                           {"simulation.seed=7"},
                           {"workloads.research.growth=0.81"},
                           {"workloads.research.input_mtok=1501.0"},
                           {"models.claude-opus.input_usd=6.0"},
                           {"correlations[0].rho=0.26"},
                           {"regimes.monthly[0]=[0.9, 0.1, 0.0]"},
                           {"simulation.months=59"},
                           {"simulation.sampling=\"sobol\""}},
                          {}, false);
    EXPECT_TRUE(sfl_same_world(of.bare[0], of.bare[0]));
    for (size_t i = 1; i < of.bare.size(); ++i)
        EXPECT_FALSE(sfl_same_world(of.bare[0], of.bare[i])) << "point " << i;
}

TEST(Same, AnArchitectureSharesWhatDoesNotDiffer)
{
    enum { BEDROCK, AZURE, DIRECT };
    Points of = points_of(
        "hybrid_at_scale.cfg",
        {{}, {"contracts.edp.commitments[0]=40e6"}, {"channels.azure.margin=0.1"}, {"simulation.discount_rate=0.05"}},
        {}, false);
    EXPECT_EQ(sfl_same_architecture(of.bare[0], of.bare[1], BEDROCK), SFL_SHARES_ROUTES);
    EXPECT_EQ(sfl_same_architecture(of.bare[0], of.bare[2], AZURE), SFL_SHARES_NOTHING);
    EXPECT_EQ(sfl_same_architecture(of.bare[0], of.bare[2], DIRECT), SFL_SHARES_ALL);
    EXPECT_EQ(sfl_same_architecture(of.bare[0], of.bare[3], DIRECT), SFL_SHARES_ROUTES);
}

// The first twelve months: 40 M USD and 44 M USD a year are in one tier, and but for the period's ends only a route that fills
// looks at them; 20 M USD is in another.
TEST(Same, TermsAreTheSameWhereOnlyAPeriodsEndLooksAtWhatDiffers)
{
    enum { BEDROCK = 0, HYBRID = 4 };
    Points               of = points_of("hybrid_at_scale.cfg",
                                        {{"contracts.edp.commitments[0]=40e6"},
                                         {"contracts.edp.commitments[0]=44e6"},
                                         {"contracts.edp.commitments[0]=20e6"}},
                                        {}, false);
    std::vector<uint8_t> bedrock(60), hybrid(60), tiers(60);
    ASSERT_TRUE(sfl_same_terms(of.bare[0], of.bare[1], BEDROCK, bedrock.data()));
    ASSERT_TRUE(sfl_same_terms(of.bare[0], of.bare[1], HYBRID, hybrid.data()));
    ASSERT_TRUE(sfl_same_terms(of.bare[0], of.bare[2], BEDROCK, tiers.data()));
    for (size_t month = 0; month < 60; ++month) {
        bool is_middle = month > 0 && month < 11;
        int  later     = month > 12 ? SFL_TERMS_SAME : SFL_TERMS_DIFFER;
        EXPECT_EQ(bedrock[month], is_middle ? SFL_TERMS_BUT_COMMITMENTS : later) << month;
        EXPECT_EQ(hybrid[month], later) << month;
        EXPECT_EQ(tiers[month], later) << month;
    }
}

} // namespace
