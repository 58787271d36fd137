// A small world written down by a test, and the plan block that the path code reads of it. It is packed here by
// hand, with long double libm, so that what is tested does not come from what packs plans for the program.
#pragma once

#include "kernels/world.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace worlds
{

struct Jumps {
    double per_year = 0.0, mean = 0.0, sd = 0.0;
    bool   lasting = true;
};

struct Adoption {
    double ceiling = 1.0, ceiling_sd = 0.0, p = 0.0, q = 0.0; // p 0: none
};

// The keys of model page section 3.
struct Driver {
    std::string         name;
    double              growth = 0.0, growth_end = 0.0, fade = 0.0, growth_sd = 0.0;
    double              volatility = 0.0, volatility_dof = 0.0, reversion = 0.0, deviation = 0.0;
    Jumps               jumps;
    Adoption            adoption;
    std::vector<double> regime_growth, regime_volatility;

    bool is_fixed() const
    {
        bool regime_moves = false;
        for (double g : regime_growth) regime_moves |= g != 0.0;
        bool draws = volatility > 0.0 || growth_sd > 0.0 || jumps.per_year > 0.0 || adoption.ceiling_sd > 0.0;
        return !draws && !regime_moves;
    }
    bool varies_by_path() const
    {
        return volatility > 0.0 && (volatility_dof > 0.0 || !regime_volatility.empty());
    }
};

struct Workload {
    std::string         name;
    int                 driver = 0, output_driver = -1, cached_driver = -1;
    double              input_mtok = 1.0, output_mtok = 0.0, cached_share = 0.0;
    std::vector<double> season = std::vector<double>(12, 1.0); // by month from month 0 on, repeated
    int                 launch_month = 0;
    double              delay_mean_months = 0.0, cancel_probability = 0.0;
};

struct Quote {
    int    workload = 0;
    double input_usd = 1.0, cached_usd = 0.0, output_usd = 0.0;
};

struct World {
    int                   months = 24;
    uint64_t              seed   = 1;
    bool                  is_antithetic = false;
    std::vector<Driver>   drivers;
    std::vector<double>   cholesky; // rows of the lower factor over the drivers with volatility; empty: independent
    std::vector<double>   regimes;  // [n][n] probabilities; empty: none
    int                   n_regimes = 0, regime_start = 0;
    std::vector<Workload> workloads;
    std::vector<int>      index_drivers; // price indices
    int                   index_depth = 1;
    std::vector<Quote>    quotes;
};

// r_end · y + (r − r_end) · h(y), h and F of section 3.
long double damped_years(const Driver &driver, long double years);
long double trend(const Driver &driver, long double years);
long double adopted_share(const Adoption &adoption, long double years);

// Owns a plan and the slots of one block of paths.
class Block
{
  public:
    explicit Block(const World &world);

    const sfl_plan *plan() const
    {
        return reinterpret_cast<const sfl_plan *>(bytes_.data());
    }
    const sfl_block *at(uint64_t first_path)
    {
        block_.plan       = plan();
        block_.slots      = slots_.data();
        block_.first_path = first_path;
        return &block_;
    }
    double value(int32_t slot, int lane) const
    {
        return slots_[static_cast<size_t>(slot) * SFL_LANES + static_cast<size_t>(lane)];
    }
    const sfl_plan_driver &driver(size_t i) const
    {
        return SFL_AT(plan(), sfl_plan_driver, plan()->drivers_at)[i];
    }
    const sfl_plan_workload &workload(size_t i) const
    {
        return SFL_AT(plan(), sfl_plan_workload, plan()->workloads_at)[i];
    }

  private:
    template <class T> size_t add(const std::vector<T> &items)
    {
        if (items.empty()) return 0;
        size_t at     = bytes_.size() * sizeof(uint64_t);
        size_t length = items.size() * sizeof(T);
        bytes_.resize(bytes_.size() + (length + 7) / 8);
        std::memcpy(reinterpret_cast<char *>(bytes_.data()) + at, items.data(), length);
        return at;
    }
    int32_t slots(int32_t n)
    {
        n_slots_ += n;
        return n_slots_ - n;
    }
    void            put_driver(sfl_plan_driver &to, const Driver &from, const World &world);
    void            put_tables(sfl_plan_driver &to, const Driver &from, const World &world);
    void            put_slots(sfl_plan_driver &to, const Driver &from);
    void            put_shocks(sfl_plan &plan, const World &world);
    void            put_regimes(sfl_plan &plan, const World &world);
    sfl_plan_workload put_workload(const Workload &from, const World &world);

    std::vector<uint64_t> bytes_;
    std::vector<double>   slots_;
    int32_t               n_slots_ = 0, n_shocks_ = 0;
    sfl_block             block_{};
};

} // namespace worlds
