/* The plan: everything a backend needs to know of a scenario, as one block of memory with offsets, so that one copy
 * moves it. Built by host/plan, read-only afterwards. Names are gone: an index picks an item of an array, -1 is "none".
 * `…_at` is an offset in bytes from the start of the plan, 0 where there is nothing.
 *
 * State of a block of paths is an array of slots, [slot][lane] doubles; a member `…_slot` is the number of a slot.
 * Whole numbers, months and truth (0 or 1) are kept in slots as doubles too. Follows the model page, sections 1 to 9. */
#ifndef SFL_KERNELS_PLAN_H
#define SFL_KERNELS_PLAN_H

#include "kernels/channel_kind.h"
#include "kernels/lang.h"

#define SFL_PLAN_VERSION 1
#define SFL_N_SCRATCH 16
#define SFL_HOURS_PER_MONTH 730.0 /* model page, units */
#define SFL_MOST_JUMPS 16          /* of a driver in a month */
#define SFL_MOST_BRIDGED_JUMPS 96  /* of a driver whose jumps have a bridge: probability 1 − 2^−33 with a mean of 32 */
#define SFL_LEAST_LOAD_MTOK 1e-9  /* less in a month is rounding, not load (model page section 7) */

/* Parts of a cost, and the two ways to add its months up (model page sections 1 and 8). */
typedef enum sfl_part { SFL_PART_TOTAL, SFL_PART_AI, SFL_PART_TRUEUP, SFL_PART_BASELINE, SFL_PART_COUNT } sfl_part;
typedef enum sfl_money { SFL_MONEY_NPV, SFL_MONEY_NOMINAL, SFL_MONEY_COUNT } sfl_money;

/* A threshold is reached when x >= threshold · SFL_ALMOST (model page, opening). */
#define SFL_ROUNDING 1e-9
#define SFL_ALMOST (1.0 - 1e-9)

/* ---- the world: what draws (sections 2 to 6) ---- */

/* Section 3. The trend L without regimes, steps and the uncertainty of growth is a table, because it is certain. */
typedef struct sfl_plan_driver {
    /* streams: FNV-1a of "<driver>/<word>" */
    uint32_t diffusion_stream, jump_count_stream, jump_size_stream, growth_stream, volatility_stream, ceiling_stream;
    int32_t  is_fixed; /* nothing of it is random: fixed_at holds the index of every month, no other state is used */
    int32_t  shock;    /* row in the Cholesky factor, -1: volatility 0 */
    int32_t  has_jumps, jumps_last;
    int32_t  has_adoption;
    int32_t  variance_is_fixed; /* v[t] is the table half_variance_at; else v_slot is walked */
    double   growth_sd;         /* 0: not drawn */
    double   volatility, volatility_dof; /* dof 0: known */
    double   decay;             /* a */
    double   gain;              /* b / (vol · m) : sqrt((1 − a²) / (2 · reversion)) or sqrt(dt) */
    double   deviation;         /* d[0] */
    double   jump_mean, jump_sd;
    double   ceiling, ceiling_sd; /* C; sd 0: not drawn */
    size_t   fixed_at;             /* [n_months] index */
    size_t   trend_at;             /* [n_months] r_end · y + (r − r_end) · h(y) */
    size_t   damped_years_at;      /* [n_months] h(y), the factor of growth_sd · z */
    size_t   half_variance_at;     /* [n_months] v/2 */
    size_t   adopted_share_at;     /* [n_months] F(y) */
    size_t   jump_cdf_at;          /* [SFL_MOST_JUMPS] CDF(0) … of the monthly number of jumps, which is how many of them are < u */
    size_t   regime_growth_at;     /* [n_regimes] times dt, 0: none */
    size_t   regime_volatility_at; /* [n_regimes] m, 0: none */
    /* slots, -1 where the driver does not need them */
    int32_t index_slot;  /* I[t] of the current month */
    int32_t growth_slot; /* growth_sd · z, once per path */
    int32_t vol_slot;    /* vol, once per path, if volatility_dof > 0 */
    int32_t level_slot;  /* sum of regime growth and steps so far */
    int32_t d_slot, v_slot;
    int32_t ceiling_slot; /* C, once per path */
    int32_t normal_slot;  /* first of 4: normals of the diffusion stream for months t … t + 3, t a multiple of 4 */
    /* quasi-random: bridges, each first of 1 + plan->bridge_depth slots: W of last month, then those yet to be reached */
    int32_t bridge_slot;           /* of the diffusion */
    int32_t count_slot, size_slot; /* of the number of jumps so far and of the sum of their normals */
    int32_t jumps_are_bridged;     /* jumps that are few; others are drawn month by month */
    size_t  count_cdf_at; /* [SFL_MOST_BRIDGED_JUMPS] CDF(0) … of the number of jumps in months 1 … T − 1 */
    /* quasi-random: dimensions, 0: none. Of what is drawn once, ends of bridges among it */
    int32_t growth_dimension, volatility_dimension, ceiling_dimension, end_dimension, count_dimension, size_dimension;
    int32_t bridge_draw; /* of a step of the bridge, counted from the step's own dimension */
    int32_t jump_count_dimension, jump_size_dimension; /* with bridges like bridge_draw; else of month 1, later ones follow */
    int32_t pad;
} sfl_plan_driver;

