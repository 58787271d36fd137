// host/selftest: what a check must be, and that a wrong answer is seen.
#include "host/selftest/selftest.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>
#include <memory>
#include <set>
#include <string>

namespace
{

struct Free {
    void operator()(sfl_selftest *test) const
    {
        sfl_selftest_free(&test);
    }
};
using Selftest = std::unique_ptr<sfl_selftest, Free>;

sfl_selftest_how how_of(int32_t n_threads)
{
    sfl_selftest_how how = {};
    how.n_threads        = n_threads;
    return how;
}

// Calls visit(row) for every row.
template <typename Visit> void each_row(Visit visit)
{
    int32_t                 n    = 0;
    const sfl_selftest_row *rows = sfl_selftest_rows(&n);
    for (int32_t i = 0; i < n; ++i)
        visit(rows[i]);
}

bool is_answer(const sfl_selftest_row &row)
{
    return row.answer.expected != 0.0;
}

sfl_selftest_found found_of(double expected, double found, double error, double allowed)
{
    return {expected, found, error, allowed, nullptr};
}

// ---- the list ----

TEST(Selftest, EveryCheckHasANameOfItsOwnAndASource)
{
    std::set<std::string> names;
    each_row([&](const sfl_selftest_row &row) {
        EXPECT_TRUE(names.insert(std::string(row.group) + ", " + row.word).second) << row.word;
        EXPECT_NE(std::string(row.source), "") << row.word;
    });
    EXPECT_GE(names.size(), 70u);
}

// Whoever copies a number may copy it wrongly: of a row whose source is a case, the case file holds both.
TEST(Selftest, AnswersAreThoseOfTheCaseFile)
{
    std::ifstream  stream(SFL_SOURCE_DIR "/tests/validation/cases.json");
    nlohmann::json file = nlohmann::json::parse(stream);
    int            n    = 0;
    each_row([&](const sfl_selftest_row &row) {
        for (const nlohmann::json &entry : file["cases"]) {
            if (!is_answer(row) || row.source != entry["id"].get<std::string>() || entry["id"] == "P-RNG-4") continue;
            bool is_there = false;
            for (const nlohmann::json &value : entry["expected"])
                is_there =
                    is_there || (value["value"] == row.answer.expected && value["sd1"] == row.answer.error_of_one);
            EXPECT_TRUE(is_there) << row.group << ", " << row.word;
            n += 1;
        }
    });
    EXPECT_GE(n, 40);
}

// Two-sided and over 50 and 200 tests at 1e-6: 5.61 and 5.85 standard errors (tests/validation/README.md).
TEST(Selftest, TheLimitIsBonferronis)
{
    EXPECT_NEAR(sfl_selftest_z_limit(1), 4.89, 5e-3);
    EXPECT_NEAR(sfl_selftest_z_limit(50), 5.61, 5e-3);
    EXPECT_NEAR(sfl_selftest_z_limit(200), 5.85, 5e-3);
}

// ---- the verdict ----

TEST(Selftest, JudgesByStandardErrorsWhereThereAreAny)
{
    sfl_selftest_row   row  = {};
    sfl_selftest_found near = found_of(10.0, 10.5, 0.1, 0.0), far = found_of(10.0, 10.7, 0.1, 100.0);
    EXPECT_NEAR(sfl_selftest_judge(&row, &near, 5.5).distance, 5.0, 1e-12);
    EXPECT_TRUE(sfl_selftest_judge(&row, &near, 5.5).is_passed);
    EXPECT_FALSE(sfl_selftest_judge(&row, &far, 5.5).is_passed);
}

TEST(Selftest, JudgesByDistanceWhereThereAreNone)
{
    sfl_selftest_row   row   = {};
    sfl_selftest_found below = found_of(10.0, 9.0, 0.0, 1.0), far = found_of(10.0, 8.9, 0.0, 1.0);
    sfl_selftest_found same = found_of(12.0, 12.0, 0.0, 0.0), other = found_of(12.0, 11.0, 0.0, 0.0);
    EXPECT_TRUE(sfl_selftest_judge(&row, &below, 5.5).is_passed);
    EXPECT_FALSE(sfl_selftest_judge(&row, &far, 5.5).is_passed);
    EXPECT_TRUE(sfl_selftest_judge(&row, &same, 5.5).is_passed);
    EXPECT_FALSE(sfl_selftest_judge(&row, &other, 5.5).is_passed);
}

TEST(Selftest, WhatIsNoNumberPassesNothing)
{
    sfl_selftest_row   row = {};
    sfl_selftest_found z = found_of(10.0, NAN, 0.1, 0.0), distance = found_of(10.0, NAN, 0.0, 1.0);
    EXPECT_FALSE(sfl_selftest_judge(&row, &z, 5.5).is_passed);
    EXPECT_FALSE(sfl_selftest_judge(&row, &distance, 5.5).is_passed);
}

TEST(Selftest, WhatThisMachineCannotCheckIsNoFailure)
{
    sfl_selftest_row   row   = {};
    sfl_selftest_found found = found_of(0.0, NAN, 0.0, 0.0);
    found.not_checked        = "no card";
    EXPECT_TRUE(sfl_selftest_judge(&row, &found, 5.5).is_passed);
}

// ---- faults ----

// Every answer once as it is and once 5 % off: the first passes, the second is seen.
TEST(Selftest, SeesEveryAnswerThatIsWrong)
{
    sfl_selftest_how how = how_of(2);
    Selftest         test(sfl_selftest_build(&how));
    double           limit = sfl_selftest_z_limit(50);
    int              n     = 0;
    each_row([&](sfl_selftest_row row) {
        sfl_selftest_result result = {};
        if (!is_answer(row)) return;
        EXPECT_EQ(sfl_selftest_check(test.get(), &row, limit, &result, nullptr), SFL_OK) << row.word;
        EXPECT_TRUE(result.is_passed) << row.word;
        row.answer.expected *= 1.05;
        EXPECT_EQ(sfl_selftest_check(test.get(), &row, limit, &result, nullptr), SFL_OK) << row.word;
        EXPECT_FALSE(result.is_passed) << row.group << ", " << row.word;
        n += 1;
    });
    EXPECT_GE(n, 55);
}

TEST(Selftest, StopsWhereItIsAskedTo)
{
    sfl_selftest_how how = how_of(1);
    how.is_full          = true; // long enough to be asked
    how.progress         = [](void *, uint64_t, uint64_t) { return false; };
    Selftest   test(sfl_selftest_build(&how));
    sfl_status status = SFL_OK;
    each_row([&](const sfl_selftest_row &row) {
        sfl_selftest_result result = {};
        if (std::string(row.group) == "break-even" && status == SFL_OK)
            status = sfl_selftest_check(test.get(), &row, 5.5, &result, nullptr);
    });
    EXPECT_EQ(status, SFL_INTERRUPTED);
}

} // namespace
