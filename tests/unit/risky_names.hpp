// A scenario whose architectures bear names that other formats take for something else.
#ifndef SFL_TESTS_UNIT_RISKY_NAMES_HPP
#define SFL_TESTS_UNIT_RISKY_NAMES_HPP

#include "answer.hpp"

#include <array>

inline const std::array<std::string, 3> risky_names = {R"(=HYPERLINK("http://x";"y"))",
                                                       R"(+1, two; <script>"three"</script>)", "'@größe"};

inline std::string risky_scenario()
{
    std::string       text     = certain_scenario();
    const std::string before[] = {"\"a\"", "\"b\"", "\"c\""};
    for (size_t i = 0; i < risky_names.size(); ++i) {
        std::string literal = "\"";
        for (char c : risky_names[i])
            literal += (c == '"' ? "\\" : "") + std::string(1, c);
        literal += "\"";
        for (size_t at = text.find(before[i]); at != std::string::npos; at = text.find(before[i], at + literal.size()))
            text.replace(at, before[i].size(), literal);
    }
    return text;
}

#endif
