// A build without libxlsxwriter knows the format and says why it has none.
#include "answer.hpp"

#include <gtest/gtest.h>

TEST(Xlsx, WithoutTheLibraryItIsRefusedWithTheReason)
{
    Answer answer(certain_scenario(), 2);
    EXPECT_EQ(sfl_report_write(answer.summary, "xlsx", nullptr, stdout, answer.diag), SFL_ERR_USAGE);
    EXPECT_STREQ(sfl_diag_line(answer.diag, 0),
                 "the format 'xlsx': this build has no workbooks: libxlsxwriter was not there when it was built");
}
