// card.h on the stand-in: what a card counts is what a CPU counts, in both forms, every shape of launch and every ragged end; what
// fails is told, gives back its memory and adds nothing.
#include "kernels/backend.h"
#include "kernels/card.h"
#include "tests/emulate/small_scenario.hpp"
#include "tests/emulate/stand_in/machine.hpp"
#include "tests/unit/run_plan.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace
{

using runs::busy_scenario;
using runs::Plan;
using runs::plan_of;
using runs::Tally;

Tally by_cpu(const sfl_plan *plan, uint64_t first, uint64_t n_paths)
{
    sfl_run_options options{};
    sfl_tally      *tally = nullptr;
    options.first_path    = first;
    options.n_paths       = n_paths;
    options.backend       = "cpu-plain";
    EXPECT_EQ(sfl_run(plan, &options, &tally, nullptr, nullptr), SFL_OK);
    return Tally(tally);
}

sfl_card_shape plain(uint64_t in_flight, int32_t block)
{
    return {in_flight, block, SFL_CARD_PLAIN, 0};
}

sfl_card_shape team(uint64_t in_flight, int32_t n_paths, int32_t n_members)
{
    return {in_flight, n_paths * n_members, SFL_CARD_TEAM, n_members};
}

struct Card {
    Card(const sfl_plan *plan, sfl_card_shape shape, int32_t device = 0)
    {
        card = sfl_card_open(device, plan, &shape, &error);
    }
    ~Card()
    {
        sfl_card_close(&card);
    }
    Card(const Card &)            = delete;
    Card &operator=(const Card &) = delete;

    sfl_card_error error{};
    sfl_card      *card = nullptr;
};

class EmulatedCard : public testing::Test
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

void expect_parity(const sfl_plan *plan, sfl_card_shape shape, uint64_t first, uint64_t n_paths)
{
    Card card(plan, shape);
    ASSERT_NE(card.card, nullptr) << card.error.text;
    Tally tally(sfl_tally_build_for(plan));
    ASSERT_TRUE(sfl_card_run(card.card, SFL_ALL_PARTS, first, n_paths, &card.error)) << card.error.text;
    ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error)) << card.error.text;
    EXPECT_TRUE(sfl_tally_equal(tally.get(), by_cpu(plan, first, n_paths).get()))
        << n_paths << " paths from " << first << ", " << shape.paths_in_flight << " in flight, block " << shape.block
        << ", form " << shape.form << ", members " << shape.n_members;
}

TEST_F(EmulatedCard, CountsWhatTheCpuCountsInEveryShape)
{
    const Plan plan = plan_of(busy_scenario("months = 14; seed = 3;"));
    for (const sfl_card_shape shape : {plain(0, 0), plain(32, 32), plain(64, 32), plain(64, 64), plain(1, 128),
                                       plain(512, 256), sfl_card_shape{}})
        expect_parity(plan.get(), shape, 0, 150);
}

TEST_F(EmulatedCard, CountsWhatTheCpuCountsInEveryTeam)
{
    const Plan plan = plan_of(busy_scenario("months = 14; seed = 3;"));
    for (const sfl_card_shape shape : {sfl_card_shape{0, 0, SFL_CARD_TEAM, 0}, sfl_card_shape{0, 96, SFL_CARD_TEAM, 0},
                                       sfl_card_shape{0, 0, SFL_CARD_TEAM, 3}, team(32, 32, 1), team(64, 32, 2),
                                       team(64, 64, 3), team(1, 128, 2), team(512, 64, 5), team(64, 32, 16)})
        expect_parity(plan.get(), shape, 0, 150);
}

