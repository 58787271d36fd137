#include "tests/unit/world_reference.hpp"

#include "kernels/draw.h"
#include "tests/unit/reference_draw.hpp"

#include <algorithm>
#include <cmath>

namespace worlds
{

namespace
{

using Real = long double;

class Walker
{
  public:
    Walker(const World &world, uint64_t number) : world_(world), number_(number)
    {
    }

    Path walk()
    {
        begin();
        for (int t = 0; t < world_.months; ++t) month(t);
        return path_;
    }

  private:
    struct State {
        Real rate = 0.0L, vol = 0.0L, ceiling = 1.0L; // once per path
        Real moved = 0.0L, d = 0.0L, v = 0.0L;        // regime growth and steps; d; v
    };

    uint32_t word(const std::string &stream, int index) const
    {
        uint32_t hash = reference::stream_of(stream), i = static_cast<uint32_t>(index);
        return world_.is_antithetic ? reference::antithetic_word(world_.seed, number_, hash, i)
                                    : reference::word(world_.seed, number_, hash, i);
    }
    Real uniform(const std::string &stream, int index) const
    {
        return (word(stream, index) + 0.5L) / 4294967296.0L;
    }
    Real normal(const std::string &stream, int index) const
    {
        return sfl_normal_of_word(word(stream, index));
    }

    void begin()
    {
        for (const Driver &driver : world_.drivers) {
            State state;
            if (driver.growth_sd > 0.0) state.rate = driver.growth_sd * normal(driver.name + "/growth", 0);
            state.vol = driver.volatility;
            if (driver.volatility > 0.0 && driver.volatility_dof > 0.0) {
                Real nu = driver.volatility_dof, c = 2.0L / (9.0L * nu);
                Real chi2 = nu * std::pow(1.0L - c + normal(driver.name + "/volatility", 0) * std::sqrt(c), 3.0L);
                state.vol *= std::sqrt(nu / std::max(chi2, 1e-3L));
            }
            state.ceiling = driver.adoption.ceiling;
            Real sd       = driver.adoption.ceiling_sd;
            if (sd > 0.0L) state.ceiling *= std::exp(sd * normal(driver.name + "/ceiling", 0) - sd * sd / 2.0L);
            state.d = driver.deviation;
            states_.push_back(state);
        }
        for (const Workload &workload : world_.workloads) path_.launch.push_back(launch(workload));
    }

    int launch(const Workload &workload) const
    {
        Real month = workload.launch_month;
        if (workload.delay_mean_months > 0.0)
            month += std::floor(-workload.delay_mean_months * std::log(uniform(workload.name + "/launch", 0)));
        if (workload.cancel_probability > 0.0 &&
            uniform(workload.name + "/cancel", 0) < static_cast<Real>(workload.cancel_probability))
            return world_.months;
        return static_cast<int>(std::min<Real>(month, world_.months));
    }

    int regime(int t) const
    {
        if (world_.n_regimes == 0) return 0;
        if (t == 0) return world_.regime_start;
        Real   u   = uniform("regime", t);
        double sum = 0.0;
        for (int j = 0; j < world_.n_regimes; ++j) {
            sum += world_.regimes[static_cast<size_t>(path_.regime.back() * world_.n_regimes + j)];
            if (static_cast<Real>(sum) > u) return j;
        }
        return world_.n_regimes - 1;
    }

    // Z of every driver with volatility, in their order.
    std::vector<Real> shocks(int t) const
    {
        std::vector<Real> own, shocks;
        for (const Driver &driver : world_.drivers) {
            if (driver.volatility > 0.0) own.push_back(normal(driver.name + "/diffusion", t));
        }
        size_t entry = 0;
        for (size_t row = 0; row < own.size(); ++row) {
            Real sum = world_.cholesky.empty() ? own[row] : 0.0L;
            for (size_t column = 0; column <= row && !world_.cholesky.empty(); ++column)
                sum += world_.cholesky[entry++] * own[column];
            shocks.push_back(sum);
        }
        return shocks;
    }

