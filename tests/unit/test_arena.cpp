#include "host/base/arena.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace
{

struct Arena : testing::Test {
    sfl_arena *arena = sfl_arena_build();
    ~Arena() override
    {
        sfl_arena_free(&arena);
    }
};

TEST_F(Arena, GivesZeroedMemoryAlignedToSixteenBytes)
{
    for (size_t n : {1u, 3u, 16u, 1000u, 5000u, 100000u}) {
        const char *memory = static_cast<char *>(sfl_arena_take(arena, n, 1));
        ASSERT_NE(memory, nullptr);
        EXPECT_EQ(reinterpret_cast<uintptr_t>(memory) % 16, 0u);
        for (size_t i = 0; i < n; i++)
            ASSERT_EQ(memory[i], 0);
    }
}

TEST_F(Arena, KeepsWhatItGaveWhileItGrows)
{
    std::vector<char *> texts;
    for (int i = 0; i < 5000; i++)
        texts.push_back(sfl_arena_format(arena, "text %d", i));
    for (int i = 0; i < 5000; i++)
        ASSERT_EQ(std::string(texts[static_cast<size_t>(i)]), "text " + std::to_string(i));
}

TEST_F(Arena, GivesNothingWhereTheSizeOverflows)
{
    EXPECT_EQ(sfl_arena_take(arena, SIZE_MAX, 2), nullptr);
    EXPECT_EQ(sfl_arena_take(arena, SIZE_MAX / 2, 4), nullptr);
    EXPECT_EQ(sfl_arena_take(arena, SIZE_MAX, 1), nullptr);
}

TEST_F(Arena, GivesAPointerToNothing)
{
    EXPECT_NE(sfl_arena_take(arena, 0, 8), nullptr);
    EXPECT_NE(sfl_arena_take(arena, 8, 0), nullptr);
}

TEST_F(Arena, EndsCopiesWithAZeroByte)
{
    EXPECT_STREQ(sfl_arena_text_n(arena, "abcdef", 3), "abc");
    EXPECT_STREQ(sfl_arena_text(arena, ""), "");
}

TEST(ArenaOfNobody, IsFreedWithoutHarm)
{
    sfl_arena *arena = nullptr;
    sfl_arena_free(&arena);
    sfl_arena_free(nullptr);
    EXPECT_EQ(sfl_arena_take(nullptr, 1, 1), nullptr);
}

} // namespace
