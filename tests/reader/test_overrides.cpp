// Values from the command line: -s path=value.
#include "tests/reader/reading.hpp"

#include <gtest/gtest.h>

namespace
{

const char *const text = R"(
simulation = { months = 12; };
vendors = ( { name = "v"; } );
models = ( { name = "m"; provider = "v"; input_usd = 1.0; } );
workloads = ( { name = "a.b"; model = "m"; input_mtok = 1.0; growth = 0.1; },
              { name = "chat bot"; model = "m"; input_mtok = 1.0; season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]; } );
contracts = ( { name = "k"; vendor = "v"; kind = "edp"; commitments = [1.0, 2.0]; renewal = "none"; } );
channels = ( { name = "c"; kind = "token"; vendor = "v"; models = ["m"]; } );
architectures = ( { name = "x"; routes = ( { workload = "*"; channel = "c"; fill = "k"; otherwise = "c"; } ); } );
)";

Reading with(const std::vector<std::string> &overrides)
{
    return read_text(text, overrides);
}

/* The effective scenario holds this. */
void expect_effect(const std::vector<std::string> &overrides, const std::string &line)
{
    Reading reading = with(overrides);
    EXPECT_EQ(reading.text(), "") << overrides.back();
    EXPECT_NE(reading.dump.find(line), std::string::npos) << overrides.back() << "\n" << reading.dump;
}

void expect_message(const std::string &override, int exit_code, const std::string &message)
{
    Reading reading = with({override});
    EXPECT_EQ(sfl_status_exit_code(reading.status), exit_code) << override;
    EXPECT_EQ(reading.text(), message + "\n") << override;
}

TEST(Overrides, ChangeAKey)
{
    expect_effect({"simulation.months=24"}, "months = 24;");
    expect_effect({" simulation . months = 24 "}, "months = 24;");
}

TEST(Overrides, SetAKeyThatTheFileDoesNotHave)
{
    expect_effect({"simulation.seed=9223372036854775807"}, "seed = 9223372036854775807L;");
}

TEST(Overrides, ApplyInOrder)
{
    expect_effect({"simulation.months=24", "simulation.months=36"}, "months = 36;");
}

TEST(Overrides, FindItemsOfNamedListsByName)
{
    expect_effect({"workloads.\"a.b\".growth=0.8"}, "growth = 0.8;");
    expect_effect({"workloads.chat bot.growth=0.7"}, "growth = 0.7;");
    expect_effect({"workloads.\"chat bot\".growth=0.7"}, "growth = 0.7;");
}

TEST(Overrides, FindItemsByPosition)
{
    expect_effect({"workloads[0].growth=0.8"}, "growth = 0.8;");
    expect_effect({"architectures.x.routes[0].share=1"}, "share = 1.0;");
    expect_effect({"contracts.k.commitments[1]=50e6"}, "commitments = [1.0, 50000000.0];");
    expect_effect({"workloads.chat bot.season[11]=0.5"}, "1.0, 0.5];");
}

TEST(Overrides, MakeGroupsThatTheFileDoesNotHave)
{
    expect_effect({"workloads.\"a.b\".launch.month=4"}, "launch = { month = 4; };");
    expect_effect({"workloads.\"a.b\".jumps={ per_year = 1; mean = -0.3; }"},
                  "jumps = { per_year = 1.0; mean = -0.3; };");
}

TEST(Overrides, TakeWholeListsAndItems)
{
    expect_effect({"contracts.k.commitments=[5, 6, 7]"}, "commitments = [5.0, 6.0, 7.0];");
    expect_effect({"vendors=({ name = \"v\"; }, { name = \"w\"; })"}, "name = \"w\";");
    expect_effect(
        {"contracts.k={ name = \"k\"; vendor = \"v\"; kind = \"macc\"; period_months = 6; commitments = [1]; }"},
        "kind = \"macc\";");
}

TEST(Overrides, TurnAWordIntoItsGroup)
{
    expect_effect({"contracts.k.renewal.share=0.8"}, "renewal = { share = 0.8; };");
    expect_effect({"architectures.x.routes[0].otherwise.token_ratio=1.1"},
                  "otherwise = { channel = \"c\"; token_ratio = 1.1; };");
    expect_effect({"contracts.k.renewal={ share = 0.5; }", "contracts.k.renewal=\"repeat\""}, "renewal = \"repeat\";");
}

TEST(Overrides, RefuseAnUnknownKeyWithTheNearest)
{
    expect_message("simulation.sede=4", 3, "-s: simulation.sede: unknown key; did you mean seed?");
    expect_message("simulation.qqqqqq=4", 3,
                   "-s: simulation.qqqqqq: unknown key; allowed are the keys of the simulation");
    expect_message("workload[0].growth=1", 3, "-s: workload: unknown key; did you mean workloads?");
}