    Real jump(const Driver &driver, int t) const
    {
        if (driver.jumps.per_year == 0.0) return 0.0L;
        Real u = uniform(driver.name + "/jump-count", t), mean = driver.jumps.per_year / 12.0L;
        Real term = std::exp(-mean), cdf = term;
        int  n = 0;
        for (; n < 16 && cdf < u; ++n) {
            term *= mean / (n + 1);
            cdf += term;
        }
        Real size = n * static_cast<Real>(driver.jumps.mean);
        if (driver.jumps.sd > 0.0)
            size += std::sqrt(static_cast<Real>(n)) * driver.jumps.sd * normal(driver.name + "/jump-size", t);
        return size;
    }

    Real index(const Driver &driver, State &state, int t, Real shock)
    {
        if (t > 0) {
            Real a  = std::exp(-driver.reversion / 12.0L);
            Real b2 = driver.reversion > 0.0 ? (1.0L - a * a) / (2.0L * driver.reversion) : 1.0L / 12.0L;
            Real m  = driver.regime_volatility.empty() ? 1.0L : driver.regime_volatility[regime_index()];
            Real b  = state.vol * std::sqrt(b2), moved = jump(driver, t);
            if (!driver.regime_growth.empty()) state.moved += driver.regime_growth[regime_index()] / 12.0L;
            if (driver.jumps.lasting) state.moved += moved;
            state.d = a * state.d + b * m * shock + (driver.jumps.lasting ? 0.0L : moved);
            state.v = a * a * state.v + b * b * m * m;
        }
        Real years = t / 12.0L, adopted = 1.0L;
        if (driver.adoption.p > 0.0) adopted += (state.ceiling - 1.0L) * adopted_share(driver.adoption, years);
        Real level = trend(driver, years) + state.rate * damped_years(driver, years) + state.moved;
        return adopted * std::exp(level + state.d - driver.deviation - state.v / 2.0L);
    }

    size_t regime_index() const
    {
        return static_cast<size_t>(path_.regime.back());
    }

    void month(int t)
    {
        path_.regime.push_back(regime(t));
        std::vector<Real> z = shocks(t), indices;
        size_t            row = 0;
        for (size_t i = 0; i < states_.size(); ++i) {
            const Driver &driver = world_.drivers[i];
            indices.push_back(index(driver, states_[i], t, driver.volatility > 0.0 ? z[row++] : 0.0L));
        }
        path_.index.push_back(indices);
        demand(t, indices);
    }

    void demand(int t, const std::vector<Real> &indices)
    {
        std::vector<Real> volume, input, output, cached, quote;
        auto index_of = [&](int driver) { return driver < 0 ? 1.0L : indices[static_cast<size_t>(driver)]; };
        for (size_t i = 0; i < world_.workloads.size(); ++i) {
            const Workload &workload = world_.workloads[i];
            Real season = workload.season[static_cast<size_t>(t) % workload.season.size()], c = workload.cached_share;
            volume.push_back(t >= path_.launch[i] ? season * index_of(workload.driver) : 0.0L);
            input.push_back(workload.input_mtok * volume.back());
            output.push_back(workload.output_mtok * volume.back() * index_of(workload.output_driver));
            Real odds = c * index_of(workload.cached_driver);
            cached.push_back(odds / (1.0L - c + odds));
        }
        for (const Quote &from : world_.quotes) {
            size_t w = static_cast<size_t>(from.workload);
            quote.push_back(input[w] * ((1.0L - cached[w]) * from.input_usd + cached[w] * from.cached_usd) +
                            output[w] * from.output_usd);
        }
        path_.volume.push_back(volume);
        path_.input.push_back(input);
        path_.output.push_back(output);
        path_.cached.push_back(cached);
        path_.quote.push_back(quote);
    }

    const World       &world_;
    uint64_t           number_;
    std::vector<State> states_;
    Path               path_;
};

} // namespace

Path walk(const World &world, uint64_t path)
{
    return Walker(world, path).walk();
}

} // namespace worlds
