// Why paths travel in blocks: without the vectoriser the same code is at least three times slower (docs/style.md section 8).
#include "kernels/backend.h"
#include "shortfall.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>
#include <memory>
#include <string>

extern "C" {
// kernels/backend_cpu.c once more for each level, with the vectoriser off and nothing vectorised by hand.
#define SFL_UNVECTORISED(level)                                                                                             \
    void sfl_cpu_run_scalar_##level(const sfl_plan *plan, int32_t part, uint64_t first, uint64_t n_paths, double *slots,  \
                                      sfl_tally *tally);
SFL_UNVECTORISED(v3)
SFL_UNVECTORISED(v4)
}

namespace
{

using RunFn = void (*)(const sfl_plan *, int32_t, uint64_t, uint64_t, double *, sfl_tally *);

constexpr uint64_t n_paths  = 512;
constexpr int      n_rounds = 40;

double thread_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct FreeTally {
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
};
using Tally = std::unique_ptr<sfl_tally, FreeTally>;

class Speed : public testing::Test
{
  protected:
    void SetUp() override
    {
        sfl_scenario *scenario = nullptr;
        ASSERT_EQ(sfl_scenario_read(SFL_SOURCE_DIR "/configs/hybrid_at_scale.cfg", nullptr, &scenario, nullptr), SFL_OK);
        ASSERT_EQ(sfl_plan_build(scenario, &plan, nullptr), SFL_OK);
        sfl_scenario_free(&scenario);
        slots = static_cast<double *>(std::aligned_alloc(64, sfl_backend_slot_bytes(plan)));
        ASSERT_NE(slots, nullptr);
    }
    void TearDown() override
    {
        std::free(slots);
        sfl_plan_free(&plan);
    }
    Tally empty_tally() const
    {
        return Tally(sfl_tally_build(SFL_AT(plan, sfl_plan_column, plan->columns_at), plan->n_columns, plan->n_months,
                                     plan->is_antithetic != 0));
    }
    Tally tally_of(RunFn run) const
    {
        Tally tally = empty_tally();
        run(plan, SFL_ALL_PARTS, 0, n_paths, slots, tally.get());
        return tally;
    }
    // Of the processor, not of the clock: what else the machine does is not this code's time. The tally has been touched
    // before, as it has in all but the first moment of a run.
    double seconds_of(RunFn run, sfl_tally *tally) const
    {
        const double start = thread_seconds();
        run(plan, SFL_ALL_PARTS, 0, n_paths, slots, tally);
        return thread_seconds() - start;
    }
    // Both took the same paths to the same amounts.
    void expect_same(RunFn a, RunFn b) const
    {
        const Tally tally_a = tally_of(a), tally_b = tally_of(b);
        for (int32_t column = 0; column < plan->n_columns; ++column) {
            const double mean = sfl_tally_mean(tally_a.get(), column), other = sfl_tally_mean(tally_b.get(), column);
            ASSERT_TRUE(mean == other || (mean != mean && other != other)) << "column " << column;
        }
    }
    sfl_plan *plan  = nullptr;
    double   *slots = nullptr;
};

TEST_F(Speed, WithoutTheVectoriserItIsAtLeastThreeTimesSlower)
{
    const sfl_backend *backend = sfl_backend_pick(nullptr);
    const std::string  name    = backend->name;
    if (name == "cpu-plain") GTEST_SKIP() << "this machine runs the plain build only";
    const RunFn scalar = name == "cpu-v4" ? sfl_cpu_run_scalar_v4 : sfl_cpu_run_scalar_v3;
    expect_same(backend->run, scalar);
    // The best of many short rounds, taken in turn, so that whatever else the machine does meets both.
    const Tally warm = tally_of(backend->run);
    double      best = 1e9, best_scalar = 1e9;
    for (int round = 0; round < n_rounds; ++round) {
        best        = std::min(best, seconds_of(backend->run, warm.get()));
        best_scalar = std::min(best_scalar, seconds_of(scalar, warm.get()));
    }
    const double path_months = static_cast<double>(n_paths) * plan->n_months;
    std::printf("%s: %.3g path-months/s, %.3g without the vectoriser: %.2f times\n", backend->name, path_months / best,
                path_months / best_scalar, best_scalar / best);
    EXPECT_GE(best_scalar / best, 3.0);
}

} // namespace