/* Section 2: a Brownian bridge over months 0 … T − 1, W[0] = 0, the same for every path and driver; W[T − 1] is
 * drawn first. A step makes W of a month from those of its neighbours, as far as they are made, and a normal z of its own:
 * W = from_left · W[left] + from_right · W[right] + sd · z. */
typedef struct sfl_plan_bridge_step {
    double  from_left, from_right, sd; /* left: the month last reached */
    double  log_left;                  /* log(from_left) */
    int32_t month;     /* whose W it makes; index of z where it has no dimension */
    int32_t place;     /* where W waits until its month: slot bridge_slot + place; `right` lies one before it */
    int32_t dimension; /* of the first draw, then the others; beyond plan->n_dimensions: none */
    int32_t pad;
} sfl_plan_bridge_step;

/* The steps that have to be taken in a month, after which its own W lies at `place`. */
typedef struct sfl_plan_bridge_month {
    int32_t first, end, place, pad;
} sfl_plan_bridge_month;

/* Section 5. */
typedef struct sfl_plan_workload {
    int32_t  driver, output_driver, cached_driver; /* the latter two -1: no mix driver */
    int32_t  launch_month;
    uint32_t launch_stream, cancel_stream;
    double   delay_mean_months, cancel_probability; /* 0: not drawn */
    double   input_mtok, output_mtok, cached_share;
    size_t   season_at; /* [n_months] */
    int32_t  launch_dimension, cancel_dimension; /* quasi-random: of the two draws; 0: none */
    int32_t  launch_slot; /* launch month of the path, n_months if cancelled; -1: launch_month holds for all paths */
    int32_t  volume_slot; /* V[t] */
    int32_t  input_slot, output_slot; /* tokens of the month, Mtok */
    int32_t  cached_slot; /* c[t] */
    int32_t  pad;
} sfl_plan_workload;

/* Section 6: a price index and the months of it that lags and locks reach back to.
 * Month t lies in slot history_slot + t % depth. */
typedef struct sfl_plan_index {
    int32_t driver, depth, history_slot, pad;
} sfl_plan_index;

/* Provider cost of a workload's tokens on a model at month-0 prices: list[t] of section 6 without P[t].
 * Coefficients include batch discount and token_ratio, so they apply to the workload's own tokens. */
typedef struct sfl_plan_quote {
    int32_t workload, index; /* price index, -1: price stays */
    double  token_ratio;
    double  input_usd, cached_usd, output_usd; /* per Mtok of uncached input, cached input, output */
    int32_t cost_slot; /* USD this month before P */
    int32_t pad;
} sfl_plan_quote;

/* Baseline of a vendor. driver -1: the vendor has none. */
typedef struct sfl_plan_vendor {
    int32_t driver, pad;
    double  monthly_usd, eligibility;
    size_t  season_at; /* [n_months] */
} sfl_plan_vendor;

/* ---- contracts (section 7, 8) ---- */

