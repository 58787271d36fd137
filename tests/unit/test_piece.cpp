// host/tally: a piece of a run as a file and back.
#include "tests/unit/folder.hpp"
#include "tests/unit/pieces.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
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

namespace
{

// The shares of a run, as files.
std::vector<std::string> files_of(SmallRun &run, uint32_t n_shards)
{
    std::vector<std::string> files;
    for (uint32_t shard = 1; shard <= n_shards; ++shard)
        files.push_back(bytes_of(piece_of(run, {sfl_piece_share(run.request.n_paths, shard, n_shards)}).get()));
    return files;
}

// One file of several.
std::string merged(SmallRun &run, const std::vector<std::string> &files)
{
    Piece piece = run.empty();
    for (const std::string &file : files)
        EXPECT_EQ(load(file, piece.get()), "");
    return bytes_of(piece.get());
}

// Of each two one, until there is one.
std::string merged_by_twos(SmallRun &run, std::vector<std::string> files)
{
    while (files.size() > 1) {
        std::vector<std::string> fewer;
        for (size_t i = 0; i < files.size(); i += 2)
            fewer.push_back(merged(run, {files.begin() + static_cast<std::ptrdiff_t>(i),
                                         files.begin() + static_cast<std::ptrdiff_t>(std::min(i + 2, files.size()))}));
        files = fewer;
    }
    return files[0];
}

std::string refusal_of(SmallRun &run, SmallRun &other, const char *name = "b.sfl")
{
    Piece into = piece_of(run, {{0, 128}});
    return load(bytes_of(piece_of(other, {{128, 128}}).get()), into.get(), name);
}

} // namespace

TEST_P(EverySampling, PiecesMergedInAnyOrderAndByAnyTreeAreTheSameBytes)
{
    SmallRun                 run(small_scenario(GetParam()), 5000);
    std::vector<std::string> files    = files_of(run, 13);
    std::string              expected = bytes_of(piece_of(run, {{0, 5000}}).get());
    EXPECT_EQ(merged(run, files), expected);
    EXPECT_EQ(merged_by_twos(run, files), expected);
    std::reverse(files.begin(), files.end());
    EXPECT_EQ(merged(run, files), expected);
    std::mt19937 engine(3);
    for (int round = 0; round < 5; ++round) {
        std::shuffle(files.begin(), files.end(), engine);
        EXPECT_EQ(merged(run, files), expected);
        EXPECT_EQ(merged_by_twos(run, files), expected);
    }
}

TEST_P(EverySampling, APieceInMemoryIsAddedLikeOneFromAFile)
{
    SmallRun run(busy_scenario(GetParam()), 5000);
    Piece    one = piece_of(run, {{0, 192}}), other = piece_of(run, {{192, 64}, {1024, 66}});
    Piece    from_file = loaded(run, bytes_of(one.get()));
    EXPECT_EQ(load(bytes_of(other.get()), from_file.get()), "");
    ASSERT_EQ(sfl_piece_add(one.get(), other.get(), "b.sfl", nullptr), SFL_OK);
    EXPECT_EQ(bytes_of(one.get()), bytes_of(from_file.get()));
}

TEST(Piece, OfASweepHoldsEveryPoint)
{
    SmallRun run({small_scenario(random_paths), busy_scenario(random_paths), small_scenario(sobol_paths)}, 100000);
    Piece    piece = piece_of(run, {{32768 - 64, 192}}), back = loaded(run, bytes_of(piece.get()));
    for (size_t i = 0; i < 3; ++i)
        EXPECT_TRUE(equal_sets(piece->sets[i], back->sets[i])) << i;
    File file = open_bytes(bytes_of(piece.get()));
    EXPECT_STREQ(sfl_piece_head(file.get())->request.points[2].values[1], "workloads.chat.volatility=0.5");
}

TEST(Piece, TheHeadSaysWhatWasAskedFor)
{
    SmallRun run(small_scenario(random_paths), 0);
    run.request.until     = "spend 1%, regret 2%";
    run.request.against   = 3;
    run.request.split     = true;
    run.request.seed      = UINT64_MAX;
    Piece piece           = piece_of(run, {{0, 64}, {640, 64}});
    piece->shard          = 7;
    piece->n_shards       = UINT32_MAX;
    piece->until_paths    = 4096;
    piece->until_reached  = true;
    piece->seconds        = 12.5;
    std::string      file = bytes_of(piece.get());
    File             open = open_bytes(file);
    const sfl_piece *head = sfl_piece_head(open.get());
    EXPECT_STREQ(head->request.text, run.text.c_str());
    EXPECT_STREQ(head->request.title, "small.cfg");
    EXPECT_STREQ(head->request.until, "spend 1%, regret 2%");
    EXPECT_EQ(head->request.seed, UINT64_MAX);
    EXPECT_EQ(head->request.sampling, SFL_SAMPLING_RANDOM);
    EXPECT_EQ(head->request.against, 3);
    EXPECT_EQ(head->request.n_paths, 0u);
    EXPECT_EQ(head->request.max_paths, 1000000u);
    EXPECT_EQ(head->request.level, 0.95);
    EXPECT_TRUE(head->request.split);
    EXPECT_EQ(head->request.n_points, 1);
    EXPECT_EQ(head->shard, 7u);
    EXPECT_EQ(head->n_shards, UINT32_MAX);
    EXPECT_EQ(head->until_paths, 4096u);
    EXPECT_TRUE(head->until_reached);
    EXPECT_EQ(head->seconds, 12.5);
    EXPECT_EQ(head->held.n, 2u);
    EXPECT_EQ(sfl_path_set_count(&head->held), 128u);
    EXPECT_EQ(head->plans, nullptr);
    EXPECT_EQ(head->sets, nullptr);
}

