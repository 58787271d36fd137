// The answer's figures: against bills done by hand, and against what must hold between them.
#include "answer.hpp"

#include "host/summary/figure.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace
{

double figure(const sfl_distribution &distribution, sfl_measure measure)
{
    return distribution.values[measure];
}

double mean(const sfl_distribution &distribution)
{
    return figure(distribution, SFL_MEASURE_MEAN);
}

double mean_total(const Answer &answer, int32_t architecture, sfl_money money)
{
    return mean(answer.summary->architectures[architecture].costs[money][SFL_PART_TOTAL]);
}

// Means come from whole micro-dollars; a sum of n of them is off by n halves at most.
constexpr double micro = 0.5e-6;

// One run for all tests that only look.
const Answer &rich()
{
    static const Answer answer(rich_scenario(), 2048);
    return answer;
}

const Answer &certain()
{
    static const Answer answer(certain_scenario(), 10);
    return answer;
}

// ---- intervals ----

// Every measure that has an interval lies in it, where there is one.
void expect_inside(const sfl_distribution &distribution, const char *name)
{
    for (int32_t i = 0; i < SFL_MEASURE_COUNT; ++i) {
        sfl_interval in = distribution.intervals[i];
        EXPECT_FALSE(in.low > distribution.values[i]) << name << " " << sfl_measure_word(static_cast<sfl_measure>(i));
        EXPECT_FALSE(in.high < distribution.values[i]) << name << " " << sfl_measure_word(static_cast<sfl_measure>(i));
    }
}

void expect_inside(sfl_interval in, double value, const char *name)
{
    EXPECT_LE(in.low, value) << name;
    EXPECT_GE(in.high, value) << name;
}

TEST(Summary, EstimatesLieInTheirIntervals)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        const sfl_summary_architecture &one = rich().summary->architectures[i];
        for (const sfl_distribution &cost : one.costs[SFL_MONEY_NPV])
            expect_inside(cost, "cost");
        expect_inside(one.usd_per_mtok, "USD per Mtok");
        expect_inside(one.p_cheapest_in[SFL_MONEY_NPV], one.p_cheapest[SFL_MONEY_NPV], "cheapest");
        for (int32_t month = 0; month < rich().summary->n_months; ++month) {
            expect_inside(one.months[month].spend, "month");
            expect_inside(one.months[month].cumulative, "cumulative");
        }
        for (int32_t j = 0; j < one.n_contracts; ++j) {
            expect_inside(one.contracts[j].term.shortfall, "shortfall");
            expect_inside(one.contracts[j].term.room, "room");
            expect_inside(one.contracts[j].term.p_shortfall_in, one.contracts[j].term.p_shortfall, "short");
        }
    }
    for (int32_t i = 0; i < rich().summary->n_pairs; ++i)
        expect_inside(rich().summary->pairs[i].difference, "difference");
}

// Months keep no moments: their mean's interval comes from the bins and must not be narrower than that of the same values
// with moments, which the last month's cumulative cost is: the nominal total.
TEST(Summary, AnIntervalFromBinsIsNotTooNarrow)
{
    const sfl_summary_architecture &one     = rich().summary->architectures[0];
    const sfl_distribution         &by_bins = one.months[rich().summary->n_months - 1].cumulative;
    const sfl_distribution         &exact   = one.costs[SFL_MONEY_NOMINAL][SFL_PART_TOTAL];
    ASSERT_EQ(mean(by_bins), mean(exact));
    EXPECT_LE(by_bins.intervals[SFL_MEASURE_MEAN].low, exact.intervals[SFL_MEASURE_MEAN].low);
    EXPECT_GE(by_bins.intervals[SFL_MEASURE_MEAN].high, exact.intervals[SFL_MEASURE_MEAN].high);
}

TEST(Summary, CostsWithoutUncertaintyAreTheBillsDoneByHand)
{
    EXPECT_NEAR(mean_total(certain(), 0, SFL_MONEY_NPV), 3.0, micro);
    EXPECT_NEAR(mean_total(certain(), 1, SFL_MONEY_NPV), 3.0, micro);
    EXPECT_NEAR(mean_total(certain(), 2, SFL_MONEY_NPV), 7.0, micro);
    const sfl_summary_architecture &c = certain().summary->architectures[2];
    EXPECT_NEAR(mean(c.costs[SFL_MONEY_NOMINAL][SFL_PART_AI]), 6.0, micro);
    EXPECT_NEAR(mean(c.costs[SFL_MONEY_NOMINAL][SFL_PART_TRUEUP]), 1.0, micro);
    EXPECT_NEAR(mean(c.months[0].spend), 2.0, micro);
    EXPECT_NEAR(mean(c.months[1].spend), 5.0, micro);
    EXPECT_NEAR(mean(c.months[1].cumulative), 7.0, micro);
    EXPECT_NEAR(mean(c.years[0].spend), 7.0, micro);
    EXPECT_NEAR(mean(c.usd_per_mtok), 7.0 / 3.0, micro);
}