/* What is known of a contract in a month before any path is drawn. */
typedef struct sfl_plan_term {
    int32_t in_force;      /* 0: nothing below holds, except the grants, pay_grant and is_due */
    int32_t period;        /* the model page's k */
    int32_t is_first;      /* first month of the period, or month 0 */
    int32_t is_last;       /* the period ends here, or the horizon cuts it */
    int32_t months_left;   /* in the period or to the horizon, this one included */
    int32_t pay_month;     /* when the true-up of a period that ends here is paid */
    int32_t by_share;      /* renewed: commitment = commitment_usd · eligible spend of the period before */
    int32_t grant_first, grant_end; /* credit grants first … end − 1 may be used this month, oldest first */
    int32_t pay_grant;     /* the grant that a payment made this month feeds, -1: none */
    int32_t is_due, pad;   /* a true-up falls due this month */
    double  commitment_usd;   /* prorated; with by_share: the factor share · proration */
    double  annual_usd;       /* before proration · 12 / period_months, the basis of tiers; with by_share the factor */
    double  discount;         /* of the tier by commitment, or flat; unused where it differs by path */
} sfl_plan_term;

typedef struct sfl_plan_tier {
    double from_usd; /* · SFL_ALMOST already */
    double discount;
} sfl_plan_tier;

typedef struct sfl_plan_amendment {
    int32_t month;
    int32_t has_ai_scope;
    double  when_usd; /* · SFL_ALMOST already */
    double  ai_scope, discount_add;
} sfl_plan_amendment;

typedef enum sfl_discount_basis {
    SFL_DISCOUNT_KNOWN,      /* sfl_plan_term.discount */
    SFL_DISCOUNT_COMMITMENT, /* tiers by the path's own commitment (renewal by share) */
    SFL_DISCOUNT_SPEND       /* tiers by eligible spend so far in the period */
} sfl_discount_basis;

typedef struct sfl_plan_contract {
    int32_t vendor;
    int32_t n_tiers, n_amendments;
    int32_t discount_basis; /* sfl_discount_basis */
    int32_t counts_gross;
    int32_t pending_depth;    /* invoice_lag_months + 1 */
    int32_t credit_depth;     /* grants alive at once, 0: the contract never gives credit */
    int32_t watches_ai_spend; /* an amendment asks for the AI gross spend of 12 months */
    int32_t first_period, n_periods; /* periods that end inside the horizon: k = first_period … */
    double  ai_scope, marketplace_cap, shortfall_rate, shortfall_credit, rollover_cap, spent_to_date_usd;
    size_t  tiers_at, amendments_at;
    size_t  terms_at; /* [n_months] sfl_plan_term */
} sfl_plan_contract;

/* ---- channels (section 7) ---- */

typedef struct sfl_plan_channel {
    int32_t kind; /* sfl_channel_kind */
    int32_t vendor; /* -1: nobody's */
    int32_t marketplace, has_discount_share;
    double  eligibility, discount_share, exit_usd, fixed_usd_per_month;
    /* token */
    double  gross_factor; /* multiplier · (1 + margin) */
    double  multiplier, surcharge_usd_per_mtok;
    int32_t price_lag_months, price_lock_months, floor_at_provider, pad;
    /* provisioned and self-hosted */
    double  output_weight, cached_weight, token_ratio;
    double  unit_hour_usd, unit_mtok_per_hour; /* of a unit or node */
    double  burst_s;                           /* sqrt(ln(1 + cv²)); with busy: of the busy hours */
    double  busy_hours_share;                  /* b; 0: no busy hours */
    double  busy_factor, idle_factor, idle_s;  /* m_b, m_i */
    double  overflow_busy_weight, overflow_idle_weight; /* b · m_b = w, (1 − b) · m_i = 1 − w */
    /* o(c) as cubics in t, c = t · 2^k with 1 <= t < 2: 2^overflow_row_bits rows an octave from the row whose leading bits
     * (exponent and row_bits of the mantissa) are overflow_first_row; below the first o = 1 − c, above the last 0 */
    int32_t overflow_row_bits, overflow_first_row, overflow_rows, overflow_pad;
    size_t  overflow_at; /* [overflow_rows][4]; overflow_rows 0: the formula */
    int32_t index; /* of the rent, -1: stays */
    int32_t units_are_fixed, term_months;
    int32_t lead_months, lease_months, is_owned;
    double  units, coverage, min_units, increment;  /* provisioned */
    double  peak_factor, min_nodes;                 /* self-hosted: κ */
    double  staff_usd_per_month, setup_usd, node_capex_usd, node_capex_per_month_usd; /* capex / life_months */
    size_t  residual_at; /* [n_months] USD that a node added in month t returns at T−1; 0 if not owned */
} sfl_plan_channel;

/* ---- control variates (section 9) ---- */

/* Sums over a path whose means are known: baselines at list price, and workloads' tokens at their own models' prices of
 * month 0 and their mix of month 0. */
