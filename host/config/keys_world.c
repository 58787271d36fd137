/* Keys of what is uncertain: simulation, drivers, regimes, correlations, workloads, indices, baselines (model page,
 * sections 1 and 3 to 6). Ranges are those of section 10 where it names them; the other ends only keep nonsense out. */
#include "host/config/key_groups.h"

// clang-format off

/* ---- section 1 ---- */

static const sfl_word sampling_words[SFL_SAMPLING_COUNT] = {
    {"random",     "every path on its own"},
    {"antithetic", "paths in pairs, the second with every uniform u replaced by 1 − u; an even number of paths"},
    {"sobol",      "quasi-random: 32 independent scramblings of Sobol points, for narrower intervals with as many paths"},
};

static const sfl_key simulation_keys[] = {
    /*         field                           default              range                                      unit    help */
    SFL_INT  (sfl_simulation, months,        SFL_REQUIRED,          SFL_FROM_TO(1, 240),                      "months", "how far to look: months 0 … months − 1"),
    SFL_REAL (sfl_simulation, discount_rate, SFL_NUMBER(0.0),       SFL_OVER_TO(-1.0, 10.0),                  "a year", "what money costs: month t is discounted by (1 + discount_rate)^(−(t+1)/12)"),
    SFL_COUNT(sfl_simulation, seed,          SFL_NUMBER(1),         SFL_FROM_UNDER(0, 9223372036854775808.0), "",       "of the random numbers; 0 … 2^63 − 1"),
    SFL_COUNT(sfl_simulation, paths,         SFL_NUMBER(1000000),   SFL_FROM_TO(1, 1099511627776.0),          "paths",  "how many futures to draw; 1 … 2^40"),
    SFL_WORD (sfl_simulation, sampling,      SFL_WORDED("random"),  sampling_words,                                     "how the futures are drawn"),
    SFL_NAME (sfl_simulation, currency,      SFL_WORDED("USD"),                                                         "a label; nothing is converted"),
};
static const sfl_key_table simulation_tables[] = {SFL_TABLE(simulation_keys, 0, 0, true)};
const sfl_group sfl_simulation_group = {
    .word = "the simulation", .n_bytes = sizeof(sfl_simulation), .tables = simulation_tables, .n_tables = 1, .is_object = true,
    .help = "how far, how often, at what discount"};

/* ---- section 3 ---- */

static const sfl_key jumps_keys[] = {
    SFL_REAL(sfl_jumps, per_year, SFL_REQUIRED,    SFL_FROM_TO(0.0, 100.0),  "a year", "mean number of jumps a year; at most 16 in a month"),
    SFL_REAL(sfl_jumps, mean,     SFL_REQUIRED,    SFL_FROM_TO(-10.0, 10.0), "log",    "mean of a jump of the log index: −0.30 is a price cut by a quarter"),
    SFL_REAL(sfl_jumps, sd,       SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 10.0),   "log",    "standard deviation of a jump"),
    SFL_BOOL(sfl_jumps, lasting,  SFL_NUMBER(1),                                       "true: it stays (a launch); false: it decays with `reversion` (a viral month)"),
};
static const sfl_key_table jumps_tables[] = {SFL_TABLE(jumps_keys, 0, 0, true)};
static const sfl_group jumps_group = {
    .word = "the jumps", .n_bytes = sizeof(sfl_jumps), .tables = jumps_tables, .n_tables = 1, .is_object = true,
    .help = "sudden moves, by a Poisson process; on top of growth, not compensated"};

static const sfl_key adoption_keys[] = {
    SFL_REAL(sfl_adoption, ceiling,    SFL_REQUIRED,    SFL_OVER_TO(0.0, 1e9),   "× today", "how many times today's level everybody together would use"),
    SFL_REAL(sfl_adoption, ceiling_sd, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 10.0),  "log",     "how unsure the ceiling is: sd of its logarithm, one draw per path"),
    SFL_REAL(sfl_adoption, p,          SFL_REQUIRED,    SFL_OVER_TO(0.0, 100.0), "a year",  "adoption by those who try for themselves"),
    SFL_REAL(sfl_adoption, q,          SFL_REQUIRED,    SFL_OVER_TO(0.0, 100.0), "a year",  "adoption by those who follow others"),
};
static const sfl_key_table adoption_tables[] = {SFL_TABLE(adoption_keys, 0, 0, true)};
static const sfl_group adoption_group = {
    .word = "the adoption", .n_bytes = sizeof(sfl_adoption), .tables = adoption_tables, .n_tables = 1, .is_object = true,
    .help = "an S-curve towards a ceiling (Bass diffusion)"};

