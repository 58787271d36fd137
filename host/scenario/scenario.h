/* The whole input as plain structs, one group per concept, with the words of the model page (sections 1 to 10).
 * Made by host/config, frozen after its check; names are still names here (host/plan turns them into indices).
 * Field = key of the file. Amounts in USD, tokens in Mtok, time in months unless the name says otherwise. */
#ifndef SFL_SCENARIO_SCENARIO_H
#define SFL_SCENARIO_SCENARIO_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "kernels/channel_kind.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a file said, and where ---- */

/* Key at byte `field_at` of its struct stood at `place`. */
typedef struct sfl_mark {
    size_t    field_at;
    sfl_place place;
} sfl_mark;

/* First member of every group of keys: where the group stands, how a person would name it
 * (`workloads.support-chat`), and which keys were written. Keys not written hold their default. */
typedef struct sfl_object {
    sfl_place       place;
    const char     *path;
    const sfl_mark *marks;
    int32_t         n_marks;
} sfl_object;

bool      sfl_object_is_given(const sfl_object *object, size_t field_at);
sfl_place sfl_object_place(const sfl_object *object, size_t field_at); /* of the key, else of the group */

/* item: pointer to a struct that begins with `sfl_object object`. */
#define SFL_IS_GIVEN(type, item, field) sfl_object_is_given(&(item)->object, offsetof(type, field))
#define SFL_PLACE_OF(type, item, field) sfl_object_place(&(item)->object, offsetof(type, field))

typedef struct sfl_reals {
    const double *values;
    int32_t       n;
} sfl_reals;

typedef struct sfl_names {
    const char *const *values;
    int32_t            n;
} sfl_names;

/* ---- section 1 ---- */

typedef enum sfl_sampling { SFL_SAMPLING_RANDOM, SFL_SAMPLING_ANTITHETIC, SFL_SAMPLING_SOBOL, SFL_SAMPLING_COUNT } sfl_sampling;

typedef struct sfl_simulation {
    sfl_object   object;
    int32_t      months;
    double       discount_rate;
    uint64_t     seed;  /* 0 … 2^63 − 1 */
    uint64_t     paths; /* 1 … 2^40 */
    sfl_sampling sampling;
    const char  *currency;
} sfl_simulation;

/* ---- section 3, 4 ---- */

typedef struct sfl_jumps {
    sfl_object object;
    double     per_year, mean, sd;
    bool       lasting;
} sfl_jumps;

typedef struct sfl_adoption {
    sfl_object object;
    double     ceiling, ceiling_sd, p, q;
} sfl_adoption;

/* Embedded in whatever is a driver. Its keys stand in the file beside its owner's, so its marks are the owner's. */
typedef struct sfl_driver {
    double              growth, growth_end, fade, growth_sd;
    double              volatility, volatility_dof; /* volatility_dof 0: volatility is known */
    double              reversion, deviation;
    const sfl_jumps    *jumps;    /* NULL: none */
    const sfl_adoption *adoption; /* NULL: none */
    sfl_reals           regime_growth, regime_volatility; /* n = 0: not given; else one per regime */
} sfl_driver;

typedef struct sfl_correlation {
    sfl_object object;
    sfl_names  among; /* driver names */
    double     rho;
} sfl_correlation;

typedef struct sfl_regimes {
    sfl_object       object;
    sfl_names        names;
    const char      *start;
    const sfl_reals *monthly; /* [n_monthly] rows */
    int32_t          n_monthly;
} sfl_regimes;

/* ---- section 5 ---- */

typedef struct sfl_launch {
    sfl_object object;
    int32_t    month;
    double     delay_mean_months, cancel_probability;
} sfl_launch;

typedef struct sfl_mix {
    sfl_object object;
    sfl_driver driver;
} sfl_mix;

typedef struct sfl_workload {
    sfl_object        object;
    const char       *name, *model;
    double            input_mtok, output_mtok, cached_share, batch_share;
    sfl_reals         season; /* n = 0 or 12 */
    int32_t           calendar_month;
    const sfl_launch *launch; /* NULL: runs from month 0 */
    sfl_driver        driver;
    const sfl_mix    *output_mix, *cached_mix; /* NULL: none */
    const char       *current_channel;         /* NULL: none */
} sfl_workload;

