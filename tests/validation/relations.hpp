// The relations of the case file: what must hold between runs, whatever the answer is.
#ifndef SFL_TESTS_VALIDATION_RELATIONS_HPP
#define SFL_TESTS_VALIDATION_RELATIONS_HPP

#include "tests/validation/subject.hpp"

#include <string>
#include <vector>

namespace validation
{

struct RelationResult {
    size_t                   n_bases = 0; // scenarios on which it was looked at
    std::vector<std::string> broken;      // one line per place where it does not hold
};

// Why a relation cannot be looked at yet; nullptr for all others.
const char *pending_relation(const std::string &id);

// Throws std::runtime_error on an id that nobody wrote.
RelationResult evaluate_relation(const std::string &id, int32_t n_threads);

} // namespace validation

#endif
