// Provisioned units and self-hosted nodes (model page section 7). A workload of 2190 Mtok is 3 Mtok an hour.
#include "tests/worked/worked.hpp"

namespace
{

using worked::Bill;
using worked::expect_months;
using worked::Parts;

Parts three_mtok_an_hour()
{
    Parts parts;
    parts.workload = R"(name = "w"; model = "unit"; input_mtok = 2190.0;)";
    parts.routes   = R"({ workload = "w"; channel = "own"; })";
    return parts;
}

// Two units of 1 Mtok an hour carry 2 of 3: a third overflows, 730 Mtok at 1 USD. Rent 2 · 1.5 · 730 = 2190.
TEST(WorkedChannel, AFlatLoadOverflowsWhatExceedsTheUnits)
{
    Parts parts = three_mtok_an_hour();
    parts.channels =
        R"({ name = "own"; kind = "provisioned"; vendor = "q"; unit_hour_usd = 1.5; unit_mtok_per_hour = 1.0; units = 2; overflow = "api"; })";
    Bill bill(parts);
    expect_months(bill, "ai", {2920.0, 2920.0, 2920.0});
    EXPECT_NEAR(bill.value({{"arch", "A"}, {"overflow", "own"}, {"month", 1}}), 1.0 / 3.0, 1e-12);
}

// Load 3, 6, 3 an hour. Month 0 is sized on itself, the next terms on the month before: ⌈1.1 · 3 / 2⌉ · 2 = 4 units,
// 4 again, then ⌈1.1 · 6 / 2⌉ · 2 = 8. Rent 730 a unit. Month 1 overflows 2 of 6 an hour: 1460.
TEST(WorkedChannel, CoverageIsSizedOnTheMonthBefore)
{
    Parts parts = three_mtok_an_hour();
    parts.workload += " season = [1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.channels =
        R"({ name = "own"; kind = "provisioned"; vendor = "q"; unit_hour_usd = 1.0; unit_mtok_per_hour = 1.0; coverage = 1.1; increment = 2; term_months = 1; overflow = "api"; })";
    expect_months(Bill(parts), "ai", {4 * 730.0, 4 * 730.0 + 1460.0, 8 * 730.0});
}

// ⌈3 / 2⌉ = 2 nodes at 0.5 · 730 each, staff 50, set-up 100 once.
TEST(WorkedChannel, LeasedNodesStaffAndSetUp)
{
    Parts parts = three_mtok_an_hour();
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; node_hour_usd = 0.5; node_mtok_per_hour = 2.0; service_level = 0.5; staff_usd_per_month = 50.0; setup_usd = 100.0; })";
    expect_months(Bill(parts), "ai", {880.0, 780.0, 780.0});
}

// Owned: 2 nodes at 1000 in month 0, a third in month 1 (load 6 an hour, ⌈6 / 2⌉). With a life of 10 months and 3 to go the first
// two return 1000 · 0.7 each, the third with 2 to go 1000 · 0.8: 2200 in the last month.
TEST(WorkedChannel, OwnedNodesStayAndReturnWhatIsLeft)
{
    Parts parts = three_mtok_an_hour();
    parts.workload += " season = [1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; node_capex_usd = 1000.0; life_months = 10; node_mtok_per_hour = 2.0; service_level = 0.5; })";
    Bill bill(parts);
    expect_months(bill, "ai", {2000.0, 1000.0, -2200.0});
    EXPECT_EQ(bill.value({{"arch", "A"}, {"units", "own"}, {"month", 2}}), 3.0);
}

// The lease runs two months: load 6, 3, 3 keeps 3 nodes in month 1 and lets one go in month 2. Node-hours at 1 USD.
TEST(WorkedChannel, ALeaseEndsOnItsCalendar)
{
    Parts parts = three_mtok_an_hour();
    parts.workload += " season = [2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; node_hour_usd = 1.0; node_mtok_per_hour = 2.0; service_level = 0.5; lease_months = 2; })";
    expect_months(Bill(parts), "ai", {3 * 730.0, 3 * 730.0, 2 * 730.0});
}

// Two months of lead: month 2 and 3 are sized on month 0 and 1. Load 3, 3, 6, 6 on 2 Mtok an hour each: 2 nodes carry 4 of 6 in
// months 2 and 3, the rest, 2 an hour, is 1460 USD by the token.
TEST(WorkedChannel, NodesComeLateByTheirLeadTime)
{
    Parts parts  = three_mtok_an_hour();
    parts.months = 5;
    parts.workload += " season = [1.0, 1.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; node_hour_usd = 1.0; node_mtok_per_hour = 2.0; service_level = 0.5; lead_months = 2; overflow = "api"; })";
    expect_months(Bill(parts), "ai", {1460.0, 1460.0, 2920.0, 2920.0, 2190.0});
}

// 1000 output tokens that weigh 2, at token_ratio 1.5, and half of 1190 input tokens cached that weigh 0: e = (595 + 2000) · 1.5.
// One node of 5 Mtok an hour carries 3650 of 3892.5; the 242.5 left are 6.23 % of the tokens (2190 USD a month).
TEST(WorkedChannel, LoadCountsWeightsAndTokenRatio)
{
    Parts parts    = three_mtok_an_hour();
    parts.workload = R"(name = "w"; model = "unit"; input_mtok = 1190.0; output_mtok = 1000.0; cached_share = 0.5;)";
    parts.channels =
        R"({ name = "own"; kind = "provisioned"; vendor = "q"; unit_hour_usd = 0.0; unit_mtok_per_hour = 5.0; units = 1; output_weight = 2.0; cached_weight = 0.0; overflow = "api"; })";
    // a provisioned channel has no token_ratio of its own; the target's stands in the tokens
    parts.routes = R"({ workload = "w"; channel = "own"; token_ratio = 1.5; })";
    double share = 242.5 / 3892.5;
    expect_months(Bill(parts), "ai", {share * 3285.0, share * 3285.0, share * 3285.0});
}

// Nothing runs before the launch in month 1, so nothing is rented, staffed or set up before it.
TEST(WorkedChannel, NothingStandsBeforeTheFirstLoad)
{
    Parts parts = three_mtok_an_hour();
    parts.workload += " launch = { month = 1; };";
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; node_hour_usd = 0.5; node_mtok_per_hour = 2.0; service_level = 0.5; min_nodes = 1; staff_usd_per_month = 50.0; setup_usd = 100.0; })";
    expect_months(Bill(parts), "ai", {0.0, 880.0, 780.0});
}

// A reserved unit is the vendor's bill and draws the commitment down; staff is not. Rent 2 · 0.5 · 730 = 730, less 10 %: 657.
TEST(WorkedChannel, TheRentIsTheVendorsBill)
{
    Parts parts = three_mtok_an_hour();
    parts.contracts =
        R"({ name = "k"; vendor = "q"; kind = "provider"; period_months = 1; commitments = [1000.0]; discount = 0.1; invoice_lag_months = 0; })";
    parts.channels =
        R"({ name = "own"; kind = "self_hosted"; vendor = "q"; node_hour_usd = 0.5; node_mtok_per_hour = 2.0; service_level = 0.5; staff_usd_per_month = 50.0; })";
    Bill bill(parts);
    expect_months(bill, "ai", {707.0, 707.0, 707.0});
    expect_months(bill, "trueup", {343.0, 343.0, 343.0});
}

} // namespace
