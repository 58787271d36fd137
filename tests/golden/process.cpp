#include "process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <regex>
#include <sstream>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

struct Ends {
    int read = -1, write = -1;
};

Ends make_pipe()
{
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) ADD_FAILURE() << "pipe: " << strerror(errno);
    return {ends[0], ends[1]};
}

Ends make_terminal()
{
    int  main = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    Ends ends{main, -1};
    if (main < 0 || grantpt(main) != 0 || unlockpt(main) != 0) {
        ADD_FAILURE() << "pseudo-terminal: " << strerror(errno);
        return ends;
    }
    ends.write = open(ptsname(main), O_RDWR | O_NOCTTY | O_CLOEXEC);
    return ends;
}

[[noreturn]] void become_program(const std::vector<std::string> &words, const Start &start, int out, int err)
{
    if (chdir(start.folder.c_str()) != 0) _exit(126);
    for (const std::string &entry : start.environment)
        putenv(strdup(entry.c_str()));
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    if (start.close_stdin) close(STDIN_FILENO);
    if (start.close_stdout) close(STDOUT_FILENO);
    std::vector<char *> arguments{const_cast<char *>("shortfall")};
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    execv(start.program.c_str(), arguments.data());
    _exit(127);
}

// Reads what there is; false at the end.
bool take(int descriptor, std::string &text)
{
    char    bytes[65536];
    ssize_t n = read(descriptor, bytes, sizeof(bytes));
    if (n > 0) text.append(bytes, static_cast<size_t>(n));
    return n > 0 || (n < 0 && errno == EINTR);
}

void take_all(int out, int err, pid_t child, const Start &start, Finished &finished)
{
    pollfd ends[2]   = {{out, POLLIN, 0}, {err, POLLIN, 0}};
    bool   is_signal = !start.signal_at.empty();
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
        if (poll(ends, 2, -1) < 0 && errno != EINTR) break;
        if (ends[0].revents != 0 && !take(out, finished.out)) ends[0].fd = -1;
        if (ends[1].revents != 0 && !take(err, finished.err)) ends[1].fd = -1;
        if (is_signal && finished.err.find(start.signal_at) != std::string::npos) {
            is_signal = false;
            for (int i = 0; i < start.n_signals; ++i) {
                kill(child, start.signal_number);
                usleep(1000);
            }
        }
    }
}

} // namespace

Finished run_program(const std::vector<std::string> &words, const Start &start)
{
    Ends     out = make_pipe(), err = start.err_is_terminal ? make_terminal() : make_pipe();
    int      out_target = start.out_file.empty() ? out.write : open(start.out_file.c_str(), O_WRONLY | O_CLOEXEC);
    Finished finished;
    pid_t    child = fork();
    if (start.own_group) setpgid(child, child); // here and there: whoever comes first
    if (child == 0) become_program(words, start, out_target, err.write);
    if (out_target != out.write) close(out_target);
    close(out.write);
    close(err.write);
    if (start.meanwhile) start.meanwhile(child);
    take_all(out.read, err.read, child, start, finished);
    close(out.read);
    close(err.read);
    int    status = 0;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    finished.peak_kib  = usage.ru_maxrss;
    finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return finished;
}

std::vector<std::string> split_words(const std::string &line)
{
    std::vector<std::string> words;
    bool                     is_quoted = false, is_in_word = false;
    for (char c : line) {
        if (c == '\'') {
            is_quoted = !is_quoted;
            if (!is_in_word) words.emplace_back();
            is_in_word = true;
        } else if (c == ' ' && !is_quoted) {
            is_in_word = false;
        } else {
            if (!is_in_word) words.emplace_back();
            is_in_word = true;
            words.back().push_back(c);
        }
    }
    return words;
}

std::string without_run(const std::string &text)
{
    static const std::pair<std::regex, const char *> rules[] = {
        {std::regex(R"((shortfall [0-9.]+), [^\n]* on [^\n]*, [0-9]+ threads?\n)"), "$1\n"},
        {std::regex(R"(\n "run": \{[^}]*\},)"), ""},
        {std::regex(R"(, fingerprint [0-9a-f]{16}\n)"), "\n"},
        {std::regex(R"re((^|\n)[0-9a-f]{16}(-[0-9]+,))re"), "$1...$2"},
        {std::regex(R"re(("fingerprint": ")[0-9a-f]{64}")re"), "$1...\""},
    };
    std::string rest = text;
    for (const auto &[what, instead] : rules)
        rest = std::regex_replace(rest, what, instead);
    return rest;
}

std::string read_text(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    EXPECT_TRUE(stream.good()) << file;
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> lines_of(const std::string &text)
{
    std::vector<std::string> lines;
    std::istringstream       stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

namespace
{

bool match_from(const std::vector<std::string> &wanted, size_t i, const std::vector<std::string> &found, size_t j)
{
    if (i == wanted.size()) return j == found.size();
    if (wanted[i] == "...") {
        for (size_t k = j; k <= found.size(); ++k) {
            if (match_from(wanted, i + 1, found, k)) return true;
        }
        return false;
    }
    return j < found.size() && wanted[i] == found[j] && match_from(wanted, i + 1, found, j + 1);
}

} // namespace

bool matches(const std::vector<std::string> &wanted, const std::vector<std::string> &found)
{
    return match_from(wanted, 0, found, 0);
}
