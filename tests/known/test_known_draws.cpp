// Known answers for draws: the text vectors of this folder, each with its source on top.
#include "kernels/draw.h"
#include "tests/unit/reference_draw.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>

namespace
{

// Calls row(fields) for every line that is not a comment; returns their number.
template <class Row> int each_row(const char *file, Row row)
{
    std::ifstream lines(std::string(SFL_SOURCE_DIR "/tests/known/") + file);
    std::string   line;
    int           n = 0;
    while (std::getline(lines, line)) {
        if (line.empty() || line[0] == '#') continue;
        SCOPED_TRACE(line);
        std::istringstream fields(line);
        row(fields);
        EXPECT_FALSE(fields.fail());
        ++n;
    }
    return n;
}

void check_draw(std::istringstream &fields)
{
    uint64_t    seed, path;
    uint32_t    index, hash, word;
    std::string stream;
    double      uniform, normal;
    fields >> seed >> path >> index >> stream >> std::hex >> hash >> word >> std::dec >> uniform >> normal;
    EXPECT_EQ(sfl_fnv_hash(SFL_FNV_BEGIN, stream.c_str()), hash);
    sfl_plan plan{};
    plan.seed         = seed;
    sfl_block   block = {&plan, nullptr, path};
    sfl_quarter words;
    double      uniforms[SFL_LANES], normals[SFL_LANES];
    sfl_words_draw(&block, hash, index / 4, words);
    sfl_uniforms_draw(&block, 0, hash, static_cast<int32_t>(index), uniforms);
    sfl_normals_draw(&block, 0, hash, static_cast<int32_t>(index), normals);
    EXPECT_EQ(words[index % 4][0], word);
    EXPECT_EQ(uniforms[0], uniform);
    EXPECT_NEAR(normals[0], normal, 1e-9);
}

} // namespace

TEST(KnownDraws, PhiloxGivesThePublishedWords)
{
    int n = each_row("philox.txt", [](std::istringstream &fields) {
        int                     rounds;
        reference::Words        counter, expected, out;
        std::array<uint32_t, 2> key;
        fields >> rounds >> std::hex;
        for (uint32_t &word : counter) fields >> word;
        for (uint32_t &word : key) fields >> word;
        for (uint32_t &word : expected) fields >> word;
        EXPECT_EQ(reference::philox(counter, key, rounds), expected);
        if (rounds != 10) return;
        SFL_PHILOX_BLOCK(counter.data(), key.data(), out.data());
        EXPECT_EQ(out, expected);
    });
    EXPECT_EQ(n, 16);
}

TEST(KnownDraws, StreamsGiveTheirWordsUniformsAndNormals)
{
    EXPECT_EQ(each_row("streams.txt", check_draw), 136);
}

TEST(KnownDraws, TheInverseNormalGivesPublishedDigits)
{
    int n = each_row("normal.txt", [](std::istringstream &fields) {
        std::string kind;
        double      argument, normal;
        fields >> kind >> argument >> normal;
        if (kind == "p")
            EXPECT_NEAR(sfl_norm_inverse(argument), normal, 1e-14 * std::fabs(normal));
        else
            EXPECT_NEAR(sfl_normal_of_word(static_cast<uint32_t>(argument)), normal, 1e-9);
    });
    EXPECT_EQ(n, 11);
}

TEST(KnownDraws, TheNormalTableIsWhatItsGeneratorWrites)
{
    std::string made;
    FILE       *generator = popen(SFL_MAKE_NORMAL_TABLE, "r");
    ASSERT_NE(generator, nullptr);
    char   buffer[4096];
    size_t length;
    while ((length = fread(buffer, 1, sizeof buffer, generator)) > 0) made.append(buffer, length);
    EXPECT_EQ(pclose(generator), 0);
    std::ifstream      file(SFL_SOURCE_DIR "/kernels/normal_table.h");
    std::ostringstream committed;
    committed << file.rdbuf();
    EXPECT_GT(made.size(), 100000u);
    EXPECT_TRUE(made == committed.str()) << "make_normal_table.c of this folder writes other lines";
}
