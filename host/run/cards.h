/* Cards at work on the paths of a run: each takes ranges until there are none, so a slow one takes fewer. What a card that
 * fails has not brought home goes back, for the others or for whoever comes after. */
#ifndef SFL_HOST_RUN_CARDS_H
#define SFL_HOST_RUN_CARDS_H

#include "host/base/diag.h"
#include "host/run/ranges.h"
#include "kernels/card.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_cards {
    const sfl_plan *plan;
    const int32_t  *devices; /* [n_devices] */
    int32_t         n_devices;
    sfl_card_shape  shape;
    uint64_t        chunk; /* paths a card takes at a time */
    int32_t         part;  /* whose points the ranges count; SFL_ALL_PARTS: paths */
    sfl_ranges     *ranges;
    /* May be NULL. Called a few times a second with the paths that nobody has taken yet; false: what was never taken stays
     * undone. */
    bool (*watch)(void *context, uint64_t n_left);
    void *watch_context;
} sfl_cards;

/* Walks until no range is left or no card is; sfl_ranges_left says which. Adds to `tally` what came home. A card that
 * fails is a warning, and so is one that takes fewer paths in flight than were asked for; *n_failed is how many failed.
 * *form: of the first card that did not fail, unchanged where none is left. SFL_ERR_MEMORY: the run cannot go on. */
sfl_status sfl_cards_run(const sfl_cards *cards, sfl_tally *tally, int32_t *form, int32_t *n_failed, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
