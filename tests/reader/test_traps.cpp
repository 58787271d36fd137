// What libconfig 1.5 does to values on its own, and what a scenario reads instead.
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <filesystem>
#include <fstream>

namespace
{

const char *const rest = R"(
vendors = ( { name = "v"; } );
models = ( { name = "m"; provider = "v"; input_usd = 1; } );
channels = ( { name = "c"; kind = "token"; vendor = "v"; models = ["m"]; } );
architectures = ( { name = "a"; routes = ( { workload = "*"; channel = "c"; } ); } );
)";

/* A scenario whose one workload has these keys beside its name and model. */
Reading workload(const std::string &keys, const std::string &simulation = "months = 12;")
{
    return read_text("simulation = { " + simulation + " };\nworkloads = ( { name = \"w\"; model = \"m\"; " + keys +
                     " } );" + rest);
}

double input_mtok(const std::string &number)
{
    Reading reading = workload("input_mtok = " + number + ";");
    EXPECT_EQ(reading.text(), "");
    return reading.scenario == nullptr ? NAN : reading.scenario->workloads[0].input_mtok;
}

uint64_t seed(const std::string &number)
{
    Reading reading = workload("input_mtok = 1;", "months = 12; seed = " + number + ";");
    EXPECT_EQ(reading.text(), "");
    return reading.scenario == nullptr ? 0 : reading.scenario->simulation.seed;
}

TEST(Traps, ThreeBillionIsThreeBillion)
{
    EXPECT_EQ(input_mtok("3000000000"), 3e9);
    EXPECT_EQ(input_mtok("3000000000L"), 3e9);
    EXPECT_EQ(seed("3000000000"), 3000000000u);
}

TEST(Traps, WholeNumbersAreWelcomeWhereRealsAreWanted)
{
    EXPECT_EQ(input_mtok("3"), 3.0);
    EXPECT_EQ(input_mtok("0x10"), 16.0);
    EXPECT_EQ(input_mtok("+7"), 7.0);
}

TEST(Traps, RealsMayBeWrittenInEveryUsualWay)
{
    EXPECT_EQ(input_mtok("1e6"), 1e6);
    EXPECT_EQ(input_mtok("1E+6"), 1e6);
    EXPECT_EQ(input_mtok("12.5e-1"), 1.25);
    EXPECT_EQ(input_mtok(".5"), 0.5);
    EXPECT_EQ(input_mtok("5."), 5.0);
    EXPECT_EQ(input_mtok("0.1"), 0.1);
    EXPECT_EQ(input_mtok("123456789.123456789"), 123456789.123456789);
}

TEST(Traps, MinusNothingIsNothing)
{
    EXPECT_FALSE(std::signbit(input_mtok("-0.0")));
    EXPECT_FALSE(std::signbit(input_mtok("-0")));
}

TEST(Traps, SeedsAreExactUpToTheLargest)
{
    EXPECT_EQ(seed("9223372036854775807"), 9223372036854775807u);
    EXPECT_EQ(seed("9007199254740993"), 9007199254740993u);
    EXPECT_EQ(seed("0x7fffffffffffffff"), 9223372036854775807u);
    EXPECT_EQ(seed("0"), 0u);
}

TEST(Traps, ListsMixWholeNumbersAndReals)
{
    Reading reading = workload("input_mtok = 1; season = [1, 1.5, 2, 1, 1, 1, 1, 1, 1, 1, 1, 3e-1];");
    ASSERT_EQ(reading.text(), "");
    EXPECT_EQ(reading.scenario->workloads[0].season.values[1], 1.5);
    EXPECT_EQ(reading.scenario->workloads[0].season.values[11], 0.3);
}

/* A locale with a decimal comma, made where the machine has only its source. */
bool enter_german()
{
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr) return true;
    std::string folder = testing::TempDir() + "locales";
    std::filesystem::create_directories(folder);
    std::string make = "localedef -i de_DE -f UTF-8 " + folder + "/de_DE.UTF-8 > /dev/null 2>&1";
    if (std::system(make.c_str()) != 0) return false;
    setenv("LOCPATH", folder.c_str(), 1);
    return std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
}

