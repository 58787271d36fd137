// The memo: every clause is said where its rule holds, and only there.
#include "answer.hpp"

#include "host/report/clauses.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace
{

// Text with single spaces, so that a sentence is found wherever its line was broken.
std::string flat(const std::string &text)
{
    std::string out;
    for (char c : text) {
        bool is_space = c == ' ' || c == '\n';
        if (!is_space || (!out.empty() && out.back() != ' ')) out += is_space ? ' ' : c;
    }
    return out;
}

std::string memo(const Answer &answer)
{
    return flat(answer.written("memo"));
}

bool says(const Answer &answer, const std::string &words)
{
    return memo(answer).find(words) != std::string::npos;
}

class Memo : public testing::Test
{
  protected:
    sfl_summary &summary()
    {
        return *rich.summary;
    }
    sfl_summary_architecture &cheapest()
    {
        return summary().architectures[summary().rankings[SFL_MONEY_NPV].cheapest];
    }
    sfl_distribution &npv(int32_t architecture)
    {
        return summary().architectures[architecture].costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    }
    // As if every interval of a tail were narrow, every miss frequent, nothing unserved.
    void calm()
    {
        for (int32_t i = 0; i < summary().n_architectures; ++i) {
            double tail                          = npv(i).values[SFL_MEASURE_CVAR95];
            npv(i).intervals[SFL_MEASURE_CVAR95] = {0.999 * tail, 1.001 * tail};
            sfl_summary_architecture &of         = summary().architectures[i];
            for (int32_t j = 0; j < of.n_contracts; ++j)
                for (int32_t k = 0; k < of.contracts[j].n_periods; ++k)
                    of.contracts[j].periods[k].p_shortfall = 0.5;
            for (int32_t j = 0; j < of.n_channels; ++j)
                of.channels[j].unserved = 0.0;
        }
        for (int32_t i = 0; i < summary().n_pairs; ++i)
            summary().pairs[i].difference.intervals[SFL_MEASURE_MEAN] = {1.0, 2.0};
    }

    Answer rich{rich_scenario(), 2048};
};

TEST_F(Memo, SaysWhichIsCheapestByHowMuchAndHowSureThatIs)
{
    EXPECT_TRUE(says(rich, "3 architectures, 30 months, 2,048 paths, USD, npv at 8.0 % a year."));
    EXPECT_TRUE(says(rich, "Cheapest in the mean: "));
    EXPECT_TRUE(says(rich, " is the cheapest of all with probability "));
    EXPECT_TRUE(says(rich, "In nine futures of ten "));
    EXPECT_TRUE(says(rich, "The largest risks of "));
}

TEST_F(Memo, SpeaksOfTheOtherMoneyOnlyIfItTurnsTheOrder)
{
    summary().rankings[SFL_MONEY_NOMINAL].cheapest = summary().rankings[SFL_MONEY_NPV].cheapest;
    EXPECT_FALSE(says(rich, "Not discounted"));
    std::swap(summary().rankings[SFL_MONEY_NOMINAL].cheapest, summary().rankings[SFL_MONEY_NOMINAL].runner_up);
    EXPECT_TRUE(says(rich, "Not discounted the lowest mean is that of "));
}

TEST_F(Memo, ARangeWithoutWidthIsNotSaid)
{
    sfl_distribution &total = cheapest().costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    EXPECT_TRUE(sfl_clause_applies(SFL_CLAUSE_RANGE, &summary()));
    total.values[SFL_MEASURE_Q05] = total.values[SFL_MEASURE_Q95];
    EXPECT_FALSE(sfl_clause_applies(SFL_CLAUSE_RANGE, &summary()));
    EXPECT_FALSE(says(rich, "In nine futures of ten " + std::string(cheapest().name) + " costs "));
}

TEST_F(Memo, WithoutATailThereIsNoWordOfRisk)
{
    cheapest().risk.tail_usd = 0.0;
    EXPECT_FALSE(says(rich, "The largest risks of "));
}

TEST_F(Memo, BreakEvensAreSaidWithTheirNever)
{
    summary().break_even[0].p_never      = 0.25;
    summary().break_even[0].median_month = 7.0;
    summary().break_even[1].p_never      = 1.0;
    EXPECT_TRUE(
        says(rich, " breaks even with platform within 30 months in 75.0 % of futures, half of those by month 7."));
    EXPECT_TRUE(says(rich, "direct does not break even with platform within 30 months in any future."));
    summary().n_break_even = 0;
    EXPECT_FALSE(says(rich, "break even"));
}

TEST_F(Memo, AnInterruptedRunIsCalledSo)
{
    EXPECT_FALSE(says(rich, "interrupted"));
    summary().is_partial = true;
    EXPECT_TRUE(says(rich, "The run was interrupted: all figures are those of the 2,048 paths that were done."));
}

TEST_F(Memo, TargetsThatWereMissedAreCounted)
{
    sfl_summary_target targets[] = {{"a", 1.0, 1.0, 1.0, false, true}, {"b", 1.0, 1.0, 2.0, false, false}};
    summary().targets            = targets;
    summary().n_targets          = 1;
    EXPECT_FALSE(says(rich, "precisions that were asked for"));
    summary().n_targets = 2;
    EXPECT_TRUE(says(rich, "1 of the 2 precisions that were asked for was not reached."));
    targets[0].is_met = false;
    EXPECT_TRUE(says(rich, "2 of the 2 precisions that were asked for were not reached."));
}

TEST_F(Memo, OnePathSaysNothingOfItsError)
{
    EXPECT_FALSE(says(rich, "One path"));
    EXPECT_TRUE(says(Answer(rich_scenario(), 1), "One path says nothing of how sure any figure is."));
}

TEST_F(Memo, WhatIsWithinNoiseOfTheLowestIsNamed)
{
    calm();
    EXPECT_FALSE(says(rich, "Within noise"));
    const sfl_summary_ranking &ranking = summary().rankings[SFL_MONEY_NPV];
    const char                *first = cheapest().name, *next = summary().architectures[ranking.runner_up].name;
    for (int32_t i = 0; i < summary().n_pairs; ++i) {
        sfl_summary_pair &pair      = summary().pairs[i];
        bool              is_theirs = (pair.a == first && pair.b == next) || (pair.a == next && pair.b == first);
        if (is_theirs && pair.money == SFL_MONEY_NPV) pair.difference.intervals[SFL_MEASURE_MEAN] = {-1.0, 2.0};
    }
    EXPECT_TRUE(says(rich, "Within noise of the lowest mean is "));
    EXPECT_TRUE(says(rich, ": more paths may turn the order."));
}

TEST_F(Memo, ATailOfFewPathsIsCalledThin)
{
    calm();
    EXPECT_FALSE(says(rich, "rest on few paths"));
    double tail                          = npv(1).values[SFL_MEASURE_CVAR95];
    npv(1).intervals[SFL_MEASURE_CVAR95] = {0.97 * tail, 1.03 * tail};
    EXPECT_TRUE(says(rich, "The worst 5 % rest on few paths (103 paths): that of direct is known within 3.0 %."));
}

TEST_F(Memo, AMissThatFewPathsHadIsCalledHardlyKnown)
{
    calm();
    EXPECT_FALSE(says(rich, "hardly known"));
    summary().architectures[0].contracts[0].periods[1].p_shortfall = 3.0 / 2048.0;
    EXPECT_TRUE(says(rich,
                     "That platform misses the commitment of edp in its period 1 was seen on 3 paths only, so its "
                     "size is hardly known."));
    summary().architectures[0].contracts[0].periods[1].p_shortfall = 0.0;
    EXPECT_FALSE(says(rich, "hardly known"));
}

TEST_F(Memo, LoadThatIsNotServedIsNoCheapness)
{
    calm();
    EXPECT_FALSE(says(rich, "not served"));
    summary().architectures[2].channels[0].unserved = 0.04;
    EXPECT_TRUE(says(rich, "4.0 % of the load of units is not served, so its cost is that of less work."));
}

TEST_F(Memo, TheSplitOfTheVarianceIsSaidWhereItWasAskedFor)
{
    EXPECT_FALSE(says(rich, "Of the variance"));
    summary().split_paths                      = 1;
    cheapest().split[SFL_MONEY_NPV].parameters = 0.4;
    EXPECT_TRUE(says(rich, " costs 40.0 % comes from growth, volatility, ceilings and launches that nobody knows yet"));
    cheapest().split[SFL_MONEY_NPV].parameters = NAN;
    EXPECT_FALSE(says(rich, "Of the variance"));
}

TEST_F(Memo, TheWidestAssumptionIsNamedWithItsRange)
{
    sfl_driver_month months[] = {{0, 1.0, 1.0, 1.0, 1.0}, {29, 1.5, 0.5, 1.4, 4.0}};
    sfl_driver_row   rows[]   = {{"narrow", months, 1}, {"wide one", months, 2}, {"none", months, 0}};
    summary().drivers         = rows;
    summary().n_drivers       = 3;
    EXPECT_TRUE(says(rich,
                     "The widest assumption is wide one: in month 29 it is between 0.50 and 4.00 times its start in "
                     "nine futures of ten."));
    summary().n_drivers = 1;
    EXPECT_FALSE(says(rich, "widest assumption"));
}

TEST_F(Memo, ACertainScenarioIsCalledSo)
{
    EXPECT_FALSE(says(rich, "Nothing in this scenario is uncertain"));
    EXPECT_TRUE(
        says(Answer(certain_scenario(), 10), "Nothing in this scenario is uncertain: every path costs the same."));
}

TEST_F(Memo, EveryClauseBelongsToOneOfTwoParagraphs)
{
    std::string text   = rich.written("memo");
    size_t      breaks = 0;
    for (size_t at = text.find("\n\n"); at != std::string::npos; at = text.find("\n\n", at + 1))
        breaks += 1;
    EXPECT_EQ(breaks, 1u);
    EXPECT_EQ(sfl_clause_paragraph(SFL_CLAUSE_TITLE), SFL_PARAGRAPH_ANSWER);
    EXPECT_EQ(sfl_clause_paragraph(SFL_CLAUSE_CERTAIN), SFL_PARAGRAPH_CAVEAT);
}

TEST_F(Memo, InMarkdownANameIsNoMarkup)
{
    summary().architectures[0].name = "<b>*x*</b> [a](http://b) `c`";
    summary().architectures[1].name = "1. @me www.example.com";
    summary().architectures[2].name = "- a_b_c | d";
    std::string text                = rich.written("markdown");
    EXPECT_EQ(text.substr(0, 29), "## What the simulation says\n\n");
    EXPECT_NE(text.find("\n\n## What to know about it\n\n"), std::string::npos);
    EXPECT_EQ(text.find("<b>"), std::string::npos);
    EXPECT_EQ(text.find(" *x*"), std::string::npos);
    EXPECT_EQ(text.find("](http"), std::string::npos);
    EXPECT_EQ(text.find(" @me"), std::string::npos);
    bool has_name = text.find("\\<b\\>\\*x\\*\\</b\\>") != std::string::npos ||
                    text.find("1\\. \\@me www\\.example\\.com") != std::string::npos ||
                    text.find("\\- a\\_b\\_c \\| d") != std::string::npos;
    EXPECT_TRUE(has_name) << text;
}

} // namespace
