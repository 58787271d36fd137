/* See ranges.h. */
#include "host/run/ranges.h"

#include <pthread.h>
#include <stdlib.h>

struct sfl_ranges {
    pthread_mutex_t lock;
    sfl_range       rest;     /* never taken */
    sfl_range      *returned; /* [capacity], n in use */
    size_t          n, capacity;
};

sfl_ranges *sfl_ranges_build(uint64_t first, uint64_t n_paths)
{
    sfl_ranges *ranges = calloc(1, sizeof *ranges);
    if (ranges == NULL) return NULL;
    ranges->rest.first   = first;
    ranges->rest.n_paths = n_paths;
    pthread_mutex_init(&ranges->lock, NULL);
    return ranges;
}

void sfl_ranges_free(sfl_ranges **ranges)
{
    if (*ranges == NULL) return;
    pthread_mutex_destroy(&(*ranges)->lock);
    free((*ranges)->returned);
    free(*ranges);
    *ranges = NULL;
}

/* The front of a range, cut off. */
static sfl_range cut(sfl_range *from, uint64_t most)
{
    sfl_range front = *from;
    if (front.n_paths > most) front.n_paths = most;
    from->first += front.n_paths;
    from->n_paths -= front.n_paths;
    return front;
}

bool sfl_ranges_take(sfl_ranges *ranges, uint64_t most, sfl_range *range)
{
    pthread_mutex_lock(&ranges->lock);
    if (ranges->n > 0) {
        sfl_range *last = &ranges->returned[ranges->n - 1];
        *range          = cut(last, most);
        if (last->n_paths == 0) ranges->n -= 1;
    } else {
        *range = cut(&ranges->rest, most);
    }
    pthread_mutex_unlock(&ranges->lock);
    return range->n_paths > 0;
}

static bool has_room(sfl_ranges *ranges)
{
    if (ranges->n < ranges->capacity) return true;
    size_t     capacity = ranges->capacity == 0 ? 16 : 2 * ranges->capacity;
    sfl_range *grown    = realloc(ranges->returned, capacity * sizeof *grown);
    if (grown == NULL) return false;
    ranges->returned = grown;
    ranges->capacity = capacity;
    return true;
}

bool sfl_ranges_give_back(sfl_ranges *ranges, sfl_range range)
{
    pthread_mutex_lock(&ranges->lock);
    bool is_back = has_room(ranges);
    if (is_back) ranges->returned[ranges->n++] = range;
    pthread_mutex_unlock(&ranges->lock);
    return is_back;
}

void sfl_ranges_stop(sfl_ranges *ranges)
{
    pthread_mutex_lock(&ranges->lock);
    ranges->rest.n_paths = 0;
    pthread_mutex_unlock(&ranges->lock);
}

uint64_t sfl_ranges_left(sfl_ranges *ranges)
{
    pthread_mutex_lock(&ranges->lock);
    uint64_t left = ranges->rest.n_paths;
    for (size_t i = 0; i < ranges->n; ++i)
        left += ranges->returned[i].n_paths;
    pthread_mutex_unlock(&ranges->lock);
    return left;
}
