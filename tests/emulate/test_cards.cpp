// A run on cards, through the library: one to three of them, every call of theirs failing in turn. The answer is the
// CPU's, whatever happens; what happens is a warning.
#include "tests/emulate/small_scenario.hpp"
#include "tests/emulate/stand_in/machine.hpp"
#include "tests/unit/run_plan.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace
{

using runs::busy_scenario;
using runs::Diag;
using runs::lines;
using runs::Plan;
using runs::plan_of;
using runs::Tally;

struct Answer {
    Tally         tally;
    sfl_run_facts facts{};
    sfl_status    status = SFL_OK;
    std::string   said;
};

Answer run(const sfl_plan *plan, const std::string &backend, uint64_t n_paths, uint64_t chunk = 0,
           const std::vector<int32_t> &devices = {}, uint64_t in_flight = 64, const char *form = nullptr)
{
    Answer          answer;
    Diag            diag(sfl_diag_build());
    sfl_run_options options{};
    sfl_tally      *tally   = nullptr;
    options.n_paths         = n_paths;
    options.n_threads       = 1;
    options.backend         = backend.c_str();
    options.chunk           = chunk;
    options.devices         = devices.data();
    options.n_devices       = static_cast<int32_t>(devices.size());
    options.paths_in_flight = in_flight;
    options.block           = form != nullptr ? 64 : 32; // a team of two
    options.card_form       = form;
    answer.status           = sfl_run(plan, &options, &tally, &answer.facts, diag.get());
    answer.tally.reset(tally);
    answer.said = lines(diag.get());
    return answer;
}

class EmulatedCards : public testing::Test
{
  protected:
    void SetUp() override
    {
        stand_in::set_up({});
    }
    void TearDown() override
    {
        EXPECT_EQ(stand_in::bytes_taken(), 0u);
    }
};

TEST_F(EmulatedCards, OneToThreeGiveTheAnswerOfTheCpu)
{
    const Plan   plan = plan_of(busy_scenario("months = 5; seed = 3;"));
    const Answer cpu  = run(plan.get(), "cpu", 300);
    for (int n_devices = 1; n_devices <= 3; ++n_devices) {
        stand_in::Machine machine;
        machine.n_devices = n_devices;
        stand_in::set_up(machine);
        for (const uint64_t chunk : {0u, 17u, 64u, 299u}) {
            const Answer cards = run(plan.get(), "cuda", 300, chunk);
            ASSERT_EQ(cards.status, SFL_OK) << cards.said;
            EXPECT_EQ(cards.said, "");
            EXPECT_STREQ(cards.facts.backend, "cuda");
            EXPECT_EQ(cards.facts.n_devices, n_devices);
            EXPECT_EQ(cards.facts.n_failed_devices, 0);
            EXPECT_TRUE(sfl_tally_equal(cards.tally.get(), cpu.tally.get())) << n_devices << " cards, chunk " << chunk;
        }
    }
}

TEST_F(EmulatedCards, OneToThreeGiveTheAnswerOfTheCpuInEveryForm)
{
    const Plan   plan = plan_of(busy_scenario("months = 4; seed = 3;"));
    const Answer cpu  = run(plan.get(), "cpu", 200);
    EXPECT_EQ(cpu.facts.card_form, nullptr);
    for (int n_devices = 1; n_devices <= 3; ++n_devices) {
        stand_in::Machine machine;
        machine.n_devices = n_devices;
        for (const char *form : {"plain", "team", "auto"}) {
            stand_in::set_up(machine);
            const Answer cards = run(plan.get(), "cuda", 200, 70, {}, 64, form);
            ASSERT_EQ(cards.status, SFL_OK) << cards.said;
            EXPECT_EQ(cards.said, "");
            EXPECT_EQ(cards.facts.n_devices, n_devices);
            EXPECT_STREQ(cards.facts.card_form, std::string(form) == "plain" ? "plain" : "team");
            EXPECT_TRUE(sfl_tally_equal(cards.tally.get(), cpu.tally.get())) << n_devices << " cards, form " << form;
        }
    }
}

TEST_F(EmulatedCards, AnUnknownFormIsRefused)
{
    const Plan   plan    = plan_of(small_scenario);
    const Answer refused = run(plan.get(), "cpu", 100, 0, {}, 64, "crew");
    EXPECT_EQ(refused.status, SFL_ERR_USAGE);
    EXPECT_NE(refused.said.find("card_form: crew; allowed are auto, plain, team"), std::string::npos) << refused.said;
}

TEST_F(EmulatedCards, AntitheticPairsStayTogether)
{
    const Plan plan = plan_of(busy_scenario("months = 5; seed = 3; sampling = \"antithetic\";"));
    stand_in::Machine two;
    two.n_devices = 2;
    stand_in::set_up(two);
    const Answer cpu = run(plan.get(), "cpu", 300), cards = run(plan.get(), "cuda", 300, 17);
    ASSERT_EQ(cards.status, SFL_OK) << cards.said;
    EXPECT_TRUE(sfl_tally_equal(cards.tally.get(), cpu.tally.get()));
}

// No range is counted twice, none is lost: the other card takes over, and where there is none the processor does.
TEST_F(EmulatedCards, AnyCallOfAnyCardMayFail)
{
    const Plan   plan = plan_of(small_scenario);
    const Answer cpu  = run(plan.get(), "cpu", 120);
    for (const auto &[n_devices, form] : {std::pair(1, "plain"), std::pair(2, "plain"), std::pair(1, "team")}) {
        stand_in::Machine machine;
        machine.n_devices = n_devices;
        stand_in::set_up(machine);
        ASSERT_EQ(run(plan.get(), "cuda", 120, 40, {}, 64, form).status, SFL_OK);
        const long n_calls = stand_in::calls();
        for (long call = 2; call <= n_calls; ++call) { // the first asks whether there is a card
            machine.fail_at = call;
            stand_in::set_up(machine);
            const Answer cards = run(plan.get(), "cuda", 120, 40, {}, 64, form);
            ASSERT_EQ(cards.status, SFL_OK) << cards.said;
            EXPECT_TRUE(sfl_tally_equal(cards.tally.get(), cpu.tally.get()))
                << "call " << call << ", " << stand_in::failed_call() << ": " << cards.said;
        }
    }
}

TEST_F(EmulatedCards, AFailureIsAWarningInTheDevicesOwnWords)
{
    const Plan        plan = plan_of(small_scenario);
    stand_in::Machine machine;
    machine.fail_at = 5;
    stand_in::set_up(machine);
    const Answer cards = run(plan.get(), "cuda", 100);
    EXPECT_EQ(cards.status, SFL_OK);
    EXPECT_EQ(cards.facts.n_devices, 0);
    EXPECT_EQ(cards.facts.n_failed_devices, 1);
    EXPECT_STREQ(cards.facts.reason, "every card failed");
    EXPECT_EQ(std::string(cards.facts.backend).substr(0, 4), "cpu-");
    EXPECT_NE(cards.said.find("unspecified launch failure; its paths are walked elsewhere"), std::string::npos)
        << cards.said;
}

TEST_F(EmulatedCards, ShortMemoryIsSaidOnce)
{
    const Plan        plan = plan_of(small_scenario);
    stand_in::Machine machine;
    machine.memory_bytes = size_t{64} << 20;
    stand_in::set_up(machine);
    const Answer cards = run(plan.get(), "cuda", 100, 20, {}, 1000000);
    EXPECT_EQ(cards.status, SFL_OK);
    EXPECT_NE(cards.said.find("paths in flight, not more"), std::string::npos) << cards.said;
    EXPECT_EQ(cards.said.find("paths in flight"), cards.said.rfind("paths in flight"));
    EXPECT_TRUE(sfl_tally_equal(cards.tally.get(), run(plan.get(), "cpu", 100).tally.get()));
}

TEST_F(EmulatedCards, TheChoiceHasAReason)
{
    const Plan plan = plan_of(small_scenario);
    EXPECT_STREQ(run(plan.get(), "auto", 100).facts.reason, "the run is too short to be worth a card's start");
    EXPECT_STREQ(run(plan.get(), "cpu", 100).facts.reason, "asked for");
    EXPECT_STREQ(run(plan.get(), "auto", 100, 0, {0}).facts.backend, "cuda"); // naming a card asks for it
    stand_in::Machine none;
    none.n_devices = 0;
    stand_in::set_up(none);
    const Answer cards = run(plan.get(), "cuda", 100);
    EXPECT_EQ(cards.status, SFL_ERR_DEVICE);
    EXPECT_NE(cards.said.find("backend: cuda; no card answers: there is none"), std::string::npos) << cards.said;
}

TEST_F(EmulatedCards, DevicesThatAreNotThereAreRefused)
{
    const Plan plan = plan_of(small_scenario);
    EXPECT_EQ(run(plan.get(), "cuda", 100, 0, {1}).status, SFL_ERR_USAGE);
    EXPECT_EQ(run(plan.get(), "cuda", 100, 0, {-1}).status, SFL_ERR_USAGE);
    EXPECT_EQ(run(plan.get(), "cuda", 100, 0, {0, 0}).status, SFL_ERR_USAGE);
}

// What is done when a run is interrupted is a prefix, also where a card fails at the same time.
TEST_F(EmulatedCards, AnInterruptedRunHoldsAPrefix)
{
    const Plan      plan = plan_of(small_scenario);
    sfl_run_options options{};
    sfl_tally      *tally   = nullptr;
    options.n_paths         = 2000000;
    options.chunk           = 64;
    options.backend         = "cuda";
    options.paths_in_flight = 64;
    options.block           = 32;
    options.progress        = [](void *, uint64_t, uint64_t) { return false; };
    EXPECT_EQ(sfl_run(plan.get(), &options, &tally, nullptr, nullptr), SFL_INTERRUPTED);
    const Tally    owned(tally);
    const uint64_t n_paths = sfl_tally_paths(tally);
    ASSERT_GT(n_paths, 0u);
    ASSERT_LT(n_paths, options.n_paths);
    EXPECT_TRUE(sfl_tally_equal(tally, run(plan.get(), "cpu", n_paths).tally.get()));
}

} // namespace
