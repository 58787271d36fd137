#include "tests/validation/cases.hpp"

#include "tests/validation/sample.hpp"
#include "tests/validation/static_break_even.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>

namespace validation
{

namespace
{

// What the case file may hold. A kind that is not here is a failure, not a case passed over.
const char *const scenario_kinds[] = {
    "driver.gbm",
    "driver.reversion",
    "driver.jumps",
    "driver.fade",
    "driver.volatility_dof",
    "driver.cached_mix",
    "driver.output_mix",
    "driver.growth_sd",
    "driver.adoption",
    "driver.regimes",
    "driver.correlation",
    "driver.season",
    "driver.launch",
    "price.index",
    "total.flat_price",
    "contract.black",
    "contract.annual",
    "contract.term",
    "contract.two_workloads",
    "contract.carry",
    "contract.credit",
    "contract.fill",
    "contract.room",
    "channel.provisioned",
    "channel.nodes",
    "channel.busy",
    "channel.switch",
    "compare.break_even",
    "compare.pairs",
    "compare.commit_curve",
    "compare.newsvendor",
    "compare.static_break_even",
    "sheet",
    "paths",
    "end_to_end",
};

void only_known_kind(const std::string &kind)
{
    if (is_draw_kind(kind)) return;
    if (std::find(std::begin(scenario_kinds), std::end(scenario_kinds), kind) == std::end(scenario_kinds)) {
        throw std::runtime_error("unknown kind " + kind);
    }
}

// Members of a case; `if_you_see`, `pmf`, `slope`, `best_cost` and `median_month` are for reading.
void only_known_members(const json &entry)
{
    static const char *const known[] = {"id",       "kind",      "title",      "formula", "scenario",  "cfg",
                                        "expected", "chi2",      "if_you_see", "paths",   "seed",      "data",
                                        "n",        "generator", "pmf",        "slope",   "best_cost", "median_month"};
    for (const auto &[key, value] : entry.items()) {
        if (std::find(std::begin(known), std::end(known), key) == std::end(known)) {
            throw std::runtime_error("unknown member " + key + " of a case");
        }
    }
}

std::string described(const json &expected)
{
    std::string text = expected.at("stat").get<std::string>();
    for (const char *level : {"p", "alpha"}) {
        if (expected.contains(level)) text += " " + expected[level].dump();
    }
    if (expected.contains("sel")) text += " " + expected["sel"].dump();
    if (expected.contains("name")) text += " " + expected["name"].get<std::string>();
    if (expected.contains("stream")) text += " " + expected["stream"].get<std::string>();
    return text;
}

// Where one expected value finds its number: a column of a sample, a pair of columns, or a figure of its own.
struct Source {
    enum { informative, column, correlation, figure } kind = informative;
    size_t at                                              = 0;
    double figure_value                                    = 0.0;
};

class CaseRun
{
  public:
    CaseRun(const json &entry, const Effort &effort)
        : entry_(entry), effort_(effort), subject_(entry.at("cfg").get<std::string>()), sample_(subject_)
    {
    }

    CaseResult evaluate()
    {
        for (const json &expected : entry_.at("expected"))
            sources_.push_back(source_of(expected));
        if (entry_.contains("chi2")) {
            chi2_ = column_of(entry_["chi2"].at("sel"));
            sample_.want_bins(chi2_, entry_["chi2"].at("edges").get<std::vector<double>>());
        }
        if (entry_.contains("paths")) by_path_ = sample_.paths(entry_["paths"].get<std::vector<uint64_t>>());
        if (!by_path_.empty()) return judged();
        sample_.run(n_paths(), effort_.n_threads);
        return judged();
    }

  private:
    // A scenario without uncertainty needs no more than a few blocks.
    uint64_t n_paths() const
    {
        if (entry_.contains("chi2")) return effort_.n_paths;
        for (const json &expected : entry_["expected"]) {
            if (expected["stat"] != "exact" && expected["stat"] != "informative") return effort_.n_paths;
        }
        return std::min<uint64_t>(effort_.n_paths, 4 * SFL_LANES);
    }

    size_t column_of(const json &sel)
    {
        auto [position, is_new] = columns_.try_emplace(sel.dump(), 0);
        if (is_new) position->second = sample_.add(make_probe(subject_, sel));
        return position->second;
    }

