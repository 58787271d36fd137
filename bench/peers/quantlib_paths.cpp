/* quantlib_paths W_JSON [PATHS]: the path generation of W in QuantLib, as its users write it: one process for each
 * driver, StochasticProcessArray with the correlation of all, MultiPathGenerator over the months, MT19937 and
 * InverseCumulativeNormal. Prints `gbm …` and `bsm …`, ns per path-month of one core: geometric Brownian motions as such,
 * and the BlackScholesMertonProcess that most examples take. QuantLib's paths have no growth that differs by path and no
 * reversion, so it does less than shortfall's world. */
#include <nlohmann/json.hpp>
#include <ql/math/randomnumbers/inversecumulativersg.hpp>
#include <ql/math/randomnumbers/mt19937uniformrng.hpp>
#include <ql/math/randomnumbers/randomsequencegenerator.hpp>
#include <ql/math/distributions/normaldistribution.hpp>
#include <ql/methods/montecarlo/multipathgenerator.hpp>
#include <ql/processes/blackscholesprocess.hpp>
#include <ql/processes/geometricbrownianprocess.hpp>
#include <ql/processes/stochasticprocessarray.hpp>
#include <ql/quotes/simplequote.hpp>
#include <ql/termstructures/volatility/equityfx/blackconstantvol.hpp>
#include <ql/termstructures/yield/flatforward.hpp>
#include <ql/time/calendars/nullcalendar.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace ql = QuantLib;

using Process   = ql::ext::shared_ptr<ql::StochasticProcess1D>;
using Uniforms  = ql::RandomSequenceGenerator<ql::MersenneTwisterUniformRng>;
using Normals   = ql::InverseCumulativeRsg<Uniforms, ql::InverseCumulativeNormal>;
using Generator = ql::MultiPathGenerator<Normals>;

struct Driver {
    std::string name;
    double      growth, volatility;
};

static std::vector<Driver> drivers_of(const nlohmann::json &w)
{
    std::vector<Driver> drivers;
    auto add = [&](const nlohmann::json &named, const nlohmann::json &row) {
        drivers.push_back({named.at("name"), row.at("growth"), row.at("volatility")});
    };
    for (const auto &row : w.at("workloads"))
        add(row, row);
    for (const auto &row : w.at("vendors"))
        if (row.contains("baseline")) add(row, row.at("baseline"));
    for (const auto &row : w.at("indices"))
        add(row, row);
    return drivers;
}

/* A pair named twice takes the later line. */
static ql::Matrix correlation_of(const nlohmann::json &w, const std::vector<Driver> &drivers)
{
    ql::Size   n = drivers.size();
    ql::Matrix correlation(n, n, 0.0);
    for (const auto &line : w.at("correlations")) {
        const std::vector<std::string> names = line.at("among");
        auto is_named = [&](ql::Size i) { return std::count(names.begin(), names.end(), drivers[i].name) > 0; };
        for (ql::Size i = 0; i < n; ++i)
            for (ql::Size j = 0; j < n; ++j)
                if (is_named(i) && is_named(j)) correlation[i][j] = line.at("rho");
    }
    for (ql::Size i = 0; i < n; ++i)
        correlation[i][i] = 1.0;
    return correlation;
}

static Process gbm_of(const Driver &driver)
{
    return ql::ext::make_shared<ql::GeometricBrownianMotionProcess>(1.0, std::log1p(driver.growth), driver.volatility);
}

static Process bsm_of(const Driver &driver)
{
    ql::Date       today(27, ql::November, 2026);
    ql::DayCounter days = ql::Actual365Fixed();
    auto flat = [&](double rate) {
        return ql::Handle<ql::YieldTermStructure>(ql::ext::make_shared<ql::FlatForward>(today, rate, days));
    };
    ql::Handle<ql::Quote>                 spot(ql::ext::make_shared<ql::SimpleQuote>(1.0));
    ql::Handle<ql::BlackVolTermStructure> volatility(
        ql::ext::make_shared<ql::BlackConstantVol>(today, ql::NullCalendar(), driver.volatility, days));
    return ql::ext::make_shared<ql::BlackScholesMertonProcess>(spot, flat(0.0), flat(std::log1p(driver.growth)),
                                                               volatility);
}

static Generator generator_of(const nlohmann::json &w, Process (*process_of)(const Driver &driver))
{
    std::vector<Process>      processes;
    const std::vector<Driver> drivers = drivers_of(w);
    for (const Driver &driver : drivers)
        processes.push_back(process_of(driver));
    ql::Size     n = processes.size(), months = w.at("simulation").at("months");
    auto         array = ql::ext::make_shared<ql::StochasticProcessArray>(processes, correlation_of(w, drivers));
    ql::TimeGrid grid(static_cast<double>(months) / 12.0, months);
    Normals      normals(Uniforms(n * months, 2026));
    return Generator(array, grid, normals, false);
}

/* The sum of the last values is printed, so that no compiler leaves the work out and a reader sees that it is one. */
static void time_paths(const char *name, Generator generator, int n_paths, double n_months)
{
    double sum = 0.0;
    for (int path = 0; path < n_paths / 10; ++path)
        sum += generator.next().value[0].back();
    sum        = 0.0;
    auto start = std::chrono::steady_clock::now();
    for (int path = 0; path < n_paths; ++path)
        sum += generator.next().value[0].back();
    std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - start;
    std::printf("%s %.1f\nlast %s %.4f\n", name, spent.count() / n_paths / n_months, name, sum / n_paths);
}

int main(int n_words, char **words)
{
    if (n_words < 2) {
        std::fputs("usage: quantlib_paths W_JSON [PATHS]\n", stderr);
        return 2;
    }
    std::ifstream  file(words[1]);
    nlohmann::json w        = nlohmann::json::parse(file);
    int            n_paths  = n_words > 2 ? std::atoi(words[2]) : 50000;
    double         n_months = w.at("simulation").at("months");
    time_paths("gbm", generator_of(w, gbm_of), n_paths, n_months);
    time_paths("bsm", generator_of(w, bsm_of), n_paths / 10, n_months);
    return 0;
}
