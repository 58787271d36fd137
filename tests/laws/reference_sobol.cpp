#include "tests/laws/reference_sobol.hpp"

#include "host/plan/sobol_table.h"
#include "kernels/word.h"

#include <algorithm>
#include <cmath>

namespace reference
{

namespace
{

struct Draw {
    double      weight;
    std::string stream;
    int         index;
    bool        is_bridged;
};

// USD of month 0 that move with each driver, at the list prices of the workloads' own models.
std::map<std::string, double> exposures(const sfl_scenario &scenario)
{
    std::map<std::string, double> usd;
    for (int w = 0; w < scenario.n_workloads; ++w) {
        const sfl_workload &workload = scenario.workloads[w];
        for (int m = 0; m < scenario.n_models; ++m) {
            const sfl_model &model = scenario.models[m];
            if (std::string(model.name) != workload.model) continue;
            std::string name = workload.name;
            double      cached =
                SFL_IS_GIVEN(sfl_model, &model, cached_input_usd) ? model.cached_input_usd : model.input_usd;
            double c = workload.cached_share, paid = 1.0 - workload.batch_share * model.batch_discount;
            double input  = paid * workload.input_mtok * ((1.0 - c) * model.input_usd + c * cached);
            double output = paid * workload.output_mtok * model.output_usd;
            usd[name] += input + output;
            usd[name + "/output"] += output;
            usd[name + "/cached"] += paid * workload.input_mtok * c * (1.0 - c) * (model.input_usd - cached);
            if (model.index) usd[model.index] += input + output;
        }
    }
    for (int v = 0; v < scenario.n_vendors; ++v)
        if (scenario.vendors[v].baseline) usd[scenario.vendors[v].name] += scenario.vendors[v].baseline->monthly_usd;
    return usd;
}

std::vector<Draw> draws_of_a_path(const sfl_scenario &scenario)
{
    std::map<std::string, double> exposure = exposures(scenario);
    const int                     T = scenario.simulation.months, last = T - 1;
    const double                  years = T / 12.0;
    std::vector<Draw>             draws;
    for (const Named &entry : all_drivers(scenario)) {
        const sfl_driver &d   = *entry.driver;
        double            usd = exposure[entry.name], fading = 1.0 / (2.0 + d.reversion * years);
        double            shock = d.volatility * std::sqrt(years) * fading;
        if (d.growth_sd > 0.0) draws.push_back({usd * d.growth_sd * years / 2.0, entry.name + "/growth", 0, false});
        if (d.volatility > 0.0 && last > 0) draws.push_back({usd * shock, entry.name + "/diffusion", last, true});
        if (d.volatility > 0.0 && d.volatility_dof > 0.0)
            draws.push_back({usd * shock * shock / std::sqrt(d.volatility_dof), entry.name + "/volatility", 0, false});
        if (d.adoption && d.adoption->ceiling_sd > 0.0)
            draws.push_back({usd * d.adoption->ceiling_sd * d.adoption->ceiling, entry.name + "/ceiling", 0, false});
        if (!jumps_are_bridged(scenario, d)) continue;
        double sd = usd * std::sqrt(d.jumps->per_year / 12.0 * last) * (d.jumps->lasting ? 0.5 : fading);
        draws.push_back({sd * d.jumps->mean, entry.name + "/jump-count", last, true});
        if (d.jumps->sd > 0.0) draws.push_back({sd * d.jumps->sd, entry.name + "/jump-size", last, true});
    }
    for (int w = 0; w < scenario.n_workloads; ++w) {
        const sfl_workload &workload = scenario.workloads[w];
        if (!workload.launch) continue;
        double usd = exposure[workload.name], p = workload.launch->cancel_probability;
        if (workload.launch->delay_mean_months > 0.0)
            draws.push_back(
                {usd * workload.launch->delay_mean_months / T, std::string(workload.name) + "/launch", 0, false});
        if (p > 0.0)
            draws.push_back({usd * std::sqrt(p * (1.0 - p)), std::string(workload.name) + "/cancel", 0, false});
    }
    std::stable_sort(draws.begin(), draws.end(),
                     [](const Draw &a, const Draw &b) { return std::fabs(a.weight) > std::fabs(b.weight); });
    return draws;
}

// Direction numbers by the recurrence of Joe and Kuo: m_j · 2^(32 − j).
std::vector<uint32_t> directions(uint32_t dimension)
{
    const sfl_sobol_row  &row = sfl_sobol_table[dimension - 1];
    std::vector<uint64_t> m;
    for (uint32_t j = 0; j < 32; ++j) {
        if (row.degree == 0) {
            m.push_back(1);
        } else if (j < row.degree) {
            m.push_back(row.numbers[j]);
        } else {
            uint64_t next = m[j - row.degree] ^ (m[j - row.degree] << row.degree);
            for (uint32_t k = 1; k < row.degree; ++k)
                if (row.inner >> (row.degree - 1u - k) & 1u) next ^= m[j - k] << k;
            m.push_back(next);
        }
    }
    std::vector<uint32_t> v;
    for (uint32_t j = 0; j < 32; ++j)
        v.push_back(static_cast<uint32_t>(m[j] << (31 - j)));
    return v;
}

uint32_t backwards(uint32_t word)
{
    uint32_t out = 0;
    for (int bit = 0; bit < 32; ++bit)
        out |= (word >> bit & 1u) << (31 - bit);
    return out;
}

uint32_t scrambled(uint32_t word, uint32_t seed)
{
    uint32_t x = backwards(word);
    x ^= x * 0x3d20adeau;
    x += seed;
    x *= (seed >> 16) | 1u;
    x ^= x * 0x05526c56u;
    x ^= x * 0x53a22864u;
    return backwards(x);
}

} // namespace

uint32_t philox_word(uint64_t seed, uint64_t path, const std::string &stream, uint32_t index)
{
    uint32_t counter[4] = {index / 4, sfl_fnv_hash(SFL_FNV_BEGIN, stream.c_str()), static_cast<uint32_t>(path),
                           static_cast<uint32_t>(path >> 32)};
    uint32_t key[2]     = {static_cast<uint32_t>(seed), static_cast<uint32_t>(seed >> 32)}, words[4];
    sfl_philox(counter, key, words);
    return words[index % 4];
}

bool jumps_are_bridged(const sfl_scenario &scenario, const sfl_driver &driver)
{
    if (scenario.simulation.sampling != SFL_SAMPLING_SOBOL || scenario.simulation.months < 2) return false;
    if (driver.jumps == nullptr || !(driver.jumps->per_year > 0.0)) return false;
    return driver.jumps->per_year <= 12.0 && driver.jumps->per_year / 12.0 * (scenario.simulation.months - 1) <= 32.0;
}

std::vector<int> bridge_order(int last)
{
    std::vector<int>                 months;
    std::vector<std::pair<int, int>> gaps = {{0, last}};
    for (size_t i = 0; i < gaps.size(); ++i) {
        auto [left, right] = gaps[i];
        if (right - left < 2) continue;
        int middle = (left + right) / 2;
        months.push_back(middle);
        gaps.push_back({left, middle});
        gaps.push_back({middle, right});
    }
    return months;
}

Dimensions::Dimensions(const sfl_scenario &scenario)
{
    if (scenario.simulation.sampling != SFL_SAMPLING_SOBOL) return;
    const int         last  = scenario.simulation.months - 1;
    std::vector<Draw> draws = draws_of_a_path(scenario);
    uint32_t          next  = 1;
    auto give = [&](const std::string &stream, int index) { of_[{stream, static_cast<uint32_t>(index)}] = next++; };
    for (const Draw &draw : draws)
        give(draw.stream, draw.index);
    for (int month : bridge_order(last))
        for (const Draw &draw : draws)
            if (draw.is_bridged) give(draw.stream, month);
    if (scenario.regimes && scenario.regimes->names.n > 1)
        for (int t = 1; t <= last; ++t)
            give("regime", t);
    for (const Named &entry : all_drivers(scenario)) {
        const sfl_jumps *jumps = entry.driver->jumps;
        if (!jumps || !(jumps->per_year > 0.0) || jumps_are_bridged(scenario, *entry.driver)) continue;
        for (int t = 1; t <= last; ++t)
            give(entry.name + "/jump-count", t);
        for (int t = 1; t <= last && jumps->sd > 0.0; ++t)
            give(entry.name + "/jump-size", t);
    }
}

uint32_t Dimensions::word(uint64_t seed, uint64_t path, const std::string &stream, uint32_t index) const
{
    auto     found = of_.find({stream, index});
    uint64_t part = path / 64 % 32, point = path / 2048 * 64 + path % 64;
    if (found == of_.end() || found->second > 4096 || point >> 32 != 0) return philox_word(seed, path, stream, index);
    std::vector<uint32_t> v    = directions(found->second);
    uint32_t              word = 0;
    for (int bit = 0; bit < 32; ++bit)
        if (point >> bit & 1u) word ^= v[static_cast<size_t>(bit)];
    return scrambled(word, philox_word(seed, part, "sobol", found->second - 1));
}

} // namespace reference
