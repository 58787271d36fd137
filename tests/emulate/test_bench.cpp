// The bench on cards: its answers are those of the processor, it scales over cards, and a figure is that of the cards it
// names or there is none.
#include "host/bench/facts.h"
#include "host/bench/measure.h"
#include "tests/emulate/stand_in/machine.hpp"
#include "tests/unit/run_plan.hpp"

#include <gtest/gtest.h>

#include <array>

namespace
{

using runs::Diag;
using runs::lines;

class EmulatedBench : public testing::Test
{
  protected:
    void SetUp() override
    {
        set_up(3, 0);
        row.n_check_paths = 96;
        ASSERT_EQ(sfl_bench_subject_init(&subject, &row, nullptr, nullptr), SFL_OK);
        how.n_paths         = 192;
        how.n_threads       = 1;
        how.backend         = "cuda";
        how.paths_in_flight = 32;
        how.block           = 32;
    }
    void TearDown() override
    {
        sfl_bench_subject_release(&subject);
        EXPECT_EQ(stand_in::bytes_taken(), 0u);
    }
    static void set_up(int n_devices, long fail_at)
    {
        stand_in::Machine machine;
        machine.n_devices = n_devices;
        machine.fail_at   = fail_at;
        stand_in::set_up(machine);
    }
    std::string hash_on(const char *backend)
    {
        sfl_bench_walked walked = {};
        how.backend             = backend;
        EXPECT_EQ(sfl_bench_walk(&subject, &how, true, &walked, nullptr), SFL_OK);
        return walked.hash;
    }

    sfl_bench_case    row     = sfl_bench_case_of_file(SFL_SOURCE_DIR "/tests/golden/tiny.cfg");
    sfl_bench_subject subject = {};
    sfl_bench_how     how     = {};
};

TEST_F(EmulatedBench, FindsTheAnswerOfTheProcessor)
{
    const std::string cards = hash_on("cuda");
    EXPECT_EQ(cards, hash_on("cpu-plain"));
}

TEST_F(EmulatedBench, TakesTheCardsThatAreNamed)
{
    const std::array<int32_t, 2>          named = {2, 0};
    std::array<int32_t, SFL_MOST_DEVICES> devices{};
    EXPECT_EQ(sfl_bench_devices(&how, false, devices.data()), 3);
    EXPECT_EQ(sfl_bench_devices(&how, true, devices.data()), 0); // the world alone is a processor's
    how.devices   = named.data();
    how.n_devices = 2;
    how.backend   = nullptr; // naming a card asks for it
    EXPECT_STREQ(sfl_bench_backend(&how, false), "cuda");
    EXPECT_EQ(sfl_bench_devices(&how, false, devices.data()), 2);
    EXPECT_EQ(devices[0], 2);
}

TEST_F(EmulatedBench, ScalesOverCards)
{
    sfl_bench_result result = {};
    ASSERT_EQ(sfl_bench_scales_run(&subject, &how, 1, &result, nullptr), SFL_OK);
    ASSERT_EQ(result.n_scales, 3);
    EXPECT_EQ(result.scales[1].n_workers, 2);
    EXPECT_EQ(result.scales[2].n_workers, 3);
    EXPECT_EQ(result.scales[0].weak_paths, 64u);
    EXPECT_EQ(result.scales[2].weak_paths, 192u);
}

TEST_F(EmulatedBench, NamesTheCardsAndTheirClocks)
{
    const std::array<int32_t, 1> named = {1};
    sfl_bench_facts              facts;
    how.devices   = named.data();
    how.n_devices = 1;
    sfl_bench_facts_read(&how, &facts);
    ASSERT_EQ(facts.n_devices, 1);
    EXPECT_EQ(facts.devices[0], 1);
    EXPECT_STREQ(facts.backend, "cuda");
    EXPECT_STREQ(facts.cards[0].name, "stand-in");
    EXPECT_EQ(facts.cards[0].clock_khz, 1500000);
    EXPECT_EQ(facts.cards[0].memory_clock_khz, 2500000);
}

// Calls of all cards from the first to the last fail in turn, a dozen of them: test_cards.cpp has every one. Others do the
// paths of a card that failed, so the time is not that of the cards.
TEST_F(EmulatedBench, HasNoFigureWhereACardFailed)
{
    for (int n_devices = 1; n_devices <= 2; ++n_devices) {
        set_up(n_devices, 0);
        sfl_bench_walked walked = {};
        ASSERT_EQ(sfl_bench_walk(&subject, &how, false, &walked, nullptr), SFL_OK);
        const long n_calls = stand_in::calls();
        int        n_seen  = 0;
        for (long call = 4; call <= n_calls;
             call += (n_calls + 11) / 12) { // the first ones ask whether there are cards
            set_up(n_devices, call);
            Diag             diag(sfl_diag_build());
            const sfl_status status = sfl_bench_walk(&subject, &how, false, &walked, diag.get());
            if (lines(diag.get()).find("its paths are walked elsewhere") == std::string::npos) continue;
            n_seen += 1;
            ASSERT_EQ(status, SFL_ERR_DEVICE) << n_devices << " cards, " << stand_in::failed_call();
            EXPECT_NE(lines(diag.get()).find("card failed; the time that others took"), std::string::npos);
        }
        EXPECT_GE(n_seen, 6);
    }
}

} // namespace
