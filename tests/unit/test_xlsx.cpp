// The workbook: every number of the JSON is in it, its formulas say what they hold, and what the scenario names stays text.
#include "answer.hpp"
#include "workbook.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

namespace fs = std::filesystem;

// libxlsxwriter writes 16 significant digits: 5e-16 of a value whose digits are 10…, and the double read back is the nearest.
constexpr double kDigits = 1e-15;

const Answer &rich()
{
    static const Answer answer(rich_scenario(), 2048);
    return answer;
}

const std::string &rich_bytes()
{
    static const std::string bytes = rich().written("xlsx");
    return bytes;
}

const Workbook &rich_book()
{
    static const Workbook book(rich_bytes());
    return book;
}

std::string at(char column, int row)
{
    return std::string(1, column) + std::to_string(row);
}

TEST(Xlsx, EqualAnswersGiveEqualBytesWhateverTheThreads)
{
    Answer again(rich_scenario(), 2048, 2);
    EXPECT_EQ(again.written("xlsx"), rich_bytes());
}

// ---- numbers ----

void collect(const nlohmann::json &of, std::vector<double> &numbers)
{
    if (of.is_number()) numbers.push_back(of.get<double>());
    if (!of.is_structured()) return;
    for (const auto &item : of)
        collect(item, numbers);
}

std::vector<double> numbers_of_json(const std::string &text)
{
    nlohmann::json json = nlohmann::json::parse(text);
    json.erase("run"); // what may differ between equal answers
    std::vector<double> numbers;
    collect(json, numbers);
    return numbers;
}

std::vector<double> numbers_of(const Workbook &book)
{
    std::vector<double> numbers;
    for (const auto &sheet : book.sheets)
        for (const auto &cell : sheet.second)
            if (cell.second.is_number()) numbers.push_back(cell.second.number);
    std::sort(numbers.begin(), numbers.end());
    return numbers;
}

bool is_among(const std::vector<double> &sorted, double value)
{
    double slack = kDigits * std::fabs(value);
    auto   found = std::lower_bound(sorted.begin(), sorted.end(), value - slack);
    return found != sorted.end() && *found <= value + slack;
}

void expect_every_number(const Answer &answer)
{
    std::vector<double> wanted = numbers_of_json(answer.written("json"));
    std::vector<double> there  = numbers_of(Workbook(answer.written("xlsx")));
    ASSERT_GT(wanted.size(), 100u);
    for (double value : wanted)
        EXPECT_TRUE(is_among(there, value)) << value;
}

TEST(Xlsx, EveryNumberOfTheJsonIsInTheWorkbook)
{
    expect_every_number(rich());
    expect_every_number(Answer(certain_scenario(), 10));
}

TEST(Xlsx, EveryScenarioOfTheHouseHasAWorkbookWithEveryNumber)
{
    for (const auto &entry : fs::directory_iterator(SFL_SOURCE_DIR "/configs"))
        if (entry.path().extension() == ".cfg") expect_every_number(Answer(ScenarioFile{entry.path().string()}, 64));
}

TEST(Xlsx, FiguresBearTheNamesOfTheJson)
{
    const Workbook &book  = rich_book();
    const Sheet    &sheet = book.sheets.at("Figures");
    double mean = rich().summary->architectures[0].costs[SFL_MONEY_NPV][SFL_PART_TOTAL].values[SFL_MEASURE_MEAN];
    int    n    = 0;
    for (const auto &cell : sheet) {
        if (cell.second.text != "mean(platform.npv.total)") continue;
        EXPECT_NEAR(book.cell("Figures", "B" + cell.first.substr(1)).number, mean, kDigits * mean);
        ++n;
    }
    EXPECT_EQ(n, 1);
}

// One path has no errors and no intervals: NaN, for which a cell has no form. Workbook throws where one is written.
TEST(Xlsx, WhatIsNotDefinedIsAnEmptyCell)
{
    Workbook book(Answer(rich_scenario(), 1).written("xlsx"));
    EXPECT_EQ(book.sheets.at("Summary").count("C5"), 1u);
    EXPECT_EQ(book.sheets.at("Summary").count("D5"), 0u) << "one path has no interval";
}

