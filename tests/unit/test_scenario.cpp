// Look-ups in a scenario, the list of its drivers, and the defaults of its contracts.
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

namespace
{

const char *const text = R"(
simulation = { months = 12; };
vendors = ( { name = "cloud"; baseline = { monthly_usd = 1.0; }; }, { name = "lab"; } );
indices = ( { name = "price"; } );
models = ( { name = "m"; provider = "lab"; input_usd = 2.0; } );
workloads = ( { name = "a"; model = "m"; input_mtok = 1.0; cached_mix = { growth = 0.1; }; output_mix = { growth = 0.2; }; },
              { name = "b"; model = "m"; input_mtok = 1.0; growth = 0.3; } );
contracts = ( { name = "edp"; vendor = "cloud"; kind = "edp"; commitments = [1.0]; },
              { name = "macc"; vendor = "azure"; kind = "macc"; period_months = 6; commitments = [1.0]; credit_months = 3; },
              { name = "deal"; vendor = "lab"; kind = "provider"; commitments = [1.0]; } );
channels = ( { name = "c"; kind = "token"; vendor = "lab"; models = ["m"]; } );
architectures = ( { name = "x"; routes = ( { workload = "*"; channel = "c"; model = "m"; } ); },
                  { name = "y"; contracts = ["macc"]; routes = ( { workload = "*"; channel = "c"; } ); },
                  { name = "z"; contracts = []; routes = ( { workload = "*"; channel = "c"; } ); } );
)";

struct Scenario : testing::Test {
    Reading reading = read_text(std::string(text), {"vendors=({ name = \"cloud\"; baseline = { monthly_usd = 1.0; }; "
                                                    "}, { name = \"lab\"; }, { name = \"azure\"; })"});
    sfl_scenario *scenario = reading.scenario;
    void          SetUp() override
    {
        ASSERT_EQ(reading.text(), "");
    }
};

TEST_F(Scenario, FindsItemsByName)
{
    EXPECT_EQ(sfl_scenario_find_workload(scenario, "b"), 1);
    EXPECT_EQ(sfl_scenario_find_vendor(scenario, "azure"), 2);
    EXPECT_EQ(sfl_scenario_find_model(scenario, "gpt"), -1);
    EXPECT_EQ(sfl_scenario_find_channel(scenario, nullptr), -1);
}

TEST_F(Scenario, ListsDriversInTheOrderOfTheModelPage)
{
    ASSERT_EQ(sfl_scenario_driver_count(scenario), 6);
    std::vector<sfl_driver_entry> drivers(6);
    ASSERT_EQ(sfl_scenario_drivers(scenario, drivers.data()), SFL_OK);
    std::string names;
    for (const sfl_driver_entry &d : drivers)
        names += std::string(d.name) + " ";
    EXPECT_EQ(names, "a a/output a/cached b cloud price ");
    EXPECT_EQ(drivers[1].driver->growth, 0.2);
    EXPECT_TRUE(sfl_object_is_given(drivers[3].object, drivers[3].driver_at + offsetof(sfl_driver, growth)));
    EXPECT_FALSE(sfl_object_is_given(drivers[0].object, drivers[0].driver_at + offsetof(sfl_driver, growth)));
}

TEST_F(Scenario, KnowsWhatWasWrittenAndWhere)
{
    const sfl_workload *w = &scenario->workloads[1];
    EXPECT_TRUE(SFL_IS_GIVEN(sfl_workload, w, input_mtok));
    EXPECT_FALSE(SFL_IS_GIVEN(sfl_workload, w, output_mtok));
    EXPECT_EQ(SFL_PLACE_OF(sfl_workload, w, input_mtok).line, 7);
    EXPECT_EQ(SFL_PLACE_OF(sfl_workload, w, output_mtok).line, 7);
    EXPECT_STREQ(w->object.path, "workloads.b");
    EXPECT_STREQ(scenario->workloads[0].cached_mix->object.path, "workloads.a.cached_mix");
}

/* A route's target has the marks of the route, from its own offset. */
TEST_F(Scenario, KnowsWhatWasWrittenOfAnEmbeddedTarget)
{
    const sfl_route *r = &scenario->architectures[0].routes[0];
    EXPECT_TRUE(SFL_IS_GIVEN(sfl_route, r, target.model));
    EXPECT_TRUE(SFL_IS_GIVEN(sfl_target, &r->target, model));
    EXPECT_FALSE(SFL_IS_GIVEN(sfl_target, &r->target, token_ratio));
    EXPECT_EQ(r->target.token_ratio, 1.0);
}

TEST_F(Scenario, FillsInDefaults)
{
    EXPECT_EQ(scenario->simulation.paths, 1000000u);
    EXPECT_EQ(scenario->simulation.seed, 1u);
    EXPECT_STREQ(scenario->simulation.currency, "USD");
    EXPECT_EQ(scenario->models[0].cached_input_usd, 2.0);
    EXPECT_EQ(scenario->channels[0].eligibility, 1.0);
    EXPECT_EQ(scenario->channels[0].token.multiplier, 1.0);
    EXPECT_EQ(scenario->workloads[0].calendar_month, 1);
}

TEST_F(Scenario, FillsInDefaultsByKindOfContract)
{
    const sfl_contract *edp = &scenario->contracts[0], *macc = &scenario->contracts[1], *deal = &scenario->contracts[2];
    EXPECT_EQ(edp->period_months, 12);
    EXPECT_EQ(edp->marketplace_cap, 0.25);
    EXPECT_EQ(edp->shortfall_credit, 0.0);
    EXPECT_EQ(edp->renewal.kind, SFL_RENEWAL_REPEAT);
    EXPECT_EQ(macc->period_months, 6);
    EXPECT_EQ(macc->shortfall_credit, 1.0);
    EXPECT_EQ(macc->credit_months, 3);
    EXPECT_EQ(deal->tier_basis, SFL_TIER_SPEND);
    EXPECT_EQ(edp->tier_basis, SFL_TIER_COMMITMENT);
}

TEST_F(Scenario, KnowsWhichContractsAreInForce)
{
    const sfl_architecture *a = scenario->architectures;
    EXPECT_TRUE(sfl_architecture_has_contract(&a[0], "edp"));
    EXPECT_FALSE(sfl_architecture_has_contract(&a[1], "edp"));
    EXPECT_TRUE(sfl_architecture_has_contract(&a[1], "macc"));
    EXPECT_FALSE(sfl_architecture_has_contract(&a[2], "macc"));
}

TEST(ScenarioOfNobody, IsFreedWithoutHarm)
{
    sfl_scenario *scenario = nullptr;
    sfl_scenario_free(&scenario);
    sfl_scenario_free(nullptr);
}

} // namespace
