// Relations between runs of one scenario: how it is cut up, what else stands in the file, which seed and names it has.
#include "tests/validation/relation_kit.hpp"

#include <algorithm>
#include <cmath>

namespace validation
{

void prefix_of_paths(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-1", "P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1"}) {
        look.on(id);
        Subject subject(base(id));
        Export  twice = export_costs(subject, 1000);
        look.want_equal(export_costs(subject, 500), twice);
        // The second half asked for alone is the second half.
        Export second = export_costs(subject, 500, 500);
        for (size_t i = 0; i < twice.names.size(); ++i) {
            bool same = std::equal(second.values[i].begin(), second.values[i].end(), twice.values[i].begin() + 500);
            look.want(same, twice.names[i] + " of paths 500 … 999");
        }
        // And its tally, merged, is the whole.
        Owned<sfl_tally> whole = subject.tally(1000, {n_threads, 0}), first = subject.tally(500),
                         rest = subject.tally(500, {n_threads, 0, 500});
        sfl_tally_merge(first.get(), rest.get());
        for (int32_t column = 0; column < subject.plan()->n_columns; ++column) {
            look.want(sfl_tally_mean(whole.get(), column) == sfl_tally_mean(first.get(), column),
                      "mean of column " + std::to_string(column));
        }
    }
}

