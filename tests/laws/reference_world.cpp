// Sections 2 to 5: draws, regimes, drivers, workloads.
#include "tests/laws/reference_sobol.hpp"

#include "kernels/word.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace reference
{

std::vector<Named> all_drivers(const sfl_scenario &scenario)
{
    std::vector<Named> drivers;
    for (int i = 0; i < scenario.n_workloads; ++i) {
        const sfl_workload &workload = scenario.workloads[i];
        drivers.push_back({workload.name, &workload.driver});
        if (workload.output_mix)
            drivers.push_back({std::string(workload.name) + "/output", &workload.output_mix->driver});
        if (workload.cached_mix)
            drivers.push_back({std::string(workload.name) + "/cached", &workload.cached_mix->driver});
    }
    for (int i = 0; i < scenario.n_vendors; ++i) {
        if (scenario.vendors[i].baseline)
            drivers.push_back({scenario.vendors[i].name, &scenario.vendors[i].baseline->driver});
    }
    for (int i = 0; i < scenario.n_indices; ++i)
        drivers.push_back({scenario.indices[i].name, &scenario.indices[i].driver});
    return drivers;
}

namespace
{

// The words of one path.
struct Dice {
    uint64_t         seed, path;
    bool             antithetic;
    const Dimensions dimensions;

    uint32_t word(const std::string &stream, uint32_t index) const
    {
        uint64_t n    = antithetic ? path - path % 2 : path;
        uint32_t word = dimensions.word(seed, n, stream, index);
        return antithetic && path % 2 == 1 ? 0xffffffffu - word : word; // 1 − u
    }
    double uniform(const std::string &stream, int index) const
    {
        return (word(stream, static_cast<uint32_t>(index)) + 0.5) / 4294967296.0;
    }
    double normal(const std::string &stream, int index) const
    {
        return sfl_normal_of_word(word(stream, static_cast<uint32_t>(index)));
    }
};

std::vector<int> draw_regimes(const sfl_scenario &scenario, const Dice &dice)
{
    std::vector<int> regime(static_cast<size_t>(scenario.simulation.months), 0);
    if (scenario.regimes == nullptr) return regime;
    const sfl_regimes &chain = *scenario.regimes;
    for (int i = 0; i < chain.names.n; ++i) {
        if (std::string(chain.names.values[i]) == chain.start) regime[0] = i;
    }
    for (size_t t = 1; t < regime.size(); ++t) {
        const sfl_reals &row = chain.monthly[regime[t - 1]];
        double           u = dice.uniform("regime", static_cast<int>(t)), sum = 0.0;
        int              next = row.n - 1;
        for (int j = 0; j < row.n; ++j) {
            sum += row.values[j];
            if (sum > u) {
                next = j;
                break;
            }
        }
        regime[t] = next;
    }
    return regime;
}

// Lower Cholesky factor of the correlation of drivers with volatility.
std::vector<Reals> cholesky(const sfl_scenario &scenario, const std::vector<std::string> &names)
{
    size_t             n = names.size();
    std::vector<Reals> rho(n, Reals(n, 0.0)), factor(n, Reals(n, 0.0));
    for (size_t i = 0; i < n; ++i)
        rho[i][i] = 1.0;
    for (int c = 0; c < scenario.n_correlations; ++c) {
        const sfl_names &among = scenario.correlations[c].among;
        for (int a = 0; a < among.n; ++a) {
            for (int b = 0; b < among.n; ++b) {
                auto i = std::find(names.begin(), names.end(), among.values[a]) - names.begin();
                auto j = std::find(names.begin(), names.end(), among.values[b]) - names.begin();
                if (a == b || i == static_cast<std::ptrdiff_t>(n) || j == static_cast<std::ptrdiff_t>(n)) continue;
                rho[static_cast<size_t>(i)][static_cast<size_t>(j)] = scenario.correlations[c].rho;
            }
        }
    }
    for (size_t i = 0; i < n; ++i) {
        for (size_t j = 0; j <= i; ++j) {
            double sum = rho[i][j];
            for (size_t k = 0; k < j; ++k)
                sum -= factor[i][k] * factor[j][k];
            factor[i][j] = i == j ? std::sqrt(sum) : sum / factor[j][j];
        }
    }
    return factor;
}

// A driver's own normals by month, 0 unused: drawn, or the steps of a Brownian bridge.
Reals own_normals(const sfl_scenario &scenario, const std::string &stream, const Dice &dice)
{
    const int last = scenario.simulation.months - 1;
    Reals     normals(static_cast<size_t>(last) + 1, 0.0), W(normals);
    if (scenario.simulation.sampling != SFL_SAMPLING_SOBOL) {
        for (int t = 1; t <= last; ++t)
            normals[static_cast<size_t>(t)] = dice.normal(stream, t);
        return normals;
    }
    std::function<void(int, int)> fill = [&](int l, int r) {
        if (r - l < 2) return;
        const int    m  = (l + r) / 2;
        const double wl = W[static_cast<size_t>(l)], wr = W[static_cast<size_t>(r)], n = r - l;
        W[static_cast<size_t>(m)] =
            ((r - m) * wl + (m - l) * wr) / n + std::sqrt((m - l) * (r - m) / n) * dice.normal(stream, m);
        fill(l, m);
        fill(m, r);
    };
    if (last > 0) W[static_cast<size_t>(last)] = std::sqrt(last) * dice.normal(stream, last);
    fill(0, last);
    for (size_t t = 1; t < W.size(); ++t)
        normals[t] = W[t] - W[t - 1];
    return normals;
}

// Z[driver with volatility][month], month 0 unused.
std::map<std::string, Reals> draw_shocks(const sfl_scenario &scenario, const std::vector<Named> &drivers,
                                         const Dice &dice)
{
    std::vector<std::string> names;
    for (const Named &entry : drivers) {
        if (entry.driver->volatility > 0.0) names.push_back(entry.name);
    }
    std::vector<Reals>           factor   = cholesky(scenario, names);
    size_t                       n_months = static_cast<size_t>(scenario.simulation.months);
    std::map<std::string, Reals> shocks;
    std::vector<Reals>           own;
    for (const std::string &name : names)
        own.push_back(own_normals(scenario, name + "/diffusion", dice));
    for (size_t t = 1; t < n_months; ++t) {
        for (size_t i = 0; i < names.size(); ++i) {
            Reals &shock = shocks[names[i]];
            shock.resize(n_months, 0.0);
            for (size_t j = 0; j <= i; ++j)
                shock[t] += factor[i][j] * own[j][t];
        }
    }
    return shocks;
}

int jump_count(double mean, double u, int most)
{
    double term = std::exp(-mean), sum = term;
    int    n = 0;
    while (sum < u && n < most) {
        n += 1;
        term *= mean / n;
        sum += term;
    }
    return n;
}

// The smallest n with a cumulated probability of at least u among `all` jumps, each of which is counted with probability p.
int binomial(int all, double p, double u)
{
    double term = std::pow(1.0 - p, all), sum = term;
    int    n = 0;
    while (sum < u && n < all) {
        term *= (all - n) * p / ((n + 1) * (1.0 - p));
        sum += term;
        n += 1;
    }
    return n;
}

// The jump of every month, 0 unused.
Reals draw_jumps(const sfl_scenario &scenario, const Named &entry, const Dice &dice)
{
    const sfl_jumps  &jumps = *entry.driver->jumps;
    const int         last  = scenario.simulation.months - 1;
    const std::string count = entry.name + "/jump-count", size = entry.name + "/jump-size";
    const double      monthly = jumps.per_year / 12.0;
    Reals             jump(static_cast<size_t>(last) + 1, 0.0), B(jump);
    std::vector<int>  N(jump.size(), 0);
    auto              z = [&](int t) { return jumps.sd > 0.0 ? dice.normal(size, t) : 0.0; };
    if (!jumps_are_bridged(scenario, *entry.driver)) {
        for (int t = 1; t <= last && monthly > 0.0; ++t) {
            int n                        = jump_count(monthly, dice.uniform(count, t), 16);
            jump[static_cast<size_t>(t)] = n * jumps.mean + std::sqrt(n) * jumps.sd * z(t);
        }
        return jump;
    }
    std::function<void(size_t, size_t)> fill = [&](size_t l, size_t r) {
        if (r - l < 2) return;
        size_t m     = (l + r) / 2;
        int    all   = N[r] - N[l];
        int    n     = binomial(all, static_cast<double>(m - l) / static_cast<double>(r - l),
                                dice.uniform(count, static_cast<int>(m)));
        double share = all > 0 ? static_cast<double>(n) / all : 0.0;
        N[m]         = N[l] + n;
        B[m]         = B[l] + share * (B[r] - B[l]) + std::sqrt(share * (all - n)) * z(static_cast<int>(m));
        fill(l, m);
        fill(m, r);
    };
    N.back() = jump_count(monthly * last, dice.uniform(count, last), 96);
    B.back() = std::sqrt(N.back()) * z(last);
    fill(0, static_cast<size_t>(last));
    for (size_t t = 1; t < jump.size(); ++t)
        jump[t] = (N[t] - N[t - 1]) * jumps.mean + jumps.sd * (B[t] - B[t - 1]);
    return jump;
}

Reals driver_index(const sfl_scenario &scenario, const Named &entry, const std::vector<int> &regime, const Reals &shock,
                   const Dice &dice)
{
    const sfl_driver &driver = *entry.driver;
    const double      dt     = 1.0 / 12.0;
    double r = std::log(1.0 + driver.growth), r_end = std::log(1.0 + driver.growth_end), vol = driver.volatility;
    if (driver.growth_sd > 0.0) r += driver.growth_sd * dice.normal(entry.name + "/growth", 0);
    if (driver.volatility > 0.0 && driver.volatility_dof > 0.0) {
        double nu = driver.volatility_dof, z = dice.normal(entry.name + "/volatility", 0);
        double chi2 = nu * std::pow(1.0 - 2.0 / (9.0 * nu) + z * std::sqrt(2.0 / (9.0 * nu)), 3.0);
        vol *= std::sqrt(nu / std::max(1e-3, chi2));
    }
    double a = std::exp(-driver.reversion * dt);
    double b = driver.reversion > 0.0 ? vol * std::sqrt((1.0 - a * a) / (2.0 * driver.reversion)) : vol * std::sqrt(dt);
    double ceiling = 0.0;
    if (driver.adoption) {
        ceiling   = driver.adoption->ceiling;
        double sd = driver.adoption->ceiling_sd;
        if (sd > 0.0) ceiling *= std::exp(sd * dice.normal(entry.name + "/ceiling", 0) - sd * sd / 2.0);
    }
    Reals  index, jumps = driver.jumps ? draw_jumps(scenario, entry, dice) : Reals();
    double moved = 0.0, d = driver.deviation, v = 0.0;
    for (int t = 0; t < scenario.simulation.months; ++t) {
        size_t at = static_cast<size_t>(t);
        double y  = t / 12.0;
        if (t > 0) {
            double m    = driver.regime_volatility.n > 0 ? driver.regime_volatility.values[regime[at]] : 1.0;
            double step = 0.0, pulse = 0.0;
            if (driver.regime_growth.n > 0) moved += driver.regime_growth.values[regime[at]] * dt;
            if (driver.jumps) {
                (driver.jumps->lasting ? step : pulse) = jumps[at];
            }
            moved += step;
            d = a * d + (shock.empty() ? 0.0 : b * m * shock[at]) + pulse;
            v = a * a * v + b * b * m * m;
        }
        double phi = -std::log(1.0 - driver.fade), h = driver.fade > 0.0 ? (1.0 - std::exp(-phi * y)) / phi : y;
        double L = driver.fade > 0.0 ? r_end * y + (r - r_end) * h + moved : r * y + moved;
        double A = 1.0;
        if (driver.adoption) {
            double sum = driver.adoption->p + driver.adoption->q, fall = std::exp(-sum * y);
            A = 1.0 + (ceiling - 1.0) * (1.0 - fall) / (1.0 + driver.adoption->q / driver.adoption->p * fall);
        }
        index.push_back(A * std::exp(L + d - driver.deviation - v / 2.0));
    }
    return index;
}

int launch_month(const sfl_scenario &scenario, const sfl_workload &workload, const Dice &dice)
{
    if (workload.launch == nullptr) return 0;
    const sfl_launch &launch = *workload.launch;
    std::string       name   = workload.name;
    if (launch.cancel_probability > 0.0 && dice.uniform(name + "/cancel", 0) < launch.cancel_probability)
        return scenario.simulation.months;
    double month = launch.month;
    if (launch.delay_mean_months > 0.0)
        month += std::floor(-launch.delay_mean_months * std::log(dice.uniform(name + "/launch", 0)));
    return static_cast<int>(std::min<double>(month, scenario.simulation.months));
}

} // namespace

double season_of(const sfl_reals &season, int calendar_month, int t)
{
    return season.n == 12 ? season.values[(calendar_month - 1 + t) % 12] : 1.0;
}

World draw_world(const sfl_scenario &scenario, uint64_t path)
{
    Dice  dice = {scenario.simulation.seed, path, scenario.simulation.sampling == SFL_SAMPLING_ANTITHETIC,
                  Dimensions(scenario)};
    World world;
    world.regime                         = draw_regimes(scenario, dice);
    std::vector<Named>           drivers = all_drivers(scenario);
    std::map<std::string, Reals> shocks  = draw_shocks(scenario, drivers, dice);
    for (const Named &entry : drivers) {
        world.drivers.push_back(entry.name);
        world.index[entry.name] = driver_index(scenario, entry, world.regime, shocks[entry.name], dice);
    }
    for (int w = 0; w < scenario.n_workloads; ++w) {
        const sfl_workload &workload = scenario.workloads[w];
        std::string         name     = workload.name;
        int                 launch   = launch_month(scenario, workload, dice);
        Reals               volume, input, output, cached;
        for (int t = 0; t < scenario.simulation.months; ++t) {
            size_t at = static_cast<size_t>(t);
            double V =
                t >= launch ? season_of(workload.season, workload.calendar_month, t) * world.index[name][at] : 0.0;
            double c = workload.cached_share;
            if (workload.cached_mix) {
                double I = world.index[name + "/cached"][at];
                c        = c * I / (1.0 - c + c * I);
            }
            volume.push_back(V);
            input.push_back(workload.input_mtok * V);
            output.push_back(workload.output_mtok * V *
                             (workload.output_mix ? world.index[name + "/output"][at] : 1.0));
            cached.push_back(c);
        }
        world.launch.push_back(launch);
        world.volume.push_back(volume);
        world.input.push_back(input);
        world.output.push_back(output);
        world.cached.push_back(cached);
    }
    return world;
}

} // namespace reference
