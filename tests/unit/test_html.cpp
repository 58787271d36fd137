// The answer as a page: what it says, that names stay text, that nothing but its own scripts may run, and its size.
#include "answer.hpp"
#include "page_check.hpp"

#include "host/base/sha256.h"
#include "host/base/text.h"
#include "host/bench/cases.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace
{

const std::string &rich_page()
{
    static const std::string page = Answer(rich_scenario(), 2048).written("html");
    return page;
}

bool has(const std::string &text, const std::string &part)
{
    return text.find(part) != std::string::npos;
}

size_t count(const std::string &text, const std::string &part)
{
    size_t n = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++n;
    return n;
}

std::string full(double value)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(value, text);
    return text;
}

// The page but for what is embedded in it.
std::string written_part(const std::string &page)
{
    std::string part = page;
    for (const char *element : {"script", "style"}) {
        const std::string begin = std::string("<") + element + ">", end = std::string("</") + element + ">";
        for (size_t at = part.find(begin); at != std::string::npos; at = part.find(begin, at + begin.size()))
            part.erase(at + begin.size(), part.find(end, at) - at - begin.size());
    }
    return part;
}

TEST(Html, EveryTagThatIsOpenedIsClosed)
{
    EXPECT_EQ(page_fault(rich_page()), "");
    EXPECT_EQ(page_fault(Answer(certain_scenario(), 2).written("html")), "");
}

TEST(Html, ACheckOfTagsFindsWhatIsWrong)
{
    EXPECT_NE(page_fault("<p>a<b>b</p>"), "");
    EXPECT_NE(page_fault("<p>a & b</p>"), "");
    EXPECT_NE(page_fault("<p>a"), "");
    EXPECT_EQ(page_fault("<table><tr><td>1<td>2<tr><th>a</table>"), "");
}

