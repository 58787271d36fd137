// docs/tally-format.md: the file that it shows is the one that the program writes.
#include "tests/unit/pieces.hpp"
#include "tests/unit/tally_sketch.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <regex>
#include <sstream>
#include <string>

namespace
{

std::string page()
{
    return pieces::contents_of(SFL_SOURCE_DIR "/docs/tally-format.md");
}

std::string example()
{
    fuzz::Plans   plans;
    pieces::Piece piece(sketch::build(plans));
    sketch::fill(piece.get(), 0);
    sketch::fill(piece.get(), 1);
    return pieces::bytes_of(piece.get());
}

std::string hex(const std::string &bytes, size_t at, size_t n, const char *between = " ")
{
    std::string digits;
    for (size_t i = at; i < at + n; ++i) {
        char two[3];
        std::snprintf(two, sizeof two, "%02x", static_cast<unsigned>(static_cast<uint8_t>(bytes[i])));
        digits += (i > at ? between : "") + std::string(two);
    }
    return digits;
}

// As hexdump -C.
std::string dump(const std::string &bytes)
{
    std::string all;
    for (size_t at = 0; at < bytes.size(); at += 16) {
        size_t      n    = std::min<size_t>(16, bytes.size() - at);
        std::string left = hex(bytes, at, std::min<size_t>(8, n)), right = n > 8 ? hex(bytes, at + 8, n - 8) : "", seen;
        for (size_t i = at; i < at + n; ++i)
            seen += bytes[i] >= ' ' && bytes[i] <= '~' ? bytes[i] : '.';
        char line[100];
        std::snprintf(line, sizeof line, "%08zx  %-23s  %-23s  |%s|\n", at, left.c_str(), right.c_str(), seen.c_str());
        all += line;
    }
    char end[16];
    std::snprintf(end, sizeof end, "%08zx\n", bytes.size());
    return all + end;
}

} // namespace

TEST(TallyFormat, ThePageShowsTheFileThatIsWritten)
{
    std::string wanted = "```\n" + dump(example()) + "```\n";
    EXPECT_NE(page().find(wanted), std::string::npos) << "docs/tally-format.md should show\n" << wanted;
}

// Rows `| at | bytes | is |` that follow one another from byte 0 to the end of the first tally.
TEST(TallyFormat, ThePageNamesEveryByteUpToTheSecondTally)
{
    std::string        bytes = example(), line, all = page();
    std::istringstream text(all);
    std::regex         row("\\| (\\d+) \\| `([0-9a-f ]+)` \\| .* \\|");
    std::smatch        found;
    size_t             next = 0;
    while (std::getline(text, line)) {
        if (!std::regex_match(line, found, row)) continue;
        size_t n = (static_cast<size_t>(found[2].length()) + 1) / 3;
        EXPECT_EQ(found[1].str(), std::to_string(next)) << line;
        ASSERT_LE(next + n, bytes.size());
        EXPECT_EQ(found[2].str(), hex(bytes, next, n)) << line;
        next += n;
    }
    EXPECT_EQ(next, 122u + 90u);
}
