// The scenarios that laws are looked at on, and failures that name scenario, path and architecture.
#ifndef SFL_TESTS_LAWS_LAW_TEST_HPP
#define SFL_TESTS_LAWS_LAW_TEST_HPP

#include "tests/laws/edits.hpp"
#include "tests/laws/figures.hpp"

#include <gtest/gtest.h>

namespace laws
{

constexpr uint64_t n_scenarios = 24, first_seed = 2001, n_paths = 64; // none of test_reference.cpp's seeds
constexpr int      most_said = 4;                                     // per scenario

// Calls `look(scenario)` for every scenario; what it expects is told with the scenario's seed.
template <typename Look> void each_scenario(Look look)
{
    for (uint64_t seed = first_seed; seed < first_seed + n_scenarios; ++seed) {
        SCOPED_TRACE("scenario of seed " + std::to_string(seed));
        look(random_scenario(seed));
    }
}

// The same, none of them quasi-random: there the dimension of a draw hangs on what else the scenario draws (model page
// section 2), so that laws which change that hold of means and not of single paths.
template <typename Look> void each_scenario_of_named_draws(Look look)
{
    each_scenario([&](json scenario) {
        if (scenario["simulation"].value("sampling", "random") == "sobol") scenario["simulation"]["sampling"] = "random";
        look(scenario);
    });
}

inline Figures figures_of(const json &scenario)
{
    return Figures(Subject(scenario), n_paths);
}

// Every figure of `before` is one of `after` by its name and passes the test. Returns how many passed.
inline size_t expect_each(const Figures &before, const Figures &after, const Law &test)
{
    size_t n_held = 0;
    int    n_said = 0;
    for (const Figure &row : before.rows()) {
        const Figure *then  = after.find(row.name);
        std::string   place = then == nullptr ? row.name + " is gone" : broken(row, *then, test);
        n_held += place.empty() ? 1 : 0;
        if (!place.empty() && n_said++ < most_said) ADD_FAILURE() << place;
    }
    return n_held;
}

// The same for two scenarios whose figures stand in the same order under other names.
template <typename TestOfRow> void expect_in_order(const Figures &before, const Figures &after, TestOfRow test_of)
{
    ASSERT_EQ(before.rows().size(), after.rows().size());
    int n_said = 0;
    for (size_t i = 0; i < before.rows().size(); ++i) {
        std::string place = broken(before.rows()[i], after.rows()[i], test_of(before.rows()[i]));
        if (!place.empty() && n_said++ < most_said) ADD_FAILURE() << place;
    }
}

} // namespace laws

#endif
