// The plan as a whole: what kernels/plan.h promises, for every scenario that the tests know; its fingerprint; its bounds.
#include "plan_text.hpp"
#include "plan_verify.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <filesystem>
#include <fstream>

namespace
{

std::string joined(const std::vector<std::string> &lines)
{
    std::string all;
    for (const auto &line : lines)
        all += line + "\n";
    return all;
}

const char *const      sobol_words[] = {"simulation.sampling=\"sobol\""};
const sfl_read_options sobol         = {sobol_words, 1};

std::string whole_market(int32_t months, const std::string &more = "")
{
    return scenario_text(
        months,
        token_market("contracts = ( { name = \"edp\"; vendor = \"cloud\"; kind = \"edp\"; commitments = [9.0]; } );\n" +
                     more));
}

TEST(Plan, EveryScenarioOfTheCaseFileKeepsThePromises)
{
    std::ifstream file(SFL_SOURCE_DIR "/tests/validation/cases.json");
    const auto    cases = nlohmann::json::parse(file);
    int           n     = 0;
    for (const auto &one : cases.at("cases")) {
        if (!one.contains("cfg")) continue;
        Planned p(one.at("cfg").get<std::string>());
        ASSERT_EQ(p.status, SFL_OK) << one.at("id") << "\n" << p.said;
        EXPECT_EQ(joined(sfl_plan_verify(p.plan)), "") << one.at("id");
        Planned quasi_random(one.at("cfg").get<std::string>(), &sobol);
        ASSERT_EQ(quasi_random.status, SFL_OK) << one.at("id") << "\n" << quasi_random.said;
        EXPECT_EQ(joined(sfl_plan_verify(quasi_random.plan)), "") << one.at("id");
        ++n;
    }
    EXPECT_GE(n, 50);
}

TEST(Plan, EveryScenarioOfConfigsKeepsThePromises)
{
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/configs")) {
        if (entry.path().extension() != ".cfg") continue;
        for (const sfl_read_options *options : {static_cast<const sfl_read_options *>(nullptr), &sobol}) {
            sfl_scenario *scenario = nullptr;
            sfl_plan     *plan     = nullptr;
            ASSERT_EQ(sfl_scenario_read(entry.path().c_str(), options, &scenario, nullptr), SFL_OK) << entry.path();
            ASSERT_EQ(sfl_plan_build(scenario, &plan, nullptr), SFL_OK) << entry.path();
            EXPECT_EQ(joined(sfl_plan_verify(plan)), "") << entry.path();
            sfl_plan_free(&plan);
            sfl_scenario_free(&scenario);
        }
    }
}

TEST(Plan, TheVerifierFindsWhatIsBroken)
{
    Planned p(whole_market(12));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(joined(sfl_plan_verify(p.plan)), "");
    p.plan->tokens_slot = p.plan->ones_slot;
    EXPECT_NE(joined(sfl_plan_verify(p.plan)), "");
    p.plan->tokens_slot = p.architecture(0).tokens_slot;
    p.plan->discount_at += 64;
    EXPECT_NE(joined(sfl_plan_verify(p.plan)), "");
}

TEST(Plan, TheSameScenarioIsTheSameBlock)
{
    Planned a(whole_market(36)), b(whole_market(36));
    ASSERT_EQ(a.status, SFL_OK) << a.said;
    ASSERT_EQ(a.plan->n_bytes, b.plan->n_bytes);
    EXPECT_EQ(std::memcmp(a.plan, b.plan, static_cast<size_t>(a.plan->n_bytes)), 0);
}

bool same(const Planned &a, const Planned &b)
{
    return std::memcmp(a.plan->fingerprint, b.plan->fingerprint, sizeof a.plan->fingerprint) == 0;
}

TEST(Plan, TheFingerprintKnowsWhatChangesAnAnswerAndNothingElse)
{
    std::string text = whole_market(36), paths = text, seed = text, price = text, currency = text;
    paths.replace(text.find("paths = 1000;"), 13, "paths = 2000;");
    seed.replace(text.find("seed = 7;"), 9, "seed = 8;");
    price.replace(text.find("input_usd = 3.0;"), 16, "input_usd = 3.1;");
    currency.replace(text.find("seed = 7;"), 9, "seed = 7; currency = \"EUR\";");
    Planned p(text), of_paths(paths), of_seed(seed), of_price(price), of_currency(currency);
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_TRUE(same(p, of_paths));
    EXPECT_TRUE(same(p, of_currency));
    EXPECT_FALSE(same(p, of_seed));
    EXPECT_FALSE(same(p, of_price));
}

TEST(Plan, DiscountingIsAtTheEndOfTheMonth)
{
    Planned p(whole_market(24));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const double *discount = p.at<double>(p.plan->discount_at);
    EXPECT_NEAR(discount[11], 1 / 1.08, 1e-15);
    EXPECT_NEAR(discount[23], 1 / 1.08 / 1.08, 1e-15);
    EXPECT_EQ(p.plan->n_years, 2);
}

