/* The tallies of some paths of a run. Paths whose spread over the parts of a run gives intervals (kernels/part.h) are kept part
 * by part, all others in one tally. Sets of the same plan whose paths differ are added part by part, in any order. */
#ifndef SFL_HOST_TALLY_TALLY_SET_H
#define SFL_HOST_TALLY_TALLY_SET_H

#include "host/base/buffer.h"
#include "host/base/diag.h"
#include "kernels/bytes.h"
#include "kernels/part.h"
#include "kernels/tally.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A tally as bytes (kernels/tally_code.h): a part of a run takes a tenth of the memory that way. */
typedef struct sfl_packed_tally {
    uint8_t *bytes; /* [n_bytes]; NULL: no path of it yet */
    size_t   n_bytes;
    uint64_t n_paths;
} sfl_packed_tally;

/* Start from {0}. */
typedef struct sfl_tally_set {
    sfl_packed_tally parts[SFL_N_PARTS];
    sfl_tally       *rest; /* NULL: no path of it yet */
} sfl_tally_set;

/* The first so many, where only figures without an interval of their own need parts: enough for 32 of them. */
#define SFL_PATHS_IN_PARTS UINT64_C(32768)

/* Paths below this number are kept in parts: all of them (UINT64_MAX) where paths depend on each other, those of a pilot where
 * some figures have no other interval, none (0) elsewhere (model page section 9). */
uint64_t sfl_tally_set_in_parts(const sfl_plan *plan);

void sfl_tally_set_release(sfl_tally_set *set);
/* Adds a tally of paths of a part, or with SFL_ALL_PARTS of paths that are in none, which then holds who knows what: clear or free it. */
sfl_status sfl_tally_set_put(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_tally *tally, sfl_diag *diag);
/* The same, and frees it. */
sfl_status sfl_tally_set_take(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_tally **tally, sfl_diag *diag);
/* Adds a part of the set to a tally of its plan. */
void sfl_tally_set_unpack(const sfl_tally_set *set, int32_t part, sfl_tally *into);
/* A copy of the tally of a part, or of the paths in none; NULL where there are no such paths. */
sfl_status sfl_tally_set_copy(const sfl_plan *plan, const sfl_tally_set *set, int32_t part, sfl_tally **copy, sfl_diag *diag);
/* How many paths the tally of a part has, or of the paths in none. */
uint64_t   sfl_tally_set_paths_of(const sfl_tally_set *set, int32_t part);
uint64_t   sfl_tally_set_paths(const sfl_tally_set *set);
/* Adds `from`, of the same plan, which stays as it is. SFL_ERR_MEMORY: `into` is half done. */
sfl_status sfl_tally_set_add(const sfl_plan *plan, sfl_tally_set *into, const sfl_tally_set *from, sfl_diag *diag);
/* Adds bytes of a tally of a part, or of paths in none. SFL_ERR_USAGE: code->error says what is wrong with them. */
sfl_status sfl_tally_set_decode(const sfl_plan *plan, sfl_tally_set *set, int32_t part, sfl_bytes_in *code, sfl_diag *diag);
/* The bytes of a tally that has paths, into an empty buffer; equal for equal tallies. */
void sfl_tally_set_encode(const sfl_tally_set *set, int32_t part, sfl_buffer *bytes);
/* All of it in one new tally. */
sfl_status sfl_tally_set_whole(const sfl_plan *plan, const sfl_tally_set *set, sfl_tally **whole, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
