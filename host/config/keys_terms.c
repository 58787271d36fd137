/* Keys of what is bought and on what terms: models, vendors, contracts, channels (model page, sections 6 and 7). */
#include "host/config/key_groups.h"

// clang-format off

/* ---- section 6 ---- */

static const sfl_key model_keys[] = {
    SFL_NAME(sfl_model, name,             SFL_REQUIRED,                                            "of the model"),
    SFL_NAME(sfl_model, provider,         SFL_REQUIRED,                                            "whose list price this is"),
    SFL_REAL(sfl_model, input_usd,        SFL_REQUIRED,    SFL_FROM_TO(0.0, 1e9),    "USD/Mtok",   "provider's list price of input tokens"),
    SFL_REAL(sfl_model, cached_input_usd, SFL_ABSENT("input_usd"), SFL_FROM_TO(0.0, 1e9), "USD/Mtok", "of input tokens read from cache"),
    SFL_REAL(sfl_model, output_usd,       SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e9),    "USD/Mtok",   "of output tokens"),
    SFL_REAL(sfl_model, batch_discount,   SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1.0),    "",           "share off for tokens sent as batch"),
    SFL_NAME(sfl_model, index,            SFL_ABSENT("prices stay"),                               "the index that its prices follow"),
};
static const sfl_key_table model_tables[] = {SFL_TABLE(model_keys, 0, 0, true)};
const sfl_group sfl_model_group = {
    .word = "a model", .n_bytes = sizeof(sfl_model), .tables = model_tables, .n_tables = 1, .is_object = true,
    .is_named = true, .help = "a language model at its provider's list price"};

/* ---- section 7: vendors, contracts ---- */

static const sfl_key vendor_keys[] = {
    SFL_NAME (sfl_vendor, name,     SFL_REQUIRED,                                "of the vendor"),
    SFL_GROUP(sfl_vendor, baseline, SFL_ABSENT("none"), sfl_baseline_group,      "the spend with this vendor that is not AI"),
};
static const sfl_key_table vendor_tables[] = {SFL_TABLE(vendor_keys, 0, 0, true)};
const sfl_group sfl_vendor_group = {
    .word = "a vendor", .n_bytes = sizeof(sfl_vendor), .tables = vendor_tables, .n_tables = 1, .is_object = true,
    .is_named = true, .help = "who sends the bill"};

static const sfl_key tier_keys[] = {
    SFL_REAL(sfl_tier, from_usd, SFL_REQUIRED, SFL_FROM_TO(0.0, 1e12), "USD", "least basis of this tier; rising from tier to tier"),
    SFL_REAL(sfl_tier, discount, SFL_REQUIRED, SFL_FROM_TO(0.0, 1.0),  "",    "off the vendor's bill"),
};
static const sfl_key_table tier_tables[] = {SFL_TABLE(tier_keys, 0, 0, true)};
static const sfl_group tier_group = {
    .word = "a tier", .n_bytes = sizeof(sfl_tier), .tables = tier_tables, .n_tables = 1, .is_object = true,
    .help = "a step of the discount"};

static const sfl_key amendment_keys[] = {
    SFL_INT (sfl_amendment, month,              SFL_REQUIRED,    SFL_FROM_TO(-240, 240),   "months", "first month it can come into force"),
    SFL_REAL(sfl_amendment, when_ai_annual_usd, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),   "USD a year", "AI gross spend of the 12 months before that it waits for"),
    SFL_REAL(sfl_amendment, ai_scope,           SFL_ABSENT("stays as it is"), SFL_FROM_TO(0.0, 1.0), "", "replaces the contract's ai_scope"),
    SFL_REAL(sfl_amendment, discount_add,       SFL_NUMBER(0.0), SFL_FROM_TO(-1.0, 1.0),   "",       "added to the discount"),
};
static const sfl_key_table amendment_tables[] = {SFL_TABLE(amendment_keys, 0, 0, true)};
static const sfl_group amendment_group = {
    .word = "an amendment", .n_bytes = sizeof(sfl_amendment), .tables = amendment_tables, .n_tables = 1, .is_object = true,
    .help = "a change of terms once AI spend is large enough"};

static const sfl_word contract_kind_words[SFL_CONTRACT_KIND_COUNT] = {
    {"edp",      "a cloud's enterprise discount programme: annual commitments, marketplace counts up to a quarter"},
    {"macc",     "a cloud's consumption commitment: a shortfall becomes prepaid credit"},
    {"provider", "a model provider's commitment: the discount grows with what is spent"},
};
static const sfl_word tier_basis_words[SFL_TIER_BASIS_COUNT] = {
    {"commitment", "the period's commitment, as an annual figure"},
    {"spend",      "eligible spend so far in the period"},
};
static const sfl_word counts_words[SFL_COUNTS_COUNT] = {
    {"net",   "spend after discount"},
    {"gross", "spend before discount"},
};
static const sfl_word renewal_words[] = {
    {"none",   "the contract ends with its term"},
    {"repeat", "the last commitment again, period after period"},
};

