#include "tests/validation/relation_kit.hpp"

#include "tests/validation/cases.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace validation
{

json base(const std::string &id)
{
    static const json file = read_case_file(SFL_SOURCE_DIR "/tests/validation/cases.json");
    for (const json &entry : file["cases"]) {
        if (entry["id"] == id) return entry.at("scenario");
    }
    throw std::runtime_error("no case " + id);
}

const std::vector<double> &Export::of(const std::string &name) const
{
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) throw std::runtime_error("not exported: " + name);
    return values[static_cast<size_t>(found - names.begin())];
}

Export export_costs(const Subject &subject, uint64_t n_paths, uint64_t first_path)
{
    static const char *const parts[] = {"total", "ai", "trueup", "baseline"}, *const moneys[] = {"npv", "nominal"};
    Sample sample(subject);
    Export out;
    for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
        std::string name = subject.scenario()->architectures[a].name;
        for (int part = 0; part < SFL_PART_COUNT; ++part) {
            for (int money = 0; money < SFL_MONEY_COUNT; ++money) {
                sample.add(total_probe(subject, a, static_cast<sfl_part>(part), static_cast<sfl_money>(money)));
                out.names.push_back(name + " " + parts[part] + " " + moneys[money]);
            }
            for (int32_t month = 0; month < subject.plan()->n_months; ++month) {
                sample.add(month_probe(subject, a, static_cast<sfl_part>(part), month));
                out.names.push_back(name + " " + parts[part] + " month " + std::to_string(month));
            }
        }
    }
    out.values = sample.range(first_path, n_paths);
    out.flow.assign(n_paths, 0.0);
    for (int32_t a = 0; a < subject.scenario()->n_architectures; ++a) {
        for (uint64_t path = 0; path < n_paths; ++path) {
            double sum = 0.0;
            for (size_t i = 0; i < out.names.size(); ++i) {
                bool is_month = out.names[i].find(" month ") != std::string::npos &&
                                out.names[i].find(" total ") == std::string::npos;
                if (is_month && out.names[i].rfind(subject.scenario()->architectures[a].name, 0) == 0)
                    sum += std::fabs(out.values[i][path]);
            }
            out.flow[path] = std::max(out.flow[path], sum);
        }
    }
    return out;
}

Export export_world(const Subject &subject, uint64_t n_paths, int32_t n_months)
{
    Sample sample(subject);
    Export out;
    for (int32_t w = 0; w < subject.scenario()->n_workloads; ++w) {
        std::string name = subject.scenario()->workloads[w].name;
        for (int32_t month = 0; month < n_months; ++month) {
            sample.add(make_probe(subject, {{"volume", name}, {"month", month}}));
            out.names.push_back("volume of " + name + " month " + std::to_string(month));
            sample.add(make_probe(subject, {{"cached", name}, {"month", month}}));
            out.names.push_back("cached share of " + name + " month " + std::to_string(month));
        }
    }
    out.values = sample.range(0, n_paths);
    return out;
}

void Look::on(const std::string &name)
{
    name_ = name;
    result.n_bases += 1;
}

void Look::want(bool holds, const std::string &what)
{
    if (!holds && result.broken.size() < 20) result.broken.push_back(name_ + ": " + what);
}

void Look::want_equal(const json &a, const json &b, const std::string &what)
{
    if (a.dump() == b.dump()) return;
    json patch = json::diff(a, b);
    want(false, what + " differs at " +
                    (patch.empty() ? "the order of members" : patch.front().at("path").get<std::string>()));
}

void Look::want_equal(const Export &a, const Export &b)
{
    size_t n_common = 0;
    for (size_t i = 0; i < a.names.size(); ++i) {
        auto found = std::find(b.names.begin(), b.names.end(), a.names[i]);
        if (found == b.names.end()) continue;
        n_common += 1;
        want_each(a.values[i], b.of(a.names[i]), a.names[i], [](double x, double y) { return x == y; });
    }
    want(n_common > 0, "nothing in common");
}

void Look::want_scaled(const Export &a, const Export &b, double factor, double rtol)
{
    want(a.names == b.names, "other columns");
    for (size_t i = 0; i < a.names.size(); ++i) {
        for (size_t path = 0; path < a.values[i].size(); ++path) {
            double expected = factor * a.values[i][path];
            bool   holds    = rtol == 0.0 ? b.values[i][path] == expected
                                          : std::fabs(b.values[i][path] - expected) <= rtol * factor * a.flow[path];
            if (!holds) return want(false, a.names[i] + " on path " + std::to_string(path));
        }
    }
}

void Look::want_each(const std::vector<double> &a, const std::vector<double> &b, const std::string &what,
                     const std::function<bool(double, double)> &test)
{
    for (size_t path = 0; path < std::min(a.size(), b.size()); ++path) {
        if (!test(a[path], b[path])) {
            return want(false, what + " on path " + std::to_string(path) + ": " + std::to_string(a[path]) + " and " +
                                   std::to_string(b[path]));
        }
    }
}

json figures(const Subject &subject, uint64_t n_paths, Cut cut)
{
    json answer = subject.answer(n_paths, cut);
    answer.erase("scenario");
    return answer;
}

json architecture_alone(const json &answer, const std::string &name)
{
    for (json architecture : answer.at("architectures")) {
        if (architecture.at("name") != name) continue;
        for (const char *key : {"p_cheapest", "p_tie", "p_tied", "regret"})
            architecture.erase(key);
        return architecture;
    }
    throw std::runtime_error("the answer does not speak of " + name);
}

} // namespace validation
