// Relations about prices, comparisons, measures and what must change nothing.
#include "tests/validation/relation_kit.hpp"

#include <algorithm>
#include <cmath>

namespace validation
{

namespace
{

constexpr uint64_t n_paths = 500, n_run_paths = 3000;

const char *const priced_bases[] = {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5",
                                    "P-E2E-1", "P-SHT-3", "P-CON-8", "P-CMP-1"};

// Every figure of two answers: probabilities and what is no money equal, money `factor` times as large.
// Means and extremes count whole micro-dollars; quantiles, tails and what bounds them are read from bins. Control variates
// count whole thousandths of a dollar: a mean of theirs is off by half of one at most, and so are means by them, times a
// coefficient that is below 2 in these cases. Where they explain a cost wholly, what is left of its variance, and the width of
// the interval, is that rounding, to a millionth of the cost.
double reach_of(const std::string &key, double value)
{
    if (key == "se" || key == "sd") return 1e-4;
    if (key == "mean_cv") return 1e-3;
    if (key == "low_cv" || key == "high_cv") return 1e-3 + 1e-6 * std::fabs(value);
    return 1e-6;
}

void want_figures_scaled(Look &look, const json &a, const json &b, double factor, double rtol, double bin_rtol,
                         const std::string &key, const std::string &place)
{
    if (a.type() != b.type() && !(a.is_number() && b.is_number()))
        return look.want(false, place + " is of another type");
    if (key == "histogram" && bin_rtol > 0.0) return; // its steps are whole bins, which do not move along
    if (a.is_structured()) {
        look.want(a.size() == b.size(), place + " has another size");
        for (auto [i, j] = std::make_pair(a.items().begin(), b.items().begin());
             i != a.items().end() && j != b.items().end(); ++i, ++j)
            want_figures_scaled(look, i.value(), j.value(), factor, rtol, bin_rtol, a.is_object() ? i.key() : key,
                                place + "/" + i.key());
    } else if (a.is_number()) {
        double x = a.get<double>(), y = b.get<double>();
        bool   is_bound  = place.find("/low/") != std::string::npos || place.find("/high/") != std::string::npos;
        bool   is_binned = is_bound || (!key.empty() && (key[0] == 'q' || key.rfind("cvar", 0) == 0 || key == "best05"));
        double reach     = (is_binned ? bin_rtol : rtol) * std::fabs(factor * x) +
                       reach_of(key, x) * (1.0 + factor);
        // The share by which one leads is a quotient of two means in whole micro-dollars.
        bool same           = x == y || std::fabs(y - x) <= (key == "lead_share" ? 1e-9 : rtol * std::fabs(x));
        bool is_probability = key.rfind("p_", 0) == 0;
        look.want(same || (!is_probability && std::fabs(y - factor * x) <= reach),
                  place + " " + a.dump() + " " + b.dump());
    } else {
        look.want(a == b, place);
    }
}

void want_prices_times(Look &look, int32_t n_threads, double factor, double rtol, double bin_rtol)
{
    for (const char *id : priced_bases) {
        look.on(id);
        json scenario = base(id), dearer = scenario;
        scale_usd(dearer, factor);
        Subject a(scenario), b(dearer);
        look.want_scaled(export_costs(a, n_paths), export_costs(b, n_paths), factor, rtol);
        want_figures_scaled(look, figures(a, n_run_paths, {n_threads, 0}), figures(b, n_run_paths, {n_threads, 0}),
                            factor, rtol, bin_rtol, "", "");
    }
}

} // namespace

// Doubling moves every bin by one whole octave, so quantiles double as exactly as means do.
void prices_times_two(Look &look, int32_t n_threads)
{
    want_prices_times(look, n_threads, 2.0, 0.0, 0.0);
}

// Bins do not move along; figures read from them agree to two widths of a bin (0.5 % of monthly figures).
void prices_times_3_7(Look &look, int32_t n_threads)
{
    want_prices_times(look, n_threads, 3.7, 1e-12, 1e-2);
}

void volume_against_price(Look &look, int32_t n_threads)
{
    for (const char *id : priced_bases) {
        look.on(id);
        json scenario = base(id), larger = scenario;
        auto scale = [](json &group, const char *key, double factor) {
            if (group.contains(key)) group[key] = group[key].get<double>() * factor;
        };
        for (json &workload : larger["workloads"]) {
            scale(workload, "input_mtok", 2.0);
            scale(workload, "output_mtok", 2.0);
        }
        for (json &model : larger["models"]) {
            for (const char *key : {"input_usd", "cached_input_usd", "output_usd"})
                scale(model, key, 0.5);
        }
        for (json &channel : larger["channels"]) {
            scale(channel, "surcharge_usd_per_mtok", 0.5);
            scale(channel, "unit_mtok_per_hour", 2.0);
            scale(channel, "node_mtok_per_hour", 2.0);
        }
        Subject a(scenario), b(larger);
        look.want_equal(export_costs(a, n_paths), export_costs(b, n_paths));
        json before = figures(a, n_run_paths, {n_threads, 0}), after = figures(b, n_run_paths, {n_threads, 0});
        for (json *answer : {&before, &after}) {
            for (json &architecture : (*answer)["architectures"]) {
                architecture.erase("usd_per_mtok"); // halved
                architecture.erase("channels");     // shares of loads in whole millionths of a Mtok
            }
        }
        look.want_equal(before, after, "the answer");
    }
}

namespace
{

// Figures of total cost that must not fall: mean and quantiles, npv and nominal.
void want_no_lower(Look &look, const json &before, const json &after, const std::string &what)
{
    for (size_t i = 0; i < before.at("architectures").size(); ++i) {
        const json &a = before["architectures"][i], &b = after["architectures"][i];
        for (const char *money : {"npv", "nominal"}) {
            for (const char *key : {"mean", "q05", "q25", "q50", "q75", "q80", "q95", "q99"}) {
                look.want(
                    b.at(money).at("total").at(key).get<double>() >= a.at(money).at("total").at(key).get<double>(),
                    what + " lowers " + money + std::string(" ") + key + " of " + a.at("name").get<std::string>());
            }
        }
    }
}

} // namespace

void monotone_in_price(Look &look, int32_t n_threads)
{
    struct Price {
        const char *list, *key;
    };
    static const Price prices[] = {{"models", "input_usd"},
                                   {"models", "cached_input_usd"},
                                   {"models", "output_usd"},
                                   {"channels", "surcharge_usd_per_mtok"},
                                   {"channels", "unit_hour_usd"},
                                   {"channels", "node_hour_usd"},
                                   {"channels", "fixed_usd_per_month"},
                                   {"channels", "staff_usd_per_month"},
                                   {"channels", "setup_usd"}};
    for (const char *id : {"P-PTH-2", "P-E2E-1", "P-CON-3", "P-CON-10", "P-CHN-2", "P-CHN-3", "P-CMP-2", "P-SHT-2"}) {
        look.on(id);
        json scenario = base(id);
        for (json &architecture : scenario["architectures"]) {
            for (json &route : architecture["routes"])
                route.erase("then");
        }
        if (scenario.contains("contracts")) {
            for (json &contract : scenario["contracts"]) {
                contract.erase("amendments");
                if (contract.contains("tiers")) contract["tier_basis"] = "commitment";
            }
        }
        json before = figures(Subject(scenario), n_run_paths, {n_threads, 0});
        for (const Price &price : prices) {
            json dearer  = scenario;
            bool changed = false;
            for (json &entry : dearer[price.list]) {
                if (!entry.contains(price.key)) continue;
                entry[price.key] = entry[price.key].get<double>() * 1.07;
                changed          = true;
            }
            if (changed) want_no_lower(look, before, figures(Subject(dearer), n_run_paths, {n_threads, 0}), price.key);
        }
    }
}

void order_of_risk_measures(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-CON-5", "P-CHN-3"}) {
        look.on(id);
        Subject          subject(base(id));
        Owned<sfl_tally> tally = subject.tally(n_run_paths, {n_threads, 0});
        Sample           sample(subject);
        for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
            size_t exact = sample.add(total_probe(subject, a, SFL_PART_TOTAL, SFL_MONEY_NPV));
            for (double level : {0.0, 0.05, 0.25, 0.5, 0.75, 0.8, 0.95, 0.99})
                sample.want_level(exact, level);
        }
        sample.run(n_run_paths, n_threads);
        for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
            int32_t column = subject.plan_architecture(a).total_columns[SFL_PART_TOTAL][SFL_MONEY_NPV];
            size_t  number = static_cast<size_t>(a);
            double  mean = sfl_tally_mean(tally.get(), column), least = sfl_tally_min(tally.get(), column),
                   most          = sfl_tally_max(tally.get(), column);
            double last_quantile = least, last_cvar = mean, last_exact = sample.moments(number).least,
                   last_exact_cvar = sample.moments(number).mean;
            double reach = 5e-4 * std::fabs(most), rounding = 1e-12 * std::fabs(most);
            look.want(std::fabs(sfl_tally_cvar(tally.get(), column, 0.0) - mean) <= reach, "CVaR 0 is not the mean");
            look.want(std::fabs(sample.slice(number, 0.0).cvar(0.0) - last_exact_cvar) <= rounding,
                      "CVaR 0 of the paths is not their mean");
            for (double level : {0.05, 0.25, 0.5, 0.75, 0.8, 0.95, 0.99}) {
                double quantile = sfl_tally_quantile(tally.get(), column, level),
                       cvar     = sfl_tally_cvar(tally.get(), column, level);
                look.want(quantile >= last_quantile - reach && cvar >= last_cvar - reach,
                          "does not grow with the level");
                look.want(cvar >= quantile - reach && cvar <= most + reach && quantile <= most,
                          "quantile, CVaR, max out of order");
                double exact      = sample.slice(number, level).quantile(level),
                       exact_cvar = sample.slice(number, level).cvar(level);
                look.want(exact >= last_exact && exact_cvar >= last_exact_cvar - rounding,
                          "paths: does not grow with the level");
                look.want(exact_cvar >= exact - rounding && exact_cvar <= sample.moments(number).greatest + rounding,
                          "paths: out of order");
                last_quantile = quantile, last_cvar = cvar, last_exact = exact, last_exact_cvar = exact_cvar;
            }
        }
    }
}