static const sfl_key renewal_keys[] = {
    SFL_REAL(sfl_renewal, share, SFL_REQUIRED, SFL_FROM_TO(0.0, 1.0), "", "of the eligible spend of the period before"),
};
static const sfl_key_table renewal_tables[] = {SFL_TABLE(renewal_keys, 0, 0, true)};
static const sfl_group renewal_group = {
    .word = "a renewal", .n_bytes = sizeof(sfl_renewal), .tables = renewal_tables, .n_tables = 1, .is_object = true,
    .word_at = offsetof(sfl_renewal, kind), .word_of_group = SFL_RENEWAL_SHARE,
    .help = "a commitment that follows what was spent"};

static const sfl_key contract_keys[] = {
    SFL_NAME (sfl_contract, name,               SFL_REQUIRED,                                           "of the contract"),
    SFL_NAME (sfl_contract, vendor,             SFL_REQUIRED,                                           "to whom the commitment is"),
    SFL_WORD (sfl_contract, kind,               SFL_REQUIRED, contract_kind_words,                      "whose defaults hold for what is not written"),
    SFL_INT  (sfl_contract, start_month,        SFL_BY_KIND, SFL_FROM_TO(-240, 240),       "months",    "first month of the first period; negative: signed in the past"),
    SFL_INT  (sfl_contract, period_months,      SFL_BY_KIND, SFL_FROM_TO(1, 240),          "months",    "length of a commitment period"),
    SFL_REALS(sfl_contract, commitments,        SFL_REQUIRED, SFL_FROM_TO(0.0, 1e12),      "USD",       "per period, in order; together they are the term"),
    SFL_LIST (sfl_contract, tiers,              SFL_ABSENT("`discount`"), tier_group, SFL_NAMED_MOST,                  "discount by tier, instead of `discount`"),
    SFL_REAL (sfl_contract, discount,           SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1.0),    "",          "flat discount, instead of `tiers`"),
    SFL_WORD (sfl_contract, tier_basis,         SFL_BY_KIND, tier_basis_words,                          "what the tiers look at"),
    SFL_REAL (sfl_contract, ai_scope,           SFL_BY_KIND, SFL_FROM_TO(0.0, 1.0),        "",          "share of the discount that AI channels get"),
    SFL_WORD (sfl_contract, counts,             SFL_BY_KIND, counts_words,                              "what draws the commitment down"),
    SFL_REAL (sfl_contract, marketplace_cap,    SFL_BY_KIND, SFL_FROM_TO(0.0, 1.0),        "",          "marketplace spend counts up to this share of the commitment"),
    SFL_REAL (sfl_contract, shortfall_rate,     SFL_BY_KIND, SFL_FROM_TO(0.0, 1.0),        "",          "share of a shortfall that must be paid"),
    SFL_REAL (sfl_contract, shortfall_credit,   SFL_BY_KIND, SFL_FROM_TO(0.0, 1.0),        "",          "share of a shortfall payment that becomes prepaid credit"),
    SFL_INT  (sfl_contract, credit_months,      SFL_BY_KIND, SFL_FROM_TO(0, 240),          "months",    "how long the credit can be used"),
    SFL_REAL (sfl_contract, rollover_cap,       SFL_BY_KIND, SFL_FROM_TO(0.0, 1.0),        "",          "share of the commitment up to which excess carries into the next period"),
    SFL_INT  (sfl_contract, invoice_lag_months, SFL_BY_KIND, SFL_FROM_TO(0, 240),          "months",    "from a period's last month to the payment of its true-up"),
    SFL_WORD_OR_GROUP(sfl_contract, renewal,    SFL_BY_KIND, renewal_words, renewal_group,              "after the term"),
    SFL_LIST (sfl_contract, amendments,         SFL_ABSENT("none"), amendment_group, SFL_NAMED_MOST,                   "changes of terms, in this order"),
    SFL_REAL (sfl_contract, spent_to_date_usd,  SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),   "USD",       "eligible spend so far in the running period; only with start_month below 0"),
};
static const sfl_key_table contract_tables[] = {SFL_TABLE(contract_keys, 0, 0, true)};
const sfl_group sfl_contract_group = {
    .word = "a contract", .n_bytes = sizeof(sfl_contract), .tables = contract_tables, .n_tables = 1, .is_object = true,
    .is_named = true, .kind_key = &contract_keys[2], .help = "a commitment to a vendor"};

