// As few columns as can be: for tests that open a card very often.
#ifndef SFL_TESTS_EMULATE_SMALL_SCENARIO_HPP
#define SFL_TESTS_EMULATE_SMALL_SCENARIO_HPP

inline const char *const small_scenario = R"(simulation = { months = 3; seed = 9; };
models = ( { name = "m"; provider = "p"; input_usd = 3.0; output_usd = 15.0; } );
workloads = ( { name = "chat"; model = "m"; input_mtok = 9000.0; output_mtok = 2000.0; volatility = 0.5; } );
vendors = ( { name = "lab"; } );
channels = ( { name = "direct"; kind = "token"; vendor = "lab"; models = ["m"]; } );
architectures = ( { name = "direct"; routes = ( { workload = "chat"; channel = "direct"; } ); } );
)";

#endif
