// Section 7, load: overflow and peak factor of a lognormal hour, of busy and idle hours.
#include "tests/laws/reference_parts.hpp"

#include <algorithm>
#include <cmath>

namespace reference
{

namespace
{

double normal_cdf(double x)
{
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

double normal_inverse(double p)
{
    if (p <= 0.0) return -INFINITY;
    double low = -40.0, high = 40.0;
    for (int i = 0; i < 200; ++i) {
        double middle                         = 0.5 * (low + high);
        (normal_cdf(middle) < p ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

double spread(double cv)
{
    return std::sqrt(std::log(1.0 + cv * cv));
}

double overflow_lognormal(double ratio, double cv)
{
    if (ratio <= 0.0) return 1.0;
    if (cv == 0.0) return std::max(0.0, 1.0 - ratio);
    double s = spread(cv), d1 = -std::log(ratio) / s + s / 2.0;
    return normal_cdf(d1) - ratio * normal_cdf(d1 - s);
}

double cdf_lognormal(double x, double cv)
{
    if (cv == 0.0) return x >= 1.0 ? 1.0 : 0.0;
    if (x <= 0.0) return 0.0;
    double s = spread(cv);
    return normal_cdf(std::log(x) / s + s / 2.0);
}

} // namespace

double round_up(double x)
{
    return std::ceil(x - 1e-9 * std::max(1.0, x));
}

double snapped(double share)
{
    if (share <= 1e-9) return 0.0;
    return share >= 1.0 - 1e-9 ? 1.0 : share;
}

bool reaches(double x, double threshold)
{
    return x >= threshold * (1.0 - 1e-9);
}

double overflow_share(const sfl_capacity &capacity, double c)
{
    if (capacity.busy == nullptr) return snapped(overflow_lognormal(c, capacity.burst_cv));
    const sfl_busy &busy = *capacity.busy;
    double          b = busy.hours, w = busy.volume, m_b = w / b, m_i = (1.0 - w) / (1.0 - b);
    return snapped(b * m_b * overflow_lognormal(c / m_b, busy.cv) +
                   (1.0 - b) * m_i * overflow_lognormal(c / m_i, busy.idle_cv));
}

double peak_factor(const sfl_capacity &capacity, double service_level)
{
    if (capacity.busy == nullptr) {
        if (capacity.burst_cv == 0.0) return 1.0;
        double s = spread(capacity.burst_cv);
        return std::exp(s * normal_inverse(service_level) - s * s / 2.0);
    }
    const sfl_busy &busy = *capacity.busy;
    double          b = busy.hours, w = busy.volume, m_b = w / b, m_i = (1.0 - w) / (1.0 - b);
    double          low = 0.0, high = 1e9;
    for (int i = 0; i < 400; ++i) {
        double middle = 0.5 * (low + high);
        double share = b * cdf_lognormal(middle / m_b, busy.cv) + (1.0 - b) * cdf_lognormal(middle / m_i, busy.idle_cv);
        (share < service_level - 1e-12 ? low : high) = middle;
    }
    return high;
}

} // namespace reference
