// Numbers as people read them, and text that never is wider than the page.
#include "host/report/grid.h"
#include "host/report/people.h"
#include "host/report/prose.h"
#include "host/report/width.h"

#include <gtest/gtest.h>

#include <clocale>
#include <cmath>
#include <sstream>
#include <string>

namespace
{

std::string money(double value, int32_t n_digits = 3, const char *sign = "$")
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_money(value, sign, n_digits, text);
    return text;
}

std::string share(double value)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_share(value, text);
    return text;
}

std::string number(double value)
{
    char text[SFL_PEOPLE_BYTES];
    sfl_people_number(value, text);
    return text;
}

std::string fit(const std::string &text, int32_t most)
{
    sfl_buffer buffer = {};
    sfl_width_fit(text.c_str(), most, &buffer);
    std::string out = buffer.text != nullptr ? buffer.text : "";
    sfl_buffer_free(&buffer);
    return out;
}

int32_t widest_line(const std::string &text)
{
    std::istringstream lines(text);
    int32_t            widest = 0;
    for (std::string line; std::getline(lines, line);)
        widest = std::max(widest, sfl_width(line.c_str()));
    return widest;
}

TEST(People, MoneyHasThreeSignificantDigitsAndAUnit)
{
    EXPECT_EQ(money(41234567.0), "$41.2M");
    EXPECT_EQ(money(812345.0), "$812k");
    EXPECT_EQ(money(1.2345e9), "$1.23B");
    EXPECT_EQ(money(4.6e12), "$4.60T");
    EXPECT_EQ(money(-5312000.0), "-$5.31M");
    EXPECT_EQ(money(950.0), "$950");
    EXPECT_EQ(money(41234567.0, 4), "$41.23M");
}

TEST(People, MoneyRoundsUpIntoTheNextUnit)
{
    EXPECT_EQ(money(999.4), "$999");
    EXPECT_EQ(money(999.6), "$1.00k");
    EXPECT_EQ(money(999499.0), "$999k");
    EXPECT_EQ(money(999501.0), "$1.00M");
    EXPECT_EQ(money(9.996e6), "$10.0M");
    EXPECT_EQ(money(99.96e6), "$100M");
    EXPECT_EQ(money(999.96e3, 4), "$1.000M");
}

TEST(People, SmallMoneyKeepsTwoDigitsAndNothingIsZero)
{
    EXPECT_EQ(money(0.42), "$0.42");
    EXPECT_EQ(money(0.042), "$0.042");
    EXPECT_EQ(money(0.0042), "$0.0042");
    EXPECT_EQ(money(0.0), "$0");
    EXPECT_EQ(money(-0.0), "$0");
    EXPECT_EQ(money(-1e-9), "$0");
}

TEST(People, WhatIsNoNumberIsNotAvailable)
{
    EXPECT_EQ(money(NAN), "n/a");
    EXPECT_EQ(money(INFINITY), "n/a");
    EXPECT_EQ(share(NAN), "n/a");
    EXPECT_EQ(number(NAN), "n/a");
}

TEST(People, AShareIsNeverRoundedToNoneOrAll)
{
    EXPECT_EQ(share(0.0), "0 %");
    EXPECT_EQ(share(1.0), "100 %");
    EXPECT_EQ(share(1e-6), "<0.1 %");
    EXPECT_EQ(share(1.0 - 1e-6), ">99.9 %");
    EXPECT_EQ(share(0.3721), "37.2 %");
    EXPECT_EQ(share(0.0005), "0.1 %");
    EXPECT_EQ(share(-0.05), "-5.0 %");
    EXPECT_EQ(share(1.25), "125.0 %");
}

TEST(People, AnIndexHasThreeSignificantDigits)
{
    EXPECT_EQ(number(1.2345), "1.23");
    EXPECT_EQ(number(12.345), "12.3");
    EXPECT_EQ(number(123.45), "123");
    EXPECT_EQ(number(0.0812), "0.081");
    EXPECT_EQ(number(2.5e7), "25.0M");
}

TEST(People, TheSignIsThatOfTheCurrency)
{
    EXPECT_STREQ(sfl_people_sign("USD"), "$");
    EXPECT_STREQ(sfl_people_sign("EUR"), "€");
    EXPECT_STREQ(sfl_people_sign("CHF"), "");
    EXPECT_STREQ(sfl_people_sign(nullptr), "");
}

