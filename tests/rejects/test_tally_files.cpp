// Every refusal of a tally file that is broken: which byte, and what is wrong with it.
#include "tests/unit/pieces.hpp"
#include "tests/unit/tally_sketch.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <ostream>
#include <string>

namespace
{

using namespace sketch;

struct Row {
    const char                 *name;
    std::function<void(File &)> breaks;
    const char                 *message;
};

std::ostream &operator<<(std::ostream &out, const Row &row)
{
    return out << row.name;
}

// A field that is something else.
std::function<void(File &)> put(const char *field, std::string bytes)
{
    return [field, bytes](File &file) { file[field] = bytes; };
}

std::string open_and_load(const std::string &bytes)
{
    fuzz::Plans   plans;
    pieces::Piece into(build(plans));
    return pieces::load(bytes, into.get());
}

class EveryBrokenFile : public testing::TestWithParam<Row>
{
};

const std::string endless = std::string(9, '\x80') + '\x02';

// clang-format off
const Row rows[] = {
    {"OfNothing", [](File &file) { file.fields.resize(0); file.fields.push_back({"", ""}); },
     "byte 0: this is no tally file"},
    {"AnotherMagic", put("magic", "PK\x03\x04\r\n\x1a\n"),
     "byte 0: this is no tally file"},
    {"LineEndsOfText", put("magic", "\x89SFL\n\x1a\n\n"),
     "byte 4: a tally file that was changed on its way as if it were text"},
    {"SevenBits", put("magic", "\x09SFL\r\n\x1a\n"),
     "byte 0: a tally file that was changed on its way as if it were text"},
    {"ALaterVersion", put("version", fixed(2, 4)),
     "byte 8: a tally file of version 2; this program knows version 1"},
    {"TooLong", put("length", fixed(10000, 8)),
     "byte 12: a length of 10000 bytes, but there are 308"},
    {"TooShort", put("length", fixed(23, 8)),
     "byte 12: a length of 23 bytes, but there are 308"},
    {"AnotherChecksum", put("checksum", fixed(0x01020304, 4)),
     "byte 304: the checksum is 01020304, that of the bytes before it 105a9479: the file is damaged"},
    {"ANumberOf65Bits", put("seed", endless),
     "byte 20: a number of more than 64 bits"},
    {"ANumberOfZerosAtTheEnd", put("seed", std::string("\x85\x00", 2)),
     "byte 20: a number of more bytes than it needs"},
    {"AnotherSampling", put("sampling", u(3)),
     "byte 21: an unknown way of sampling"},
    {"AgainstNobody", put("against", s(-2)),
     "byte 22: no number of an architecture"},
    {"NeitherYesNorNo", put("split", u(2)),
     "byte 45: neither yes (1) nor no (0)"},
    {"ALevelOfOne", put("level", real(1.0)),
     "byte 37: a level of intervals that is not 0 to 1"},
    {"ALevelThatIsNoNumber", put("level", real(std::nan(""))),
     "byte 37: a level of intervals that is not 0 to 1"},
    {"ATitleBeyondTheFile", put("title", u(1) + u(100000) + "a.cfg"),
     "byte 47: a text longer than what is left of the file"},
    {"AZeroInTheText", put("text", u(1) + u(3) + std::string("a\0b", 3)),
     "byte 56: a zero byte in a text"},
    {"NoPoint", put("n_points", u(0)),
     "byte 66: no point"},
    {"MorePointsThanBytes", put("n_points", u(1000)),
     "byte 66: more points than what is left of the file"},
    {"MoreValuesThanBytes", put("n_values", u(1000)),
     "byte 67: more values than what is left of the file"},
    {"AShardOfNone", put("n_shards", u(0)),
     "byte 107: a shard that is not 0 to their number"},
    {"AShardBeyondTheLast", put("shard", u(3)),
     "byte 107: a shard that is not 0 to their number"},
    {"AShardTooLarge", put("n_shards", u(Wide{1} << 32)),
     "byte 108: a shard beyond 2^32"},
    {"YearsOfSeconds", put("seconds", u((Wide{1} << 50) + 1)),
     "byte 111: more microseconds than 2^50"},
    {"MoreRangesThanBytes", put("n_ranges", u(1000)),
     "byte 114: more ranges than what is left of the file"},
    {"RangesThatTouch", put("gap 1", u(0)),
     "byte 117: a range of paths that does not come after the one before"},
    {"ARangeOfNone", put("range 0", u(0)),
     "byte 116: a range without a path"},
    {"ARangeBeyondTheRun", put("range 1", u(937)),
     "byte 118: a path that the run does not have"},
    {"AGapBeyondTheRun", put("gap 1", u(997)),
     "byte 117: a path that the run does not have"},
    {"MorePartsThanThereAre", put("n_places", u(34)),
     "byte 119: more parts than there are"},
    {"APartTooFew", put("n_places", u(1)),
     "byte 212: 0 paths in part 1; of those that the file holds it is 4"},
    {"APartTooMany", put("n_places", u(3)),
     "byte 304: the bytes end within a number"},
    {"APartTwice", put("1 part", u(0)),
     "byte 212: a part that does not come after the one before"},
    {"AnotherPart", put("1 part", u(2)),
     "byte 212: 0 paths in part 1; of those that the file holds it is 4"},
    {"APartThatThereIsNot", put("1 part", u(33)),
     "byte 212: a part that there is not"},
    {"ATallyBeyondTheFile", put("1 length", u(100000)),
     "byte 213: a tally longer than what is left of the file"},
    {"ATallyCutOff", put("0 length", u(30)),
     "byte 152: the bytes end within a number"},
    {"ATallyOfOtherPaths", put("0 paths", u(6)),
     "byte 122: 6 paths in part 0; of those that the file holds it is 4"},
    {"ARangeOfOtherPaths", put("range 0", u(6)),
     "byte 122: 4 paths in part 0; of those that the file holds it is 6"},
    {"HalfAPair", [](File &file) { file["range 0"] = u(3); file["gap 1"] = u(61); file["0 paths"] = u(3); },
     "byte 122: half an antithetic pair"},
    {"MoreRefusedThanValues", put("0 refused", u(13) + u(0)),
     "byte 123: more values refused than there are"},
    {"OtherMonths", put("0 months", u(4)),
     "byte 124: another number of months than the scenario's"},
    {"WithoutPairs", put("0 antithetic", u(0)),
     "byte 125: another way of sampling than the scenario's"},
    {"OtherColumns", put("0 columns", u(4)),
     "byte 126: another number of columns than the scenario's"},
    {"AnotherColumn", put("0 spend.keep", u(3)),
     "byte 127: another kind of column than the scenario's"},
    {"ALeastTooSmall", put("0 spend.least", s(-4611686018427387905)),
     "byte 128: an amount beyond 2^62"},
    {"AGreatestTooLarge", put("0 spend.spread", u(4611686018427387904)),
     "byte 131: an amount beyond 2^62"},
    {"ASumTooSmall", put("0 spend.sum", s(3999999)),
     "byte 134: a sum that its values cannot have"},
    {"ASumTooLarge", put("0 spend.sum", s(8000001)),
     "byte 134: a sum that its values cannot have"},
    {"ASumOf150Bits", put("0 spend.sum", std::string(21, '\x80') + '\x01'),
     "byte 134: a sum that its values cannot have"},
    {"ASumOf192Bits", put("0 spend.sum", std::string(27, '\x80') + '\x04'),
     "byte 134: a number of more than 191 bits"},
    {"SquaresTooSmall", put("0 spend.squares", u(8999999999999)),
     "byte 138: squares that its values cannot have"},
    {"SquaresTooLarge", put("0 spend.squares", u(10000000000001)),
     "byte 138: squares that its values cannot have"},
    {"SquaresFarTooLarge", put("0 spend.squares", std::string(26, '\x80') + '\x7f'),
     "byte 138: squares that its values cannot have"},
    {"ProductsTooLarge", put("0 spend.products", s(5000000000001)),
     "byte 145: products of pairs that its values cannot have"},
    {"ProductsTooSmall", put("0 spend.products", s(-5000000000001)),
     "byte 145: products of pairs that its values cannot have"},
    {"PairsThatDoNotSpreadEnough", put("0 spend.products", s(3999999999999)),
     "byte 145: products of pairs that its values cannot have"},
    {"ABinBelowTheLeast", put("0 spend.bin", s(2686)),
     "byte 152: a value outside of the least and the greatest"},
    {"AnEmptyBin", put("0 spend.count", u(0)),
     "byte 154: an empty bin"},
    {"TooManyInABin", put("0 spend.count", u(5)),
     "byte 154: more values in bins than there are paths"},
    {"ABinTwice", put("0 spend.gap", u(0)),
     "byte 155: a bin that does not come after the one before"},
    {"ABinAboveTheGreatest", put("0 spend.gap", u(131)),
     "byte 155: a value outside of the least and the greatest"},
    {"TooFewInTheBins", put("0 spend.more", u(1)),
     "byte 158: a value outside of the least and the greatest"},
    {"AMonthBelowNone", put("0 month.least", s(-1)),
     "byte 160: a month beyond the scenario's"},
    {"AMonthTooLate", put("0 month.spread", u(4)),
     "byte 160: a month beyond the scenario's"},
    {"AMonthsBinTooLate", put("0 month.gap", u(4)),
     "byte 164: a value outside of the least and the greatest"},
    {"BytesAfterTheLastColumn", put("0 share.products", u(2 * static_cast<Wide>(1250000000000) * 1000000000000) + "x"),
     "byte 212: bytes after the last column"},
    {"BytesAfterTheLastTally", put("end", "xyz"),
     "byte 304: bytes after the last tally"},
    {"AnotherSeedAndPlan", [](File &file) { file["seed"] = u(6); file["fingerprint"] = std::string(32, 'f'); },
     "is of another run: seed 6, the others have 5"},
    {"AnotherPlan", put("fingerprint", std::string(32, 'f')),
     "is of another run: its scenario is another"},
    {"AnotherNumberOfPaths", put("n_paths", u(1001)),
     "is of another run: 1001 paths in all, the others have 1000"},
    {"OtherTargets", put("until", u(0)),
     "is of another run: its targets are others"},
};
// clang-format on

} // namespace