TEST(Xlsx, TheLocaleHasNoSay)
{
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) GTEST_SKIP() << "this machine has no locale de_DE.UTF-8";
    std::string bytes = rich().written("xlsx");
    std::setlocale(LC_ALL, "C");
    EXPECT_EQ(bytes, rich_bytes());
}

// ---- budget ----

// The values that stand beside formulas are those of the formulas: a difference or a sum of the cells that they name. Values
// were added in the same order in double precision from numbers with 17 digits; cells have 16.
TEST(Xlsx, BudgetFormulasHoldTheirValues)
{
    const Workbook &book     = rich_book();
    int             n_months = rich().summary->n_months;
    auto            number   = [&](char column, int row) { return book.cell("Budget", at(column, row)).number; };
    for (int row = 5; row < 5 + n_months; ++row) {
        double slack = 4 * kDigits * number('D', row);
        EXPECT_EQ(book.cell("Budget", at('I', row)).formula, "D" + std::to_string(row) + "-H" + std::to_string(row));
        EXPECT_EQ(book.cell("Budget", at('K', row)).formula, "I" + std::to_string(row) + "+J" + std::to_string(row));
        EXPECT_NEAR(number('I', row), number('D', row) - number('H', row), slack);
        EXPECT_NEAR(number('K', row), number('I', row) + number('J', row), slack);
        EXPECT_EQ(number('L', row), number('F', row)) << "P80 is chosen";
        EXPECT_NEAR(number('M', row), number('F', row) - number('D', row), slack);
    }
}

TEST(Xlsx, BudgetsSumToSpendOverTheHorizon)
{
    const sfl_summary *summary = rich().summary;
    for (int i = 0; i < summary->n_architectures; ++i) {
        int         row   = 5 + (i + 1) * (summary->n_months + 1) - 1;
        std::string name  = summary->architectures[i].name;
        double      spend = rich_book().cell("Budget", at('D', row)).number;
        EXPECT_EQ(rich_book().cell("Budget", at('A', row)).text, name);
        EXPECT_GT(rich_book().cell("Budget", at('J', row)).number, 0.0) << "something is provided for";
        // Rounding of sums over the months.
        EXPECT_NEAR(rich_book().cell("Budget", at('N', row)).number, 0.0, summary->n_months * kDigits * spend) << name;
    }
}

// Without credit the payments of the periods are the true-ups of the total; each of a path is rounded to a micro-dollar.
TEST(Xlsx, TrueUpsDueAreTheTrueUpPartOfTheMean)
{
    const sfl_summary *summary = rich().summary;
    ASSERT_STREQ(summary->architectures[1].name, "direct"); // its one contract gives no credit
    double trueup = summary->architectures[1].costs[SFL_MONEY_NOMINAL][SFL_PART_TRUEUP].values[SFL_MEASURE_MEAN];
    double due    = rich_book().cell("Budget", at('H', 5 + 2 * (summary->n_months + 1) - 1)).number;
    EXPECT_GT(trueup, 0.0);
    EXPECT_NEAR(due, trueup, 1e-5);
}

TEST(Xlsx, YearsAreSumsOfTheirMonths)
{
    const Workbook &book = rich_book();
    EXPECT_EQ(book.cell("Budget by year", "G5").formula, "SUM(Budget!H5:H16)");
    EXPECT_EQ(book.cell("Budget by year", "G6").formula, "SUM(Budget!H17:H28)");
    EXPECT_EQ(book.cell("Budget by year", "G7").formula, "SUM(Budget!H29:H34)") << "thirty months end in a half year";
    double sum = 0.0;
    for (int row = 29; row <= 34; ++row)
        sum += book.cell("Budget", at('K', row)).number;
    EXPECT_NEAR(book.cell("Budget by year", "J7").number, sum,
                1e-12 * sum); // the mean of a year is its own sum of integers
}

// ---- names are text ----

std::string with_hostile_names()
{
    std::string text = certain_scenario();
    auto        put  = [&](const std::string &from, const std::string &to) {
        for (size_t i = text.find(from); i != std::string::npos; i = text.find(from, i + to.size()))
            text.replace(i, from.size(), to);
    };
    put("\"a\"", "\"=HYPERLINK(\\\"http://x\\\")\"");
    put("\"b\"", "\"http://x/<script>&amp;_x0041_\"");
    put("\"c\"", "\"@SUM(1+1)\"");
    put("\"w\"", "\"-1+cmd|' /C calc'!A0\"");
    return text;
}

