// Every broken scenario of tests/rejects through the program: its messages on standard error, their number in the last
// line, nothing on standard output, exit code 3.
#include "process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <regex>

namespace
{

const std::string rejects = SFL_SOURCE_DIR "/tests/rejects";

std::vector<std::string> broken_scenarios()
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(rejects)) {
        if (entry.path().extension() == ".cfg") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

// What the program adds around the messages: `warning: ` before some, the closing line.
std::string messages_of(const std::string &err)
{
    static const std::regex warning("(^|\n)warning: "), closing("[0-9]+ errors?(, [0-9]+ warnings?)?\n$");
    EXPECT_TRUE(std::regex_search(err, closing)) << err;
    return std::regex_replace(std::regex_replace(err, closing, ""), warning, "$1");
}

class Refusals : public testing::TestWithParam<std::string>
{
};

TEST_P(Refusals, AreThreeWithTheExactMessages)
{
    Start there;
    there.folder      = rejects;
    Finished finished = run_program({"check", GetParam() + ".cfg"}, there);
    EXPECT_EQ(finished.exit_code, 3);
    EXPECT_EQ(finished.out, "");
    EXPECT_EQ(messages_of(finished.err), read_text(rejects + "/" + GetParam() + ".expect"));
}

INSTANTIATE_TEST_SUITE_P(All, Refusals, testing::ValuesIn(broken_scenarios()),
                         [](const testing::TestParamInfo<std::string> &scenario) { return scenario.param; });

} // namespace
