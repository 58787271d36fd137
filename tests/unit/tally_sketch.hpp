// A tally file written down by hand, field by field, without the program's writer: four paths in each of the first two parts of a
// run in antithetic pairs, three columns. docs/tally-format.md shows its bytes.
#ifndef SFL_TESTS_UNIT_TALLY_SKETCH_HPP
#define SFL_TESTS_UNIT_TALLY_SKETCH_HPP

#include "host/tally/piece.h"
#include "kernels/tally.h"
#include "tests/fuzz/run.hpp"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>
#include <zlib.h>

namespace sketch
{

__extension__ typedef unsigned __int128 Wide;

// Seven bits a byte, least first.
inline std::string u(Wide number)
{
    std::string bytes;
    for (; number >= 128; number >>= 7)
        bytes += static_cast<char>(static_cast<uint8_t>(number) | 128);
    return bytes + static_cast<char>(number);
}

inline std::string s(int64_t number)
{
    return number < 0 ? u(2 * static_cast<Wide>(-number) - 1) : u(2 * static_cast<Wide>(number));
}

inline std::string fixed(uint64_t number, size_t n_bytes)
{
    std::string bytes;
    for (size_t i = 0; i < n_bytes; ++i)
        bytes += static_cast<char>(static_cast<uint8_t>(number >> (8 * i)));
    return bytes;
}

inline std::string real(double number)
{
    uint64_t bits;
    std::memcpy(&bits, &number, sizeof bits);
    return fixed(bits, 8);
}

inline std::string text(const std::string &words)
{
    return u(words.size()) + words;
}

struct Field {
    std::string name, bytes;
};

// Length of the tally and checksum are made of the rest unless a test has set them.
struct File {
    std::vector<Field> fields;

    File()
    {
        add("magic", std::string("\x89SFL\r\n\x1a\n", 8));
        add("version", fixed(1, 4));
        add("length", "");
        add("seed", u(5));
        add("sampling", u(1));
        add("against", s(0));
        add("n_paths", u(1000));
        add("until", u(1) + text("spend 1%"));
        add("max_paths", u(2000));
        add("level", real(0.95));
        add("split", u(0));
        add("title", u(1) + text("a.cfg"));
        add("text", u(1) + text("months = 3;"));
        add("n_points", u(1));
        add("n_values", u(1));
        add("value", text("seed=5"));
        add("fingerprint", std::string(32, '\xf0'));
        add("shard", u(1));
        add("n_shards", u(2));
        add("until_paths", u(0));
        add("until_reached", u(0));
        add("seconds", u(250000));
        add("n_ranges", u(2));
        add("gap 0", u(0));
        add("range 0", u(4));
        add("gap 1", u(60));
        add("range 1", u(4));
        add("n_places", u(2));
        for (int part : {0, 1}) {
            std::string of = std::to_string(part) + " ";
            add(of + "part", u(static_cast<Wide>(part)));
            add(of + "length", "");
            add(of + "paths", u(4));
            add(of + "refused", u(0));
            add(of + "months", u(3));
            add(of + "antithetic", u(1));
            add(of + "columns", u(3));
            add(of + "spend.keep", u(11)); // sum, moments, coarse bins: 1, 1, 2, 2 USD
            add(of + "spend.least", s(1000000));
            add(of + "spend.spread", u(1000000));
            add(of + "spend.sum", s(6000000));
            add(of + "spend.squares", u(10000000000000));
            add(of + "spend.products", s(5000000000000));
            add(of + "spend.bin", s(21 * 128 + 1)); // of 1.0: 21 octaves above 2^-21, of 128 bins each, from 1 on
            add(of + "spend.count", u(2));
            add(of + "spend.gap", u(128));
            add(of + "spend.more", u(2));
            add(of + "month.keep", u(17)); // sum, months: 0, 1, 1, 3
            add(of + "month.least", s(0));
            add(of + "month.spread", u(3));
            add(of + "month.sum", s(5));
            add(of + "month.bin", s(0));
            add(of + "month.count", u(1));
            add(of + "month.gap", u(1));
            add(of + "month.more", u(2));
            add(of + "month.last", u(2) + u(1));
            add(of + "share.keep", u(3)); // sum, moments: 0.5, 0.5, 1, 1
            add(of + "share.least", s(500000000000));
            add(of + "share.spread", u(500000000000));
            add(of + "share.sum", s(3000000000000));
            add(of + "share.squares", u(static_cast<Wide>(2500000000000) * 1000000000000));
            add(of + "share.products", u(2 * static_cast<Wide>(1250000000000) * 1000000000000));
        }
        add("end", "");
        add("checksum", "");
    }

