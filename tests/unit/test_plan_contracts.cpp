// Calendars of contracts by hand (model page section 7; section 8 steps 1, 6, 7).
#include "plan_text.hpp"

#include <gtest/gtest.h>

namespace
{

std::string with_contract(int32_t months, const std::string &keys)
{
    return scenario_text(months, token_market("contracts = ( { name = \"k\"; vendor = \"cloud\"; " + keys + " } );"));
}

TEST(PlanContracts, PeriodsFollowOneAnotherAndTheLastCommitmentRepeats)
{
    Planned p(with_contract(36, "kind = \"edp\"; commitments = [100.0, 200.0];"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.contract(0).first_period, 0);
    EXPECT_EQ(p.contract(0).n_periods, 3);
    const double commitments[] = {100.0, 200.0, 200.0};
    for (int32_t month = 0; month < 36; ++month) {
        const sfl_plan_term &term = p.term(0, month);
        EXPECT_TRUE(term.in_force);
        EXPECT_EQ(term.period, month / 12);
        EXPECT_EQ(term.is_first, month % 12 == 0);
        EXPECT_EQ(term.is_last, month % 12 == 11);
        EXPECT_EQ(term.months_left, 12 - month % 12);
        EXPECT_EQ(term.commitment_usd, commitments[month / 12]);
        EXPECT_EQ(term.annual_usd, commitments[month / 12]);
        EXPECT_EQ(term.pay_month, month < 24 ? month / 12 * 12 + 12 : 35) << month;
        EXPECT_FALSE(term.by_share);
    }
}

TEST(PlanContracts, AContractSignedInThePastRunsInItsPeriodOfToday)
{
    Planned p(with_contract(
        40, "kind = \"edp\"; start_month = -5; spent_to_date_usd = 70.0; commitments = [330.0, 360.0, 420.0];"
            "renewal = { share = 0.9; }; invoice_lag_months = 2;"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.contract(0).n_periods, 4); // ends of months 6, 18, 30 and the horizon
    EXPECT_EQ(p.contract(0).spent_to_date_usd, 70.0);
    EXPECT_TRUE(p.term(0, 0).is_first);
    EXPECT_EQ(p.term(0, 0).months_left, 7);
    EXPECT_EQ(p.term(0, 6).is_last, 1);
    EXPECT_EQ(p.term(0, 6).pay_month, 8);
    EXPECT_EQ(p.term(0, 7).is_first, 1);
    EXPECT_EQ(p.term(0, 7).commitment_usd, 360.0);
    EXPECT_EQ(p.term(0, 30).by_share, 0);
    EXPECT_EQ(p.term(0, 31).by_share, 1);
    EXPECT_EQ(p.term(0, 31).commitment_usd, 0.9 * 9.0 / 12.0); // months 31 … 39 of 31 … 42
    EXPECT_EQ(p.term(0, 31).annual_usd, 0.9);
    EXPECT_EQ(p.term(0, 39).is_last, 1);
    EXPECT_EQ(p.term(0, 39).pay_month, 39);
    EXPECT_GE(p.account(0, 0).before_slot, 0);
}

TEST(PlanContracts, APeriodThatBeganTwoYearsAgoCarriesItsNumber)
{
    Planned p(with_contract(6, "kind = \"edp\"; start_month = -24; commitments = [10.0];"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.contract(0).first_period, 2);
    EXPECT_EQ(p.contract(0).n_periods, 1);
    EXPECT_EQ(p.term(0, 0).period, 2);
    EXPECT_EQ(p.term(0, 0).commitment_usd, 5.0); // 6 of 12 months
    EXPECT_EQ(p.term(0, 0).annual_usd, 10.0);
}

TEST(PlanContracts, ACutPeriodCountsItsMonthsBeforeTheHorizonAlsoThoseBeforeMonthZero)
{
    Planned p(with_contract(4, "kind = \"macc\"; start_month = -3; period_months = 12; commitments = [120.0];"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.term(0, 0).commitment_usd, 70.0);
    EXPECT_EQ(p.term(0, 0).months_left, 4);
}

TEST(PlanContracts, WithoutRenewalTheContractEndsWithItsTerm)
{
    Planned p(with_contract(30, "kind = \"edp\"; start_month = 3; commitments = [10.0]; renewal = \"none\";"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_FALSE(p.term(0, 2).in_force);
    EXPECT_TRUE(p.term(0, 3).in_force);
    EXPECT_TRUE(p.term(0, 14).in_force);
    EXPECT_TRUE(p.term(0, 14).is_last);
    EXPECT_FALSE(p.term(0, 15).in_force);
    EXPECT_EQ(p.term(0, 15).commitment_usd, 0.0);
    EXPECT_EQ(p.contract(0).n_periods, 1);
}

TEST(PlanContracts, AContractThatEndedBeforeTodayIsNeverInForceAndWhatWasSpentIsForgotten)
{
    Planned p(with_contract(6, "kind = \"edp\"; start_month = -12; spent_to_date_usd = 3.0; commitments = [10.0]; "
                               "renewal = \"none\";"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.contract(0).spent_to_date_usd, 0.0);
    for (int32_t month = 0; month < 6; ++month)
        EXPECT_FALSE(p.term(0, month).in_force);
    EXPECT_EQ(p.contract(0).n_periods, 0);
    EXPECT_EQ(p.account(0, 0).period_short_column, -1);
}

TEST(PlanContracts, RenewalByShareOfAPeriodBeforeMonthZeroIsRefused)
{
    Planned p(with_contract(6, "kind = \"edp\"; start_month = -12; commitments = [10.0]; renewal = { share = 0.5; };"));
    EXPECT_NE(p.status, SFL_OK);
    EXPECT_NE(p.said.find("before month 0"), std::string::npos) << p.said;
}

TEST(PlanContracts, TheTierOfTheCommitmentIsKnown)
{
    Planned p(with_contract(
        24, "kind = \"macc\"; period_months = 6; commitments = [25.0, 50.0, 49.99999, 200.0];"
            "tiers = ( { from_usd = 100.0; discount = 0.05; }, { from_usd = 400.0; discount = 0.1; } );"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.contract(0).discount_basis, SFL_DISCOUNT_KNOWN);
    EXPECT_EQ(p.term(0, 0).discount, 0.0);  // 50 a year
    EXPECT_EQ(p.term(0, 6).discount, 0.05); // 100 a year
    EXPECT_EQ(p.term(0, 12).discount, 0.0); // 99.99998 a year is not almost 100
    EXPECT_EQ(p.term(0, 18).discount, 0.1);
    EXPECT_EQ(p.at<sfl_plan_tier>(p.contract(0).tiers_at)[0].from_usd, 100.0 * SFL_ALMOST);
}

TEST(PlanContracts, TiersBySpendAndByAPathsOwnCommitmentDifferByPath)
{
    const std::string tiers = "tiers = ( { from_usd = 1.0; discount = 0.05; } ); ";
    Planned           spend(with_contract(24, "kind = \"provider\"; commitments = [25.0]; " + tiers));
    Planned share(with_contract(24, "kind = \"edp\"; commitments = [25.0]; renewal = { share = 0.5; }; " + tiers));
    Planned first(with_contract(12, "kind = \"edp\"; commitments = [25.0]; renewal = { share = 0.5; }; " + tiers));
    Planned flat(with_contract(24, "kind = \"provider\"; commitments = [25.0]; discount = 0.07;"));
    ASSERT_EQ(spend.status, SFL_OK) << spend.said;
    EXPECT_EQ(spend.contract(0).discount_basis, SFL_DISCOUNT_SPEND);
    EXPECT_EQ(share.contract(0).discount_basis, SFL_DISCOUNT_COMMITMENT);
    EXPECT_EQ(first.contract(0).discount_basis, SFL_DISCOUNT_KNOWN); // not renewed inside the horizon
    EXPECT_EQ(first.term(0, 0).discount, 0.05);
    EXPECT_EQ(flat.contract(0).discount_basis, SFL_DISCOUNT_KNOWN);
    EXPECT_EQ(flat.term(0, 23).discount, 0.07);
}

// Monthly periods paid at once, credit for two months: the payment of month p may be used in p + 1 and p + 2.
TEST(PlanContracts, EveryPaymentIsAGrantThatLivesItsMonths)
{
    Planned p(with_contract(5, "kind = \"provider\"; period_months = 1; commitments = [10.0]; invoice_lag_months = 0;"
                               "shortfall_credit = 0.5; credit_months = 2;"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const int32_t first[] = {0, 0, 0, 1, 2}, end[] = {0, 1, 2, 3, 4}, paid[] = {0, 1, 2, 3, -1};
    for (int32_t month = 0; month < 5; ++month) {
        EXPECT_EQ(p.term(0, month).grant_first, first[month]) << month;
        EXPECT_EQ(p.term(0, month).grant_end, end[month]) << month;
        EXPECT_EQ(p.term(0, month).pay_grant, paid[month]) << month; // month 4 leaves no month to use it
    }
    EXPECT_EQ(p.contract(0).credit_depth, 3); // two alive and the one being paid
}

TEST(PlanContracts, CreditOutlivesTheContract)
{
    Planned p(with_contract(
        24, "kind = \"macc\"; period_months = 6; commitments = [10.0]; renewal = \"none\"; credit_months = 3;"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    EXPECT_EQ(p.term(0, 6).pay_grant, 0);
    EXPECT_FALSE(p.term(0, 6).in_force);
    EXPECT_EQ(p.term(0, 6).grant_end, 0);
    EXPECT_EQ(p.term(0, 7).grant_end - p.term(0, 7).grant_first, 1);
    EXPECT_EQ(p.term(0, 9).grant_end - p.term(0, 9).grant_first, 1);
    EXPECT_EQ(p.term(0, 10).grant_end - p.term(0, 10).grant_first, 0);
    EXPECT_EQ(p.contract(0).credit_depth, 1);
}

TEST(PlanContracts, WithoutCreditThereAreNoGrants)
{
    for (const char *keys : {"kind = \"edp\"; commitments = [1.0];",
                             "kind = \"macc\"; period_months = 6; commitments = [1.0]; credit_months = 0;",
                             "kind = \"macc\"; period_months = 6; commitments = [1.0]; shortfall_rate = 0.0;"}) {
        Planned p(with_contract(24, keys));
        ASSERT_EQ(p.status, SFL_OK) << p.said;
        EXPECT_EQ(p.contract(0).credit_depth, 0);
        EXPECT_EQ(p.account(0, 0).credit_slot, -1);
        for (int32_t month = 0; month < 24; ++month)
            EXPECT_EQ(p.term(0, month).pay_grant, -1);
    }
}

TEST(PlanContracts, AiSpendIsWatchedWhereAnAmendmentAsksForIt)
{
    const std::string keys = "kind = \"edp\"; commitments = [1.0]; amendments = ";
    Planned           asks(with_contract(24, keys + "( { month = 6; when_ai_annual_usd = 90.0; ai_scope = 0.9; } );"));
    Planned           dated(with_contract(24, keys + "( { month = 6; discount_add = 0.03; } );"));
    ASSERT_EQ(asks.status, SFL_OK) << asks.said;
    EXPECT_TRUE(asks.contract(0).watches_ai_spend);
    const auto *amendment = asks.at<sfl_plan_amendment>(asks.contract(0).amendments_at);
    EXPECT_EQ(amendment->when_usd, 90.0 * SFL_ALMOST);
    EXPECT_TRUE(amendment->has_ai_scope);
    EXPECT_FALSE(dated.contract(0).watches_ai_spend);
    EXPECT_EQ(dated.account(0, 0).ai_spend_slot, -1);
    EXPECT_GE(dated.account(0, 0).amended_slot, 0);
}

TEST(PlanContracts, APeriodIsTalliedInTheMonthItEnds)
{
    Planned p(with_contract(15, "kind = \"macc\"; period_months = 6; commitments = [1.0];"));
    ASSERT_EQ(p.status, SFL_OK) << p.said;
    const sfl_plan_account &account = p.account(0, 0);
    const int32_t           ends[]  = {5, 11, 14};
    for (int32_t i = 0; i < 3; ++i) {
        EXPECT_EQ(p.visited(account.period_shortfall_column + i), ends[i]);
        EXPECT_EQ(p.visited(account.period_room_column + i), ends[i]);
    }
    EXPECT_EQ(p.visited(account.term_shortfall_column), 15);
    EXPECT_EQ(p.visited(p.architecture(0).month_column + 7), 7);
    EXPECT_EQ(p.visited(p.architecture(0).year_column), 11);
    EXPECT_EQ(p.visited(p.architecture(0).year_column + 1), 14);
}

} // namespace
