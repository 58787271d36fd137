// Direction numbers: the authors' own file, the authors' points, and cuRAND's table where the toolkit is there.
#include "host/base/sha256.h"
#include "host/plan/sobol_table.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string>

#if defined(SFL_HAVE_CURAND)
#include <curand.h>
#endif

namespace
{

// The value of a point's coordinate, point < 2^32.
double coordinate(int32_t dimension, uint32_t point)
{
    uint32_t v[SFL_SOBOL_BITS], sum = 0;
    sfl_sobol_directions(dimension, v);
    for (int bit = 0; bit < SFL_SOBOL_BITS; ++bit)
        if (point >> bit & 1u) sum ^= v[bit];
    return sum * 0x1p-32;
}

std::string hex(const uint8_t *bytes)
{
    std::string text;
    char        two[3];
    for (int i = 0; i < 32; ++i) {
        snprintf(two, sizeof two, "%02x", bytes[i]);
        text += two;
    }
    return text;
}

} // namespace

// The checksum is that of the head of the authors' file; make_sobol_table.py takes it where that of the whole file is theirs.
TEST(KnownSobol, TheTableIsTheAuthorsFile)
{
    std::ostringstream text;
    text << "d       s       a       m_i     \n";
    for (int32_t dimension = 2; dimension <= SFL_SOBOL_MOST_DIMENSIONS; ++dimension) {
        const sfl_sobol_row &row = sfl_sobol_table[dimension - 1];
        char                 head[32];
        snprintf(head, sizeof head, "%-8d%-8d%-8d", dimension, row.degree, row.inner);
        text << head;
        for (int i = 0; i < row.degree; ++i)
            text << row.numbers[i] << " ";
        text << "\n";
    }
    uint8_t digest[32];
    sfl_sha256(text.str().data(), text.str().size(), digest);
    EXPECT_EQ(hex(digest), "64570b8bc2bab828a0fc2c5d5698d594534411100045992ad97e65a59c8dc502");
}

TEST(KnownSobol, PointsAreTheAuthorsPoints)
{
    std::ifstream lines(SFL_SOURCE_DIR "/tests/known/sobol.txt");
    std::string   line;
    int           n = 0;
    while (std::getline(lines, line)) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream fields(line);
        uint32_t           row;
        fields >> row;
        for (int32_t dimension = 1; dimension <= 3; ++dimension) {
            double value = -1.0;
            fields >> value;
            EXPECT_EQ(coordinate(dimension, row ^ (row >> 1)), value) << line;
        }
        ++n;
    }
    EXPECT_EQ(n, 10);
}

TEST(KnownSobol, EveryDirectionNumberBringsADigitOfItsOwn)
{
    for (int32_t dimension = 1; dimension <= SFL_SOBOL_MOST_DIMENSIONS; ++dimension) {
        uint32_t v[SFL_SOBOL_BITS];
        sfl_sobol_directions(dimension, v);
        for (int bit = 0; bit < SFL_SOBOL_BITS; ++bit)
            ASSERT_EQ(v[bit] & (0xffffffffu >> bit), 0x80000000u >> bit) << dimension << " " << bit;
    }
}

TEST(KnownSobol, DirectionNumbersAreCurands)
{
#if defined(SFL_HAVE_CURAND)
    curandDirectionVectors32_t *theirs = nullptr;
    ASSERT_EQ(curandGetDirectionVectors32(&theirs, CURAND_DIRECTION_VECTORS_32_JOEKUO6), CURAND_STATUS_SUCCESS);
    for (int32_t dimension = 1; dimension <= SFL_SOBOL_MOST_DIMENSIONS; ++dimension) {
        uint32_t v[SFL_SOBOL_BITS];
        sfl_sobol_directions(dimension, v);
        ASSERT_EQ(std::memcmp(v, theirs[dimension - 1], sizeof v), 0) << dimension;
    }
#else
    GTEST_SKIP() << "SKIPPED: cuRAND was not found, so the direction numbers were not compared with its table";
#endif
}
