// NumPy's arrays, read by their bytes as the format's page describes them.
#include "host/report/npy.h"
#include "host/report/npz.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>
#include <string>
#include <vector>

namespace
{

std::string taken(sfl_buffer &buffer)
{
    EXPECT_FALSE(buffer.has_failed);
    std::string bytes(buffer.text, buffer.n_bytes);
    sfl_buffer_free(&buffer);
    return bytes;
}

// The dictionary of a header, after its form was checked.
std::string dictionary_of(const std::string &bytes)
{
    EXPECT_EQ(bytes.compare(0, 8, std::string("\x93NUMPY\x01\x00", 8)), 0);
    size_t n = static_cast<unsigned char>(bytes[8]) + 256u * static_cast<unsigned char>(bytes[9]);
    EXPECT_EQ((10 + n) % 64, 0u);
    EXPECT_EQ(bytes[10 + n - 1], '\n');
    std::string text = bytes.substr(10, n - 1);
    return text.substr(0, text.find_last_not_of(' ') + 1);
}

TEST(Npy, AHeaderSaysTypeAndShapeAndIsPadded)
{
    const uint64_t four[] = {250000, 3, 2, 4}, one[] = {7};
    sfl_buffer     buffer = {};
    sfl_npy_header(&buffer, "<f8", four, 4);
    EXPECT_EQ(dictionary_of(taken(buffer)), "{'descr': '<f8', 'fortran_order': False, 'shape': (250000, 3, 2, 4), }");
    sfl_npy_header(&buffer, "<u8", one, 1);
    EXPECT_EQ(dictionary_of(taken(buffer)), "{'descr': '<u8', 'fortran_order': False, 'shape': (7,), }");
}

TEST(Npy, EveryLengthOfShapeIsPaddedToSixtyFour)
{
    std::vector<uint64_t> sizes(8, 1);
    for (uint64_t size = 1; size < std::numeric_limits<uint64_t>::max() / 10; size *= 10) {
        for (int32_t n = 1; n <= 8; ++n) {
            sfl_buffer buffer = {};
            sizes.assign(8, size);
            sfl_npy_header(&buffer, "<f8", sizes.data(), n);
            EXPECT_EQ(taken(buffer).size() % 64, 0u);
        }
    }
}

TEST(Npy, NumbersAreLittleEndianBits)
{
    const double values[] = {1.0, -0.0, 5e-324};
    sfl_buffer   buffer   = {};
    sfl_npy_reals(&buffer, values, 3);
    EXPECT_EQ(taken(buffer), std::string("\0\0\0\0\0\0\xf0\x3f"
                                         "\0\0\0\0\0\0\0\x80"
                                         "\x01\0\0\0\0\0\0\0",
                                         24));
    sfl_npy_counts(&buffer, 0xfffffffffffffffeu, 2);
    EXPECT_EQ(taken(buffer), std::string("\xfe\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", 16));
}

TEST(Npy, TextsAreAsWideAsTheLongest)
{
    const char *const texts[] = {"ab", "größe", "😀"};
    sfl_buffer        buffer  = {};
    sfl_npy_texts(&buffer, texts, 3);
    std::string bytes = taken(buffer);
    EXPECT_EQ(dictionary_of(bytes), "{'descr': '<U5', 'fortran_order': False, 'shape': (3,), }");
    std::string items = bytes.substr(bytes.size() - 3 * 5 * 4);
    EXPECT_EQ(items.substr(0, 12), std::string("a\0\0\0b\0\0\0\0\0\0\0", 12));
    EXPECT_EQ(items.substr(20 + 8, 4), std::string("\xf6\0\0\0", 4));
    EXPECT_EQ(items.substr(40, 4), std::string("\x00\xf6\x01\x00", 4));
}

// A zip is read from its end: the directory, then each member's own header.
uint64_t number_at(const std::string &bytes, size_t at, int n_bytes)
{
    uint64_t value = 0;
    for (int i = n_bytes - 1; i >= 0; --i)
        value = value << 8 | static_cast<unsigned char>(bytes[at + static_cast<size_t>(i)]);
    return value;
}

TEST(Npz, HoldsItsMembersStoredAndWithoutADate)
{
    if (!sfl_npz_is_built()) GTEST_SKIP() << "this build is without minizip";
    FILE    *stream = tmpfile();
    sfl_npz *npz    = sfl_npz_open(stream);
    ASSERT_NE(npz, nullptr);
    EXPECT_TRUE(sfl_npz_member(npz, "one.npy") && sfl_npz_add(npz, "abc", 3) && sfl_npz_add(npz, "de", 2));
    EXPECT_TRUE(sfl_npz_member(npz, "two.npy") && sfl_npz_add(npz, "f", 1));
    EXPECT_TRUE(sfl_npz_close(&npz));
    EXPECT_EQ(npz, nullptr);
    std::string bytes(static_cast<size_t>(ftell(stream)), '\0');
    rewind(stream);
    ASSERT_EQ(fread(bytes.data(), 1, bytes.size(), stream), bytes.size());
    fclose(stream);

    size_t end = bytes.rfind("PK\x05\x06");
    ASSERT_NE(end, std::string::npos);
    EXPECT_EQ(number_at(bytes, end + 10, 2), 2u); // members
    size_t entry = number_at(bytes, end + 16, 4);
    EXPECT_EQ(bytes.compare(entry, 4, "PK\x01\x02"), 0);
    EXPECT_EQ(number_at(bytes, entry + 10, 2), 0u);          // stored
    EXPECT_EQ(number_at(bytes, entry + 12, 4), 0x00210000u); // 1980-01-01
    EXPECT_EQ(number_at(bytes, entry + 16, 4), 0x8587d865u); // crc32("abcde")
    EXPECT_EQ(bytes.compare(entry + 46, 7, "one.npy"), 0);
    EXPECT_NE(bytes.find("abcde"), std::string::npos);
}

TEST(Npz, AStreamThatIsFullIsAnError)
{
    if (!sfl_npz_is_built()) GTEST_SKIP() << "this build is without minizip";
    FILE *full = fopen("/dev/full", "w");
    if (full == nullptr) GTEST_SKIP() << "no /dev/full here";
    setvbuf(full, nullptr, _IONBF, 0);
    sfl_npz *npz      = sfl_npz_open(full);
    bool     is_whole = npz != nullptr && sfl_npz_member(npz, "one.npy") && sfl_npz_add(npz, "abc", 3);
    EXPECT_FALSE(sfl_npz_close(&npz) && is_whole);
    fclose(full);
}

} // namespace
