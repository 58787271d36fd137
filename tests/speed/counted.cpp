// See counted.hpp. Here `double` is a number that counts: everything of the standard library comes before it, and the
// plan, whose numbers have the same bytes, is only read.
#include "tests/speed/counted.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <set>
#include <type_traits>

#include "kernels/lang.h"

namespace counted
{

struct Real;

// Where the slots are, and what was done so far.
struct Ledger {
    std::array<uint64_t, n_kinds> counts{};
    const Real                   *slots   = nullptr;
    size_t                        n_slots = 0; // times SFL_LANES
    std::set<size_t>             *touched = nullptr;
};
Ledger ledger;

void note(Kind kind)
{
    ledger.counts[kind] += 1;
}
void note_place(const Real *place, Kind kind);

struct Real {
    double value;

    Real() = default;
    template <typename T, typename = std::enable_if_t<std::is_arithmetic_v<T>>>
    constexpr Real(T x) : value(static_cast<double>(x))
    {
    }
    Real(const Real &other) : value(other.read())
    {
        note_place(this, writes);
    }
    Real &operator=(const Real &other)
    {
        value = other.read();
        note_place(this, writes);
        return *this;
    }
    double read() const
    {
        note_place(this, reads);
        return value;
    }
    template <typename T, typename = std::enable_if_t<std::is_arithmetic_v<T>>> explicit operator T() const
    {
        return static_cast<T>(read());
    }
    Real &operator+=(const Real &x)
    {
        return *this = *this + x;
    }
    Real &operator-=(const Real &x)
    {
        return *this = *this - x;
    }
    Real &operator*=(const Real &x)
    {
        return *this = *this * x;
    }
    Real &operator/=(const Real &x)
    {
        return *this = *this / x;
    }
#define SFL_COUNT_OPERATOR(sign, kind)                                                                                 \
    friend Real operator sign(const Real &x, const Real &y)                                                            \
    {                                                                                                                  \
        note(kind);                                                                                                    \
        return {x.read() sign y.read()};                                                                               \
    }
    SFL_COUNT_OPERATOR(+, adds)
    SFL_COUNT_OPERATOR(-, adds)
    SFL_COUNT_OPERATOR(*, muls)
    SFL_COUNT_OPERATOR(/, divs)
#undef SFL_COUNT_OPERATOR
#define SFL_COUNT_COMPARISON(sign)                                                                                     \
    friend bool operator sign(const Real &x, const Real &y)                                                            \
    {                                                                                                                  \
        note(compares);                                                                                                \
        return x.read() sign y.read();                                                                                 \
    }
    SFL_COUNT_COMPARISON(<)
    SFL_COUNT_COMPARISON(<=)
    SFL_COUNT_COMPARISON(>)
    SFL_COUNT_COMPARISON(>=)
    SFL_COUNT_COMPARISON(==)
    SFL_COUNT_COMPARISON(!=)
#undef SFL_COUNT_COMPARISON
    friend Real operator-(const Real &x)
    {
        return {-x.read()};
    }
    friend Real fma(const Real &x, const Real &y, const Real &z)
    {
        note(fmas);
        return {std::fma(x.read(), y.read(), z.read())};
    }
    friend Real sqrt(const Real &x)
    {
        note(roots);
        return {std::sqrt(x.read())};
    }
    friend Real floor(const Real &x)
    {
        return {std::floor(x.read())};
    }
    friend Real fabs(const Real &x)
    {
        return {std::fabs(x.read())};
    }
};
static_assert(sizeof(Real) == sizeof(double));

void note_place(const Real *place, Kind kind)
{
    if (place < ledger.slots || place >= ledger.slots + ledger.n_slots) return;
    note(kind);
    if (ledger.touched != nullptr) ledger.touched->insert(static_cast<size_t>(place - ledger.slots) / SFL_LANES);
}

} // namespace counted

// A keyword is given another meaning, and what the kernels copy as bytes is a number with constructors: both on purpose.
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wkeyword-macro"
#else
#pragma GCC diagnostic ignored "-Wclass-memaccess"
#endif
#define double counted::Real
#include "kernels/num.h"
#include "kernels/word.h"
#undef SFL_PHILOX_BLOCK
#define SFL_PHILOX_BLOCK(counter, key, out) (counted::note(counted::philox), sfl_philox(counter, key, out))
#define sfl_normal_argument(word, row) (counted::note(counted::normals), sfl_normal_argument(word, row))
#define sfl_exp(x) (counted::note(counted::exps), sfl_exp(x))
#define sfl_log(x) (counted::note(counted::logs), sfl_log(x))
#include "kernels/path.h"
#undef double

namespace counted
{

namespace
{

// The slots of a block of paths 0 … 63, watched by the ledger while this lives.
struct Watch {
    explicit Watch(const sfl_plan *plan) : slots(static_cast<size_t>(plan->n_slots) * SFL_LANES)
    {
        ledger         = Ledger{};
        ledger.slots   = slots.data();
        ledger.n_slots = slots.size();
        block.plan     = plan;
        block.slots    = slots.data();
    }
    ~Watch()
    {
        ledger = Ledger{};
    }
    Watch(const Watch &)            = delete;
    Watch &operator=(const Watch &) = delete;

    std::vector<Real> slots;
    sfl_block         block{};
};

void walk_month(const sfl_block *block, int32_t t, Until until)
{
    if (until == Until::bills) return sfl_path_month(block, t);
    if (until == Until::prices) return sfl_world_month(block, t);
    sfl_world_draws(block, t);
    if (until == Until::drivers) sfl_world_drivers(block, t);
}

} // namespace

Counts count(const sfl_plan *plan, Until until)
{
    Watch watch(plan);
    if (until == Until::bills)
        sfl_path_begin(&watch.block);
    else
        sfl_world_begin(&watch.block);
    for (int32_t t = 0; t < plan->n_months; ++t)
        walk_month(&watch.block, t, until);
    if (until == Until::bills) sfl_path_end(&watch.block);
    Counts found{};
    for (size_t i = 0; i < n_kinds; ++i)
        found[i] = static_cast<double>(ledger.counts[i]) / SFL_LANES;
    return found;
}

double slots_of_a_month(const sfl_plan *plan)
{
    Watch  watch(plan);
    size_t n = 0;
    sfl_path_begin(&watch.block);
    for (int32_t t = 0; t < plan->n_months; ++t) {
        std::set<size_t> touched;
        ledger.touched = &touched;
        sfl_path_month(&watch.block, t);
        ledger.touched = nullptr;
        n += touched.size();
    }
    return static_cast<double>(n) / static_cast<double>(plan->n_months);
}

} // namespace counted