/* ---- section 7: channels ---- */

static const sfl_word channel_kind_words[SFL_CHANNEL_COUNT] = {
#define SFL_CHANNEL(KIND, word, help) {#word, help},
#include "kernels/channel_list.def"
#undef SFL_CHANNEL
};

static const sfl_key busy_keys[] = {
    SFL_REAL(sfl_busy, hours,   SFL_REQUIRED, SFL_OVER_UNDER(0.0, 1.0), "", "share of the hours that are busy"),
    SFL_REAL(sfl_busy, volume,  SFL_REQUIRED, SFL_OVER_UNDER(0.0, 1.0), "", "share of the volume that comes in them"),
    SFL_REAL(sfl_busy, cv,      SFL_REQUIRED, SFL_FROM_TO(0.0, 100.0),  "", "coefficient of variation of the hourly load in busy hours"),
    SFL_REAL(sfl_busy, idle_cv, SFL_REQUIRED, SFL_FROM_TO(0.0, 100.0),  "", "the same in the other hours"),
};
static const sfl_key_table busy_tables[] = {SFL_TABLE(busy_keys, 0, 0, true)};
static const sfl_group busy_group = {
    .word = "the busy hours", .n_bytes = sizeof(sfl_busy), .tables = busy_tables, .n_tables = 1, .is_object = true,
    .help = "office hours, instead of `burst_cv`"};

static const sfl_key channel_keys[] = {
    SFL_NAME(sfl_channel, name,                SFL_REQUIRED,                                            "of the channel"),
    SFL_WORD(sfl_channel, kind,                SFL_REQUIRED, channel_kind_words,                        "how it is paid"),
    SFL_NAME(sfl_channel, vendor,              SFL_ABSENT("nobody's commitment; only self_hosted"),     "who sends its bill"),
    SFL_REAL(sfl_channel, eligibility,         SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1.0),   "",            "share of its bill that draws a commitment down"),
    SFL_BOOL(sfl_channel, marketplace,         SFL_NUMBER(0),                                           "bought through the vendor's marketplace"),
    SFL_REAL(sfl_channel, discount_share,      SFL_ABSENT("the contract's ai_scope; 1 for self_hosted"), SFL_FROM_TO(0.0, 1.0), "", "share of the contract's discount it gets"),
    SFL_REAL(sfl_channel, exit_usd,            SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),  "USD",         "what leaving it costs per workload"),
    SFL_REAL(sfl_channel, fixed_usd_per_month, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),  "USD a month", "gateways, private links, monitoring, from its first load on; paid to others"),
};

static const sfl_key token_keys[] = {
    SFL_REAL (sfl_token, margin,                 SFL_NUMBER(0.0), SFL_FROM_TO(-1.0, 10.0),  "",         "added to the provider's price"),
    SFL_REAL (sfl_token, multiplier,             SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 100.0),  "×",        "deployment type: global, data zone, regional"),
    SFL_REAL (sfl_token, surcharge_usd_per_mtok, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e6),    "USD/Mtok", "guardrails, content filtering"),
    SFL_INT  (sfl_token, price_lag_months,       SFL_NUMBER(0),   SFL_FROM_TO(0, 240),      "months",   "a price cut arrives this late"),
    SFL_INT  (sfl_token, price_lock_months,      SFL_NUMBER(0),   SFL_FROM_TO(0, 240),      "months",   "prices move at multiples of this only; 0: every month"),
    SFL_BOOL (sfl_token, floor_at_provider,      SFL_NUMBER(0),                                         "a discount can only eat the margin"),
    SFL_NAMES(sfl_token, models,                 SFL_REQUIRED,                                          "which it sells"),
};

static const sfl_key capacity_keys[] = {
    SFL_REAL (sfl_capacity, output_weight, SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1000.0),  "",  "an output token is so many input tokens of load"),
    SFL_REAL (sfl_capacity, cached_weight, SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1000.0),  "",  "a cached input token is so many input tokens of load"),
    SFL_REAL (sfl_capacity, burst_cv,      SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 100.0),   "",  "coefficient of variation of the hourly load"),
    SFL_GROUP(sfl_capacity, busy,          SFL_ABSENT("`burst_cv`"), busy_group,            "office hours, instead of `burst_cv`"),
    SFL_NAME (sfl_capacity, overflow,      SFL_ABSENT("not served"),                        "the token channel that takes what is above capacity"),
    SFL_NAME (sfl_capacity, index,         SFL_ABSENT("the rent stays"),                    "the index that the rent follows"),
};