TEST(Summary, AShortfallDoneByHandIsThatOfItsPeriod)
{
    const sfl_summary_architecture &c = certain().summary->architectures[2];
    ASSERT_EQ(c.n_contracts, 1);
    EXPECT_STREQ(c.contracts[0].name, "c");
    ASSERT_EQ(c.contracts[0].n_periods, 2);
    const sfl_summary_period &first = c.contracts[0].periods[0], &second = c.contracts[0].periods[1];
    EXPECT_NEAR(first.commitment, 3.0, micro);
    EXPECT_EQ(first.p_shortfall, 1.0);
    EXPECT_NEAR(mean(first.shortfall), 1.0, micro);
    EXPECT_NEAR(first.shortfall_when_short, 1.0, micro);
    EXPECT_NEAR(first.utilisation, 2.0 / 3.0, 1e-12);
    EXPECT_NEAR(mean(first.room), 3.0, micro);
    EXPECT_EQ(second.period, 1);
    EXPECT_EQ(second.p_shortfall, 0.0);
    EXPECT_TRUE(std::isnan(second.shortfall_when_short));
    EXPECT_EQ(second.utilisation, 1.0);
    EXPECT_NEAR(c.contracts[0].term.commitment, 6.0, micro);
    EXPECT_EQ(c.contracts[0].term.p_shortfall, 1.0);
    EXPECT_NEAR(mean(c.contracts[0].term.shortfall), 1.0, micro);
    EXPECT_NEAR(c.contracts[0].term.utilisation, 5.0 / 6.0, 1e-12);
}

TEST(Summary, TwinsTieAndNeitherIsTheCheapest)
{
    const sfl_summary_architecture *all = certain().summary->architectures;
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        EXPECT_EQ(all[0].p_cheapest[money], 0.0);
        EXPECT_EQ(all[0].p_tied[money], 1.0);
        EXPECT_EQ(all[1].p_tied[money], 1.0);
        EXPECT_EQ(all[2].p_tied[money], 0.0);
        EXPECT_NEAR(mean(all[2].regret[money]), 4.0, micro);
        const sfl_summary_ranking &ranking = certain().summary->rankings[money];
        EXPECT_EQ(ranking.cheapest, 0);
        EXPECT_EQ(ranking.runner_up, 1);
        EXPECT_EQ(ranking.lead, 0.0);
        EXPECT_FALSE(ranking.is_decided);
    }
    const sfl_summary_pair &twins = certain().summary->pairs[0], &others = certain().summary->pairs[2];
    EXPECT_STREQ(twins.a, "a");
    EXPECT_STREQ(twins.b, "b");
    EXPECT_EQ(twins.p_tie, 1.0);
    EXPECT_STREQ(others.b, "c");
    EXPECT_EQ(others.p_a_cheaper, 1.0);
    EXPECT_NEAR(mean(others.difference), 4.0, micro);
}

TEST(Summary, BreakEvenSharesAreThoseOfTheMonths)
{
    const sfl_summary_break_even *rows = certain().summary->break_even;
    ASSERT_EQ(certain().summary->n_break_even, 2);
    EXPECT_STREQ(rows[0].from, "c");
    EXPECT_EQ(rows[0].months[0], 1.0);
    EXPECT_EQ(rows[0].p_never, 0.0);
    EXPECT_EQ(rows[0].median_month, 0.0);
    EXPECT_EQ(rows[0].static_kind, SFL_STATIC_ALWAYS);
    EXPECT_EQ(rows[1].p_never, 1.0);
    EXPECT_TRUE(std::isnan(rows[1].median_month));
    EXPECT_EQ(rows[1].static_kind, SFL_STATIC_NONE);
}