// The first quote is of the last workload, so that nobody quotes the tokens he has counted himself.
TEST_F(EmulatedCard, CountsTheTokensOfOneMemberInTheQuotesOfAnother)
{
    const Plan plan = plan_of(R"(simulation = { months = 5; seed = 9; };
models = ( { name = "m"; provider = "p"; input_usd = 3.0; output_usd = 15.0; } );
workloads = ( { name = "chat"; model = "m"; input_mtok = 900.0; output_mtok = 200.0; volatility = 0.5; },
              { name = "bulk"; model = "m"; input_mtok = 200.0; output_mtok = 100.0; volatility = 0.6; } );
vendors = ( { name = "lab"; } );
channels = ( { name = "direct"; kind = "token"; vendor = "lab"; models = ["m"]; } );
architectures = ( { name = "direct"; routes = ( { workload = "bulk"; channel = "direct"; },
                                                { workload = "chat"; channel = "direct"; } ); } );
)");
    ASSERT_EQ(SFL_AT(plan.get(), sfl_plan_quote, plan->quotes_at)[0].workload, 1);
    expect_parity(plan.get(), team(64, 32, 2), 0, 150);
}

// As many near slots as fit, down to none at all.
TEST_F(EmulatedCard, CountsTheSameWithHoweverFewNearSlots)
{
    const Plan plan = plan_of(busy_scenario("months = 5; seed = 3;"));
    const auto all  = static_cast<size_t>(plan->n_near_slots);
    for (const size_t n_near : {size_t{0}, size_t{1}, size_t{2}, all / 2, all - 1, all}) {
        stand_in::Machine machine;
        machine.shared_bytes = n_near * 32 * sizeof(double);
        stand_in::set_up(machine);
        expect_parity(plan.get(), team(64, 32, 3), 0, 70);
    }
}

sfl_card_shape chosen(const sfl_plan *plan, size_t shared_bytes, sfl_card_shape asked)
{
    stand_in::Machine machine;
    machine.shared_bytes = shared_bytes;
    stand_in::set_up(machine);
    bool       was_lowered = false;
    const Card card(plan, asked);
    EXPECT_NE(card.card, nullptr) << card.error.text;
    return card.card == nullptr ? sfl_card_shape{} : sfl_card_shape_of(card.card, &was_lowered);
}

TEST_F(EmulatedCard, LeftToChooseWalksInTeamsWhereAllNearSlotsFit)
{
    const Plan           plan   = plan_of(busy_scenario("months = 5; seed = 3;"));
    const size_t         needed = static_cast<size_t>(plan->n_near_slots) * 32 * sizeof(double);
    const sfl_card_shape fits   = chosen(plan.get(), needed, {});
    EXPECT_EQ(fits.form, SFL_CARD_TEAM);
    EXPECT_EQ(fits.n_members, plan->n_architectures);
    EXPECT_EQ(fits.block, 32 * fits.n_members);
    EXPECT_EQ(chosen(plan.get(), needed - 1, {}).form, SFL_CARD_PLAIN);
    EXPECT_EQ(chosen(plan.get(), needed - 1, {0, 0, SFL_CARD_TEAM, 0}).form, SFL_CARD_TEAM);
    EXPECT_EQ(chosen(plan.get(), needed, {0, 32, SFL_CARD_AUTO, 0}).form, SFL_CARD_PLAIN); // nobody could help
    EXPECT_EQ(chosen(plan.get(), needed, {0, 0, SFL_CARD_PLAIN, 0}).form, SFL_CARD_PLAIN);
}

TEST_F(EmulatedCard, CountsRaggedEnds)
{
    const Plan plan = plan_of(busy_scenario("months = 7; seed = 3;"));
    for (const uint64_t n_paths : {1u, 2u, 31u, 32u, 33u, 63u, 64u, 65u, 127u, 129u})
        expect_parity(plan.get(), plain(64, 32), 5, n_paths);
    expect_parity(plan.get(), plain(64, 32), UINT64_MAX - 40, 41);
}

TEST_F(EmulatedCard, CountsRaggedEndsInTeams)
{
    const Plan plan = plan_of(busy_scenario("months = 7; seed = 3;"));
    for (const uint64_t n_paths : {1u, 31u, 32u, 33u, 63u, 64u, 65u, 129u})
        expect_parity(plan.get(), team(64, 32, 2), 5, n_paths);
    for (const uint64_t n_paths : {1u, 33u, 64u, 65u, 129u})
        expect_parity(plan.get(), team(64, 64, 3), 5, n_paths);
    expect_parity(plan.get(), team(64, 64, 2), UINT64_MAX - 40, 41);
}

