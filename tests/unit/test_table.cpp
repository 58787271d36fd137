// The answer for people: what it says first, and that it never is wider than a page.
#include "answer.hpp"

#include "host/report/grid.h"
#include "host/report/width.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace
{

std::vector<std::string> lines_of(const std::string &text)
{
    std::istringstream       stream(text);
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

const std::string &rich_table()
{
    static const std::string table = Answer(rich_scenario(), 2048).written("table");
    return table;
}

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

TEST(Table, NoLineIsWiderThanThePage)
{
    for (const std::string &line : lines_of(rich_table()))
        EXPECT_LE(sfl_width(line.c_str()), SFL_PAGE_WIDTH) << line;
}

TEST(Table, NoLineEndsInASpace)
{
    EXPECT_EQ(rich_table().find(" \n"), std::string::npos);
}

TEST(Table, ItSaysFirstWhichIsCheapestByHowMuchAndHowSure)
{
    std::vector<std::string> lines = lines_of(rich_table());
    ASSERT_GT(lines.size(), 5u);
    EXPECT_TRUE(has(lines[0], "test.cfg: 3 architectures, 30 months, 2,048 paths, USD, npv at 8.0 % a year"));
    EXPECT_EQ(lines[2].rfind("Cheapest in the mean: ", 0), 0u);
    EXPECT_TRUE(has(rich_table(), "less than"));
    EXPECT_TRUE(has(rich_table(), "95 % interval of the lead"));
    EXPECT_TRUE(has(rich_table(), "is the cheapest of all with probability"));
    EXPECT_LT(rich_table().find("The largest risks of each"), rich_table().find("Cost, npv"));
}

TEST(Table, NoScenarioOfTheHouseIsWiderThanThePage)
{
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/configs")) {
        if (entry.path().extension() != ".cfg") continue;
        std::string table = Answer(ScenarioFile{entry.path().string()}, 64).written("table");
        for (const std::string &line : lines_of(table))
            EXPECT_LE(sfl_width(line.c_str()), SFL_PAGE_WIDTH) << line;
    }
}

// The page down to the fingerprint: that is of the plan's layout, too, and the last line may differ between equal answers.
std::string figures_of(const std::string &table)
{
    return table.substr(0, table.rfind("fingerprint"));
}

// tests/golden/table_rich.txt and table_certain.txt: the whole page. SFL_UPDATE_GOLDEN=1 writes them anew; the
// difference is read line by line.
void expect_golden(const std::string &table, const std::string &name)
{
    std::string path = SFL_SOURCE_DIR "/tests/golden/" + name;
    if (std::getenv("SFL_UPDATE_GOLDEN") != nullptr) std::ofstream(path) << table;
    std::ifstream      file(path);
    std::ostringstream expected;
    expected << file.rdbuf();
    EXPECT_EQ(table, expected.str());
}

TEST(Table, TheWholePageIsAsItWasRead)
{
    expect_golden(figures_of(rich_table()), "table_rich.txt");
    expect_golden(figures_of(Answer(certain_scenario(), 10).written("table")), "table_certain.txt");
}

TEST(Table, EverySectionOfARichAnswerIsThere)
{
    for (const char *heading :
         {"\nThe largest risks of each", "\nCost, npv", "\nWhat the mean is made of", "\nCommitments by period",
          "\nPairs on the same futures, npv", "\nBreak-even", "\nCapacity", "\nSwitches of routes",
          "\nWhat the assumptions imply", "\nCost, nominal", "\nPairs on the same futures, nominal", "\nSpend by year",
          "\nseed 7, 2,048 paths, random sampling, fingerprint "})
        EXPECT_TRUE(has(rich_table(), heading)) << heading;
}

TEST(Table, TwinsAreNotDecided)
{
    std::string table = Answer(certain_scenario(), 10).written("table");
    EXPECT_TRUE(has(table, "Cheapest in the mean: statistically tied. a and b cost the same, npv $3.000.\n"));
    EXPECT_TRUE(has(table, "ties with another with 100 %"));
}

TEST(Table, OnePathSaysNothingOfTheError)
{
    std::string table = Answer(rich_scenario(), 1).written("table");
    EXPECT_TRUE(has(table, "statistically tied"));
    EXPECT_TRUE(has(table, "one path says nothing of the"));
}

TEST(Table, OneArchitectureIsNotRanked)
{
    std::string text  = certain_scenario();
    size_t      first = text.find("architectures = ");
    text              = text.substr(0, first) +
           "architectures = ({ name = \"only\"; routes = ({ workload = \"w\"; channel = \"two\"; }); });\n";
    std::string table = Answer(text, 10).written("table");
    EXPECT_TRUE(has(table, "only costs $7.000 in the mean (npv)"));
    EXPECT_FALSE(has(table, "Pairs"));
    EXPECT_FALSE(has(table, "Break-even"));
}

TEST(Table, TheLocaleHasNoSay)
{
    std::setlocale(LC_ALL, "de_DE.UTF-8");
    std::string table = Answer(rich_scenario(), 2048).written("table");
    std::setlocale(LC_ALL, "C");
    EXPECT_EQ(figures_of(table), figures_of(rich_table()));
}

TEST(Table, AnUnknownFormatIsRefusedWithThoseThereAre)
{
    Answer     answer(certain_scenario(), 2);
    sfl_status status = sfl_report_write(answer.summary, "xml", nullptr, stdout, answer.diag);
    EXPECT_EQ(status, SFL_ERR_USAGE);
    std::string line = sfl_diag_line(answer.diag, 0);
    EXPECT_EQ(line.rfind("the format is 'xml'; allowed is one of table, json, ", 0), 0u) << line;
}

TEST(Table, AFullDiskIsAnError)
{
    Answer answer(certain_scenario(), 2);
    FILE  *full = fopen("/dev/full", "w");
    if (full == nullptr) GTEST_SKIP() << "no /dev/full here";
    setvbuf(full, nullptr, _IONBF, 0);
    EXPECT_EQ(sfl_report_write(answer.summary, "table", nullptr, full, answer.diag), SFL_ERR_OUTPUT);
    fclose(full);
}

} // namespace
