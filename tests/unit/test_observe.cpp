// host/run/observe: single paths are the paths of a run.
#include "tests/unit/run_plan.hpp"

#include "host/run/driver_table.h"
#include "host/run/observe.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <vector>

namespace
{

using namespace runs;

constexpr const char *simulation = "months = 14; discount_rate = 0.08; seed = 5;";

struct Seen {
    const sfl_plan       *plan       = nullptr;
    uint64_t              first_path = 0;
    std::vector<uint64_t> ends;   // first paths of finished blocks
    std::vector<double>   totals; // [path] npv of architecture 1
    std::vector<double>   months; // [path] sum of its months
    int32_t               stop_after = -1;
};

bool see(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    Seen &seen = *static_cast<Seen *>(context);
    for (int32_t lane = 0; lane < n_lanes; ++lane) {
        size_t path = static_cast<size_t>(block->first_path - seen.first_path) + static_cast<size_t>(lane);
        if (month < seen.plan->n_months) {
            seen.months[path] += sfl_observed_month(block, 1, SFL_PART_TOTAL, lane);
            EXPECT_NEAR(seen.months[path], sfl_observed_cumulative(block, 1, lane), 1e-6);
        } else {
            seen.totals[path] = sfl_observed_total(block, 1, SFL_PART_TOTAL, SFL_MONEY_NPV, lane);
            EXPECT_EQ(sfl_observed_difference(block, 0, 1, SFL_MONEY_NPV, lane),
                      seen.totals[path] - sfl_observed_total(block, 0, SFL_PART_TOTAL, SFL_MONEY_NPV, lane));
        }
    }
    if (month == seen.plan->n_months && seen.ends.size() < seen.ends.capacity()) seen.ends.push_back(block->first_path);
    return month != seen.stop_after;
}

Seen observe(const sfl_plan *plan, const sfl_observe_range &range, sfl_status expected, int32_t stop_after = -1)
{
    Diag diag(sfl_diag_build());
    Seen seen;
    seen.plan       = plan;
    seen.first_path = range.first_path;
    seen.stop_after = stop_after;
    seen.totals.resize(range.n_paths);
    seen.months.resize(range.n_paths);
    if (range.n_threads == 1) seen.ends.reserve(100); // more than one thread may not share the vector
    EXPECT_EQ(sfl_observe(plan, &range, see, &seen, diag.get()), expected) << lines(diag.get());
    return seen;
}

} // namespace

TEST(Observe, SeesThePathsThatARunTallies)
{
    Plan              plan  = plan_of(busy_scenario(simulation));
    sfl_observe_range range = {0, 500, 1, nullptr};
    Seen              seen  = observe(plan.get(), range, SFL_OK);
    EXPECT_EQ(seen.ends, (std::vector<uint64_t>{0, 64, 128, 192, 256, 320, 384, 448}));
    sfl_run_options options = {};
    options.n_paths         = 500;
    sfl_tally *run          = nullptr;
    ASSERT_EQ(sfl_run(plan.get(), &options, &run, nullptr, nullptr), SFL_OK);
    Tally                        tally(run);
    const sfl_plan_architecture *architectures = SFL_AT(plan.get(), sfl_plan_architecture, plan->architectures_at);
    int32_t                      column        = architectures[1].total_columns[SFL_PART_TOTAL][SFL_MONEY_NPV];
    double                       sum = 0.0, least = seen.totals[0], greatest = seen.totals[0];
    for (double total : seen.totals) {
        sum += std::rint(total * 1e6);
        least    = std::fmin(least, total);
        greatest = std::fmax(greatest, total);
    }
    EXPECT_NEAR(sfl_tally_mean(tally.get(), column), sum / 500.0 / 1e6, 1e-6);
    EXPECT_EQ(sfl_tally_min(tally.get(), column), std::rint(least * 1e6) / 1e6);
    EXPECT_EQ(sfl_tally_max(tally.get(), column), std::rint(greatest * 1e6) / 1e6);
}

TEST(Observe, SeesTheSamePathsFromAnywhereAndOnAnyThread)
{
    Plan plan  = plan_of(busy_scenario(simulation));
    Seen whole = observe(plan.get(), {0, 500, 1, nullptr}, SFL_OK);
    Seen late  = observe(plan.get(), {301, 77, 1, "cpu-plain"}, SFL_OK);
    Seen split = observe(plan.get(), {0, 500, 3, nullptr}, SFL_OK);
    for (size_t i = 0; i < 77; ++i)
        EXPECT_EQ(late.totals[i], whole.totals[301 + i]) << i;
    EXPECT_EQ(split.totals, whole.totals);
    EXPECT_EQ(split.months, whole.months);
}

