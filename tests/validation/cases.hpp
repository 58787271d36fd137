// The cases of the case file, evaluated.
#ifndef SFL_TESTS_VALIDATION_CASES_HPP
#define SFL_TESTS_VALIDATION_CASES_HPP

#include "tests/validation/judge.hpp"

#include <functional>
#include <string>
#include <vector>

namespace validation
{

struct Effort {
    uint64_t n_paths   = uint64_t(1) << 18; // of a stochastic case
    int32_t  n_threads = 2;
    bool     tallies   = true; // also hold the figures of a run against those of its paths
};

// One line of the result: which value, and how it went.
struct Line {
    std::string what;
    Verdict     verdict;
};

struct CaseResult {
    std::vector<Line>     values;    // as listed in `expected`, in order
    std::vector<Line>     chi2;      // at most one
    std::vector<Line>     others;    // not of the case file: cfg and scenario agree, tally against paths
    std::vector<Estimate> estimates; // behind `values`
};

json read_case_file(const std::string &path);

// Evaluates every expected value. Throws std::runtime_error on an unknown kind, stat or sel.
CaseResult evaluate_case(const json &entry, const Effort &effort);

// The same for kinds without a scenario: random.*, estimator.*.
Estimate draw_estimate(const json &entry, const json &expected);
bool     is_draw_kind(const std::string &kind);

} // namespace validation

#endif