static const sfl_key driver_keys[] = {
    SFL_REAL (sfl_driver, growth,            SFL_NUMBER(0.0), SFL_OVER_TO(-1.0, 1e4),    "a year", "median growth: 0.6 is + 60 % a year"),
    SFL_REAL (sfl_driver, growth_end,        SFL_NUMBER(0.0), SFL_OVER_TO(-1.0, 1e4),    "a year", "growth in the long run; only with `fade`"),
    SFL_REAL (sfl_driver, fade,              SFL_NUMBER(0.0), SFL_FROM_UNDER(0.0, 1.0),  "a year", "share of the gap to `growth_end` that is lost each year"),
    SFL_REAL (sfl_driver, growth_sd,         SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 10.0),    "a year", "how unsure growth is: sd of the annual log growth, one draw per path"),
    SFL_REAL (sfl_driver, volatility,        SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 10.0),    "a year", "sd of a year's log change"),
    SFL_REAL (sfl_driver, volatility_dof,    SFL_ABSENT("volatility is known"), SFL_OVER_TO(0.0, 1e9), "", "degrees of freedom of the estimate that `volatility` is"),
    SFL_REAL (sfl_driver, reversion,         SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1000.0),  "a year", "how fast deviations from the trend decay; 0: they stay"),
    SFL_REAL (sfl_driver, deviation,         SFL_NUMBER(0.0), SFL_FROM_TO(-20.0, 20.0),  "log",    "how far above its trend it stands today"),
    SFL_GROUP(sfl_driver, jumps,             SFL_ABSENT("no jumps"), jumps_group,                  "sudden moves"),
    SFL_GROUP(sfl_driver, adoption,          SFL_ABSENT("no S-curve"), adoption_group,             "an S-curve towards a ceiling"),
    SFL_REALS(sfl_driver, regime_growth,     SFL_ABSENT("0 in every regime"), SFL_FROM_TO(-10.0, 10.0), "a year", "log growth on top, one number per regime"),
    SFL_REALS(sfl_driver, regime_volatility, SFL_ABSENT("1 in every regime"), SFL_FROM_TO(0.0, 100.0),  "×",      "factor of volatility, one number per regime"),
};

static const sfl_key_table driver_tables[] = {SFL_TABLE(driver_keys, 0, 0, false)};
const sfl_group sfl_driver_group = {
    .word = "a driver", .n_bytes = sizeof(sfl_driver), .tables = driver_tables, .n_tables = 1,
    .help = "whatever is uncertain; 1 today, and it moves by these"};

static const sfl_key correlation_keys[] = {
    SFL_DRIVERS(sfl_correlation, among, SFL_REQUIRED,                              "drivers, each pair of them; mixes are workload/output, workload/cached"),
    SFL_REAL   (sfl_correlation, rho,   SFL_REQUIRED, SFL_OVER_UNDER(-1.0, 1.0), "", "correlation of their shocks; a pair named twice takes the later line"),
};
static const sfl_key_table correlation_tables[] = {SFL_TABLE(correlation_keys, 0, 0, true)};
const sfl_group sfl_correlation_group = {
    .word = "a correlation", .n_bytes = sizeof(sfl_correlation), .tables = correlation_tables, .n_tables = 1, .is_object = true,
    .help = "which drivers move together"};

/* ---- section 4 ---- */

static const sfl_key regimes_keys[] = {
    SFL_NAMES(sfl_regimes, names,   SFL_REQUIRED,                                   "of the regimes"),
    SFL_NAME (sfl_regimes, start,   SFL_REQUIRED,                                   "the regime of month 0"),
    SFL_ROWS (sfl_regimes, monthly, SFL_REQUIRED, SFL_FROM_TO(0.0, 1.0), "", "a row per regime: probability of each regime a month later; rows sum to 1"),
};
static const sfl_key_table regimes_tables[] = {SFL_TABLE(regimes_keys, 0, 0, true)};
const sfl_group sfl_regimes_group = {
    .word = "the regimes", .n_bytes = sizeof(sfl_regimes), .tables = regimes_tables, .n_tables = 1, .is_object = true,
    .help = "boom, base, bust: one chain for the whole scenario"};

/* ---- section 5 ---- */

static const sfl_key launch_keys[] = {
    SFL_INT (sfl_launch, month,              SFL_NUMBER(0),   SFL_FROM_TO(0, 240),       "months", "first month planned"),
    SFL_REAL(sfl_launch, delay_mean_months,  SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1200.0),  "months", "mean of the delay, exponential"),
    SFL_REAL(sfl_launch, cancel_probability, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1.0),     "",       "probability that it never comes"),
};
static const sfl_key_table launch_tables[] = {SFL_TABLE(launch_keys, 0, 0, true)};
static const sfl_group launch_group = {
    .word = "a launch", .n_bytes = sizeof(sfl_launch), .tables = launch_tables, .n_tables = 1, .is_object = true,
    .help = "a workload that is not there yet"};

