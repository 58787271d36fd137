// Random scenarios that use every key of the model page, the same for the same seed on every machine.
#ifndef SFL_TESTS_LAWS_GENERATOR_HPP
#define SFL_TESTS_LAWS_GENERATOR_HPP

#include "tests/validation/scenario_text.hpp"

#include <cstdint>

namespace laws
{

using validation::json;

// A valid scenario. Small numbers of months and paths do not matter to it; what is rare on the page is frequent here.
json random_scenario(uint64_t seed);

} // namespace laws

#endif
