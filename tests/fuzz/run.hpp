// A small run for the fuzzer: three plans that no path is walked with, of a few columns each, so that a tally costs little. One
// keeps all its paths in parts, one none, one those of a pilot.
#ifndef SFL_TESTS_FUZZ_RUN_HPP
#define SFL_TESTS_FUZZ_RUN_HPP

#include "host/tally/piece.h"
#include "kernels/plan.h"

#include <cstdint>
#include <cstring>

namespace fuzz
{

struct Plan {
    sfl_plan         head;
    sfl_plan_channel channel;
    sfl_plan_column  columns[4];
};

constexpr int32_t n_points = 3;

inline sfl_plan_column column_of(uint32_t keep, double scale)
{
    sfl_plan_column column = {};
    column.keep            = keep;
    column.scale           = scale;
    return column;
}

inline void plan_init(Plan &plan, int32_t number)
{
    std::memset(&plan, 0, sizeof plan);
    std::memset(plan.head.fingerprint, 0xf0 + number, sizeof plan.head.fingerprint);
    plan.head.n_months      = 3;
    plan.head.is_antithetic = number == 0;
    plan.head.n_channels    = 1;
    plan.head.channels_at   = offsetof(Plan, channel);
    plan.head.columns_at    = offsetof(Plan, columns);
    plan.channel.kind       = number == 2 ? SFL_CHANNEL_PROVISIONED : SFL_CHANNEL_TOKEN;
    plan.columns[0]         = column_of(SFL_KEEP_SUM | SFL_KEEP_MOMENTS | SFL_KEEP_COARSE, 1e6);
    plan.columns[1]         = column_of(SFL_KEEP_SUM | SFL_KEEP_MONTHS, 1.0);
    plan.columns[2]         = column_of(SFL_KEEP_SUM | SFL_KEEP_MOMENTS, 1e12);
    plan.columns[3]         = column_of(SFL_KEEP_SUM | SFL_KEEP_FINE, 1e6);
    plan.head.n_columns     = number == 1 ? 4 : 3;
}

// What the plans of a piece are borrowed from.
struct Plans {
    Plan      owned[n_points];
    sfl_plan *all[n_points];

    Plans()
    {
        for (int32_t i = 0; i < n_points; ++i) {
            plan_init(owned[i], i);
            all[i] = &owned[i].head;
        }
    }
};

} // namespace fuzz

#endif
