// Completion of shells and the man page: what the shells themselves, and scdoc, make of them.
#include "process.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <iostream>

namespace
{

bool is_there(const std::string &program)
{
    return std::system(("command -v " + program + " >/dev/null 2>&1").c_str()) == 0;
}

#define SKIP_WITHOUT(program)                                                                                          \
    if (!is_there(program)) GTEST_SKIP() << "there is no " << program << " on this machine"

Finished run_shell(const std::string &shell, const std::vector<std::string> &words)
{
    Start start;
    start.program = "/usr/bin/env";
    std::vector<std::string> all{shell};
    all.insert(all.end(), words.begin(), words.end());
    return run_program(all, start);
}

// What bash offers for a line, whose words are as it takes them apart.
std::string bash_offers(const std::string &words)
{
    std::string script =
        "source <('" SFL_PROGRAM "' completion bash); COMP_WORDS=(shortfall " + words +
        "); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _shortfall; printf '%s\\n' \"${COMPREPLY[@]}\" | LC_ALL=C sort";
    return run_shell("bash", {"-c", script}).out;
}

std::string fish_offers(const std::string &line)
{
    return run_shell("fish", {"--no-config", "-c",
                              "'" SFL_PROGRAM "' completion fish | source; complete -C '" + line +
                                  "' | string replace -r '\\t.*' '' | sort"})
        .out;
}

TEST(Completion, EveryShellTakesItsScript)
{
    for (const std::string shell : {"bash", "zsh", "fish"}) {
        Finished script = run_program({"completion", shell});
        EXPECT_EQ(script.exit_code, 0) << script.err;
        if (!is_there(shell)) {
            std::cout << "not checked: there is no " << shell << " on this machine\n";
            continue;
        }
        std::string file  = testing::TempDir() + "shortfall." + shell;
        Finished    saved = run_program({"completion", shell, "-o", file});
        EXPECT_EQ(saved.exit_code, 0);
        EXPECT_EQ(read_text(file), script.out);
        Finished checked = run_shell(shell, {"-n", file});
        EXPECT_EQ(checked.exit_code, 0) << checked.err;
        EXPECT_EQ(checked.err, "");
    }
}

TEST(Completion, InBashOffersCommandsOptionsAndTheirWords)
{
    SKIP_WITHOUT("bash");
    EXPECT_EQ(bash_offers("ru"), "run\n");
    EXPECT_EQ(bash_offers("run --fo"), "--format\n");
    EXPECT_EQ(bash_offers("check --format ''"), "json\ntable\n");
    EXPECT_EQ(bash_offers("check --format = js"), "json\n");
    EXPECT_EQ(bash_offers("run --color ''"), "always\nauto\nnever\n");
    EXPECT_EQ(bash_offers("run --card-form ''"), "auto\nplain\nteam\n");
    EXPECT_EQ(bash_offers("run --csv-dialect ''"), "excel-eu\nrfc4180\nunix\n");
    EXPECT_EQ(bash_offers("explain work"), "workloads\n");
    EXPECT_EQ(bash_offers("bench W-"), "W-large\nW-small\n");
    EXPECT_EQ(bash_offers("completion ''"), "bash\nfish\nzsh\n");
    EXPECT_EQ(bash_offers("run --paths ''"), "\n") << "a number is not guessed";
    EXPECT_EQ(bash_offers("run quick"), "\n") << "files are left to bash";
}

TEST(Completion, InFishOffersTheSame)
{
    SKIP_WITHOUT("fish");
    EXPECT_EQ(fish_offers("shortfall ru"), "run\n");
    EXPECT_EQ(fish_offers("shortfall run --fo"), "--format\n");
    EXPECT_EQ(fish_offers("shortfall check --format "), "json\ntable\n");
    EXPECT_EQ(fish_offers("shortfall explain work"), "workloads\n");
}

// A line typed in an interactive zsh on a terminal of its own, and then Tab.
std::string zsh_line(const std::string &typed)
{
    std::string script = "zmodload zsh/zpty; zpty z zsh -f -i; "
                         "zpty -w z \"PROMPT=; autoload -Uz compinit; compinit -D -u; eval \\\"\\$('" SFL_PROGRAM
                         "' completion zsh)\\\"; "
                         "bindkey '^I' complete-word; bindkey '^X' show; show() { print -r -- \\\"<\\$BUFFER>\\\" }; "
                         "zle -N show; echo re''ady\"; "
                         "zpty -r z out '*ready*'; zpty -w -n z $'" +
                         typed + "\\t\\C-x'; zpty -r z out '*<*>*'; print -r -- $out; zpty -d z";
    std::string out = run_shell("timeout", {"30", "zsh", "-f", "-c", script}).out;
    size_t      at = out.rfind('<'), end = out.rfind('>');
    return at == std::string::npos || end < at ? "no line in: " + out : out.substr(at + 1, end - at - 1);
}

TEST(Completion, InZshCompletesTheLine)
{
    SKIP_WITHOUT("zsh");
    EXPECT_EQ(zsh_line("shortfall ru"), "shortfall run ");
    EXPECT_EQ(zsh_line("shortfall run --form"), "shortfall run --format ");
    EXPECT_EQ(zsh_line("shortfall check --format js"), "shortfall check --format json ");
    EXPECT_EQ(zsh_line("shortfall explain workl"), "shortfall explain workloads ");
}

TEST(Completion, OfAnotherShellIsRefused)
{
    Finished refused = run_program({"completion", "tcsh"});
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_EQ(refused.err, "shortfall completion: found 'tcsh'; allowed is one of: bash zsh fish\n1 error\n");
}

TEST(Completion, AsJsonHoldsTheScript)
{
    nlohmann::json json = nlohmann::json::parse(run_program({"completion", "fish", "--json"}).out);
    EXPECT_EQ(json.at("shell"), "fish");
    EXPECT_EQ(json.at("text"), run_program({"completion", "fish"}).out);
}

TEST(Manual, ScdocTakesItAndEveryOptionIsThere)
{
    SKIP_WITHOUT("scdoc");
    Finished page = run_shell("sh", {"-c", "'" SFL_PROGRAM "' manual | scdoc"});
    EXPECT_EQ(page.exit_code, 0);
    EXPECT_EQ(page.err, "");
    for (const char *heading :
         {"NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT", "FILES", "EXAMPLES", "SEE ALSO"})
        EXPECT_NE(page.out.find(std::string("\n.SH ") + heading + "\n"), std::string::npos) << heading;
}

TEST(Manual, HasEveryCommandAndOptionOfTheHelp)
{
    nlohmann::json json = nlohmann::json::parse(run_program({"manual", "--json"}).out);
    std::string    page = run_program({"manual"}).out, list = run_program({"--help"}).out;
    EXPECT_GE(json.at("commands").size(), 11u);
    for (const auto &command : json.at("commands")) {
        std::string word = command.at("command"), help = run_program({word, "--help"}).out;
        EXPECT_NE(list.find("\n  " + word + " "), std::string::npos) << word;
        EXPECT_NE(page.find("\n## shortfall " + word + " "), std::string::npos) << word;
        for (const auto &option : command.at("options")) {
            std::string name = "--" + option.at("option").get<std::string>();
            EXPECT_NE(help.find(name), std::string::npos) << word << " " << name;
            EXPECT_NE(page.find("*" + name + "*"), std::string::npos) << word << " " << name;
        }
    }
}

TEST(Completion, KnowsEveryCommandAndOption)
{
    nlohmann::json json = nlohmann::json::parse(run_program({"manual", "--json"}).out);
    for (const char *shell : {"bash", "zsh", "fish"}) {
        std::string script = run_program({"completion", shell}).out;
        for (const auto &command : json.at("commands")) {
            EXPECT_NE(script.find(command.at("command").get<std::string>()), std::string::npos) << shell;
            for (const auto &option : command.at("options"))
                EXPECT_NE(script.find(option.at("option").get<std::string>()), std::string::npos) << shell << option;
        }
    }
}

} // namespace
