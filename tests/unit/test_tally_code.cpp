// kernels/bytes and kernels/tally_code: a tally as bytes and back. Refusals are in tests/rejects/test_tally_files.cpp.
#include "kernels/tally_code.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace
{

struct Free {
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
};
using Tally = std::unique_ptr<sfl_tally, Free>;

void append(void *context, const uint8_t *bytes, size_t n_bytes)
{
    static_cast<std::string *>(context)->append(reinterpret_cast<const char *>(bytes), n_bytes);
}

template <typename Fill> std::string bytes_by(Fill fill)
{
    std::string   bytes;
    sfl_bytes_out out;
    sfl_bytes_begin(&out, append, &bytes);
    fill(&out);
    sfl_bytes_end(&out);
    return bytes;
}

sfl_bytes_in in_of(const std::string &bytes)
{
    return sfl_bytes_of(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size());
}

std::string encoded(const Tally &tally)
{
    return bytes_by([&tally](sfl_bytes_out *out) { sfl_tally_encode(tally.get(), out); });
}

// One column of each kind.
Tally empty_tally(bool is_antithetic)
{
    sfl_plan_column columns[5] = {};
    columns[0].keep            = SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_FINE;
    columns[1].keep            = SFL_KEEP_SUM | SFL_KEEP_COARSE;
    columns[2].keep            = SFL_KEEP_SUM | SFL_KEEP_MOMENTS;
    columns[3].keep            = SFL_KEEP_SUM;
    columns[4].keep            = SFL_KEEP_SUM | SFL_KEEP_MONTHS;
    for (sfl_plan_column &column : columns)
        column.scale = &column == &columns[4] ? 1.0 : 1e6;
    return Tally(sfl_tally_build(columns, 5, 36, is_antithetic));
}

// Paths first … first + n − 1, whose values follow from their numbers alone.
void add_paths(sfl_tally *tally, uint64_t first, uint64_t n, double size, int32_t step = SFL_LANES)
{
    for (uint64_t done = 0; done < n;) {
        auto                lanes = static_cast<int32_t>(std::min<uint64_t>(n - done, static_cast<uint64_t>(step)));
        std::vector<double> values(static_cast<size_t>(lanes)), months(static_cast<size_t>(lanes));
        for (int32_t lane = 0; lane < lanes; ++lane) {
            std::mt19937_64 engine(first + done + static_cast<uint64_t>(lane));
            double          normal            = std::normal_distribution<double>()(engine);
            values[static_cast<size_t>(lane)] = size * std::exp(2.0 * normal) * (engine() % 4 == 0 ? -1.0 : 1.0);
            months[static_cast<size_t>(lane)] = static_cast<double>(engine() % 37);
        }
        for (int32_t column = 0; column < 5; ++column)
            sfl_tally_add(tally, column, column == 4 ? months.data() : values.data(), lanes, first + done);
        sfl_tally_count_paths(tally, static_cast<uint64_t>(lanes));
        done += static_cast<uint64_t>(lanes);
    }
}

Tally tally_of(bool is_antithetic, uint64_t first, uint64_t n, double size = 1000.0)
{
    Tally tally = empty_tally(is_antithetic);
    add_paths(tally.get(), first, n, size);
    return tally;
}

std::string decode(sfl_tally *into, const std::string &bytes)
{
    sfl_bytes_in in = in_of(bytes);
    if (sfl_tally_decode(into, &in)) return "";
    return std::to_string(in.error_at) + ": " + in.error;
}

sfl_int192 wide(uint64_t high, uint64_t middle, uint64_t low)
{
    sfl_int192 number;
    number.low  = (static_cast<sfl_uint128>(middle) << 64) | low;
    number.high = static_cast<int64_t>(high);
    return number;
}

bool operator==(const sfl_int192 &a, const sfl_int192 &b)
{
    return a.low == b.low && a.high == b.high;
}

} // namespace

