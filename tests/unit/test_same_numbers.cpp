// Every number that several formats show is the same number: the JSON is walked, and each of its numbers is looked for in
// every other format that shows it. A format is a row of `readers`.
#include "answer.hpp"
#include "csv_reader.hpp"
#include "folder.hpp"
#include "risky_names.hpp"
#include "shown_numbers.hpp"
#if SFL_HAVE_SQLITE
#include "sqlite_reader.hpp"
#endif

#if SFL_HAVE_XLSX
#include "workbook.hpp"
#endif
#include "page_check.hpp"

#include "host/base/text.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace
{

// ---- what a reader makes of a format ----

struct Figure {
    double value, low, high, p;
};

// Figures by what identifies them there: their name, or the columns of their place.
using Figures = std::map<std::string, Figure>;

struct Reader {
    const char *word;
    Figures (*read)(const Answer &answer);
    std::string (*key)(const ShownNumber &number);
    bool   has_p;
    double reach; // how far a number may be off, as a share of it; 0: the same double
};

// A figure that stands there twice must be the same both times.
void keep(Figures &figures, const std::string &key, const Figure &figure)
{
    bool is_new = figures.emplace(key, figure).second;
    EXPECT_TRUE(is_new) << key << " stands there twice";
}

// ---- CSV ----

const std::vector<std::string> place_columns = {"architecture", "versus", "contract", "period", "channel", "driver",
                                                "measure",      "part",   "money",    "month",  "year"};

std::string place_key(const std::map<std::string, std::string> &place)
{
    std::string key;
    for (const std::string &column : place_columns) {
        auto found = place.find(column);
        key += (found != place.end() ? found->second : "") + "|";
    }
    return key;
}

std::string key_by_place(const ShownNumber &number)
{
    return place_key(number.place);
}

double real_of(std::string text)
{
    std::replace(text.begin(), text.end(), ',', '.');
    return text.empty() ? std::nan("") : sfl_text_to_real(text.c_str());
}

Figures read_csv_as(const Answer &answer, const char *dialect, char separator)
{
    Figures figures;
    for (const CsvRow &row : csv_rows(answer.written("csv", dialect), separator))
        keep(figures, place_key(row),
             {real_of(row.at("value")), real_of(row.at("low")), real_of(row.at("high")), real_of(row.at("p"))});
    return figures;
}

Figures read_csv(const Answer &answer)
{
    return read_csv_as(answer, "rfc4180", ',');
}

Figures read_csv_of_excel(const Answer &answer)
{
    return read_csv_as(answer, "excel-eu", ';');
}

// ---- SQLite ----

#if SFL_HAVE_SQLITE
std::string key_by_name(const ShownNumber &number)
{
    return number.name;
}

Figures read_sqlite(const Answer &answer)
{
    OwnFolder   folder;
    std::string file = folder.in("answers.sqlite");
    EXPECT_EQ(sfl_report_append(answer.summary, "sqlite", nullptr, file.c_str(), answer.diag), SFL_OK);
    Figures  figures;
    Database db(file);
    db.each("SELECT name, value, low, high, p FROM summary", [&](sqlite3_stmt *row) {
        auto real = [&](int column) { return Database::real_of(row, column); };
        keep(figures, Database::text_of(row, 0), {real(1), real(2), real(3), real(4)});
    });
    return figures;
}
#endif

// ---- the workbook: the sheet that lists every figure ----

#if SFL_HAVE_XLSX
Figures read_xlsx(const Answer &answer)
{
    Workbook     book(answer.written("xlsx"));
    const Sheet &sheet = book.sheets.at("Figures");
    Figures      figures;
    for (const auto &entry : sheet) { // clang 14 lets no lambda see a structured binding
        const std::string &place = entry.first;
        const Cell        &cell  = entry.second;
        // A name is a measure and a place in brackets; no sentence is.
        size_t bracket = cell.text.find('(');
        bool   is_name =
            place[0] == 'A' && bracket != std::string::npos && cell.text.back() == ')' && cell.text.find(' ') > bracket;
        if (!is_name) continue;
        auto real = [&](char column) {
            auto found = sheet.find(column + place.substr(1));
            return found != sheet.end() && found->second.is_number() ? found->second.number : std::nan("");
        };
        keep(figures, cell.text, {real('B'), real('C'), real('D'), std::nan("")});
    }
    return figures;
}
#endif

const Reader readers[] = {
    {"csv", read_csv, key_by_place, true, 0.0},
    {"csv of excel-eu", read_csv_of_excel, key_by_place, true, 0.0},
#if SFL_HAVE_SQLITE
    {"sqlite", read_sqlite, key_by_name, true, 0.0},
#endif
#if SFL_HAVE_XLSX
    {"xlsx", read_xlsx, key_by_name, false, 1e-15}, // libxlsxwriter writes 16 digits
#endif
};

// ---- the test ----

bool is_same(double a, double b, double reach)
{
    return a == b || (std::isnan(a) && std::isnan(b)) || std::fabs(a - b) <= reach * std::fabs(b);
}

void expect_same(const Reader &reader, const Figures &figures, const ShownNumber &number)
{
    auto found = figures.find(reader.key(number));
    ASSERT_NE(found, figures.end()) << reader.word << " has no " << reader.key(number) << ", in JSON " << number.name;
    const Figure &figure = found->second;
    EXPECT_TRUE(is_same(figure.value, number.value, reader.reach))
        << reader.word << " " << number.name << ": " << figure.value << ", in JSON " << number.value;
    EXPECT_TRUE(is_same(figure.low, number.low, reader.reach))
        << reader.word << " " << number.name << ", low: " << figure.low << ", in JSON " << number.low;
    EXPECT_TRUE(is_same(figure.high, number.high, reader.reach))
        << reader.word << " " << number.name << ", high: " << figure.high << ", in JSON " << number.high;
    EXPECT_TRUE(!reader.has_p || is_same(figure.p, number.p, 0.0))
        << reader.word << " " << number.name << ", p: " << figure.p;
}

// ---- the page: its tables hold some of the figures, without names ----

std::string of(const ShownNumber &number, const char *column)
{
    auto found = number.place.find(column);
    return found != number.place.end() ? found->second : "";
}

// The figures that the page's tables show, by what they measure.
bool is_on_page(const ShownNumber &number)
{
    static const std::set<std::string> of_totals = {"mean", "q05", "q50", "q95", "cvar95"};
    static const std::set<std::string> left_out  = {"usd_per_mtok.q25",
                                                    "usd_per_mtok.q50",
                                                    "usd_per_mtok.q75",
                                                    "usd_per_mtok.q80",
                                                    "usd_per_mtok.q99",
                                                    "room.q50",
                                                    "lead",
                                                    "lead_share",
                                                    "lead_se",
                                                    "months",
                                                    "difference.se",
                                                    "variance.parameters",
                                                    "variance.noise",
                                                    "parameters",
                                                    "noise"};
    std::string                        measure = of(number, "measure"), part = of(number, "part");
    if (part == "total") return of_totals.count(measure) == 1;
    if (!part.empty()) return measure == "mean";
    return left_out.count(measure) == 0;
}

void expect_on_page(const Answer &answer, const ShownNumbers &json)
{
    std::string      page = answer.written("html");
    std::set<double> values;
    for (const char *attribute : {"data-v", "value"}) {
        for (const std::string &text : page_values(page, attribute))
            values.insert(sfl_text_to_real(text.c_str()));
    }
    size_t n = 0;
    for (const ShownNumber &number : json.all) {
        if (!is_on_page(number) || std::isnan(number.value)) continue;
        EXPECT_EQ(values.count(number.value), 1u) << "the page does not show " << number.name << ", " << number.value;
        n += 1;
    }
    EXPECT_GT(n, 100u) << "the rules leave out nearly every figure";
}

void expect_same_in_all(const Answer &answer)
{
    ShownNumbers json(nlohmann::json::parse(answer.written("json")));
    ASSERT_GT(json.all.size(), 100u);
    for (const Reader &reader : readers) {
        Figures figures = reader.read(answer);
        for (const ShownNumber &number : json.all)
            expect_same(reader, figures, number);
        EXPECT_EQ(figures.size(), json.all.size()) << reader.word;
    }
    expect_on_page(answer, json);
}

TEST(SameNumbers, OfARichAnswerAreInEveryFormat)
{
    expect_same_in_all(Answer(rich_scenario(), 512));
}

TEST(SameNumbers, OfAnAnswerWithUndefinedFiguresAreInEveryFormat)
{
    expect_same_in_all(Answer(rich_scenario(), 1));
    expect_same_in_all(Answer(certain_scenario(), 10));
}

TEST(SameNumbers, OfArchitecturesWithRiskyNamesAreInEveryFormat)
{
    expect_same_in_all(Answer(risky_scenario(), 10));
}

TEST(SameNumbers, OfAVarianceThatWasSplitAreInEveryFormat)
{
    Answer answer(rich_scenario(), 64);
    answer.summary->split_paths = 64;
    for (int32_t i = 0; i < answer.summary->n_architectures; ++i) {
        for (int32_t money = 0; money < SFL_MONEY_COUNT; ++money)
            answer.summary->architectures[i].split[money] = {(1.0 + i) / (7.0 + money), {0.1 / (1.0 + i), 0.9}};
    }
    expect_same_in_all(answer);
}

TEST(SameNumbers, OfTheScenarioAtScaleAreInEveryFormat)
{
    expect_same_in_all(Answer(ScenarioFile{SFL_SOURCE_DIR "/configs/hybrid_at_scale.cfg"}, 256));
}

} // namespace