static const sfl_key provisioned_keys[] = {
    SFL_REAL(sfl_provisioned, unit_hour_usd,      SFL_REQUIRED,    SFL_FROM_TO(0.0, 1e9),   "USD an hour",     "rent of a unit"),
    SFL_REAL(sfl_provisioned, unit_mtok_per_hour, SFL_REQUIRED,    SFL_OVER_TO(0.0, 1e9),   "Mtok an hour",    "capacity of a unit, in input tokens"),
    SFL_REAL(sfl_provisioned, units,              SFL_ABSENT("`coverage`"), SFL_FROM_TO(0.0, 1e9), "units",    "fixed number"),
    SFL_REAL(sfl_provisioned, coverage,           SFL_ABSENT("`units`"), SFL_FROM_TO(0.0, 1000.0), "× mean load", "sized to this many times last month's mean hourly load"),
    SFL_REAL(sfl_provisioned, min_units,          SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e9),   "units",           "least number, with `coverage`"),
    SFL_REAL(sfl_provisioned, increment,          SFL_NUMBER(1.0), SFL_OVER_TO(0.0, 1e9),   "units",           "units come in multiples of this, with `coverage`"),
    SFL_INT (sfl_provisioned, term_months,        SFL_ABSENT("required with `coverage`"), SFL_FROM_TO(1, 240), "months", "re-sized at multiples of this"),
};

static const sfl_key self_hosted_keys[] = {
    SFL_REAL(sfl_self_hosted, node_hour_usd,       SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e9),     "USD an hour",  "rent of a node; this or node_capex_usd"),
    SFL_REAL(sfl_self_hosted, node_mtok_per_hour,  SFL_REQUIRED,    SFL_OVER_TO(0.0, 1e9),     "Mtok an hour", "capacity of a node, in input tokens"),
    SFL_REAL(sfl_self_hosted, token_ratio,         SFL_NUMBER(1.0), SFL_FROM_TO(0.0, 1000.0),  "",             "tokens the open model needs per token of the original"),
    SFL_REAL(sfl_self_hosted, min_nodes,           SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e9),     "nodes",        "least number"),
    SFL_INT (sfl_self_hosted, lead_months,         SFL_NUMBER(0),   SFL_FROM_TO(0, 240),       "months",       "nodes come this long after the load they are sized for"),
    SFL_INT (sfl_self_hosted, lease_months,        SFL_NUMBER(1),   SFL_FROM_TO(1, 240),       "months",       "nodes can be given back at multiples of this"),
    SFL_REAL(sfl_self_hosted, service_level,       SFL_REQUIRED,    SFL_FROM_UNDER(0.0, 1.0),  "",             "share of the hours in which capacity suffices"),
    SFL_REAL(sfl_self_hosted, staff_usd_per_month, SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),    "USD a month",  "people, from the first load on"),
    SFL_REAL(sfl_self_hosted, setup_usd,           SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),    "USD",          "once, in the first month with load"),
    SFL_REAL(sfl_self_hosted, node_capex_usd,      SFL_NUMBER(0.0), SFL_FROM_TO(0.0, 1e12),    "USD",          "price of an owned node"),
    SFL_REAL(sfl_self_hosted, life_months,         SFL_ABSENT("required with node_capex_usd"), SFL_OVER_TO(0.0, 1200.0), "months", "over which an owned node loses its value"),
};

#define SFL_CAPACITY_KINDS (1u << SFL_CHANNEL_PROVISIONED | 1u << SFL_CHANNEL_SELF_HOSTED)

static const sfl_key_table channel_tables[] = {
    SFL_TABLE(channel_keys,     0,                                  0,                                true),
    SFL_TABLE(token_keys,       offsetof(sfl_channel, token),       1u << SFL_CHANNEL_TOKEN,          false),
    SFL_TABLE(provisioned_keys, offsetof(sfl_channel, provisioned), 1u << SFL_CHANNEL_PROVISIONED,    false),
    SFL_TABLE(self_hosted_keys, offsetof(sfl_channel, self_hosted), 1u << SFL_CHANNEL_SELF_HOSTED,    false),
    SFL_TABLE(capacity_keys,    offsetof(sfl_channel, capacity),    SFL_CAPACITY_KINDS,               false),
};
const sfl_group sfl_channel_group = {
    .word = "a channel", .n_bytes = sizeof(sfl_channel), .tables = channel_tables, .n_tables = 5, .is_object = true,
    .is_named = true, .kind_key = &channel_keys[1], .help = "a way to serve a workload"};