    void add(const std::string &name, const std::string &bytes)
    {
        fields.push_back({name, bytes});
    }

    size_t index(const std::string &name) const
    {
        for (size_t i = 0; i < fields.size(); ++i)
            if (fields[i].name == name) return i;
        throw std::runtime_error("no field " + name);
    }

    std::string &operator[](const std::string &name)
    {
        return fields[index(name)].bytes;
    }

    std::string between(size_t from, size_t to) const
    {
        std::string bytes;
        for (size_t i = from; i < to; ++i)
            bytes += fields[i].bytes;
        return bytes;
    }

    std::string bytes() const
    {
        File all = *this;
        for (const char *part : {"0 ", "1 "}) {
            size_t from = all.index(std::string(part) + "paths"),
                   to   = all.index(std::string(part) + "share.products") + 1;
            if (all[std::string(part) + "length"].empty())
                all[std::string(part) + "length"] = u(all.between(from, to).size());
        }
        size_t n = all.between(0, all.index("checksum")).size() + 4;
        if (all["length"].empty()) all["length"] = fixed(n + 8, 8);
        std::string before = all.between(0, all.index("checksum"));
        if (all["checksum"].empty())
            all["checksum"] =
                fixed(crc32_z(0, reinterpret_cast<const unsigned char *>(before.data()), before.size()), 4);
        return before + all["checksum"];
    }
};

// The same piece, put together by the program; its plan is the first of the fuzzer's.
inline sfl_piece *build(fuzz::Plans &plans)
{
    const char       *values[] = {"seed=5"};
    sfl_piece_point   point    = {};
    sfl_piece_request request  = {};
    point.values               = values;
    point.n_values             = 1;
    std::memcpy(point.fingerprint, plans.all[0]->fingerprint, sizeof point.fingerprint);
    request.text      = "months = 3;";
    request.title     = "a.cfg";
    request.until     = "spend 1%";
    request.seed      = 5;
    request.sampling  = 1;
    request.n_paths   = 1000;
    request.max_paths = 2000;
    request.level     = 0.95;
    request.points    = &point;
    request.n_points  = 1;
    sfl_piece *piece  = sfl_piece_build(&request, plans.all);
    piece->n_shards   = 2;
    piece->seconds    = 0.25;
    return piece;
}

// Walks the four paths of a part.
inline void fill(sfl_piece *piece, int32_t part)
{
    const double usd[] = {1.0, 1.0, 2.0, 2.0}, months[] = {0.0, 1.0, 1.0, 3.0}, shares[] = {0.5, 0.5, 1.0, 1.0};
    uint64_t     first = 64 * static_cast<uint64_t>(part);
    sfl_tally   *tally = sfl_tally_build_for(piece->plans[0]);
    sfl_tally_add(tally, 0, usd, 4, first);
    sfl_tally_add(tally, 1, months, 4, first);
    sfl_tally_add(tally, 2, shares, 4, first);
    sfl_tally_count_paths(tally, 4);
    (void)sfl_tally_set_take(piece->plans[0], &piece->sets[0], part, &tally, nullptr);
    (void)sfl_path_set_add(&piece->held, {first, 4});
}

} // namespace sketch

#endif