void dominance_table(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-CMP-2", "P-CMP-3"}) {
        look.on(id);
        Subject subject(base(id));
        Sample  sample(subject);
        json    answer = figures(subject, n_run_paths, {n_threads, 0});
        look.want(!answer.at("pairs").empty(), "no pairs");
        std::vector<json> rows;
        for (const json &pair : answer["pairs"]) {
            look.want(pair.at("a") != pair.at("b"), "an architecture beside itself");
            for (auto [a, b] : {std::make_pair("a", "b"), std::make_pair("b", "a")})
                sample.add(make_probe(subject, {{"pair", json::array({pair.at(a), pair.at(b)})},
                                                {"what", "first cheaper"},
                                                {"money", pair.at("money")}}));
        }
        sample.run(n_run_paths, n_threads);
        for (size_t i = 0; i < answer["pairs"].size(); ++i) {
            const json &pair  = answer["pairs"][i];
            auto        count = [](double share) { return std::llround(share * n_run_paths); };
            long long   first = count(sample.moments(2 * i).mean), second = count(sample.moments(2 * i + 1).mean);
            look.want(count(pair.at("p_a_cheaper").get<double>()) == first,
                      "P(a cheaper) of " + pair["a"].get<std::string>());
            look.want(first + second + count(pair.at("p_tie").get<double>()) == static_cast<long long>(n_run_paths),
                      "does not sum to one");
        }
    }
}

