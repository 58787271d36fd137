// A scenario under test, read and planned through the library, and what the library answers about it.
#ifndef SFL_TESTS_VALIDATION_SUBJECT_HPP
#define SFL_TESTS_VALIDATION_SUBJECT_HPP

#include "tests/validation/scenario_text.hpp"

#include "shortfall.h"
#include "host/scenario/scenario.h"
#include "kernels/plan.h"
#include "kernels/tally.h"

#include <memory>
#include <string>
#include <vector>

namespace validation
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
    void operator()(sfl_summary *summary) const
    {
        sfl_summary_free(&summary);
    }
    void operator()(sfl_diag *diag) const;
};
template <typename T> using Owned = std::unique_ptr<T, Free>;

// How a run is cut up; nothing of it may change an answer.
struct Cut {
    int32_t  n_threads = 0;
    uint64_t chunk     = 0;
    uint64_t first     = 0; // path
};

// An answer as its JSON report.
json json_of(const sfl_summary *summary);

class Subject
{
  public:
    // Throw std::runtime_error with every line of the diagnostics when the library refuses.
    explicit Subject(const std::string &text);
    explicit Subject(const json &scenario) : Subject(scenario_text(scenario)) {}

    const sfl_scenario *scenario() const
    {
        return scenario_.get();
    }
    const sfl_plan *plan() const
    {
        return plan_.get();
    }

    Owned<sfl_tally> tally(uint64_t n_paths, Cut cut = {}) const;
    // The JSON report of a run, whole.
    json report(uint64_t n_paths, Cut cut = {}) const;
    // Without the member `run`, which alone may differ between equal answers.
    json answer(uint64_t n_paths, Cut cut = {}) const;

    // The effective scenario as text.
    std::string dumped() const;

    // Positions by name; throw where there is none.
    int32_t architecture(const std::string &name) const;
    int32_t contract(const std::string &name) const;
    int32_t channel(const std::string &name) const;
    int32_t workload(const std::string &name) const;
    int32_t driver(const std::string &name) const;

    const sfl_plan_architecture &plan_architecture(int32_t architecture) const;
    // The account of a contract under an architecture, the use of a channel: throw where the architecture lacks them.
    const sfl_plan_account &account(int32_t architecture, int32_t contract) const;
    const sfl_plan_use     &use(int32_t architecture, int32_t channel) const;
    const sfl_plan_term    *terms(int32_t contract) const; // [n_months]

  private:
    Owned<sfl_scenario> scenario_;
    Owned<sfl_plan>     plan_;
};

} // namespace validation

#endif
