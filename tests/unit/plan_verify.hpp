// Does a plan keep what kernels/plan.h promises? Every sentence that comes back is a promise broken.
#ifndef SFL_TESTS_PLAN_VERIFY_HPP
#define SFL_TESTS_PLAN_VERIFY_HPP

#include "kernels/plan.h"

#include <string>
#include <vector>

// Arrays aligned, inside the block, apart, and nothing left over; every slot and column with exactly one owner; indices
// that pick something; every column visited once.
std::vector<std::string> sfl_plan_verify(const sfl_plan *plan);

#endif
