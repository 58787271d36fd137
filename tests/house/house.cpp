#include "house.hpp"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

namespace house
{
namespace
{

std::string text_of(const fs::path &file)
{
    std::ifstream      stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

// Regular files below a folder of the tree, relative to its root, sorted.
std::vector<std::string> files_below(const fs::path &root, const std::string &folder)
{
    std::vector<std::string> files;
    if (!fs::exists(root / folder)) return files;
    for (const auto &entry : fs::recursive_directory_iterator(root / folder)) {
        if (entry.is_regular_file()) files.push_back(fs::relative(entry.path(), root).generic_string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool has_suffix(const std::string &file, const std::vector<std::string> &suffixes)
{
    return std::find(suffixes.begin(), suffixes.end(), fs::path(file).extension().string()) != suffixes.end();
}

bool covers(const std::string &pattern, const std::string &name)
{
    if (pattern.back() == '/') return name.compare(0, pattern.size(), pattern) == 0;
    return pattern == name;
}

// "host/plan/pack.c" lives in "host/plan/", "kernels/num.h" in "kernels/".
std::string room_of(const std::string &file)
{
    size_t slash = file.find('/');
    if (file.compare(0, 5, "host/") == 0) slash = file.find('/', 5);
    return file.substr(0, slash + 1);
}

struct Include {
    int         line;
    std::string name; // root-relative file, "<name>", or "" where no such file is in the tree
    std::string written;
};

std::string resolved(const fs::path &root, const std::string &includer, const std::string &name)
{
    const fs::path beside = fs::path(includer).parent_path() / name;
    for (const fs::path &candidate : {fs::path(name), "include" / fs::path(name), beside}) {
        if (fs::is_regular_file(root / candidate)) return candidate.lexically_normal().generic_string();
    }
    return "";
}

std::vector<Include> includes_of(const fs::path &root, const std::string &file)
{
    static const std::regex directive("^\\s*#\\s*include\\s*([\"<])([^\">]*)[\">].*");
    std::vector<Include>    includes;
    std::istringstream      text(text_of(root / file));
    std::string             line;
    for (int number = 1; std::getline(text, line); ++number) {
        std::smatch match;
        if (!std::regex_match(line, match, directive)) continue;
        const std::string name = match[2].str();
        if (match[1] == "<") {
            includes.push_back({number, "<" + name + ">", name});
        } else {
            includes.push_back({number, resolved(root, file, name), name});
        }
    }
    return includes;
}

// A library is known by its rows: "<nettle/" covers every header of nettle.
bool is_library(const std::vector<Arrow> &arrows, const std::string &name)
{
    return std::any_of(arrows.begin(), arrows.end(),
                       [&](const Arrow &arrow) { return arrow.to.front() == '<' && covers(arrow.to, name); });
}

bool is_allowed(const std::vector<Arrow> &arrows, const std::string &file, const std::string &name)
{
    if (room_of(file) == room_of(name)) return true;
    if (name.front() == '<' && !is_library(arrows, name)) return true;
    return std::any_of(arrows.begin(), arrows.end(),
                       [&](const Arrow &arrow) { return covers(arrow.from, file) && covers(arrow.to, name); });
}

} // namespace

std::vector<Arrow> read_arrows(const fs::path &file)
{
    std::vector<Arrow> arrows;
    std::istringstream text(text_of(file));
    std::string        line;
    while (std::getline(text, line)) {
        std::istringstream words(line);
        Arrow              arrow;
        if (words >> arrow.from >> arrow.to && arrow.from.front() != '#') arrows.push_back(arrow);
    }
    return arrows;
}

Findings against_arrows(const fs::path &root, const std::vector<Arrow> &arrows)
{
    Findings findings;
    for (const char *wing : {"include", "kernels", "host"}) {
        for (const std::string &file : files_below(root, wing)) {
            if (!has_suffix(file, {".h", ".c", ".cu", ".def"})) continue;
            for (const Include &include : includes_of(root, file)) {
                const std::string place = file + ":" + std::to_string(include.line) + ": ";
                if (include.name.empty()) {
                    findings.push_back(place + "includes " + include.written + ", which is not in the tree");
                } else if (!is_allowed(arrows, file, include.name)) {
                    findings.push_back(place + "includes " + include.name + ", and no arrow goes there");
                }
            }
        }
    }
    return findings;
}

Findings reaching(const fs::path &root, const std::string &start, const std::string &target)
{
    if (!fs::exists(root / start)) return {start + " is not in the tree"};
    Findings                                         findings;
    std::set<std::string>                            seen = {start};
    std::vector<std::pair<std::string, std::string>> open = {{start, start}}; // file, how it was reached
    while (!open.empty()) {
        const auto [file, way] = open.back();
        open.pop_back();
        for (const Include &include : includes_of(root, file)) {
            if (include.name == target) findings.push_back(way + " > " + target);
            if (include.name.empty() || include.name.front() == '<' || !seen.insert(include.name).second) continue;
            open.emplace_back(include.name, way + " > " + include.name);
        }
    }
    return findings;
}

Findings unlisted_sources(const fs::path &root)
{
    Findings findings;
    for (const char *wing : {"kernels", "host", "tests", "bench"}) {
        for (const std::string &file : files_below(root, wing)) {
            if (!has_suffix(file, {".c", ".cpp", ".cu"})) continue;
            fs::path folder = fs::path(file).parent_path();
            while (!folder.empty() && !fs::exists(root / folder / "CMakeLists.txt")) {
                folder = folder.parent_path();
            }
            const std::string name = fs::path(file).lexically_relative(folder.empty() ? "." : folder).generic_string();
            const std::regex  word("(^|[\\s(/\"])" + std::regex_replace(name, std::regex("[.]"), "[.]") + "($|[\\s)\"])");
            if (!std::regex_search(text_of(root / folder / "CMakeLists.txt"), word)) {
                findings.push_back(file + " is in no CMakeLists.txt");
            }
        }
    }
    return findings;
}

Findings strangers_at_top(const fs::path &root)
{
    static const std::set<std::string> known = {
        "kernels", "host", "configs", "bench", "tests", "include", "docs", "cmake", "build",
        "CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json", "README.md", "CONTRIBUTING.md", "LICENSE",
        "check.sh", "demo.sh", "third_party", "contrib",
        ".ci", ".git", ".gitignore", ".gitattributes", ".github", ".clang-format", ".clang-tidy", ".editorconfig", ".cache",
    };
    Findings findings;
    for (const auto &entry : fs::directory_iterator(root)) {
        const std::string name = entry.path().filename().string();
        if (known.count(name) != 0 || (entry.is_directory() && fs::is_empty(entry.path()))) continue;
        findings.push_back(name + " has no place at the top level");
    }
    std::sort(findings.begin(), findings.end());
    return findings;
}

} // namespace house