TEST(Piece, WithoutAPathIsAFileToo)
{
    SmallRun run(small_scenario(random_paths), 100);
    run.request.title = nullptr;
    Piece piece = run.empty(), back = loaded(run, bytes_of(piece.get()));
    EXPECT_EQ(sfl_path_set_count(&back->held), 0u);
    EXPECT_EQ(sfl_tally_set_paths(&back->sets[0]), 0u);
    EXPECT_EQ(bytes_of(back.get()), bytes_of(piece.get()));
}

TEST(Piece, SharesCoverAllPathsOnceInWholeBlocks)
{
    for (uint64_t n_paths : {uint64_t{1}, uint64_t{63}, uint64_t{64}, uint64_t{65}, uint64_t{1000}, uint64_t{4096},
                             uint64_t{1000001}, UINT64_MAX - 1, UINT64_MAX}) {
        for (uint32_t n : {1u, 2u, 3u, 7u, 16u, 17u, 100u, 1000u}) {
            uint64_t next = 0, least = UINT64_MAX, most = 0;
            for (uint32_t shard = 1; shard <= n; ++shard) {
                sfl_range range = sfl_piece_share(n_paths, shard, n);
                ASSERT_EQ(range.first, next) << n_paths << " " << shard << "/" << n;
                next += range.n_paths;
                uint64_t blocks = range.n_paths / SFL_PART_PATHS + (range.n_paths % SFL_PART_PATHS != 0);
                least           = std::min(least, blocks);
                most            = std::max(most, blocks);
                ASSERT_TRUE(next == n_paths || range.n_paths % SFL_PART_PATHS == 0);
            }
            ASSERT_EQ(next, n_paths) << n;
            ASSERT_LE(most - least, 1u) << n_paths << " by " << n;
        }
    }
}

TEST(Piece, OfAnotherRunIsRefused)
{
    SmallRun run(small_scenario(random_paths), 5000);
    SmallRun seed(small_scenario("months = 3; discount_rate = 0.08; seed = 6;"), 5000);
    seed.request.seed = 6;
    EXPECT_EQ(refusal_of(run, seed), "b.sfl: is of another run: seed 6, the others have 5");
    SmallRun sampling(small_scenario(sobol_paths), 5000);
    EXPECT_EQ(refusal_of(run, sampling), "b.sfl: is of another run: its paths are sampled in another way");
    SmallRun scenario(busy_scenario(random_paths), 5000);
    EXPECT_EQ(refusal_of(run, scenario),
              "b.sfl: is of another run: its scenario is another");
    SmallRun paths(small_scenario(random_paths), 5001);
    EXPECT_EQ(refusal_of(run, paths), "b.sfl: is of another run: 5001 paths in all, the others have 5000");
    SmallRun until(small_scenario(random_paths), 5000);
    until.request.until = "spend 1%";
    EXPECT_EQ(refusal_of(run, until), "b.sfl: is of another run: its targets are others");
    SmallRun sweep({small_scenario(random_paths), small_scenario(random_paths)}, 5000);
    EXPECT_EQ(refusal_of(run, sweep), "b.sfl: is of another sweep: it has other points");
}

TEST(Piece, WithPathsOfAnotherIsRefused)
{
    SmallRun run(small_scenario(random_paths), 5000);
    Piece    into = piece_of(run, {{0, 128}, {640, 64}});
    EXPECT_EQ(load(bytes_of(piece_of(run, {{64, 128}}).get()), into.get(), "b.sfl"),
              "b.sfl: overlaps: paths 64 to 127 are in another file, too");
    EXPECT_EQ(load(bytes_of(piece_of(run, {{128, 64}, {704, 1}}).get()), into.get(), "b.sfl"), "");
    EXPECT_EQ(load(bytes_of(piece_of(run, {{192, 600}}).get()), into.get(), "b.sfl"),
              "b.sfl: overlaps: paths 640 to 704 are in another file, too");
}

TEST(Piece, ThatCannotBeWrittenSaysWhyAndLeavesTheOldFile)
{
    SmallRun    run(small_scenario(random_paths), 5000);
    Piece       piece = piece_of(run, {{0, 64}});
    OwnFolder   folder;
    std::string name = folder.in("no/a.sfl");
    Diag        diag(sfl_diag_build());
    EXPECT_EQ(sfl_piece_write(piece.get(), name.c_str(), diag.get()), SFL_ERR_OUTPUT);
    EXPECT_EQ(sfl_piece_write(piece.get(), "/dev/full", diag.get()), SFL_ERR_OUTPUT);
    EXPECT_EQ(lines(diag.get()), name + ": cannot be written: No such file or directory\n"
                                        "/dev/full: cannot be written: No space left on device");
}

INSTANTIATE_TEST_SUITE_P(Piece, EverySampling, testing::Values(random_paths, antithetic_paths, sobol_paths));
