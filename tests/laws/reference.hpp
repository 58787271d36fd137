// The model page, sections 2 to 9, once more: one path at a time, plain doubles, the library's functions for nothing but the
// scenario's structs and the words and normals of section 2. Written from the page, not from the kernels; slow on purpose.
#ifndef SFL_TESTS_LAWS_REFERENCE_HPP
#define SFL_TESTS_LAWS_REFERENCE_HPP

#include "host/scenario/scenario.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace reference
{

using Reals = std::vector<double>;

// What a path draws, before any bill.
struct World {
    std::vector<int>             regime;                        // [month]
    std::vector<std::string>     drivers;                       // names in the order of section 3
    std::map<std::string, Reals> index;                         // by driver: [month]
    std::vector<int>             launch;                        // [workload] month, n_months if cancelled
    std::vector<Reals>           volume, input, output, cached; // [workload][month]
};

struct Period {
    int    contract, k, last_month;
    double commitment, shortfall, eligible, room, utilisation;
};

struct ChannelUse {
    Reals units, overflow; // [month]; of capacity channels
};

struct Bill {
    Reals                     ai, trueup, baseline; // [month] nominal
    double                    total[4][2];          // total, ai, trueup, baseline; npv, nominal
    std::vector<Period>       periods;
    std::map<int, ChannelUse> channels; // by channel number
    std::vector<int>          switches; // month by `then` route, workloads of a `*` one after another; n_months: never
    double                    payments = 0.0, credit_used = 0.0, unserved_mtok = 0.0, usd_per_mtok = 0.0;
};

struct Path {
    World             world;
    std::vector<Bill> bills;      // [architecture]
    std::vector<int>  break_even; // [break_even] month, n_months: never
};

Path walk(const sfl_scenario &scenario, uint64_t path);

// Section 9, static break-even: USD of `from` a month; NaN: none, 0: `to` is dearer nowhere.
double static_break_even(const sfl_scenario &scenario, const sfl_architecture &from, const sfl_architecture &to);

} // namespace reference

#endif