TEST(Summary, OnePathHasNoDeviationAndDecidesNothing)
{
    Answer                  answer(rich_scenario(), 1);
    const sfl_distribution &total = answer.summary->architectures[0].costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    EXPECT_TRUE(std::isnan(figure(total, SFL_MEASURE_SD)));
    EXPECT_TRUE(std::isnan(figure(total, SFL_MEASURE_SE)));
    EXPECT_FALSE(answer.summary->rankings[SFL_MONEY_NPV].is_decided);
}

TEST(Summary, TheTotalIsTheSumOfItsParts)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
            const sfl_distribution *costs = rich().summary->architectures[i].costs[money];
            double sum = mean(costs[SFL_PART_AI]) + mean(costs[SFL_PART_TRUEUP]) + mean(costs[SFL_PART_BASELINE]);
            EXPECT_NEAR(mean(costs[SFL_PART_TOTAL]), sum, 4 * micro);
        }
    }
}

TEST(Summary, MonthsAndYearsAddUpToTheNominalTotal)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        const sfl_summary_architecture &one    = rich().summary->architectures[i];
        double                          months = 0.0, years = 0.0;
        for (int32_t month = 0; month < rich().summary->n_months; ++month)
            months += mean(one.months[month].spend);
        for (int32_t year = 0; year < rich().summary->n_years; ++year)
            years += mean(one.years[year].spend);
        double total = mean_total(rich(), i, SFL_MONEY_NOMINAL);
        EXPECT_NEAR(months, total, 31 * micro);
        EXPECT_NEAR(years, total, 4 * micro);
        EXPECT_NEAR(mean(one.months[rich().summary->n_months - 1].cumulative), total, 2 * micro);
    }
}

TEST(Summary, SomebodyIsTheCheapestOrTied)
{
    for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
        double alone = 0.0, tied = 0.0;
        for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
            alone += rich().summary->architectures[i].p_cheapest[money];
            tied = std::max(tied, rich().summary->architectures[i].p_tied[money]);
        }
        EXPECT_NEAR(alone + tied, 1.0, 1e-12);
    }
}

TEST(Summary, APairDiffersByTheDifferenceOfItsMeans)
{
    ASSERT_EQ(rich().summary->n_pairs, 3 * SFL_MONEY_COUNT);
    const sfl_plan_pair *pairs = SFL_AT(rich().plan, sfl_plan_pair, rich().plan->pairs_at);
    for (int32_t i = 0; i < rich().summary->n_pairs; ++i) {
        const sfl_summary_pair &pair     = rich().summary->pairs[i];
        const sfl_plan_pair    &of       = pairs[i / SFL_MONEY_COUNT];
        double                  expected = mean_total(rich(), of.b, pair.money) - mean_total(rich(), of.a, pair.money);
        EXPECT_NEAR(mean(pair.difference), expected, 3 * micro);
        EXPECT_LE(pair.p_a_cheaper + pair.p_tie, 1.0);
    }
}

TEST(Summary, EveryFigureThatIsShownIsDefined)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        const sfl_summary_architecture &one = rich().summary->architectures[i];
        for (int32_t measure = 0; measure < SFL_MEASURE_COUNT; ++measure) {
            for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money) {
                for (const sfl_distribution &part : one.costs[money])
                    EXPECT_FALSE(std::isnan(part.values[measure]));
            }
            auto is_lost = [measure](const sfl_distribution &of) {
                return (of.shown & 1u << measure) != 0 && std::isnan(of.values[measure]);
            };
            EXPECT_FALSE(is_lost(one.usd_per_mtok)) << sfl_measure_word(static_cast<sfl_measure>(measure));
            EXPECT_FALSE(is_lost(one.regret[0])) << sfl_measure_word(static_cast<sfl_measure>(measure));
            EXPECT_FALSE(is_lost(one.months[3].spend)) << sfl_measure_word(static_cast<sfl_measure>(measure));
            EXPECT_FALSE(is_lost(one.months[3].cumulative)) << sfl_measure_word(static_cast<sfl_measure>(measure));
            EXPECT_FALSE(is_lost(one.years[0].spend)) << sfl_measure_word(static_cast<sfl_measure>(measure));
            for (int32_t j = 0; j < one.n_contracts; ++j) {
                EXPECT_FALSE(is_lost(one.contracts[j].term.room));
                EXPECT_FALSE(is_lost(one.contracts[j].term.shortfall));
                EXPECT_FALSE(is_lost(one.contracts[j].periods[0].room));
                EXPECT_FALSE(is_lost(one.contracts[j].periods[0].shortfall));
            }
            for (int32_t j = 0; j < rich().summary->n_pairs; ++j)
                EXPECT_FALSE(is_lost(rich().summary->pairs[j].difference));
        }
    }
}

