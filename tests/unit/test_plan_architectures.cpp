// Quotes, price histories, legs, accounts (model page sections 6 to 8).
#include "plan_text.hpp"

#include <gtest/gtest.h>

namespace
{

const char *const market = R"(
vendors = ( { name = "idle"; }, { name = "cloud"; baseline = { monthly_usd = 1000.0; }; }, { name = "lab"; } );
contracts = ( { name = "edp"; vendor = "cloud"; kind = "edp"; commitments = [100.0]; },
              { name = "deal"; vendor = "lab"; kind = "provider"; commitments = [100.0]; } );
)";

const char *const channels = R"(
channels = ( { name = "direct"; kind = "token"; vendor = "lab"; exit_usd = 500.0; models = ["big", "small"]; },
             { name = "platform"; kind = "token"; vendor = "cloud"; exit_usd = 70.0; fixed_usd_per_month = 9.0; models = ["big", "small"]; },
             { name = "own"; kind = "self_hosted"; node_hour_usd = 2.0; node_mtok_per_hour = 1.0; service_level = 0.9; overflow = "direct"; },
             { name = "unused"; kind = "token"; vendor = "idle"; models = ["big"]; } );
)";

std::string with_routes(const std::string &architectures, const std::string &more = "")
{
    return scenario_text(24, std::string(market) + channels + more + "architectures = ( " + architectures + " );\n");
}