TEST_F(EmulatedCard, CountsAntitheticPairs)
{
    const Plan plan = plan_of(busy_scenario("months = 7; seed = 3; sampling = \"antithetic\";"));
    for (const uint64_t n_paths : {2u, 30u, 32u, 34u, 66u, 130u})
        expect_parity(plan.get(), plain(64, 64), 4, n_paths);
    for (const uint64_t n_paths : {2u, 34u, 130u})
        expect_parity(plan.get(), team(64, 64, 2), 4, n_paths);
}

TEST_F(EmulatedCard, ManyRunsMakeOneCollectionAndManyCollectionsOneTally)
{
    const Plan plan = plan_of(busy_scenario("months = 5; seed = 9;"));
    Card       card(plan.get(), team(64, 32, 2));
    Tally      tally(sfl_tally_build_for(plan.get()));
    for (uint64_t first = 0; first < 300; first += 50) {
        ASSERT_TRUE(sfl_card_run(card.card, SFL_ALL_PARTS, first, 50, &card.error));
        if (first % 100 == 0) {
            ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error));
        }
    }
    ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error));
    ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error)); // there is nothing more
    EXPECT_TRUE(sfl_tally_equal(tally.get(), by_cpu(plan.get(), 0, 300).get()));
}

// Amounts so large that their sums, squares and products need every piece; some are too large and are refused, and the card
// says on which path first, as the processor does.
TEST_F(EmulatedCard, CountsTheLargestAmountsExactlyAndRefusesLargerOnes)
{
    for (const char *sampling : {"random", "antithetic"}) {
        const std::string simulation = std::string("months = 12; seed = 9; sampling = \"") + sampling + "\";";
        const Plan        large      = plan_of(small_scenario_of(simulation, "1.0e10"));
        const Plan        too_large  = plan_of(small_scenario_of(simulation, "1.1e11"));
        expect_parity(large.get(), plain(64, 32), 0, 200);
        Card           card(too_large.get(), team(64, 32, 2));
        Tally          tally(sfl_tally_build_for(too_large.get()));
        const uint64_t n_paths = 200;
        ASSERT_TRUE(sfl_card_run(card.card, SFL_ALL_PARTS, 0, n_paths, &card.error));
        ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error));
        Tally expected(sfl_tally_build_for(too_large.get()));
        std::vector<double> slots(sfl_backend_slot_bytes(too_large.get()) / sizeof(double) + 8);
        const auto          address = reinterpret_cast<uintptr_t>(slots.data());
        sfl_backend_pick("cpu-plain")->run(too_large.get(), SFL_ALL_PARTS, 0, n_paths, slots.data() + (64 - address % 64) % 64 / 8,
                                           expected.get());
        uint64_t least = 0;
        EXPECT_GT(sfl_tally_refused(tally.get(), &least), 0u);
        EXPECT_LT(least, n_paths);
        EXPECT_TRUE(sfl_tally_equal(tally.get(), expected.get())) << sampling;
    }
}

void expect_fewer_in_flight(const sfl_plan *plan, sfl_card_shape fits, sfl_card_shape asked)
{
    stand_in::Machine small;
    stand_in::set_up({});
    {
        Card card(plan, fits);
        small.memory_bytes = stand_in::bytes_taken() + 1024;
    }
    stand_in::set_up(small);
    Card card(plan, asked);
    ASSERT_NE(card.card, nullptr) << card.error.text;
    bool was_lowered = false;
    EXPECT_EQ(sfl_card_shape_of(card.card, &was_lowered).paths_in_flight, 64u);
    EXPECT_TRUE(was_lowered);
    Tally tally(sfl_tally_build_for(plan));
    ASSERT_TRUE(sfl_card_run(card.card, SFL_ALL_PARTS, 0, 200, &card.error));
    ASSERT_TRUE(sfl_card_collect(card.card, tally.get(), &card.error));
    EXPECT_TRUE(sfl_tally_equal(tally.get(), by_cpu(plan, 0, 200).get()));
}