static const sfl_key_table mix_tables[] = {SFL_SHARED(driver_keys, offsetof(sfl_mix, driver), "driver")};
static const sfl_group mix_group = {
    .word = "a mix", .n_bytes = sizeof(sfl_mix), .tables = mix_tables, .n_tables = 1, .is_object = true,
    .help = "a ratio of tokens that is a driver of its own"};

static const sfl_key workload_keys[] = {
    SFL_NAME (sfl_workload, name,            SFL_REQUIRED,                                          "of the workload and of its driver"),
    SFL_NAME (sfl_workload, model,           SFL_REQUIRED,                                          "the model it runs on"),
    SFL_REAL (sfl_workload, input_mtok,      SFL_REQUIRED,    SFL_FROM_TO(0.0, 1e12),  "Mtok a month", "input tokens at t = 0"),
    SFL_REAL (sfl_workload, output_mtok,     SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),  "Mtok a month", "output tokens at t = 0"),
    SFL_REAL (sfl_workload, cached_share,    SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1.0),   "",       "share of input tokens read from cache"),
    SFL_REAL (sfl_workload, batch_share,     SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1.0),   "",       "share of all tokens sent as batch"),
    SFL_REALS(sfl_workload, season,          SFL_ABSENT("1 in every month"), SFL_FROM_TO(0.0, 1000.0), "×", "12 factors, January to December"),
    SFL_INT  (sfl_workload, calendar_month,  SFL_NUMBER(1),   SFL_FROM_TO(1, 12),      "",       "calendar month of month 0"),
    SFL_GROUP(sfl_workload, launch,          SFL_ABSENT("runs from month 0"), launch_group,         "a workload that is not there yet"),
    SFL_GROUP(sfl_workload, output_mix,      SFL_ABSENT("steady"), mix_group,                       "output tokens are multiplied by this driver"),
    SFL_GROUP(sfl_workload, cached_mix,      SFL_ABSENT("steady"), mix_group,                       "the odds of the cached share are multiplied by this driver"),
    SFL_NAME (sfl_workload, current_channel, SFL_ABSENT("none"),                                    "where it runs today; leaving costs that channel's exit_usd at month 0"),
};
static const sfl_key_table workload_tables[] = {
    SFL_TABLE(workload_keys, 0, 0, true),
    SFL_SHARED(driver_keys, offsetof(sfl_workload, driver), "driver"),
};
const sfl_group sfl_workload_group = {
    .word = "a workload", .n_bytes = sizeof(sfl_workload), .tables = workload_tables, .n_tables = 2, .is_object = true,
    .is_named = true, .help = "what needs tokens; its volume is a driver"};

/* ---- section 6 ---- */

static const sfl_key index_keys[] = {
    SFL_NAME(sfl_index, name, SFL_REQUIRED, "of the index and of its driver"),
};
static const sfl_key_table index_tables[] = {
    SFL_TABLE(index_keys, 0, 0, true),
    SFL_SHARED(driver_keys, offsetof(sfl_index, driver), "driver"),
};
const sfl_group sfl_index_group = {
    .word = "an index", .n_bytes = sizeof(sfl_index), .tables = index_tables, .n_tables = 2, .is_object = true,
    .is_named = true, .help = "a price that moves: list prices of models, rent of GPUs"};

/* ---- section 7 ---- */

static const sfl_key baseline_keys[] = {
    SFL_REAL (sfl_baseline, monthly_usd,    SFL_REQUIRED,    SFL_FROM_TO(0.0, 1e12),   "USD a month", "spend at list price at t = 0"),
    SFL_REAL (sfl_baseline, eligibility,    SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1.0),    "",   "share that draws a commitment down"),
    SFL_REALS(sfl_baseline, season,         SFL_ABSENT("1 in every month"), SFL_FROM_TO(0.0, 1000.0), "×", "12 factors, January to December"),
    SFL_INT  (sfl_baseline, calendar_month, SFL_NUMBER(1),   SFL_FROM_TO(1, 12),       "",   "calendar month of month 0"),
};
static const sfl_key_table baseline_tables[] = {
    SFL_TABLE(baseline_keys, 0, 0, true),
    SFL_SHARED(driver_keys, offsetof(sfl_baseline, driver), "driver"),
};
const sfl_group sfl_baseline_group = {
    .word = "a baseline", .n_bytes = sizeof(sfl_baseline), .tables = baseline_tables, .n_tables = 2, .is_object = true,
    .help = "the spend with a vendor that is not AI; a driver of the vendor's name"};
