// What a person at a terminal sees: its width, colours and characters, the progress line, Ctrl-C.
// SFL_GOLDEN_UPDATE=1, as the target golden-update has it, writes terminal/*.txt anew; the difference is read line by line.
#include "process.h"
#include "terminal.h"

#include "host/report/width.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <regex>
#include <sstream>

namespace
{

const char *const tiny     = "tests/golden/tiny.cfg";
const char *const long_run = "configs/hybrid_at_scale.cfg";

// As it stands there in the end: a carriage return begins the line anew.
std::string settled(const std::string &text)
{
    std::string out;
    for (const std::string &line : lines_of(text))
        out += line.substr(line.rfind('\r') == std::string::npos ? 0 : line.rfind('\r') + 1) + "\n";
    return out;
}

bool has_colour(const std::string &text)
{
    return text.find("\x1b[") != std::string::npos;
}

size_t count(const std::string &text, const std::string &part)
{
    size_t n = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++n;
    return n;
}

// ---- the table ----

struct Look {
    int         columns;
    const char *color, *locale, *name;
};

void PrintTo(const Look &look, std::ostream *out)
{
    *out << look.name;
}

class OnATerminal : public testing::TestWithParam<Look>
{
  protected:
    std::string table() const
    {
        Terminal terminal;
        terminal.columns     = GetParam().columns;
        terminal.environment = {std::string("LC_ALL=") + GetParam().locale};
        Shown shown          = run_on_terminal({"run", tiny, "-q", "--color", GetParam().color}, terminal);
        EXPECT_EQ(shown.exit_code, 0) << shown.text;
        return shown.text;
    }
};

TEST_P(OnATerminal, TheTableLooksExactlyLikeThis)
{
    std::string found = visible(without_run(table()));
    std::string file  = std::string(SFL_SOURCE_DIR "/tests/golden/terminal/") + GetParam().name + ".txt";
    if (getenv("SFL_GOLDEN_UPDATE") != nullptr) std::ofstream(file, std::ios::binary) << found;
    EXPECT_EQ(found, read_text(file));
}

TEST_P(OnATerminal, NoLineIsWiderThanItOrHoldsWhatItCannotShow)
{
    std::string text = table();
    for (const std::string &line : lines_of(without_colour(text)))
        EXPECT_LE(sfl_width(line.c_str()), GetParam().columns) << line;
    bool is_ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
    EXPECT_EQ(is_ascii, std::string(GetParam().locale) == "C");
    EXPECT_EQ(has_colour(text), std::string(GetParam().color) == "always");
}

std::string look_name(const testing::TestParamInfo<Look> &info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Looks, OnATerminal,
    testing::Values(Look{80, "never", "C", "run_80_ascii"}, Look{80, "always", "C", "run_80_ascii_colour"},
                    Look{80, "never", "C.UTF-8", "run_80_utf8"}, Look{80, "always", "C.UTF-8", "run_80_utf8_colour"},
                    Look{140, "never", "C", "run_140_ascii"}, Look{140, "always", "C", "run_140_ascii_colour"},
                    Look{140, "never", "C.UTF-8", "run_140_utf8"},
                    Look{140, "always", "C.UTF-8", "run_140_utf8_colour"}),
    look_name);

TEST(Terminal, NothingIsWiderThanItWhateverItsWidth)
{
    for (const char *columns :
         {"COLUMNS=60", "COLUMNS=80", "COLUMNS=99", "COLUMNS=101", "COLUMNS=120", "COLUMNS=200"}) {
        Terminal terminal;
        terminal.environment = {columns};
        int32_t width        = std::atoi(columns + 8);
        Shown   many         = run_on_terminal({"run", long_run, "-p", "64", "-q"}, terminal);
        Shown   split        = run_on_terminal({"run", tiny, "-p", "64", "-q", "--split"}, terminal);
        EXPECT_EQ(many.exit_code + split.exit_code, 0);
        for (const std::string &line : lines_of(without_colour(many.text + split.text)))
            EXPECT_LE(sfl_width(line.c_str()), width) << line;
    }
}

TEST(Terminal, AWidthThatIsNoneOrTooSmallIsNotBelieved)
{
    Terminal terminal;
    terminal.columns    = 70;
    std::string by_size = run_on_terminal({"run", tiny, "-q"}, terminal).text;
    for (const char *columns : {"COLUMNS=", "COLUMNS=x", "COLUMNS=-5", "COLUMNS=0"}) {
        terminal.environment = {columns};
        EXPECT_EQ(without_run(run_on_terminal({"run", tiny, "-q"}, terminal).text), without_run(by_size)) << columns;
    }
    terminal.environment = {"COLUMNS=5"};
    std::string narrow   = run_on_terminal({"run", tiny, "-q"}, terminal).text;
    terminal.environment = {"COLUMNS=60"};
    EXPECT_EQ(without_run(run_on_terminal({"run", tiny, "-q"}, terminal).text), without_run(narrow));
}

TEST(Terminal, AFileIsTheSameWhateverTheTerminalIs)
{
    std::string expected = without_run(run_program({"run", tiny}).out);
    for (const char *locale : {"LC_ALL=C", "LC_ALL=C.UTF-8"}) {
        Terminal terminal;
        terminal.environment = {locale, "COLUMNS=140"};
        terminal.is_out_file = true;
        EXPECT_EQ(without_run(run_on_terminal({"run", tiny, "-q"}, terminal).out_file), expected) << locale;
    }
}

TEST(Terminal, ACurrencyIsItsSignOrWhereThatCannotBeShownItsWord)
{
    Terminal ascii, utf8;
    ascii.environment              = {"LC_ALL=C"};
    std::vector<std::string> words = {"run", tiny, "-q", "--color", "never", "-s", "simulation.currency=\"EUR\""};
    std::string              text  = run_on_terminal(words, ascii).text;
    EXPECT_NE(text.find("EUR"), std::string::npos);
    EXPECT_EQ(text.find("€"), std::string::npos);
    EXPECT_NE(run_on_terminal(words, utf8).text.find("€"), std::string::npos);
}

TEST(Terminal, OtherTablesAreInItsCharactersToo)
{
    for (const std::string line :
         {"check tests/golden/tiny.cfg", "trace tests/golden/tiny.cfg", "explain workloads", "devices"}) {
        Terminal ascii;
        ascii.environment = {"LC_ALL=C"};
        Shown shown       = run_on_terminal(split_words(line), ascii);
        EXPECT_EQ(shown.exit_code, 0) << line;
        EXPECT_TRUE(std::all_of(shown.text.begin(), shown.text.end(), [](char c) { return (c & 0x80) == 0; }))
            << shown.text;
    }
}

TEST(Terminal, ATraceIsAsWideAsIt)
{
    for (int columns : {70, 100, 160}) {
        Terminal terminal;
        terminal.columns = columns;
        Shown  shown     = run_on_terminal({"trace", long_run}, terminal);
        size_t widest    = 0;
        for (const std::string &line : lines_of(shown.text)) {
            if (line.find_first_not_of(" 0123456789.,-") == std::string::npos) widest = std::max(widest, line.size());
        }
        EXPECT_LE(widest, static_cast<size_t>(columns));
        EXPECT_GT(widest, static_cast<size_t>(columns - 30));
    }
}

// ---- colour ----

struct Colour {
    std::vector<std::string> environment, words;
    bool                     is_terminal, is_expected;
};

TEST(Colour, FollowsTheOptionThenForceThenNoColorThenTheTerminal)
{
    const Colour rows[] = {
        {{}, {}, true, true},
        {{}, {}, false, false},
        {{"NO_COLOR=1"}, {}, true, false},
        {{"NO_COLOR="}, {}, true, true},
        {{"CLICOLOR=0"}, {}, true, false},
        {{"CLICOLOR_FORCE=1"}, {}, false, true},
        {{"CLICOLOR_FORCE=0"}, {}, false, false},
        {{"CLICOLOR_FORCE="}, {}, false, false},
        {{"CLICOLOR_FORCE=1", "NO_COLOR=1"}, {}, false, true},
        {{"TERM=dumb"}, {}, true, false},
        {{"TERM="}, {}, true, false},
        {{"TERM=dumb", "CLICOLOR_FORCE=1"}, {}, true, true},
        {{}, {"--color", "always"}, false, true},
        {{"NO_COLOR=1"}, {"--color=always"}, true, true},
        {{"CLICOLOR_FORCE=1"}, {"--color=never"}, true, false},
        {{"NO_COLOR=1"}, {"--color=auto"}, true, false},
        {{}, {"--color=auto"}, true, true},
        {{}, {"--json"}, true, false},
        {{"CLICOLOR_FORCE=1"}, {"--json"}, true, false},
    };
    for (const Colour &row : rows) {
        Terminal terminal;
        terminal.environment           = row.environment;
        terminal.is_out_file           = !row.is_terminal;
        std::vector<std::string> words = {"run", tiny, "-p", "64", "-q"};
        words.insert(words.end(), row.words.begin(), row.words.end());
        Shown shown = run_on_terminal(words, terminal);
        EXPECT_EQ(has_colour(row.is_terminal ? shown.text : shown.out_file), row.is_expected)
            << testing::PrintToString(row.environment) << testing::PrintToString(row.words) << row.is_terminal;
    }
}

TEST(Colour, IsRefusedWhereItIsNoneOfItsWords)
{
    Finished refused = run_program({"run", tiny, "--color", "blue"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.err, "shortfall run: --color: found 'blue'; allowed is one of: auto always never\n1 error\n");
}

TEST(Colour, ChangesNoCharacterOfTheTable)
{
    std::string plain    = run_program({"run", tiny, "--color", "never"}).out;
    std::string coloured = run_program({"run", tiny, "--color", "always"}).out;
    EXPECT_TRUE(has_colour(coloured));
    EXPECT_EQ(without_run(without_colour(coloured)), without_run(plain));
}

// ---- progress ----

TEST(Progress, SaysHowMuchIsDoneHowFastAndHowLongItTakesYet)
{
    Shown shown = run_on_terminal({"run", long_run, "-p", "40k", "-j", "2"});
    EXPECT_EQ(shown.exit_code, 0);
    std::regex line(R"(\r *[0-9]+ %  [0-9,]+ of 40,000 paths, [0-9,]+ a second, [0-9]+:[0-9][0-9] left)");
    EXPECT_TRUE(std::regex_search(shown.text, line)) << shown.text.substr(0, 400);
}

TEST(Progress, IsWrittenAtMostTenTimesASecondAndClearedInTheEnd)
{
    Shown  shown   = run_on_terminal({"run", long_run, "-p", "40k", "-j", "2"});
    size_t n_lines = count(shown.text, " of 40,000 paths, ");
    EXPECT_GE(n_lines, 1u);
    EXPECT_LE(static_cast<double>(n_lines), 10.0 * shown.seconds);
    EXPECT_EQ(settled(shown.text).find("a second"), std::string::npos);
    EXPECT_EQ(settled(shown.text).rfind("hybrid_at_scale.cfg: 5 architectures", 0), 0u);
}

TEST(Progress, NeverBreaksItsLine)
{
    Terminal narrow;
    narrow.columns = 40;
    Shown shown    = run_on_terminal({"run", long_run, "-p", "40k", "-j", "2", "-o", "/dev/null"}, narrow);
    EXPECT_NE(shown.text.find(" %  "), std::string::npos);
    std::istringstream stream(shown.text);
    for (std::string line; std::getline(stream, line, '\r');)
        EXPECT_LT(line.size(), 40u) << line;
}

TEST(Progress, OfTheSelftestCountsChecks)
{
    Shown shown = run_on_terminal({"selftest", "--json", "-o", "/dev/null"});
    EXPECT_EQ(shown.exit_code, 0) << shown.text;
    EXPECT_NE(shown.text.find(" checks, "), std::string::npos) << shown.text;
    EXPECT_EQ(run_on_terminal({"selftest", "--json", "-q", "-o", "/dev/null"}).text, "");
}

// ---- Ctrl-C ----

TEST(CtrlC, EndsWithThePartialAnswerMarkedAsSuch)
{
    Terminal terminal;
    terminal.type_at  = " left";
    terminal.type     = "\x03";
    Shown       shown = run_on_terminal({"run", long_run, "-p", "1G", "--color", "never"}, terminal);
    std::string text  = settled(shown.text);
    EXPECT_EQ(shown.exit_code, 130);
    EXPECT_EQ(text.rfind("PARTIAL, interrupted: hybrid_at_scale.cfg", 0), 0u) << text.substr(0, 300);
    EXPECT_NE(text.find("interrupted after "), std::string::npos);
    EXPECT_NE(text.find(" of 1,000,000,000 paths; the answer is partial\n"), std::string::npos);
}

} // namespace
