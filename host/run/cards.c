/* See cards.h. One thread drives one card. */
#include "host/run/cards.h"

#include "host/run/work.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdlib.h>

/* Ranges that a card holds at most before it brings home what it has. Those that stand side by side are one. */
#define MOST_HELD 1024

typedef struct team {
    const sfl_cards *cards;
    sfl_tally       *tally;
    pthread_mutex_t  lock; /* of the tally */
    struct driver   *drivers;
} team;

typedef struct driver {
    team          *of;
    int32_t        device;
    sfl_card      *card;
    sfl_range      held[MOST_HELD]; /* counted on the card, not at home */
    int32_t        n_held;
    uint64_t       n_paths; /* of them */
    sfl_card_error error;
    sfl_card_shape shape;
    bool           has_failed, was_lowered, has_lost_paths;
} driver;

static const sfl_place nowhere = {NULL, 0, 0};

static void hold(driver *self, sfl_range range)
{
    sfl_range *last = self->n_held > 0 ? &self->held[self->n_held - 1] : NULL;
    if (last != NULL && last->first + last->n_paths == range.first) {
        last->n_paths += range.n_paths;
    } else {
        self->held[self->n_held++] = range;
    }
    self->n_paths += range.n_paths;
}

static bool bring_home(driver *self)
{
    pthread_mutex_lock(&self->of->lock);
    bool is_home = sfl_card_collect(self->card, self->of->tally, &self->error);
    pthread_mutex_unlock(&self->of->lock);
    if (!is_home) return false;
    self->n_held  = 0;
    self->n_paths = 0;
    return true;
}

/* Is there no room for another range? */
static bool is_full(const driver *self)
{
    return self->n_held == MOST_HELD || self->n_paths + self->of->cards->chunk > SFL_CARD_MOST_PATHS;
}

static bool walk(driver *self)
{
    sfl_range range;
    while (sfl_ranges_take(self->of->cards->ranges, self->of->cards->chunk, &range)) {
        hold(self, range);
        if (!sfl_card_run(self->card, self->of->cards->part, range.first, range.n_paths, &self->error)) return false;
        if (is_full(self) && !bring_home(self)) return false;
    }
    return bring_home(self);
}

static void give_back(driver *self)
{
    for (int32_t i = 0; i < self->n_held; ++i) {
        if (!sfl_ranges_give_back(self->of->cards->ranges, self->held[i])) self->has_lost_paths = true;
    }
    self->n_held  = 0;
    self->n_paths = 0;
}

static bool drive(void *context, int32_t thread, double *slots, uint64_t number)
{
    team   *of   = context;
    driver *self = &of->drivers[number];
    (void)thread;
    (void)slots;
    if (self->has_failed) return true;
    if (self->card == NULL) self->card = sfl_card_open(self->device, of->cards->plan, &of->cards->shape, &self->error);
    if (self->card != NULL) self->shape = sfl_card_shape_of(self->card, &self->was_lowered);
    self->has_failed = self->card == NULL || !walk(self);
    if (self->has_failed) {
        give_back(self);
        sfl_card_close(&self->card);
    }
    return true;
}

static bool watch(void *context, uint64_t n_taken)
{
    const team *of = context;
    (void)n_taken;
    if (of->cards->watch == NULL) return true;
    if (!of->cards->watch(of->cards->watch_context, sfl_ranges_left(of->cards->ranges)))
        sfl_ranges_stop(of->cards->ranges);
    return true; /* what was taken is finished */
}

static int32_t count_good(const team *of)
{
    int32_t n = 0;
    for (int32_t i = 0; i < of->cards->n_devices; ++i)
        n += of->drivers[i].has_failed ? 0 : 1;
    return n;
}

/* One round lets every good card work until nothing is left; another is needed where one has failed meanwhile. */
static sfl_status walk_rounds(team *of)
{
    uint64_t n_done;
    sfl_work round = {(uint64_t)of->cards->n_devices, of->cards->n_devices, 0, drive, watch, of};
    do {
        SFL_TRY(sfl_work_run(&round, &n_done));
    } while (sfl_ranges_left(of->cards->ranges) > 0 && count_good(of) > 0);
    return SFL_OK;
}

static sfl_status tell(const team *of, sfl_diag *diag)
{
    for (int32_t i = 0; i < of->cards->n_devices; ++i) {
        const driver *each = &of->drivers[i];
        if (each->has_failed)
            sfl_diag_warn(diag, nowhere, "%s; its paths are walked elsewhere", each->error.text);
        if (each->was_lowered)
            sfl_diag_warn(diag, nowhere, "card %" PRId32 ": memory for %" PRIu64 " paths in flight, not more",
                          each->device, each->shape.paths_in_flight);
        if (each->has_lost_paths) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory for the paths of a card");
    }
    return SFL_OK;
}

static void tell_form(const team *of, int32_t *form)
{
    for (int32_t i = of->cards->n_devices - 1; i >= 0; --i)
        if (!of->drivers[i].has_failed) *form = of->drivers[i].shape.form;
}

sfl_status sfl_cards_run(const sfl_cards *cards, sfl_tally *tally, int32_t *form, int32_t *n_failed, sfl_diag *diag)
{
    team of = {cards, tally, PTHREAD_MUTEX_INITIALIZER, calloc((size_t)cards->n_devices, sizeof(driver))};
    if (of.drivers == NULL) return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "no memory to drive cards");
    for (int32_t i = 0; i < cards->n_devices; ++i) {
        of.drivers[i].of     = &of;
        of.drivers[i].device = cards->devices[i];
    }
    sfl_status status = walk_rounds(&of);
    if (status == SFL_OK) status = tell(&of, diag);
    *n_failed = cards->n_devices - count_good(&of);
    tell_form(&of, form);
    for (int32_t i = 0; i < cards->n_devices; ++i)
        sfl_card_close(&of.drivers[i].card);
    free(of.drivers);
    pthread_mutex_destroy(&of.lock);
    return status;
}
