// A scenario read, planned, run and summarised; for tests of the rooms that make the answer.
#ifndef SFL_TESTS_UNIT_ANSWER_HPP
#define SFL_TESTS_UNIT_ANSWER_HPP

#include "host/base/diag.h"
#include "host/run/driver_table.h"
#include "host/run/static_break_even.h"
#include "host/scenario/scenario.h"
#include "host/summary/summary.h"
#include "kernels/tally.h"
#include "shortfall.h"

#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

struct ScenarioFile {
    std::string path;
};

// Holds everything from the text to the answer. Throws what was said where anything fails.
class Answer
{
  public:
    Answer(const std::string &text, uint64_t n_paths, int32_t n_threads = 1)
    {
        require(sfl_scenario_read_text(text.c_str(), "test.cfg", nullptr, nullptr, &scenario, diag));
        make(n_paths, n_threads);
    }
    Answer(const ScenarioFile &file, uint64_t n_paths)
    {
        require(sfl_scenario_read(file.path.c_str(), nullptr, &scenario, diag));
        make(n_paths, 1);
    }
    ~Answer()
    {
        sfl_summary_free(&summary);
        sfl_tally_free(&tally);
        sfl_driver_table_free(&drivers);
        std::free(dump);
        sfl_plan_free(&plan);
        sfl_scenario_free(&scenario);
        sfl_diag_free(&diag);
    }
    Answer(const Answer &)            = delete;
    Answer &operator=(const Answer &) = delete;

    // The answer in a format of format_list.def; of CSV in a dialect.
    std::string written(const char *format, const char *csv_dialect = nullptr) const
    {
        sfl_report_options options = {};
        options.csv_dialect        = csv_dialect;
        char      *text    = nullptr;
        size_t     n_bytes = 0;
        FILE      *stream  = open_memstream(&text, &n_bytes);
        sfl_status status  = sfl_report_write(summary, format, &options, stream, diag);
        fclose(stream);
        std::string out(text, n_bytes);
        std::free(text);
        require(status);
        return out;
    }

    sfl_diag         *diag     = sfl_diag_build();
    sfl_scenario     *scenario = nullptr;
    sfl_plan         *plan     = nullptr;
    sfl_tally        *tally    = nullptr;
    sfl_driver_table *drivers  = nullptr;
    char             *dump     = nullptr;
    sfl_summary      *summary  = nullptr;

  private:
    void require(sfl_status status) const
    {
        if (status == SFL_OK) return;
        std::string said;
        for (size_t i = 0; i < sfl_diag_count(diag); ++i)
            said += std::string(sfl_diag_line(diag, i)) + "\n";
        throw std::runtime_error(said);
    }

    void make(uint64_t n_paths, int32_t n_threads)
    {
        require(sfl_plan_build(scenario, &plan, diag));
        simulate(n_paths, n_threads);
        summarise();
    }

    void simulate(uint64_t n_paths, int32_t n_threads)
    {
        sfl_run_options options = {};
        options.n_paths         = n_paths;
        options.n_threads       = n_threads;
        require(sfl_run(plan, &options, &tally, &facts_, diag));
    }

    void summarise()
    {
        std::vector<sfl_driver_entry> entries(static_cast<size_t>(sfl_scenario_driver_count(scenario)));
        std::vector<const char *>     names;
        require(sfl_scenario_drivers(scenario, entries.data()));
        for (const sfl_driver_entry &entry : entries)
            names.push_back(entry.name);
        require(sfl_driver_table_build(plan, names.data(), 1024, 1, &drivers, diag));
        static_.resize(static_cast<size_t>(scenario->n_break_even));
        require(sfl_static_break_even_find_all(plan, static_.data(), diag));
        require(sfl_scenario_dump(scenario, &dump, diag));

        const char        *overrides[] = {"simulation.seed=7"};
        sfl_summary_inputs inputs      = {};
        inputs.scenario                = scenario;
        inputs.plan                    = plan;
        inputs.tally                   = tally;
        inputs.text                    = dump;
        inputs.overrides               = overrides;
        inputs.n_overrides             = 1;
        inputs.drivers                 = drivers->rows;
        inputs.n_drivers               = drivers->n_rows;
        inputs.static_break_even       = static_.data();
        facts_                         = sfl_run_facts{"test", "asked for", 0, nullptr, 2, 4096, 0.5, 0};
        inputs.facts                   = &facts_;
        inputs.build                   = "test build";
        inputs.host                    = "test host";
        inputs.time                    = "2026-01-01T00:00:00Z";
        inputs.command                 = "run";
        require(sfl_summarise(&inputs, &summary, diag));
    }

