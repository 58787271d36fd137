// Every figure of single paths of a scenario by name, and comparisons of two scenarios' figures, for laws.
#ifndef SFL_TESTS_LAWS_FIGURES_HPP
#define SFL_TESTS_LAWS_FIGURES_HPP

#include "tests/validation/sample.hpp"

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace laws
{

using validation::json;
using validation::Sample;
using validation::Subject;

// One number per path.
struct Figure {
    std::string name;                  // "arch-0 ai month 3"
    int         usd = 0, mtok = 0;     // powers of its unit: USD 1, 0; USD per Mtok 1, -1; shares, units, months 0, 0
    int32_t     architecture = -1;     // whose; -1: of the world
    std::vector<double> values, scale; // [path]; scale: of the amounts that its rounding is measured against
};

// Paths 0 … n_paths − 1: the drivers and workloads of every month; per architecture the parts of every month and of the
// path, USD per Mtok, what ends with a period, units and overflow, switches; pairs and break-evens.
class Figures
{
  public:
    Figures(const Subject &subject, uint64_t n_paths);

    const std::vector<Figure> &rows() const
    {
        return rows_;
    }
    // NULL where there is none of that name.
    const Figure *find(const std::string &name) const;
    const Figure &of(const std::string &name) const; // throws

  private:
    void add(Sample &sample, Figure figure, validation::Probe probe);
    void add_world(Sample &sample, const Subject &subject);
    void add_costs(Sample &sample, const Subject &subject, int32_t architecture);
    void add_accounts(Sample &sample, const Subject &subject, int32_t architecture);
    void add_uses(Sample &sample, const Subject &subject, int32_t architecture);
    void add_switches(Sample &sample, const Subject &subject, int32_t architecture);
    void add_comparisons(Sample &sample, const Subject &subject);

    std::vector<std::vector<double>> flows(size_t n_architectures, uint64_t n_paths) const;
    double ratio_scale(const std::string &architecture, double value, double flow, uint64_t path) const;
    void   find_scales(const Subject &subject, uint64_t n_paths);

    std::vector<Figure>           rows_;
    std::map<std::string, size_t> by_name_;
};

// What a law says of a figure before and after on one path. `scale`: see Figure.
using Law = std::function<bool(double before, double after, double scale)>;

// Where it does not hold: figure, path, both values; "" where it holds for every path of both.
std::string broken(const Figure &before, const Figure &after, const Law &test);

// The same bits; within rtol of what flows.
bool is_same(double before, double after, double scale);
Law  is_near(double rtol);

} // namespace laws

#endif
