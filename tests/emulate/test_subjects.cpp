// The parity suite on a card, emulated here and real in tests/gpu: every file of configs/ and every scenario of the case file, and each of them with
// antithetic pairs, gives the integers of the processor.
#include "kernels/card.h"
#include "shortfall.h"
#include "tests/emulate/cards_ready.hpp"
#include "tests/parity/answers.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace
{

struct Free {
    void operator()(sfl_scenario *scenario) const
    {
        sfl_scenario_free(&scenario);
    }
    void operator()(sfl_plan *plan) const
    {
        sfl_plan_free(&plan);
    }
    void operator()(sfl_tally *tally) const
    {
        sfl_tally_free(&tally);
    }
};
using Plan  = std::unique_ptr<sfl_plan, Free>;
using Tally = std::unique_ptr<sfl_tally, Free>;

Plan plan_of(const parity::Subject &subject, const char *override)
{
    const sfl_read_options options  = {&override, 1};
    sfl_scenario          *scenario = nullptr;
    sfl_plan              *plan     = nullptr;
    const sfl_status       status   = subject.file.empty()
                                          ? sfl_scenario_read_text(subject.text.c_str(), "case.cfg", nullptr, &options, &scenario, nullptr)
                                          : sfl_scenario_read(subject.file.c_str(), &options, &scenario, nullptr);
    const std::unique_ptr<sfl_scenario, Free> owned(scenario);
    EXPECT_EQ(status, SFL_OK) << subject.name;
    if (status == SFL_OK) {
        EXPECT_EQ(sfl_plan_build(scenario, &plan, nullptr), SFL_OK);
    }
    return Plan(plan);
}

Tally run(const sfl_plan *plan, const char *backend)
{
    sfl_run_options options{};
    sfl_tally      *tally   = nullptr;
    options.n_paths         = cards::n_paths;
    options.n_threads       = 1;
    options.backend         = backend;
    options.paths_in_flight = cards::in_flight;
    options.block           = 64;
    EXPECT_EQ(sfl_run(plan, &options, &tally, nullptr, nullptr), SFL_OK);
    return Tally(tally);
}

class Subjects : public testing::TestWithParam<parity::Subject>
{
};

TEST_P(Subjects, AreTheSameOnACard)
{
    for (const char *sampling : {"simulation.sampling=\"random\"", "simulation.sampling=\"antithetic\""}) {
        if (!cards::make_ready()) GTEST_SKIP() << "no card answers";
        const Plan plan = plan_of(GetParam(), sampling);
        ASSERT_NE(plan, nullptr);
        const Tally card = run(plan.get(), "cuda"), processor = run(plan.get(), "cpu");
        EXPECT_TRUE(sfl_tally_equal(card.get(), processor.get())) << sampling;
    }
}

INSTANTIATE_TEST_SUITE_P(OnACard, Subjects, testing::ValuesIn(parity::subjects()),
                         [](const testing::TestParamInfo<parity::Subject> &subject) { return subject.param.name; });

} // namespace
