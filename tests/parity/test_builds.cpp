// The same bytes from gcc and clang, -O1 and -O3 -march=native: the programs of the presets named in SFL_OTHER_BUILDS, which
// lie beside this build and have to be built first (./check.sh equal does both).
#include "answers.hpp"

#include <filesystem>
#include <gtest/gtest.h>

namespace
{

using parity::Subject;

class Builds : public testing::TestWithParam<Subject>
{
};

TEST_P(Builds, GiveTheSameBytes)
{
    const std::string reference = parity::answer(GetParam(), {SFL_PROGRAM, {}});
    for (const char *build : {SFL_OTHER_BUILDS}) {
        const std::string program = std::string(SFL_BUILDS_FOLDER) + "/" + build + "/shortfall";
        ASSERT_TRUE(std::filesystem::exists(program)) << "build the preset " << build << " first";
        for (const char *backend : {"auto", "cpu-plain"}) {
            const std::string other = parity::answer(GetParam(), {program, {"--backend", backend}});
            EXPECT_EQ(parity::first_difference(reference, other), "") << build << " " << backend;
        }
    }
}

std::string name_of(const testing::TestParamInfo<Subject> &info)
{
    return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(Every, Builds, testing::ValuesIn(parity::subjects()), name_of);

} // namespace