TEST(Traps, NumbersAreTheSameInEveryLocale)
{
    bool    has_locale = enter_german();
    double  half       = input_mtok("0.5");
    Reading reading    = workload("input_mtok = 0.25;");
    std::setlocale(LC_ALL, "C");
    EXPECT_EQ(half, 0.5);
    EXPECT_NE(reading.dump.find("input_mtok = 0.25;"), std::string::npos);
    if (!has_locale) GTEST_SKIP() << "this machine has no locale with a decimal comma";
}

TEST(Traps, CommentsMayHoldAnything)
{
    Reading reading = workload("input_mtok = 1; // \" /* ' 1.2.3\n # \" \n /* \" // \n @include \"x\" */");
    EXPECT_EQ(reading.text(), "");
}

TEST(Traps, StringsMayHoldWhatLooksLikeSyntax)
{
    Reading reading = workload("input_mtok = 1;", R"(months = 12; currency = "/* // # = ; \" \\ 7e999 é";)");
    ASSERT_EQ(reading.text(), "");
    EXPECT_STREQ(reading.scenario->simulation.currency, "/* // # = ; \" \\ 7e999 é");
}

TEST(Traps, NamesMayHaveSixtyFourCharactersOfManyBytes)
{
    std::string name;
    for (int i = 0; i < 64; i++)
        name += "\xf0\x9f\x98\x80";
    Reading reading = workload("input_mtok = 1;", "months = 12; currency = \"" + name + "\";");
    EXPECT_EQ(reading.text(), "");
}

TEST(Traps, AByteOrderMarkAndWindowsLinesAreText)
{
    std::string text = std::string("\xef\xbb\xbf") + "simulation = { months = 12; };\r\nworkloads = ();" + rest;
    for (size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2) {
        if (text[at - 1] != '\r')
            text.insert(at, "\r");
        else
            at--;
    }
    EXPECT_EQ(read_text(text).text(), "");
}

TEST(Traps, IncludesAreRelativeToTheFolderOfTheScenario)
{
    std::string folder = testing::TempDir() + "included";
    std::filesystem::create_directories(folder + "/parts/deeper");
    std::ofstream(folder + "/parts/time.cfg") << "@include \"parts/deeper/months.cfg\"\n";
    std::ofstream(folder + "/parts/deeper/months.cfg") << "months = 12;\n";
    std::ofstream(folder + "/whole.cfg") << "simulation = {\n  @include \"parts/time.cfg\"\n seed = 5; };\n" << rest;
    Reading reading = read_file(folder + "/whole.cfg");
    EXPECT_EQ(reading.text(), "");
    EXPECT_EQ(reading.dump.substr(0, 42), "simulation = { months = 12; seed = 5; };\nv");
    EXPECT_EQ(read_text("simulation = {\n  @include \"parts/time.cfg\"\n };\n" + std::string(rest), {}, folder.c_str())
                  .text(),
              "");
    std::filesystem::remove_all(folder);
}

TEST(Traps, TextWithoutAFolderIncludesNothing)
{
    EXPECT_EQ(read_text("@include \"x.cfg\"\n").text(), "text:1: column 1: @include; allowed only in files\n");
}

TEST(Traps, ADiagIsNotNeeded)
{
    sfl_scenario *scenario = nullptr;
    EXPECT_EQ(sfl_scenario_read_text("x", "text", nullptr, nullptr, &scenario, nullptr), SFL_ERR_SYNTAX);
    EXPECT_EQ(scenario, nullptr);
    EXPECT_EQ(sfl_scenario_read("no_such_file.cfg", nullptr, &scenario, nullptr), SFL_ERR_SYNTAX);
    sfl_scenario_free(&scenario);
}

/* After a thousand the rest is counted: a file that is something else entirely does not fill the screen for ever. */
TEST(Traps, ManyMistakesAreCounted)
{
    std::string text = "simulation = { months = 12; };\nvendors = (";
    for (int i = 0; i < 250; i++)
        text += "{ name = 1; baseline = { a1 = 1; b2 = 1; c3 = 1; d4 = 1; }; },\n";
    Reading reading = read_text(text + "{ name = \"v\"; } );\narchitectures = ( { name = \"a\"; routes = (); } );\n");
    ASSERT_EQ(reading.messages.size(), 1001u);
    EXPECT_EQ(reading.messages.back(), "500 more mistakes are not shown");
}

} // namespace
