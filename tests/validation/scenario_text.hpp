// A scenario given as JSON with the model page's own keys, written as the libconfig text that the program reads.
#ifndef SFL_TESTS_VALIDATION_SCENARIO_TEXT_HPP
#define SFL_TESTS_VALIDATION_SCENARIO_TEXT_HPP

#include <nlohmann/json.hpp>

#include <string>

namespace validation
{

using json = nlohmann::ordered_json;

// Real numbers are written with 17 digits, so that reading gives the same double back.
std::string scenario_text(const json &scenario);

// Multiplies every amount of money of the scenario: keys with `usd` in their name, commitments, tier thresholds.
void scale_usd(json &scenario, double factor);

// A path of names to one item of a scenario list: item(scenario, "workloads", "chat").
json       &item(json &scenario, const char *list, const std::string &name);
const json &item(const json &scenario, const char *list, const std::string &name);

// Calls `visit` for every driver's group of keys: workloads, their mixes, baselines, indices.
template <typename Visit> void each_driver(json &scenario, Visit visit)
{
    for (json &workload : scenario.at("workloads")) {
        visit(workload);
        for (const char *mix : {"output_mix", "cached_mix"}) {
            if (workload.contains(mix)) visit(workload[mix]);
        }
    }
    if (scenario.contains("vendors")) {
        for (json &vendor : scenario["vendors"]) {
            if (vendor.contains("baseline")) visit(vendor["baseline"]);
        }
    }
    if (scenario.contains("indices")) {
        for (json &index : scenario["indices"])
            visit(index);
    }
}

} // namespace validation

#endif
