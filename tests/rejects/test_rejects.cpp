// Broken scenarios and their exact messages: every *.cfg of this folder has a *.expect beside it. What the reader lets
// through the plan refuses.
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace
{

std::vector<std::string> broken_scenarios()
{
    std::vector<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/tests/rejects")) {
        if (entry.path().extension() == ".cfg") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string content_of(const std::string &path)
{
    std::ifstream     file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

/* Reads and, where that succeeds, plans. */
Reading refused(const std::string &path)
{
    Reading reading = read_file(path);
    if (reading.status != SFL_OK) return reading;
    sfl_plan *plan = nullptr;
    sfl_diag *diag = sfl_diag_build();
    reading.status = sfl_plan_build(reading.scenario, &plan, diag);
    for (const std::string &line : reading_detail::lines_of(diag))
        reading.messages.push_back(line);
    sfl_plan_free(&plan);
    sfl_diag_free(&diag);
    return reading;
}

class Rejects : public testing::TestWithParam<std::string>
{
};

TEST_P(Rejects, GivesItsExactMessageAndExitCode3WithinASecond)
{
    auto    start   = std::chrono::steady_clock::now();
    Reading reading = refused(GetParam() + ".cfg");
    double  seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    EXPECT_EQ(sfl_status_exit_code(reading.status), 3) << sfl_status_text(reading.status);
    EXPECT_EQ(reading.text(), content_of(GetParam() + ".expect"));
    EXPECT_LT(seconds, 1.0);
}

INSTANTIATE_TEST_SUITE_P(All, Rejects, testing::ValuesIn(broken_scenarios()),
                         [](const testing::TestParamInfo<std::string> &scenario) { return scenario.param; });

TEST(RejectsFolder, HoldsAtLeastSixtyScenarios)
{
    EXPECT_GE(broken_scenarios().size(), 60u);
}

TEST(RejectsFolder, HoldsAMessageForEveryScenario)
{
    for (const std::string &name : broken_scenarios())
        EXPECT_NE(content_of(name + ".expect"), "") << name;
}

TEST(RejectsFolder, StartsFromAValidScenario)
{
    EXPECT_EQ(read_file("parts/valid.cfg").text(), "");
}

TEST(RejectedFile, ThatIsNotThereSaysSo)
{
    Reading reading = read_file("no_such_scenario.cfg");
    EXPECT_EQ(sfl_status_exit_code(reading.status), 3);
    EXPECT_EQ(reading.text(), "no_such_scenario.cfg: no such file\n");
}

TEST(RejectedFile, ThatIsAFolderSaysSo)
{
    Reading reading = read_file("parts");
    EXPECT_EQ(sfl_status_exit_code(reading.status), 3);
    EXPECT_EQ(reading.text(), "parts: a folder; allowed is a file\n");
}

/* A text of n bytes that is valid but for its length. */
std::string padded(size_t n_bytes)
{
    std::string text = content_of("parts/valid.cfg");
    return text + "//" + std::string(n_bytes - text.size() - 3, ' ') + "\n";
}

TEST(RejectedFile, OfMoreThanAMegabyteSaysSo)
{
    std::string name = testing::TempDir() + "long.cfg";
    std::ofstream(name) << padded(1024 * 1024);
    EXPECT_EQ(read_file(name).text(), "");
    std::ofstream(name) << padded(1024 * 1024 + 1);
    EXPECT_EQ(read_file(name).text(), name + ": too long; allowed is 1 MB (1048576 bytes), includes counted\n");
    std::filesystem::remove(name);
}

TEST(RejectedFile, OfMoreThanAMegabyteWithItsIncludesSaysSo)
{
    std::string folder = testing::TempDir() + "includes/";
    std::filesystem::create_directory(folder);
    std::ofstream(folder + "half.cfg") << "//" << std::string(600 * 1024, ' ') << "\n";
    std::ofstream(folder + "whole.cfg") << "@include \"half.cfg\"\n@include \"half.cfg\"\n"
                                        << content_of("parts/valid.cfg");
    EXPECT_EQ(read_file(folder + "whole.cfg").text(),
              folder + "whole.cfg:2: column 1: @include \"" + folder +
                  "half.cfg\": too long; allowed is 1 MB (1048576 bytes), includes counted\n");
    std::filesystem::remove_all(folder);
}

/* What would keep libconfig busy for minutes is refused at once. */
TEST(RejectedText, OfManyKeysOrValuesTakesNoTime)
{
    std::string keys, values = "x = ( 1", groups = "x = (";
    for (int i = 0; i < 60000; i++)
        keys += "k" + std::to_string(i) + " = 1;\n";
    for (int i = 0; i < 400000; i++)
        values += ",1";
    for (int i = 0; i < 90000; i++)
        groups += "{a=1;},";
    auto start = std::chrono::steady_clock::now();
    EXPECT_EQ(read_text(keys).text(), "text:257: column 1: more than 256 keys in one group\n");
    EXPECT_EQ(read_text(values + ");").text(), "text:1: column 8198: more than 4096 values in one list\n");
    EXPECT_EQ(read_text(groups + "{});").text(), "text:1: column 28677: more than 4096 values in one list\n");
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 3.0);
}

} // namespace
