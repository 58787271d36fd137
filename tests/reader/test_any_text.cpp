// Whatever the text, reading ends: with a scenario or with messages, never otherwise, and soon. Valid texts are changed
// at random, with fixed seeds; the build with sanitizers makes this a proof of sorts.
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>
#include <sstream>

namespace
{

std::string content_of(const std::string &path)
{
    std::ifstream     file(path);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

using Random = std::mt19937_64;

size_t below(Random &random, size_t n)
{
    return n == 0 ? 0 : static_cast<size_t>(random() % n);
}

/* What mistakes are made of: syntax, extremes, words of the language. */
const std::vector<std::string> pieces = {
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    ";",
    ",",
    "=",
    ":",
    "\"",
    "\\",
    "/*",
    "*/",
    "//",
    "#",
    "\n",
    "\r",
    "\t",
    "@include \"x\"",
    "@include",
    "0",
    "1",
    "-1",
    "1e999",
    "-1e999",
    "1e-999",
    "0x",
    "0xffffffffffffffffffff",
    "99999999999999999999",
    "-",
    "+",
    ".",
    ".5",
    "1.",
    "e5",
    "1L",
    "1LL",
    "007",
    "true",
    "FALSE",
    "yes",
    "*",
    "\"*\"",
    "\"\"",
    "\"\\x00\"",
    "\"\\x41\"",
    "\xc3",
    "\xf0\x9f\x98\x80",
    "\xff",
    "{ }",
    "( )",
    "[ ]",
    "({ })",
    "name = ",
    "growth = ",
    "kind = \"token\"; ",
    "kind = \"provisioned\"; ",
    "routes = ",
    "units = 3; ",
    "fill = \"deal\"; ",
    "workload = \"*\"; ",
    "regime_growth = [1, 2]; ",
    "commitments = [1, 2, 3]; ",
    "simulation = ",
    "\"one\"",
    "\"nodes\"",
    "\"token\"",
};

std::string changed(std::string text, Random &random)
{
    size_t n_changes = 1 + below(random, 4);
    for (size_t i = 0; i < n_changes; i++) {
        size_t at = below(random, text.size()), n = below(random, 12);
        switch (below(random, 6)) {
        case 0: text.insert(at, pieces[below(random, pieces.size())]); break;
        case 1: text.erase(at, n); break;
        case 2: text.replace(at, n, pieces[below(random, pieces.size())]); break;
        case 3: text.insert(below(random, text.size()), text.substr(at, 40)); break;
        case 4:
            if (!text.empty()) text[at] = static_cast<char>(1 + below(random, 255));
            break;
        default: text.resize(at); break;
        }
    }
    return text;
}

void expect_an_end(const std::string &text, const std::vector<std::string> &overrides)
{
    auto    start   = std::chrono::steady_clock::now();
    Reading reading = read_text(text, overrides, SFL_SOURCE_DIR "/tests/rejects");
    EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), 1.0) << text;
    bool is_refused = reading.status != SFL_OK;
    EXPECT_EQ(is_refused, reading.scenario == nullptr);
    if (is_refused) {
        EXPECT_FALSE(reading.messages.empty()) << text;
        return;
    }
    Reading again = read_text(reading.dump);
    EXPECT_EQ(again.dump, reading.dump) << text << again.text();
    sfl_plan  *plan   = nullptr;
    sfl_diag  *diag   = sfl_diag_build();
    sfl_status status = sfl_plan_build(reading.scenario, &plan, diag);
    EXPECT_EQ(status != SFL_OK, sfl_diag_error_count(diag) > 0) << text;
    sfl_plan_free(&plan);
    sfl_diag_free(&diag);
}

TEST(AnyText, EndsInAScenarioOrInMessages)
{
    const std::string valid = content_of(SFL_SOURCE_DIR "/tests/rejects/parts/every_group.cfg");
    Random            random(20240601);
    for (int i = 0; i < 2500; i++)
        expect_an_end(changed(valid, random), {});
}

TEST(AnyText, OfPiecesEndsInMessages)
{
    Random random(7);
    for (int i = 0; i < 2000; i++) {
        std::string text;
        for (size_t n = below(random, 40); n > 0; n--)
            text += pieces[below(random, pieces.size())] + (below(random, 2) == 0 ? " " : "");
        expect_an_end(text, {});
    }
}

TEST(AnyText, OfAnOverrideEndsInAScenarioOrInMessages)
{
    const std::string              valid = content_of(SFL_SOURCE_DIR "/tests/rejects/parts/every_group.cfg");
    const std::vector<std::string> paths = {"workloads.one.growth=0.5",         "architectures.one.routes[0].share=0.5",
                                            "contracts.deal.renewal.share=0.5", "channels.\"nodes\".busy.hours=0.5",
                                            "regimes.monthly[0][1]=0.1",        "vendors=({ name = \"v\"; })"};
    Random                         random(11);
    for (int i = 0; i < 2000; i++)
        expect_an_end(valid, {changed(paths[below(random, paths.size())], random)});
}

} // namespace
