// Bills that a person can redo by hand: a small scenario without uncertainty, and what every month must cost.
// The sums stand in comments above the numbers. A workload of 100 Mtok of input at 1 USD costs 100 USD a month.
#ifndef SFL_TESTS_WORKED_HPP
#define SFL_TESTS_WORKED_HPP

#include "tests/validation/sample.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

namespace worked
{

using validation::json;

// Vendors p and q; model `unit` at 1 USD per Mtok of input and of output; workload w; channel `api` of p at list price.
struct Parts {
    int         months   = 3;
    std::string vendors  = R"({ name = "p"; }, { name = "q"; })";
    std::string models   = R"({ name = "unit"; provider = "lab"; input_usd = 1.0; output_usd = 1.0; })";
    std::string workload = R"(name = "w"; model = "unit"; input_mtok = 100.0;)";
    std::string contracts;
    std::string channels; // besides `api`
    std::string api    = "";
    std::string routes = R"({ workload = "*"; channel = "api"; })";
    std::string more; // whole settings
};

inline std::string text(const Parts &parts)
{
    std::string s = "simulation = { months = " + std::to_string(parts.months) + "; discount_rate = 0.21; };\n";
    s += "vendors = ( " + parts.vendors + " );\nmodels = ( " + parts.models + " );\nworkloads = ( { " + parts.workload +
         " } );\n";
    s += R"(channels = ( { name = "api"; kind = "token"; vendor = "p"; models = ["unit"]; )" + parts.api + " }";
    s += (parts.channels.empty() ? "" : ", " + parts.channels) + " );\n";
    if (!parts.contracts.empty()) s += "contracts = ( " + parts.contracts + " );\n";
    return s + "architectures = ( { name = \"A\"; routes = ( " + parts.routes + " ); } );\n" + parts.more;
}

class Bill
{
  public:
    explicit Bill(const Parts &parts) : subject_(text(parts)) {}

    double value(const json &sel) const
    {
        validation::Sample sample(subject_);
        sample.add(validation::make_probe(subject_, sel));
        return sample.paths({0}).front().front();
    }
    std::vector<double> months(const char *part) const
    {
        std::vector<double> out;
        for (int month = 0; month < subject_.plan()->n_months; ++month)
            out.push_back(value({{"arch", "A"}, {"part", part}, {"month", month}}));
        return out;
    }
    double total(const char *part, const char *money) const
    {
        return value({{"arch", "A"}, {"part", part}, {"money", money}});
    }
    double of_period(const char *contract, int period, const char *what) const
    {
        return value({{"arch", "A"}, {"contract", contract}, {"period", period}, {"what", what}});
    }

  private:
    validation::Subject subject_;
};

// To a millionth of a dollar, which is less than a tally keeps.
inline void expect_months(const Bill &bill, const char *part, const std::vector<double> &expected)
{
    std::vector<double> found = bill.months(part);
    ASSERT_EQ(found.size(), expected.size());
    for (size_t month = 0; month < expected.size(); ++month)
        EXPECT_NEAR(found[month], expected[month], 1e-7) << part << " of month " << month;
}

} // namespace worked

#endif
