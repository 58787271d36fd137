/* See sweep_key.h. */
#include "host/config/sweep_key.h"

#include "host/base/text.h"
#include "host/config/allowed.h"
#include "host/config/keys.h"
#include "host/scenario/scenario.h"

#include <stdbool.h>
#include <string.h>

/* A longer name is no key. */
#define MOST_NAME 64

/* The name that a path begins with, or that stands behind its first point; quotes are allowed around it. */
static const char *read_name(const char *at, char name[MOST_NAME])
{
    at += strspn(at, " \t\"");
    size_t n = strcspn(at, ".[= \t\"");
    if (n >= MOST_NAME) n = MOST_NAME - 1;
    memcpy(name, at, n);
    name[n] = '\0';
    return at + strcspn(at, ".[");
}

static const sfl_key *find(const sfl_group *group, const char *name)
{
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk))
        if (strcmp(walk.key->name, name) == 0) return walk.key;
    return NULL;
}

/* Does the path say which paths are walked? */
static bool is_of_run(const char *first, const char *rest)
{
    static const char *const words[] = {"seed", "paths", "sampling", "months"};
    char                     second[MOST_NAME];
    if (strcmp(first, "simulation") != 0) return false;
    if (*rest != '.') return true; /* the whole group */
    (void)read_name(rest + 1, second);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i)
        if (strcmp(words[i], second) == 0) return true;
    return false;
}

static const char *nearer(const sfl_key *a, const sfl_key *b, const char *word)
{
    if (a == NULL || b == NULL) return a != NULL ? a->name : b != NULL ? b->name : NULL;
    return sfl_text_distance(b->name, word) < sfl_text_distance(a->name, word) ? b->name : a->name;
}

sfl_sweep_kind sfl_sweep_key_kind(const char *path, const char **nearest)
{
    char             first[MOST_NAME];
    const char      *rest      = read_name(path, first);
    const sfl_group *workloads = find(&sfl_scenario_group, "workloads")->group;
    *nearest                   = NULL;
    if (is_of_run(first, rest)) return SFL_SWEEP_RUN;
    if (find(&sfl_scenario_group, first) != NULL) return SFL_SWEEP_PATH;
    if (find(workloads, first) != NULL) return SFL_SWEEP_WORKLOADS;
    *nearest = nearer(sfl_nearest_key(workloads, -1, first), sfl_nearest_key(&sfl_scenario_group, -1, first), first);
    return SFL_SWEEP_UNKNOWN;
}