typedef enum sfl_control_kind {
    SFL_CONTROL_BASELINE,
    SFL_CONTROL_TOKENS,
    SFL_CONTROL_COUNT
} sfl_control_kind;

/* USD of month t: usd_at[t] times what stands in the slot. */
typedef struct sfl_plan_control_member {
    int32_t driver, workload; /* workload -1: a baseline */
    int32_t slot;             /* the workload's volume, or the baseline's index */
    int32_t pad;
    size_t  usd_at; /* [n_months] */
} sfl_plan_control_member;

/* A control without a random member has none, and neither slots nor columns. */
typedef struct sfl_plan_control {
    int32_t n_members, pad;
    size_t  members_at;
    double  mean_usd[SFL_MONEY_COUNT]; /* of the sum, in closed form */
    int32_t slots[SFL_MONEY_COUNT];    /* of the path so far */
    int32_t columns[SFL_MONEY_COUNT];
} sfl_plan_control;

/* ---- architectures (section 8) ---- */

/* A vendor's bill under an architecture: its baseline and, if the architecture has one, its contract. */
typedef struct sfl_plan_account {
    int32_t vendor, contract; /* contract -1: no discount, no ledger */
    /* state of the path */
    int32_t eligible_slot;     /* counted in the running period, after step 6 */
    int32_t market_slot;       /* of that, through marketplace channels; -1: the architecture uses none, nor is there a
                                  market_month_slot */
    int32_t carry_slot;
    int32_t counted_baseline_slot; /* of the running period, after step 6 */
    int32_t before_slot;       /* eligible spend of the period before, -1: no renewal by share */
    int32_t commitment_slot;   /* of the running period */
    int32_t pending_slot;      /* first of pending_depth: true-ups to pay, month p in p % depth */
    int32_t credit_slot;       /* first of credit_depth: grants, number g in g % depth; -1: none */
    int32_t ai_spend_slot;     /* first of 12: AI gross spend, month t in t % 12; -1: not watched */
    int32_t amended_slot;      /* first of n_amendments: 1 once in force */
    /* this month */
    int32_t discount_slot;     /* δ */
    int32_t scope_slot;        /* δ · ai_scope in force: what AI channels get by default */
    int32_t baseline_counted_slot, counted_slot, market_month_slot, bills_slot, gross_slot;
    int32_t quota_slot;        /* -1: no fill route */
    int32_t credit_used_slot;  /* of the month */
    /* of the period that ended last, and of the whole term */
    int32_t shortfall_slot, short_slot /* 0 or 1 */, utilisation_slot, room_slot, period_commitment_slot, period_eligible_slot;
    int32_t term_shortfall_slot, term_short_slot, term_room_slot, term_commitment_slot, term_filled_slot /* min(carry + eligible, commitment) summed */,
        term_utilisation_slot;
    /* columns: period p of n_periods in first + p */
    int32_t period_commitment_column, period_short_column, period_shortfall_column, period_utilisation_column,
        period_room_column;
    int32_t term_commitment_column, term_short_column, term_shortfall_column, term_utilisation_column, term_room_column;
} sfl_plan_account;

/* A channel as one architecture uses it. */
typedef struct sfl_plan_use {
    int32_t channel;
    int32_t account;      /* of the architecture's list, -1: no discount, no draw-down */
    int32_t overflow_use; /* -1: not served */
    int32_t n_legs;       /* of capacity channels: the legs that load it */
    size_t  legs_at;      /* [n_legs] int32_t, numbers in the architecture's list of legs */
    /* slots; -1 where the kind does not need them */
    int32_t active_slot;      /* 1 from the first load on; -1: a token channel without fixed cost */
    int32_t month_mtok_slot;  /* token channels with fixed cost: tokens of the month; capacity: e of the month */
    int32_t units_slot;       /* units or nodes this month (0 before the first load) */
    int32_t sized_slot;       /* provisioned by coverage: units of the running term */
    int32_t load_slot;        /* first of lead_months + 1: mean hourly load, month t in t % (lead_months + 1) */
    int32_t residual_slot;    /* owned: what the nodes will return */
    int32_t overflow_slot;    /* o of this month */
    int32_t load_sum_slot, served_sum_slot, overflow_sum_slot; /* Mtok over the horizon; served only in months with capacity */
    int32_t capacity_sum_slot; /* unit-months: in Mtok a unit that people wrote large would not fit into a tally */
    int32_t load_column, served_column, capacity_column, overflow_column;
    int32_t units_column; /* month t in first + t */
} sfl_plan_use;