TEST_P(EveryBrokenFile, IsRefusedWithTheByteAndWhatIsWrong)
{
    File file;
    GetParam().breaks(file);
    std::string bytes = file.fields.size() > 1 ? file.bytes() : "";
    EXPECT_EQ(open_and_load(bytes), std::string("a.sfl: ") + GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(Tally, EveryBrokenFile, testing::ValuesIn(rows),
                         [](const testing::TestParamInfo<Row> &row) { return std::string(row.param.name); });

TEST(TallyFiles, TheFileThatIsBrokenAboveIsGood)
{
    fuzz::Plans   plans;
    pieces::Piece piece(build(plans));
    fill(piece.get(), 0);
    fill(piece.get(), 1);
    EXPECT_EQ(File().bytes(), pieces::bytes_of(piece.get()));
    EXPECT_EQ(open_and_load(File().bytes()), "");
}

TEST(TallyFiles, CutOffAnywhereAreRefused)
{
    std::string bytes = File().bytes();
    for (size_t n = 0; n < bytes.size(); ++n)
        EXPECT_NE(open_and_load(bytes.substr(0, n)), "") << n;
}

TEST(TallyFiles, WithAByteChangedAreRefused)
{
    std::string bytes = File().bytes();
    for (size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i]          = static_cast<char>(changed[i] ^ 0x10);
        EXPECT_NE(open_and_load(changed), "") << i;
    }
}

TEST(TallyFiles, WhosePlanIsNotThatOfTheirScenarioAreRefused)
{
    fuzz::Plans   plans;
    pieces::Piece into(build(plans));
    plans.all[0]->fingerprint[31] ^= 1;
    EXPECT_EQ(pieces::load(File().bytes(), into.get()), "a.sfl: its scenario gives another plan than the one it was made with");
}

TEST(TallyFiles, WhosePathsAreThereAlreadyAreRefused)
{
    fuzz::Plans   plans;
    pieces::Piece into(build(plans));
    fill(into.get(), 1);
    EXPECT_EQ(pieces::load(File().bytes(), into.get()), "a.sfl: overlaps: paths 64 to 67 are in another file, too");
}

TEST(TallyFiles, ThatAreNoneAreRefused)
{
    auto said_of = [](const char *name) {
        sfl_piece_file *file = nullptr;
        pieces::Diag    diag(sfl_diag_build());
        EXPECT_EQ(sfl_piece_open(name, &file, diag.get()), SFL_ERR_USAGE);
        EXPECT_EQ(file, nullptr);
        return pieces::lines(diag.get());
    };
    EXPECT_EQ(said_of("/no/such.sfl"), "/no/such.sfl: cannot be read: No such file or directory");
    EXPECT_EQ(said_of("/tmp"), "/tmp: cannot be read: Is a directory");
    EXPECT_EQ(said_of("/dev/zero"), "/dev/zero: cannot be read: it is no plain file");
}
