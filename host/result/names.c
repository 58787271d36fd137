/* The names that summary/figure.h gives to figures, found again in the JSON: members are joined by dots, and what stands in
 * a list goes by what tells it from its neighbours. A test holds both walks to the same names. */
#include "host/result/names.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define MOST_KEYS 3

/* A list of the answer. */
typedef struct list_row {
    const char *name, *inside;       /* inside: of the members of which list; NULL: any */
    bool        is_named;            /* does its own name belong to those of its figures? */
    const char *keys[MOST_KEYS + 1]; /* what tells its members apart */
} list_row;

static const list_row lists[] = {
    {"drivers", NULL, true, {"name"}},
    {"months", "drivers", false, {"month"}},
    {"architectures", NULL, false, {"name"}},
    {"months", "architectures", true, {"month"}},
    {"years", "architectures", true, {"year"}},
    {"contracts", "architectures", false, {"name"}},
    {"periods", "contracts", false, {"period"}},
    {"channels", "architectures", false, {"name"}},
    {"switches", "architectures", false, {"workload", "channel", "to"}},
    {"pairs", NULL, false, {"a", "b", "money"}},
    {"break_even", NULL, false, {"from", "to"}},
    {"ranking", NULL, true, {"money"}},
};

/* Members that are no figures: where things are and not how large, histograms, and what `until` has seen of others. */
static const char *const not_figures[] = {"month",   "year",      "period", "low", "high",    "low_cv",
                                          "high_cv", "histogram", "until",  "run", "scenario"};
/* Members whose value is text or an object, or null where there is none. */
static const char *const not_numbers[] = {"variance", "runner_up", "static"};

typedef struct walk {
    sfl_arena       *arena;
    sfl_figure_list *list;
    char             of[SFL_FIGURE_BYTES];
} walk;

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; ++i) {
        if (strcmp(word, words[i]) == 0) return true;
    }
    return false;
}

#define IS_ONE_OF(word, words) is_one_of(word, words, sizeof words / sizeof words[0])

static size_t enter(walk *at, const char *name)
{
    size_t length = strlen(at->of);
    snprintf(at->of + length, sizeof at->of - length, "%s%s", length > 0 ? "." : "", name);
    return length;
}

static double number_of(const json_t *value)
{
    return json_is_number(value) ? json_number_value(value) : NAN;
}

/* ---- one figure ---- */

/* What a measure counts in, where it is not money. */
static sfl_figure_unit unit_of(const walk *at, const char *measure)
{
    static const char *const shares[] = {"p_cheapest", "p_tied",     "p_shortfall", "utilisation", "overflow",
                                         "unserved",   "p_ever",     "months",      "p_a_cheaper", "p_tie",
                                         "p_never",    "lead_share", "parameters",  "noise"};
    size_t                   length   = strlen(at->of);
    static const char        price[]  = ".usd_per_mtok";
    size_t                   n_price  = sizeof price - 1;
    if (IS_ONE_OF(measure, shares)) return SFL_UNIT_SHARE;
    if (strcmp(measure, "median_month") == 0) return SFL_UNIT_MONTH;
    if (strcmp(measure, "units") == 0) return SFL_UNIT_UNITS;
    if (strncmp(at->of, "drivers.", 8) == 0) return SFL_UNIT_INDEX;
    return length > n_price && strcmp(at->of + length - n_price, price) == 0 ? SFL_UNIT_PRICE : SFL_UNIT_MONEY;
}

/* Estimates are what has bounds, but for what follows from others. */
static bool is_estimate(const char *measure, const json_t *low)
{
    return low != NULL && strcmp(measure, "lead") != 0 && strcmp(measure, "parameters") != 0;
}

static void add(walk *at, const char *measure, const json_t *value, const json_t *low, const json_t *high)
{
    char             name[SFL_FIGURE_BYTES + 64];
    sfl_named_figure row = {
        name, unit_of(at, measure), is_estimate(measure, low), number_of(value), number_of(low), number_of(high), 0.0,
        NAN};
    snprintf(name, sizeof name, "%s(%s)", measure, at->of);
    sfl_figure_list_add(at->list, at->arena, &row);
}

/* ---- containers ---- */

static void walk_object(walk *at, const json_t *object, const char *list);

static const list_row *list_of(const char *name, const char *inside)
{
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; ++i) {
        bool is_inside = lists[i].inside == NULL || (inside != NULL && strcmp(lists[i].inside, inside) == 0);
        if (is_inside && strcmp(lists[i].name, name) == 0) return &lists[i];
    }
    return NULL;
}

static void enter_key(walk *at, const json_t *key)
{
    char number[32];
    snprintf(number, sizeof number, "%.0f", number_of(key));
    enter(at, json_is_string(key) ? json_string_value(key) : number);
}

static void walk_list(walk *at, const json_t *array, const list_row *row)
{
    size_t  before = strlen(at->of), i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        if (row->is_named) enter(at, row->name);
        for (int32_t k = 0; row->keys[k] != NULL; ++k)
            enter_key(at, json_object_get(item, row->keys[k]));
        walk_object(at, item, row->name);
        at->of[before] = '\0';
    }
}

/* A list of numbers by month. */
static void walk_numbers(walk *at, const char *name, const json_t *array, const json_t *low, const json_t *high)
{
    size_t  i;
    json_t *item;
    json_array_foreach(array, i, item)
    {
        char month[24];
        snprintf(month, sizeof month, "%zu", i);
        size_t before = enter(at, month);
        add(at, name, item, json_array_get(low, i), json_array_get(high, i));
        at->of[before] = '\0';
    }
}

static void walk_member(walk *at, const json_t *object, const char *name, const json_t *value, const char *list)
{
    bool            is_controlled = strcmp(name, "mean_cv") == 0;
    const json_t   *lows = json_object_get(object, "low"), *highs = json_object_get(object, "high");
    const json_t   *low  = is_controlled ? json_object_get(object, "low_cv") : json_object_get(lows, name);
    const json_t   *high = is_controlled ? json_object_get(object, "high_cv") : json_object_get(highs, name);
    const list_row *row  = json_is_array(value) ? list_of(name, list) : NULL;
    if (IS_ONE_OF(name, not_figures)) return;
    if (row != NULL) {
        walk_list(at, value, row);
    } else if (json_is_array(value)) {
        walk_numbers(at, name, value, low, high);
    } else if (json_is_object(value)) {
        size_t before = enter(at, name);
        walk_object(at, value, list);
        at->of[before] = '\0';
    } else if (at->of[0] != '\0' && (json_is_number(value) || (json_is_null(value) && !IS_ONE_OF(name, not_numbers)))) {
        add(at, name, value, low, high);
    }
}

/* `list`: whose member it is, or lies in; NULL. */
static void walk_object(walk *at, const json_t *object, const char *list)
{
    const char *name;
    json_t     *value;
    json_object_foreach((json_t *)object, name, value) walk_member(at, object, name, value, list);
}

void sfl_result_names(const json_t *answer, sfl_arena *arena, sfl_figure_list *list)
{
    walk at = {arena, list, ""};
    walk_object(&at, answer, NULL);
}
