// What the library writes of a scenario is that scenario.
#include "tests/laws/generator.hpp"
#include "tests/validation/subject.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace
{

using validation::Subject;

bool same_plan(const Subject &a, const Subject &b)
{
    return std::equal(a.plan()->fingerprint, a.plan()->fingerprint + 32, b.plan()->fingerprint);
}

// The first scenarios of test_reference.cpp; together they use every key.
TEST(RandomScenarios, DumpedAndReadAgainAreTheSamePlan)
{
    for (uint64_t seed = 1; seed <= 100; ++seed) {
        Subject     first(laws::random_scenario(seed));
        std::string dump = first.dumped();
        Subject     second(dump);
        EXPECT_TRUE(same_plan(first, second)) << "scenario of seed " << seed;
        EXPECT_EQ(second.dumped(), dump) << "scenario of seed " << seed;
    }
}

// Fingerprints that were always equal would prove nothing.
TEST(RandomScenarios, WithAnotherSeedHaveAnotherFingerprint)
{
    for (uint64_t seed = 1; seed <= 50; ++seed) {
        validation::json scenario = laws::random_scenario(seed), other = scenario;
        other["simulation"]["seed"] = scenario["simulation"]["seed"].get<uint64_t>() ^ 1u;
        EXPECT_FALSE(same_plan(Subject(scenario), Subject(other))) << "scenario of seed " << seed;
    }
}

} // namespace
