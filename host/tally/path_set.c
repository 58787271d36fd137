/* See path_set.h. */
#include "host/tally/path_set.h"

#include <stdlib.h>
#include <string.h>

void sfl_path_set_release(sfl_path_set *set)
{
    free(set->ranges);
    *set = (sfl_path_set){0};
}

/* The last path of a range that has some. */
static uint64_t last_of(sfl_range range)
{
    return range.first + (range.n_paths - 1);
}

/* How many ranges begin before a path. */
static size_t begin_before(const sfl_path_set *set, uint64_t path)
{
    size_t low = 0, high = set->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->ranges[middle].first < path)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_room(sfl_path_set *set)
{
    if (set->n < set->capacity) return true;
    size_t     capacity = set->capacity == 0 ? 8 : 2 * set->capacity;
    sfl_range *grown    = realloc(set->ranges, capacity * sizeof *grown);
    if (grown == NULL) return false;
    set->ranges   = grown;
    set->capacity = capacity;
    return true;
}

static void remove_at(sfl_path_set *set, size_t at)
{
    set->n -= 1;
    memmove(&set->ranges[at], &set->ranges[at + 1], (set->n - at) * sizeof *set->ranges);
}

bool sfl_path_set_add(sfl_path_set *set, sfl_range range)
{
    if (range.n_paths == 0) return true;
    size_t     at     = begin_before(set, range.first);
    sfl_range *before = at > 0 ? &set->ranges[at - 1] : NULL, *after = at < set->n ? &set->ranges[at] : NULL;
    bool       joins_before = before != NULL && last_of(*before) == range.first - 1;
    bool       joins_after  = after != NULL && last_of(range) == after->first - 1;
    if (joins_before) {
        before->n_paths += range.n_paths;
        if (joins_after) {
            before->n_paths += after->n_paths;
            remove_at(set, at);
        }
        return true;
    }
    if (joins_after) {
        after->first = range.first;
        after->n_paths += range.n_paths;
        return true;
    }
    if (!has_room(set)) return false;
    memmove(&set->ranges[at + 1], &set->ranges[at], (set->n - at) * sizeof *set->ranges);
    set->ranges[at] = range;
    set->n += 1;
    return true;
}

bool sfl_path_set_join(sfl_path_set *set, const sfl_path_set *other)
{
    for (size_t i = 0; i < other->n; ++i)
        if (!sfl_path_set_add(set, other->ranges[i])) return false;
    return true;
}

bool sfl_path_set_meets(const sfl_path_set *set, sfl_range range, sfl_range *both)
{
    if (range.n_paths == 0) return false;
    size_t at = begin_before(set, range.first);
    if (at > 0 && last_of(set->ranges[at - 1]) >= range.first) at -= 1;
    if (at == set->n || set->ranges[at].first > last_of(range)) return false;
    sfl_range of   = set->ranges[at];
    uint64_t  from = of.first > range.first ? of.first : range.first;
    uint64_t  last = last_of(of) < last_of(range) ? last_of(of) : last_of(range);
    if (both != NULL) *both = (sfl_range){from, last - from + 1};
    return true;
}

bool sfl_path_set_lacks(const sfl_path_set *set, sfl_range within, sfl_range *missing)
{
    sfl_range there;
    uint64_t  from = within.first;
    while (within.n_paths > 0) {
        bool is_any = sfl_path_set_meets(set, within, &there);
        if (!is_any || there.first > from) {
            if (missing != NULL) *missing = (sfl_range){from, is_any ? there.first - from : within.n_paths};
            return true;
        }
        within.n_paths -= there.n_paths;
        within.first = from = from + there.n_paths;
    }
    return false;
}

uint64_t sfl_path_set_count(const sfl_path_set *set)
{
    uint64_t n = 0;
    for (size_t i = 0; i < set->n; ++i)
        n += set->ranges[i].n_paths;
    return n;
}
