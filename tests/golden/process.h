// The program as a person starts it: words in, exit code and two texts out.
#pragma once

#include <functional>
#include <string>
#include <sys/types.h>
#include <vector>

struct Finished {
    int         exit_code = -1; // 128 + the signal where one ended it
    long        peak_kib  = 0;  // most memory it held
    std::string out, err;
};

struct Start {
    std::string                program = SFL_PROGRAM;
    std::string                folder  = SFL_SOURCE_DIR; // where it runs
    std::vector<std::string>   environment;              // "NAME=value", besides the test's own
    std::string                out_file;                 // standard output goes there; empty: it is caught
    bool                       close_stdin = false, close_stdout = false;
    bool                       err_is_terminal = false; // standard error is a pseudo-terminal
    bool                       own_group = false;       // a process group of its own, which can be killed as a whole
    std::function<void(pid_t)> meanwhile;               // called once, after the start
    std::string                signal_at;               // sent signal_number once standard error holds this text
    int                        signal_number = 0, n_signals = 1; // so often, a millisecond apart
};

// Runs the program with these words.
Finished run_program(const std::vector<std::string> &words, const Start &start = {});

// Words of a line, with blanks between them; '…' keeps blanks.
std::vector<std::string> split_words(const std::string &line);

// The same text without what differs from run to run or from one layout of the plan to the next: seconds, backend and
// threads in the last line of an answer for people, the member `run` of one for programs, fingerprints, also in the name of a run.
std::string without_run(const std::string &text);

// Text of a file; the test fails where it cannot be read.
std::string read_text(const std::string &file);

std::vector<std::string> lines_of(const std::string &text);
// Do the lines match, a wanted `...` standing for any?
bool matches(const std::vector<std::string> &wanted, const std::vector<std::string> &found);
