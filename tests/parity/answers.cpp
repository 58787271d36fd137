#include "answers.hpp"

#include "tests/golden/process.h"
#include "tests/laws/generator.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <sstream>
#include <unistd.h>

namespace parity
{
namespace
{

namespace fs = std::filesystem;

// Paths of a run: several blocks and chunks for each of seven threads, the last block not full, an even number.
constexpr const char *n_run_paths = "2050";

// Scenarios that nobody thought of: each seed is one, and the same one everywhere.
constexpr uint64_t n_random = 16;

std::string word_of(std::string text)
{
    std::replace_if(text.begin(), text.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
    return text;
}

// The scenario as a file, for as long as it is needed.
class ScenarioFile
{
  public:
    explicit ScenarioFile(const Subject &subject) : name(subject.file)
    {
        if (!name.empty()) return;
        name         = (fs::temp_directory_path() / "sfl-parity-XXXXXX.cfg").string();
        int file     = mkstemps(name.data(), 4);
        is_temporary = true;
        EXPECT_EQ(write(file, subject.text.data(), subject.text.size()), static_cast<ssize_t>(subject.text.size()));
        close(file);
    }
    ScenarioFile(const ScenarioFile &)            = delete;
    ScenarioFile &operator=(const ScenarioFile &) = delete;
    ~ScenarioFile()
    {
        if (is_temporary) fs::remove(name);
    }
    std::string name;

  private:
    bool is_temporary = false;
};

std::string output_of(const Way &way, std::vector<std::string> words)
{
    words.insert(words.end(), way.words.begin(), way.words.end());
    Start start;
    start.program           = way.program;
    const Finished finished = run_program(words, start);
    EXPECT_EQ(finished.exit_code, 0) << way.program << " " << words[0] << ": " << finished.err;
    return finished.out;
}

// Position after the JSON value that begins at `at`.
size_t end_of_value(const std::string &json, size_t at)
{
    int  depth     = 0;
    bool is_string = false;
    for (; at < json.size(); ++at) {
        const char c = json[at];
        if (is_string) {
            if (c == '\\') {
                ++at;
            } else if (c == '"') {
                is_string = false;
            }
        } else if (c == '"') {
            is_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && --depth <= 0) {
            return depth < 0 ? at : at + 1;
        } else if (c == ',' && depth == 0) {
            return at;
        }
    }
    return at;
}

} // namespace

std::ostream &operator<<(std::ostream &stream, const Subject &subject)
{
    return stream << subject.name;
}

std::vector<Subject> subjects()
{
    const fs::path       root = SFL_SOURCE_DIR;
    std::vector<Subject> all;
    for (const auto &entry : fs::directory_iterator(root / "configs")) {
        if (entry.path().extension() != ".cfg") continue;
        all.push_back({word_of(entry.path().stem().string()), entry.path().string(), ""});
    }
    std::sort(all.begin(), all.end(), [](const Subject &a, const Subject &b) { return a.name < b.name; });
    std::ifstream        stream(root / "tests/validation/cases.json");
    const nlohmann::json cases = nlohmann::json::parse(stream);
    for (const nlohmann::json &item : cases.at("cases")) {
        if (!item.contains("cfg")) continue;
        all.push_back({word_of(item.at("id").get<std::string>()), "", item.at("cfg").get<std::string>()});
    }
    for (uint64_t seed = 1; seed <= n_random; ++seed)
        all.push_back({"random_" + std::to_string(seed), "", validation::scenario_text(laws::random_scenario(seed))});
    return all;
}

std::string answer(const Subject &subject, const Way &way)
{
    const ScenarioFile file(subject);
    return without_run(output_of(way, {"run", file.name, "-q", "-p", n_run_paths, "--format", "json"})) + "\n" +
           output_of(way, {"paths", file.name, "-q", "--first", "0", "--count", "300"}) +
           output_of(way, {"paths", file.name, "-q", "--first", "18446744073709551400", "--count", "200"});
}

std::string without_run(const std::string &json)
{
    size_t at = json.find('{');
    while (at != std::string::npos && json[at] != '}') {
        const size_t key   = json.find('"', at);
        const size_t value = json.find(':', key) + 1;
        const size_t end   = end_of_value(json, value);
        if (json.compare(key, value - key, "\"run\":") == 0) return json.substr(0, key) + json.substr(end);
        at = end;
    }
    ADD_FAILURE() << "no member `run`";
    return json;
}

std::string first_difference(const std::string &a, const std::string &b)
{
    std::istringstream lines_a(a), lines_b(b);
    std::string        line_a, line_b;
    for (int number = 1;; ++number) {
        const bool more_a = static_cast<bool>(std::getline(lines_a, line_a));
        const bool more_b = static_cast<bool>(std::getline(lines_b, line_b));
        if (!more_a && !more_b) return "";
        if (more_a != more_b || line_a != line_b) {
            return "line " + std::to_string(number) + ":\n" + (more_a ? line_a : "(end)") + "\n" + (more_b ? line_b : "(end)");
        }
    }
}

} // namespace parity