TEST(Summary, QuantilesRiseAndTheWorstAreWorse)
{
    static const sfl_measure rising[] = {SFL_MEASURE_MIN,    SFL_MEASURE_Q05, SFL_MEASURE_Q25, SFL_MEASURE_Q50,
                                         SFL_MEASURE_Q75,    SFL_MEASURE_Q80, SFL_MEASURE_Q95, SFL_MEASURE_CVAR95,
                                         SFL_MEASURE_CVAR99, SFL_MEASURE_MAX};
    const sfl_distribution  &total    = rich().summary->architectures[1].costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
    for (size_t i = 1; i < sizeof rising / sizeof rising[0]; ++i)
        EXPECT_GT(figure(total, rising[i]), figure(total, rising[i - 1])) << sfl_measure_word(rising[i]);
}

TEST(Summary, AnArchitectureShowsTheContractsInForceUnderIt)
{
    const sfl_summary_architecture *all = rich().summary->architectures;
    ASSERT_EQ(all[0].n_contracts, 2);
    EXPECT_STREQ(all[0].contracts[0].name, "edp");
    EXPECT_STREQ(all[0].contracts[1].name, "macc");
    ASSERT_EQ(all[1].n_contracts, 1);
    ASSERT_EQ(all[0].contracts[0].n_periods, 3); // 12, 24, and 6 of 12 months
    EXPECT_NEAR(all[0].contracts[0].periods[1].commitment, 4.4e6, micro);
    EXPECT_EQ(all[1].risk.contract, 0);
}

TEST(Summary, CapacityIsSeenPerChannelOfTheArchitecture)
{
    const sfl_summary_architecture &mix = rich().summary->architectures[2];
    ASSERT_EQ(mix.n_channels, 2);
    EXPECT_STREQ(mix.channels[0].name, "units");
    EXPECT_STREQ(mix.channels[0].kind, "provisioned");
    EXPECT_EQ(mix.channels[0].unserved, 0.0);
    EXPECT_GT(mix.channels[0].overflow, 0.0);
    EXPECT_STREQ(mix.channels[1].kind, "self_hosted");
    EXPECT_EQ(mix.channels[1].unserved, mix.channels[1].overflow);
    EXPECT_GT(mix.channels[1].unserved, 0.0);
    EXPECT_EQ(mix.risk.channel, 1);
    for (int32_t i = 0; i < mix.n_channels; ++i) {
        EXPECT_GT(mix.channels[i].utilisation, 0.0);
        EXPECT_LE(mix.channels[i].utilisation, 1.0);
    }
    EXPECT_EQ(mix.channels[1].units[0], 0.0);
}

TEST(Summary, SharesOfSwitchMonthsAddUpToEver)
{
    const sfl_summary_architecture &mix = rich().summary->architectures[2];
    ASSERT_EQ(mix.n_switches, 1);
    EXPECT_STREQ(mix.switches[0].channel, "direct");
    EXPECT_STREQ(mix.switches[0].to, "nodes");
    double sum = 0.0;
    for (int32_t month = 0; month < rich().summary->n_months; ++month)
        sum += mix.switches[0].months[month];
    EXPECT_NEAR(sum, mix.switches[0].p_ever, 1e-12);
    EXPECT_GT(sum, 0.0);
}

TEST(Summary, TheTailIsTheWorstTwentiethLessTheMean)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        const sfl_summary_architecture &one   = rich().summary->architectures[i];
        const sfl_distribution         &total = one.costs[SFL_MONEY_NPV][SFL_PART_TOTAL];
        EXPECT_EQ(one.risk.tail_usd, figure(total, SFL_MEASURE_CVAR95) - mean(total));
        EXPECT_GT(one.risk.tail_share, 0.0);
    }
}

TEST(Summary, ItOutlivesWhatItWasMadeOf)
{
    sfl_summary *kept = nullptr;
    {
        Answer answer(rich_scenario(), 64);
        kept           = answer.summary;
        answer.summary = nullptr;
    }
    EXPECT_STREQ(kept->architectures[0].contracts[0].name, "edp");
    EXPECT_STREQ(kept->drivers[0].name, "chat");
    EXPECT_STREQ(kept->run.overrides[0], "simulation.seed=7");
    EXPECT_EQ(std::string(kept->sha256).size(), 64u);
    sfl_summary_free(&kept);
    EXPECT_EQ(kept, nullptr);
    sfl_summary_free(&kept);
}