    Source source_of(const json &expected)
    {
        std::string stat = expected.at("stat").get<std::string>();
        if (stat == "informative") return {Source::informative, 0, 0.0};
        const json &sel = expected.at("sel");
        if (sel.contains("static_break_even")) {
            if (stat != "exact" || sel.size() != 1) throw std::runtime_error("unknown sel " + sel.dump());
            return {Source::figure, 0,
                    static_break_even(subject_, sel["static_break_even"].at(0).get<std::string>(),
                                      sel["static_break_even"].at(1).get<std::string>())};
        }
        if (stat == "corr") {
            if (sel.size() != 1) throw std::runtime_error("unknown sel " + sel.dump());
            const json &both = sel.at("corr");
            return {Source::correlation, sample_.want_correlation(column_of(both.at(0)), column_of(both.at(1))), 0.0};
        }
        size_t column = column_of(sel);
        if (stat == "quantile" || stat == "atom") sample_.want_level(column, expected.at("p").get<double>());
        if (stat == "cvar") sample_.want_level(column, expected.at("alpha").get<double>());
        return {Source::column, column, 0.0};
    }

    Estimate estimate_of(const json &expected, const Source &source) const
    {
        std::string stat = expected.at("stat").get<std::string>();
        Estimate    estimate;
        estimate.n = sample_.n_paths();
        if (source.kind == Source::informative) return estimate;
        if (source.kind == Source::figure) {
            estimate.value = estimate.least = estimate.greatest = source.figure_value;
            return estimate;
        }
        if (source.kind == Source::correlation) {
            estimate.value = sample_.correlation(source.at).correlation();
            return estimate;
        }
        if (stat == "path") {
            estimate.list = by_path_.at(source.at);
            return estimate;
        }
        const Moments &moments = sample_.moments(source.at);
        estimate.n             = moments.n;
        estimate.se            = moments.se();
        estimate.value         = moments.has_nan ? std::nan("") : moments.mean;
        estimate.least         = moments.has_nan ? std::nan("") : moments.least;
        estimate.greatest      = moments.greatest;
        if (stat == "sd") estimate.value = moments.sd();
        if (stat == "quantile" || stat == "atom") {
            double p       = expected.at("p").get<double>();
            estimate.value = sample_.slice(source.at, p).quantile(p);
        }
        if (stat == "cvar") {
            double alpha   = expected.at("alpha").get<double>();
            estimate.value = sample_.slice(source.at, alpha).cvar(alpha);
        }
        if (stat == "atom") estimate.least = estimate.greatest = estimate.value;
        return estimate;
    }

    CaseResult judged()
    {
        CaseResult  result;
        const json &expected = entry_["expected"];
        for (size_t i = 0; i < expected.size(); ++i) {
            result.estimates.push_back(estimate_of(expected[i], sources_[i]));
            result.values.push_back({described(expected[i]), judge(expected[i], result.estimates.back())});
        }
        if (entry_.contains("chi2"))
            result.chi2.push_back({"chi2 " + entry_["chi2"]["sel"].dump(), judge_chi2(sample_.bins(chi2_))});
        result.others.push_back(cfg_is_scenario());
        if (effort_.tallies) hold_tally_against_paths(result);
        return result;
    }

    // `scenario` and `cfg` of a case are one scenario.
    Line cfg_is_scenario() const
    {
        Subject other(entry_.at("scenario"));
        bool    same =
            std::equal(subject_.plan()->fingerprint, subject_.plan()->fingerprint + 32, other.plan()->fingerprint);
        return {"`cfg` and `scenario` give one plan",
                {same, true, same ? "equal fingerprints" : "another fingerprint"}};
    }

