/* Channels: keys that need or exclude each other, and what they point to (model page, sections 7 and 10). */
#include "host/config/check_run.h"

static bool is_given(const sfl_channel *c, size_t field_at)
{
    return sfl_object_is_given(&c->object, field_at);
}

#define GIVEN(c, field) is_given((c), offsetof(sfl_channel, field))

static void refuse_missing(sfl_check_run *run, const sfl_channel *c, const char *key, const char *required)
{
    sfl_refuse(run, SFL_ERR_KEY, &c->object, SIZE_MAX - 1, key, "missing; %s", required);
}

static void check_token(sfl_check_run *run, const sfl_channel *c)
{
    const sfl_names *models = &c->token.models;
    size_t           at     = offsetof(sfl_channel, token.models);
    sfl_check_twice(run, models, &c->object, at, "models");
    for (int32_t i = 0; i < models->n; i++) {
        const char *key = sfl_log_format(run->log, "models[%d]", (int)i);
        if (key != NULL) sfl_resolve(run, SFL_LIST_MODELS, models->values[i], &c->object, at, key);
    }
}

static void check_capacity(sfl_check_run *run, const sfl_channel *c)
{
    size_t overflow_at = offsetof(sfl_channel, capacity.overflow);
    sfl_resolve(run, SFL_LIST_INDICES, c->capacity.index, &c->object, offsetof(sfl_channel, capacity.index), "index");
    if (GIVEN(c, capacity.busy) && GIVEN(c, capacity.burst_cv)) {
        sfl_refuse(run, SFL_ERR_KEY, &c->object, offsetof(sfl_channel, capacity.burst_cv), "burst_cv",
                   "stands beside busy; allowed is one of them");
    }
    int32_t to = sfl_resolve(run, SFL_LIST_CHANNELS, c->capacity.overflow, &c->object, overflow_at, "overflow");
    if (to < 0) return;
    const sfl_channel *overflow = &run->scenario->channels[to];
    if (!GIVEN(overflow, kind) || overflow->kind == SFL_CHANNEL_TOKEN) return;
    sfl_refuse(run, SFL_ERR_NAME, &c->object, overflow_at, "overflow", "%s is no token channel; allowed is one",
               sfl_quoted(run, c->capacity.overflow));
}

static void check_provisioned(sfl_check_run *run, const sfl_channel *c)
{
    bool has_units = GIVEN(c, provisioned.units), has_coverage = GIVEN(c, provisioned.coverage);
    if (has_units && has_coverage) {
        sfl_refuse(run, SFL_ERR_KEY, &c->object, offsetof(sfl_channel, provisioned.coverage), "coverage",
                   "stands beside units; allowed is one of them");
    }
    if (!has_units && !has_coverage) refuse_missing(run, c, "units", "required is units, or coverage with term_months");
    if (has_coverage && !GIVEN(c, provisioned.term_months))
        refuse_missing(run, c, "term_months", "required with coverage");
}

static void check_self_hosted(sfl_check_run *run, const sfl_channel *c)
{
    bool is_rented = GIVEN(c, self_hosted.node_hour_usd), is_owned = GIVEN(c, self_hosted.node_capex_usd);
    if (!is_rented && !is_owned) {
        refuse_missing(run, c, "node_hour_usd", "required is node_hour_usd, or node_capex_usd with life_months");
    }
    if (is_owned && c->self_hosted.node_capex_usd > 0.0 && !GIVEN(c, self_hosted.life_months)) {
        refuse_missing(run, c, "life_months", "required with node_capex_usd");
    }
}

static void check_channel(sfl_check_run *run, const sfl_channel *c)
{
    bool is_sound = sfl_object_is_sound(&c->object);
    sfl_resolve(run, SFL_LIST_VENDORS, c->vendor, &c->object, offsetof(sfl_channel, vendor), "vendor");
    if (!GIVEN(c, kind)) return;
    if (c->kind != SFL_CHANNEL_SELF_HOSTED && c->vendor == NULL && is_sound) {
        refuse_missing(run, c, "vendor", "required is the name of a vendor");
    }
    if (c->kind == SFL_CHANNEL_TOKEN)
        check_token(run, c);
    else
        check_capacity(run, c);
    if (c->kind == SFL_CHANNEL_PROVISIONED && is_sound) check_provisioned(run, c);
    if (c->kind == SFL_CHANNEL_SELF_HOSTED && is_sound) check_self_hosted(run, c);
}

void sfl_check_channels(sfl_check_run *run)
{
    for (int32_t i = 0; i < run->scenario->n_channels; i++)
        check_channel(run, &run->scenario->channels[i]);
}
