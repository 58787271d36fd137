// The how-to pages: every command shown is run, in the order of the page, and prints what the page shows.
//   ```console   lines that begin with `$ ` are commands of a shell (`> ` goes on with one), the others what they print, both
//                streams together; a line `...` stands for any lines, `[exit 1]` for an exit code that is not 0
// A page has a folder of its own with the scenarios in configs/ and the program as `shortfall`, and contrib/.
#include "process.h"
#include "tests/unit/folder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>
#include <sys/wait.h>

namespace
{

namespace fs = std::filesystem;

const std::string root = SFL_SOURCE_DIR;

struct Command {
    std::string              text;
    std::vector<std::string> lines; // what it shall print
};

std::vector<Command> commands_of(const std::string &page)
{
    std::vector<Command> commands;
    bool                 is_console = false;
    for (const std::string &line : lines_of(read_text(page))) {
        if (line.compare(0, 3, "```") == 0)
            is_console = line == "```console";
        else if (is_console && line.compare(0, 2, "$ ") == 0)
            commands.push_back({line.substr(2), {}});
        else if (is_console && line.compare(0, 2, "> ") == 0 && !commands.empty() && commands.back().lines.empty())
            commands.back().text += "\n" + line.substr(2);
        else if (is_console && !commands.empty())
            commands.back().lines.push_back(line);
    }
    return commands;
}

class HowTo : public testing::TestWithParam<std::string>
{
  protected:
    void SetUp() override
    {
        fs::create_directory(folder_.in(".bin"));
        fs::create_symlink(SFL_PROGRAM, folder_.in(".bin/shortfall"));
        fs::copy(root + "/configs", folder_.in("configs"), fs::copy_options::recursive);
        fs::create_symlink(root + "/docs/howto/examples", folder_.in("examples"));
        fs::create_symlink(root + "/contrib", folder_.in("contrib"));
    }

    // What a shell prints, and `[exit n]` where it ends with another code than 0.
    std::vector<std::string> run(const std::string &command) const
    {
        std::ofstream(folder_.in(".command")) << command << "\n";
        std::string library = fs::path(SFL_PROGRAM).parent_path().string();
        std::string line    = "cd '" + folder_.in("") + "' && PATH=\"$PWD/.bin:$PATH\" LD_LIBRARY_PATH='" + library +
                           "' LC_ALL=C.UTF-8 sh .command 2>&1 </dev/null";
        FILE                  *pipe = popen(line.c_str(), "r");
        std::string            text;
        std::array<char, 4096> piece{};
        for (size_t n; (n = fread(piece.data(), 1, piece.size(), pipe)) > 0;)
            text.append(piece.data(), n);
        int                      status = pclose(pipe);
        std::vector<std::string> lines  = lines_of(without_run(text));
        if (WEXITSTATUS(status) != 0) lines.push_back("[exit " + std::to_string(WEXITSTATUS(status)) + "]");
        return lines;
    }

    OwnFolder folder_;
};

bool has_program(const std::string &name)
{
    return std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0;
}

// A page may say what it needs beyond the program, in a comment: `<!-- needs: python3 sqlite3 -->`.
std::string missing_for(const std::string &page)
{
    static const std::regex needs("<!-- needs:([^>]*)-->");
    std::smatch             found;
    std::string             text = read_text(page), missing;
    if (!std::regex_search(text, found, needs)) return missing;
    std::istringstream words(found[1]);
    for (std::string word; words >> word;)
        if (!has_program(word)) missing += " " + word;
    return missing;
}

TEST_P(HowTo, RunsAsItIsWritten)
{
    std::string page = root + "/docs/howto/" + GetParam(), missing = missing_for(page);
    if (!missing.empty()) GTEST_SKIP() << "not here:" << missing << "; the page is not run";
    std::vector<Command> commands = commands_of(page);
    EXPECT_FALSE(commands.empty()) << "the page runs nothing";
    for (const Command &command : commands) {
        std::vector<std::string> found = run(command.text);
        std::string              printed;
        for (const std::string &line : found)
            printed += line + "\n";
        EXPECT_TRUE(matches(command.lines, found)) << command.text << "\nprints\n" << printed;
    }
}

std::vector<std::string> pages()
{
    std::vector<std::string> names;
    for (const auto &entry : fs::directory_iterator(root + "/docs/howto"))
        if (entry.path().extension() == ".md") names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

INSTANTIATE_TEST_SUITE_P(Pages, HowTo, testing::ValuesIn(pages()), [](const testing::TestParamInfo<std::string> &row) {
    return std::regex_replace(row.param, std::regex("[^A-Za-z0-9]"), "_");
});

} // namespace
