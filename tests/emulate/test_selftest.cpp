// The selftest on cards: it sees every card in every form, and one that fails.
#include "host/selftest/selftest.h"
#include "tests/emulate/stand_in/machine.hpp"

#include <gtest/gtest.h>

#include <string>

namespace
{

// What the row about cards comes to on one of them; the call numbered `fail_at` fails, and all after it (0: none).
sfl_selftest_result check_cards(long fail_at)
{
    stand_in::Machine machine;
    machine.fail_at = fail_at;
    stand_in::set_up(machine);
    sfl_selftest_how how           = {};
    how.n_threads                  = 1;
    sfl_selftest           *test   = sfl_selftest_build(&how);
    sfl_selftest_result     result = {};
    int32_t                 n      = 0;
    const sfl_selftest_row *rows   = sfl_selftest_rows(&n);
    for (int32_t i = 0; i < n; ++i) {
        if (std::string(rows[i].word).find("every card") != 0) continue;
        EXPECT_EQ(sfl_selftest_check(test, &rows[i], 5.5, &result, nullptr), SFL_OK);
    }
    sfl_selftest_free(&test);
    return result;
}

TEST(EmulatedSelftest, FindsEveryCardInEveryForm)
{
    sfl_selftest_result result = check_cards(0);
    EXPECT_EQ(result.found.not_checked, nullptr);
    EXPECT_EQ(result.found.expected, 3.0); // auto, plain, team
    EXPECT_TRUE(result.is_passed);
}

TEST(EmulatedSelftest, SeesACardThatFails)
{
    sfl_selftest_result result = check_cards(20);
    EXPECT_EQ(result.found.expected, 3.0);
    EXPECT_EQ(result.found.found, 0.0);
    EXPECT_FALSE(result.is_passed);
}

} // namespace