TEST(Observe, ReachesTheLastPathNumberAndNoFurther)
{
    Plan plan = plan_of(busy_scenario(simulation));
    Seen last = observe(plan.get(), {UINT64_MAX - 2, 3, 1, nullptr}, SFL_OK);
    Seen one  = observe(plan.get(), {UINT64_MAX, 1, 1, nullptr}, SFL_OK);
    EXPECT_EQ(last.totals[2], one.totals[0]);
    Diag              diag(sfl_diag_build());
    sfl_observe_range beyond = {UINT64_MAX - 2, 4, 1, nullptr};
    EXPECT_EQ(sfl_observe(plan.get(), &beyond, see, nullptr, diag.get()), SFL_ERR_USAGE);
    EXPECT_EQ(lines(diag.get()), "paths: 4 from 18446744073709551613; the last path is 2^64 - 1");
    sfl_observe_range none = {0, 0, 1, nullptr};
    EXPECT_EQ(sfl_observe(plan.get(), &none, see, nullptr, nullptr), SFL_ERR_USAGE);
}

TEST(Observe, StopsWhenTheObserverHasSeenEnough)
{
    Plan plan = plan_of(busy_scenario(simulation));
    Seen seen = observe(plan.get(), {0, 500, 1, nullptr}, SFL_INTERRUPTED, 3);
    EXPECT_TRUE(seen.ends.empty());
    EXPECT_GT(seen.months[63], 0.0);
    EXPECT_EQ(seen.months[64], 0.0);
}

TEST(DriverTable, IsTheSameForAnyNumberOfThreads)
{
    Plan              plan = plan_of(busy_scenario(simulation));
    sfl_driver_table *one = nullptr, *three = nullptr;
    ASSERT_EQ(sfl_driver_table_build(plan.get(), nullptr, 1000, 1, &one, nullptr), SFL_OK);
    ASSERT_EQ(sfl_driver_table_build(plan.get(), nullptr, 1000, 3, &three, nullptr), SFL_OK);
    ASSERT_EQ(one->n_rows, plan->n_drivers);
    for (int32_t i = 0; i < one->n_rows; ++i) {
        ASSERT_EQ(one->rows[i].n_months, 2); // 36 is beyond the horizon, and so is 60: the last month stands for both
        EXPECT_EQ(one->rows[i].months[0].month, 12);
        EXPECT_EQ(one->rows[i].months[1].month, plan->n_months - 1);
        for (int32_t j = 0; j < one->rows[i].n_months; ++j) {
            const sfl_driver_month &a = one->rows[i].months[j], &b = three->rows[i].months[j];
            EXPECT_EQ(a.month, b.month);
            EXPECT_EQ(a.mean, b.mean);
            EXPECT_EQ(a.q05, b.q05);
            EXPECT_EQ(a.q50, b.q50);
            EXPECT_EQ(a.q95, b.q95);
            EXPECT_LE(a.q05, a.q50);
            EXPECT_LE(a.q50, a.q95);
        }
    }
    sfl_driver_table_free(&one);
    sfl_driver_table_free(&three);
    EXPECT_EQ(one, nullptr);
}

TEST(DriverTable, KnowsAGeometricBrownianMotion)
{
    // ln I[t] ~ N(y (ln(1 + g) − vol²/2), vol² y), model page section 3; y = 3 and 5 for months 36 and 60. 65,536 paths:
    // standard error of the mean sqrt(e^{vol² y} − 1)/256, of the median's log 1.2533 vol sqrt(y)/256; 5 of them.
    Plan              plan    = plan_of(R"(simulation = { months = 61; seed = 9; };
vendors = ( { name = "v"; } );
models = ( { name = "m"; provider = "p"; input_usd = 1.0; } );
workloads = ( { name = "w"; model = "m"; input_mtok = 1.0; growth = 0.2; volatility = 0.3; },
              { name = "still"; model = "m"; input_mtok = 1.0; growth = 0.1; } );
channels = ( { name = "c"; kind = "token"; vendor = "v"; models = ["m"]; } );
architectures = ( { name = "a"; routes = ( { workload = "*"; channel = "c"; } ); } );
)");
    const char       *names[] = {"w", "still"};
    sfl_driver_table *table   = nullptr;
    ASSERT_EQ(sfl_driver_table_build(plan.get(), names, SFL_DRIVER_TABLE_PATHS, 0, &table, nullptr), SFL_OK);
    ASSERT_EQ(table->n_rows, 2);
    ASSERT_EQ(table->rows[0].n_months, 3);
    EXPECT_STREQ(table->rows[0].name, "w");
    for (int32_t i = 0; i < 3; ++i) {
        const sfl_driver_month &moving = table->rows[0].months[i], &still = table->rows[1].months[i];
        double                  y = moving.month / 12.0, mean = std::pow(1.2, y), s = 0.3 * std::sqrt(y);
        EXPECT_NEAR(moving.mean / mean, 1.0, 5.0 * std::sqrt(std::expm1(s * s)) / 256.0);
        EXPECT_NEAR(std::log(moving.q50 / mean), -0.5 * s * s, 5.0 * 1.2533 * s / 256.0);
        EXPECT_NEAR(std::log(moving.q95 / moving.q50), 1.6449 * s, 5.0 * 2.12 * s / 256.0);
        EXPECT_NEAR(still.mean, std::pow(1.1, y), 1e-12);
        EXPECT_EQ(still.q05, still.q95);
    }
    sfl_driver_table_free(&table);
}
