#include "host/config/number.h"

#include <gtest/gtest.h>

#include <cmath>

namespace
{

TEST(Number, IsWholeWithoutPointAndExponent)
{
    for (const char *text : {"0", "12", "-12", "+12", "12L", "12LL", "0x1f", "0XFFL"})
        EXPECT_TRUE(sfl_number_parse(text).is_whole) << text;
    for (const char *text : {"12.0", ".5", "5.", "1e3", "1E3"})
        EXPECT_FALSE(sfl_number_parse(text).is_whole) << text;
}

TEST(Number, KeepsEveryDigitOfAWholeNumber)
{
    EXPECT_EQ(sfl_number_parse("18446744073709551615").magnitude, UINT64_MAX);
    EXPECT_EQ(sfl_number_parse("0xffffffffffffffff").magnitude, UINT64_MAX);
    EXPECT_EQ(sfl_number_parse("-9007199254740993").magnitude, UINT64_C(9007199254740993));
    EXPECT_TRUE(sfl_number_parse("-9007199254740993").is_negative);
}

TEST(Number, SaysWhereAWholeNumberDoesNotFit)
{
    EXPECT_TRUE(sfl_number_parse("18446744073709551615").fits);
    EXPECT_FALSE(sfl_number_parse("18446744073709551616").fits);
    EXPECT_FALSE(sfl_number_parse("0x10000000000000000").fits);
    EXPECT_FALSE(sfl_number_parse("99999999999999999999999999").fits);
}

TEST(Number, IsTheNearestDouble)
{
    EXPECT_EQ(sfl_number_parse("3000000000").value, 3e9);
    EXPECT_EQ(sfl_number_parse("0x10").value, 16.0);
    EXPECT_EQ(sfl_number_parse("-0x10L").value, -16.0);
    EXPECT_EQ(sfl_number_parse("0.1").value, 0.1);
    EXPECT_TRUE(std::isinf(sfl_number_parse("1.0e400").value));
}

TEST(Number, SaysWhereARealIsLost)
{
    EXPECT_TRUE(sfl_number_parse("1e-400").is_lost);
    EXPECT_TRUE(sfl_number_parse("1e-310").is_lost);
    EXPECT_FALSE(sfl_number_parse("0.0").is_lost);
    EXPECT_FALSE(sfl_number_parse("0e5").is_lost);
    EXPECT_FALSE(sfl_number_parse("1e-300").is_lost);
}

} // namespace
