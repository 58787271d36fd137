/* See tally_set.h. */
#include "host/tally/tally_set.h"

static const sfl_place nowhere = {NULL, 0, 0};

/* Paths that are kept in parts where some figures have no interval of their own. */
#define PILOT_PATHS 32768

static sfl_status no_memory(sfl_diag *diag)
{
    return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the tallies of a run");
}

/* Are there figures whose intervals only parts can give? */
static bool needs_pilot(const sfl_plan *plan)
{
    const sfl_plan_channel *channels = SFL_AT(plan, sfl_plan_channel, plan->channels_at);
    for (int32_t i = 0; i < plan->n_channels; ++i)
        if (channels[i].kind != SFL_CHANNEL_TOKEN) return true;
    return false;
}

uint64_t sfl_tally_set_in_parts(const sfl_plan *plan)
{
    if (plan->is_antithetic != 0 || plan->is_sobol != 0) return UINT64_MAX;
    return needs_pilot(plan) ? PILOT_PATHS : 0;
}

void sfl_tally_set_release(sfl_tally_set *set)
{
    for (int32_t i = 0; i < SFL_N_PARTS; ++i)
        sfl_tally_free(&set->parts[i]);
    sfl_tally_free(&set->rest);
}

sfl_tally **sfl_tally_set_place(sfl_tally_set *set, int32_t part)
{
    return part == SFL_ALL_PARTS ? &set->rest : &set->parts[part];
}

uint64_t sfl_tally_set_paths(const sfl_tally_set *set)
{
    uint64_t n = set->rest != NULL ? sfl_tally_paths(set->rest) : 0;
    for (int32_t i = 0; i < SFL_N_PARTS; ++i)
        if (set->parts[i] != NULL) n += sfl_tally_paths(set->parts[i]);
    return n;
}

static sfl_status add_one(const sfl_plan *plan, sfl_tally **into, const sfl_tally *from, sfl_diag *diag)
{
    if (from == NULL) return SFL_OK;
    if (*into == NULL) *into = sfl_tally_build_for(plan);
    if (*into == NULL) return no_memory(diag);
    (void)sfl_tally_merge(*into, from); /* of one plan */
    return SFL_OK;
}

sfl_status sfl_tally_set_add(const sfl_plan *plan, sfl_tally_set *into, const sfl_tally_set *from, sfl_diag *diag)
{
    for (int32_t i = 0; i < SFL_N_PARTS; ++i)
        SFL_TRY(add_one(plan, &into->parts[i], from->parts[i], diag));
    return add_one(plan, &into->rest, from->rest, diag);
}

sfl_status sfl_tally_set_whole(const sfl_plan *plan, const sfl_tally_set *set, sfl_tally **whole, sfl_diag *diag)
{
    *whole = sfl_tally_build_for(plan);
    if (*whole == NULL) return no_memory(diag);
    sfl_status status = add_one(plan, whole, set->rest, diag);
    for (int32_t i = 0; i < SFL_N_PARTS && status == SFL_OK; ++i)
        status = add_one(plan, whole, set->parts[i], diag);
    if (status != SFL_OK) sfl_tally_free(whole);
    return status;
}
