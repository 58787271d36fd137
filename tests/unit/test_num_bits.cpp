// The same bits from gcc and clang, plain and optimised, one number at a time and side by side.
#include <gtest/gtest.h>

#include <cstdint>

#define SFL_BITS(name, needs) extern "C" uint64_t sfl_num_bits_##name(void);
#include "num_bits_list.def"
#undef SFL_BITS

namespace
{

// Of gcc 12.2 and clang 14, every level, 24 November 2026; a change of an algorithm in num.h or draw.h changes it.
constexpr uint64_t known_bits = UINT64_C(0xccdaca080d9d0569);

bool can_run(const char *level)
{
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (level[0] == '3') return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (level[0] == '4') return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
                                __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512bw");
#endif
    return level[0] == '1';
}

} // namespace

#define SFL_BITS(name, needs)                                                                                          \
    TEST(NumBits, AreThoseOfEveryOtherBuild_##name)                                                                    \
    {                                                                                                                  \
        if (!can_run(#needs)) GTEST_SKIP() << "this machine cannot run x86-64-v" #needs;                               \
        EXPECT_EQ(sfl_num_bits_##name(), known_bits);                                                                  \
    }
#include "num_bits_list.def"
