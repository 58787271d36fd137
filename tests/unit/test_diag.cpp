#include "host/base/diag.h"

#include <gtest/gtest.h>

namespace
{

const sfl_place nowhere = {nullptr, 0, 0}, line = {"a.cfg", 7, 3}, file = {"a.cfg", 0, 0}, option = {"-s", 0, 0};

struct Diag : testing::Test {
    sfl_diag *diag = sfl_diag_build();
    ~Diag() override
    {
        sfl_diag_free(&diag);
    }
};

TEST_F(Diag, ReturnsTheStatusItIsGiven)
{
    EXPECT_EQ(sfl_diag_add(diag, SFL_ERR_VALUE, line, "x"), SFL_ERR_VALUE);
    EXPECT_EQ(sfl_diag_add(nullptr, SFL_ERR_NAME, line, "x"), SFL_ERR_NAME);
}

TEST_F(Diag, KeepsMessagesInOrder)
{
    for (int i = 0; i < 100; i++)
        sfl_diag_add(diag, SFL_ERR_KEY, line, "message %d", i);
    ASSERT_EQ(sfl_diag_count(diag), 100u);
    EXPECT_STREQ(sfl_diag_message(diag, 99)->text, "message 99");
    EXPECT_EQ(sfl_diag_message(diag, 100), nullptr);
}

TEST_F(Diag, WritesAPlaceAsFarAsItIsKnown)
{
    for (const sfl_place &place : {line, file, option, nowhere})
        sfl_diag_add(diag, SFL_ERR_KEY, place, "text");
    EXPECT_STREQ(sfl_diag_line(diag, 0), "a.cfg:7: text");
    EXPECT_STREQ(sfl_diag_line(diag, 1), "a.cfg: text");
    EXPECT_STREQ(sfl_diag_line(diag, 2), "-s: text");
    EXPECT_STREQ(sfl_diag_line(diag, 3), "text");
    EXPECT_STREQ(sfl_diag_line(diag, 4), "");
}

TEST_F(Diag, HasTheStatusOfItsFirstError)
{
    EXPECT_EQ(sfl_diag_status(diag), SFL_OK);
    sfl_diag_warn(diag, line, "careful");
    EXPECT_EQ(sfl_diag_status(diag), SFL_OK);
    EXPECT_EQ(sfl_diag_error_count(diag), 0u);
    sfl_diag_add(diag, SFL_ERR_NAME, line, "first");
    sfl_diag_add(diag, SFL_ERR_KEY, line, "second");
    EXPECT_EQ(sfl_diag_status(diag), SFL_ERR_NAME);
    EXPECT_EQ(sfl_diag_error_count(diag), 2u);
    EXPECT_EQ(sfl_diag_count(diag), 3u);
}

TEST(DiagOfNobody, IsEmpty)
{
    EXPECT_EQ(sfl_diag_count(nullptr), 0u);
    EXPECT_EQ(sfl_diag_status(nullptr), SFL_OK);
    sfl_diag_warn(nullptr, line, "x");
    sfl_diag_free(nullptr);
}

TEST(Status, HasAnExitCodeAndAText)
{
    EXPECT_EQ(sfl_status_exit_code(SFL_OK), 0);
    EXPECT_EQ(sfl_status_exit_code(SFL_ERR_MEMORY), 1);
    EXPECT_EQ(sfl_status_exit_code(SFL_ERR_USAGE), 2);
    EXPECT_EQ(sfl_status_exit_code(SFL_ERR_NAME), 3);
    EXPECT_EQ(sfl_status_exit_code(SFL_INTERRUPTED), 130);
    for (int s = 0; s < SFL_STATUS_COUNT; s++)
        EXPECT_STRNE(sfl_status_text(static_cast<sfl_status>(s)), "");
}

} // namespace
