// The table "Work of a path-month" of docs/performance.md is what the code of this checkout does, counted (counted.hpp).
#include "host/bench/subject.h"
#include "kernels/plan.h"
#include "tests/golden/process.h"
#include "tests/speed/counted.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace
{

using counted::Counts;
using counted::Until;

constexpr const char *page = SFL_SOURCE_DIR "/docs/performance.md";

struct Subject {
    explicit Subject(const char *word)
    {
        EXPECT_EQ(sfl_bench_subject_init(&subject, sfl_bench_case_find(word), nullptr, nullptr), SFL_OK);
    }
    ~Subject()
    {
        sfl_bench_subject_release(&subject);
    }
    Subject(const Subject &)            = delete;
    Subject &operator=(const Subject &) = delete;

    sfl_bench_subject subject = {};
};

std::string number(double x)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", x);
    return text;
}

// Of draws, drivers, prices and bills: what each walk does beyond the one before it.
std::vector<Counts> stages_of(const sfl_plan *plan)
{
    std::vector<Counts> stages;
    Counts              before{};
    for (const Until until : {Until::draws, Until::drivers, Until::prices, Until::bills}) {
        const Counts walked = counted::count(plan, until);
        Counts       own{};
        for (size_t kind = 0; kind < counted::n_kinds; ++kind)
            own[kind] = walked[kind] - before[kind];
        stages.push_back(own);
        before = walked;
    }
    return stages;
}

std::string row(const std::string &what, const std::vector<double> &cells)
{
    std::string text = "| " + what;
    double      all  = 0.0;
    for (const double cell : cells) {
        text += " | " + number(cell);
        all += cell;
    }
    return text + " | " + number(all) + " |\n";
}

int32_t legs_of(const sfl_plan *plan)
{
    const auto *architectures = SFL_AT(plan, sfl_plan_architecture, plan->architectures_at);
    int32_t     n             = 0;
    for (int32_t i = 0; i < plan->n_architectures; ++i)
        n += architectures[i].n_legs;
    return n;
}

// Columns are tallied once a path each: those that keep any of these.
double tallied(const sfl_plan *plan, uint32_t keep)
{
    const auto *columns = SFL_AT(plan, sfl_plan_column, plan->columns_at);
    int32_t     n       = 0;
    for (int32_t i = 0; i < plan->n_columns; ++i)
        n += (columns[i].keep & keep) != 0 ? 1 : 0;
    return static_cast<double>(n) / static_cast<double>(plan->n_months);
}

std::string table_of(const sfl_plan *plan)
{
    static const char *const words[] = {
#define SFL_COUNTED(word, what) what,
        SFL_COUNTED_LIST(SFL_COUNTED)
#undef SFL_COUNTED
    };
    const std::vector<Counts> stages = stages_of(plan);
    std::string               text   = "| per path-month of W | draws | drivers | prices | bills | all |\n"
                                       "| --- | --- | --- | --- | --- | --- |\n";
    for (size_t kind = 0; kind < counted::n_kinds; ++kind) {
        std::vector<double> cells;
        for (const Counts &stage : stages)
            cells.push_back(stage[kind] / static_cast<double>(plan->n_months));
        text += row(words[kind], cells);
    }
    text += "\nRoute bills: " + std::to_string(legs_of(plan)) +
            ". Values tallied: " + number(tallied(plan, SFL_KEEP_SUM)) + ", of which " +
            number(tallied(plan, SFL_KEEP_FINE | SFL_KEEP_COARSE | SFL_KEEP_MONTHS)) +
            " raise a bin. Different slots that a month touches: " + number(counted::slots_of_a_month(plan)) + " of " +
            std::to_string(plan->n_slots) + ", 8 bytes each.\n";
    return text;
}

// SFL_GOLDEN_UPDATE=1 (target operations-update) writes the page anew: the text between the two marks.
TEST(Operations, AreThoseOfThePage)
{
    const std::string begin = "<!-- counted by tests/speed/test_operations -->\n",
                      end   = "<!-- end of what is counted -->\n";
    const Subject     w("W");
    const std::string table = table_of(w.subject.plan), text = read_text(page);
    const size_t      from = text.find(begin), to = text.find(end);
    ASSERT_NE(from, std::string::npos);
    ASSERT_LT(from, to);
    const size_t      start   = from + begin.size();
    const std::string written = text.substr(start, to - start);
    if (std::getenv("SFL_GOLDEN_UPDATE") != nullptr) {
        std::ofstream(page) << text.substr(0, start) << table << text.substr(to);
        return;
    }
    EXPECT_EQ(written, table) << "cmake --build … --target operations-update writes it anew";
}

// What can be counted by hand: W has 11 drivers, all correlated, so four months of each take one Philox block and four
// normals, their product 11 · 12 / 2 multiplications, and every driver one exp a month but in month 0.
TEST(Operations, AreThoseThatAPersonCounts)
{
    const Subject             of("drivers");
    const sfl_plan           *plan   = of.subject.plan;
    const std::vector<Counts> stages = stages_of(plan);
    const double              growth = 11.0; // once a path: every driver's growth is uncertain
    ASSERT_EQ(plan->n_shocks, 11);
    EXPECT_EQ(stages[0][counted::philox], 11.0 * 60.0 / 4.0 + growth);
    EXPECT_EQ(stages[0][counted::normals], 11.0 * 60.0 + growth);
    EXPECT_EQ(stages[1][counted::normals], 0.0);
    EXPECT_EQ(stages[1][counted::exps], 11.0 * 59.0);
    EXPECT_EQ(stages[2][counted::exps], 0.0);
    EXPECT_EQ(stages[3][counted::philox], 0.0); // bills have no dice
}

} // namespace