void prefix_of_months(Look &look, int32_t)
{
    for (const char *id : {"P-PTH-1", "P-PTH-2", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-LCH-1"}) {
        look.on(id);
        json scenario                    = base(id);
        scenario["simulation"]["months"] = 60;
        Subject longer(scenario);
        scenario["simulation"]["months"] = 36;
        look.want_equal(export_world(Subject(scenario), 300, 36), export_world(longer, 300, 36));
    }
}

namespace
{

const char *const  cut_bases[] = {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-CON-8"};
constexpr uint64_t n_cut_paths = 5000;

} // namespace

void batches(Look &look, int32_t n_threads)
{
    for (const char *id : cut_bases) {
        look.on(id);
        Subject subject(base(id));
        json    whole = subject.answer(n_cut_paths, {1, n_cut_paths});
        for (uint64_t chunk : {1u, 7u, 1000u, 4096u}) {
            look.want_equal(whole, subject.answer(n_cut_paths, {n_threads, chunk}), "chunk " + std::to_string(chunk));
        }
    }
}

void threads(Look &look, int32_t)
{
    for (const char *id : cut_bases) {
        look.on(id);
        Subject subject(base(id));
        json    one = subject.answer(n_cut_paths, {1, 0});
        for (int32_t n : {2, 3, 0})
            look.want_equal(one, subject.answer(n_cut_paths, {n, 0}), std::to_string(n) + " threads");
    }
}

void twice(Look &look, int32_t n_threads)
{
    for (const char *id : cut_bases) {
        look.on(id);
        look.want_equal(Subject(base(id)).answer(n_cut_paths, {n_threads, 0}),
                        Subject(base(id)).answer(n_cut_paths, {n_threads, 0}), "again");
    }
}

void another_architecture(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-E2E-1", "P-SHT-3"}) {
        look.on(id);
        json scenario = base(id), more = scenario;
        json copy                          = scenario["architectures"].back();
        copy["name"]                       = "another";
        copy["coordination_usd_per_month"] = 12345.0;
        more["architectures"].push_back(copy);
        copy["name"] = "one more";
        more["architectures"].insert(more["architectures"].begin(), copy);
        Subject few(scenario), many(more);
        look.want_equal(export_costs(few, 300), export_costs(many, 300));
        json before = figures(few, 3000, {n_threads, 0}), after = figures(many, 3000, {n_threads, 0});
        for (const json &architecture : scenario["architectures"]) {
            std::string name = architecture["name"];
            look.want_equal(architecture_alone(before, name), architecture_alone(after, name), name);
        }
    }
}

namespace
{

// A workload like the first token channel's first model, at a place of the list, routed under every architecture.
json with_another_workload(json scenario, size_t place)
{
    json        added = {{"name", "another"}, {"input_mtok", 777.0}, {"growth", 0.3}, {"volatility", 0.6}};
    std::string channel;
    for (const json &entry : scenario["channels"]) {
        if (entry["kind"] != "token") continue;
        channel        = entry["name"];
        added["model"] = entry["models"][0];
        break;
    }
    json &workloads = scenario["workloads"];
    workloads.insert(workloads.begin() + static_cast<std::ptrdiff_t>(place), added);
    for (json &architecture : scenario["architectures"])
        architecture["routes"].push_back({{"workload", "another"}, {"channel", channel}});
    return scenario;
}

} // namespace

void another_workload(Look &look, int32_t)
{
    for (const char *id : {"P-PTH-1", "P-PTH-2", "P-PTH-4", "P-PTH-5", "P-E2E-1"}) {
        look.on(id);
        json    scenario = base(id);
        Subject few(scenario);
        for (size_t place = 0; place <= scenario["workloads"].size(); ++place) {
            look.want_equal(export_world(few, 300, few.plan()->n_months),
                            export_world(Subject(with_another_workload(scenario, place)), 300, few.plan()->n_months));
        }
    }
}

void no_discounting(Look &look, int32_t n_threads)
{
    for (const char *id : {"P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-3"}) {
        look.on(id);
        json scenario                           = base(id);
        scenario["simulation"]["discount_rate"] = 0.0;
        Subject subject(scenario);
        Export  costs = export_costs(subject, 500);
        for (const json &architecture : scenario["architectures"]) {
            for (const char *part : {"total", "ai", "trueup", "baseline"}) {
                std::string name = architecture["name"].get<std::string>() + " " + part + " ";
                look.want_each(costs.of(name + "npv"), costs.of(name + "nominal"), name,
                               [](double a, double b) { return a == b; });
            }
        }
        json answer = figures(subject, 2000, {n_threads, 0});
        for (const json &architecture : answer.at("architectures"))
            look.want_equal(architecture.at("npv"), architecture.at("nominal"), architecture.at("name"));
    }
}

namespace
{

// Nothing is random any more; what the mean of the randomness was is not kept.
json certain(json scenario)
{
    each_driver(scenario, [](json &group) {
        for (const char *key :
             {"volatility", "volatility_dof", "growth_sd", "jumps", "regime_growth", "regime_volatility"})
            group.erase(key);
        if (group.contains("adoption")) group["adoption"].erase("ceiling_sd");
    });
    for (json &workload : scenario["workloads"]) {
        if (!workload.contains("launch")) continue;
        workload["launch"].erase("delay_mean_months");
        workload["launch"].erase("cancel_probability");
    }
    scenario.erase("regimes");
    scenario.erase("correlations");
    return scenario;
}

} // namespace

void no_uncertainty(Look &look, int32_t n_threads)
{
    for (const char *id :
         {"P-PTH-1", "P-PTH-2", "P-PTH-3", "P-PTH-4", "P-PTH-5", "P-E2E-1", "P-SHT-1", "P-SHT-2", "P-SHT-3"}) {
        look.on(id);
        Subject subject(certain(base(id)));
        Export  costs = export_costs(subject, 300);
        for (size_t i = 0; i < costs.names.size(); ++i) {
            double sheet = costs.values[i][0];
            look.want_each(costs.values[i], costs.values[i], costs.names[i],
                           [sheet](double value, double) { return value == sheet; });
        }
        json answer = figures(subject, 2000, {n_threads, 0});
        for (const json &architecture : answer.at("architectures")) {
            const json &total = architecture.at("npv").at("total");
            double      mean  = total.at("mean").get<double>();
            double      sheet = costs.of(architecture.at("name").get<std::string>() + " total npv")[0];
            look.want(std::fabs(mean - sheet) <= 1e-12 * std::fabs(sheet) + 1e-6, "mean is not the sheet's");
            look.want(total.at("sd").get<double>() <= 1e-12 * std::fabs(mean), "sd is not 0");
            for (const char *key :
                 {"min", "q05", "q25", "q50", "q75", "q80", "q95", "q99", "max", "best05", "cvar95", "cvar99"}) {
                look.want(std::fabs(total.at(key).get<double>() - sheet) <= 1e-12 * std::fabs(sheet) + 1e-6,
                          std::string(key) + " is not the sheet's");
            }
        }
    }
}

namespace
{

constexpr uint64_t n_seed_paths = 1 << 15;

// Two samples of one distribution: means, and shares below each other's quantiles, within 6 standard errors.
void want_same_distribution(Look &look, const Subject &one, const Subject &other)
{
    Export a = export_costs(one, n_seed_paths), b = export_costs(other, n_seed_paths);
    for (size_t i = 0; i < a.names.size(); ++i) {
        Moments x, y;
        for (double value : a.values[i])
            x.add(value);
        for (double value : b.values[i])
            y.add(value);
        double error = std::hypot(x.se(), y.se());
        look.want(std::fabs(x.mean - y.mean) <= 6.0 * error,
                  "mean of " + a.names[i] + " " + std::to_string(x.mean) + ", " + std::to_string(y.mean));
        std::vector<double> sorted = a.values[i];
        std::sort(sorted.begin(), sorted.end());
        double n = static_cast<double>(n_seed_paths);
        if (sorted.front() == sorted.back()) continue;
        for (double p : {0.05, 0.5, 0.95}) {
            double level = sorted[static_cast<size_t>(p * n)];
            auto   share = [level, n](const std::vector<double> &values) {
                double below = 0.0, equal = 0.0;
                for (double value : values) {
                    below += value < level ? 1.0 : 0.0;
                    equal += value == level ? 1.0 : 0.0;
                }
                return std::make_pair(below / n, (below + equal) / n);
            };
            auto [x_below, x_up_to] = share(a.values[i]);
            auto [y_below, y_up_to] = share(b.values[i]);
            double reach            = 6.0 * std::sqrt(2.0 * 0.25 / n);
            look.want(std::fabs(x_below - y_below) <= reach && std::fabs(x_up_to - y_up_to) <= reach,
                      "quantile of " + a.names[i]);
        }
    }
}

void want_every_path_changed(Look &look, const Subject &one, const Subject &other)
{
    Export a = export_world(one, 1000, one.plan()->n_months), b = export_world(other, 1000, one.plan()->n_months);
    size_t last = a.names.size() - 2; // the last workload's volume in the last month
    look.want_each(a.values[last], b.values[last], a.names[last] + " stays",
                   [](double x, double y) { return x != y || x == 0.0; });
}

} // namespace

void another_seed(Look &look, int32_t)
{
    for (const char *id : {"P-TOT-1", "P-CON-2", "P-CON-10", "P-CMP-2", "P-CHN-3"}) {
        look.on(id);
        json    scenario = base(id);
        Subject one(scenario);
        scenario["simulation"]["seed"] = 987654321012345;
        Subject other(scenario);
        want_same_distribution(look, one, other);
        if (std::string(id) != "P-CON-10") want_every_path_changed(look, one, other);
    }
}

namespace
{

void rename_text(json &value, const std::string &from, const std::string &to)
{
    if (value.is_string()) {
        std::string text = value.get<std::string>();
        if (text == from) value = to;
        if (text.rfind(from + "/", 0) == 0) value = to + text.substr(from.size());
    } else if (value.is_structured()) {
        for (json &entry : value)
            rename_text(entry, from, to);
    }
}

} // namespace

void renaming(Look &look, int32_t)
{
    struct Row {
        const char *id, *from;
    };
    for (const Row &row :
         {Row{"P-TOT-1", "w"}, Row{"P-MIX-2", "w"}, Row{"P-COR-1", "w2"}, Row{"P-CON-6", "w2"}, Row{"P-CHN-5", "w"}}) {
        look.on(row.id);
        json    scenario = base(row.id);
        Subject one(scenario);
        for (const char *list : {"workloads", "correlations", "architectures"}) {
            if (scenario.contains(list)) rename_text(scenario[list], row.from, "another name");
        }
        Subject other(scenario);
        want_same_distribution(look, one, other);
        want_every_path_changed(look, one, other);
    }
}

} // namespace validation