TEST(Xlsx, NamesThatLookLikeFormulasOrLinksAreText)
{
    Workbook book(Answer(with_hostile_names(), 10).written("xlsx"));
    EXPECT_EQ(book.cell("Summary", "A5").text, "=HYPERLINK(\"http://x\")");
    EXPECT_EQ(book.cell("Summary", "A6").text, "http://x/<script>&amp;_x0041_");
    EXPECT_EQ(book.cell("Summary", "A7").text, "@SUM(1+1)");
    for (const char *ref : {"A5", "A6", "A7"})
        EXPECT_EQ(book.cell("Summary", ref).formula, "");
    for (const auto &part : book.parts) {
        for (const std::string &formula : Workbook::between(part.second, "<f>", "</f>")) {
            EXPECT_EQ(formula.find("HYPERLINK"), std::string::npos) << part.first;
            EXPECT_EQ(formula.find("cmd"), std::string::npos) << part.first;
        }
        EXPECT_EQ(part.second.find("<hyperlink"), std::string::npos) << part.first;
    }
    EXPECT_EQ(book.part("xl/sharedStrings.xml").find("amp;_x0041_"), std::string::npos) << "readers take it for A";
}

// A label that a cell of units has no room for is cut between characters: half of one would make the file unreadable.
TEST(Xlsx, ALongCurrencyIsCutBetweenCharacters)
{
    std::string euros, text = certain_scenario();
    for (int i = 0; i < 28; ++i)
        euros += "\u20ac";
    text.insert(text.find("months = 2;"), "currency = \"" + euros + "\"; ");
    Workbook book(Answer(text, 10).written("xlsx"));
    EXPECT_NE(book.cell("Summary", "A2").text.find("amounts in " + euros + ";"), std::string::npos);
    std::string unit;
    for (const auto &cell : book.sheets.at("Figures"))
        if (cell.second.text == "mean(a.npv.total)") unit = book.cell("Figures", "E" + cell.first.substr(1)).text;
    EXPECT_EQ(unit, euros.substr(0, 39));
}

TEST(Xlsx, TheScenarioStandsLineByLine)
{
    const Sheet               &sheet = rich_book().sheets.at("Capsule");
    std::map<int, std::string> lines;
    int                        first = 0;
    for (const auto &cell : sheet)
        if (cell.second.text.rfind("The scenario, as", 0) == 0) first = std::stoi(cell.first.substr(1)) + 1;
    ASSERT_GT(first, 0);
    for (const auto &cell : sheet)
        if (cell.first[0] == 'B' && std::stoi(cell.first.substr(1)) >= first)
            lines[std::stoi(cell.first.substr(1))] = cell.second.text;
    std::string text;
    for (int row = first; row <= lines.rbegin()->first; ++row)
        text += lines[row] + "\n";
    EXPECT_EQ(text, rich().summary->text);
}

// ---- how it looks ----

TEST(Xlsx, EverySheetIsFrozenAndSetUpForPrint)
{
    const Workbook &book = rich_book();
    EXPECT_EQ(book.sheets.size(), 12u);
    for (const auto &part : book.parts) {
        if (part.first.rfind("xl/worksheets/sheet", 0) != 0) continue;
        for (const char *mark : {"state=\"frozen\"", "orientation=\"landscape\"", "fitToPage=\"1\"",
                                 "fitToHeight=\"0\"", "Page &amp;P of &amp;N"})
            EXPECT_NE(part.second.find(mark), std::string::npos) << part.first << " lacks " << mark;
    }
    EXPECT_EQ(Workbook::between(book.part("xl/workbook.xml"), "_xlnm.Print_Titles", "</").size(), 12u);
    EXPECT_EQ(book.parts.count("xl/charts/chart5.xml"), 1u) << "two for each money, one of the budget";
}

TEST(Xlsx, ItIsOfTheTimeOfTheRunOrTheStartOf1980)
{
    EXPECT_NE(rich_book().part("docProps/core.xml").find(">2026-01-01T00:00:00Z<"), std::string::npos);
    Answer answer(certain_scenario(), 10);
    answer.summary->run.time = nullptr;
    EXPECT_NE(Workbook(answer.written("xlsx")).part("docProps/core.xml").find(">1980-01-01T00:00:00Z<"),
              std::string::npos);
}

