#include "tests/unit/world_plan.hpp"

#include "tests/unit/reference_draw.hpp"

#include <cmath>

namespace worlds
{

using reference::stream_of;

long double damped_years(const Driver &driver, long double years)
{
    if (driver.fade == 0.0) return years;
    long double phi = -std::log(1.0L - driver.fade);
    return -std::expm1(-phi * years) / phi;
}

long double trend(const Driver &driver, long double years)
{
    long double r = std::log1p(static_cast<long double>(driver.growth));
    if (driver.fade == 0.0) return r * years;
    long double r_end = std::log1p(static_cast<long double>(driver.growth_end));
    return r_end * years + (r - r_end) * damped_years(driver, years);
}

long double adopted_share(const Adoption &adoption, long double years)
{
    long double left = std::exp(-(static_cast<long double>(adoption.p) + adoption.q) * years);
    return (1.0L - left) / (1.0L + adoption.q / static_cast<long double>(adoption.p) * left);
}

void Block::put_tables(sfl_plan_driver &to, const Driver &from, const World &world)
{
    std::vector<double> trends, damped, half_variance, adopted, cdf;
    long double         a = to.decay, b = static_cast<long double>(to.gain) * from.volatility, v = 0.0L;
    for (int t = 0; t < world.months; ++t) {
        long double years = t / 12.0L;
        trends.push_back(static_cast<double>(trend(from, years)));
        damped.push_back(static_cast<double>(damped_years(from, years)));
        if (t > 0) v = a * a * v + b * b;
        half_variance.push_back(static_cast<double>(v / 2.0L));
        if (to.has_adoption) adopted.push_back(static_cast<double>(adopted_share(from.adoption, years)));
    }
    long double mean = from.jumps.per_year / 12.0L, term = std::exp(-mean), sum = 0.0L;
    for (int n = 0; n < 16; ++n) {
        sum += term;
        cdf.push_back(static_cast<double>(sum));
        term *= mean / (n + 1);
    }
    to.trend_at        = add(trends);
    to.damped_years_at = add(damped);
    if (to.variance_is_fixed) to.half_variance_at = add(half_variance);
    to.adopted_share_at = add(adopted);
    if (to.has_jumps) to.jump_cdf_at = add(cdf);
    std::vector<double> monthly;
    for (double growth : from.regime_growth) monthly.push_back(growth / 12.0);
    to.regime_growth_at     = add(monthly);
    to.regime_volatility_at = add(from.regime_volatility);
}

void Block::put_slots(sfl_plan_driver &to, const Driver &from)
{
    bool level = !from.regime_growth.empty() || (to.has_jumps && to.jumps_last);
    bool d     = to.shock >= 0 || from.deviation != 0.0 || (to.has_jumps && !to.jumps_last);
    to.index_slot   = slots(1);
    to.growth_slot  = from.growth_sd > 0.0 ? slots(1) : -1;
    to.vol_slot     = from.volatility > 0.0 && from.volatility_dof > 0.0 ? slots(1) : -1;
    to.level_slot   = level ? slots(1) : -1;
    to.d_slot       = d ? slots(1) : -1;
    to.v_slot       = to.variance_is_fixed ? -1 : slots(1);
    to.ceiling_slot = from.adoption.ceiling_sd > 0.0 ? slots(1) : -1;
    to.normal_slot  = to.shock >= 0 ? slots(4) : -1;
}

void Block::put_driver(sfl_plan_driver &to, const Driver &from, const World &world)
{
    to.diffusion_stream  = stream_of(from.name + "/diffusion");
    to.jump_count_stream = stream_of(from.name + "/jump-count");
    to.jump_size_stream  = stream_of(from.name + "/jump-size");
    to.growth_stream     = stream_of(from.name + "/growth");
    to.volatility_stream = stream_of(from.name + "/volatility");
    to.ceiling_stream    = stream_of(from.name + "/ceiling");
    long double a        = from.reversion > 0.0 ? std::exp(-from.reversion / 12.0L) : 1.0L;
    long double gain2    = from.reversion > 0.0 ? (1.0L - a * a) / (2.0L * from.reversion) : 1.0L / 12.0L;
    to.is_fixed          = from.is_fixed();
    to.shock             = from.volatility > 0.0 ? n_shocks_++ : -1;
    to.has_jumps         = from.jumps.per_year > 0.0;
    to.jumps_last        = from.jumps.lasting;
    to.has_adoption      = from.adoption.p > 0.0;
    to.variance_is_fixed = !from.varies_by_path();
    to.growth_sd         = from.growth_sd;
    to.volatility        = from.volatility;
    to.volatility_dof    = from.volatility_dof;
    to.decay             = static_cast<double>(a);
    to.gain              = static_cast<double>(std::sqrt(gain2));
    to.deviation         = from.deviation;
    to.jump_mean         = from.jumps.mean;
    to.jump_sd           = from.jumps.sd;
    to.ceiling           = from.adoption.ceiling;
    to.ceiling_sd        = from.adoption.ceiling_sd;
    put_tables(to, from, world);
    put_slots(to, from);
    if (!to.is_fixed) return;
    std::vector<double> fixed;
    for (int t = 0; t < world.months; ++t) {
        long double years = t / 12.0L, adopted = 1.0L;
        if (to.has_adoption) adopted += (from.adoption.ceiling - 1.0L) * adopted_share(from.adoption, years);
        long double d = from.deviation * std::exp(-from.reversion * years);
        fixed.push_back(static_cast<double>(adopted * std::exp(trend(from, years) + d - from.deviation)));
    }
    to.fixed_at = add(fixed);
}

void Block::put_shocks(sfl_plan &plan, const World &world)
{
    std::vector<int32_t> rows;
    for (size_t i = 0; i < world.drivers.size(); ++i) {
        if (world.drivers[i].volatility > 0.0) rows.push_back(static_cast<int32_t>(i));
    }
    std::vector<double> factor = world.cholesky;
    if (factor.empty()) {
        for (size_t row = 0; row < rows.size(); ++row) {
            for (size_t column = 0; column <= row; ++column) factor.push_back(row == column ? 1.0 : 0.0);
        }
    }
    plan.n_shocks         = static_cast<int32_t>(rows.size());
    plan.shock_slot       = slots(plan.n_shocks);
    plan.cholesky_at      = add(factor);
    plan.shock_drivers_at = add(rows);
}

void Block::put_regimes(sfl_plan &plan, const World &world)
{
    plan.n_regimes = world.n_regimes;
    plan.regime_slot = -1;
    if (world.n_regimes == 0) return;
    std::vector<double> cumulative;
    for (int row = 0; row < world.n_regimes; ++row) {
        double sum = 0.0;
        for (int j = 0; j < world.n_regimes; ++j) {
            sum += world.regimes[static_cast<size_t>(row * world.n_regimes + j)];
            cumulative.push_back(sum);
        }
    }
    plan.regime_start         = world.regime_start;
    plan.regime_slot          = slots(1);
    plan.regime_stream        = stream_of("regime");
    plan.regime_cumulative_at = add(cumulative);
}

sfl_plan_workload Block::put_workload(const Workload &from, const World &world)
{
    sfl_plan_workload   to{};
    std::vector<double> season;
    for (int t = 0; t < world.months; ++t) season.push_back(from.season[static_cast<size_t>(t) % from.season.size()]);
    to.driver             = from.driver;
    to.output_driver      = from.output_driver;
    to.cached_driver      = from.cached_driver;
    to.launch_month       = from.launch_month;
    to.launch_stream      = stream_of(from.name + "/launch");
    to.cancel_stream      = stream_of(from.name + "/cancel");
    to.delay_mean_months  = from.delay_mean_months;
    to.cancel_probability = from.cancel_probability;
    to.input_mtok         = from.input_mtok;
    to.output_mtok        = from.output_mtok;
    to.cached_share       = from.cached_share;
    to.season_at          = add(season);
    to.launch_slot        = from.delay_mean_months > 0.0 || from.cancel_probability > 0.0 ? slots(1) : -1;
    to.volume_slot        = slots(1);
    to.input_slot         = slots(1);
    to.output_slot        = slots(1);
    to.cached_slot        = slots(1);
    return to;
}

Block::Block(const World &world)
{
    bytes_.assign((sizeof(sfl_plan) + 7) / 8, 0);
    sfl_plan plan{};
    plan.seed          = world.seed;
    plan.is_antithetic = world.is_antithetic;
    plan.n_months      = world.months;
    plan.ones_slot     = slots(1);
    put_regimes(plan, world);
    std::vector<sfl_plan_driver> drivers(world.drivers.size());
    for (size_t i = 0; i < drivers.size(); ++i) put_driver(drivers[i], world.drivers[i], world);
    put_shocks(plan, world);
    std::vector<sfl_plan_workload> workloads;
    for (const Workload &from : world.workloads) workloads.push_back(put_workload(from, world));
    std::vector<sfl_plan_index> indices;
    for (int driver : world.index_drivers) indices.push_back({driver, world.index_depth, slots(world.index_depth), 0});
    std::vector<sfl_plan_quote> quotes;
    for (const Quote &from : world.quotes) {
        quotes.push_back({from.workload, -1, 1.0, from.input_usd, from.cached_usd, from.output_usd, slots(1), 0});
    }
    plan.n_drivers    = static_cast<int32_t>(drivers.size());
    plan.n_workloads  = static_cast<int32_t>(workloads.size());
    plan.n_indices    = static_cast<int32_t>(indices.size());
    plan.n_quotes     = static_cast<int32_t>(quotes.size());
    plan.drivers_at   = add(drivers);
    plan.workloads_at = add(workloads);
    plan.indices_at   = add(indices);
    plan.quotes_at    = add(quotes);
    plan.n_slots      = n_slots_;
    std::memcpy(bytes_.data(), &plan, sizeof plan);
    slots_.assign(static_cast<size_t>(n_slots_) * SFL_LANES, std::nan(""));
}

} // namespace worlds
