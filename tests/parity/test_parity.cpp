// The same bytes for any number of threads, any chunk and any level of the instruction set (docs/style.md section 9).
#include "answers.hpp"

#include "kernels/backend.h"

#include <gtest/gtest.h>

namespace
{

using parity::Subject;

class Parity : public testing::TestWithParam<Subject>
{
  protected:
    void expect_same(const std::vector<std::string> &words)
    {
        const std::string other = parity::answer(GetParam(), {SFL_PROGRAM, words});
        EXPECT_EQ(parity::first_difference(reference(), other), "") << testing::PrintToString(words);
    }
    const std::string &reference()
    {
        if (text.empty()) text = parity::answer(GetParam(), {SFL_PROGRAM, {"-j", "1"}});
        return text;
    }

  private:
    std::string text;
};

TEST_P(Parity, OfThreadsAndChunks)
{
    expect_same({"-j", "2"});
    expect_same({"-j", "7"});
    expect_same({"-j", "1", "--chunk", "64"});
    expect_same({"-j", "2", "--chunk", "128"});
    expect_same({"-j", "7", "--chunk", "100"});
}

TEST_P(Parity, OfInstructionSets)
{
    int32_t            n_backends = 0;
    const sfl_backend *backends   = sfl_backend_list(&n_backends);
    for (int32_t i = 0; i < n_backends; ++i) {
        if (backends[i].is_usable()) expect_same({"-j", "1", "--backend", backends[i].name});
    }
}

std::string name_of(const testing::TestParamInfo<Subject> &info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Every, Parity, testing::ValuesIn(parity::subjects()), name_of);

TEST(ParityOfTexts, LeavesOutTheMemberRunAndNothingElse)
{
    EXPECT_EQ(parity::without_run(R"({ "a": {"run": "}"}, "run": {"x": [1, "]\""]}, "b": 2 })"),
              R"({ "a": {"run": "}"}, , "b": 2 })");
    EXPECT_EQ(parity::without_run(R"({"text": "\"run\": 1", "n": -1.5, "run": 3})"), R"({"text": "\"run\": 1", "n": -1.5, })");
}

TEST(ParityOfTexts, ShowsWhereTheyPart)
{
    EXPECT_EQ(parity::first_difference("a\nb\n", "a\nb\n"), "");
    EXPECT_EQ(parity::first_difference("a\nb\n", "a\nc\n"), "line 2:\nb\nc");
    EXPECT_EQ(parity::first_difference("a\n", "a\nc\n"), "line 2:\n(end)\nc");
}

} // namespace