// ---- what can fail ----

std::string private_folder(const std::string &name)
{
    std::string folder = testing::TempDir() + name + std::to_string(getpid());
    fs::create_directories(folder);
    return folder;
}

TEST(Xlsx, WithoutATemporaryFolderItIsRefused)
{
    setenv("TMPDIR", "/no/such/folder", 1);
    sfl_diag  *diag   = sfl_diag_build();
    sfl_status status = sfl_report_write(rich().summary, "xlsx", nullptr, stdout, diag);
    unsetenv("TMPDIR");
    EXPECT_EQ(status, SFL_ERR_OUTPUT);
    EXPECT_EQ(std::string(sfl_diag_line(diag, 0))
                  .rfind("the workbook cannot be written: no folder /no/such/folder/shortfall-", 0),
              0u);
    sfl_diag_free(&diag);
}

// A disk that takes n_bytes of a file: the file size limit of a process, whose writes then fail as on a full disk.
int status_with_room_for(rlim_t n_bytes, const std::string &folder)
{
    pid_t child = fork();
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        struct rlimit limit = {n_bytes, n_bytes};
        setrlimit(RLIMIT_FSIZE, &limit);
        setenv("TMPDIR", folder.c_str(), 1);
        FILE *null = fopen("/dev/null", "w");
        _exit(sfl_report_write(rich().summary, "xlsx", nullptr, null, nullptr));
    }
    int said = 0;
    waitpid(child, &said, 0);
    return WIFEXITED(said) ? WEXITSTATUS(said) : -1;
}

// The smaller limits fail in the archive, the larger ones in the parts that it is made of, which libxlsxwriter does not see.
TEST(Xlsx, AFullDiskIsAnErrorAndNothingStays)
{
    std::string folder  = private_folder("full-disk");
    size_t      largest = 0;
    for (const auto &part : rich_book().parts)
        largest = std::max(largest, part.second.size());
    ASSERT_GT(largest, rich_bytes().size() + 4096);
    for (size_t room :
         {size_t(0), size_t(30000), rich_bytes().size() / 2, rich_bytes().size() + 2000, largest - 2000, largest - 1}) {
        EXPECT_EQ(status_with_room_for(room, folder), SFL_ERR_OUTPUT) << room;
        EXPECT_TRUE(fs::is_empty(folder)) << room;
    }
    EXPECT_EQ(status_with_room_for(largest, folder), SFL_OK);
    EXPECT_TRUE(fs::is_empty(folder));
    fs::remove_all(folder);
}

// ---- the program ----

std::string bytes_of(const std::string &file)
{
    std::ifstream      stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

int run(const std::string &epoch, const std::string &more)
{
    std::string line = "SOURCE_DATE_EPOCH=" + epoch +
                       " " SFL_PROGRAM " run " SFL_SOURCE_DIR "/configs/quickstart.cfg -q -p 512 " + more +
                       " 2>/dev/null";
    int said = std::system(line.c_str());
    return WIFEXITED(said) ? WEXITSTATUS(said) : -1;
}

TEST(Xlsx, TwoRunsOfOneSourceDateEpochGiveEqualBytes)
{
    std::string folder = private_folder("epoch");
    ASSERT_EQ(run("1700000000", "-j 1 --format xlsx -o " + folder + "/a.xlsx"), 0);
    ASSERT_EQ(run("1700000000", "-j 2 --chunk 100 --format xlsx -o " + folder + "/b.xlsx"), 0);
    std::string a = bytes_of(folder + "/a.xlsx");
    EXPECT_EQ(a, bytes_of(folder + "/b.xlsx"));
    EXPECT_NE(Workbook(a).part("docProps/core.xml").find(">2023-11-14T22:13:20Z<"), std::string::npos);
    fs::remove_all(folder);
}

TEST(Xlsx, ASourceDateEpochThatIsNoTimeIsRefused)
{
    for (const char *epoch : {"tomorrow", "12x", "-1", "99999999999999", "''"})
        EXPECT_EQ(run(epoch, "--format json"), 2) << epoch;
}

} // namespace