typedef enum sfl_leg_kind {
    SFL_LEG_PLAIN,     /* share of the workload */
    SFL_LEG_FILL,      /* share · φ */
    SFL_LEG_OTHERWISE, /* share · (1 − φ); follows its FILL */
    SFL_LEG_BEFORE,    /* share until the switch; the trigger looks at it */
    SFL_LEG_AFTER      /* share from the switch on; follows its BEFORE */
} sfl_leg_kind;

/* One target of one workload: a route without clauses is one leg, with `otherwise` or `then` it is two. In the order of
 * the routes, `*` written out. */
typedef struct sfl_plan_leg {
    int32_t kind; /* sfl_leg_kind */
    int32_t workload, quote, use;
    double  share, token_ratio;
    int32_t route;       /* number of the route in the scenario file's architecture */
    int32_t weight_slot; /* share · …, by lane; -1: `share` holds */
    /* BEFORE */
    int32_t trailing_months, lead_months /* max(1, lead) */;
    double  when_usd;    /* · SFL_ALMOST already */
    double  switch_usd;  /* cost_usd + exit_usd of the old channel */
    int32_t spend_slot;  /* first of trailing_months: net token spend, month t in t % trailing_months; -1: never fires */
    int32_t switch_slot; /* month of the switch, n_months: never */
    int32_t switch_column; /* counts by month */
    int32_t n_abreast;     /* legs from this one on that are billed as one: plain shares of one token channel, not of a
                              marketplace, whose tokens nobody asks for; 0: this one goes alone */
} sfl_plan_leg;

typedef struct sfl_plan_architecture {
    int32_t n_accounts, n_uses, n_legs, pad;
    size_t  accounts_at, uses_at, legs_at;
    double  coordination_usd_per_month;
    double  exit_usd; /* at month 0: current channels that it leaves */
    /* this month, nominal: ai = running + once */
    int32_t month_slots[SFL_PART_COUNT];
    int32_t running_slot; /* bills, staff, fixed, coordination */
    int32_t once_slot;    /* set-up, capex and its return, switching, exit */
    int32_t year_slot;    /* spend of the running year */
    /* of the path so far */
    int32_t total_slots[SFL_PART_COUNT][SFL_MONEY_COUNT];
    int32_t unserved_slot;    /* the workloads' own tokens that nobody served, Mtok */
    int32_t tokens_slot;      /* the workloads' own tokens, Mtok: shared by all architectures */
    int32_t usd_per_mtok_slot;
    int32_t regret_slots[SFL_MONEY_COUNT];
    int32_t cheapest_slots[SFL_MONEY_COUNT]; /* 1: strictly cheaper than every other; a tie for the least gives none */
    int32_t tied_slots[SFL_MONEY_COUNT];     /* 1: within a tie of the least, and not alone */
    /* columns */
    int32_t total_columns[SFL_PART_COUNT][SFL_MONEY_COUNT];
    int32_t month_column, cumulative_column, year_column; /* month t in first + t, year y in first + y; cumulative: the nominal
                                                            total so far */
    int32_t usd_per_mtok_column;
    int32_t regret_columns[SFL_MONEY_COUNT], cheapest_columns[SFL_MONEY_COUNT], tied_columns[SFL_MONEY_COUNT];
    /* total + control: what a covariance is made of */
    int32_t control_slots[SFL_CONTROL_COUNT][SFL_MONEY_COUNT], control_columns[SFL_CONTROL_COUNT][SFL_MONEY_COUNT];
} sfl_plan_architecture;

/* cost(b) − cost(a) on the same path (section 9). */
typedef struct sfl_plan_pair {
    int32_t a, b;
    int32_t difference_slots[SFL_MONEY_COUNT], a_cheaper_slots[SFL_MONEY_COUNT], tie_slots[SFL_MONEY_COUNT];
    int32_t difference_columns[SFL_MONEY_COUNT], a_cheaper_columns[SFL_MONEY_COUNT], tie_columns[SFL_MONEY_COUNT];
} sfl_plan_pair;

typedef struct sfl_plan_break_even {
    int32_t from, to;
    int32_t month_slot; /* first month with cumulative `to` <= `from`, n_months: never */
    int32_t column;     /* counts by month */
} sfl_plan_break_even;

