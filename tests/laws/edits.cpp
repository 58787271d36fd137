#include "tests/laws/edits.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace laws
{

namespace
{

using validation::each_driver;

void each_contract(json &scenario, const std::function<void(json &)> &visit)
{
    for (json &contract : scenario["contracts"])
        visit(contract);
}

void each_route(json &scenario, const std::function<void(json &)> &visit)
{
    for (json &architecture : scenario["architectures"]) {
        for (json &route : architecture["routes"])
            visit(route);
    }
}

void multiply(json &group, const char *key, double factor)
{
    if (group.contains(key)) group[key] = group[key].get<double>() * factor;
}

bool is_token(const json &scenario, const std::string &channel)
{
    return validation::item(scenario, "channels", channel)["kind"] == "token";
}

} // namespace

// ---- transformations ----

json with_money_times(json scenario, int power)
{
    validation::scale_usd(scenario, std::ldexp(1.0, power));
    return scenario;
}

json with_tokens_times(json scenario, int power)
{
    double factor = std::ldexp(1.0, power);
    for (json &workload : scenario["workloads"]) {
        for (const char *key : {"input_mtok", "output_mtok"})
            multiply(workload, key, factor);
    }
    for (json &channel : scenario["channels"]) {
        for (const char *key : {"unit_mtok_per_hour", "node_mtok_per_hour"})
            multiply(channel, key, factor);
        multiply(channel, "surcharge_usd_per_mtok", 1.0 / factor);
    }
    for (json &model : scenario["models"]) {
        for (const char *key : {"input_usd", "cached_input_usd", "output_usd"})
            multiply(model, key, 1.0 / factor);
    }
    return scenario;
}

std::string renamed(const std::string &name)
{
    return "é " + std::string(name.rbegin(), name.rend());
}

namespace
{

std::set<std::string> names_that_are_no_drivers(const json &scenario)
{
    std::set<std::string> names;
    for (const char *list : {"models", "channels", "contracts", "architectures"}) {
        for (const json &entry : scenario[list])
            names.insert(entry["name"].get<std::string>());
    }
    for (const json &vendor : scenario["vendors"]) {
        if (!vendor.contains("baseline")) names.insert(vendor["name"].get<std::string>());
    }
    for (const json &model : scenario["models"])
        names.insert(model["provider"].get<std::string>());
    if (scenario.contains("regimes")) {
        for (const json &name : scenario["regimes"]["names"])
            names.insert(name.get<std::string>());
    }
    return names;
}

void rename(json &value, const std::set<std::string> &names)
{
    if (value.is_string() && names.count(value.get<std::string>()) > 0) value = renamed(value.get<std::string>());
    if (!value.is_structured()) return;
    for (json &entry : value)
        rename(entry, names);
}

} // namespace

json with_other_names(const json &scenario)
{
    json other = scenario;
    rename(other, names_that_are_no_drivers(scenario));
    return other;
}

json with_lists_reversed(json scenario)
{
    for (const char *list : {"workloads", "vendors", "indices", "models", "channels", "contracts", "architectures"})
        std::reverse(scenario[list].begin(), scenario[list].end());
    return scenario;
}

json with_routes_halved(json scenario, int &n_split)
{
    for (json &architecture : scenario["architectures"]) {
        json routes = json::array();
        for (json route : architecture["routes"]) {
            bool takes_turns = route["workload"] == "*" && route.contains("fill");
            bool splits      = !route.contains("then") && !takes_turns && is_token(scenario, route["channel"]);
            if (splits) {
                route["share"] = route.value("share", 1.0) / 2.0;
                routes.push_back(route);
                n_split += 1;
            }
            routes.push_back(route);
        }
        architecture["routes"] = routes;
    }
    return scenario;
}

json with_unused_things(json scenario)
{
    auto first = [&scenario](const char *list, const json &entry) {
        scenario[list].insert(scenario[list].begin(), entry);
    };
    first("vendors", {{"name", "unused vendor"}});
    first("indices", {{"name", "unused index"}, {"volatility", 0.4}, {"growth", 0.2}});
    first("models", {{"name", "unused model"}, {"provider", "lab"}, {"input_usd", 2.0}, {"index", "unused index"}});
    first("contracts", {{"name", "unused contract"},
                        {"vendor", "vendor-0"},
                        {"kind", "edp"},
                        {"commitments", json::array({1e6})},
                        {"discount", 0.3}});
    json token = {{"name", "unused tokens"}, {"kind", "token"},
                  {"vendor", "vendor-0"},    {"models", json::array({"model-0", "unused model"})},
                  {"price_lag_months", 9},   {"fixed_usd_per_month", 700.0},
                  {"marketplace", true}};
    json units = {
        {"name", "unused units"}, {"kind", "provisioned"},     {"vendor", "vendor-1"}, {"units", 7},
        {"unit_hour_usd", 9.0},   {"unit_mtok_per_hour", 1.0}, {"burst_cv", 0.5},      {"overflow", "unused tokens"}};
    json nodes = {{"name", "unused nodes"}, {"kind", "self_hosted"},       {"node_hour_usd", 9.0},
                  {"min_nodes", 4},         {"node_mtok_per_hour", 1.0},   {"service_level", 0.9},
                  {"setup_usd", 5000.0},    {"staff_usd_per_month", 900.0}};
    first("channels", token);
    first("channels", nodes);
    scenario["channels"].push_back(units);
    return scenario;
}

json with_idle_workload(json scenario)
{
    json idle = {{"name", "idle"}, {"model", "model-0"}, {"input_mtok", 0.0},
                 {"growth", 0.7},  {"volatility", 0.5},  {"launch", {{"month", 1}, {"delay_mean_months", 2.0}}}};
    scenario["workloads"].insert(scenario["workloads"].begin(), idle);
    size_t turn = 0;
    for (json &architecture : scenario["architectures"]) {
        json &routes  = architecture["routes"];
        bool  is_any  = std::any_of(routes.begin(), routes.end(), [](const json &r) { return r["workload"] == "*"; });
        json &channel = scenario["channels"][turn++ % scenario["channels"].size()];
        json  route   = {{"workload", "idle"}, {"channel", channel["name"]}};
        if (!is_any) routes.insert(routes.begin(), route);
    }
    return scenario;
}

json without_uncertainty(json scenario)
{
    each_driver(scenario, [](json &group) {
        for (const char *key : {"jumps", "regime_growth", "regime_volatility", "volatility_dof"})
            group.erase(key);
        for (const char *key : {"volatility", "growth_sd"})
            group[key] = 0.0;
        if (group.contains("adoption")) group["adoption"]["ceiling_sd"] = 0.0;
    });
    for (json &workload : scenario["workloads"]) {
        if (!workload.contains("launch")) continue;
        workload["launch"]["delay_mean_months"]  = 0.0;
        workload["launch"]["cancel_probability"] = 0.0;
    }
    scenario.erase("regimes");
    scenario.erase("correlations");
    return scenario;
}

namespace
{

const char *const driver_keys[] = {"growth",     "growth_end",     "fade",          "growth_sd",
                                   "volatility", "volatility_dof", "reversion",     "deviation",
                                   "jumps",      "adoption",       "regime_growth", "regime_volatility"};

// The keys of section 3 of one group as in another (NULL: none).
void take_driver(json &group, const json *like)
{
    for (const char *key : driver_keys) {
        group.erase(key);
        if (like != nullptr && like->contains(key)) group[key] = (*like)[key];
    }
}

const json *named(const json &scenario, const char *list, const json &name)
{
    for (const json &entry : scenario[list]) {
        if (entry["name"] == name) return &entry;
    }
    return nullptr;
}

void take_workload(json &workload, const json &like)
{
    take_driver(workload, &like);
    for (const char *key : {"season", "calendar_month", "launch", "output_mix", "cached_mix", "cached_share"}) {
        workload.erase(key);
        if (like.contains(key)) workload[key] = like[key];
    }
}

} // namespace

json with_world_of(json scenario, const json &like)
{
    each_driver(scenario, [](json &group) {
        for (const char *key : {"regime_growth", "regime_volatility"}) // of as many regimes as were
            group.erase(key);
    });
    for (const char *key : {"seed", "sampling"}) {
        scenario["simulation"].erase(key);
        if (like["simulation"].contains(key)) scenario["simulation"][key] = like["simulation"][key];
    }
    scenario.erase("regimes");
    if (like.contains("regimes")) scenario["regimes"] = like["regimes"];
    for (json &workload : scenario["workloads"]) {
        if (const json *same = named(like, "workloads", workload["name"])) take_workload(workload, *same);
    }
    for (json &index : scenario["indices"]) {
        if (const json *same = named(like, "indices", index["name"])) take_driver(index, same);
    }
    for (json &vendor : scenario["vendors"]) {
        const json *same = named(like, "vendors", vendor["name"]);
        if (same == nullptr || !same->contains("baseline") || !vendor.contains("baseline")) continue;
        take_driver(vendor["baseline"], &(*same)["baseline"]);
    }
    return scenario;
}

json with_commitments_times(json scenario, double factor)
{
    each_contract(scenario, [factor](json &contract) {
        for (json &commitment : contract["commitments"])
            commitment = commitment.get<double>() * factor;
    });
    return scenario;
}

json with_discounts_raised(json scenario, double more)
{
    each_contract(scenario, [more](json &contract) {
        double added = 0.0;
        if (contract.contains("amendments")) {
            for (const json &amendment : contract["amendments"])
                added += amendment.value("discount_add", 0.0);
        }
        double was           = contract.value("discount", 0.0);
        contract["discount"] = std::max(was, std::min(was + more, 0.999 - added));
    });
    return scenario;
}

// ---- preconditions ----

void remove_correlations(json &scenario)
{
    scenario.erase("correlations");
}

void remove_fill(json &scenario)
{
    each_route(scenario, [](json &route) {
        route.erase("fill");
        route.erase("otherwise");
    });
}

void remove_marketplace(json &scenario)
{
    for (json &channel : scenario["channels"])
        channel.erase("marketplace");
}

void remove_fixed_costs_of_tokens(json &scenario)
{
    for (json &channel : scenario["channels"]) {
        if (channel["kind"] == "token") channel.erase("fixed_usd_per_month");
    }
}

void remove_switches(json &scenario)
{
    each_route(scenario, [](json &route) { route.erase("then"); });
}

void flatten_tiers(json &scenario)
{
    each_contract(scenario, [](json &contract) {
        if (!contract.contains("tiers")) return;
        contract["discount"] = contract["tiers"][0]["discount"];
        contract.erase("tiers");
        contract.erase("tier_basis");
    });
}

void put_tiers_on_commitments(json &scenario)
{
    each_contract(scenario, [](json &contract) {
        if (contract.contains("tiers")) contract["tier_basis"] = "commitment";
    });
}

void renew_by_repetition(json &scenario)
{
    each_contract(scenario, [](json &contract) {
        if (contract.contains("renewal") && contract["renewal"].is_object()) contract["renewal"] = "repeat";
    });
}

bool has_tiers(const json &scenario)
{
    const json &list = scenario["contracts"];
    return std::any_of(list.begin(), list.end(), [](const json &contract) { return contract.contains("tiers"); });
}

} // namespace laws
