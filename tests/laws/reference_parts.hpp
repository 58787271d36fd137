// What the files of the reference share.
#ifndef SFL_TESTS_LAWS_REFERENCE_PARTS_HPP
#define SFL_TESTS_LAWS_REFERENCE_PARTS_HPP

#include "tests/laws/reference.hpp"

namespace reference
{

World  draw_world(const sfl_scenario &scenario, uint64_t path);
double season_of(const sfl_reals &season, int calendar_month, int t);

// Section 7: share of a month's load above the capacity, and the ratio that covers a share of the hours.
double overflow_share(const sfl_capacity &capacity, double capacity_ratio);
double peak_factor(const sfl_capacity &capacity, double service_level);

// The opening of the page.
double round_up(double x);    // ⌈x⌉ of people's numbers
double snapped(double share); // within 1e-9 of 0 or of 1
bool   reaches(double x, double threshold);

// AI cost of a month 0 that repeats for ever (section 9).
double static_month(const sfl_scenario &scenario, const sfl_architecture &architecture, const World &world);

Bill write_bill(const sfl_scenario &scenario, const sfl_architecture &architecture, const World &world);

} // namespace reference

#endif
