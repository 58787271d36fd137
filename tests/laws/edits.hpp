// One scenario made into another of which a law says what must follow.
#ifndef SFL_TESTS_LAWS_EDITS_HPP
#define SFL_TESTS_LAWS_EDITS_HPP

#include "tests/laws/generator.hpp"

#include <functional>
#include <string>

namespace laws
{

// ---- transformations ----

// Every amount of money times 2^power, tokens left alone.
json with_money_times(json scenario, int power);
// Tokens and what units and nodes serve times 2^power, prices by the token divided by it: the same bills.
json with_tokens_times(json scenario, int power);
// New names for all that is no driver.
std::string renamed(const std::string &name);
json        with_other_names(const json &scenario);
// Every list of things turned about but the routes, whose order is what they do.
json with_lists_reversed(json scenario);
// Routes without `then` of a token channel become two of half the share. A `*` that fills stays: its workloads would take
// turns at the quota. n_split: how many.
json with_routes_halved(json scenario, int &n_split);
// Channels of every kind, a model, an index, a vendor and a contract that nothing uses.
json with_unused_things(json scenario);
// A workload, first of all, that moves and never asks for a token, routed under every architecture.
json with_idle_workload(json scenario);
// Nothing is drawn any more; what was an expectation is not kept.
json without_uncertainty(json scenario);
// Drivers and workloads that both scenarios name, the seed, the sampling and the regimes as in `like`; the rest of its own.
json with_world_of(json scenario, const json &like);
// Commitments of every contract, and what is renewed, times factor.
json with_commitments_times(json scenario, double factor);
// Every flat discount higher by `more`, up to 1 less what amendments may add.
json with_discounts_raised(json scenario, double more);

// ---- preconditions: what a law does not speak of is taken out ----

void remove_correlations(json &scenario);
void remove_fill(json &scenario);
void remove_marketplace(json &scenario);
void remove_fixed_costs_of_tokens(json &scenario);
void remove_switches(json &scenario);
void flatten_tiers(json &scenario);            // the first tier's discount for everybody
void put_tiers_on_commitments(json &scenario); // none that looks at spend
void renew_by_repetition(json &scenario);      // no commitment that follows spend

bool has_tiers(const json &scenario);

} // namespace laws

#endif