TEST(Summary, ManyArchitecturesAreRankedWithoutTheirPair)
{
    std::string text          = R"(simulation = { months = 2; };
workloads = ({ name = "w"; model = "m"; input_mtok = 10.0; volatility = 0.3; });
models = ({ name = "m"; provider = "p"; input_usd = 1.0; }); vendors = ({ name = "v"; });
channels = ()";
    std::string architectures = "architectures = (";
    for (int i = 0; i < 18; ++i) {
        std::string n = std::to_string(i), margin = std::to_string(i == 9 ? 0.1 : i == 14 ? 0.11 : 0.5 + 0.01 * i);
        text += (i > 0 ? ", " : "") + ("{ name = \"c" + n) +
                "\"; kind = \"token\"; vendor = \"v\"; models = [\"m\"]; margin = " + margin + "; }";
        architectures += (i > 0 ? ", " : "") + ("{ name = \"a" + n) +
                         "\"; routes = ({ workload = \"w\"; channel = \"c" + n + "\"; }); }";
    }
    Answer                     answer(text + ");\n" + architectures + ");\n", 512);
    const sfl_summary_ranking &ranking = answer.summary->rankings[SFL_MONEY_NPV];
    EXPECT_EQ(ranking.cheapest, 9);
    EXPECT_EQ(ranking.runner_up, 14);
    double sum = 0.0;
    for (int32_t i : {9, 14})
        sum += figure(answer.summary->architectures[i].costs[SFL_MONEY_NPV][SFL_PART_TOTAL], SFL_MEASURE_SE);
    EXPECT_EQ(ranking.lead_se, sum);
}

// ---- histograms ----

double share_inside(const sfl_summary_histogram &histogram)
{
    double sum = 0.0;
    for (int32_t i = 0; i < histogram.n; ++i) {
        EXPECT_GE(histogram.shares[i], 0.0);
        sum += histogram.shares[i];
    }
    return sum;
}

TEST(Summary, AHistogramHoldsEveryPathAndAgreesWithTheQuantiles)
{
    for (int32_t i = 0; i < rich().summary->n_architectures; ++i) {
        const sfl_summary_architecture &architecture = rich().summary->architectures[i];
        const sfl_summary_histogram    &histogram    = architecture.histogram[SFL_MONEY_NPV];
        ASSERT_GT(histogram.n, 1);
        EXPECT_NEAR(share_inside(histogram) + histogram.below + histogram.above, 1.0, 1e-12); // sums of 64 shares
        EXPECT_LE(histogram.below, 0.005);
        EXPECT_LE(histogram.above, 0.005);
        double median = figure(architecture.costs[SFL_MONEY_NPV][SFL_PART_TOTAL], SFL_MEASURE_Q50);
        double step   = (histogram.to - histogram.from) / histogram.n, below = histogram.below;
        for (int32_t k = 0; k < histogram.n && histogram.from + (k + 1) * step <= median; ++k)
            below += histogram.shares[k];
        double largest = *std::max_element(histogram.shares, histogram.shares + histogram.n);
        EXPECT_NEAR(below, 0.5, 1.5 * largest); // the step that the median lies in, and half of its neighbour
    }
}

TEST(Summary, AHistogramOfOneValueIsOneStep)
{
    for (int32_t i = 0; i < certain().summary->n_architectures; ++i) {
        const sfl_summary_histogram &histogram = certain().summary->architectures[i].histogram[SFL_MONEY_NOMINAL];
        ASSERT_EQ(histogram.n, 1);
        double value = mean_total(certain(), i, SFL_MONEY_NOMINAL);
        EXPECT_LE(histogram.from, value);
        EXPECT_GE(histogram.to, value);
        EXPECT_EQ(histogram.shares[0], 1.0);
        EXPECT_EQ(histogram.below, 0.0);
        EXPECT_EQ(histogram.above, 0.0);
    }
}

// ---- names ----

TEST(Summary, EveryNumberHasANameOfItsOwn)
{
    std::set<std::string> names;
    auto                  add = [](void *context, const sfl_figure *figure) {
        auto *all = static_cast<std::set<std::string> *>(context);
        EXPECT_TRUE(all->insert(std::string(figure->measure) + "(" + figure->of + ")").second)
            << figure->measure << "(" << figure->of << ")";
    };
    sfl_summary_each_figure(rich().summary, add, &names);
    EXPECT_GT(names.size(), 1000u);
}

} // namespace