TEST(PlanArchitectures, AStarIsEveryWorkloadNotRoutedByName)
{
    Planned p(with_routes("{ name = \"A\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); },"
                          "{ name = \"B\"; routes = ( { workload = \"*\"; channel = \"direct\"; }, { workload = "
                          "\"chat\"; channel = \"platform\"; } ); }"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    ASSERT_EQ(p.architecture(0).n_legs, 2);
    EXPECT_EQ(p.leg(0, 0).workload, 0);
    EXPECT_EQ(p.leg(0, 1).workload, 1);
    ASSERT_EQ(p.architecture(1).n_legs, 2);
    EXPECT_EQ(p.leg(1, 0).workload, 1);
    EXPECT_EQ(p.leg(1, 0).route, 0);
    EXPECT_EQ(p.leg(1, 1).workload, 0);
    EXPECT_EQ(p.leg(1, 1).route, 1);
    EXPECT_EQ(p.use(1, p.leg(1, 1).use).channel, 1);
}

TEST(PlanArchitectures, AccountsAreVendorsWithABaselineOrAContractInForce)
{
    Planned p(
        with_routes("{ name = \"A\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); },"
                    "{ name = \"B\"; contracts = []; routes = ( { workload = \"*\"; channel = \"direct\"; } ); }"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    ASSERT_EQ(p.architecture(0).n_accounts, 2);
    EXPECT_EQ(p.account(0, 0).vendor, 1);
    EXPECT_EQ(p.account(0, 0).contract, 0);
    EXPECT_EQ(p.account(0, 1).vendor, 2);
    EXPECT_EQ(p.account(0, 1).contract, 1);
    EXPECT_EQ(p.use(0, 0).account, 1);
    ASSERT_EQ(p.architecture(1).n_accounts, 1);
    EXPECT_EQ(p.account(1, 0).contract, -1);
    EXPECT_EQ(p.account(1, 0).eligible_slot, -1);
    EXPECT_EQ(p.use(1, 0).account, -1);
}

TEST(PlanArchitectures, RoutesWithClausesAreTwoLegs)
{
    Planned p(with_routes(R"({ name = "A"; routes = (
        { workload = "chat"; channel = "platform"; fill = "edp"; otherwise = { channel = "direct"; model = "small"; token_ratio = 1.2; }; },
        { workload = "bulk"; channel = "direct"; share = 0.4; then = { channel = "own"; when_monthly_usd = 75.0; trailing_months = 3; cost_usd = 11.0; }; },
        { workload = "bulk"; channel = "own"; share = 0.6; } ); })"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    ASSERT_EQ(p.architecture(0).n_legs, 5);
    const int32_t kinds[] = {SFL_LEG_FILL, SFL_LEG_OTHERWISE, SFL_LEG_BEFORE, SFL_LEG_AFTER, SFL_LEG_PLAIN};
    for (int32_t i = 0; i < 5; ++i)
        EXPECT_EQ(p.leg(0, i).kind, kinds[i]);
    EXPECT_EQ(p.leg(0, 1).token_ratio, 1.2);
    const sfl_plan_leg &before = p.leg(0, 2);
    EXPECT_EQ(before.share, 0.4);
    EXPECT_EQ(before.trailing_months, 3);
    EXPECT_EQ(before.lead_months, 1);
    EXPECT_EQ(before.when_usd, 75.0 * SFL_ALMOST);
    EXPECT_EQ(before.switch_usd, 511.0);
    EXPECT_EQ(p.column(before.switch_column).keep, SFL_KEEP_SUM | SFL_KEEP_MONTHS);
    ASSERT_EQ(p.architecture(0).n_uses, 3);
    const sfl_plan_use &own = p.use(0, 2);
    EXPECT_EQ(own.channel, 2);
    EXPECT_EQ(own.overflow_use, 0);
    ASSERT_EQ(own.n_legs, 2);
    EXPECT_EQ(p.at<int32_t>(own.legs_at)[0], 3);
    EXPECT_EQ(p.at<int32_t>(own.legs_at)[1], 4);
    EXPECT_GE(p.account(0, 0).quota_slot, 0);
    EXPECT_EQ(p.account(0, 1).quota_slot, -1);
    EXPECT_GE(p.use(0, 1).active_slot, 0); // a fixed cost waits for the first load
    EXPECT_EQ(p.use(0, 0).active_slot, -1);
}

TEST(PlanArchitectures, ATriggerOnACapacityChannelOrBeyondTheHorizonNeverFires)
{
    Planned p(with_routes(R"({ name = "A"; routes = (
        { workload = "chat"; channel = "own"; then = { channel = "direct"; when_monthly_usd = 0.0; }; },
        { workload = "bulk"; channel = "direct"; then = { channel = "own"; when_monthly_usd = 1.0; trailing_months = 25; }; } ); })"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.leg(0, 0).spend_slot, -1);
    EXPECT_EQ(p.leg(0, 2).spend_slot, -1);
    EXPECT_GE(p.leg(0, 0).switch_slot, 0);
}

TEST(PlanArchitectures, LeavingTodaysChannelCosts)
{
    std::string text = with_routes(R"({ name = "stays"; routes = ( { workload = "*"; channel = "direct"; } ); },
        { name = "half"; routes = ( { workload = "chat"; channel = "platform"; fill = "edp"; otherwise = "direct"; }, { workload = "*"; channel = "platform"; } ); },
        { name = "later"; routes = ( { workload = "*"; channel = "platform"; then = { channel = "direct"; when_monthly_usd = 1.0; }; } ); })");
    text.replace(text.find("growth = 0.3;"), 13, "current_channel = \"direct\";");
    text.replace(text.find("batch_share = 0.5;"), 18, "current_channel = \"direct\";");
    Planned p(text);
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.architecture(0).exit_usd, 0.0);
    EXPECT_EQ(p.architecture(1).exit_usd, 500.0);
    EXPECT_EQ(p.architecture(2).exit_usd, 1000.0);
}

// ---- seasons ----

TEST(PlanMarket, SeasonsBeginInTheCalendarMonthOfMonthZero)
{
    std::string text = with_routes("{ name = \"A\"; routes = ( { workload = \"*\"; channel = \"direct\"; } ); }");
    text.replace(text.find("growth = 0.3;"), 13,
                 "calendar_month = 11; season = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0, 12.0];");
    Planned p(text);
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const auto   *workloads = p.at<sfl_plan_workload>(p.plan->workloads_at);
    const double *season    = p.at<double>(workloads[0].season_at);
    EXPECT_EQ(season[0], 11.0);
    EXPECT_EQ(season[1], 12.0);
    EXPECT_EQ(season[2], 1.0);
    EXPECT_EQ(season[13], 12.0);
    EXPECT_EQ(p.at<double>(workloads[1].season_at)[5], 1.0);
}

// ---- quotes ----

TEST(PlanQuotes, AQuoteIsPerWorkloadModelAndTokenRatio)
{
    Planned p(with_routes(R"({ name = "A"; routes = ( { workload = "*"; channel = "direct"; } ); },
        { name = "B"; routes = ( { workload = "*"; channel = "platform"; } ); },
        { name = "C"; routes = ( { workload = "*"; channel = "platform"; model = "big"; token_ratio = 1.25; } ); })"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    ASSERT_EQ(p.plan->n_quotes, 4);
    EXPECT_EQ(p.leg(0, 0).quote, p.leg(1, 0).quote);
    const sfl_plan_quote &chat = p.quote(p.leg(0, 0).quote), &bulk = p.quote(p.leg(0, 1).quote);
    const sfl_plan_quote &heavy = p.quote(p.leg(2, 1).quote);
    EXPECT_EQ(chat.input_usd, 3.0);
    EXPECT_EQ(chat.cached_usd, 0.3);
    EXPECT_EQ(chat.output_usd, 15.0);
    EXPECT_EQ(bulk.cached_usd, 1.0); // no price for cached input: that of input
    EXPECT_EQ(bulk.output_usd, 2.0); // half of it in batches, which this model does not discount
    EXPECT_EQ(heavy.workload, 1);
    EXPECT_EQ(heavy.input_usd, 3.0 * 1.25 * 0.75);
    EXPECT_EQ(heavy.token_ratio, 1.25);
    EXPECT_EQ(heavy.index, -1);
}

TEST(PlanQuotes, APriceHistoryReachesAsFarAsTheChannelsThatBillByIt)
{
    auto depth = [](const std::string &keys, const std::string &route) {
        Planned p(
            "simulation = { months = 24; };\n"
            "indices = ( { name = \"px\"; volatility = 0.1; } );\n"
            "models = ( { name = \"flat\"; provider = \"lab\"; input_usd = 3.0; },\n"
            "  { name = \"priced\"; provider = \"lab\"; input_usd = 1.0; index = \"px\"; } );\n"
            "workloads = ( { name = \"w\"; model = \"flat\"; input_mtok = 1.0; } );\n"
            "vendors = ( { name = \"lab\"; } );\n"
            "channels = ( { name = \"late\"; kind = \"token\"; vendor = \"lab\"; models = [\"flat\", \"priced\"]; " +
            keys +
            " },\n"
            "  { name = \"now\"; kind = \"token\"; vendor = \"lab\"; models = [\"priced\"]; },\n"
            "  { name = \"own\"; kind = \"self_hosted\"; node_hour_usd = 1.0; node_mtok_per_hour = 1.0; service_level "
            "= 0.9;\n"
            "    index = \"px\"; overflow = \"late\"; } );\n"
            "architectures = ( { name = \"A\"; routes = ( { workload = \"w\"; " +
            route + " } ); } );\n");
        EXPECT_EQ(p.status, SFL_OK) << p.said;
        return p.plan ? p.at<sfl_plan_index>(p.plan->indices_at)[0].depth : -1;
    };
    EXPECT_EQ(depth("", "channel = \"late\"; model = \"priced\";"), 1);
    EXPECT_EQ(depth("price_lag_months = 3;", "channel = \"late\"; model = \"priced\";"), 4);
    EXPECT_EQ(depth("price_lock_months = 6;", "channel = \"late\"; model = \"priced\";"), 6);
    EXPECT_EQ(depth("price_lag_months = 2; price_lock_months = 6;", "channel = \"late\"; model = \"priced\";"), 8);
    EXPECT_EQ(depth("price_lag_months = 200; price_lock_months = 6;", "channel = \"late\"; model = \"priced\";"), 24);
    EXPECT_EQ(depth("price_lag_months = 3;", "channel = \"late\"; model = \"flat\";"), 1);
    EXPECT_EQ(depth("price_lag_months = 3;", "channel = \"now\"; model = \"priced\";"), 1);
    EXPECT_EQ(depth("price_lag_months = 3;", "channel = \"own\"; model = \"priced\";"), 4); // by its overflow
}

} // namespace
