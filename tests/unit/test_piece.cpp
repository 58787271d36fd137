// host/tally: a piece of a run as a file and back.
#include "tests/unit/folder.hpp"
#include "tests/unit/pieces.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

namespace
{

using namespace pieces;

constexpr const char *random_paths     = "months = 3; discount_rate = 0.08; seed = 5;";
constexpr const char *antithetic_paths = "months = 3; discount_rate = 0.08; seed = 5; sampling = \"antithetic\";";
constexpr const char *sobol_paths      = "months = 3; discount_rate = 0.08; seed = 5; sampling = \"sobol\";";

class EverySampling : public testing::TestWithParam<const char *>
{
};

} // namespace

TEST_P(EverySampling, AFileReadBackHoldsTheSamePiece)
{
    for (const std::string &scenario : {busy_scenario(GetParam()), small_scenario(GetParam())}) {
        SmallRun  run(scenario, 5000);
        Piece     piece = piece_of(run, {{128, 256}, {4000, 1000}});
        OwnFolder folder;
        Diag      diag(sfl_diag_build());
        ASSERT_EQ(sfl_piece_write(piece.get(), folder.in("a.sfl").c_str(), diag.get()), SFL_OK) << lines(diag.get());
        sfl_piece_file *opened = nullptr;
        ASSERT_EQ(sfl_piece_open(folder.in("a.sfl").c_str(), &opened, diag.get()), SFL_OK) << lines(diag.get());
        File  file(opened);
        Piece back = run.empty();
        ASSERT_EQ(sfl_piece_load(opened, back.get(), diag.get()), SFL_OK) << lines(diag.get());
        EXPECT_TRUE(equal_sets(piece->sets[0], back->sets[0]));
        EXPECT_EQ(contents_of(folder.in("a.sfl")), bytes_of(back.get()));
    }
}

INSTANTIATE_TEST_SUITE_P(Piece, EverySampling, testing::Values(random_paths, antithetic_paths, sobol_paths));
