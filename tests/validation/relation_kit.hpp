// What the relations share: base scenarios, exports of path values, comparisons that remember where they failed.
#ifndef SFL_TESTS_VALIDATION_RELATION_KIT_HPP
#define SFL_TESTS_VALIDATION_RELATION_KIT_HPP

#include "tests/validation/relations.hpp"
#include "tests/validation/sample.hpp"

#include <functional>

namespace validation
{

// The scenario of a case of the case file.
json base(const std::string &id);

// Values per path by name: costs of every architecture, by part and money, and by month and part.
struct Export {
    std::vector<std::string>         names;
    std::vector<std::vector<double>> values; // [name][path]
    std::vector<double>              flow;   // [path] the largest sum of absolute amounts, scale of rounding

    const std::vector<double> &of(const std::string &name) const;
};
Export export_costs(const Subject &subject, uint64_t n_paths, uint64_t first_path = 0);
Export export_world(const Subject &subject, uint64_t n_paths, int32_t n_months);

// Every row of the table below is looked at on several scenarios; broken ones are remembered with their place.
class Look
{
  public:
    // A scenario begins; its name stands before what breaks on it.
    void on(const std::string &name);
    void want(bool holds, const std::string &what);
    void want_equal(const json &a, const json &b, const std::string &what);
    // Columns of b that a has too, bit for bit, over the paths of the shorter.
    void want_equal(const Export &a, const Export &b);
    // b = factor · a for every path, up to rtol of the amounts that flow (0: bit for bit).
    void want_scaled(const Export &a, const Export &b, double factor, double rtol);
    // For every path of two columns: test(a, b).
    void want_each(const std::vector<double> &a, const std::vector<double> &b, const std::string &what,
                   const std::function<bool(double, double)> &test);

    RelationResult result;

  private:
    std::string name_;
};

// The answer of a run without what names the scenario: `run`, `scenario`.
json figures(const Subject &subject, uint64_t n_paths, Cut cut = {});

// Part of `answer` for the architecture of that name, without what depends on the others.
json architecture_alone(const json &answer, const std::string &name);

} // namespace validation

#endif
