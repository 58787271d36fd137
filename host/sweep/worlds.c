/* See worlds.h. */
#include "host/sweep/worlds.h"

#include "host/run/same.h"

int32_t sfl_worlds_find(sfl_worlds *worlds, sfl_plan **plan)
{
    for (int32_t i = 0; i < SFL_MOST_WORLDS && worlds->plans[i] != NULL; ++i) {
        if (!sfl_same_world(worlds->plans[i], *plan)) continue;
        sfl_plan_free(plan);
        return worlds->numbers[i];
    }
    int32_t place = worlds->n % SFL_MOST_WORLDS;
    sfl_plan_free(&worlds->plans[place]);
    worlds->plans[place]   = *plan;
    worlds->numbers[place] = worlds->n;
    *plan                  = NULL;
    return worlds->n++;
}

void sfl_worlds_release(sfl_worlds *worlds)
{
    for (int32_t i = 0; i < SFL_MOST_WORLDS; ++i)
        sfl_plan_free(&worlds->plans[i]);
}
