/* Where a route leads: channels that sell the model (model page, sections 8 and 10). */
#include "host/config/check_routes.h"

#include <string.h>

const sfl_channel *sfl_find_channel(const sfl_scenario *scenario, const char *name)
{
    int32_t i = sfl_scenario_find_channel(scenario, name);
    if (i < 0) return NULL;
    const sfl_channel *channel = &scenario->channels[i];
    return SFL_IS_GIVEN(sfl_channel, channel, kind) ? channel : NULL;
}

/* A channel whose list of models was refused sells whatever is asked. */
static void fill_row(const sfl_scenario *s, const sfl_channel *channel, bool *row)
{
    bool is_known = SFL_IS_GIVEN(sfl_channel, channel, token.models);
    for (int32_t m = 0; m < s->n_models; m++)
        row[m] = !is_known;
    for (int32_t i = 0; is_known && i < channel->token.models.n; i++) {
        int32_t m = sfl_scenario_find_model(s, channel->token.models.values[i]);
        if (m >= 0) row[m] = true;
    }
}

const bool *sfl_sales(const sfl_scenario *s, sfl_log *log)
{
    size_t n_models = (size_t)s->n_models;
    bool  *sales    = sfl_log_take(log, (size_t)s->n_channels * n_models, sizeof(bool));
    for (int32_t c = 0; sales != NULL && c < s->n_channels; c++)
        fill_row(s, &s->channels[c], sales + (size_t)c * n_models);
    return sales;
}

static bool sells(const sfl_check_run *run, const sfl_channel *channel, int32_t model)
{
    return run->sales[(channel - run->scenario->channels) * run->scenario->n_models + model];
}

/* A target's channel, with what its messages need. */
typedef struct aim {
    const sfl_object  *object;
    size_t             channel_at;
    const sfl_channel *channel;
} aim;

/* The token channels that bill the model: the channel itself, or the one that takes its overflow. */
static void check_model(sfl_check_run *run, const aim *to, int32_t which, const char *workload)
{
    const sfl_channel *channel = to->channel;
    const char        *model   = run->scenario->models[which].name;
    if (channel->kind == SFL_CHANNEL_TOKEN) {
        if (sells(run, channel, which)) return;
        sfl_refuse(run, SFL_ERR_NAME, to->object, to->channel_at, "channel",
                   "%s does not sell %s, the model of %s; allowed is a channel that does",
                   sfl_quoted(run, channel->name), sfl_quoted(run, model), sfl_quoted(run, workload));
        return;
    }
    const sfl_channel *overflow = sfl_find_channel(run->scenario, channel->capacity.overflow);
    if (overflow == NULL || overflow->kind != SFL_CHANNEL_TOKEN || sells(run, overflow, which)) return;
    sfl_refuse(run, SFL_ERR_NAME, to->object, to->channel_at, "channel",
               "%s overflows to %s, which does not sell %s, the model of %s; allowed is an overflow that does",
               sfl_quoted(run, channel->name), sfl_quoted(run, overflow->name), sfl_quoted(run, model),
               sfl_quoted(run, workload));
}

static bool carries(const sfl_load *load, int32_t workload)
{
    return load->workload == SFL_EVERY_WORKLOAD ? load->by_star[workload] : load->workload == workload;
}

void sfl_check_target(sfl_check_run *run, const sfl_load *load, const sfl_target *target, const sfl_object *object,
                      size_t base_at)
{
    const sfl_scenario *s  = run->scenario;
    aim                 to = {object, base_at + offsetof(sfl_target, channel), sfl_find_channel(s, target->channel)};
    size_t              model_at = base_at + offsetof(sfl_target, model);
    sfl_resolve(run, SFL_LIST_CHANNELS, target->channel, object, to.channel_at, "channel");
    int32_t own      = sfl_resolve(run, SFL_LIST_MODELS, target->model, object, model_at, "model");
    bool    is_known = own >= 0 || (target->model == NULL && sfl_object_is_sound(object));
    for (int32_t i = 0; to.channel != NULL && is_known && i < s->n_workloads; i++) {
        int32_t model = own >= 0 ? own : run->models[i];
        if (carries(load, i) && model >= 0) check_model(run, &to, model, s->workloads[i].name);
    }
}
