// The validation runner: every case and every relation of the case file, and at the end how many were evaluated.
//   validation [--paths N | --full] [--threads N] [--cases FILE] [--only TEXT] [--no-relations] [--wrong] [--verbose | --markdown]
// --only evaluates the cases and relations whose id contains TEXT; --wrong also moves every expected value away from the truth
// and wants each refused; --markdown prints the cases as the rows of docs/validation.md.
#include "tests/validation/cases.hpp"
#include "tests/validation/relations.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <thread>

using namespace validation;

namespace
{

struct Options {
    Effort      effort;
    std::string cases = SFL_SOURCE_DIR "/tests/validation/cases.json", only;
    bool        wrong = false, verbose = false, relations = true, markdown = false;
};

struct Count {
    size_t      values = 0, informative = 0, chi2 = 0, others = 0, relations = 0, wrong = 0, n_pending = 0, failed = 0;
    std::string pending;
};

void failed(Count &count, const std::string &id, const std::string &what, const std::string &text)
{
    count.failed += 1;
    std::printf("FAILED %s: %s: %s\n", id.c_str(), what.c_str(), text.c_str());
}

void count_lines(Count &count, size_t &counter, const std::string &id, const std::vector<Line> &lines, bool verbose)
{
    for (const Line &line : lines) {
        (line.verdict.tested ? counter : count.informative) += 1;
        if (!line.verdict.passed)
            failed(count, id, line.what, line.verdict.text);
        else if (verbose)
            std::printf("    %s: %s\n", line.what.c_str(), line.verdict.text.c_str());
    }
}

// Every value once more, moved: a runner that lets one through would let a wrong program through.
void try_wrong_values(Count &count, const json &entry, const CaseResult &result)
{
    const json &expected = entry.at("expected");
    for (size_t i = 0; i < expected.size(); ++i) {
        if (!result.values[i].verdict.tested) continue;
        count.wrong += 1;
        json wrong = spoilt(expected[i], result.estimates[i]);
        if (judge(wrong, result.estimates[i]).passed)
            failed(count, entry["id"], result.values[i].what, "a wrong value passes: " + wrong.dump());
    }
    // What known mistakes would give must not pass for the truth either.
    for (const json &mistake : entry.value("if_you_see", json::array())) {
        for (size_t i = 0; i < expected.size(); ++i) {
            if (expected[i].value("sel", json()) != mistake.at("sel") || expected[i]["stat"] != mistake.at("stat"))
                continue;
            if (mistake.contains("p") && mistake["p"] != expected[i].value("p", json())) continue;
            if (mistake["value"] == expected[i]["value"]) continue; // without growth some mistakes change nothing
            count.wrong += 1;
            Estimate estimate = result.estimates[i];
            estimate.value    = mistake.at("value").get<double>();
            if (judge(expected[i], estimate).passed)
                failed(count, entry["id"], result.values[i].what,
                       "passes though " + mistake["cause"].get<std::string>());
        }
    }
}

// The farthest from the truth of a case's values that were judged by their standard errors.
void print_row(const json &entry, const CaseResult &result, bool is_right)
{
    double farthest = 0.0;
    size_t n        = 0;
    for (const Line &line : result.values) {
        if (!line.verdict.tested || std::isnan(line.verdict.z)) continue;
        farthest = std::max(farthest, std::fabs(line.verdict.z));
        n += 1;
    }
    std::printf("| %s | %s | %zu | %zu | ", entry.at("id").get<std::string>().c_str(),
                entry.at("title").get<std::string>().c_str(), result.values.size(), n);
    std::printf(n > 0 ? "%.2f | " : "- | ", farthest);
    std::printf("%s |\n", is_right ? "right" : "WRONG");
    std::fflush(stdout);
}

void run_case(Count &count, const json &entry, const Options &options)
{
    std::string id = entry.at("id").get<std::string>();
    if (id.find(options.only) == std::string::npos) return;
    size_t before = count.failed;
    try {
        CaseResult result = evaluate_case(entry, options.effort);
        count_lines(count, count.values, id, result.values, options.verbose);
        count_lines(count, count.chi2, id, result.chi2, options.verbose);
        count_lines(count, count.others, id, result.others, options.verbose);
        if (options.wrong) try_wrong_values(count, entry, result);
        if (options.markdown) print_row(entry, result, count.failed == before);
    } catch (const std::exception &error) {
        failed(count, id, entry.at("title").get<std::string>(), error.what());
    }
    if (options.markdown) return;
    std::printf("%-8s %-26s %s\n", id.c_str(), entry.at("kind").get<std::string>().c_str(),
                count.failed == before ? "right" : "WRONG");
    std::fflush(stdout);
}

void run_relation(Count &count, const json &entry, const Options &options)
{
    std::string id = entry.at("id").get<std::string>();
    if (id.find(options.only) == std::string::npos) return;
    if (const char *reason = pending_relation(id)) {
        std::printf("%-8s %-26s PENDING: %s\n", id.c_str(), entry.at("title").get<std::string>().c_str(), reason);
        count.n_pending += 1;
        count.pending += (count.pending.empty() ? "" : ", ") + id;
        return;
    }
    std::string outcome;
    try {
        RelationResult result = evaluate_relation(id, options.effort.n_threads);
        count.relations += 1;
        for (const std::string &text : result.broken)
            failed(count, id, entry["statement"].get<std::string>(), text);
        outcome = (result.broken.empty() ? "holds on " : "BROKEN on ") + std::to_string(result.n_bases) + " scenarios";
        if (result.n_bases == 0) failed(count, id, entry["statement"].get<std::string>(), "nothing was compared");
    } catch (const std::exception &error) {
        failed(count, id, entry["statement"].get<std::string>(), error.what());
        outcome = "BROKEN";
    }
    std::printf("%-8s %-26s %s\n", id.c_str(), entry["title"].get<std::string>().c_str(), outcome.c_str());
    std::fflush(stdout);
}

Options read_options(int n_arguments, char **arguments)
{
    Options options;
    options.effort.n_threads = static_cast<int32_t>(std::max(1u, std::thread::hardware_concurrency()));
    for (int i = 1; i < n_arguments; ++i) {
        std::string word     = arguments[i];
        bool        has_next = i + 1 < n_arguments;
        if (word == "--full")
            options.effort.n_paths = uint64_t(1) << 24, options.effort.tallies = false;
        else if (word == "--wrong")
            options.wrong = true;
        else if (word == "--verbose")
            options.verbose = true;
        else if (word == "--markdown")
            options.markdown = true;
        else if (word == "--no-relations")
            options.relations = false;
        else if (word == "--paths" && has_next)
            options.effort.n_paths = std::stoull(arguments[++i]);
        else if (word == "--threads" && has_next)
            options.effort.n_threads = std::stoi(arguments[++i]);
        else if (word == "--cases" && has_next)
            options.cases = arguments[++i];
        else if (word == "--only" && has_next)
            options.only = arguments[++i];
        else
            throw std::runtime_error("what is " + word + "?");
    }
    return options;
}

int run(const Options &options)
{
    json  file = read_case_file(options.cases);
    Count count;
    for (const json &entry : file["cases"])
        run_case(count, entry, options);
    for (const json &entry : file["relations"]) {
        if (options.relations) run_relation(count, entry, options);
    }
    std::printf("%zu informative values for reading, %zu chi-square tests, %zu comparisons of tallies and texts\n",
                count.informative, count.chi2, count.others);
    if (options.wrong) std::printf("%zu wrong values tried\n", count.wrong);
    std::string relations = std::to_string(count.relations) + " relations evaluated; " +
                            std::to_string(count.n_pending) + " relations pending: " + count.pending;
    if (!options.relations) relations = "relations not asked for";
    std::printf("%zu values, %s; %zu failed\n", count.values, relations.c_str(), count.failed);
    return count.failed == 0 ? 0 : 1;
}

} // namespace

int main(int n_arguments, char **arguments)
{
    try {
        return run(read_options(n_arguments, arguments));
    } catch (const std::exception &error) {
        std::fprintf(stderr, "validation: %s\n", error.what());
        return 2;
    }
}
