#include "tests/validation/static_break_even.hpp"

#include "host/run/static_break_even.h"

#include <cmath>
#include <stdexcept>

namespace validation
{

double static_break_even(const Subject &subject, const std::string &from, const std::string &to)
{
    sfl_static_break_even result = {};
    sfl_status status = sfl_static_break_even_find(subject.plan(), subject.architecture(from), subject.architecture(to),
                                                   &result, nullptr);
    if (status != SFL_OK) throw std::runtime_error(sfl_status_text(status));
    if (result.kind == SFL_STATIC_ALWAYS) return 0.0;
    return result.kind == SFL_STATIC_REACHED ? result.usd_per_month : std::nan("");
}

} // namespace validation