/* ---- section 6 ---- */

typedef struct sfl_index {
    sfl_object  object;
    const char *name;
    sfl_driver  driver;
} sfl_index;

typedef struct sfl_model {
    sfl_object  object;
    const char *name, *provider;
    double      input_usd, cached_input_usd, output_usd; /* USD per Mtok */
    double      batch_discount;
    const char *index; /* NULL: price stays */
} sfl_model;

/* ---- section 7 ---- */

typedef struct sfl_baseline {
    sfl_object object;
    double     monthly_usd, eligibility;
    sfl_reals  season;
    int32_t    calendar_month;
    sfl_driver driver;
} sfl_baseline;

typedef struct sfl_vendor {
    sfl_object          object;
    const char         *name;
    const sfl_baseline *baseline; /* NULL: none */
} sfl_vendor;

typedef enum sfl_contract_kind {
    SFL_CONTRACT_EDP,
    SFL_CONTRACT_MACC,
    SFL_CONTRACT_PROVIDER,
    SFL_CONTRACT_KIND_COUNT
} sfl_contract_kind;

typedef enum sfl_tier_basis { SFL_TIER_COMMITMENT, SFL_TIER_SPEND, SFL_TIER_BASIS_COUNT } sfl_tier_basis;
typedef enum sfl_counts { SFL_COUNTS_NET, SFL_COUNTS_GROSS, SFL_COUNTS_COUNT } sfl_counts;

typedef enum sfl_renewal_kind {
    SFL_RENEWAL_NONE,
    SFL_RENEWAL_REPEAT,
    SFL_RENEWAL_SHARE,
    SFL_RENEWAL_KIND_COUNT
} sfl_renewal_kind;

typedef struct sfl_renewal {
    sfl_object       object;
    sfl_renewal_kind kind;
    double           share; /* with SFL_RENEWAL_SHARE */
} sfl_renewal;

typedef struct sfl_tier {
    sfl_object object;
    double     from_usd, discount;
} sfl_tier;

typedef struct sfl_amendment {
    sfl_object object;
    int32_t    month;
    double     when_ai_annual_usd;
    double     ai_scope; /* only if given */
    double     discount_add;
} sfl_amendment;

typedef struct sfl_contract {
    sfl_object           object;
    const char          *name, *vendor;
    sfl_contract_kind    kind;
    int32_t              start_month, period_months;
    sfl_reals            commitments; /* USD per period */
    const sfl_tier      *tiers;       /* [n_tiers] */
    int32_t              n_tiers;
    double               discount;
    sfl_tier_basis       tier_basis;
    double               ai_scope;
    sfl_counts           counts;
    double               marketplace_cap;
    double               shortfall_rate, shortfall_credit;
    int32_t              credit_months;
    double               rollover_cap;
    int32_t              invoice_lag_months;
    sfl_renewal          renewal;
    const sfl_amendment *amendments; /* [n_amendments] */
    int32_t              n_amendments;
    double               spent_to_date_usd;
} sfl_contract;

typedef struct sfl_busy {
    sfl_object object;
    double     hours, volume, cv, idle_cv;
} sfl_busy;

typedef struct sfl_token {
    double    margin, multiplier, surcharge_usd_per_mtok;
    int32_t   price_lag_months, price_lock_months;
    bool      floor_at_provider;
    sfl_names models;
} sfl_token;

/* Keys that provisioned and self-hosted channels share. */
typedef struct sfl_capacity {
    double          output_weight, cached_weight, burst_cv;
    const sfl_busy *busy;     /* NULL: one lognormal */
    const char     *overflow; /* NULL: not served */
    const char     *index;    /* NULL: price stays */
} sfl_capacity;

typedef struct sfl_provisioned {
    double  unit_hour_usd, unit_mtok_per_hour;
    double  units; /* fixed; only if given */
    double  coverage, min_units, increment;
    int32_t term_months;
} sfl_provisioned;