// Base64 of a SHA-256, of FIPS 180-4's "abc" as RFC 4648 writes its bytes.
TEST(Html, TheHashOfAScriptIsInBase64)
{
    uint8_t digest[32];
    char    text[45];
    sfl_sha256("abc", 3, digest);
    sfl_sha256_base64(digest, text);
    EXPECT_STREQ(text, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
}

TEST(Html, ThePolicyNamesExactlyTheScriptsAndStylesOfThePage)
{
    std::string policy = "default-src 'none'";
    for (const char *element : {"script", "style"}) {
        policy += std::string("; ") + element + "-src";
        for (const std::string &text : page_contents(rich_page(), element)) {
            uint8_t digest[32];
            char    hash[45];
            sfl_sha256(text.data(), text.size(), digest);
            sfl_sha256_base64(digest, hash);
            policy += std::string(" 'sha256-") + hash + "'";
        }
    }
    policy += "; base-uri 'none'; form-action 'none'";
    const std::string head = "<head>\n<meta http-equiv=Content-Security-Policy content=\"" + policy + "\">";
    EXPECT_TRUE(has(rich_page(), head)) << rich_page().substr(0, 700);
    EXPECT_EQ(count(rich_page(), "<script"), 2u);
    EXPECT_EQ(count(rich_page(), "<style"), 2u);
}

TEST(Html, NothingIsLoadedAndNoElementBringsAStyleOrAHandler)
{
    const std::string part = written_part(rich_page());
    EXPECT_TRUE(page_values(part, "src").empty());
    EXPECT_TRUE(page_values(part, "style").empty());
    EXPECT_TRUE(page_values(part, "on[a-z]+").empty());
    for (const std::string &target : page_values(part, "href"))
        EXPECT_EQ(target[0], '#') << target;
    for (const char *element : {"<link", "<img", "<iframe", "<object", "<form", "<base"})
        EXPECT_FALSE(has(part, element)) << element;
}

TEST(Html, EveryReferenceInsideThePageLeadsSomewhere)
{
    const std::string              part  = written_part(rich_page());
    const std::vector<std::string> ids   = page_values(part, "id");
    const std::set<std::string>    known = {ids.begin(), ids.end()};
    EXPECT_EQ(known.size(), ids.size()) << "an id stands twice";
    for (const std::string &target : page_values(part, "href"))
        EXPECT_EQ(known.count(target.substr(1)), 1u) << target;
    for (const std::string &target : page_values(part, "data-table"))
        EXPECT_EQ(known.count(target), 1u) << target;
    for (const std::string &target : page_values(part, "aria-labelledby"))
        EXPECT_EQ(known.count(target), 1u) << target;
}

TEST(Html, EveryChartIsNamedDrawnAndHasATable)
{
    const std::string              part    = written_part(rich_page());
    const std::vector<std::string> figures = page_contents(part, "figure");
    // density and cumulative, a pair for each of three architectures, two break-evens, units of the one that has capacity
    ASSERT_EQ(figures.size(), 2u + 3u * 2u + 2u + 1u);
    EXPECT_EQ(page_values(part, "data-table").size(), figures.size());
    for (const std::string &figure : figures) {
        EXPECT_TRUE(has(figure, "<figcaption>"));
        EXPECT_TRUE(has(figure, "role=img aria-label=\""));
        EXPECT_TRUE(has(figure, "<path class=\"l ")) << figure.substr(0, 400);
        EXPECT_TRUE(has(figure, "<table>") || has(figure, "<a href=#density-0>")) << figure.substr(0, 400);
    }
}

TEST(Html, EveryTableHasACaptionAndHeadingsWithScope)
{
    for (const std::string &table : page_contents(written_part(rich_page()), "table")) {
        EXPECT_EQ(table.rfind("<caption>", 0), 0u);
        EXPECT_TRUE(has(table, "<th scope=col"));
        EXPECT_TRUE(has(table, "<th scope=row") || !has(table, "<td")) << table.substr(0, 300);
    }
}

TEST(Html, HeadingsComeInOrder)
{
    const std::string part = written_part(rich_page());
    EXPECT_EQ(page_contents(part, "h1").size(), 1u);
    EXPECT_LT(part.find("<h1"), part.find("<h2"));
    EXPECT_LT(part.find("<h2"), part.find("<h3"));
    EXPECT_FALSE(has(part, "<h4"));
}

TEST(Html, ItSaysFirstWhichIsCheapestByHowMuchAndHowSure)
{
    const std::string title = page_contents(rich_page(), "h1").at(0);
    EXPECT_EQ(title.rfind("Cheapest in the mean: ", 0), 0u);
    EXPECT_TRUE(has(title, "less than <b>"));
    EXPECT_TRUE(has(title, "interval of the lead"));
    EXPECT_TRUE(has(rich_page(), "is the cheapest of all with probability"));
    EXPECT_TRUE(has(rich_page(), "the worst 5 % of futures cost"));
}

TEST(Html, NumbersStandUnroundedBesideTheRoundedOnes)
{
    Answer            answer(rich_scenario(), 2048);
    const std::string page = answer.written("html");
    for (int32_t i = 0; i < answer.summary->n_architectures; ++i) {
        const sfl_summary_architecture &of = answer.summary->architectures[i];
        for (sfl_measure measure :
             {SFL_MEASURE_MEAN, SFL_MEASURE_Q05, SFL_MEASURE_Q50, SFL_MEASURE_Q95, SFL_MEASURE_CVAR95})
            EXPECT_TRUE(has(page, "<td data-v=" + full(of.costs[SFL_MONEY_NPV][SFL_PART_TOTAL].values[measure]) + ">"));
        for (int32_t j = 0; j < of.histogram[SFL_MONEY_NPV].n; ++j)
            EXPECT_TRUE(has(page, "<td data-v=" + full(of.histogram[SFL_MONEY_NPV].shares[j]) + ">"));
        for (int32_t month = 0; month < answer.summary->n_months; ++month) {
            EXPECT_TRUE(has(page, "<td data-v=" + full(of.months[month].spend.values[SFL_MEASURE_Q80]) + ">"));
            EXPECT_TRUE(has(page, "<td data-v=" + full(of.months[month].cumulative.values[SFL_MEASURE_Q95]) + ">"));
        }
    }
}

TEST(Html, TheCapsuleHoldsWhatMakesTheAnswerAgain)
{
    Answer            answer(rich_scenario(), 64);
    const std::string page = answer.written("html");
    for (const std::string &text :
         std::initializer_list<std::string>{answer.summary->fingerprint, answer.summary->sha256, "2026-01-01T00:00:00Z",
                                            "test build", "simulation.seed=7", "<dt>seed<dd>7"})
        EXPECT_TRUE(has(page, text)) << text;
    EXPECT_TRUE(has(page, "name = &quot;chat&quot;"));
    EXPECT_TRUE(has(page, "The above copyright notice and this permission notice shall be included in"));
}

TEST(Html, APartialAnswerSaysSoAtTheTop)
{
    Answer answer(certain_scenario(), 2);
    EXPECT_FALSE(has(answer.written("html"), "Partial answer"));
    answer.summary->is_partial = true;
    const std::string page     = answer.written("html");
    EXPECT_LT(page.find("Partial answer"), page.find("<h1>"));
}

// What an attacker would write: markup that ends whatever it stands in, and a formula.
std::string hostile_scenario()
{
    std::string                                 text    = certain_scenario();
    const std::pair<const char *, const char *> names[] = {
        {"\"a\"", R"("</script><script>alert(1)</script>")"},
        {"\"b\"", R"("\"><img src=x onerror=alert(2)>")"},
        {"\"c\"", R"("=HYPERLINK(\"http://x\",'y')&amp;")"},
    };
    for (const auto &[from, to] : names) {
        for (size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + std::string(to).size()))
            text.replace(at, std::string(from).size(), to);
    }
    return text;
}

TEST(Html, NamesOfTheScenarioStayText)
{
    const std::string page = Answer(hostile_scenario(), 2).written("html");
    EXPECT_EQ(page_fault(page), "");
    EXPECT_EQ(count(page, "<script"), 2u);
    EXPECT_FALSE(has(page, "<img"));
    EXPECT_TRUE(page_values(written_part(page), "on[a-z]+").empty());
    EXPECT_TRUE(has(page, "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_TRUE(has(page, "&quot;&gt;&lt;img src=x onerror=alert(2)&gt;"));
    EXPECT_TRUE(has(page, "=HYPERLINK(&quot;http://x&quot;,&#39;y&#39;)&amp;amp;"));
}

TEST(Html, BytesThatAreNoTextBecomeTheReplacementCharacter)
{
    Answer answer(certain_scenario(), 2);
    answer.summary->run.file = "a\xff\x02<b>\x1b.cfg";
    const std::string page   = answer.written("html");
    EXPECT_EQ(page_fault(page), "");
    EXPECT_TRUE(has(page, "<title>a\ufffd\ufffd&lt;b&gt;\ufffd.cfg"));
}

// The largest page that is promised to stay so small: eight workloads, five architectures, 60 months. The number of paths
// is no power of two, so that shares and means have all their digits.
TEST(Html, ThePageOfTheWorkshopCaseIsSmallAndQuicklyWritten)
{
    const sfl_bench_case *row = sfl_bench_case_find("W");
    ASSERT_NE(row, nullptr);
    sfl_buffer text = {};
    row->write(&row->sizes, &text);
    const std::string scenario(text.text, text.n_bytes);
    sfl_buffer_free(&text);
    Answer answer(scenario, 3000);
    ASSERT_EQ(answer.summary->n_architectures, 5);
    ASSERT_EQ(answer.summary->n_months, 60);
    const auto        begin   = std::chrono::steady_clock::now();
    const std::string page    = answer.written("html");
    const double      seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    EXPECT_LE(page.size(), 400000u);
    EXPECT_LT(seconds, 0.5); // it takes about 0.01 s; all formats together have 0.5 s
}

} // namespace