void parts_add_up(Look &look, int32_t)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-1", "P-SHT-3", "P-CON-8"}) {
        look.on(id);
        Subject subject(base(id));
        Export  costs = export_costs(subject, n_paths);
        for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
            const sfl_plan_architecture &owner    = subject.plan_architecture(a);
            const sfl_plan_account      *accounts = SFL_AT(subject.plan(), sfl_plan_account, owner.accounts_at);
            std::string                  name     = subject.scenario()->architectures[a].name;
            int32_t                      n_months = subject.plan()->n_months;
            Sample                       ledger(subject);
            std::vector<double>          rates; // of payments; -1: credit used
            for (int32_t i = 0; i < owner.n_accounts; ++i) {
                if (accounts[i].contract < 0) continue;
                const sfl_plan_term *terms = subject.terms(accounts[i].contract);
                for (int32_t month = 0; month < n_months; ++month) {
                    if (!terms[month].in_force || !terms[month].is_last) continue;
                    ledger.add(slot_probe(accounts[i].shortfall_slot, month));
                    rates.push_back(subject.scenario()->contracts[accounts[i].contract].shortfall_rate);
                }
                if (accounts[i].credit_slot < 0) continue;
                ledger.add(sum_probe(accounts[i].credit_used_slot, 0, n_months - 1));
                rates.push_back(-1.0);
            }
            std::vector<std::vector<double>> values =
                rates.empty() ? std::vector<std::vector<double>>() : ledger.range(0, n_paths);
            const double *D = SFL_AT(subject.plan(), double, subject.plan()->discount_at);
            for (size_t path = 0; path < n_paths; ++path) {
                double reach = 1e-12 * costs.flow[path], by_month[4] = {0.0, 0.0, 0.0, 0.0}, discounted = 0.0,
                       trueups = 0.0;
                auto total     = [&](const char *part, const char *money) {
                    return costs.of(name + " " + part + " " + money)[path];
                };
                auto near = [&](double x, double y, const char *what) {
                    look.want(std::fabs(x - y) <= reach, name + ": " + what + " on path " + std::to_string(path));
                };
                for (const char *money : {"npv", "nominal"})
                    near(total("ai", money) + total("trueup", money) + total("baseline", money), total("total", money),
                         "parts");
                static const char *const parts[] = {"total", "ai", "trueup", "baseline"};
                for (int32_t month = 0; month < n_months; ++month) {
                    for (int part = 0; part < 4; ++part)
                        by_month[part] += costs.of(name + " " + parts[part] + " month " + std::to_string(month))[path];
                    discounted += D[month] * costs.of(name + " total month " + std::to_string(month))[path];
                }
                for (int part = 0; part < 4; ++part)
                    near(by_month[part], total(parts[part], "nominal"), "months");
                near(discounted, total("total", "npv"), "discounted months");
                for (size_t row = 0; row < rates.size(); ++row)
                    trueups += rates[row] * values[row][path];
                near(trueups, total("trueup", "nominal"), "true-ups");
                if (!look.result.broken.empty()) return;
            }
        }
    }
}

