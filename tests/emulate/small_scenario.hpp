// As few columns as can be: for tests that open a card very often.
#ifndef SFL_TESTS_EMULATE_SMALL_SCENARIO_HPP
#define SFL_TESTS_EMULATE_SMALL_SCENARIO_HPP

#include <string>

inline std::string small_scenario_of(const std::string &simulation, const std::string &input_mtok)
{
    return "simulation = { " + simulation + R"( };
models = ( { name = "m"; provider = "p"; input_usd = 3.0; output_usd = 15.0; } );
workloads = ( { name = "chat"; model = "m"; input_mtok = )" + input_mtok + R"(; output_mtok = 2000.0; volatility = 0.5; } );
vendors = ( { name = "lab"; } );
channels = ( { name = "direct"; kind = "token"; vendor = "lab"; models = ["m"]; } );
architectures = ( { name = "direct"; routes = ( { workload = "chat"; channel = "direct"; } ); } );
)";
}
inline const std::string small_scenario = small_scenario_of("months = 3; seed = 9;", "9000.0");

#endif
