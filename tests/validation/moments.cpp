#include "tests/validation/sample.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace validation
{

namespace
{

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity     = std::numeric_limits<double>::infinity();

} // namespace

// Welford; the update of Chan, Golub and LeVeque (1983) in merge.
void Moments::add(double value)
{
    if (std::isnan(value)) has_nan = true;
    if (n == 0) least = greatest = value;
    n += 1;
    double step = value - mean;
    mean += step / static_cast<double>(n);
    squares += step * (value - mean);
    least    = value < least ? value : least;
    greatest = value > greatest ? value : greatest;
}

void Moments::merge(const Moments &other)
{
    if (other.n == 0) return;
    if (n == 0) {
        *this = other;
        return;
    }
    double here = static_cast<double>(n), there = static_cast<double>(other.n), step = other.mean - mean;
    mean += step * (there / (here + there));
    squares += other.squares + step * step * (here * there / (here + there));
    n += other.n;
    least    = std::min(least, other.least);
    greatest = std::max(greatest, other.greatest);
    has_nan  = has_nan || other.has_nan;
}

double Moments::sd() const
{
    if (n < 2 || has_nan) return not_a_number;
    return std::sqrt(squares / static_cast<double>(n - 1));
}

double Moments::se() const
{
    return sd() / std::sqrt(static_cast<double>(n));
}

void CoMoments::add(double x, double y)
{
    n += 1;
    double count = static_cast<double>(n), step_x = x - mean_x, step_y = y - mean_y;
    mean_x += step_x / count;
    mean_y += step_y / count;
    xx += step_x * (x - mean_x);
    yy += step_y * (y - mean_y);
    xy += step_x * (y - mean_y);
}

void CoMoments::merge(const CoMoments &other)
{
    if (other.n == 0) return;
    if (n == 0) {
        *this = other;
        return;
    }
    double here = static_cast<double>(n), there = static_cast<double>(other.n), weight = here * there / (here + there);
    double step_x = other.mean_x - mean_x, step_y = other.mean_y - mean_y;
    xx += other.xx + step_x * step_x * weight;
    yy += other.yy + step_y * step_y * weight;
    xy += other.xy + step_x * step_y * weight;
    mean_x += step_x * (there / (here + there));
    mean_y += step_y * (there / (here + there));
    n += other.n;
}

double CoMoments::correlation() const
{
    return xy / std::sqrt(xx * yy);
}

double Slice::quantile(double p) const
{
    double   count = static_cast<double>(n());
    uint64_t rank  = static_cast<uint64_t>(std::ceil(count * p - 1e-9 * std::max(1.0, count * p)));
    rank           = std::max<uint64_t>(1, std::min(rank, n()));
    if (rank <= n_below) return -infinity;
    if (rank - n_below > inside.size()) return infinity;
    return inside[rank - n_below - 1];
}

double Slice::cvar(double alpha) const
{
    double   tail  = static_cast<double>(n()) * (1.0 - alpha);
    uint64_t whole = static_cast<uint64_t>(tail);
    if (whole < n_above || whole - n_above >= inside.size()) {
        bool is_all = whole == n() && n_below == 0;
        if (!is_all) return not_a_number;
    }
    double sum  = sum_above;
    size_t take = static_cast<size_t>(whole - n_above);
    for (size_t i = 0; i < take; ++i)
        sum += inside[inside.size() - 1 - i];
    if (take < inside.size()) sum += (tail - static_cast<double>(whole)) * inside[inside.size() - 1 - take];
    return sum / tail;
}

} // namespace validation
