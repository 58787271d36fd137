/* See pack.h. */
#include "host/plan/pack.h"

#include <stdlib.h>
#include <string.h>

typedef struct sfl_segment {
    struct sfl_segment *next;
    const void         *items;
    size_t              at, n_bytes;
} sfl_segment;

struct sfl_pack {
    sfl_arena   *arena;
    sfl_segment *first, *last;
    size_t       n_bytes; /* a multiple of the alignment */
    sfl_status   status;
};

sfl_pack *sfl_pack_build(sfl_arena *arena)
{
    sfl_pack *pack = SFL_ARENA_ARRAY(arena, sfl_pack, 1);
    if (pack) pack->arena = arena;
    return pack;
}

static void *fail(sfl_pack *pack, sfl_status status)
{
    if (pack->status == SFL_OK) pack->status = status;
    return NULL;
}

static size_t aligned(size_t n_bytes)
{
    return (n_bytes + SFL_PACK_ALIGNMENT - 1) / SFL_PACK_ALIGNMENT * SFL_PACK_ALIGNMENT;
}

static void append(sfl_pack *pack, sfl_segment *segment)
{
    if (pack->last)
        pack->last->next = segment;
    else
        pack->first = segment;
    pack->last = segment;
}

void *sfl_pack_take(sfl_pack *pack, size_t n_items, size_t item_bytes, size_t *at)
{
    *at = 0;
    if (pack->status != SFL_OK) return NULL;
    if (n_items > (SFL_PACK_MOST_BYTES - pack->n_bytes) / item_bytes) return fail(pack, SFL_ERR_VALUE);
    void *items = sfl_arena_take(pack->arena, n_items, item_bytes);
    if (!items) return fail(pack, SFL_ERR_MEMORY);
    if (n_items == 0) return items;
    sfl_segment *segment = SFL_ARENA_ARRAY(pack->arena, sfl_segment, 1);
    if (!segment) return fail(pack, SFL_ERR_MEMORY);
    segment->items   = items;
    segment->at      = pack->n_bytes;
    segment->n_bytes = n_items * item_bytes;
    append(pack, segment);
    *at = segment->at;
    pack->n_bytes += aligned(segment->n_bytes);
    return items;
}

sfl_status sfl_pack_status(const sfl_pack *pack)
{
    return pack->status;
}

size_t sfl_pack_bytes(const sfl_pack *pack)
{
    return pack->n_bytes;
}

sfl_status sfl_pack_finish(const sfl_pack *pack, void **block)
{
    *block = NULL;
    if (pack->status != SFL_OK) return pack->status;
    char *bytes = aligned_alloc(SFL_PACK_ALIGNMENT, pack->n_bytes);
    if (!bytes) return SFL_ERR_MEMORY;
    memset(bytes, 0, pack->n_bytes);
    for (const sfl_segment *segment = pack->first; segment; segment = segment->next)
        memcpy(bytes + segment->at, segment->items, segment->n_bytes);
    *block = bytes;
    return SFL_OK;
}
