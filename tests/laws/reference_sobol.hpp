// Quasi-random sampling by the page (section 2): which draw has which dimension, and the words of its points.
#ifndef SFL_TESTS_LAWS_REFERENCE_SOBOL_HPP
#define SFL_TESTS_LAWS_REFERENCE_SOBOL_HPP

#include "tests/laws/reference_parts.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace reference
{

struct Named {
    std::string       name;
    const sfl_driver *driver;
};

// Section 3: workloads, each followed by its mix drivers, baselines, indices.
std::vector<Named> all_drivers(const sfl_scenario &scenario);

uint32_t philox_word(uint64_t seed, uint64_t path, const std::string &stream, uint32_t index);

// Few enough to have bridges.
bool jumps_are_bridged(const sfl_scenario &scenario, const sfl_driver &driver);

// Months between 0 and last in the order in which the bridge makes them, wide gaps first.
std::vector<int> bridge_order(int last);

class Dimensions
{
  public:
    explicit Dimensions(const sfl_scenario &scenario);

    // The word of a draw on a path: a point's, or Philox's where it has no dimension.
    uint32_t word(uint64_t seed, uint64_t path, const std::string &stream, uint32_t index) const;

  private:
    std::map<std::pair<std::string, uint32_t>, uint32_t> of_; // (stream, index) → dimension, from 1
};

} // namespace reference

#endif
