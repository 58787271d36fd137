// Pieces of small runs, their files as bytes, and what is said about them; for tests of host/tally.
#ifndef SFL_TESTS_UNIT_PIECES_HPP
#define SFL_TESTS_UNIT_PIECES_HPP

#include "host/scenario/scenario.h"
#include "host/tally/piece.h"
#include "kernels/part.h"
#include "tests/unit/run_plan.hpp"

#include <algorithm>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <vector>

namespace pieces
{

using namespace runs;

struct FreePiece {
    void operator()(sfl_piece *piece) const
    {
        sfl_piece_free(&piece);
    }
    void operator()(sfl_piece_file *file) const
    {
        sfl_piece_close(&file);
    }
};
using Piece = std::unique_ptr<sfl_piece, FreePiece>;
using File  = std::unique_ptr<sfl_piece_file, FreePiece>;

// Tokens by the list and one contract: no pilot, so that without a way of sampling that needs parts none are kept.
inline std::string small_scenario(const std::string &simulation)
{
    return "simulation = { " + simulation + R"( };
vendors = ( { name = "lab"; } );
models = ( { name = "m"; provider = "p"; input_usd = 3.0; output_usd = 15.0; } );
workloads = ( { name = "chat"; model = "m"; input_mtok = 900.0; output_mtok = 200.0; volatility = 0.5; } );
contracts = ( { name = "deal"; vendor = "lab"; kind = "edp"; period_months = 2; commitments = [9000.0]; discount = 0.1; } );
channels = ( { name = "direct"; kind = "token"; vendor = "lab"; models = ["m"]; } );
architectures = ( { name = "plain"; routes = ( { workload = "*"; channel = "direct"; } ); } );
)";
}

// A run of one point or of several, all of the same text here but for their plans.
struct SmallRun {
    std::string                  text;
    std::vector<Plan>            owned;
    std::vector<sfl_plan *>      plans;
    std::vector<sfl_piece_point> points;
    std::vector<const char *>    values;
    sfl_piece_request            request = {};

    explicit SmallRun(const std::vector<std::string> &texts, uint64_t n_paths) : text(texts[0])
    {
        values = {"simulation.seed=7", "workloads.chat.volatility=0.5"};
        for (size_t i = 0; i < texts.size(); ++i) {
            owned.push_back(plan_of(texts[i]));
            plans.push_back(owned.back().get());
            sfl_piece_point point = {};
            point.values          = values.data();
            point.n_values        = static_cast<int32_t>(i % 3);
            std::copy_n(plans[i]->fingerprint, sizeof point.fingerprint, point.fingerprint);
            points.push_back(point);
        }
        request.text      = text.c_str();
        request.title     = "small.cfg";
        request.seed      = 5;
        request.against   = 0;
        request.n_paths   = n_paths;
        request.max_paths = 1000000;
        request.level     = 0.95;
        request.points    = points.data();
        request.n_points  = static_cast<int32_t>(points.size());
        request.sampling  = plans[0]->is_sobol != 0        ? SFL_SAMPLING_SOBOL
                            : plans[0]->is_antithetic != 0 ? SFL_SAMPLING_ANTITHETIC
                                                           : SFL_SAMPLING_RANDOM;
    }
    SmallRun(const std::string &scenario, uint64_t n_paths) : SmallRun(std::vector<std::string>{scenario}, n_paths) {}
    SmallRun(const SmallRun &)            = delete;
    SmallRun &operator=(const SmallRun &) = delete;

    Piece empty()
    {
        return Piece(sfl_piece_build(&request, plans.data()));
    }
};

// Walks the paths of a range, block by block, into a tally of each block's part.
inline void walk(sfl_piece *piece, sfl_range range)
{
    Diag diag(sfl_diag_build());
    for (int32_t i = 0; i < piece->request.n_points; ++i) {
        uint64_t bound = sfl_tally_set_in_parts(piece->plans[i]);
        for (uint64_t first = range.first, end = range.first + range.n_paths; first < end;) {
            sfl_run_options options = {};
            options.first_path      = first;
            options.n_paths         = std::min(end, first / SFL_PART_PATHS * SFL_PART_PATHS + SFL_PART_PATHS) - first;
            options.n_threads       = 1;
            options.backend         = "cpu";
            sfl_tally *walked       = nullptr;
            sfl_status status       = sfl_run(piece->plans[i], &options, &walked, nullptr, diag.get());
            Tally      tally(walked);
            if (status != SFL_OK) throw std::runtime_error(lines(diag.get()));
            sfl_tally *taken = tally.release();
            int32_t    part  = first < bound ? sfl_path_part(first) : SFL_ALL_PARTS;
            if (sfl_tally_set_take(piece->plans[i], &piece->sets[i], part, &taken, diag.get()) != SFL_OK)
                throw std::bad_alloc();
            first += options.n_paths;
        }
    }
    if (!sfl_path_set_add(&piece->held, range)) throw std::bad_alloc();
    piece->seconds += static_cast<double>(range.n_paths) * 1e-6;
}

inline Piece piece_of(SmallRun &run, std::initializer_list<sfl_range> ranges)
{
    Piece piece = run.empty();
    for (sfl_range range : ranges)
        walk(piece.get(), range);
    return piece;
}

inline std::string bytes_of(const sfl_piece *piece)
{
    sfl_buffer bytes = {};
    if (sfl_piece_encode(piece, &bytes, nullptr) != SFL_OK) throw std::bad_alloc();
    std::string text(bytes.text, bytes.n_bytes);
    sfl_buffer_free(&bytes);
    return text;
}

inline std::string contents_of(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

// Opens bytes that stay where they are. What was said about them is in *said.
inline File open_bytes(const std::string &bytes, std::string *said = nullptr, const char *name = "a.sfl")
{
    Diag            diag(sfl_diag_build());
    sfl_piece_file *file = nullptr;
    (void)sfl_piece_open_bytes(reinterpret_cast<const uint8_t *>(bytes.data()), bytes.size(), name, &file, diag.get());
    if (said != nullptr) *said = lines(diag.get());
    return File(file);
}

// Opens bytes and adds them to a piece; "" or what was said.
inline std::string load(const std::string &bytes, sfl_piece *into, const char *name = "a.sfl")
{
    std::string said;
    File        file = open_bytes(bytes, &said, name);
    if (file == nullptr) return said;
    Diag diag(sfl_diag_build());
    if (sfl_piece_load(file.get(), into, diag.get()) != SFL_OK && sfl_diag_count(diag.get()) == 0)
        return "refused in silence";
    return lines(diag.get());
}

inline Piece loaded(SmallRun &run, const std::string &bytes)
{
    Piece       piece = run.empty();
    std::string said  = load(bytes, piece.get());
    if (!said.empty()) throw std::runtime_error(said);
    return piece;
}

// Equal tallies are equal bytes.
inline std::string bytes_of(const sfl_tally_set &set, int32_t part)
{
    sfl_buffer bytes = {};
    if (sfl_tally_set_paths_of(&set, part) > 0) sfl_tally_set_encode(&set, part, &bytes);
    std::string text(bytes.text != nullptr ? bytes.text : "", bytes.n_bytes);
    sfl_buffer_free(&bytes);
    return text;
}

inline bool equal_sets(const sfl_tally_set &a, const sfl_tally_set &b)
{
    for (int32_t part = SFL_ALL_PARTS; part < SFL_N_PARTS; ++part)
        if (bytes_of(a, part) != bytes_of(b, part)) return false;
    return true;
}

} // namespace pieces

#endif
