// Answers that must be the same bytes, however they were computed.
#pragma once

#include <ostream>
#include <string>
#include <vector>

namespace parity
{

// A scenario of configs/, of the case file, or a random one.
struct Subject {
    std::string name; // letters, digits and underscores
    std::string file; // of configs/; empty: `text` is the scenario
    std::string text;
};

std::ostream &operator<<(std::ostream &stream, const Subject &subject);

// Every file of configs/, every case with a scenario, and random scenarios.
std::vector<Subject> subjects();

// One way to compute the same thing.
struct Way {
    std::string              program;
    std::vector<std::string> words; // -j, --chunk, --backend
};

// Everything that must not differ: the JSON of `run` but its member `run`, `paths` from path 0 on, and from almost the
// last path number on. The test fails where a command does.
std::string answer(const Subject &subject, const Way &way);

// The text of a JSON object without its member `run`.
std::string without_run(const std::string &json);

// Where two texts part: number and text of the first line that differs. Empty: they are equal.
std::string first_difference(const std::string &a, const std::string &b);

} // namespace parity