TEST(People, TheLocaleHasNoSay)
{
    const char *before = std::setlocale(LC_NUMERIC, "de_DE.UTF-8");
    EXPECT_EQ(money(41234567.0), "$41.2M");
    EXPECT_EQ(number(1.2345), "1.23");
    if (before != nullptr) std::setlocale(LC_NUMERIC, "C");
}

TEST(Width, AsianCharactersTakeTwoColumnsAndMarksNone)
{
    EXPECT_EQ(sfl_width("plain"), 5);
    EXPECT_EQ(sfl_width("größe"), 5);
    EXPECT_EQ(sfl_width("大量"), 4);
    EXPECT_EQ(sfl_width("e\u0301"), 1);
    EXPECT_EQ(sfl_width("😀"), 2);
    EXPECT_EQ(sfl_width("한글"), 4);
}

TEST(Width, WhatDoesNotFitEndsInAnEllipsis)
{
    EXPECT_EQ(fit("hybrid", 6), "hybrid");
    EXPECT_EQ(fit("hybrids", 6), "hybri…");
    EXPECT_EQ(fit("大量抽出", 8), "大量抽出");
    EXPECT_EQ(fit("大量抽出", 7), "大量抽…");
    EXPECT_EQ(fit("大量抽出", 6), "大量…");
    EXPECT_EQ(fit("x", 1), "x");
}

TEST(Width, NothingThatTurnsOrBreaksALineIsShown)
{
    EXPECT_EQ(fit("a\nb", 10), "a?b");
    EXPECT_EQ(fit("a\u202eb", 10), "a?b");
    EXPECT_EQ(fit("a\u2028b", 10), "a?b");
    EXPECT_EQ(fit("a\xff"
                  "b",
                  10),
              "a?b");
}

TEST(Prose, LinesBreakAtWordsAndNamesStayWhole)
{
    sfl_buffer words = {}, out = {};
    for (int i = 0; i < 40; ++i) {
        sfl_prose_name(&words, "two words");
        sfl_buffer_add(&words, " and ");
    }
    sfl_paper paper = sfl_paper_of(nullptr);
    sfl_prose_write(&words, 0, 4, &paper, &out);
    std::string text = out.text;
    sfl_buffer_free(&out);
    EXPECT_LE(widest_line(text), SFL_PAGE_WIDTH);
    EXPECT_EQ(text.find("two\n"), std::string::npos);
    EXPECT_NE(text.find("\n    "), std::string::npos);
    EXPECT_EQ(text.find('\x1f'), std::string::npos);
}

TEST(Grid, NamesGiveWayWhereThePageIsTooNarrow)
{
    const char *headings[] = {"<name", "one", "<other", "two"};
    sfl_grid    grid;
    sfl_buffer  out = {};
    sfl_grid_init(&grid, headings, 4);
    sfl_grid_cell(&grid, std::string(64, 'n').c_str());
    sfl_grid_cell(&grid, "$41.2M");
    sfl_grid_cell(&grid, "大量抽出の作業大量抽出の作業大量抽出の作業大量抽出の作業大量抽出の作業大量抽出の作業");
    sfl_grid_cell(&grid, "1");
    sfl_paper paper = sfl_paper_of(nullptr);
    sfl_grid_write(&grid, &paper, &out);
    std::string text = out.text;
    sfl_buffer_free(&out);
    EXPECT_EQ(widest_line(text), SFL_PAGE_WIDTH);
    EXPECT_NE(text.find("  $41.2M  "), std::string::npos);
    EXPECT_NE(text.find("n…"), std::string::npos);
}

TEST(Grid, WithoutRowsNothingIsWritten)
{
    const char *headings[] = {"<name"};
    sfl_grid    grid;
    sfl_buffer  out = {};
    sfl_grid_init(&grid, headings, 1);
    sfl_paper paper = sfl_paper_of(nullptr);
    sfl_grid_write(&grid, &paper, &out);
    EXPECT_EQ(out.n_bytes, 0u);
    sfl_buffer_free(&out);
}

} // namespace
