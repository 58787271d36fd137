// host/result: a written answer is read back whole.
#include "answer.hpp"

#include "host/result/result.h"
#include "host/summary/figure_list.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

namespace
{

struct FreeResult {
    void operator()(sfl_result *result) const
    {
        sfl_result_free(&result);
    }
};
using Result = std::unique_ptr<sfl_result, FreeResult>;

struct Diag {
    Diag() = default;
    ~Diag()
    {
        sfl_diag_free(&diag);
    }
    Diag(const Diag &)            = delete;
    Diag &operator=(const Diag &) = delete;
          operator sfl_diag *() const
    {
        return diag;
    }
    sfl_diag *diag = sfl_diag_build();
};

Result read(const std::string &text)
{
    Diag        diag;
    sfl_result *result = nullptr;
    EXPECT_EQ(sfl_result_read_text(text.data(), text.size(), "a.json", &result, diag), SFL_OK)
        << sfl_diag_line(diag, 0);
    return Result(result);
}

std::string refusal(const std::string &text)
{
    Diag        diag;
    sfl_result *result = nullptr;
    EXPECT_EQ(sfl_result_read_text(text.data(), text.size(), "a.json", &result, diag), SFL_ERR_USAGE);
    EXPECT_EQ(result, nullptr);
    return sfl_diag_line(diag, 0);
}

bool same(double a, double b)
{
    return a == b || (std::isnan(a) && std::isnan(b));
}

void expect_same_figures(const Answer &answer)
{
    sfl_figure_list list = {};
    sfl_figure_list_fill(&list, answer.summary->arena, answer.summary);
    Result result = read(answer.written("json"));
    EXPECT_EQ(result->figures.n, list.n);
    for (size_t i = 0; i < list.n; ++i) {
        const sfl_named_figure &a     = list.rows[i];
        size_t                  found = sfl_figure_list_named(&result->figures, a.name, i);
        ASSERT_NE(found, SFL_NO_FIGURE) << a.name;
        const sfl_named_figure &b = result->figures.rows[found];
        EXPECT_TRUE(same(a.value, b.value)) << a.name;
        EXPECT_TRUE(same(a.low, b.low)) << a.name;
        EXPECT_TRUE(same(a.high, b.high)) << a.name;
        EXPECT_EQ(a.unit, b.unit) << a.name;
        EXPECT_EQ(a.is_estimate, b.is_estimate) << a.name;
    }
    sfl_figure_list_free(&list);
}

TEST(Result, HasTheFiguresOfTheAnswerUnderTheirNames)
{
    expect_same_figures(Answer(rich_scenario(), 2048));
    expect_same_figures(Answer(certain_scenario(), 10));
}

TEST(Result, KnowsWhatItTakesToRunItAgain)
{
    Answer answer(rich_scenario(), 2048);
    Result result = read(answer.written("json"));
    EXPECT_EQ(result->paths, 2048u);
    EXPECT_EQ(result->seed, answer.summary->seed);
    EXPECT_EQ(result->level, answer.summary->level);
    EXPECT_STREQ(result->fingerprint, answer.summary->fingerprint);
    EXPECT_STREQ(result->text, answer.summary->text);
    EXPECT_FALSE(result->is_partial);
    EXPECT_FALSE(result->is_split);
    EXPECT_EQ(result->until, nullptr);
}

TEST(Result, TargetsReadBackAsTheSameShares)
{
    std::string text = Answer(certain_scenario(), 10).written("json");
    for (double percent : {0.2, 0.1, 1.0, 0.3, 0.07, 12.5, 1e-3}) {
        char row[256];
        std::snprintf(row, sizeof row,
                      "\"until\": [{\"figure\": \"mean(a b.npv.total)\", \"asked\": %.17g, \"is_relative\": true},"
                      "{\"figure\": \"mean(a b.npv.ai)\", \"asked\": 50000, \"is_relative\": false}]",
                      percent / 100.0);
        std::string changed = text;
        size_t      at      = changed.find("\"until\": []");
        ASSERT_NE(at, std::string::npos);
        changed.replace(at, std::strlen("\"until\": []"), row);
        Result result = read(changed);
        ASSERT_NE(result->until, nullptr);
        double read_back = std::strtod(result->until + std::strlen("mean(a b.npv.total) "), nullptr) / 100.0;
        EXPECT_EQ(read_back, percent / 100.0);
        EXPECT_NE(std::strstr(result->until, "%, mean(a b.npv.ai) 50000"), nullptr) << result->until;
    }
}

TEST(Result, WhatIsNoAnswerIsRefusedWithItsPlace)
{
    EXPECT_EQ(refusal("{\n \"schema\": 3,\n}").substr(0, 45), "a.json:3: is no answer of shortfall run: stri");
    EXPECT_EQ(refusal("{}"), "a.json: is no answer of shortfall run: its schema is not 'shortfall.run/1'");
    EXPECT_EQ(refusal("{\"schema\": \"shortfall.run/1\"}"),
              "a.json: is no answer of shortfall run: seed, paths or months are missing");
    std::string text = Answer(certain_scenario(), 10).written("json");
    EXPECT_EQ(refusal(text.substr(0, text.size() / 2)).substr(0, 7), "a.json:");
}

// Whatever is cut out or made something else: read or refused, but never worse.
TEST(Result, AChangedAnswerIsReadOrRefused)
{
    std::string text   = Answer(certain_scenario(), 10).written("json");
    size_t      n_read = 0, n_refused = 0;
    for (size_t at = 0; at + 40 < text.size(); at += 37) {
        for (const char *with : {"null", "[]", "{}", "-1", "\"\""}) {
            std::string changed = text;
            changed.replace(at, at % 23 + 1, with);
            Diag        diag;
            sfl_result *result = nullptr;
            bool is_read = sfl_result_read_text(changed.data(), changed.size(), "a.json", &result, diag) == SFL_OK;
            (is_read ? n_read : n_refused) += 1;
            sfl_result_free(&result);
        }
    }
    EXPECT_GT(n_read, 0u);
    EXPECT_GT(n_refused, 100u);
}

struct Difference {
    std::string place, a, b;
};

std::vector<Difference> differences(const Result &a, const Result &b)
{
    std::vector<Difference> out;
    auto                    add = [](void *context, const char *place, const char *one, const char *other) {
        static_cast<std::vector<Difference> *>(context)->push_back({place, one, other});
    };
    size_t n = sfl_result_differences(a.get(), b.get(), add, &out);
    EXPECT_EQ(n, out.size());
    return out;
}

TEST(Result, DifferencesAreFoundWhereTheyAreAndTheRunMayDiffer)
{
    std::string text = Answer(certain_scenario(), 10).written("json"), changed = text;
    Result      before = read(text);
    EXPECT_TRUE(differences(before, read(text)).empty());
    size_t at = changed.find("\"threads\": ");
    ASSERT_NE(at, std::string::npos);
    changed.insert(at + std::strlen("\"threads\": "), "1");
    EXPECT_TRUE(differences(before, read(changed)).empty());
    at = changed.find("\"p_cheapest\": ");
    ASSERT_NE(at, std::string::npos);
    changed.insert(at, "\"new\": [1], ");
    auto found = differences(before, read(changed));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].place, "architectures[0].new");
    EXPECT_EQ(found[0].a, "-");
    EXPECT_EQ(found[0].b, "[1.0]");
}

} // namespace