TEST_F(EmulatedCard, TakesFewerPathsInFlightWhereMemoryIsShort)
{
    const Plan plan = plan_of(busy_scenario("months = 5; seed = 9;"));
    expect_fewer_in_flight(plan.get(), plain(64, 32), plain(1024, 32));
    expect_fewer_in_flight(plan.get(), team(64, 32, 2), team(1024, 32, 2));
}

TEST_F(EmulatedCard, SaysThatMemoryIsTooShort)
{
    const Plan        plan = plan_of(busy_scenario("months = 5; seed = 9;"));
    stand_in::Machine tiny;
    tiny.memory_bytes = 4096;
    stand_in::set_up(tiny);
    Card card(plan.get(), plain(1024, 32));
    EXPECT_EQ(card.card, nullptr);
    EXPECT_EQ(card.error.status, SFL_ERR_MEMORY);
    EXPECT_NE(std::string(card.error.text).find("out of memory"), std::string::npos) << card.error.text;
}

TEST_F(EmulatedCard, RefusesMorePathsThanItsCountersHold)
{
    const Plan plan = plan_of(busy_scenario("months = 2; seed = 9;"));
    Card       card(plan.get(), plain(32, 32));
    EXPECT_FALSE(sfl_card_run(card.card, SFL_ALL_PARTS, 0, SFL_CARD_MOST_PATHS + 1, &card.error));
    EXPECT_EQ(card.error.status, SFL_ERR_DEVICE);
}

// Every call in turn, with the device lost and with the call alone refused: told, with the device's own words; a tally
// that was collected into holds all of the paths or none.
class EveryCallOfACard : public EmulatedCard, public testing::WithParamInterface<int32_t>
{
};

INSTANTIATE_TEST_SUITE_P(InEveryForm, EveryCallOfACard, testing::Range<int32_t>(0, SFL_CARD_FORM_COUNT));

TEST_P(EveryCallOfACard, MayFail)
{
    const Plan plan = plan_of(small_scenario);
    auto       work = [&](sfl_tally *tally, sfl_card_error *error) {
        const sfl_card_shape shape = {32, GetParam() == SFL_CARD_PLAIN ? 32 : 64, GetParam(), 0};
        sfl_card            *card  = sfl_card_open(0, plan.get(), &shape, error);
        const bool           done  = card != nullptr && sfl_card_run(card, SFL_ALL_PARTS, 0, 40, error) && sfl_card_collect(card, tally, error);
        sfl_card_close(&card);
        return done;
    };
    Tally          whole(sfl_tally_build_for(plan.get()));
    sfl_card_error error{};
    ASSERT_TRUE(work(whole.get(), &error));
    const Tally none(sfl_tally_build_for(plan.get()));
    const long  n_calls = stand_in::calls();
    EXPECT_GT(n_calls, 20);
    for (const bool is_lost : {true, false}) {
        for (long call = 1; call <= n_calls; ++call) {
            stand_in::Machine machine;
            machine.fail_at        = call;
            machine.device_is_lost = is_lost;
            stand_in::set_up(machine);
            Tally      tally(sfl_tally_build_for(plan.get()));
            error            = {};
            const bool is_done = work(tally.get(), &error);
            EXPECT_TRUE(sfl_tally_equal(tally.get(), is_done ? whole.get() : none.get()))
                << "call " << call << ", " << stand_in::failed_call();
            if (is_done) continue; // giving back may fail unheard
            EXPECT_EQ(error.status, SFL_ERR_DEVICE) << stand_in::failed_call();
            EXPECT_NE(std::string(error.text).find("unspecified launch failure"), std::string::npos) << error.text;
            EXPECT_EQ(stand_in::bytes_taken(), 0u) << stand_in::failed_call();
        }
    }
}

} // namespace
