// The static break-even of the model page section 9, asked of the library.
#ifndef SFL_TESTS_VALIDATION_STATIC_BREAK_EVEN_HPP
#define SFL_TESTS_VALIDATION_STATIC_BREAK_EVEN_HPP

#include "tests/validation/subject.hpp"

#include <string>

namespace validation
{

// USD a month of `from`; NaN where there is none, 0 where `to` is dearer nowhere.
double static_break_even(const Subject &subject, const std::string &from, const std::string &to);

} // namespace validation

#endif