namespace
{

// Every channel twice: the copies end in " twin", overflow to their like, and serve copies of the architectures.
json with_twins(json scenario)
{
    json channels = scenario["channels"], architectures = scenario["architectures"];
    auto renamed = [](json &group, const char *key) {
        if (group.contains(key)) group[key] = group[key].get<std::string>() + " twin";
    };
    for (json channel : channels) {
        renamed(channel, "name");
        renamed(channel, "overflow");
        scenario["channels"].push_back(channel);
    }
    for (json architecture : architectures) {
        renamed(architecture, "name");
        for (json &route : architecture["routes"]) {
            renamed(route, "channel");
            if (route.contains("then")) renamed(route["then"], "channel");
            if (!route.contains("otherwise")) continue;
            if (route["otherwise"].is_string())
                renamed(route, "otherwise");
            else
                renamed(route["otherwise"], "channel");
        }
        scenario["architectures"].push_back(architecture);
    }
    for (json &workload : scenario["workloads"])
        workload.erase("current_channel");
    return scenario;
}

} // namespace

void equal_channels(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-3", "P-CHN-2"}) {
        look.on(id);
        json    scenario = with_twins(base(id));
        Subject subject(scenario);
        Export  costs  = export_costs(subject, n_paths);
        json    answer = figures(subject, n_run_paths, {n_threads, 0});
        for (size_t i = 0; i < scenario["architectures"].size() / 2; ++i) {
            std::string name   = scenario["architectures"][i]["name"];
            size_t      n_rows = 0;
            for (const char *column : {" total npv", " total nominal", " ai npv", " trueup npv"})
                look.want_each(costs.of(name + column), costs.of(name + " twin" + column), name,
                               [](double a, double b) { return a == b; });
            for (const json &pair : answer.at("pairs")) {
                if (pair.at("a") != name || pair.at("b") != name + " twin") continue;
                n_rows += 1;
                look.want(pair.at("p_tie").get<double>() == 1.0 && pair.at("p_a_cheaper").get<double>() == 0.0,
                          name + ": a win, not a tie");
            }
            look.want(n_rows == 2, name + ": no pair with its twin for npv and nominal");
        }
    }
}

void fade_off(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-1", "P-PTH-2", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-FAD-1"}) {
        look.on(id);
        json   without = base(id), off = without;
        double end = 0.1;
        each_driver(without, [](json &group) {
            group.erase("fade");
            group.erase("growth_end");
        });
        each_driver(off, [&end](json &group) {
            group["fade"]       = 0.0;
            group["growth_end"] = end += 0.13;
        });
        Subject a(without), b(off);
        look.want_equal(export_costs(a, n_paths), export_costs(b, n_paths));
        look.want_equal(figures(a, n_run_paths, {n_threads, 0}), figures(b, n_run_paths, {n_threads, 0}), "the answer");
    }
}

namespace
{

// Writes what a target leaves out: the workload's own model, token_ratio 1. A `*` names no one model unless all have one.
void spell_out(json &target, const json &scenario, const std::string &workload)
{
    std::string model;
    for (const json &entry : scenario["workloads"]) {
        if (workload != "*" && entry["name"] != workload) continue;
        if (!model.empty() && entry["model"] != model) return;
        model = entry["model"];
    }
    if (!target.contains("model")) target["model"] = model;
    if (!target.contains("token_ratio")) target["token_ratio"] = 1.0;
}

} // namespace

void substitution(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-3", "P-CON-9"}) {
        look.on(id);
        json scenario = base(id), spelt = scenario;
        for (json &architecture : spelt["architectures"]) {
            for (json &route : architecture["routes"]) {
                std::string workload = route["workload"];
                spell_out(route, spelt, workload);
                if (route.contains("then")) spell_out(route["then"], spelt, workload);
                if (!route.contains("otherwise")) continue;
                if (route["otherwise"].is_string()) route["otherwise"] = {{"channel", route["otherwise"]}};
                spell_out(route["otherwise"], spelt, workload);
            }
        }
        Subject a(scenario), b(spelt);
        look.want_equal(export_costs(a, n_paths), export_costs(b, n_paths));
        look.want_equal(figures(a, n_run_paths, {n_threads, 0}), figures(b, n_run_paths, {n_threads, 0}), "the answer");
    }
}

} // namespace validation
