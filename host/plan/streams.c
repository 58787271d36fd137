/* Random streams by name (model page section 2). The words stand in kernels/stream_list.def. */
#include "host/plan/planner.h"
#include "kernels/draw.h"

#include <stdlib.h>

typedef enum stream_owner { OWNER_DRIVER, OWNER_WORKLOAD, OWNER_SCENARIO } stream_owner;

static const struct {
    stream_owner owner;
    const char  *word;
} rows[SFL_STREAM_COUNT] = {
#define SFL_STREAM(NAME, whose, word, drawn, help) {OWNER_##whose, word},
#include "kernels/stream_list.def"
#undef SFL_STREAM
};

uint32_t sfl_stream_of(sfl_stream stream, const char *owner)
{
    uint32_t hash = SFL_FNV_BEGIN;
    if (rows[stream].owner != OWNER_SCENARIO) hash = sfl_fnv_hash(sfl_fnv_hash(hash, owner), "/");
    return sfl_fnv_hash(hash, rows[stream].word);
}

/* ---- no two of them alike ---- */

typedef struct named_stream {
    const char *owner;
    sfl_place   place;
    size_t      order;
    sfl_stream  stream;
    uint32_t    hash;
} named_stream;

static int by_hash(const void *a, const void *b)
{
    const named_stream *x = a, *y = b;
    if (x->hash != y->hash) return x->hash < y->hash ? -1 : 1;
    return x->order < y->order ? -1 : 1;
}

/* All streams of one owner; returns how many there are now. */
static size_t add_owner(named_stream *streams, size_t n, stream_owner kind, const char *owner, sfl_place place)
{
    for (int32_t i = 0; i < SFL_STREAM_COUNT; ++i) {
        if (rows[i].owner != kind) continue;
        sfl_stream stream = (sfl_stream)i;
        streams[n]        = (named_stream){owner, place, n, stream, sfl_stream_of(stream, owner)};
        ++n;
    }
    return n;
}

static size_t list_streams(const sfl_planner *planner, named_stream *streams)
{
    const sfl_scenario *scenario = planner->scenario;
    size_t              n        = add_owner(streams, 0, OWNER_SCENARIO, "", scenario->simulation.object.place);
    for (int32_t i = 0; i < planner->plan->n_drivers; ++i) {
        const sfl_driver_entry *entry = &planner->entries[i];
        n                             = add_owner(streams, n, OWNER_DRIVER, entry->name, entry->object->place);
    }
    for (int32_t i = 0; i < scenario->n_workloads; ++i) {
        const sfl_workload *workload = &scenario->workloads[i];
        n                            = add_owner(streams, n, OWNER_WORKLOAD, workload->name, workload->object.place);
    }
    return n;
}

static sfl_status refuse(sfl_planner *planner, const named_stream *first, const named_stream *second)
{
    const char *slash = rows[first->stream].owner == OWNER_SCENARIO ? "" : "/";
    return sfl_diag_add(
        planner->diag, SFL_ERR_NAME, second->place,
        "%s: its random stream %s/%s has the same hash as %s%s%s; allowed are names whose streams differ",
        second->owner, second->owner, rows[second->stream].word, first->owner, slash, rows[first->stream].word);
}

sfl_status sfl_streams_check(sfl_planner *planner)
{
    size_t        n_owners = 1 + (size_t)planner->plan->n_drivers + (size_t)planner->scenario->n_workloads;
    named_stream *streams;
    SFL_PLAN_SCRATCH(planner, streams, named_stream, n_owners * SFL_STREAM_COUNT);
    size_t n = list_streams(planner, streams);
    qsort(streams, n, sizeof *streams, by_hash);
    for (size_t i = 1; i < n; ++i)
        if (streams[i].hash == streams[i - 1].hash) return refuse(planner, &streams[i - 1], &streams[i]);
    return SFL_OK;
}