    sfl_run_facts                      facts_ = {};
    std::vector<sfl_static_break_even> static_;
};

// Something of everything an answer can hold: three vendors, two contracts one of which renews by share, a fill, a
// switch, provisioned and self-hosted capacity with and without overflow, break-evens, names that are hard to set.
inline std::string rich_scenario(int n_months = 30, const char *sampling = "random")
{
    return "simulation = { months = " + std::to_string(n_months) + "; discount_rate = 0.08; seed = 7; sampling = \"" +
           sampling +
           R"("; };
workloads = (
  { name = "chat"; model = "big"; input_mtok = 9000.0; output_mtok = 1500.0; cached_share = 0.3; growth = 0.4;
    growth_sd = 0.2; volatility = 0.4; output_mix = { volatility = 0.1; }; },
  { name = "大量抽出の作業 bulk"; model = "big"; input_mtok = 30000.0; output_mtok = 900.0; growth = 0.6;
    volatility = 0.5; });
indices = ({ name = "price"; growth = -0.3; volatility = 0.1; jumps = { per_year = 0.7; mean = -0.3; sd = 0.1; }; });
models = ({ name = "big"; provider = "maker"; input_usd = 3.0; cached_input_usd = 0.3; output_usd = 15.0; index = "price"; },
          { name = "open"; provider = "maker"; input_usd = 0.6; output_usd = 0.8; });
vendors = ({ name = "cloud"; baseline = { monthly_usd = 300000.0; growth = 0.05; volatility = 0.2; }; },
           { name = "second"; }, { name = "maker"; });
contracts = (
  { name = "edp"; vendor = "cloud"; kind = "edp"; commitments = [4.0e6, 4.4e6]; discount = 0.08;
    renewal = { share = 0.9; }; },
  { name = "macc"; vendor = "second"; kind = "macc"; period_months = 24; commitments = [1.0e6]; discount = 0.05; });
channels = (
  { name = "platform"; kind = "token"; vendor = "cloud"; models = ["big", "open"]; margin = 0.15; },
  { name = "direct"; kind = "token"; vendor = "maker"; models = ["big", "open"]; },
  { name = "units"; kind = "provisioned"; vendor = "second"; unit_hour_usd = 20.0; unit_mtok_per_hour = 10.0;
    coverage = 1.0; term_months = 6; burst_cv = 0.6; overflow = "direct"; },
  { name = "nodes"; kind = "self_hosted"; node_hour_usd = 12.0; node_mtok_per_hour = 12.0; service_level = 0.9;
    burst_cv = 0.5; staff_usd_per_month = 15000.0; setup_usd = 40000.0; });
architectures = (
  { name = "platform"; routes = ({ workload = "*"; channel = "platform"; }); },
  { name = "direct"; contracts = ["edp"]; routes = ({ workload = "*"; channel = "direct"; }); },
  { name = "a mix with a name of sixty-four characters, the longest there is"; coordination_usd_per_month = 3000.0;
    routes = ({ workload = "chat"; channel = "platform"; fill = "edp"; otherwise = "units"; },
              { workload = "大量抽出の作業 bulk"; channel = "direct"; model = "open"; token_ratio = 1.2;
                then = { channel = "nodes"; model = "open"; when_monthly_usd = 40000.0; trailing_months = 3;
                         lead_months = 2; cost_usd = 100000.0; }; }); });
break_even = ({ from = "platform"; to = "a mix with a name of sixty-four characters, the longest there is"; },
              { from = "platform"; to = "direct"; });
)";
}

// Without uncertainty: months cost 1 and 2 USD in `a` and in its twin `b`; `c` pays twice that and a shortfall of 1.
inline std::string certain_scenario()
{
    return R"(simulation = { months = 2; discount_rate = 0.0; };
workloads = ({ name = "w"; model = "m"; input_mtok = 1.0; season = [1.0, 2.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]; });
models = ({ name = "m"; provider = "p"; input_usd = 1.0; });
vendors = ({ name = "v"; });
contracts = ({ name = "c"; vendor = "v"; kind = "provider"; period_months = 1; commitments = [3.0, 3.0]; });
channels = ({ name = "one"; kind = "token"; vendor = "v"; models = ["m"]; },
            { name = "two"; kind = "token"; vendor = "v"; models = ["m"]; margin = 1.0; });
architectures = ({ name = "a"; contracts = []; routes = ({ workload = "w"; channel = "one"; }); },
                 { name = "b"; contracts = []; routes = ({ workload = "w"; channel = "one"; }); },
                 { name = "c"; routes = ({ workload = "w"; channel = "two"; }); });
break_even = ({ from = "c"; to = "a"; }, { from = "a"; to = "c"; });
)";
}

#endif
