// Prices, baseline, targets, time (model page sections 1, 5, 6 and 8).
#include "tests/worked/worked.hpp"

namespace
{

using worked::Bill;
using worked::expect_months;
using worked::Parts;

// list = (100 · (0.75 · 3 + 0.25 · 0.3) + 20 · 15) · (1 − 0.5 · 0.4) = (232.5 + 300) · 0.8 = 426
// gross = 426 · 1.25 · (1 + 0.2) + 0.05 · (100 + 20) = 639 + 6 = 645
TEST(WorkedBill, OfTokensWithCacheBatchMultiplierMarginAndSurcharge)
{
    Parts parts;
    parts.months = 2;
    parts.models =
        R"({ name = "unit"; provider = "lab"; input_usd = 3.0; cached_input_usd = 0.3; output_usd = 15.0; batch_discount = 0.4; })";
    parts.workload =
        R"(name = "w"; model = "unit"; input_mtok = 100.0; output_mtok = 20.0; cached_share = 0.25; batch_share = 0.5;)";
    parts.api = "multiplier = 1.25; margin = 0.2; surcharge_usd_per_mtok = 0.05;";
    expect_months(Bill(parts), "ai", {645.0, 645.0});
}

// Launched in month 11: 100 USD paid at the end of the year at 21 % are 100 / 1.21 today.
TEST(WorkedBill, OfMonthElevenIsDiscountedByOneYear)
{
    Parts parts;
    parts.months = 12;
    parts.workload += " launch = { month = 11; };";
    Bill bill(parts);
    EXPECT_NEAR(bill.total("total", "nominal"), 100.0, 1e-9);
    EXPECT_NEAR(bill.total("total", "npv"), 100.0 / 1.21, 1e-9);
}

// Calendar month 12 comes first: factors 2, 0.5, 1.
TEST(WorkedBill, FollowsTheSeasonFromItsCalendarMonth)
{
    Parts parts;
    parts.workload += " season = [0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0]; calendar_month = 12;";
    expect_months(Bill(parts), "ai", {200.0, 50.0, 100.0});
}

// The index halves every month: 1, 1/2, 1/4, 1/8, 1/16. Locked for 2 months: 1, 1, 1/4, 1/4, 1/16.
// One month late: 1, 1, 1/2, 1/4, 1/8. Locked and late: months 0, 0, 2, 2, 4 less one: 1, 1, 1/2, 1/2, 1/8.
TEST(WorkedBill, FollowsThePriceIndexFreeLockedAndLate)
{
    Parts parts;
    parts.months = 5;
    parts.models = R"({ name = "unit"; provider = "lab"; input_usd = 1.0; index = "px"; })";
    parts.more   = R"(indices = ( { name = "px"; growth = -0.999755859375; } );)"; // 2^−12 a year
    expect_months(Bill(parts), "ai", {100.0, 50.0, 25.0, 12.5, 6.25});
    parts.api = "price_lock_months = 2;";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 25.0, 25.0, 6.25});
    parts.api = "price_lag_months = 1;";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 50.0, 25.0, 12.5});
    parts.api = "price_lock_months = 2; price_lag_months = 1;";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 50.0, 50.0, 12.5});
}

// Another model at 0.4 USD that needs 1.5 tokens for one: 150 · 0.4 = 60.
TEST(WorkedBill, OfAnotherModelCountsThatModelsTokens)
{
    Parts parts;
    parts.models += R"(, { name = "small"; provider = "lab"; input_usd = 0.4; })";
    parts.channels = R"({ name = "both"; kind = "token"; vendor = "q"; models = ["unit", "small"]; })";
    parts.routes   = R"({ workload = "w"; channel = "both"; model = "small"; token_ratio = 1.5; })";
    expect_months(Bill(parts), "ai", {60.0, 60.0, 60.0});
}

// Baseline 1000 less 10 %, and 100 of tokens less 10 % · 0.5.
TEST(WorkedBill, GivesTheBaselineTheWholeDiscountAndAiItsShare)
{
    Parts parts;
    parts.vendors = R"({ name = "p"; baseline = { monthly_usd = 1000.0; }; }, { name = "q"; })";
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "edp"; commitments = [0.0]; discount = 0.1; ai_scope = 0.5; })";
    Bill bill(parts);
    expect_months(bill, "baseline", {900.0, 900.0, 900.0});
    expect_months(bill, "ai", {95.0, 95.0, 95.0});
}

// 12 % off a price with 5 % margin is below the provider's own: 105 · 0.88 = 92.4, floored at 100.
TEST(WorkedBill, ADiscountCanOnlyEatTheMarginWhereThereIsAFloor)
{
    Parts parts;
    parts.api       = "margin = 0.05; floor_at_provider = true;";
    parts.contracts = R"({ name = "k"; vendor = "p"; kind = "edp"; commitments = [0.0]; discount = 0.12; })";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 100.0});
}

// Leaving `api` costs 40 at month 0, the gateway of the new channel 7 every month: 100 + 7 + 40.
TEST(WorkedBill, OfLeavingTheCurrentChannel)
{
    Parts parts;
    parts.workload += R"( current_channel = "api";)";
    parts.api = "exit_usd = 40.0;";
    parts.channels =
        R"({ name = "other"; kind = "token"; vendor = "q"; models = ["unit"]; fixed_usd_per_month = 7.0; })";
    parts.routes = R"({ workload = "w"; channel = "other"; })";
    expect_months(Bill(parts), "ai", {147.0, 107.0, 107.0});
}

// 100 a month reaches the trigger of 100 in month 0, 2 months later the route is at `other` for 80; cost 30 and exit 20 then.
TEST(WorkedBill, OfARouteThatSwitches)
{
    Parts parts;
    parts.months   = 5;
    parts.api      = "exit_usd = 20.0;";
    parts.channels = R"({ name = "other"; kind = "token"; vendor = "q"; models = ["unit"]; margin = -0.2; })";
    parts.routes =
        R"({ workload = "w"; channel = "api"; then = { channel = "other"; when_monthly_usd = 100.0; lead_months = 2; cost_usd = 30.0; }; })";
    Bill bill(parts);
    expect_months(bill, "ai", {100.0, 100.0, 130.0, 80.0, 80.0});
    EXPECT_EQ(bill.value({{"arch", "A"}, {"switch", "w"}}), 2.0);
}

// Trailing 3 months: the first average is that of months 0 … 2, the route moves in month 3 at once (lead 0 means next month).
TEST(WorkedBill, OfARouteThatSwitchesByATrailingAverage)
{
    Parts parts;
    parts.months   = 5;
    parts.channels = R"({ name = "other"; kind = "token"; vendor = "q"; models = ["unit"]; margin = -0.2; })";
    parts.routes =
        R"({ workload = "w"; channel = "api"; then = { channel = "other"; when_monthly_usd = 100.0; trailing_months = 3; }; })";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 100.0, 80.0, 80.0});
}

} // namespace