    // The tally's column of a selection of money; -1 where there is none.
    int32_t tally_column(const json &sel) const
    {
        if (!sel.contains("arch") || sel.contains("contract") || sel.contains("units") || sel.contains("overflow") ||
            sel.contains("switch"))
            return -1;
        const sfl_plan_architecture &owner =
            subject_.plan_architecture(subject_.architecture(sel["arch"].get<std::string>()));
        std::string part = sel.value("part", "total"), money = sel.value("money", "npv");
        if (sel.contains("month")) {
            int32_t month = sel["month"].get<int32_t>();
            if (part != "total") return -1;
            return (sel.value("cumulative", false) ? owner.cumulative_column : owner.month_column) + month;
        }
        sfl_part row = part == "total"    ? SFL_PART_TOTAL
                       : part == "ai"     ? SFL_PART_AI
                       : part == "trueup" ? SFL_PART_TRUEUP
                                          : SFL_PART_BASELINE;
        return owner.total_columns[row][money == "npv" ? SFL_MONEY_NPV : SFL_MONEY_NOMINAL];
    }

    bool keeps_moments(int32_t column) const
    {
        return (SFL_AT(subject_.plan(), sfl_plan_column, subject_.plan()->columns_at)[column].keep &
                SFL_KEEP_MOMENTS) != 0;
    }

    // Means of a tally come from whole micro-dollars, quantiles from bins (README section 1).
    void hold_tally_against_paths(CaseResult &result) const
    {
        if (entry_.contains("paths") || sample_.n_paths() == 0) return;
        Owned<sfl_tally> tally    = subject_.tally(sample_.n_paths(), {effort_.n_threads, 0});
        const json      &expected = entry_["expected"];
        for (size_t i = 0; i < expected.size(); ++i) {
            if (sources_[i].kind != Source::column) continue;
            int32_t column = tally_column(expected[i]["sel"]);
            if (column < 0) continue;
            std::string stat  = expected[i]["stat"].get<std::string>();
            double      exact = result.estimates[i].value, found = exact, reach = 0.0;
            if (stat == "mean") {
                found = sfl_tally_mean(tally.get(), column);
                reach = 1e-6 + 1e-12 * std::fabs(exact);
            } else if (stat == "sd" && keeps_moments(column)) {
                found = sfl_tally_sd(tally.get(), column);
                reach = 1e-6 + 1e-9 * std::fabs(exact);
            } else if (stat == "quantile" || stat == "atom") {
                found = sfl_tally_quantile(tally.get(), column, expected[i]["p"].get<double>());
                reach = (expected[i]["sel"].contains("month") ? 5e-3 : 5e-4) * std::fabs(exact) + 1e-6;
            } else if (stat == "cvar") {
                found = sfl_tally_cvar(tally.get(), column, expected[i]["alpha"].get<double>());
                reach = 5e-4 * std::fabs(exact) + 1e-6;
            } else {
                continue;
            }
            bool passed = std::fabs(found - exact) <= reach;
            result.others.push_back(
                {"tally: " + described(expected[i]),
                 {passed, true, "tally " + std::to_string(found) + ", paths " + std::to_string(exact)}});
        }
    }

    const json                      &entry_;
    const Effort                    &effort_;
    Subject                          subject_;
    Sample                           sample_;
    std::map<std::string, size_t>    columns_;
    std::vector<Source>              sources_;
    std::vector<std::vector<double>> by_path_;
    size_t                           chi2_ = 0;
};

} // namespace

json read_case_file(const std::string &path)
{
    std::ifstream stream(path);
    if (!stream) throw std::runtime_error("cannot read " + path);
    json file = json::parse(stream);
    if (file.at("schema") != "validation-cases/3") throw std::runtime_error("another schema of the case file");
    size_t n_expected = 0;
    for (const json &entry : file.at("cases"))
        n_expected += entry.at("expected").size();
    if (file.at("n_cases") != file["cases"].size() || file.at("n_expected") != n_expected ||
        file.at("n_relations") != file.at("relations").size()) {
        throw std::runtime_error("the case file does not hold what it counts");
    }
    return file;
}

CaseResult evaluate_case(const json &entry, const Effort &effort)
{
    only_known_kind(entry.at("kind").get<std::string>());
    only_known_members(entry);
    if (!is_draw_kind(entry["kind"].get<std::string>())) return CaseRun(entry, effort).evaluate();
    CaseResult result;
    for (const json &expected : entry.at("expected")) {
        result.estimates.push_back(draw_estimate(entry, expected));
        result.values.push_back({described(expected), judge(expected, result.estimates.back())});
    }
    return result;
}

} // namespace validation
