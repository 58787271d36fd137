// Commitments, true-ups, carry, credit, fill, tiers, amendments (model page sections 7 and 8).
#include "tests/worked/worked.hpp"

namespace
{

using worked::Bill;
using worked::expect_months;
using worked::Parts;

// Net 90 a month, 180 a period. Period 0: 250 − 180 = 70, paid a month after its last: month 2. Period 1: 300 − 180 = 120, at
// the latest in the last month, 3.
TEST(WorkedContract, AShortfallIsPaidAMonthAfterItsPeriod)
{
    Parts parts;
    parts.months = 4;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "macc"; period_months = 2; commitments = [250.0, 300.0]; discount = 0.1; shortfall_credit = 0.0; })";
    Bill bill(parts);
    expect_months(bill, "ai", {90.0, 90.0, 90.0, 90.0});
    expect_months(bill, "trueup", {0.0, 0.0, 70.0, 120.0});
    EXPECT_NEAR(bill.of_period("k", 0, "eligible"), 180.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 1, "shortfall"), 120.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 1, "room"), 300.0, 1e-9);
}

// Commitment 250 for two months, repeated; the second period has one month inside the horizon: 125 due, 100 spent.
// Month 2 pays 50 of the first and 25 of the cut one.
TEST(WorkedContract, APeriodThatTheHorizonCutsIsProrated)
{
    Parts parts;
    parts.contracts = R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 2; commitments = [250.0]; })";
    expect_months(Bill(parts), "trueup", {0.0, 0.0, 75.0});
}

// Without renewal the third month is nobody's commitment and nobody's discount.
TEST(WorkedContract, OutOfForceGivesNoDiscount)
{
    Parts parts;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 1; commitments = [50.0, 50.0]; discount = 0.2; renewal = "none"; })";
    expect_months(Bill(parts), "ai", {80.0, 80.0, 100.0});
}

// Signed three months ago for 6 months at 500, 250 spent so far. Months 0 … 2 add 300: 550 of 500.
// Then 500 again, one month of six inside the horizon: 83.333 due, 100 spent.
TEST(WorkedContract, SignedInThePastGoesOnFromWhatWasSpent)
{
    Parts parts;
    parts.months = 4;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; start_month = -3; period_months = 6; commitments = [500.0]; spent_to_date_usd = 250.0; })";
    Bill bill(parts);
    expect_months(bill, "trueup", {0.0, 0.0, 0.0, 0.0});
    EXPECT_NEAR(bill.of_period("k", 0, "eligible"), 550.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 0, "room"), 250.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 1, "eligible"), 100.0, 1e-9);
}

// Spend 150, 70, 70 against 100 a month, carry at most 20: carry 20 → shortfall 100 − 20 − 70 = 10 → 100 − 0 − 70 = 30.
TEST(WorkedContract, ExcessCarriesUpToTheCap)
{
    Parts parts;
    parts.workload += " season = [1.5, 0.7, 0.7, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 1; commitments = [100.0]; rollover_cap = 0.2; invoice_lag_months = 0; })";
    expect_months(Bill(parts), "trueup", {0.0, 10.0, 30.0});
}

// 100 spent of 160 committed. Month 0: 60 paid, all of it credit. Month 1: credit pays 60 of the bill of 100, only 40 count:
// shortfall 120, true-up 120 − 60 = 60. Month 2: 120 of credit pay the whole bill of 100, nothing counts: 160 − 100 = 60.
TEST(WorkedContract, CreditPaysBillsAndDrawsNothingDown)
{
    Parts parts;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 1; commitments = [160.0]; invoice_lag_months = 0; shortfall_credit = 1.0; })";
    Bill bill(parts);
    expect_months(bill, "ai", {100.0, 100.0, 100.0});
    expect_months(bill, "trueup", {60.0, 60.0, 60.0});
    EXPECT_NEAR(bill.of_period("k", 1, "eligible"), 40.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 2, "eligible"), 0.0, 1e-9);
    EXPECT_NEAR(bill.of_period("k", 2, "shortfall"), 160.0, 1e-9);
}

