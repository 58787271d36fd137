#include "terminal.h"

#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <pty.h>
#include <regex>
#include <sys/wait.h>
#include <unistd.h>

namespace
{

// Nothing of the terminal that the tests are started from.
void set_environment(const Terminal &terminal)
{
    for (const char *name : {"COLUMNS", "LINES", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "LANG", "LC_CTYPE"})
        unsetenv(name);
    setenv("TERM", "xterm", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    for (const std::string &entry : terminal.environment)
        putenv(strdup(entry.c_str()));
}

[[noreturn]] void become_program(const std::vector<std::string> &words, const Terminal &terminal, int out)
{
    if (chdir(SFL_SOURCE_DIR) != 0) _exit(126);
    set_environment(terminal);
    if (terminal.is_out_file) dup2(out, STDOUT_FILENO);
    std::vector<char *> arguments{const_cast<char *>("shortfall")};
    for (const std::string &word : words)
        arguments.push_back(const_cast<char *>(word.c_str()));
    arguments.push_back(nullptr);
    execv(SFL_PROGRAM, arguments.data());
    _exit(127);
}

// A terminal whose session ends drops what nobody has read yet. The session is led by a process of the test's own, which
// writes this byte after all that the program wrote, and ends only when the test has read it and closes the pipe.
constexpr char end_of_text = '\0';

[[noreturn]] void lead_session(const std::vector<std::string> &words, const Terminal &terminal, int out,
                               const int *hold)
{
    signal(SIGINT, SIG_IGN); // Ctrl-C is the program's
    pid_t program = fork();
    if (program == 0) {
        signal(SIGINT, SIG_DFL);
        become_program(words, terminal, out);
    }
    int status = 0;
    while (waitpid(program, &status, 0) < 0 && errno == EINTR) {
    }
    char byte = end_of_text;
    close(hold[1]);
    if (write(STDERR_FILENO, &byte, 1) != 1 || read(hold[0], &byte, 1) < 0) _exit(125);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

void follow(int terminal_end, const Terminal &terminal, std::string &text)
{
    bool    must_type = !terminal.type_at.empty();
    char    bytes[65536];
    ssize_t n;
    while ((n = read(terminal_end, bytes, sizeof(bytes))) > 0 || (n < 0 && errno == EINTR)) {
        if (n > 0) text.append(bytes, static_cast<size_t>(n));
        if (!text.empty() && text.back() == end_of_text) break;
        if (!must_type || text.find(terminal.type_at) == std::string::npos) continue;
        must_type = false;
        EXPECT_EQ(write(terminal_end, terminal.type.data(), terminal.type.size()),
                  static_cast<ssize_t>(terminal.type.size()));
    }
    bool is_whole = !text.empty() && text.back() == end_of_text;
    EXPECT_TRUE(is_whole) << "the terminal was closed before the program had ended";
    if (is_whole) text.pop_back();
}

std::string content(int file)
{
    std::string text;
    char        bytes[65536];
    lseek(file, 0, SEEK_SET);
    for (ssize_t n; (n = read(file, bytes, sizeof(bytes))) > 0;)
        text.append(bytes, static_cast<size_t>(n));
    return text;
}

} // namespace

Shown run_on_terminal(const std::vector<std::string> &words, const Terminal &terminal)
{
    winsize size{50, static_cast<unsigned short>(terminal.columns), 0, 0};
    char    name[]       = "/tmp/shortfall-terminal-XXXXXX";
    int     out          = mkostemp(name, O_CLOEXEC);
    int     terminal_end = -1, hold[2] = {-1, -1};
    Shown   shown;
    EXPECT_EQ(pipe2(hold, O_CLOEXEC), 0) << strerror(errno);
    auto  begun = std::chrono::steady_clock::now();
    pid_t child = forkpty(&terminal_end, nullptr, nullptr, &size);
    if (child == 0) lead_session(words, terminal, out, hold);
    close(hold[0]);
    if (child < 0) ADD_FAILURE() << "pseudo-terminal: " << strerror(errno);
    follow(terminal_end, terminal, shown.text);
    close(hold[1]);
    int status = 0;
    waitpid(child, &status, 0);
    shown.seconds   = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    shown.text      = std::regex_replace(shown.text, std::regex("\r\n"), "\n");
    shown.out_file  = content(out);
    shown.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    close(terminal_end);
    close(out);
    unlink(name);
    return shown;
}

std::string without_colour(const std::string &text)
{
    return std::regex_replace(text, std::regex("\x1b\\[[0-9]*m"), "");
}

std::string visible(const std::string &text)
{
    return std::regex_replace(text, std::regex("\x1b"), "\\e");
}