TEST(Bytes, NumbersTakeSevenBitsAByteLeastFirst)
{
    auto of = [](uint64_t number) { return bytes_by([number](sfl_bytes_out *out) { sfl_bytes_put(out, number); }); };
    EXPECT_EQ(of(0), std::string(1, '\0'));
    EXPECT_EQ(of(127), "\x7f");
    EXPECT_EQ(of(128), "\x80\x01");
    EXPECT_EQ(of(300), "\xac\x02");
    EXPECT_EQ(of(UINT64_MAX), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(Bytes, ASignIsTheLastBit)
{
    auto of = [](int64_t number) {
        return bytes_by([number](sfl_bytes_out *out) { sfl_bytes_put_signed(out, number); });
    };
    EXPECT_EQ(of(-1), "\x01");
    EXPECT_EQ(of(1), "\x02");
    EXPECT_EQ(of(-64), "\x7f");
    EXPECT_EQ(of(INT64_MIN), "\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01");
}

TEST(Bytes, NumbersComeBackAtEveryLength)
{
    for (uint32_t bit = 0; bit < 64; ++bit) {
        for (uint64_t number : {uint64_t{1} << bit, (uint64_t{1} << bit) - 1, ~(uint64_t{1} << bit)}) {
            std::string  bytes = bytes_by([number](sfl_bytes_out *out) {
                sfl_bytes_put(out, number);
                sfl_bytes_put_signed(out, static_cast<int64_t>(number));
                sfl_bytes_put_fixed(out, number, 8);
            });
            sfl_bytes_in in    = in_of(bytes);
            EXPECT_EQ(sfl_bytes_get(&in), number);
            EXPECT_EQ(sfl_bytes_get_signed(&in), static_cast<int64_t>(number));
            EXPECT_EQ(sfl_bytes_get_fixed(&in, 8), number);
            EXPECT_EQ(in.error, nullptr);
            EXPECT_EQ(in.at, in.n);
        }
    }
}

TEST(Bytes, WideNumbersComeBackAtEveryLength)
{
    for (uint32_t bit = 0; bit < 190; ++bit) {
        uint64_t limbs[3]     = {0, 0, 0};
        limbs[bit / 64]       = uint64_t{1} << bit % 64;
        sfl_int192   number   = wide(limbs[2], limbs[1], limbs[0]);
        sfl_int192   negative = wide(~limbs[2], ~limbs[1], ~limbs[0]);
        std::string  bytes    = bytes_by([&](sfl_bytes_out *out) {
            sfl_bytes_put_wide(out, number);
            sfl_bytes_put_wide_signed(out, number);
            sfl_bytes_put_wide_signed(out, negative);
        });
        sfl_bytes_in in       = in_of(bytes);
        EXPECT_TRUE(sfl_bytes_get_wide(&in) == number) << bit;
        EXPECT_TRUE(sfl_bytes_get_wide_signed(&in) == number) << bit;
        EXPECT_TRUE(sfl_bytes_get_wide_signed(&in) == negative) << bit;
        EXPECT_EQ(in.error, nullptr);
        EXPECT_EQ(in.at, in.n);
    }
}

TEST(Bytes, AWideNumberThatFitsIsWrittenLikeAnyOther)
{
    std::string wide_bytes = bytes_by([](sfl_bytes_out *out) { sfl_bytes_put_wide(out, wide(0, 0, 300)); });
    EXPECT_EQ(wide_bytes, "\xac\x02");
}

TEST(Bytes, TheFirstMistakeIsKeptAndNothingIsLeft)
{
    std::string  bytes("\x05\x80\x00\x07", 4);
    sfl_bytes_in in = in_of(bytes);
    EXPECT_EQ(sfl_bytes_get(&in), 5u);
    EXPECT_EQ(sfl_bytes_get(&in), 0u);
    EXPECT_EQ(sfl_bytes_get(&in), 0u);
    EXPECT_STREQ(in.error, "a number of more bytes than it needs");
    EXPECT_EQ(in.error_at, 1u);
    EXPECT_EQ(sfl_bytes_left(&in), 0u);
}

TEST(TallyCode, ATallyComesBack)
{
    for (bool is_antithetic : {false, true}) {
        for (double size : {1e-9, 1.0, 1e3, 1e9, 1e12}) { // the last with amounts that are refused
            Tally tally = tally_of(is_antithetic, 0, 1000, size), back = empty_tally(is_antithetic);
            EXPECT_EQ(decode(back.get(), encoded(tally)), "");
            EXPECT_TRUE(sfl_tally_equal(tally.get(), back.get()));
            EXPECT_EQ(encoded(back), encoded(tally));
        }
    }
}

TEST(TallyCode, ReadingIsMerging)
{
    Tally a = tally_of(false, 0, 500), b = tally_of(false, 500, 700), merged = tally_of(false, 0, 500);
    ASSERT_TRUE(sfl_tally_merge(merged.get(), b.get()));
    EXPECT_EQ(decode(a.get(), encoded(b)), "");
    EXPECT_TRUE(sfl_tally_equal(a.get(), merged.get()));
    EXPECT_EQ(sfl_tally_quantile(a.get(), 0, 0.9), sfl_tally_quantile(merged.get(), 0, 0.9));
    add_paths(a.get(), 1200, 64, 1000.0); // and it goes on
    add_paths(merged.get(), 1200, 64, 1000.0);
    EXPECT_TRUE(sfl_tally_equal(a.get(), merged.get()));
}

TEST(TallyCode, EqualTalliesAreEqualBytesHoweverTheyWerePutTogether)
{
    Tally       at_once  = tally_of(false, 0, 1920);
    std::string expected = encoded(at_once);
    Tally       flushed  = tally_of(false, 0, 1920);
    sfl_tally_flush(flushed.get());
    EXPECT_EQ(encoded(flushed), expected);
    Tally by_ones = empty_tally(false);
    add_paths(by_ones.get(), 0, 1920, 1000.0, 1);
    EXPECT_EQ(encoded(by_ones), expected);
    Tally backwards = empty_tally(false);
    for (uint64_t first : {1600u, 640u, 0u})
        ASSERT_TRUE(sfl_tally_merge(backwards.get(), tally_of(false, first,
                                                              first == 0     ? 640
                                                              : first == 640 ? 960
                                                                             : 320)
                                                         .get()));
    EXPECT_EQ(encoded(backwards), expected);
    Tally read = empty_tally(false);
    for (uint64_t first = 0; first < 1920; first += 192)
        EXPECT_EQ(decode(read.get(), encoded(tally_of(false, first, 192))), "");
    EXPECT_EQ(encoded(read), expected);
}

TEST(TallyCode, EmptyBinsTakeNoBytes)
{
    sfl_plan_column column = {};
    column.keep            = SFL_KEEP_SUM | SFL_KEEP_FINE;
    column.scale           = 1.0;
    Tally        tally(sfl_tally_build(&column, 1, 36, false));
    const double ends[] = {-1e9, 1e12};
    sfl_tally_add(tally.get(), 0, ends, 2, 0);
    sfl_tally_count_paths(tally.get(), 2);
    // 5 of the tally; kind 1, least 5, spread 6, sum 6; two bins: number 3, gap 3, counts 1 each
    EXPECT_EQ(encoded(tally).size(), 5u + 1 + 5 + 6 + 6 + 3 + 1 + 3 + 1);
}

// Files whose paths add up beyond what sums have room for.
TEST(TallyCode, PathsMayNotOverflow)
{
    sfl_plan_column column = {};
    column.keep            = SFL_KEEP_SUM;
    column.scale           = 1.0;
    auto bytes             = [](uint64_t n, uint64_t refused) {
        return bytes_by([n, refused](sfl_bytes_out *out) {
            for (uint64_t number : {n, refused})
                sfl_bytes_put(out, number);
            if (refused > 0) sfl_bytes_put(out, 7);
            for (uint64_t number : {36u, 0u, 1u, 1u, 0u, 0u, 0u}) // months, pairs, columns; of the column kind, least, spread, sum
                sfl_bytes_put(out, number);
        });
    };
    Tally tally(sfl_tally_build(&column, 1, 36, false));
    EXPECT_EQ(decode(tally.get(), bytes(SFL_TALLY_PATHS_MOST + 1, 0)), "0: more than 2^60 - 1 paths");
    EXPECT_EQ(decode(tally.get(), bytes(SFL_TALLY_PATHS_MOST - 1, 0)), "");
    EXPECT_EQ(decode(tally.get(), bytes(2, 0)), "0: more than 2^60 - 1 paths in all");
    EXPECT_EQ(decode(tally.get(), bytes(1, 1)), "");
    EXPECT_EQ(sfl_tally_paths(tally.get()), SFL_TALLY_PATHS_MOST);
    uint64_t least = 0;
    EXPECT_EQ(sfl_tally_refused(tally.get(), &least), 1u);
    EXPECT_EQ(least, 7u);
}
