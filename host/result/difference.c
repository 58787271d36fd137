/* Two answers, member by member. */
#include "host/result/result.h"

#include <jansson.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PLACE_BYTES 1024

typedef struct comparison {
    sfl_difference_fn take;
    void             *context;
    size_t            n;
    char              place[PLACE_BYTES];
} comparison;

static void compare(comparison *at, const json_t *a, const json_t *b);

/* One level down; the length to come back to. `before` stands before the name where there is something. */
static size_t enter(comparison *at, const char *before, const char *name, const char *after)
{
    size_t length = strlen(at->place);
    snprintf(at->place + length, sizeof at->place - length, "%s%s%s", length > 0 ? before : "", name, after);
    return length;
}

/* malloc'ed; NULL where there is no memory. */
static char *text_of(const json_t *value)
{
    return value != NULL ? json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT) : NULL;
}

static void take(comparison *at, const json_t *a, const json_t *b)
{
    at->n += 1;
    if (at->take == NULL) return;
    char *one = text_of(a), *other = text_of(b);
    at->take(at->context, at->place, one != NULL ? one : "-", other != NULL ? other : "-");
    free(one);
    free(other);
}

static void compare_member(comparison *at, const char *name, const json_t *a, const json_t *b)
{
    size_t before = enter(at, ".", name, "");
    compare(at, a, b);
    at->place[before] = '\0';
}

/* The members of a, then those that only b has. */
static void compare_objects(comparison *at, const json_t *a, const json_t *b)
{
    const char *name;
    json_t     *value;
    bool        is_root = at->place[0] == '\0';
    json_object_foreach((json_t *)a, name, value)
    {
        if (!is_root || strcmp(name, "run") != 0) compare_member(at, name, value, json_object_get(b, name));
    }
    json_object_foreach((json_t *)b, name, value)
    {
        if (json_object_get(a, name) == NULL && !(is_root && strcmp(name, "run") == 0))
            compare_member(at, name, NULL, value);
    }
}

static void compare_arrays(comparison *at, const json_t *a, const json_t *b)
{
    size_t n_a = json_array_size(a), n_b = json_array_size(b);
    for (size_t i = 0; i < n_a || i < n_b; ++i) {
        char number[24];
        snprintf(number, sizeof number, "%zu", i);
        size_t before = enter(at, "[", number, "]");
        compare(at, json_array_get(a, i), json_array_get(b, i));
        at->place[before] = '\0';
    }
}

static void compare(comparison *at, const json_t *a, const json_t *b)
{
    if (json_is_object(a) && json_is_object(b))
        compare_objects(at, a, b);
    else if (json_is_array(a) && json_is_array(b))
        compare_arrays(at, a, b);
    else if (a == NULL || b == NULL || json_equal((json_t *)a, (json_t *)b) == 0)
        take(at, a, b);
}

size_t sfl_result_differences(const sfl_result *a, const sfl_result *b, sfl_difference_fn take_one, void *context)
{
    comparison at = {take_one, context, 0, ""};
    compare(&at, a->tree, b->tree);
    return at.n;
}
