// The cost of a run grows in proportion to its paths, months, workloads and architectures (docs/performance.md): twice as
// many of one cost at most 2.1 times as much. And memory does not grow with paths.
#include "host/bench/cases.h"
#include "host/plan/totals.h"
#include "kernels/backend.h"
#include "shortfall.h"
#include "tests/golden/process.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace
{

constexpr int    n_turns         = 9;
constexpr double most_by_doubled = 2.1;

double thread_seconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

struct Free {
    void operator()(sfl_plan *plan) const
    {
        sfl_plan_free(&plan);
    }
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
    void operator()(double *slots) const
    {
        std::free(slots);
    }
};

// Workloads belong to fours that move together; fours are independent of each other, and so are prices. Where every
// driver is correlated with every other one, the product with the factor takes n (n + 1) / 2 multiply-adds of n drivers:
// that is quadratic, and is measured below beside the others.
std::string by_fours(int32_t n_workloads)
{
    std::string text = "correlations = (";
    for (int32_t first = 0; first < n_workloads; first += 4) {
        text += first > 0 ? ", { among = [" : " { among = [";
        for (int32_t i = first; i < std::min(first + 4, n_workloads); ++i)
            text += (i > first ? ", \"work-" : "\"work-") + std::to_string(i + 1) + "\"";
        text += "]; rho = 0.3; }";
    }
    return text + " );\n\n";
}

// What a walk has beside the others.
enum class Shape { by_fours, dense, totals };

// The scenario of the case W in these sizes; dense: its own correlations, of all with all.
std::string scenario_of(const sfl_bench_sizes &sizes, Shape shape)
{
    sfl_buffer buffer = {};
    sfl_bench_sized_write(&sizes, &buffer);
    std::string text(buffer.text, buffer.n_bytes);
    sfl_buffer_free(&buffer);
    if (shape == Shape::dense) return text;
    const size_t from = text.find("correlations = ("), to = text.find("contracts = (");
    EXPECT_LT(from, to);
    return text.replace(from, to - from, by_fours(sizes.n_workloads));
}

// A scenario ready to be walked, with a tally that has been touched before.
class Walk
{
  public:
    Walk(const sfl_bench_sizes &sizes, uint64_t n, Shape shape = Shape::by_fours)
        : n_paths(n), plan(plan_of(sizes, shape))
    {
        slots.reset(static_cast<double *>(std::aligned_alloc(64, (sfl_backend_slot_bytes(plan.get()) + 63) / 64 * 64)));
        tally.reset(sfl_tally_build_for(plan.get()));
        take();
    }
    void take()
    {
        const double start = thread_seconds();
        sfl_backend_pick(nullptr)->run(plan.get(), SFL_ALL_PARTS, 0, n_paths, slots.get(), tally.get());
        least = std::min(least, thread_seconds() - start);
    }
    double seconds() const
    {
        return least;
    }

  private:
    static sfl_plan *plan_of(const sfl_bench_sizes &sizes, Shape shape)
    {
        sfl_scenario     *scenario = nullptr;
        sfl_plan         *plan     = nullptr;
        const std::string text     = scenario_of(sizes, shape);
        EXPECT_EQ(sfl_scenario_read_text(text.c_str(), "growth.cfg", nullptr, nullptr, &scenario, nullptr), SFL_OK);
        EXPECT_EQ((shape == Shape::totals ? sfl_plan_build_totals : sfl_plan_build)(scenario, &plan, nullptr), SFL_OK);
        sfl_scenario_free(&scenario);
        return plan;
    }

    uint64_t                         n_paths;
    std::unique_ptr<sfl_plan, Free>  plan;
    std::unique_ptr<double, Free>    slots;
    std::unique_ptr<sfl_tally, Free> tally;
    double                           least = 1e9;
};

// What each costs against the one before it. Taken in turn, so that whatever else the machine does meets all of them.
std::vector<double> ratios(const char *what, std::vector<Walk> walks)
{
    for (int turn = 0; turn < n_turns; ++turn)
        for (Walk &walk : walks)
            walk.take();
    std::vector<double> found;
    for (size_t i = 1; i < walks.size(); ++i)
        found.push_back(walks[i].seconds() / walks[i - 1].seconds());
    std::printf("%s doubled, then again: %.2f and %.2f times the cost\n", what, found[0], found[1]);
    return found;
}

void expect_linear(const char *what, std::vector<Walk> walks)
{
    for (const double ratio : ratios(what, std::move(walks)))
        EXPECT_LE(ratio, most_by_doubled) << what;
}

constexpr uint64_t n_paths = 2048;

std::vector<Walk> walks_of(const std::array<sfl_bench_sizes, 3> &sizes, Shape shape = Shape::by_fours)
{
    std::vector<Walk> walks;
    for (const sfl_bench_sizes &each : sizes)
        walks.emplace_back(each, n_paths, shape);
    return walks;
}

TEST(Growth, IsLinearInPaths)
{
    const sfl_bench_sizes sizes = {60, 8, 2, 5};
    std::vector<Walk>     walks;
    for (const uint64_t n : {1024u, 2048u, 4096u})
        walks.emplace_back(sizes, n);
    expect_linear("paths", std::move(walks));
}

TEST(Growth, IsLinearInMonths)
{
    expect_linear("months", walks_of({{{15, 8, 2, 5}, {30, 8, 2, 5}, {60, 8, 2, 5}}}));
}

TEST(Growth, IsLinearInMonthsThatAreNotTalliedOneByOne)
{
    expect_linear("months without fan charts",
                  walks_of({{{30, 8, 2, 5}, {60, 8, 2, 5}, {120, 8, 2, 5}}}, Shape::totals));
}

// The bins of all months' fan charts are a few megabytes at 60 months. At 120 they have left the caches of a core, and
// counting a value takes half as long again: no more steps follow, but this doubling is dearer than the others. The bound
// says only that it is a step.
TEST(Growth, OfFanChartsBeyondTheCacheIsAStep)
{
    for (const double ratio : ratios("months from 60,", walks_of({{{30, 8, 2, 5}, {60, 8, 2, 5}, {120, 8, 2, 5}}})))
        EXPECT_LE(ratio, 3.5);
}

TEST(Growth, IsLinearInWorkloadsThatAreCorrelatedInGroups)
{
    expect_linear("workloads", walks_of({{{36, 8, 2, 3}, {36, 16, 2, 3}, {36, 32, 2, 3}}}));
}

// Up to 16 of them every two are compared, once a path: 5, 10 and 20 have 10, 45 and 19 pairs.
TEST(Growth, IsLinearInArchitectures)
{
    expect_linear("architectures", walks_of({{{24, 8, 2, 5}, {24, 8, 2, 10}, {24, 8, 2, 20}}}));
    expect_linear("architectures without fan charts",
                  walks_of({{{60, 8, 2, 5}, {60, 8, 2, 10}, {60, 8, 2, 20}}}, Shape::totals));
}

// Not a bound that anybody was promised: it shows what the correlation of all with all costs.
TEST(Growth, OfWorkloadsThatAreAllCorrelatedIsSteeperAndBelowQuadratic)
{
    for (const double ratio : ratios("workloads, all correlated,",
                                     walks_of({{{36, 8, 2, 3}, {36, 16, 2, 3}, {36, 32, 2, 3}}}, Shape::dense)))
        EXPECT_LT(ratio, 4.0);
}

// Nothing is kept of a path. What still grows, ever more slowly, is the number of bins that some path has reached.
TEST(Growth, OfPathsTakesNoMemory)
{
    std::array<long, 2>               peak{};
    const std::array<const char *, 2> n = {"200000", "8000000"};
    for (size_t i = 0; i < n.size(); ++i) {
        const Finished finished =
            run_program({"run", "configs/quickstart.cfg", "-q", "-j", "1", "-o", "/dev/null", "-p", n[i]});
        EXPECT_EQ(finished.exit_code, 0) << finished.err;
        peak[i] = finished.peak_kib;
        std::printf("%s paths: %ld KiB\n", n[i], peak[i]);
    }
    EXPECT_LT(peak[1], peak[0] + 4096); // a byte for every path would be nearly twice that
}

} // namespace
