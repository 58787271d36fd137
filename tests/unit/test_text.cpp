#include "host/base/buffer.h"
#include "host/base/sha256.h"
#include "host/base/text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <random>
#include <string>

namespace
{

std::string real(double value)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(value, text);
    return text;
}

TEST(Text, WritesTheShortestNumberThatReadsBack)
{
    EXPECT_EQ(real(0.1), "0.1");
    EXPECT_EQ(real(0.1 + 0.2), "0.30000000000000004");
    EXPECT_EQ(real(-1.0), "-1");
    EXPECT_EQ(real(1e300), "1e+300");
    EXPECT_EQ(real(123456789012345680.0), "1.2345678901234568e+17");
}

TEST(Text, ReadsBackEveryNumberItWrites)
{
    std::mt19937_64 random(1);
    for (int i = 0; i < 2000; i++) {
        uint64_t bits = random();
        double   value;
        std::memcpy(&value, &bits, sizeof value);
        if (std::isfinite(value)) {
            ASSERT_EQ(sfl_text_to_real(real(value).c_str()), value);
        }
    }
}

TEST(Text, ReadsNumbersBeyondADoubleAsInfinite)
{
    EXPECT_EQ(sfl_text_to_real("1e400"), std::numeric_limits<double>::infinity());
    EXPECT_EQ(sfl_text_to_real("-1e400"), -std::numeric_limits<double>::infinity());
    EXPECT_EQ(sfl_text_to_real("1e-400"), 0.0);
}

size_t utf8(const std::string &bytes, uint32_t wanted = 0)
{
    uint32_t code = 0;
    size_t   n    = sfl_utf8_next(bytes.c_str(), &code);
    if (n > 0) {
        EXPECT_EQ(code, wanted);
    }
    return n;
}

TEST(Utf8, HasCharactersOfOneToFourBytes)
{
    EXPECT_EQ(utf8("a", 'a'), 1u);
    EXPECT_EQ(utf8("\xc3\xa9", 0xe9), 2u);
    EXPECT_EQ(utf8("\xe2\x80\xa6", 0x2026), 3u);
    EXPECT_EQ(utf8("\xf0\x9f\x98\x80", 0x1f600), 4u);
    EXPECT_EQ(utf8("\xf4\x8f\xbf\xbf", 0x10ffff), 4u);
}

TEST(Utf8, RefusesWhatIsCutOverlongOrNoCharacter)
{
    for (const char *bytes :
         {"\x80", "\xff", "\xc3", "\xe2\x80", "\xf0\x9f\x98", "\xc0\x80", "\xc1\xbf", "\xe0\x80\x80",
          "\xf0\x80\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xc3\x28"})
        EXPECT_EQ(utf8(bytes), 0u);
}

TEST(Utf8, KnowsControlCharacters)
{
    for (uint32_t code : {0x00u, 0x1fu, 0x7fu, 0x80u, 0x9fu})
        EXPECT_TRUE(sfl_utf8_is_control(code));
    for (uint32_t code : {0x20u, 0x7eu, 0xa0u, 0x2026u})
        EXPECT_FALSE(sfl_utf8_is_control(code));
}

TEST(Text, CountsHowManyMistakesAWordIsAway)
{
    EXPECT_EQ(sfl_text_distance("growth", "growth"), 0u);
    EXPECT_EQ(sfl_text_distance("growth", "grwoth"), 1u);
    EXPECT_EQ(sfl_text_distance("growth", "growt"), 1u);
    EXPECT_EQ(sfl_text_distance("growth", "growths"), 1u);
    EXPECT_EQ(sfl_text_distance("growth", "grawth"), 1u);
    EXPECT_EQ(sfl_text_distance("growth", ""), 6u);
    EXPECT_EQ(sfl_text_distance("", ""), 0u);
    EXPECT_EQ(sfl_text_distance("kitten", "sitting"), 3u);
    EXPECT_EQ(sfl_text_distance(std::string(100, 'a').c_str(), std::string(100, 'b').c_str()), 64u);
}

TEST(Buffer, GrowsAsItIsFilled)
{
    sfl_buffer  buffer = {};
    std::string wanted;
    for (int i = 0; i < 3000; i++) {
        sfl_buffer_add(&buffer, "%d,", i);
        wanted += std::to_string(i) + ",";
    }
    sfl_buffer_add_n(&buffer, "abc", 2);
    EXPECT_EQ(buffer.text, wanted + "ab");
    EXPECT_FALSE(buffer.has_failed);
    sfl_buffer_free(&buffer);
    EXPECT_EQ(buffer.text, nullptr);
}

std::string sha256(const std::string &text)
{
    uint8_t digest[32];
    char    hex[65];
    sfl_sha256(text.data(), text.size(), digest);
    sfl_sha256_hex(digest, hex);
    return hex;
}

/* FIPS 180-4, examples of NIST. */
TEST(Sha256, GivesItsKnownAnswers)
{
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Text, ADecimalIsReadWholeOrNotAtAll)
{
    double value = 0.0;
    EXPECT_STREQ(sfl_text_decimal("45.5e1%", &value), "%");
    EXPECT_EQ(value, 455.0);
    EXPECT_STREQ(sfl_text_decimal(".5", &value), "");
    EXPECT_EQ(value, 0.5);
    EXPECT_STREQ(sfl_text_decimal("3e", &value), "e");
    for (const char *wrong : {"", "e", "-1", "+1", ".", "45.000.000", "1..2", "0x10", "inf", "nan", " 1"})
        EXPECT_EQ(sfl_text_decimal(wrong, &value), nullptr) << wrong;
}

} // namespace
