/* Names that clash: two of a list, two drivers of whatever kind (model page, sections 3 and 10). */
#include "host/config/check_run.h"

#include <stdlib.h>
#include <string.h>

/* A name and what bears it. */
typedef struct bearer {
    const char       *name;
    const sfl_object *object;
    size_t            name_at; /* of the key; SIZE_MAX: named after its owner */
    int32_t           number;
} bearer;

static int by_name(const void *left, const void *right)
{
    const bearer *a = left, *b = right;
    int           order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Reports every bearer whose name an earlier one has. Sorts them. */
static void refuse_clashes(sfl_check_run *run, bearer *bearers, int32_t n)
{
    qsort(bearers, (size_t)n, sizeof(bearer), by_name);
    for (int32_t i = 1, first = 0; i < n; i++) {
        if (strcmp(bearers[i].name, bearers[first].name) != 0) {
            first = i;
            continue;
        }
        const bearer *b       = &bearers[i];
        sfl_place     place   = bearers[first].object->place;
        bool          is_here = b->object->place.file == place.file;
        sfl_refuse(run, SFL_ERR_NAME, b->object, b->name_at, "name",
                   "%s is taken in %s%sline %d; allowed is a name of its own", sfl_quoted(run, b->name),
                   is_here ? "" : place.file, is_here ? "" : " ", (int)place.line);
    }
}

static void check_list(sfl_check_run *run, bearer *bearers, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (strcmp(bearers[i].name, "*") != 0) continue;
        sfl_refuse(run, SFL_ERR_NAME, bearers[i].object, bearers[i].name_at, "name",
                   "\"*\"; allowed is a name of its own");
    }
    refuse_clashes(run, bearers, n);
}

#define CHECK_LIST(type, list)                                                                                         \
    do {                                                                                                               \
        int32_t n       = 0;                                                                                           \
        bearer *bearers = sfl_log_take(run->log, (size_t)run->scenario->n_##list, sizeof(bearer));                     \
        for (int32_t i = 0; bearers != NULL && i < run->scenario->n_##list; i++) {                                     \
            const type *item = &run->scenario->list[i];                                                                \
            if (item->name != NULL) bearers[n++] = (bearer){item->name, &item->object, offsetof(type, name), i};       \
        }                                                                                                              \
        if (bearers != NULL) check_list(run, bearers, n);                                                              \
    } while (0)

/* Where the name of a driver is written: its own key, or nowhere (mixes, baselines). */
static size_t name_key_at(const sfl_driver_entry *entry)
{
    if (entry->driver_at == offsetof(sfl_workload, driver) && entry->object->path != NULL)
        return offsetof(sfl_workload, name);
    return entry->driver_at == offsetof(sfl_index, driver) ? offsetof(sfl_index, name) : SIZE_MAX;
}

/* Two items of one list were noted there; here it is a workload against an index, say. */
static bool is_same_list(const bearer *a, const bearer *b)
{
    size_t n       = strcspn(a->object->path, ".[");
    bool   is_same = n == strcspn(b->object->path, ".[") && strncmp(a->object->path, b->object->path, n) == 0;
    return is_same && a->name_at == b->name_at;
}

static void check_drivers(sfl_check_run *run)
{
    int32_t n       = 0;
    bearer *bearers = sfl_log_take(run->log, (size_t)run->n_drivers, sizeof(bearer));
    for (int32_t i = 0; bearers != NULL && i < run->n_drivers; i++) {
        const sfl_driver_entry *d = &run->drivers[i];
        if (d->name != NULL) bearers[n++] = (bearer){d->name, d->object, name_key_at(d), i};
    }
    if (bearers == NULL) return;
    qsort(bearers, (size_t)n, sizeof(bearer), by_name);
    for (int32_t i = 1; i < n; i++) {
        const bearer *a = &bearers[i - 1], *b = &bearers[i];
        if (strcmp(a->name, b->name) != 0 || is_same_list(a, b)) continue;
        sfl_refuse(run, SFL_ERR_NAME, b->object, b->name_at, b->name_at == SIZE_MAX ? "" : "name",
                   "%s is the driver of %s already; allowed is a name of its own among all drivers",
                   sfl_quoted(run, b->name), a->object->path);
    }
}

void sfl_check_names(sfl_check_run *run)
{
    CHECK_LIST(sfl_workload, workloads);
    CHECK_LIST(sfl_index, indices);
    CHECK_LIST(sfl_model, models);
    CHECK_LIST(sfl_vendor, vendors);
    CHECK_LIST(sfl_contract, contracts);
    CHECK_LIST(sfl_channel, channels);
    CHECK_LIST(sfl_architecture, architectures);
    check_drivers(run);
}
