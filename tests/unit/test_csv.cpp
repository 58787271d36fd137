// The answer in long form: its spelling, its columns, and that no name of a scenario becomes a formula.
#include "answer.hpp"
#include "csv_reader.hpp"
#include "risky_names.hpp"

#include "host/base/text.h"
#include "host/report/csv_dialect.h"

#include <gtest/gtest.h>

#include <clocale>
#include <algorithm>
#include <regex>
#include <set>

namespace
{

const std::string header =
    "run,architecture,versus,contract,period,channel,driver,measure,part,money,month,year,p,value,low,high,unit";

const std::string &rich_csv()
{
    static const std::string text = Answer(rich_scenario(), 512).written("csv");
    return text;
}

std::string field(const std::string &text)
{
    sfl_buffer buffer = {};
    sfl_csv_text(&sfl_csv_dialect_rows[0], text.c_str(), &buffer);
    std::string written = buffer.text != nullptr ? buffer.text : "";
    sfl_buffer_free(&buffer);
    return written;
}

TEST(CsvText, IsQuotedWhereItMustBe)
{
    EXPECT_EQ(field("plain name"), "plain name");
    EXPECT_EQ(field("a,b"), "\"a,b\"");
    EXPECT_EQ(field("a;b"), "\"a;b\"");
    EXPECT_EQ(field("say \"it\""), "\"say \"\"it\"\"\"");
    EXPECT_EQ(field(""), "");
}

TEST(CsvText, WhatBeginsLikeAFormulaGetsAnApostrophe)
{
    for (const char *risky : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x", "＝1", "＋1", "－1", "＠x"})
        EXPECT_EQ(field(risky), "\"'" + std::string(risky) + "\"");
    EXPECT_EQ(field("a=1"), "a=1");
    EXPECT_EQ(field("größe"), "größe");
}

TEST(Csv, BeginsWithTheHeaderAndEveryRowHasItsColumns)
{
    EXPECT_EQ(rich_csv().rfind(header + "\r\n", 0), 0u);
    auto records = csv_records(rich_csv(), ',');
    EXPECT_GT(records.size(), 500u);
    for (const auto &record : records)
        EXPECT_EQ(record.size(), records[0].size());
}

TEST(Csv, EveryLineEndsAsTheDialectSays)
{
    Answer answer(certain_scenario(), 4);
    for (const char *dialect : {"rfc4180", "excel-eu", "unix"}) {
        std::string text   = answer.written("csv", dialect);
        auto        n_ends = std::count(text.begin(), text.end(), '\n'),
             n_returns     = std::count(text.begin(), text.end(), '\r');
        EXPECT_EQ(n_returns, std::string(dialect) == "unix" ? 0 : n_ends) << dialect;
        EXPECT_EQ(text.back(), '\n');
    }
}

TEST(Csv, OfExcelInEuropeHasItsMarkSemicolonsAndDecimalCommas)
{
    std::string text = Answer(rich_scenario(), 64).written("csv", "excel-eu");
    EXPECT_EQ(text.rfind("\xef\xbb\xbfrun;architecture;", 0), 0u);
    int n_commas = 0;
    for (const CsvRow &row : csv_rows(text, ';')) {
        EXPECT_EQ(row.at("value").find('.'), std::string::npos) << row.at("value");
        n_commas += row.at("value").find(',') != std::string::npos ? 1 : 0;
    }
    EXPECT_GT(n_commas, 100);
}

TEST(Csv, UndefinedFiguresAreEmpty)
{
    int n_empty = 0;
    for (const CsvRow &row : csv_rows(Answer(rich_scenario(), 1).written("csv"))) {
        EXPECT_EQ(row.at("value").find("nan"), std::string::npos);
        n_empty += row.at("measure") == "sd" && row.at("value").empty() ? 1 : 0;
    }
    EXPECT_GT(n_empty, 0);
}

TEST(Csv, RunsOfEqualAnswersBearTheSameNameWhateverMadeThem)
{
    std::string one = Answer(certain_scenario(), 2000, 1).written("csv"),
                two = Answer(certain_scenario(), 2000, 2).written("csv");
    EXPECT_EQ(one, two);
    std::string name = csv_rows(one)[0].at("run");
    EXPECT_TRUE(std::regex_match(name, std::regex("[0-9a-f]{16}-2000"))) << name;
    EXPECT_NE(csv_rows(Answer(certain_scenario(), 1000).written("csv"))[0].at("run"), name);
}

TEST(Csv, AnotherSeedIsAnotherRun)
{
    std::string other = rich_scenario();
    other.replace(other.find("seed = 7"), 8, "seed = 8");
    EXPECT_NE(csv_rows(Answer(other, 64).written("csv"))[0].at("run"),
              csv_rows(Answer(rich_scenario(), 64).written("csv"))[0].at("run"));
}

TEST(Csv, NamesThatLookLikeFormulasAreNoFormulasAndComeBackWhole)
{
    for (const char *dialect : {"rfc4180", "excel-eu", "unix"}) {
        std::string           text = Answer(risky_scenario(), 4).written("csv", dialect);
        std::set<std::string> found;
        for (const auto &record : csv_records(text, std::string(dialect) == "excel-eu" ? ';' : ',')) {
            bool is_formula = !record[1].empty() && std::string("=+-@").find(record[1][0]) != std::string::npos;
            EXPECT_FALSE(is_formula) << record[1];
            found.insert(csv_undefused(record[1]));
        }
        for (const std::string &name : risky_names)
            EXPECT_EQ(found.count(name), 1u) << name;
    }
}

TEST(Csv, AnUnknownDialectIsRefusedWithThoseThereAre)
{
    Answer             answer(certain_scenario(), 2);
    sfl_report_options options = {};
    options.csv_dialect        = "tabs";
    EXPECT_EQ(sfl_report_write(answer.summary, "csv", &options, stdout, answer.diag), SFL_ERR_USAGE);
    EXPECT_STREQ(sfl_diag_line(answer.diag, 0), "the CSV dialect is 'tabs'; allowed is one of rfc4180, excel-eu, unix");
}

TEST(Csv, TheLocaleHasNoSay)
{
    if (std::setlocale(LC_ALL, "de_DE.UTF-8") == nullptr) GTEST_SKIP() << "no locale de_DE.UTF-8 here";
    std::string text = Answer(rich_scenario(), 512).written("csv");
    std::setlocale(LC_ALL, "C");
    EXPECT_EQ(text, rich_csv());
}

} // namespace
