/* A backend walks ranges of paths of a plan. Rows of one list; every backend gives the same bytes. */
#ifndef SFL_KERNELS_BACKEND_H
#define SFL_KERNELS_BACKEND_H

#include "kernels/group.h"
#include "kernels/part.h"
#include "kernels/block.h"
#include "kernels/tally.h"
#include "shortfall/status.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Called after every month of a block of observed paths (`month` 0 … n_months − 1) and once at its end (n_months):
 * the slots hold that month's state, lanes 0 … n_lanes − 1 are the paths asked for. Returns false to stop. */
typedef bool (*sfl_observe_fn)(void *context, const sfl_block *block, int32_t month, int32_t n_lanes);

/* The stages of the world, in their order (world.h): the draws that all months have, which are regimes and the normals of
 * shocks; drivers, from the correlation to exp, with the draws of jumps; volumes, tokens and prices. */
typedef enum sfl_world_stage { SFL_WORLD_DRAWS, SFL_WORLD_DRIVERS, SFL_WORLD_PRICES } sfl_world_stage;

typedef struct sfl_backend {
    const char *name;        /* "cpu-v4", "cpu-v3", "cpu-plain" */
    bool (*is_usable)(void); /* can this machine run it? */
    /* Simulates the points first … first + n_paths − 1 of a part, or of SFL_ALL_PARTS the paths of these numbers, and adds
     * them to the tally. `slots` is the caller's working memory of sfl_backend_slot_bytes(plan), aligned to 64 bytes, one
     * per thread. Antithetic: first and n_paths are even; of a part, first is a multiple of SFL_PART_PATHS. */
    void (*run)(const sfl_plan *plan, int32_t part, uint64_t first, uint64_t n_paths, double *slots, sfl_tally *tally);
    /* The same for a group of plans, each of which gets into its tally what `run` would give it, once the tallies are
     * finished; `slots` of sfl_backend_group_bytes(group). */
    void (*run_group)(const sfl_group *group, int32_t part, uint64_t first, uint64_t n_paths, double *slots,
                      const sfl_group_tallies *tallies);
    /* Walks the paths first … first + n_lanes − 1 (1 … SFL_LANES of them, none beyond 2^64 − 1), nothing is tallied.
     * False where the observer stopped it. */
    bool (*observe)(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots, sfl_observe_fn observe,
                    void *context);
    /* The same without bills: only the world's slots (drivers, volumes, tokens, regimes) hold what they say, and
     * the observer is not called with month = n_months. */
    bool (*observe_world)(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots, sfl_observe_fn observe,
                          void *context);
    /* What the world takes up to a stage and with it, for the bench: walks whole blocks of paths first …
     * first + SFL_LANES − 1 and keeps nothing. */
    void (*walk_world)(const sfl_plan *plan, uint64_t first, double *slots, sfl_world_stage last);
} sfl_backend;

/* The rows, fastest first, and how many there are. */
const sfl_backend *sfl_backend_list(int32_t *n_backends);
/* The first usable one, for NULL, "auto" and "cpu"; else the one of that name, or NULL. */
const sfl_backend *sfl_backend_pick(const char *name);

size_t sfl_backend_slot_bytes(const sfl_plan *plan);
size_t sfl_backend_group_bytes(const sfl_group *group);

#ifdef __cplusplus
}
#endif
#endif