/* ---- what a tally keeps ---- */

/* What is kept of a column's values; see tally.h. */
#define SFL_KEEP_SUM 1u     /* exact sum */
#define SFL_KEEP_MOMENTS 2u /* also squares, products of antithetic pairs, least and greatest */
#define SFL_KEEP_FINE 4u    /* bins of 1/1024 octave: quantiles within 0.05 % */
#define SFL_KEEP_COARSE 8u  /* bins of 1/128 octave: quantiles within 0.5 % */
#define SFL_BIN_FINE_BITS 10
#define SFL_BIN_COARSE_BITS 7
#define SFL_KEEP_MONTHS 16u /* counts of whole numbers 0 … n_months */

/* One number per path, tallied in the month it is final. */
typedef struct sfl_plan_column {
    int32_t  slot;
    uint32_t keep;
    double   scale; /* whole units per 1.0: 1e6 for USD and Mtok, 1e12 for shares, 1 for counts */
} sfl_plan_column;

/* ---- the block ---- */

typedef struct sfl_plan {
    char     magic[8]; /* "SFLPLAN\0" */
    uint32_t version, pad;
    uint64_t n_bytes;
    uint8_t  fingerprint[32]; /* SHA-256 of the plan with this field zero */
    uint64_t seed;
    int32_t  is_antithetic; /* paths 2k and 2k + 1 are a pair: mirrored, unless shares_parameters */
    int32_t  shares_parameters; /* a pair has what it draws once in common, and noise of its own */
    int32_t  is_sobol;     /* quasi-random: draws have dimensions as far as n_dimensions, diffusion walks a bridge */
    int32_t  n_dimensions; /* counted from 1 */
    int32_t  bridge_depth; /* most ends that wait at once */
    int32_t  regime_dimension; /* as those of a driver */
    int32_t  n_months, n_years;
    int32_t  n_regimes, regime_start, regime_slot /* k_t; -1: no regimes */;
    uint32_t regime_stream;
    int32_t  n_drivers, n_shocks, n_workloads, n_indices, n_quotes, n_vendors, n_contracts, n_channels,
        n_architectures, n_pairs, n_break_even, n_columns, n_slots;
    int32_t  ones_slot;   /* 1.0 in every lane: the price index of what has none */
    int32_t  tokens_slot; /* the workloads' own tokens of the path so far, Mtok */
    int32_t  shock_slot;  /* scratch [n_shocks]: this month's correlated shocks Z by row */
    int32_t  scratch_slot; /* first of SFL_N_SCRATCH, for use inside one month of one architecture */
    int32_t  n_near_slots; /* the first so many of n_slots: the world of a month, which everybody reads in it */
    int32_t  pad2;
    sfl_plan_control controls[SFL_CONTROL_COUNT];
    int32_t control_sum_slots[SFL_MONEY_COUNT], control_sum_columns[SFL_MONEY_COUNT]; /* both controls added up; -1
                                                                                        unless there are both */
    size_t   directions_at;        /* [n_dimensions][SFL_SOBOL_BITS] uint32_t, reversed (sobol.h) */
    size_t   scrambles_at;         /* [SFL_N_PARTS][n_dimensions] uint32_t: seeds of the scrambling */
    size_t   bridge_months_at;     /* [n_months] */
    size_t   bridge_steps_at;      /* [n_months − 2] */
    size_t   discount_at;          /* [n_months] D[t] */
    size_t   regime_cumulative_at; /* [n_regimes][n_regimes] cumulative rows */
    size_t   cholesky_at;          /* row i of n_shocks: i + 1 doubles, rows one after the other */
    size_t   shock_drivers_at;     /* [n_shocks] int32_t: the driver of the row */
    size_t   drivers_at, workloads_at, indices_at, quotes_at, vendors_at, contracts_at, channels_at, architectures_at,
        pairs_at, break_even_at;
    size_t   columns_at; /* [n_columns] */
    /* columns to tally after month t: visits[visit_starts[t] … visit_starts[t + 1]); t = n_months: at the path's end */
    size_t visit_starts_at; /* [n_months + 2] int32_t */
    size_t visits_at;       /* [n_columns] int32_t */
} sfl_plan;

/* Array of a plan at an offset: SFL_AT(plan, sfl_plan_driver, plan->drivers_at)[i]. */
#define SFL_AT(plan, type, at) ((const type *)(const void *)((const char *)(plan) + (at)))

#endif
