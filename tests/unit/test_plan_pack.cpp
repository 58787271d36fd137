// One block out of many arrays.
#include "host/plan/pack.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace
{

class PlanPack : public ::testing::Test
{
  protected:
    ~PlanPack() override
    {
        sfl_arena_free(&arena);
    }

    sfl_arena *arena = sfl_arena_build();
    sfl_pack  *pack  = sfl_pack_build(arena);
};

TEST_F(PlanPack, ArraysStandAtTheirOffsetsAndTheRestIsZero)
{
    size_t   first_at = 1, second_at = 1, empty_at = 1;
    double  *first  = SFL_PACK_ARRAY(pack, double, 3, &first_at);
    int32_t *second = SFL_PACK_ARRAY(pack, int32_t, 1, &second_at);
    ASSERT_NE(SFL_PACK_ARRAY(pack, double, 0, &empty_at), nullptr);
    first[2]  = 1.5;
    second[0] = 7;
    EXPECT_EQ(first_at, 0u);
    EXPECT_EQ(second_at, 64u);
    EXPECT_EQ(empty_at, 0u);
    ASSERT_EQ(sfl_pack_bytes(pack), 128u);
    void *block = nullptr;
    ASSERT_EQ(sfl_pack_finish(pack, &block), SFL_OK);
    EXPECT_EQ(reinterpret_cast<uintptr_t>(block) % 64, 0u);
    unsigned char expected[128] = {0};
    std::memcpy(expected, first, 24);
    std::memcpy(expected + 64, second, 4);
    EXPECT_EQ(std::memcmp(block, expected, 128), 0);
    std::free(block);
}

TEST_F(PlanPack, ABlockHasABound)
{
    size_t at = 0;
    EXPECT_EQ(sfl_pack_take(pack, SFL_PACK_MOST_BYTES / 8 + 1, 8, &at), nullptr);
    EXPECT_EQ(sfl_pack_status(pack), SFL_ERR_VALUE);
    EXPECT_EQ(sfl_pack_take(pack, 1, 8, &at), nullptr); // and stays refused
    void *block = nullptr;
    EXPECT_EQ(sfl_pack_finish(pack, &block), SFL_ERR_VALUE);
}

TEST_F(PlanPack, SizesThatOverflowAreRefused)
{
    size_t at = 0;
    EXPECT_EQ(sfl_pack_take(pack, SIZE_MAX / 2, 8, &at), nullptr);
    EXPECT_EQ(sfl_pack_status(pack), SFL_ERR_VALUE);
}

} // namespace
