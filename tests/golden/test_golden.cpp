// Every *.golden file of this folder: a command on its first line, then exactly what it prints and its exit code.
// `cmake --build <build> --target golden-update` writes them anew; the difference is read line by line.
#include "process.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace
{

const std::string prompt = "$ shortfall ";

std::vector<std::string> golden_files()
{
    std::vector<std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(SFL_SOURCE_DIR "/tests/golden")) {
        if (entry.path().extension() == ".golden") files.push_back(entry.path().stem().string());
    }
    std::sort(files.begin(), files.end());
    return files;
}

// What a golden file holds for a command line.
std::string transcript(const std::string &line)
{
    Finished    finished = run_program(split_words(line.substr(prompt.size())));
    std::string text     = line + "\n" + without_run(finished.out);
    if (!text.empty() && text.back() != '\n') text += "\n[no newline at the end]\n";
    if (!finished.err.empty()) text += "[standard error]\n" + finished.err;
    return text + "[exit " + std::to_string(finished.exit_code) + "]\n";
}

class Golden : public testing::TestWithParam<std::string>
{
};

TEST_P(Golden, PrintsExactlyThis)
{
    std::string file     = std::string(SFL_SOURCE_DIR "/tests/golden/") + GetParam() + ".golden";
    std::string expected = read_text(file);
    std::string line     = expected.substr(0, expected.find('\n'));
    ASSERT_EQ(line.compare(0, prompt.size(), prompt), 0) << "the first line is no command: " << line;
    std::string found = transcript(line);
    if (getenv("SFL_GOLDEN_UPDATE") != nullptr) {
        std::ofstream(file, std::ios::binary) << found;
        return;
    }
    EXPECT_EQ(found, expected);
}

std::string test_name(const testing::TestParamInfo<std::string> &info)
{
    return info.param;
}

INSTANTIATE_TEST_SUITE_P(Files, Golden, testing::ValuesIn(golden_files()), test_name);

} // namespace
