/* One block of memory out of many arrays. Arrays are taken one after the other, each knows its offset at once and stays
 * where it is until the block is made; offsets and bytes depend on nothing but what was taken, in which order. */
#ifndef SFL_PLAN_PACK_H
#define SFL_PLAN_PACK_H

#include "host/base/arena.h"
#include "shortfall/status.h"

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Arrays begin at multiples of this many bytes. */
#define SFL_PACK_ALIGNMENT ((size_t)64)
/* A block is at most this large: 1 GiB. */
#define SFL_PACK_MOST_BYTES ((size_t)1 << 30)

typedef struct sfl_pack sfl_pack;

/* Lives and dies with the arena; NULL without memory. */
sfl_pack *sfl_pack_build(sfl_arena *arena);

/* n_items zeroed items; *at is their offset in the block, 0 where n_items is 0 (the first array taken lies at 0, too).
 * NULL where the block would be too large or there is no memory: sfl_pack_status says which. */
void *sfl_pack_take(sfl_pack *pack, size_t n_items, size_t item_bytes, size_t *at);

/* SFL_OK, SFL_ERR_MEMORY, or SFL_ERR_VALUE where the block would be too large. */
sfl_status sfl_pack_status(const sfl_pack *pack);
/* Bytes of the block so far. */
size_t sfl_pack_bytes(const sfl_pack *pack);

/* The block, aligned to SFL_PACK_ALIGNMENT, bytes between the arrays zero; the caller frees it with free(). */
sfl_status sfl_pack_finish(const sfl_pack *pack, void **block);

#define SFL_PACK_ARRAY(pack, type, n_items, at) ((type *)sfl_pack_take((pack), (size_t)(n_items), sizeof(type), (at)))

#ifdef __cplusplus
}
#endif
#endif
