// shortfall compare, verify and --fail-if: written answers are read again, and what moved is told from chance.
#include "process.h"
#include "tests/unit/folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace
{

using nlohmann::json;

const std::string tiny = "tests/golden/tiny.cfg";

class Answers : public testing::Test
{
  protected:
    // The answer to these words, as a file.
    std::string answer(const std::string &name, std::vector<std::string> words,
                       const std::string &scenario = tiny) const
    {
        std::string file = folder_.in(name);
        words.insert(words.begin(), {"run", scenario, "--json", "-q", "-o", file});
        Finished run = run_program(words);
        EXPECT_TRUE(run.exit_code == 0) << run.err;
        return file;
    }

    OwnFolder folder_;
};

json compared(const std::string &a, const std::string &b, std::vector<std::string> words = {})
{
    words.insert(words.begin(), {"compare", a, b, "--json", "-q"});
    Finished run = run_program(words);
    EXPECT_EQ(run.exit_code, 0) << run.err;
    return json::parse(run.out);
}

const json *find(const json &comparison, const std::string &figure)
{
    for (const json &row : comparison.at("changes"))
        if (row.at("figure") == figure) return &row;
    return nullptr;
}

// ---- compare ----

TEST_F(Answers, OneAnswerWithItselfIsTheSameInEveryFigure)
{
    std::string a      = answer("a.json", {"-p", "4096"});
    json        result = compared(a, a);
    EXPECT_TRUE(result.at("is_paired").get<bool>());
    EXPECT_GT(result.at("counts").at("same").get<int>(), 300);
    for (const char *kind : {"noise", "moved", "changed", "gone", "new"})
        EXPECT_EQ(result.at("counts").at(kind), 0) << kind;
    EXPECT_TRUE(result.at("scenario_lines").empty());
    EXPECT_TRUE(result.at("changes").empty());
}

// The mean moves by a thousandth of itself, a tenth of its interval: independent answers could not tell.
TEST_F(Answers, OnTheSameFuturesASmallChangeIsSeen)
{
    std::string a = answer("a.json", {"-p", "65536"}, "configs/quickstart.cfg");
    std::string b = answer("b.json", {"-p", "65536", "-s", "contracts.edp.discount=0.0699"}, "configs/quickstart.cfg");
    std::string c = answer("c.json", {"-p", "65536", "--seed", "7", "-s", "contracts.edp.discount=0.0699"},
                           "configs/quickstart.cfg");
    json        same = compared(a, b), other = compared(a, c);
    EXPECT_TRUE(same.at("is_paired").get<bool>());
    EXPECT_FALSE(other.at("is_paired").get<bool>());
    EXPECT_EQ(other.at("reason"), "the seeds differ");
    ASSERT_NE(find(same, "mean(bedrock.npv.total)"), nullptr);
    EXPECT_EQ(find(same, "mean(bedrock.npv.total)")->at("verdict"), "moved");
    EXPECT_EQ(find(other, "mean(bedrock.npv.total)")->at("verdict"), "noise");
    EXPECT_EQ(same.at("scenario_lines").size(), 2u);
    // What does not hang on the discount is the same to the last bit.
    EXPECT_EQ(find(same, "mean(drivers.support-chat.12)"), nullptr);
    EXPECT_NE(find(compared(a, b, {"--all"}), "mean(drivers.support-chat.12)"), nullptr);
}

// The interval of a paired change holds the change of a far larger run: 21 figures that move smoothly, of which at 95 % all
// but one or two should; fewer than 15 has a probability of 3e-4 if they were independent, and they stand together.
TEST_F(Answers, IntervalsOfChangesHoldTheChangeOfMorePaths)
{
    const std::string        scenario = "configs/quickstart.cfg";
    const std::string        change   = "contracts.edp.discount=0.05";
    std::vector<std::string> small = {"-p", "32768"}, large = {"-p", "1048576"};
    std::vector<std::string> small_b = small, large_b = large;
    for (auto *words : {&small_b, &large_b})
        words->insert(words->end(), {"-s", change});
    json few  = compared(answer("a.json", small, scenario), answer("b.json", small_b, scenario), {"--all"});
    json many = compared(answer("c.json", large, scenario), answer("d.json", large_b, scenario), {"--all"});
    int  n = 0, n_held = 0;
    for (const char *architecture : {"bedrock", "direct", "fill"}) {
        for (const char *measure : {"mean(%.npv.total)", "mean(%.npv.trueup)", "mean(%.npv.baseline)", "mean(%.regret)",
                                    "p_shortfall(%.edp.0)", "mean(%.edp.1.shortfall)", "utilisation(%.edp.1)"}) {
            std::string name = measure;
            name.replace(name.find('%'), 1, architecture);
            const json *row = find(few, name), *truth = find(many, name);
            ASSERT_NE(row, nullptr) << name;
            ASSERT_FALSE(row->at("low").is_null()) << name;
            n += 1;
            double value = truth->at("change");
            n_held += row->at("low") <= value && value <= row->at("high") ? 1 : 0;
        }
    }
    EXPECT_EQ(n, 21);
    EXPECT_GE(n_held, 15);
}

TEST_F(Answers, WhatOnlyOneAnswerHasIsNamedAsSuch)
{
    std::string a      = answer("a.json", {"-p", "4096"});
    std::string b      = answer("b.json", {"-p", "4096", "-s", "simulation.months=2"});
    json        result = compared(a, b), back = compared(b, a);
    EXPECT_GT(result.at("counts").at("gone").get<int>(), 0);
    EXPECT_EQ(result.at("counts").at("gone"), back.at("counts").at("new"));
}

TEST_F(Answers, TheTableShowsTheScenariosLinesAndWhatMoved)
{
    std::string a = answer("a.json", {"-p", "4096"}),
                b = answer("b.json", {"-p", "4096", "-s", "workloads.extract.growth=0.5"});
    Finished run  = run_program({"compare", a, b, "-q"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
    EXPECT_NE(run.out.find("The scenarios differ in "), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("On the same futures, because"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("mean(platform.npv.total)"), std::string::npos) << run.out;
    EXPECT_NE(run.out.find("Cheapest in the mean, npv: "), std::string::npos) << run.out;
}

TEST_F(Answers, WhatIsNoAnswerIsBadUsage)
{
    std::string a = answer("a.json", {"-p", "64"}), broken = folder_.in("broken.json");
    std::ofstream(broken) << "{\n\"schema\": ";
    for (const std::string &command : {std::string("verify"), std::string("compare")}) {
        std::vector<std::string> words = {command, broken, a};
        if (command == "verify") words.pop_back();
        Finished run = run_program(words);
        EXPECT_EQ(run.exit_code, 2);
        EXPECT_NE(run.err.find("broken.json:2: is no answer of shortfall run: "), std::string::npos) << run.err;
    }
    EXPECT_EQ(run_program({"compare", a}).exit_code, 2);
    EXPECT_EQ(run_program({"verify", folder_.in("missing.json")}).exit_code, 2);
}

// ---- --fail-if ----

TEST_F(Answers, ARunFailsIfAConditionHoldsAndTheAnswerIsThereAllTheSame)
{
    Finished run = run_program({"run", tiny, "-p", "2048", "-q", "--json", "--fail-if",
                                "mean(platform.npv.total) > 1k, p_cheapest(mixed) > 100%"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_EQ(json::parse(run.out).at("paths"), 2048);
    EXPECT_NE(run.err.find("--fail-if: mean(platform.npv.total) > 1k: it is "), std::string::npos) << run.err;
    EXPECT_EQ(run.err.find("p_cheapest"), std::string::npos) << run.err;
    EXPECT_EQ(run_program({"run", tiny, "-p", "2048", "-q", "--fail-if", "mean(platform.npv.total) > 1B"}).exit_code,
              0);
}

struct Wrong {
    const char *condition, *message;
};

class Condition : public testing::TestWithParam<Wrong>
{
};

TEST_P(Condition, ThatCannotBeReadIsBadUsage)
{
    Finished run = run_program({"run", tiny, "-p", "64", "--fail-if", GetParam().condition});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_NE(run.err.find(GetParam().message), std::string::npos) << run.err;
}

INSTANTIATE_TEST_SUITE_P(
    Wrong, Condition,
    testing::Values(Wrong{"mean(platfrom.npv.total) > 1", "the nearest is mean(platform.npv.total)"},
                    Wrong{"mean(platform.npv.total)", "found ''"}, Wrong{"mean(platform.npv.total) = 1", "found '= 1'"},
                    Wrong{"mean(platform.npv.total) > x", "found '> x'"},
                    Wrong{"mean(platform.npv.total) > 1 2", "found '> 1 2'"},
                    Wrong{"mean(platform.npv.total) > 1,", "a condition is missing"},
                    Wrong{"", "a condition is missing"},
                    Wrong{"mean(platform.npv.total) < 45.000.000", "found '< 45.000.000'"},
                    Wrong{"mean(platform.npv.total) < e", "found '< e'"},
                    Wrong{"mean(platform.npv.total) > 1--2", "found '> 1--2'"},
                    Wrong{"mean(platform.npv.total) > 20%", "% is for shares"},
                    Wrong{"change(mean(platform.npv.total)) > 1%", "no figure is called"}),
    [](const auto &row) { return "Row" + std::to_string(row.index); });

TEST_F(Answers, ACompareFailsIfAChangeIsTooLarge)
{
    std::string a      = answer("a.json", {"-p", "4096"});
    std::string b      = answer("b.json", {"-p", "4096", "-s", "workloads.extract.input_mtok=4000"});
    json        result = compared(a, b);
    double      was    = find(result, "mean(platform.npv.total)")->at("a"),
           is          = find(result, "mean(platform.npv.total)")->at("b");
    ASSERT_GT(is, 1.02 * was);
    Finished run = run_program({"compare", a, b, "-q", "--fail-if", "change(mean(platform.npv.total)) > 2%"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_NE(run.err.find("--fail-if: change(mean(platform.npv.total)) > 2%: it is "), std::string::npos) << run.err;
    EXPECT_NE(run.out.find("What moved"), std::string::npos);
    EXPECT_EQ(run_program({"compare", b, a, "-q", "--fail-if", "change(mean(platform.npv.total)) > 2%"}).exit_code, 0);
}

TEST_F(Answers, AChangeOfWhatIsTheSameIsNoneEvenIfItIsZero)
{
    std::string a = answer("a.json", {"-p", "4096"});
    Finished    run =
        run_program({"compare", a, a, "-q", "--fail-if", "change(p_tied(mixed)) > 0%, change(p_cheapest(mixed)) > 0%"});
    EXPECT_EQ(run.exit_code, 0) << run.err;
}

TEST_F(Answers, OfOtherCurrenciesOrLevelsAreNotCompared)
{
    std::string a = answer("a.json", {"-p", "64"});
    for (const char *other : {"simulation.currency=\"EUR\"", "--level"}) {
        std::vector<std::string> words = {"-p", "64", "-s", other};
        if (other == std::string("--level")) words = {"-p", "64", "--level", "0.9"};
        Finished run = run_program({"compare", a, answer("b.json", words)});
        EXPECT_EQ(run.exit_code, 2) << run.out;
        EXPECT_NE(run.err.find("b.json"), std::string::npos) << run.err;
    }
}

TEST_F(Answers, AreNotReplacedByWhatIsSaidOfThem)
{
    std::string a = answer("a.json", {"-p", "64"}), before = read_text(a);
    EXPECT_EQ(run_program({"verify", a, "-o", a}).exit_code, 2);
    EXPECT_EQ(run_program({"compare", a, a, "-o", a}).exit_code, 2);
    EXPECT_EQ(read_text(a), before);
}

// A miss that the walked parts never had: its change must not look exact.
TEST_F(Answers, WhatThePartsCannotSeeCountsAsIndependent)
{
    json a = json::parse(read_text(answer("a.json", {"-p", "4096"}))), b = a;
    for (auto [answer_of, value] : {std::pair(&a, 0.40), std::pair(&b, 0.41)}) {
        json &of             = (*answer_of)["architectures"][0];
        of["p_tied"]         = value;
        of["low"]["p_tied"]  = value - 0.02;
        of["high"]["p_tied"] = value + 0.02;
    }
    std::ofstream(folder_.in("x.json")) << a.dump(1);
    std::ofstream(folder_.in("y.json")) << b.dump(1);
    json        result = compared(folder_.in("x.json"), folder_.in("y.json"));
    std::string name   = "p_tied(" + a["architectures"][0]["name"].get<std::string>() + ")";
    ASSERT_NE(find(result, name), nullptr);
    EXPECT_EQ(find(result, name)->at("verdict"), "noise"); // the parts say 0, the answers 0.01: that is not exact
    EXPECT_LT(find(result, name)->at("low").get<double>(), -0.01);
}

// ---- verify ----

struct Kind {
    const char              *name;
    std::vector<std::string> words;
};

class EveryKind : public Answers, public testing::WithParamInterface<Kind>
{
};

TEST_P(EveryKind, OfAnswerIsVerified)
{
    std::string a   = answer("a.json", GetParam().words);
    Finished    run = run_program({"verify", a, "-q", "-j", "2"});
    EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
    EXPECT_NE(run.out.find(": the same, "), std::string::npos) << run.out;
    json told = json::parse(run_program({"verify", a, "-q", "--json"}).out);
    EXPECT_TRUE(told.at("is_same").get<bool>());
}

INSTANTIATE_TEST_SUITE_P(Kinds, EveryKind,
                         testing::Values(Kind{"plain", {"-p", "4096"}}, Kind{"level", {"-p", "4096", "--level", "0.9"}},
                                         Kind{"antithetic", {"-p", "4096", "-s", "simulation.sampling=\"antithetic\""}},
                                         Kind{"sobol", {"-p", "4096", "-s", "simulation.sampling=\"sobol\""}},
                                         Kind{"split", {"-p", "4096", "--split"}},
                                         Kind{"until",
                                              {"--until", "mean(platform.npv.total) 0.3%, p_cheapest(mixed) 0.05"}}),
                         [](const auto &row) { return row.param.name; });

TEST_F(Answers, ThatWereInterruptedAreVerifiedWhereTheirPathsAreKnown)
{
    for (const char *sampling : {"random", "sobol"}) {
        std::string a = answer("a.json", {"-p", "4096", "-s", std::string("simulation.sampling=\"") + sampling + "\""});
        json        changed   = json::parse(read_text(a));
        changed["is_partial"] = true;
        std::ofstream(a) << changed.dump(1);
        Finished run = run_program({"verify", a, "-q"});
        EXPECT_EQ(run.exit_code, sampling == std::string("random") ? 0 : 2) << run.out << run.err;
        const std::string &said = run.exit_code == 0 ? run.out : run.err;
        EXPECT_NE(said.find("interrupted"), std::string::npos) << said;
    }
}

TEST_F(Answers, AChangedFigureIsFoundByItsPlace)
{
    std::string a                                      = answer("a.json", {"-p", "4096"});
    json        changed                                = json::parse(read_text(a));
    changed["architectures"][1]["npv"]["total"]["q95"] = 1.0;
    changed["run"]["threads"]                          = 99;
    std::ofstream(a) << changed.dump(1);
    Finished run = run_program({"verify", a, "-q"});
    EXPECT_EQ(run.exit_code, 1);
    EXPECT_NE(run.out.find("  architectures[1].npv.total.q95: written 1.0, now "), std::string::npos) << run.out;
    EXPECT_NE(run.err.find("1 place is not the same"), std::string::npos) << run.err;
}

} // namespace