TEST(Overrides, RefuseAnUnknownNameWithTheNearest)
{
    expect_message("workloads.chat bod.growth=1", 3,
                   "-s: workloads.\"chat bod\": no such name; did you mean chat bot?");
    expect_message("workloads.voice.growth=1", 3, "-s: workloads.voice: no such name");
    expect_message("workloads[2].growth=1", 3, "-s: workloads: [2]; the list holds 2");
}

TEST(Overrides, RefuseAPathThatLeadsNowhere)
{
    expect_message("simulation.months.x=1", 3, "-s: simulation.months: a single value; it has no keys and no items");
    expect_message("simulation.seed.x=1", 3, "-s: simulation.seed: a single value; it has no keys and no items");
    expect_message("simulation[0]=1", 3, "-s: simulation: no list; allowed is the name of a key");
    expect_message("contracts.k.commitments.x=1", 3,
                   "-s: contracts.k.commitments: its items have no names; allowed is a position, [0] the first");
    expect_message("workloads[0].season[0]=1", 3,
                   "-s: workloads[0].season: not in the scenario; allowed is to write the whole key");
}

TEST(Overrides, RefuseAValueAtThePlaceMinusS)
{
    expect_message("simulation.months=0", 3, "-s: simulation.months: 0; allowed is a whole number 1 … 240 months");
    expect_message("simulation.months=12.0", 3,
                   "-s: simulation.months: 12.0; allowed is a whole number 1 … 240 months");
    expect_message("simulation.sampling=\"halton\"", 3,
                   "-s: simulation.sampling: \"halton\"; allowed is \"random\", \"antithetic\" or \"sobol\"");
    expect_message("workloads[0].input_mtok=1e999", 3,
                   "-s: workloads.\"a.b\".input_mtok: 1e999; allowed is 0 … 1e12 Mtok a month");
    expect_message(
        "architectures.x.routes[0].channel=\"d\"", 3,
        "-s: architectures.x.routes[0].channel: \"d\"; allowed is the name of a channel; did you mean \"c\"?");
}

TEST(Overrides, ComeAfterTheMistakesOfTheFile)
{
    Reading reading = read_text("simulation = { months = 0; };\n", {"simulation.seed=-1"});
    ASSERT_EQ(reading.messages.size(), 3u);
    EXPECT_EQ(reading.messages[1], "text:1: simulation.months: 0; allowed is a whole number 1 … 240 months");
    EXPECT_EQ(reading.messages[2], "-s: simulation.seed: -1; allowed is a whole number 0 … 9223372036854775807");
}

TEST(Overrides, WithBadSyntaxAreBadUsage)
{
    const char *const no_path = ": no path; allowed is key.name.key=value, key[0]=value, key.\"a.b\".key=value";
    for (const char *bad : {"simulation.months", "=3", "", ".", "a..b=3", "a.=3", ".a=3", "a[1=3", "a[]=3", "a[-1]=3",
                            "a[x]=3", "[0]=3", "a\"b\"=3", "\"a=3", "a[0]b=3", "a]=3", "a[99999999999999999999]=1"}) {
        expect_message(bad, 2, "-s: " + std::string(bad) + no_path);
    }
    expect_message("a=", 2, "-s: a=: no value: the text ends here; allowed is a value or a closing bracket");
    expect_message("a=yes", 2, "-s: a=yes: no value: column 1: yes; allowed is text in quotes, or = after a key");
    expect_message("a=1; b=2", 2, "-s: a=1; b=2: no value: more than one value");
    expect_message("a=1.2.3", 2,
                   "-s: a=1.2.3: no value: column 1: 1.2.3; allowed is a number such as 12, 0.5 or 1.5e6");
    expect_message(
        "a=\"x", 2,
        "-s: a=\"x: no value: column 1: the string that begins here has no end on its line; allowed is \"…\"");
    expect_message("a=@include \"x\"", 2, "-s: a=@include \"x\": no value: column 1: @include; allowed only in files");
    expect_message("a=(1", 2, "-s: a=(1: no value: the text ends here; allowed is a value or a closing bracket");
    expect_message("a=1 /*", 2,
                   "-s: a=1 /*: no value: column 3: the comment that begins here has no end; allowed is /* … */");
}

/* Bad usage is said before the file is opened. */
TEST(Overrides, WithBadSyntaxComeBeforeTheFile)
{
    EXPECT_EQ(read_file("no_such_file.cfg", {"x"}).status, SFL_ERR_USAGE);
}

} // namespace
