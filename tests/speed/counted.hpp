// What a path of a plan does, counted: the arithmetic of kernels/ built with a number that counts what is done to it.
#pragma once

#include "shortfall.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace counted
{

// SFL_COUNTED(word, what it counts). Of a month's work in a block of 64 lanes: what is done once for all of them is 1/64.
// clang-format off
#define SFL_COUNTED_LIST(SFL_COUNTED)                                                                                  \
    SFL_COUNTED(philox,   "Philox4x32-10 blocks (four words each)")                                                    \
    SFL_COUNTED(normals,  "inverse normals (a table row and a cubic)")                                                 \
    SFL_COUNTED(exps,     "exp")                                                                                       \
    SFL_COUNTED(logs,     "log")                                                                                       \
    SFL_COUNTED(fmas,     "multiply-adds, those of normals and exp among them")                                        \
    SFL_COUNTED(adds,     "+ and −")                                                                                   \
    SFL_COUNTED(muls,     "×")                                                                                         \
    SFL_COUNTED(divs,     "÷")                                                                                         \
    SFL_COUNTED(roots,    "sqrt")                                                                                      \
    SFL_COUNTED(compares, "comparisons, each with its select")                                                         \
    SFL_COUNTED(reads,    "slots read")                                                                                \
    SFL_COUNTED(writes,   "slots written")
// clang-format on

enum Kind {
#define SFL_COUNTED(word, what) word,
    SFL_COUNTED_LIST(SFL_COUNTED)
#undef SFL_COUNTED
        n_kinds
};
using Counts = std::array<double, n_kinds>; // per path

// Walks that go further from one to the next, as the bench's stages do.
enum class Until { draws, drivers, prices, bills };

// Per path, of paths 0 … 63, from month 0 to the horizon.
Counts count(const sfl_plan *plan, Until until);
// What a month touches: different slots, of one path, mean of the months.
double slots_of_a_month(const sfl_plan *plan);

} // namespace counted
