// host/tally/tally_set: the tallies of some paths, part by part.
#include "host/tally/tally_set.h"
#include "tests/unit/pieces.hpp"

#include <gtest/gtest.h>

namespace
{

using namespace pieces;

constexpr const char *random_paths     = "months = 3; seed = 5;";
constexpr const char *antithetic_paths = "months = 3; seed = 5; sampling = \"antithetic\";";
constexpr const char *sobol_paths      = "months = 3; seed = 5; sampling = \"sobol\";";

Tally whole_of(const sfl_plan *plan, const sfl_tally_set &set)
{
    sfl_tally *whole = nullptr;
    EXPECT_EQ(sfl_tally_set_whole(plan, &set, &whole, nullptr), SFL_OK);
    return Tally(whole);
}

Tally walked(const sfl_plan *plan, uint64_t first, uint64_t n)
{
    sfl_run_options options = {};
    options.first_path      = first;
    options.n_paths         = n;
    options.n_threads       = 1;
    options.backend         = "cpu";
    sfl_tally *tally        = nullptr;
    EXPECT_EQ(sfl_run(plan, &options, &tally, nullptr, nullptr), SFL_OK);
    return Tally(tally);
}

} // namespace

TEST(TallySet, KeepsInPartsWhatPartsGiveAnIntervalFor)
{
    EXPECT_EQ(sfl_tally_set_in_parts(plan_of(small_scenario(random_paths)).get()), 0u);
    EXPECT_EQ(sfl_tally_set_in_parts(plan_of(busy_scenario(random_paths)).get()), 32768u);
    EXPECT_EQ(sfl_tally_set_in_parts(plan_of(small_scenario(antithetic_paths)).get()), UINT64_MAX);
    EXPECT_EQ(sfl_tally_set_in_parts(plan_of(small_scenario(sobol_paths)).get()), UINT64_MAX);
}

TEST(TallySet, HasNoPathsAtFirst)
{
    sfl_tally_set set = {};
    EXPECT_EQ(sfl_tally_set_paths(&set), 0u);
    for (int32_t part = SFL_ALL_PARTS; part < SFL_N_PARTS; ++part)
        EXPECT_EQ(sfl_tally_set_paths_of(&set, part), 0u);
}

TEST(TallySet, AllOfItIsTheTallyOfARunOfAllItsPaths)
{
    for (const char *simulation :
         {random_paths, antithetic_paths}) { // a run of many parts of quasi-random paths is no plain run
        SmallRun run(busy_scenario(simulation), 5000);
        Piece    piece = piece_of(run, {{32768 - 300, 700}});
        Tally    whole = whole_of(run.plans[0], piece->sets[0]);
        EXPECT_EQ(sfl_tally_set_paths(&piece->sets[0]), 700u);
        EXPECT_TRUE(sfl_tally_equal(whole.get(), walked(run.plans[0], 32768 - 300, 700).get()));
    }
}

TEST(TallySet, SetsAddPartByPartInAnyOrder)
{
    SmallRun run(busy_scenario(random_paths), 5000);
    Piece    a = piece_of(run, {{0, 256}}), b = piece_of(run, {{2048, 128}}), c = piece_of(run, {{40000 - 64, 128}});
    sfl_tally_set forth = {}, back = {};
    for (const Piece *piece : {&a, &b, &c})
        ASSERT_EQ(sfl_tally_set_add(run.plans[0], &forth, &(*piece)->sets[0], nullptr), SFL_OK);
    for (const Piece *piece : {&c, &b, &a})
        ASSERT_EQ(sfl_tally_set_add(run.plans[0], &back, &(*piece)->sets[0], nullptr), SFL_OK);
    EXPECT_TRUE(equal_sets(forth, back));
    EXPECT_EQ(sfl_tally_set_paths_of(&forth, 0), 128u); // block 0 of a, block 32 of b
    EXPECT_EQ(sfl_tally_set_paths_of(&forth, 3), 64u);
    EXPECT_EQ(sfl_tally_set_paths_of(&forth, 5), 0u);
    EXPECT_EQ(sfl_tally_set_paths_of(&forth, SFL_ALL_PARTS), 128u);
    EXPECT_EQ(sfl_tally_set_paths_of(&a->sets[0], 0), 64u); // as it was
    sfl_tally_set_release(&forth);
    sfl_tally_set_release(&back);
    EXPECT_EQ(sfl_tally_set_paths(&forth), 0u);
}
