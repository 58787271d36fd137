// Bytes that may mean harm, read as a tally file (docs/tally-format.md). What loads must be readable to the last figure, and must
// be written again as the very bytes it was read from: there is one way to write a piece.
#include "host/base/buffer.h"
#include "host/tally/piece_format.h"
#include "kernels/tally.h"
#include "tests/fuzz/run.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>
#include <zlib.h>

namespace
{

fuzz::Plans plans;

void put(std::vector<uint8_t> &bytes, size_t at, uint64_t number, size_t n_bytes)
{
    for (size_t i = 0; i < n_bytes; ++i)
        bytes[at + i] = static_cast<uint8_t>(number >> (8 * i));
}

// Magic, version, length and checksum are set right, or the fuzzer would get no further; one input in 16 is left as it is.
void mend(std::vector<uint8_t> &bytes)
{
    if (bytes.size() < SFL_PIECE_HEAD_AT + SFL_PIECE_CRC_BYTES) return;
    size_t end = bytes.size() - SFL_PIECE_CRC_BYTES;
    if (bytes[end] % 16 == 0) return;
    std::memcpy(bytes.data(), SFL_PIECE_MAGIC, SFL_PIECE_MAGIC_BYTES);
    put(bytes, SFL_PIECE_MAGIC_BYTES, SFL_PIECE_VERSION, 4);
    put(bytes, SFL_PIECE_LENGTH_AT, bytes.size(), 8);
    put(bytes, end, crc32_z(0, bytes.data(), end), SFL_PIECE_CRC_BYTES);
}

void demand(bool holds, const char *what)
{
    if (holds) return;
    std::fprintf(stderr, "fuzz_tally: %s\n", what);
    std::abort();
}

volatile double sink;

void count_words(void *context, const uint64_t *words, size_t n)
{
    uint64_t *sum = static_cast<uint64_t *>(context);
    for (size_t i = 0; i < n; ++i)
        *sum += words[i];
}

void read_column(const sfl_tally *tally, int32_t column)
{
    const double edges[] = {-1.0, 0.0, 1.0, 1e6};
    double       out[4], low, high;
    double       all = sfl_tally_mean(tally, column) + sfl_tally_sd(tally, column) + sfl_tally_se(tally, column) +
                 sfl_tally_quantile(tally, column, 0.05) + sfl_tally_quantile(tally, column, 0.99) +
                 sfl_tally_cvar(tally, column, 0.9) + sfl_tally_best(tally, column, 0.1) +
                 sfl_tally_binned_sd(tally, column);
    sfl_tally_shares_below(tally, column, edges, 4, out);
    sfl_tally_between(tally, column, 1, sfl_tally_paths(tally), &low, &high);
    sfl_tally_excess(tally, column, 0.9, SFL_TAIL_ABOVE, &low, &high);
    sink          = all + out[0] + low + high;
    double middle = sfl_tally_quantile(tally, column, 0.5);
    demand(!(middle < sfl_tally_min(tally, column)) && !(middle > sfl_tally_max(tally, column)),
           "a quantile outside of the least and the greatest");
    // A deviation is at most half of the spread, but for n / (n - 1) and the rounding of both ends to doubles.
    double least = sfl_tally_min(tally, column), greatest = sfl_tally_max(tally, column);
    double rounding = 1e-6 + 1e-15 * (std::fabs(least) + std::fabs(greatest));
    demand(!(sfl_tally_sd(tally, column) > 0.71 * (greatest - least) + rounding), "a deviation beyond its values");
}

// A part is kept as the bytes that it came in: they must be those that its tally would be written as.
void check_bytes(const sfl_plan *plan, const sfl_tally_set *set, int32_t part, sfl_tally **tally)
{
    sfl_tally_set again = {};
    sfl_buffer    one = {}, other = {};
    demand(sfl_tally_set_take(plan, &again, part, tally, nullptr) == SFL_OK, "no memory");
    sfl_tally_set_encode(set, part, &one);
    sfl_tally_set_encode(&again, part, &other);
    demand(one.n_bytes == other.n_bytes && std::memcmp(one.text, other.text, one.n_bytes) == 0,
           "a tally is written as other bytes than it was read from");
    sfl_buffer_free(&one);
    sfl_buffer_free(&other);
    sfl_tally_set_release(&again);
}

void read_set(const sfl_plan *plan, const sfl_tally_set *set)
{
    uint64_t sum = 0;
    for (int32_t part = SFL_ALL_PARTS; part < SFL_N_PARTS; ++part) {
        sfl_tally *tally = nullptr;
        demand(sfl_tally_set_copy(plan, set, part, &tally, nullptr) == SFL_OK, "no memory");
        if (tally == nullptr) continue;
        sfl_tally_write_words(tally, count_words, &sum);
        for (int32_t column = 0; column < 3; ++column)
            read_column(tally, column);
        check_bytes(plan, set, part, &tally);
    }
    sink = static_cast<double>(sum);
}

// The file's plans become ours, so that loading goes on; then the bytes are those of another file.
bool adopt(const sfl_piece *head, std::vector<uint8_t> &bytes)
{
    if (head->request.n_points != fuzz::n_points) return false;
    bool is_ours = true;
    for (int32_t i = 0; i < fuzz::n_points; ++i) {
        uint8_t *fingerprint = head->request.points[i].fingerprint;
        is_ours &= std::memcmp(fingerprint, plans.all[i]->fingerprint, 32) == 0;
        std::memcpy(fingerprint, plans.all[i]->fingerprint, 32);
    }
    if (!is_ours) bytes.clear();
    return true;
}

sfl_piece *load(const sfl_piece_file *file)
{
    const sfl_piece *head  = sfl_piece_head(file);
    sfl_piece       *piece = sfl_piece_build(&head->request, plans.all);
    piece->shard           = head->shard;
    piece->n_shards        = head->n_shards;
    piece->until_paths     = head->until_paths;
    piece->until_reached   = head->until_reached;
    if (sfl_piece_load(file, piece, nullptr) != SFL_OK) sfl_piece_free(&piece);
    return piece;
}

void check_written(const sfl_piece *piece, const std::vector<uint8_t> &bytes)
{
    sfl_buffer again = {};
    demand(sfl_piece_encode(piece, &again, nullptr) == SFL_OK, "no memory");
    if (!bytes.empty())
        demand(again.n_bytes == bytes.size() && std::memcmp(again.text, bytes.data(), bytes.size()) == 0,
               "a piece is written as other bytes than it was read from");
    sfl_buffer_free(&again);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    std::vector<uint8_t> bytes(data, data + size);
    mend(bytes);
    sfl_piece_file *file = nullptr;
    if (sfl_piece_open_bytes(bytes.data(), bytes.size(), "fuzz", &file, nullptr) != SFL_OK) return 0;
    std::vector<uint8_t> same = bytes;
    if (adopt(sfl_piece_head(file), same)) {
        sfl_piece *piece = load(file);
        if (piece != nullptr) {
            for (int32_t i = 0; i < fuzz::n_points; ++i)
                read_set(piece->plans[i], &piece->sets[i]);
            check_written(piece, same);
        }
        sfl_piece_free(&piece);
    }
    sfl_piece_close(&file);
    return 0;
}
