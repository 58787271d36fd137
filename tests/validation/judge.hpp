// Is an estimate what the case file says (README sections 1 and 2)?
#ifndef SFL_TESTS_VALIDATION_JUDGE_HPP
#define SFL_TESTS_VALIDATION_JUDGE_HPP

#include "tests/validation/scenario_text.hpp"

#include <cstdint>
#include <cmath>
#include <string>
#include <vector>

namespace validation
{

// What the program says about one expected value; members that a stat does not use stay empty.
struct Estimate {
    double              value = 0.0;
    double              se    = 0.0;                 // the estimate's own standard error (own_se)
    uint64_t            n     = 0;                   // paths behind it
    double              least = 0.0, greatest = 0.0; // over paths (exact)
    std::vector<double> list;                        // path, kat, draw
};

struct Verdict {
    bool        passed = false;
    bool        tested = true; // false: informative
    std::string text;          // what was found, what is right, how far away
    double      z = std::nan(""); // how many standard errors away, where it was judged by that
};

// One limit for the whole file (README section 2).
constexpr double z_limit = 5.2;
// Chi-square on 20 bins, p = 1e-6.
constexpr double chi2_limit = 63.7;

// Throws std::runtime_error on an unknown stat or member.
Verdict judge(const json &expected, const Estimate &estimate);
Verdict judge_chi2(const std::vector<uint64_t> &bins);

// The expected value with its figure moved so far that a right estimate must be refused.
json spoilt(const json &expected, const Estimate &estimate);

// Two-sided probability of a count at least as far out as `count` among n with probability p, by the binomial.
double binomial_tail(uint64_t count, uint64_t n, double p);

} // namespace validation

#endif
