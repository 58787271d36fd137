// What a page is written on: columns that leave narrow paper, colour that takes no room, characters that ASCII lacks, and
// histograms as blocks.
#include "host/report/grid.h"
#include "host/report/paper.h"
#include "host/report/spark.h"
#include "host/report/width.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace
{

sfl_paper paper_of(int32_t width, bool has_colour = false, bool is_ascii = false)
{
    sfl_report_options options = {};
    options.width              = width;
    options.has_colour         = has_colour;
    options.is_ascii           = is_ascii;
    return sfl_paper_of(&options);
}

std::string taken(sfl_buffer &buffer)
{
    std::string text = buffer.text != nullptr ? buffer.text : "";
    sfl_buffer_free(&buffer);
    return text;
}

std::string spelled(const sfl_paper &paper, const std::string &text)
{
    sfl_buffer buffer = {};
    sfl_paper_spell(&paper, text.c_str(), &buffer);
    return taken(buffer);
}

// One row of ten columns each.
std::string grid_of(const sfl_paper &paper, std::vector<const char *> headings, sfl_paint paint = SFL_PAINT_NONE)
{
    sfl_grid   grid;
    sfl_buffer buffer = {};
    sfl_grid_init(&grid, headings.data(), static_cast<int32_t>(headings.size()));
    for (size_t i = 0; i < headings.size(); ++i) {
        sfl_grid_cell(&grid, "0123456789");
        sfl_grid_paint(&grid, paint);
    }
    sfl_grid_write(&grid, &paper, &buffer);
    return taken(buffer);
}

TEST(Paper, WithoutOptionsItIsThatOfAFile)
{
    sfl_paper paper = sfl_paper_of(nullptr);
    EXPECT_EQ(paper.width, SFL_PAGE_WIDTH);
    EXPECT_FALSE(paper.has_colour);
    EXPECT_FALSE(paper.is_ascii);
    EXPECT_EQ(paper_of(0).width, SFL_PAGE_WIDTH);
    EXPECT_EQ(paper_of(10).width, SFL_PAGE_LEAST_WIDTH);
}

TEST(Paper, OfAsciiSpellsWhatItHasASpellingForAndMarksTheRest)
{
    EXPECT_EQ(spelled(paper_of(80, false, true), "± a … b × −1 €4 £5"), "+- a ... b x -1 EUR4 GBP5");
    EXPECT_EQ(spelled(paper_of(80, false, true), "é大e\u0301"), "???e")
        << "two columns for a wide one, none for a mark";
    EXPECT_EQ(spelled(paper_of(80, false, true), "a\xff"), "a?");
    EXPECT_EQ(spelled(paper_of(80), "± é"), "± é");
}

TEST(Paper, ARiskIsRedAboveOneHalfAndYellowAboveOneFifth)
{
    EXPECT_EQ(sfl_paint_of_risk(0.2), SFL_PAINT_NONE);
    EXPECT_EQ(sfl_paint_of_risk(0.21), SFL_PAINT_CARE);
    EXPECT_EQ(sfl_paint_of_risk(0.5), SFL_PAINT_CARE);
    EXPECT_EQ(sfl_paint_of_risk(0.51), SFL_PAINT_BAD);
}

TEST(GridOnPaper, ColumnsLeaveByTheirRankAndEqualOnesTogether)
{
    std::vector<const char *> headings = {"<name", "a", "~b", "~~c", "~~d", "e"};
    EXPECT_EQ(grid_of(paper_of(80), headings).substr(0, 73),
              "  name                 a           b           c           d           e\n");
    std::string narrow = grid_of(paper_of(66), headings);
    EXPECT_EQ(narrow.find('c'), std::string::npos) << narrow;
    EXPECT_EQ(narrow.find('d'), std::string::npos) << narrow;
    EXPECT_NE(narrow.find('b'), std::string::npos) << narrow;
}

TEST(GridOnPaper, WhereRanksAreNotEnoughTheLastColumnsLeaveAndNamesNever)
{
    std::string text = grid_of(paper_of(60), {"a", "b", "c", "d", "e", "f", "<name"});
    EXPECT_NE(text.find("name"), std::string::npos) << text;
    EXPECT_EQ(text.find('f'), std::string::npos) << text;
    for (size_t end = text.find('\n'), at = 0; end != std::string::npos; at = end + 1, end = text.find('\n', at))
        EXPECT_LE(end - at, 60u);
}

TEST(GridOnPaper, WideColumnsAreThereOnlyOnPaperWiderThanAFile)
{
    std::vector<const char *> headings = {"<name", "a", "+more"};
    EXPECT_EQ(grid_of(paper_of(100), headings).find("more"), std::string::npos);
    EXPECT_NE(grid_of(paper_of(101), headings).find("more"), std::string::npos);
}

TEST(GridOnPaper, AMarkedColumnIsNotThereInAscii)
{
    std::vector<const char *> headings = {"<name", "*blocks", "b"};
    EXPECT_NE(grid_of(paper_of(100), headings).find("blocks"), std::string::npos);
    EXPECT_EQ(grid_of(paper_of(100, false, true), headings).find("blocks"), std::string::npos);
}

TEST(GridOnPaper, ColourTakesNoColumns)
{
    std::string plain    = grid_of(paper_of(80), {"<name", "a"}, SFL_PAINT_GOOD);
    std::string coloured = grid_of(paper_of(80, true), {"<name", "a"}, SFL_PAINT_GOOD);
    EXPECT_EQ(plain, "  name                 a\n  0123456789  0123456789\n");
    EXPECT_EQ(coloured, "  name                 a\n  \x1b[32m0123456789\x1b[0m  \x1b[32m0123456789\x1b[0m\n");
}

// ---- spark ----

std::string spark(const sfl_summary_histogram &histogram, double from, double to)
{
    sfl_buffer buffer = {};
    sfl_spark_add(&histogram, from, to, &buffer);
    return taken(buffer);
}

TEST(Spark, EveryStepHasTheHeightOfItsShareOfTheHighest)
{
    sfl_summary_histogram histogram = {};
    histogram.from                  = 0.0;
    histogram.to                    = 16.0;
    histogram.n                     = 16;
    for (int i = 0; i < 8; ++i)
        histogram.shares[i] = (i + 1) / 72.0;
    for (int i = 8; i < 16; ++i)
        histogram.shares[i] = (16 - i) / 72.0;
    EXPECT_EQ(spark(histogram, 0.0, 16.0), "▁▂▃▄▅▆▇██▇▆▅▄▃▂▁");
}

TEST(Spark, AHistogramStandsWhereItIsInTheCommonRange)
{
    sfl_summary_histogram histogram = {};
    histogram.from                  = 8.0;
    histogram.to                    = 12.0;
    histogram.n                     = 2;
    histogram.shares[0]             = 0.5;
    histogram.shares[1]             = 0.25;
    EXPECT_EQ(spark(histogram, 0.0, 16.0), "        ██▄▄    ");
}

TEST(Spark, WhatIsCertainIsOneBlockAndWhatIsNotKnownNone)
{
    sfl_summary_histogram histogram = {};
    EXPECT_EQ(spark(histogram, 0.0, 1.0), "");
    histogram.from      = 4.0;
    histogram.to        = 4.0;
    histogram.n         = 1;
    histogram.shares[0] = 1.0;
    EXPECT_EQ(spark(histogram, 0.0, 16.0), "    █           ");
    EXPECT_EQ(spark(histogram, 4.0, 4.0), "█               ");
    EXPECT_EQ(sfl_width(spark(histogram, 0.0, 4.0).c_str()), SFL_SPARK_COLUMNS);
}

} // namespace
