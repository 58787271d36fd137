/* The list of drivers in the order of section 3: workloads, each followed by its mix, vendors' baselines, indices. */
#include "host/scenario/scenario.h"

int32_t sfl_scenario_driver_count(const sfl_scenario *scenario)
{
    int32_t n = scenario->n_workloads + scenario->n_indices;
    for (int32_t i = 0; i < scenario->n_workloads; i++) {
        n += (scenario->workloads[i].output_mix != NULL) + (scenario->workloads[i].cached_mix != NULL);
    }
    for (int32_t i = 0; i < scenario->n_vendors; i++)
        n += scenario->vendors[i].baseline != NULL;
    return n;
}

static const char *mix_name(const sfl_scenario *scenario, const char *workload, const char *ratio)
{
    return workload == NULL ? NULL : sfl_arena_format(scenario->arena, "%s/%s", workload, ratio);
}

static sfl_driver_entry mix_entry(const char *name, const sfl_mix *mix)
{
    sfl_driver_entry entry = {name, &mix->driver, &mix->object, offsetof(sfl_mix, driver)};
    return entry;
}

/* A workload and its mix drivers; returns how many. */
static int32_t add_workload(const sfl_scenario *scenario, const sfl_workload *w, sfl_driver_entry *out)
{
    int32_t n = 0;
    out[n++]  = (sfl_driver_entry){w->name, &w->driver, &w->object, offsetof(sfl_workload, driver)};
    if (w->output_mix != NULL) out[n++] = mix_entry(mix_name(scenario, w->name, "output"), w->output_mix);
    if (w->cached_mix != NULL) out[n++] = mix_entry(mix_name(scenario, w->name, "cached"), w->cached_mix);
    return n;
}

sfl_status sfl_scenario_drivers(const sfl_scenario *scenario, sfl_driver_entry *out)
{
    int32_t n = 0;
    for (int32_t i = 0; i < scenario->n_workloads; i++)
        n += add_workload(scenario, &scenario->workloads[i], out + n);
    for (int32_t i = 0; i < scenario->n_vendors; i++) {
        const sfl_baseline *b = scenario->vendors[i].baseline;
        if (b == NULL) continue;
        out[n++] =
            (sfl_driver_entry){scenario->vendors[i].name, &b->driver, &b->object, offsetof(sfl_baseline, driver)};
    }
    for (int32_t i = 0; i < scenario->n_indices; i++) {
        const sfl_index *index = &scenario->indices[i];
        out[n++] = (sfl_driver_entry){index->name, &index->driver, &index->object, offsetof(sfl_index, driver)};
    }
    for (int32_t i = 0; i < n; i++) {
        if (out[i].name == NULL) return SFL_ERR_MEMORY;
    }
    return SFL_OK;
}
