/* The paths of a run that nobody has walked yet: taken range by range from the front by several workers at once, and given
 * back where a worker failed. No path is in two hands, none is lost. */
#ifndef SFL_HOST_RUN_RANGES_H
#define SFL_HOST_RUN_RANGES_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_range {
    uint64_t first, n_paths;
} sfl_range;

typedef struct sfl_ranges sfl_ranges;

/* NULL without memory. */
sfl_ranges *sfl_ranges_build(uint64_t first, uint64_t n_paths);
void        sfl_ranges_free(sfl_ranges **ranges);

/* At most `most` paths: of those given back first, then the next. False: there are none now. */
bool sfl_ranges_take(sfl_ranges *ranges, uint64_t most, sfl_range *range);
/* A range that was taken, or several that stand side by side, not walked after all. False without memory: they are lost,
 * and the run has failed. */
bool sfl_ranges_give_back(sfl_ranges *ranges, sfl_range range);
/* What was never taken stays undone; what is given back is still to be taken. */
void sfl_ranges_stop(sfl_ranges *ranges);
/* Paths that nobody holds and that are still to be walked. */
uint64_t sfl_ranges_left(sfl_ranges *ranges);

#ifdef __cplusplus
}
#endif
#endif
