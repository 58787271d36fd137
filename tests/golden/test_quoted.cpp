// What a page or a scenario quotes is what the program says.
//   configs/*.cfg   lines `//     label   12.3 unit   = expression` in the header: the expression over the answer's JSON,
//                   with 200,000 paths, rounded to the digits that are quoted, is the number; and no other line after
//                   "What the model finds" holds a figure
//   *.md            fenced blocks that begin with `$ shortfall` or `$ build/release/shortfall`: exactly that output; a
//                   line `...` stands for any lines
#include "expression.h"
#include "process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <regex>
#include <sstream>

namespace
{

namespace fs = std::filesystem;

const std::string root = SFL_SOURCE_DIR;

std::vector<std::string> files_of(const std::string &folder, const std::string &extension)
{
    std::vector<std::string> files;
    for (const auto &entry : fs::directory_iterator(root + folder)) {
        if (entry.path().extension() == extension) files.push_back(fs::relative(entry.path(), root).string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string test_name(const testing::TestParamInfo<std::string> &info)
{
    return std::regex_replace(info.param, std::regex("[^A-Za-z0-9]"), "_");
}

// ---- figures in the headers of scenarios ----

struct Quote {
    std::string number, expression;
};

std::vector<Quote> quotes_of(const std::string &file)
{
    static const std::regex row(R"(//\s{4,}\S.*?\s{2,}(-?[0-9][0-9,.]*)(?: \S+)*\s{2,}= (\S.*))");
    std::vector<Quote>      quotes;
    bool                    is_after = false;
    for (const std::string &line : lines_of(read_text(root + "/" + file))) {
        if (line.compare(0, 2, "//") != 0) break;
        std::smatch found;
        if (std::regex_match(line, found, row)) {
            quotes.push_back({found[1], found[2]});
        } else if (is_after) {
            EXPECT_EQ(line.find_first_of("0123456789"), std::string::npos)
                << file << ": a figure nobody checks: " << line;
        }
        is_after = is_after || line.find("What the model finds") != std::string::npos;
    }
    return quotes;
}

// The value, written with as many decimals as the quote.
std::string as_quoted(double value, const std::string &quoted)
{
    size_t point    = quoted.find('.');
    int    decimals = point == std::string::npos ? 0 : static_cast<int>(quoted.size() - point - 1);
    char   text[64];
    snprintf(text, sizeof(text), "%.*f", decimals, value);
    std::string digits = text, grouped;
    size_t      end    = digits.find('.') == std::string::npos ? digits.size() : digits.find('.');
    for (size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i < end && (end - i) % 3 == 0 && digits[i - 1] != '-') grouped += ',';
        grouped += digits[i];
    }
    return quoted.find(',') == std::string::npos ? digits : grouped;
}

class Scenarios : public testing::TestWithParam<std::string>
{
};

TEST_P(Scenarios, QuoteOnlyWhatTheModelFinds)
{
    std::vector<Quote> quotes = quotes_of(GetParam());
    EXPECT_FALSE(quotes.empty()) << GetParam() << " quotes nothing";
    Finished run = run_program({"run", GetParam(), "-p", "200000", "--json", "--quiet"});
    ASSERT_EQ(run.exit_code, 0) << run.err;
    nlohmann::json answer = nlohmann::json::parse(run.out);
    for (const Quote &quote : quotes) {
        EXPECT_EQ(as_quoted(evaluate(quote.expression, answer), quote.number), quote.number) << quote.expression;
    }
}

INSTANTIATE_TEST_SUITE_P(Configs, Scenarios, testing::ValuesIn(files_of("/configs", ".cfg")), test_name);

// ---- output in pages ----

struct Session {
    std::string              command;
    std::vector<std::string> lines;
};

bool is_command(const std::string &line, std::string &words)
{
    static const std::regex prompt(R"(\$ (?:\./)?(?:build/release/)?shortfall (.*))");
    std::smatch             found;
    if (!std::regex_match(line, found, prompt)) return false;
    words = found[1];
    return true;
}

std::vector<Session> sessions_of(const std::string &file)
{
    std::vector<Session> sessions;
    bool                 is_fenced = false, is_session = false;
    for (const std::string &line : lines_of(read_text(root + "/" + file))) {
        std::string words;
        if (line.compare(0, 3, "```") == 0) {
            is_fenced  = !is_fenced;
            is_session = false;
        } else if (is_fenced && is_command(line, words)) {
            sessions.push_back({words, {}});
            is_session = true;
        } else if (is_session) {
            sessions.back().lines.push_back(line);
        }
    }
    return sessions;
}

class Pages : public testing::TestWithParam<std::string>
{
};

TEST_P(Pages, ShowWhatTheProgramPrints)
{
    for (const Session &session : sessions_of(GetParam())) {
        Finished run = run_program(split_words(session.command));
        EXPECT_EQ(run.exit_code, 0) << session.command << "\n" << run.err;
        EXPECT_TRUE(matches(session.lines, lines_of(without_run(run.out)))) << session.command << " prints\n"
                                                                                  << run.out;
    }
}

INSTANTIATE_TEST_SUITE_P(Root, Pages, testing::ValuesIn(files_of("", ".md")), test_name);
INSTANTIATE_TEST_SUITE_P(Docs, Pages, testing::ValuesIn(files_of("/docs", ".md")), test_name);

TEST(Pages, TheReadmeShowsAnAnswer)
{
    EXPECT_FALSE(sessions_of("README.md").empty());
}

} // namespace
