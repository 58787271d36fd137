/* Look-ups in a scenario. */
#include "host/scenario/scenario.h"

#include <stdlib.h>
#include <string.h>

void sfl_scenario_free(sfl_scenario **scenario)
{
    if (scenario == NULL || *scenario == NULL) return;
    sfl_arena *arena = (*scenario)->arena; /* holds the scenario itself, too */
    sfl_arena_free(&arena);
    *scenario = NULL;
}

static const sfl_mark *find_mark(const sfl_object *object, size_t field_at)
{
    for (int32_t i = 0; i < object->n_marks; i++) {
        if (object->marks[i].field_at == field_at) return &object->marks[i];
    }
    return NULL;
}

bool sfl_object_is_given(const sfl_object *object, size_t field_at)
{
    return find_mark(object, field_at) != NULL;
}

sfl_place sfl_object_place(const sfl_object *object, size_t field_at)
{
    const sfl_mark *mark = find_mark(object, field_at);
    return mark == NULL ? object->place : mark->place;
}

/* Lists whose items have a name: SFL_NAMED(one, list). */
#define SFL_NAMED_LISTS(SFL_NAMED)                                                                                     \
    SFL_NAMED(workload, workloads)                                                                                     \
    SFL_NAMED(index, indices)                                                                                          \
    SFL_NAMED(model, models)                                                                                           \
    SFL_NAMED(vendor, vendors)                                                                                         \
    SFL_NAMED(contract, contracts)                                                                                     \
    SFL_NAMED(channel, channels)                                                                                       \
    SFL_NAMED(architecture, architectures)

/* Names may be missing while a scenario is being checked. */
#define SFL_NAMED(one, list)                                                                                           \
    int32_t sfl_scenario_find_##one(const sfl_scenario *scenario, const char *name)                                    \
    {                                                                                                                  \
        if (name == NULL) return -1;                                                                                   \
        for (int32_t i = 0; i < scenario->n_##list; i++) {                                                             \
            const char *known = scenario->list[i].name;                                                                \
            if (known != NULL && strcmp(known, name) == 0) return i;                                                   \
        }                                                                                                              \
        return -1;                                                                                                     \
    }
SFL_NAMED_LISTS(SFL_NAMED)
#undef SFL_NAMED

bool sfl_architecture_has_contract(const sfl_architecture *architecture, const char *contract)
{
    if (!SFL_IS_GIVEN(sfl_architecture, architecture, contracts)) return true;
    for (int32_t i = 0; i < architecture->contracts.n; i++) {
        if (strcmp(architecture->contracts.values[i], contract) == 0) return true;
    }
    return false;
}