// Half of a shortfall is paid.
TEST(WorkedContract, OnlyAShareOfAShortfallMayBeDue)
{
    Parts parts;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 1; commitments = [160.0]; invoice_lag_months = 0; shortfall_rate = 0.5; })";
    expect_months(Bill(parts), "trueup", {30.0, 30.0, 30.0});
}

// Two months, 200 committed, baseline 40 a month. Month 0: need 200 − 40 − 40 · 1 = 120, quota 60 of 100: 60 here, 40 elsewhere
// at 0.8 = 32. Month 1: counted 40 + 60 + 40 = 140, need 60, the same again. Nothing is short.
TEST(WorkedContract, AFillRouteTakesWhatTheCommitmentNeeds)
{
    Parts parts;
    parts.months    = 2;
    parts.vendors   = R"({ name = "p"; baseline = { monthly_usd = 40.0; }; }, { name = "q"; })";
    parts.contracts = R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 2; commitments = [200.0]; })";
    parts.channels  = R"({ name = "direct"; kind = "token"; vendor = "q"; models = ["unit"]; margin = -0.2; })";
    parts.routes    = R"({ workload = "w"; channel = "api"; fill = "k"; otherwise = "direct"; })";
    Bill bill(parts);
    expect_months(bill, "ai", {92.0, 92.0});
    expect_months(bill, "trueup", {0.0, 0.0});
    EXPECT_NEAR(bill.of_period("k", 0, "room"), 120.0, 1e-9);
}

// Marketplace spend of 100 counts up to 25 % of 160: 40. 120 are short, and the AI bill is what it is.
TEST(WorkedContract, MarketplaceSpendCountsUpToItsCap)
{
    Parts parts;
    parts.api = "marketplace = true;";
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "edp"; period_months = 1; commitments = [160.0]; invoice_lag_months = 0; })";
    Bill bill(parts);
    expect_months(bill, "trueup", {120.0, 120.0, 120.0});
    EXPECT_NEAR(bill.of_period("k", 0, "eligible"), 40.0, 1e-9);
}

// Counted so far 0, 100, 200 when the month begins: from 150 on 10 % off, so only the third month has it.
TEST(WorkedContract, TiersBySpendLookAtTheMonthsBefore)
{
    Parts parts;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 12; commitments = [0.0]; tiers = ( { from_usd = 150.0; discount = 0.1; } ); })";
    expect_months(Bill(parts), "ai", {100.0, 100.0, 90.0});
}

// 600 committed for 6 months are 1200 a year: the second tier.
TEST(WorkedContract, TiersByCommitmentLookAtAYearOfIt)
{
    Parts parts;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "edp"; period_months = 6; commitments = [600.0]; tiers = ( { from_usd = 1000.0; discount = 0.05; }, { from_usd = 1200.0; discount = 0.08; }, { from_usd = 2000.0; discount = 0.2; } ); })";
    expect_months(Bill(parts), "ai", {92.0, 92.0, 92.0});
}

// Gross AI spend of the 12 months before: 0, 100, 200, 300. The amendment asks for 200 and is in force from month 2 on:
// scope 0.5 → 1 and 10 % → 15 %. 100 · (1 − 0.1 · 0.5) = 95, then 100 · (1 − 0.15) = 85.
TEST(WorkedContract, AnAmendmentComesWithEnoughAiSpend)
{
    Parts parts;
    parts.months = 4;
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "edp"; commitments = [0.0]; discount = 0.1; ai_scope = 0.5; amendments = ( { month = 1; when_ai_annual_usd = 200.0; ai_scope = 1.0; discount_add = 0.05; } ); })";
    expect_months(Bill(parts), "ai", {95.0, 95.0, 85.0, 85.0});
}

// Period 0: 100 of 50. Then 80 % of the 100 of the period before: 80; then of 100 again.
TEST(WorkedContract, RenewsByAShareOfWhatWasSpent)
{
    Parts parts;
    parts.workload += " season = [1.0, 0.5, 0.5, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0];";
    parts.contracts =
        R"({ name = "k"; vendor = "p"; kind = "provider"; period_months = 1; commitments = [50.0]; renewal = { share = 0.8; }; invoice_lag_months = 0; })";
    // 50 spent of 80, then 50 of 40
    expect_months(Bill(parts), "trueup", {0.0, 30.0, 0.0});
}

} // namespace
