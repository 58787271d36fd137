// A scenario as text, read and planned; for tests of host/run.
#ifndef SFL_TESTS_UNIT_RUN_PLAN_HPP
#define SFL_TESTS_UNIT_RUN_PLAN_HPP

#include "host/base/diag.h"
#include "kernels/plan.h"
#include "kernels/tally.h"
#include "shortfall.h"

#include <memory>
#include <stdexcept>
#include <string>

namespace runs
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
    void operator()(sfl_diag *diag) const
    {
        sfl_diag_free(&diag);
    }
};
using Plan  = std::unique_ptr<sfl_plan, Free>;
using Tally = std::unique_ptr<sfl_tally, Free>;
using Diag  = std::unique_ptr<sfl_diag, Free>;

inline std::string lines(sfl_diag *diag)
{
    std::string text;
    for (size_t i = 0; i < sfl_diag_count(diag); ++i)
        text += (i == 0 ? "" : "\n") + std::string(sfl_diag_line(diag, i));
    return text;
}

inline Plan plan_of(const std::string &text)
{
    Diag          diag(sfl_diag_build());
    sfl_scenario *read   = nullptr;
    sfl_plan     *plan   = nullptr;
    sfl_status    status = sfl_scenario_read_text(text.c_str(), "test.cfg", nullptr, nullptr, &read, diag.get());
    std::unique_ptr<sfl_scenario, Free> scenario(read);
    if (status == SFL_OK) status = sfl_plan_build(scenario.get(), &plan, diag.get());
    Plan owned(plan);
    if (status != SFL_OK) throw std::runtime_error(lines(diag.get()));
    return owned;
}

// Amounts that no tally holds, the same ones on every path.
inline std::string scenario_beyond_all_amounts(const std::string &simulation)
{
    return "simulation = { months = 24; " + simulation + R"( };
vendors = ( { name = "v"; baseline = { monthly_usd = 2.0e11; }; } );
models = ( { name = "m"; provider = "p"; input_usd = 1.0; } );
workloads = ( { name = "w"; model = "m"; input_mtok = 1.0; } );
channels = ( { name = "c"; kind = "token"; vendor = "v"; models = ["m"]; } );
architectures = ( { name = "a"; routes = ( { workload = "w"; channel = "c"; } ); } );
)";
}

// Everything that a path can do in little time: regimes, jumps, correlation, a launch, contracts with credit and carry,
// fill, overflow, owned nodes, a switch, a break-even.
inline std::string busy_scenario(const std::string &simulation)
{
    return "simulation = { " + simulation + R"( };
vendors = ( { name = "aws"; baseline = { monthly_usd = 3.0e5; volatility = 0.2; growth = -0.1; }; }, { name = "azure"; },
            { name = "lab"; } );
regimes = { names = ["calm", "wild"]; start = "calm"; monthly = ( [0.9, 0.1], [0.3, 0.7] ); };
indices = ( { name = "price"; growth = -0.3; volatility = 0.1; jumps = { per_year = 2.0; mean = -0.2; sd = 0.1; }; } );
models = ( { name = "m"; provider = "p"; input_usd = 3.0; cached_input_usd = 0.3; output_usd = 15.0; index = "price"; } );
workloads = (
  { name = "chat"; model = "m"; input_mtok = 9000.0; output_mtok = 2000.0; cached_share = 0.4; growth = 0.6; growth_sd = 0.2;
    volatility = 0.5; reversion = 1.0; regime_volatility = [1.0, 2.0]; cached_mix = { volatility = 0.3; }; },
  { name = "bulk"; model = "m"; input_mtok = 20000.0; output_mtok = 1000.0; volatility = 0.6;
    launch = { month = 1; delay_mean_months = 2.0; cancel_probability = 0.1; }; } );
correlations = ( { among = ["chat", "bulk", "aws"]; rho = 0.3; } );
contracts = (
  { name = "edp"; vendor = "aws"; kind = "edp"; period_months = 6; commitments = [2.2e6, 2.4e6]; discount = 0.08;
    rollover_cap = 0.1; },
  { name = "macc"; vendor = "azure"; kind = "macc"; period_months = 5; commitments = [3.0e5, 3.0e5]; discount = 0.05; } );
channels = (
  { name = "bedrock"; kind = "token"; vendor = "aws"; models = ["m"]; margin = 0.2; marketplace = true; },
  { name = "aoai"; kind = "token"; vendor = "azure"; models = ["m"]; price_lag_months = 2; },
  { name = "direct"; kind = "token"; vendor = "lab"; models = ["m"]; exit_usd = 1000.0; },
  { name = "units"; kind = "provisioned"; vendor = "azure"; unit_hour_usd = 6.0; unit_mtok_per_hour = 2.0; coverage = 0.8;
    term_months = 3; burst_cv = 0.6; overflow = "aoai"; },
  { name = "nodes"; kind = "self_hosted"; node_hour_usd = 2.0; node_mtok_per_hour = 6.0; service_level = 0.9; burst_cv = 0.4;
    node_capex_usd = 50000.0; life_months = 36; staff_usd_per_month = 9000.0; setup_usd = 20000.0; } );
architectures = (
  { name = "platform"; routes = ( { workload = "*"; channel = "bedrock"; } ); },
  { name = "mixed"; routes = ( { workload = "chat"; channel = "bedrock"; fill = "edp"; otherwise = "direct"; },
                               { workload = "bulk"; channel = "direct"; then = { channel = "nodes"; when_monthly_usd = 60000.0; }; } ); },
  { name = "own"; routes = ( { workload = "chat"; channel = "units"; }, { workload = "bulk"; channel = "nodes"; } ); } );
break_even = ( { from = "platform"; to = "own"; } );
)";
}

} // namespace runs

#endif
