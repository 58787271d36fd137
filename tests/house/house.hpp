// What the house is asked (docs/style.md section 2): each question is put to a tree of sources and answered with a list of
// sentences, one for each thing that is not as it should be.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace house
{

namespace fs = std::filesystem;
using Findings = std::vector<std::string>;

struct Arrow {
    std::string from, to; // "host/plan/" or "kernels/num.h"; to: also "<libconfig.h>"
};

// The rows of arrows.txt.
std::vector<Arrow> read_arrows(const fs::path &file);

// Each #include of kernels/, host/ and include/ stays in its room or follows an arrow, and names a file that exists.
Findings against_arrows(const fs::path &root, const std::vector<Arrow> &arrows);

// `target` is not among what `start` includes, nor what that includes, and so on.
Findings reaching(const fs::path &root, const std::string &start, const std::string &target);

// Every source file is named by the CMakeLists.txt of its folder or of the nearest folder above that has one.
Findings unlisted_sources(const fs::path &root);

// Names at the top level that have no place there.
Findings strangers_at_top(const fs::path &root);

} // namespace house
