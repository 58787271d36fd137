// The program on a terminal of its own, as a person sees it.
#pragma once

#include <string>
#include <vector>

struct Terminal {
    int                      columns = 80;
    std::vector<std::string> environment; // "NAME=value", besides TERM=xterm and LC_ALL=C.UTF-8
    std::string              type_at;     // once the terminal has shown this,
    std::string              type;        // these keys are typed
    bool                     is_out_file = false; // standard output is a file and not the terminal
};

struct Shown {
    int         exit_code = -1;
    double      seconds   = 0.0;
    std::string text;     // what came to the terminal, with \n for its \r\n
    std::string out_file; // what came to the file
};

// Runs the program with these words; both output streams are the terminal, which is its controlling one.
Shown run_on_terminal(const std::vector<std::string> &words, const Terminal &terminal = {});

// The text without escape sequences, and with "\e" for the character that begins one.
std::string without_colour(const std::string &text);
std::string visible(const std::string &text);
