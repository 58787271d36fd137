// A spreadsheet program opens the workbook, works its formulas out anew and finds what shortfall wrote: LibreOffice, without a
// window, reads the workbook, recalculates all of it and saves it as another one, which is compared with the first and with
// the JSON.
#include "tests/unit/workbook.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <xlsxwriter.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace
{

namespace fs = std::filesystem;

fs::path folder; // of the build, for what is made here

std::string bytes_of(const fs::path &file)
{
    std::ifstream      stream(file, std::ios::binary);
    std::ostringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

bool has_office()
{
    return std::system("command -v soffice >/dev/null 2>&1") == 0;
}

#define NEEDS_OFFICE()                                                                                                 \
    if (!has_office()) GTEST_SKIP() << "no soffice here (Debian: libreoffice-calc-nogui)"

// The profile is one of its own, and says that every formula is worked out when a file is opened.
void write_profile()
{
    fs::create_directories(folder / "profile/user");
    std::ofstream(folder / "profile/user/registrymodifications.xcu") << R"(<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
)";
}

Workbook saved_by_office(const fs::path &file)
{
    fs::path    out  = folder / "saved";
    std::string line = "soffice --headless '-env:UserInstallation=file://" + (folder / "profile").string() +
                       "' --convert-to xlsx --outdir '" + out.string() + "' '" + file.string() + "' >'" +
                       (folder / "soffice.log").string() + "' 2>&1";
    write_profile();
    fs::remove_all(out);
    int         said  = std::system(line.c_str());
    std::string bytes = bytes_of(out / file.filename());
    if (said != 0 || bytes.empty()) throw std::runtime_error("soffice failed: " + bytes_of(folder / "soffice.log"));
    return Workbook(bytes);
}

void simulate(const std::string &scenario, const std::string &stem)
{
    fs::create_directories(folder);
    std::string line =
        SFL_PROGRAM " run '" + scenario + "' -q -p 4096 --format json,xlsx -o '" + (folder / stem).string() + "'";
    ASSERT_EQ(std::system(line.c_str()), 0);
}

// ---- the tool of this test ----

// That a wrong value beside a formula does not survive shows that formulas are worked out.
TEST(Office, ItWorksFormulasOutAnew)
{
    NEEDS_OFFICE();
    fs::create_directories(folder);
    std::string    file  = (folder / "wrong.xlsx").string();
    lxw_workbook  *book  = workbook_new(file.c_str());
    lxw_worksheet *sheet = workbook_add_worksheet(book, "one");
    worksheet_write_number(sheet, 0, 0, 2.0, nullptr);
    worksheet_write_string(sheet, 1, 0, "text", nullptr);
    worksheet_write_formula_num(sheet, 0, 1, "=A1+A1", nullptr, 7.0);
    worksheet_write_formula(sheet, 0, 2, "=1/(A1-2)", nullptr);
    ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
    Workbook saved = saved_by_office(file);
    EXPECT_EQ(saved.cell("one", "B1").number, 4.0);
    EXPECT_EQ(saved.cell("one", "C1").type, "e") << "an error is seen as one";
}

// ---- the workbook ----

void expect_no_errors(const Workbook &book)
{
    for (const auto &sheet : book.sheets)
        for (const auto &cell : sheet.second) {
            const Cell &of = cell.second;
            EXPECT_NE(of.type, "e") << sheet.first << " " << cell.first << " " << of.text;
            for (const char *error : {"Err:", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#N/A", "#NUM!"})
                EXPECT_EQ(of.text.find(error), std::string::npos) << sheet.first << " " << cell.first << " " << of.text;
        }
}

// LibreOffice saves 15 significant digits: half a unit of the 15th, 5e-15 of a value whose digits are 10…, and a cell has 16. What is a difference of large numbers, as a
// reconciliation that comes out at 0, is that close to them: slack is of the sheet's largest number.
constexpr double kSaved = 6e-15;

void expect_same_cells(const Workbook &written, const Workbook &saved)
{
    int n_formulas = 0;
    for (const auto &sheet : written.sheets) {
        double largest = 0.0;
        for (const auto &cell : sheet.second)
            if (cell.second.is_number()) largest = std::max(largest, std::fabs(cell.second.number));
        for (const auto &cell : sheet.second) {
            const Cell &there      = saved.cell(sheet.first, cell.first);
            bool        is_formula = !cell.second.formula.empty();
            n_formulas += is_formula ? 1 : 0;
            EXPECT_EQ(there.text, cell.second.text) << sheet.first << " " << cell.first;
            EXPECT_EQ(there.formula.empty(), !is_formula) << sheet.first << " " << cell.first << " " << there.formula;
            double slack = kSaved * (is_formula ? largest : std::fabs(cell.second.number));
            EXPECT_NEAR(there.number, cell.second.number, slack) << sheet.first << " " << cell.first;
        }
    }
    EXPECT_GT(n_formulas, 100);
}

// Figures by the names that the JSON's members give them.
std::map<std::string, double> figures_of(const Workbook &book)
{
    std::map<std::string, double> figures;
    const Sheet                  &sheet = book.sheets.at("Figures");
    for (const auto &cell : sheet) {
        auto value = sheet.find("B" + cell.first.substr(1));
        if (cell.first[0] == 'A' && value != sheet.end() && value->second.is_number())
            figures[cell.second.text] = value->second.number;
    }
    return figures;
}

void expect_number(const std::map<std::string, double> &figures, const std::string &name, const nlohmann::json &value)
{
    if (!value.is_number()) return;
    auto found = figures.find(name);
    ASSERT_NE(found, figures.end()) << name;
    EXPECT_NEAR(found->second, value.get<double>(), kSaved * std::fabs(value.get<double>())) << name;
}

void expect_distribution(const std::map<std::string, double> &figures, const std::string &of,
                         const nlohmann::json &distribution)
{
    for (const auto &item : distribution.items())
        if (item.key() != "low_cv" && item.key() != "high_cv")
            expect_number(figures, item.key() + "(" + of + ")", item.value());
}

void expect_figures_of_json(const Workbook &saved, const nlohmann::json &json)
{
    std::map<std::string, double> figures = figures_of(saved);
    for (const auto &architecture : json["architectures"]) {
        std::string name = architecture["name"];
        expect_number(figures, "p_cheapest(" + name + ")", architecture["p_cheapest"]);
        for (const char *money : {"npv", "nominal"})
            for (const auto &part : architecture[money].items())
                expect_distribution(figures, name + "." + money + "." + part.key(), part.value());
        for (const auto &contract : architecture["contracts"])
            for (const auto &period : contract["periods"])
                expect_number(figures,
                              "p_shortfall(" + name + "." + std::string(contract["name"]) + "." +
                                  period["period"].dump() + ")",
                              period["p_shortfall"]);
    }
}

std::string at(char column, size_t row)
{
    return std::string(1, column) + std::to_string(row);
}

void expect_near(const Workbook &book, const std::string &ref, double value)
{
    EXPECT_NEAR(book.cell("Budget", ref).number, value, kSaved * std::fabs(value)) << ref;
}

void expect_budget_of_json(const Workbook &saved, const nlohmann::json &json)
{
    size_t row = 5;
    for (const auto &architecture : json["architectures"]) {
        for (const auto &month : architecture["months"]) {
            expect_near(saved, at('D', row), month["spend"]["mean"]);
            expect_near(saved, at('E', row), month["spend"]["q50"]);
            expect_near(saved, at('F', row), month["spend"]["q80"]);
            expect_near(saved, at('G', row), month["spend"]["q95"]);
            ++row;
        }
        double spend = saved.cell("Budget", at('D', row)).number;
        EXPECT_NEAR(spend, architecture["nominal"]["total"]["mean"].get<double>(), 1e-12 * spend)
            << "of rounded months";
        EXPECT_NEAR(saved.cell("Budget", at('K', row)).number, spend, 1e-12 * spend) << "budgets sum to spend";
        ++row;
    }
}

class OfficeOpens : public testing::TestWithParam<const char *>
{
};

TEST_P(OfficeOpens, AndFindsNoErrorAndTheNumbersOfTheJson)
{
    NEEDS_OFFICE();
    std::string name = GetParam();
    simulate(std::string(SFL_SOURCE_DIR "/configs/") + name + ".cfg", name);
    Workbook       written(bytes_of(folder / (name + ".xlsx")));
    Workbook       saved = saved_by_office(folder / (name + ".xlsx"));
    nlohmann::json json  = nlohmann::json::parse(bytes_of(folder / (name + ".json")));
    expect_no_errors(saved);
    expect_same_cells(written, saved);
    expect_figures_of_json(saved, json);
    expect_budget_of_json(saved, json);
}

INSTANTIATE_TEST_SUITE_P(Scenarios, OfficeOpens, testing::Values("quickstart", "hybrid_at_scale"));

TEST(Office, ANameThatLooksLikeAFormulaStaysText)
{
    NEEDS_OFFICE();
    fs::create_directories(folder);
    std::string file = (folder / "hostile.cfg").string();
    std::ofstream(file) << R"x(simulation = { months = 12; };
workloads = ({ name = "w"; model = "m"; input_mtok = 1.0; });
models = ({ name = "m"; provider = "p"; input_usd = 1.0; });
vendors = ({ name = "v"; });
channels = ({ name = "+1+1"; kind = "token"; vendor = "v"; models = ["m"]; });
architectures = ({ name = "=HYPERLINK(\"http://x\")"; routes = ({ workload = "w"; channel = "+1+1"; }); },
                 { name = "=1/0"; routes = ({ workload = "w"; channel = "+1+1"; }); });
)x";
    simulate(file, "hostile");
    Workbook saved = saved_by_office(folder / "hostile.xlsx");
    EXPECT_EQ(saved.cell("Summary", "A5").text, "=HYPERLINK(\"http://x\")");
    EXPECT_EQ(saved.cell("Summary", "A6").text, "=1/0");
    EXPECT_EQ(saved.cell("Summary", "A5").formula + saved.cell("Summary", "A6").formula, "");
    expect_no_errors(saved);
}

} // namespace

int main(int n_arguments, char **arguments)
{
    testing::InitGoogleTest(&n_arguments, arguments);
    if (n_arguments > 1) folder = fs::path(arguments[1]) / "office";
    return RUN_ALL_TESTS();
}
