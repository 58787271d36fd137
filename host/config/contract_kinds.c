/* Kinds of contract as rows of defaults (the table of section 7). */
#include "host/config/contract_kinds.h"

#include "host/base/text.h"

#include <stdio.h>

// clang-format off
static const sfl_contract_defaults kinds[SFL_CONTRACT_KIND_COUNT] = {
    /* kind                  start period tier_basis           ai_scope counts          market_cap sf_rate sf_credit credit_months rollover lag renewal */
    {SFL_CONTRACT_EDP,       0,    12,    SFL_TIER_COMMITMENT, 1.0,     SFL_COUNTS_NET, 0.25,      1.0,    0.0,      12,           0.0,     1,  SFL_RENEWAL_REPEAT},
    {SFL_CONTRACT_MACC,      0,     0,    SFL_TIER_COMMITMENT, 1.0,     SFL_COUNTS_NET, 1.0,       1.0,    1.0,      12,           0.0,     1,  SFL_RENEWAL_REPEAT},
    {SFL_CONTRACT_PROVIDER,  0,    12,    SFL_TIER_SPEND,      1.0,     SFL_COUNTS_NET, 1.0,       1.0,    0.0,      12,           0.0,     1,  SFL_RENEWAL_REPEAT},
};
// clang-format on

const sfl_contract_defaults *sfl_contract_kind_defaults(sfl_contract_kind kind)
{
    return &kinds[kind];
}

void sfl_contract_kind_apply(sfl_contract *contract)
{
    const sfl_contract_defaults *d = &kinds[contract->kind];
#define APPLY(field)                                                                                                   \
    if (!SFL_IS_GIVEN(sfl_contract, contract, field)) contract->field = d->field
    APPLY(start_month);
    APPLY(period_months);
    APPLY(tier_basis);
    APPLY(ai_scope);
    APPLY(counts);
    APPLY(marketplace_cap);
    APPLY(shortfall_rate);
    APPLY(shortfall_credit);
    APPLY(credit_months);
    APPLY(rollover_cap);
    APPLY(invoice_lag_months);
#undef APPLY
    if (!SFL_IS_GIVEN(sfl_contract, contract, renewal)) contract->renewal.kind = d->renewal;
}

static const char *whole(int32_t value, char out[32])
{
    snprintf(out, 32, "%d", (int)value);
    return out;
}

static const char *real(double value, char out[32])
{
    sfl_text_real(value, out);
    return out;
}

const char *sfl_contract_kind_text(sfl_contract_kind kind, size_t field_at, char out[32])
{
    static const char *const     basis[]    = {"\"commitment\"", "\"spend\""};
    static const char *const     counting[] = {"\"net\"", "\"gross\""};
    static const char *const     renewals[] = {"\"none\"", "\"repeat\"", "{ share }"};
    const sfl_contract_defaults *d          = &kinds[kind];
    switch (field_at) {
    case offsetof(sfl_contract, start_month): return whole(d->start_month, out);
    case offsetof(sfl_contract, period_months): return d->period_months == 0 ? "" : whole(d->period_months, out);
    case offsetof(sfl_contract, tier_basis): return basis[d->tier_basis];
    case offsetof(sfl_contract, ai_scope): return real(d->ai_scope, out);
    case offsetof(sfl_contract, counts): return counting[d->counts];
    case offsetof(sfl_contract, marketplace_cap): return real(d->marketplace_cap, out);
    case offsetof(sfl_contract, shortfall_rate): return real(d->shortfall_rate, out);
    case offsetof(sfl_contract, shortfall_credit): return real(d->shortfall_credit, out);
    case offsetof(sfl_contract, credit_months): return whole(d->credit_months, out);
    case offsetof(sfl_contract, rollover_cap): return real(d->rollover_cap, out);
    case offsetof(sfl_contract, invoice_lag_months): return whole(d->invoice_lag_months, out);
    case offsetof(sfl_contract, renewal): return renewals[d->renewal];
    default: return "";
    }
}
