// One number per path, as a `sel` of the case file names it (README section 1), read from the slots of a block.
#ifndef SFL_TESTS_VALIDATION_PROBE_HPP
#define SFL_TESTS_VALIDATION_PROBE_HPP

#include "kernels/block.h"
#include "tests/validation/subject.hpp"

#include <functional>

namespace validation
{

// Reads lanes 0 … SFL_LANES − 1. Called after month `month` of a block, or with month = n_months at its end.
using Reader = std::function<void(const sfl_block &block, int32_t month, double *lanes)>;

struct Probe {
    int32_t first_month = 0, last_month = 0; // when `read` is called; `lanes` begins at zero and is kept between calls
    Reader  read;
    bool    may_be_missing = false; // NaN then means: this path does not count
};

// Throws std::runtime_error on any `sel` that it does not know, a member too many included.
// {corr} and {static_break_even} are no numbers per path and are not known here.
Probe make_probe(const Subject &subject, const json &sel);

// Frequent probes by hand.
Probe total_probe(const Subject &subject, int32_t architecture, sfl_part part, sfl_money money);
Probe month_probe(const Subject &subject, int32_t architecture, sfl_part part, int32_t month);
Probe slot_probe(int32_t slot, int32_t month);
// A slot added up over months first_month … last_month.
Probe sum_probe(int32_t slot, int32_t first_month, int32_t last_month);

} // namespace validation

#endif
