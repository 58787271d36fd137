// The house as it stands has nothing to be found, and what is planted is found.
#include "house.hpp"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>

namespace
{

using house::Findings;
namespace fs = std::filesystem;

const fs::path the_house = SFL_SOURCE_DIR;

std::vector<house::Arrow> the_arrows()
{
    return house::read_arrows(the_house / "tests/house/arrows.txt");
}

TEST(House, HasArrowsToFollow)
{
    EXPECT_GT(the_arrows().size(), 20u);
}

TEST(House, EveryIncludeFollowsAnArrow)
{
    EXPECT_EQ(house::against_arrows(the_house, the_arrows()), Findings{});
}

TEST(House, TheBillNeverSeesTheDice)
{
    EXPECT_EQ(house::reaching(the_house, "kernels/bill.h", "kernels/draw.h"), Findings{});
    EXPECT_EQ(house::reaching(the_house, "kernels/bill.h", "kernels/word.h"), Findings{});
}

TEST(House, TheWorldDoesSeeTheDice)
{
    EXPECT_NE(house::reaching(the_house, "kernels/world.h", "kernels/draw.h"), Findings{});
}

TEST(House, TheTwoTowersMeetInThePathOnly)
{
    EXPECT_EQ(house::reaching(the_house, "kernels/bill.h", "kernels/world.h"), Findings{});
    EXPECT_EQ(house::reaching(the_house, "kernels/world.h", "kernels/bill.h"), Findings{});
}

TEST(House, EverySourceIsListed)
{
    EXPECT_EQ(house::unlisted_sources(the_house), Findings{});
}

TEST(House, NothingStrangeLiesAtTheTop)
{
    EXPECT_EQ(house::strangers_at_top(the_house), Findings{});
}

// A small tree with one thing wrong in it.
class Planted : public testing::Test
{
  protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "sfl-house-XXXXXX").string();
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        root = pattern;
    }
    void TearDown() override
    {
        fs::remove_all(root);
    }
    void plant(const std::string &file, const std::string &text) const
    {
        fs::create_directories((root / file).parent_path());
        std::ofstream(root / file) << text;
    }
    fs::path root;
};

TEST_F(Planted, AnArrowAgainstTheListIsFound)
{
    plant("kernels/num.h", "#include <math.h>\n");
    plant("host/base/text.h", "\n");
    plant("host/plan/pack.c", "#include \"kernels/num.h\"\n#include \"host/base/text.h\"\n");
    plant("host/base/text.c", "#include \"host/base/text.h\"\n#include \"kernels/num.h\"\n");
    EXPECT_EQ(house::against_arrows(root, the_arrows()),
              Findings{"host/base/text.c:2: includes kernels/num.h, and no arrow goes there"});
}

TEST_F(Planted, KernelsThatLookAtTheHostAreFound)
{
    plant("host/base/text.h", "\n");
    plant("kernels/bill.h", "#include \"../host/base/text.h\"\n");
    EXPECT_EQ(house::against_arrows(root, the_arrows()),
              Findings{"kernels/bill.h:1: includes host/base/text.h, and no arrow goes there"});
}

TEST_F(Planted, LibconfigOutsideItsRoomIsFound)
{
    plant("host/config/parse.c", "#include <libconfig.h>\n");
    plant("host/cli/main.c", "#include <stdio.h>\n#  include <libconfig.h> /* why not */\n");
    EXPECT_EQ(house::against_arrows(root, the_arrows()),
              Findings{"host/cli/main.c:2: includes <libconfig.h>, and no arrow goes there"});
}

TEST_F(Planted, AnIncludeOfNothingIsFound)
{
    plant("kernels/a.h", "#include \"kernels/b.h\"\n");
    EXPECT_EQ(house::against_arrows(root, the_arrows()),
              Findings{"kernels/a.h:1: includes kernels/b.h, which is not in the tree"});
}

TEST_F(Planted, DiceBehindTwoDoorsAreFound)
{
    plant("kernels/draw.h", "\n");
    plant("kernels/burst.h", "#include \"kernels/draw.h\"\n");
    plant("kernels/capacity.h", "#include \"kernels/burst.h\"\n");
    plant("kernels/bill.h", "#include \"kernels/capacity.h\"\n");
    EXPECT_EQ(house::reaching(root, "kernels/bill.h", "kernels/draw.h"),
              Findings{"kernels/bill.h > kernels/capacity.h > kernels/burst.h > kernels/draw.h"});
    EXPECT_EQ(house::reaching(root, "kernels/absent.h", "kernels/draw.h"),
              Findings{"kernels/absent.h is not in the tree"});
}

TEST_F(Planted, AnUnlistedSourceIsFound)
{
    plant("host/base/CMakeLists.txt", "target_sources(shortfall PRIVATE mytext.c text.cpp deep/a.c)\n");
    plant("host/base/text.c", "\n");
    plant("host/base/mytext.c", "\n");
    plant("host/base/deep/a.c", "\n");
    EXPECT_EQ(house::unlisted_sources(root), Findings{"host/base/text.c is in no CMakeLists.txt"});
}

TEST_F(Planted, AStrangerAtTheTopIsFound)
{
    plant("notes.txt", "\n");
    plant("kernels/num.h", "\n");
    EXPECT_EQ(house::strangers_at_top(root), Findings{"notes.txt has no place at the top level"});
}

TEST_F(Planted, AHeaderThatLeansOnItsIncluderIsFound)
{
    const std::string script = (the_house / "tests/house/headers.sh").string();
    const auto        check  = [&] {
        return std::system(("sh " + script + " " + root.string() + " c gcc kernels >/dev/null 2>&1").c_str());
    };
    plant("kernels/good.h", "#ifndef GOOD_H\n#define GOOD_H\n#include <stdint.h>\nextern int32_t good;\n#endif\n");
    EXPECT_EQ(check(), 0);
    plant("kernels/leaning.h", "#ifndef LEANING_H\n#define LEANING_H\nextern int32_t leaning;\n#endif\n");
    EXPECT_NE(check(), 0);
}

} // namespace
