/* Kinds of contract: rows of defaults (model page, section 7). Kernels never learn kinds. */
#ifndef SFL_CONFIG_CONTRACT_KINDS_H
#define SFL_CONFIG_CONTRACT_KINDS_H

#include "host/scenario/scenario.h"

typedef struct sfl_contract_defaults {
    sfl_contract_kind kind;
    int32_t           start_month, period_months; /* period_months 0: required */
    sfl_tier_basis    tier_basis;
    double            ai_scope;
    sfl_counts        counts;
    double            marketplace_cap, shortfall_rate, shortfall_credit;
    int32_t           credit_months;
    double            rollover_cap;
    int32_t           invoice_lag_months;
    sfl_renewal_kind  renewal;
} sfl_contract_defaults;

const sfl_contract_defaults *sfl_contract_kind_defaults(sfl_contract_kind kind);

/* Sets every field that the contract's file did not give. */
void sfl_contract_kind_apply(sfl_contract *contract);

/* The default of a key as text, "" where the key is required. */
const char *sfl_contract_kind_text(sfl_contract_kind kind, size_t field_at, char out[32]);

#endif
