// Runs that are cut up, kept and put together: what the suites of this folder share.
#pragma once

#include "../golden/process.h"
#include "../parity/answers.hpp"
#include "../unit/folder.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <ostream>
#include <string>
#include <vector>

namespace kept
{

using Words = std::vector<std::string>;

Words operator+(Words a, const Words &b);

// A run that is asked for: its scenario, how paths are sampled, how many.
struct Asked {
    std::string name; // letters, digits, underscores
    Words       words;
};
std::ostream &operator<<(std::ostream &stream, const Asked &asked);

// A file of configs/ by its stem, sampled `random`, `antithetic` or `sobol`. `how_many` is -p or --until and their value.
Asked asked_of(const std::string &stem, const std::string &sampling, const Words &how_many);

std::vector<std::string> config_stems();

// Sends a signal to the group of a process that was started with own_group.
void signal_group(pid_t leader, int signal_number);

// What is done in a folder of its own.
class Kept : public testing::Test
{
  protected:
    std::string in(const std::string &name) const
    {
        return folder.in(name);
    }
    // Runs the program; the test fails unless it ends with this exit code.
    Finished run(const Words &words, int exit_code = 0) const;
    // Its answer as JSON, byte for byte but for the member `run`.
    std::string answer(const Words &words, int exit_code = 0) const;
    // The answer that was written to a file.
    std::string answer_in(const std::string &name) const;
    // Shares 1 … n as files NAME-i.sfl; their names.
    Words write_shares(const Asked &asked, int n, const std::string &name) const;
    // The answer of the files put together in this order.
    std::string merged_answer(const Words &files) const;

    OwnFolder folder;
};

} // namespace kept
