// The parity suite on a card, emulated here and real in tests/gpu: every file of configs/, every
// scenario of the case file and random ones, and each of them with antithetic pairs, gives the integers of the processor in both forms.
#include "kernels/card.h"
#include "shortfall.h"
#include "tests/emulate/cards_ready.hpp"
#include "tests/parity/answers.hpp"
#include "tests/unit/run_plan.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace
{

using runs::Diag;
using runs::lines;
using runs::Plan;
using runs::Tally;

Plan plan_of(const parity::Subject &subject, const char *override)
{
    const sfl_read_options options  = {&override, 1};
    sfl_scenario          *scenario = nullptr;
    sfl_plan              *plan     = nullptr;
    const sfl_status       status =
        subject.file.empty()
                  ? sfl_scenario_read_text(subject.text.c_str(), "case.cfg", nullptr, &options, &scenario, nullptr)
                  : sfl_scenario_read(subject.file.c_str(), &options, &scenario, nullptr);
    const std::unique_ptr<sfl_scenario, runs::Free> owned(scenario);
    EXPECT_EQ(status, SFL_OK) << subject.name;
    if (status == SFL_OK) {
        EXPECT_EQ(sfl_plan_build(scenario, &plan, nullptr), SFL_OK);
    }
    return Plan(plan);
}

// A card that fails is a warning and the processor does its work: what is compared then is the processor with itself.
Tally run(const sfl_plan *plan, const char *backend, const char *form)
{
    const Diag      diag(sfl_diag_build());
    sfl_run_facts   facts{};
    sfl_run_options options{};
    sfl_tally      *tally   = nullptr;
    options.n_paths         = cards::n_paths;
    options.n_threads       = 1;
    options.backend         = backend;
    options.paths_in_flight = cards::in_flight;
    options.block           = 64; // a team of two
    options.card_form       = form;
    EXPECT_EQ(sfl_run(plan, &options, &tally, &facts, diag.get()), SFL_OK);
    EXPECT_EQ(lines(diag.get()), "");
    EXPECT_EQ(facts.n_devices > 0, std::string(backend) == "cuda");
    if (facts.n_devices > 0) {
        EXPECT_STREQ(facts.card_form, form);
    }
    return Tally(tally);
}

class Subjects : public testing::TestWithParam<parity::Subject>
{
};

TEST_P(Subjects, AreTheSameOnACard)
{
    for (const char *sampling :
         {"simulation.sampling=\"random\"", "simulation.sampling=\"antithetic\"", "simulation.sampling=\"sobol\""}) {
        if (!cards::make_ready()) {
            if (cards::may_be_missing()) GTEST_SKIP() << "no card answers";
            FAIL() << "no card answers";
        }
        const Plan plan = plan_of(GetParam(), sampling);
        ASSERT_NE(plan, nullptr);
        const Tally processor = run(plan.get(), "cpu", nullptr);
        for (const char *form : {"plain", "team"}) {
            const Tally card = run(plan.get(), "cuda", form);
            EXPECT_TRUE(sfl_tally_equal(card.get(), processor.get())) << sampling << ", form " << form;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(OnACard, Subjects, testing::ValuesIn(parity::subjects()),
                         [](const testing::TestParamInfo<parity::Subject> &subject) { return subject.param.name; });

} // namespace
