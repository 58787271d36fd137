// Model page sections 2 to 6 for one path, a number at a time in long double: what kernels/world.h must give.
#pragma once

#include "tests/unit/world_plan.hpp"

#include <vector>

namespace worlds
{

struct Path {
    std::vector<std::vector<long double>> index;                         // [month][driver]
    std::vector<int>                      regime;                        // [month]
    std::vector<int>                      launch;                        // [workload]
    std::vector<std::vector<long double>> volume, input, output, cached; // [month][workload]
    std::vector<std::vector<long double>> quote;                         // [month][quote]
};

Path walk(const World &world, uint64_t path);

} // namespace worlds