std::string many_architectures(int n)
{
    std::string all;
    for (int i = 0; i < n; ++i)
        all += (i ? ", " : "") + std::string("{ name = \"a") + std::to_string(i) +
               "\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); }";
    return scenario_text(
        6, "vendors = ( { name = \"lab\"; } );\nchannels = ( { name = \"direct\"; kind = \"token\"; vendor = \"lab\"; "
           "models = [\"big\", \"small\"]; } );\narchitectures = ( " +
               all + " );\n");
}

TEST(Plan, EveryTwoArchitecturesAreAPairUpToSixteen)
{
    Planned few(many_architectures(16)), many(many_architectures(17));
    ASSERT_EQ(many.status, SFL_OK) << many.said;
    EXPECT_EQ(few.plan->n_pairs, 120);
    ASSERT_EQ(many.plan->n_pairs, 16);
    for (int32_t i = 0; i < 16; ++i) {
        EXPECT_EQ(many.at<sfl_plan_pair>(many.plan->pairs_at)[i].a, 0);
        EXPECT_EQ(many.at<sfl_plan_pair>(many.plan->pairs_at)[i].b, i + 1);
    }
    EXPECT_EQ(joined(sfl_plan_verify(many.plan)), "");
}

TEST(Plan, AboveSixteenEachIsComparedWithTheFirstAndWithTheOneAskedFor)
{
    sfl_diag     *diag     = sfl_diag_build();
    sfl_scenario *scenario = nullptr;
    sfl_plan     *plan     = nullptr;
    const auto    text     = many_architectures(18);
    ASSERT_EQ(sfl_scenario_read_text(text.c_str(), "many.cfg", nullptr, nullptr, &scenario, diag), SFL_OK);
    ASSERT_EQ(sfl_plan_build_against(scenario, 5, &plan, diag), SFL_OK);
    ASSERT_EQ(plan->n_pairs, 17 + 16);
    const sfl_plan_pair *pairs = SFL_AT(plan, sfl_plan_pair, plan->pairs_at);
    EXPECT_EQ(pairs[17].a, 1);
    EXPECT_EQ(pairs[17].b, 5);
    EXPECT_EQ(pairs[32].a, 5);
    EXPECT_EQ(pairs[32].b, 17);
    EXPECT_EQ(joined(sfl_plan_verify(plan)), "");
    sfl_plan_free(&plan);
    sfl_scenario_free(&scenario);
    sfl_diag_free(&diag);
}

// 256 architectures, 256 workloads, two triggers each that look back 240 months.
TEST(Plan, AStateThatIsTooLargeIsRefused)
{
    std::string workloads, architectures;
    for (int i = 0; i < 256; ++i) {
        const std::string number = std::to_string(i), comma = i ? ", " : "";
        const std::string route = "{ workload = \"*\"; channel = \"c\"; share = 0.5; then = { channel = \"d\"; "
                                  "when_monthly_usd = 1.0; trailing_months = 240; }; }";
        workloads += comma + "{ name = \"w" + number + "\"; model = \"m\"; input_mtok = 1.0; }";
        architectures += comma + "{ name = \"a" + number + "\"; routes = ( " + route + ", " + route + " ); }";
    }
    Planned p("simulation = { months = 240; };\nvendors = ( { name = \"v\"; } );\n"
              "models = ( { name = \"m\"; provider = \"p\"; input_usd = 1.0; } );\n"
              "channels = ( { name = \"c\"; kind = \"token\"; vendor = \"v\"; models = [\"m\"]; },\n"
              "  { name = \"d\"; kind = \"token\"; vendor = \"v\"; models = [\"m\"]; } );\n"
              "workloads = ( " +
              workloads + " );\narchitectures = ( " + architectures + " );\n");
    EXPECT_EQ(p.status, SFL_ERR_VALUE);
    EXPECT_NE(p.said.find("the state of a path has"), std::string::npos) << p.said;
    EXPECT_EQ(p.plan, nullptr);
}

TEST(Plan, ColumnsKeepWhatTheReportShows)
{
    Planned p(whole_market(24, "break_even = ( { from = \"A\"; to = \"B\"; } );\n"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_column &total = p.column(p.architecture(1).total_columns[SFL_PART_AI][SFL_MONEY_NOMINAL]);
    EXPECT_EQ(total.slot, p.architecture(1).total_slots[SFL_PART_AI][SFL_MONEY_NOMINAL]);
    EXPECT_EQ(total.keep, SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE);
    EXPECT_EQ(total.scale, 1e6);
    EXPECT_EQ(p.column(p.architecture(0).cumulative_column).keep, SFL_KEEP_SUM | SFL_KEEP_COARSE);
    EXPECT_EQ(p.column(p.account(0, 0).period_utilisation_column).scale, 1e12);
    EXPECT_EQ(p.column(p.account(0, 0).term_short_column).scale, 1.0);
    EXPECT_EQ(p.column(p.at<sfl_plan_break_even>(p.plan->break_even_at)[0].column).keep,
              SFL_KEEP_SUM | SFL_KEEP_MONTHS);
}

TEST(Plan, FreeingNothingIsFine)
{
    sfl_plan *none = nullptr;
    sfl_plan_free(&none);
    EXPECT_EQ(none, nullptr);
}

} // namespace
