// Writes good files for the fuzzer to begin with: make_seeds FOLDER
#include "kernels/part.h"
#include "kernels/tally.h"
#include "tests/fuzz/run.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

namespace
{

struct Seed {
    const char            *name;
    std::vector<sfl_range> ranges;
    double                 size; // of the amounts, which are up to an eighth more
    bool                   has_both_signs;
    const char            *until;
    uint64_t               n_paths;
};

const std::vector<Seed> seeds = {
    {"empty", {}, 1.0, false, nullptr, 100},
    {"one_block", {{0, 64}}, 1.0, false, nullptr, 64},
    {"two_paths", {{0, 2}}, 1e3, true, nullptr, 2},
    {"two_ranges", {{64, 64}, {256, 66}}, 1e6, false, "spend 1 %", 0},
    {"around_the_pilot", {{32704, 128}}, -50.0, false, nullptr, 40000},
    {"far", {{(uint64_t{1} << 40), 64}}, 1e-3, false, nullptr, uint64_t{1} << 41},
    {"nothing_but_zeros", {{0, 64}}, 0.0, false, nullptr, 64},
    {"largest", {{0, 64}}, 4.0e12, false, nullptr, 64},
    {"refused", {{0, 64}}, 1e18, false, nullptr, 64},
    {"both_signs", {{0, 64}}, 1.0, true, nullptr, 64},
    {"three_parts", {{64, 192}}, 7.0, false, nullptr, 2048},
};

double value_of(const Seed &seed, int32_t column, uint64_t path)
{
    uint64_t step = path * 5 % 9;
    if (column == 1) return static_cast<double>(step % 4); // a month
    double amount = seed.size * (1.0 + static_cast<double>(step) / 64.0);
    if (column == 2) amount = std::fmod(amount, 2.0); // a share
    return seed.has_both_signs && step % 2 == 1 ? -amount : amount;
}

void add_block(sfl_tally *tally, int32_t n_columns, uint64_t first, int32_t n, const Seed &seed)
{
    for (int32_t column = 0; column < n_columns; ++column) {
        double values[SFL_LANES];
        for (int32_t lane = 0; lane < n; ++lane)
            values[lane] = value_of(seed, column, first + static_cast<uint64_t>(lane));
        sfl_tally_add(tally, column, values, n, first);
    }
    sfl_tally_count_paths(tally, static_cast<uint64_t>(n));
}

void fill(sfl_piece *piece, sfl_range range, const Seed &seed)
{
    for (int32_t i = 0; i < fuzz::n_points; ++i) {
        for (uint64_t first = range.first, end = range.first + range.n_paths; first < end; first += SFL_PART_PATHS) {
            const sfl_plan *plan  = piece->plans[i];
            sfl_tally      *tally = sfl_tally_build_for(plan);
            auto            n     = static_cast<int32_t>(std::min<uint64_t>(SFL_PART_PATHS, end - first));
            int32_t         part  = first < sfl_tally_set_in_parts(plan) ? sfl_path_part(first) : SFL_ALL_PARTS;
            add_block(tally, plan->n_columns, first, n, seed);
            (void)sfl_tally_set_take(plan, &piece->sets[i], part, &tally, nullptr);
        }
    }
    (void)sfl_path_set_add(&piece->held, range);
}

bool write(const Seed &seed, const std::string &file)
{
    fuzz::Plans       plans;
    const char       *values[]               = {"simulation.seed=7"};
    sfl_piece_point   points[fuzz::n_points] = {};
    sfl_piece_request request                = {};
    for (int32_t i = 0; i < fuzz::n_points; ++i) {
        points[i].values   = values;
        points[i].n_values = i == 0 ? 0 : 1;
        std::memcpy(points[i].fingerprint, plans.all[i]->fingerprint, sizeof points[i].fingerprint);
    }
    request.text     = "months = 3;";
    request.title    = seed.until != nullptr ? nullptr : "a.cfg";
    request.until    = seed.until;
    request.n_paths  = seed.n_paths;
    request.level    = 0.95;
    request.points   = points;
    request.n_points = fuzz::n_points;
    sfl_piece *piece = sfl_piece_build(&request, plans.all);
    for (sfl_range range : seed.ranges)
        fill(piece, range, seed);
    piece->seconds    = 0.25;
    sfl_status status = sfl_piece_write(piece, file.c_str(), nullptr);
    sfl_piece_free(&piece);
    return status == SFL_OK;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 2) return 2;
    for (const Seed &seed : seeds)
        if (!write(seed, std::string(argv[1]) + "/" + seed.name + ".sfl")) return 1;
    std::printf("%zu files\n", seeds.size());
    return 0;
}