typedef struct sfl_self_hosted {
    double  node_hour_usd, node_mtok_per_hour, token_ratio;
    double  min_nodes;
    int32_t lead_months, lease_months;
    double  service_level;
    double  staff_usd_per_month, setup_usd, node_capex_usd, life_months;
} sfl_self_hosted;

typedef struct sfl_channel {
    sfl_object       object;
    const char      *name, *vendor; /* vendor NULL: self-hosted, nobody's commitment */
    sfl_channel_kind kind;
    double           eligibility;
    bool             marketplace;
    double           discount_share; /* only if given; else the contract's ai_scope, self-hosted 1 */
    double           exit_usd, fixed_usd_per_month;
    sfl_token        token;
    sfl_capacity     capacity;
    sfl_provisioned  provisioned;
    sfl_self_hosted  self_hosted;
} sfl_channel;

/* ---- section 8 ---- */

typedef struct sfl_target {
    sfl_object  object;
    const char *channel;
    const char *model; /* NULL: the workload's own */
    double      token_ratio;
} sfl_target;

typedef struct sfl_then {
    sfl_object object;
    sfl_target target; /* keys stand beside the trigger's: marks are the `then` group's */
    double     when_monthly_usd;
    int32_t    trailing_months, lead_months;
    double     cost_usd;
} sfl_then;

typedef struct sfl_route {
    sfl_object        object;
    const char       *workload; /* a name or "*" */
    sfl_target        target;   /* marks are the route's */
    double            share;
    const char       *fill;      /* contract; NULL: none */
    const sfl_target *otherwise; /* with fill; a channel's name alone becomes a target with defaults */
    const sfl_then   *then;      /* NULL: none */
} sfl_route;

typedef struct sfl_architecture {
    sfl_object       object;
    const char      *name;
    double           coordination_usd_per_month;
    sfl_names        contracts; /* meaningful if given, also when empty */
    const sfl_route *routes;
    int32_t          n_routes;
} sfl_architecture;

typedef struct sfl_break_even {
    sfl_object  object;
    const char *from, *to;
} sfl_break_even;

/* ---- the whole ---- */

typedef struct sfl_scenario {
    sfl_arena              *arena;
    const char             *title; /* of the file: its name */
    sfl_simulation          simulation;
    const sfl_regimes      *regimes; /* NULL: none */
    const sfl_correlation  *correlations;
    const sfl_workload     *workloads;
    const sfl_index        *indices;
    const sfl_model        *models;
    const sfl_vendor       *vendors;
    const sfl_contract     *contracts;
    const sfl_channel      *channels;
    const sfl_architecture *architectures;
    const sfl_break_even   *break_even;
    int32_t                 n_correlations, n_workloads, n_indices, n_models, n_vendors, n_contracts, n_channels,
        n_architectures, n_break_even;
} sfl_scenario;

void sfl_scenario_free(sfl_scenario **scenario);

/* Position of the item of that name, −1 if there is none. */
int32_t sfl_scenario_find_workload(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_index(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_model(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_vendor(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_contract(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_channel(const sfl_scenario *scenario, const char *name);
int32_t sfl_scenario_find_architecture(const sfl_scenario *scenario, const char *name);

/* Is the contract in force under the architecture (section 8: listed, or nothing is listed)? */
bool sfl_architecture_has_contract(const sfl_architecture *architecture, const char *contract);

/* The drivers in the order of section 3: workloads (each followed by `<workload>/output`, `<workload>/cached` if it
 * has them), vendors' baselines, indices. */
typedef struct sfl_driver_entry {
    const char       *name;
    const sfl_driver *driver;
    const sfl_object *object;    /* that holds its marks */
    size_t            driver_at; /* of the driver inside that object's struct */
} sfl_driver_entry;

int32_t          sfl_scenario_driver_count(const sfl_scenario *scenario);
/* Fills out[sfl_scenario_driver_count()]; names of mix drivers are taken from the scenario's arena (NULL without memory). */
sfl_status       sfl_scenario_drivers(const sfl_scenario *scenario, sfl_driver_entry *out);

#ifdef __cplusplus
}
#endif
#endif
