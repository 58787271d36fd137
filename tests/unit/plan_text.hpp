// A plan from the text of a scenario, for tests.
#ifndef SFL_TESTS_PLAN_TEXT_HPP
#define SFL_TESTS_PLAN_TEXT_HPP

#include "host/base/diag.h"
#include "host/scenario/scenario.h"
#include "kernels/plan.h"
#include "shortfall.h"

#include <string>

// Reads and plans; what was said stands in `said`, line by line.
class Planned
{
  public:
    explicit Planned(const std::string &text, const sfl_read_options *options = nullptr)
    {
        status = sfl_scenario_read_text(text.c_str(), "test.cfg", nullptr, options, &scenario, diag_);
        if (status == SFL_OK) status = sfl_plan_build(scenario, &plan, diag_);
        for (size_t i = 0; i < sfl_diag_count(diag_); ++i)
            said += std::string(sfl_diag_line(diag_, i)) + "\n";
    }
    ~Planned()
    {
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
        sfl_diag_free(&diag_);
    }
    Planned(const Planned &)            = delete;
    Planned &operator=(const Planned &) = delete;

    template <typename T> const T *at(size_t offset) const
    {
        return SFL_AT(plan, T, offset);
    }

    const sfl_plan_driver &driver(int32_t i) const
    {
        return at<sfl_plan_driver>(plan->drivers_at)[i];
    }
    const sfl_plan_contract &contract(int32_t i) const
    {
        return at<sfl_plan_contract>(plan->contracts_at)[i];
    }
    const sfl_plan_channel &channel(int32_t i) const
    {
        return at<sfl_plan_channel>(plan->channels_at)[i];
    }
    const sfl_plan_quote &quote(int32_t i) const
    {
        return at<sfl_plan_quote>(plan->quotes_at)[i];
    }
    const sfl_plan_term &term(int32_t i, int32_t month) const
    {
        return at<sfl_plan_term>(contract(i).terms_at)[month];
    }
    const sfl_plan_architecture &architecture(int32_t i) const
    {
        return at<sfl_plan_architecture>(plan->architectures_at)[i];
    }
    const sfl_plan_account &account(int32_t a, int32_t i) const
    {
        return at<sfl_plan_account>(architecture(a).accounts_at)[i];
    }
    const sfl_plan_use &use(int32_t a, int32_t i) const
    {
        return at<sfl_plan_use>(architecture(a).uses_at)[i];
    }
    const sfl_plan_leg &leg(int32_t a, int32_t i) const
    {
        return at<sfl_plan_leg>(architecture(a).legs_at)[i];
    }
    const sfl_plan_column &column(int32_t i) const
    {
        return at<sfl_plan_column>(plan->columns_at)[i];
    }

    // After which month a column is tallied; n_months: at the path's end.
    int32_t visited(int32_t column) const
    {
        const int32_t *starts = at<int32_t>(plan->visit_starts_at), *visits = at<int32_t>(plan->visits_at);
        for (int32_t month = 0; month <= plan->n_months; ++month)
            for (int32_t i = starts[month]; i < starts[month + 1]; ++i)
                if (visits[i] == column) return month;
        return -1;
    }

    sfl_status    status   = SFL_OK;
    sfl_scenario *scenario = nullptr;
    sfl_plan     *plan     = nullptr;
    std::string   said;

  private:
    sfl_diag *diag_ = sfl_diag_build();
};

// The least scenario around what a test is about: two vendors, two models, two workloads, two token channels.
inline std::string scenario_text(int32_t months, const std::string &rest)
{
    return "simulation = { months = " + std::to_string(months) +
           R"(; discount_rate = 0.08; seed = 7; paths = 1000; };
models = ( { name = "big"; provider = "lab"; input_usd = 3.0; cached_input_usd = 0.3; output_usd = 15.0; batch_discount = 0.5; },
           { name = "small"; provider = "lab"; input_usd = 1.0; output_usd = 2.0; } );
workloads = ( { name = "chat"; model = "big"; input_mtok = 100.0; output_mtok = 20.0; growth = 0.3; volatility = 0.4; },
              { name = "bulk"; model = "small"; input_mtok = 900.0; batch_share = 0.5; } );
)" + rest;
}

inline std::string token_market(const std::string &contracts)
{
    return "vendors = ( { name = \"cloud\"; baseline = { monthly_usd = 1000.0; }; }, { name = \"lab\"; } );\n" +
           contracts +
           R"(
channels = ( { name = "platform"; kind = "token"; vendor = "cloud"; margin = 0.1; models = ["big", "small"]; },
             { name = "direct"; kind = "token"; vendor = "lab"; models = ["big", "small"]; } );
architectures = ( { name = "A"; routes = ( { workload = "*"; channel = "platform"; } ); },
                  { name = "B"; routes = ( { workload = "*"; channel = "direct"; } ); } );
)";
}

#endif
