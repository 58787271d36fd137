/* The halves of a message, from the key rows. */
#include "host/config/allowed.h"

#include "host/base/text.h"

#include <stdio.h>
#include <string.h>

const char *sfl_found(sfl_log *log, const sfl_node *node)
{
    switch (node->kind) {
    case SFL_NODE_NUMBER: return sfl_log_format(log, "%.80s", node->text);
    case SFL_NODE_TEXT: return sfl_log_quoted(log, node->text);
    case SFL_NODE_BOOL: return node->truth ? "true" : "false";
    case SFL_NODE_GROUP: return "a group";
    case SFL_NODE_LIST: return "a list";
    }
    return "";
}

bool sfl_is_allowed(const sfl_key *key, double value)
{
    const sfl_range *range    = &key->range;
    bool             is_above = range->is_over ? value > range->least : value >= range->least;
    bool             is_below = range->is_under ? value < range->most : value <= range->most;
    return is_above && is_below;
}

/* A bound as a person writes it: 1e12, not 1000000000000. */
static void bound_text(double value, char out[SFL_REAL_BYTES])
{
    snprintf(out, SFL_REAL_BYTES, "%.0e", value); /* d e+dd: no point, so no locale */
    char *plus = strchr(out, '+');
    if (plus == NULL || value < 1e6 || sfl_text_to_real(out) != value) {
        sfl_text_real(value, out);
        return;
    }
    char *digits = plus + 1 + strspn(plus + 1, "0");
    memmove(plus, digits, strlen(digits) + 1);
}

static const char *range_of_reals(sfl_log *log, const sfl_range *range)
{
    char least[SFL_REAL_BYTES], most[SFL_REAL_BYTES];
    bound_text(range->least, least);
    bound_text(range->most, most);
    if (!range->is_over && !range->is_under) return sfl_log_format(log, "%s … %s", least, most);
    return sfl_log_format(log, "%s %s, %s %s", range->is_over ? "more than" : "at least", least,
                          range->is_under ? "less than" : "at most", most);
}

static const char *range_of_counts(sfl_log *log, const sfl_range *range)
{
    uint64_t most = (uint64_t)range->most - (range->is_under ? 1 : 0);
    return sfl_log_format(log, "a whole number %llu … %llu", (unsigned long long)range->least,
                          (unsigned long long)most);
}

const char *sfl_allowed_number(sfl_log *log, const sfl_key *key)
{
    const char *range = NULL, *space = key->unit[0] == '\0' ? "" : " ";
    if (key->kind == SFL_KEY_COUNT)
        range = range_of_counts(log, &key->range);
    else if (key->kind == SFL_KEY_INT)
        range = sfl_log_format(log, "a whole number %.0f … %.0f", key->range.least, key->range.most);
    else
        range = range_of_reals(log, &key->range);
    return sfl_log_format(log, "%s%s%s", range == NULL ? "" : range, space, key->unit);
}

static const char *allowed_words(sfl_log *log, const sfl_key *key)
{
    const char *text = "";
    for (int32_t i = 0; i < key->n_words && text != NULL; i++) {
        const char *before = i == 0 ? "" : i == key->n_words - 1 ? " or " : ", ";
        text               = sfl_log_format(log, "%s%s\"%s\"", text, before, key->words[i].word);
    }
    return text == NULL ? "" : text;
}

const char *sfl_allowed(sfl_log *log, const sfl_key *key)
{
    switch (key->kind) {
    case SFL_KEY_REAL:
    case SFL_KEY_INT:
    case SFL_KEY_COUNT: return sfl_allowed_number(log, key);
    case SFL_KEY_BOOL: return "true or false";
    case SFL_KEY_NAME: return "a name in quotes, 1 to 64 characters";
    case SFL_KEY_WORD: return allowed_words(log, key);
    case SFL_KEY_REALS: return sfl_log_format(log, "a list of numbers, each %s", sfl_allowed_number(log, key));
    case SFL_KEY_NAMES: return "a list of names in quotes";
    case SFL_KEY_ROWS: return sfl_log_format(log, "a list of lists of numbers, each %s", sfl_allowed_number(log, key));
    case SFL_KEY_PART:
    case SFL_KEY_GROUP: return "a group { … }";
    case SFL_KEY_LIST: return "a list of groups ( { … }, … )";
    case SFL_KEY_WORD_OR_GROUP: return sfl_log_format(log, "%s, or a group { … }", allowed_words(log, key));
    case SFL_KEY_NAME_OR_GROUP: return "a name in quotes, or a group { … }";
    }
    return "";
}

/* ---- keys that are alike ---- */

const sfl_key *sfl_nearest_key(const sfl_group *group, int32_t kind, const char *word)
{
    const sfl_key *nearest  = NULL;
    size_t         distance = 1 + strlen(word) / 3; /* farther away it is another word */
    sfl_key_walk   walk     = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (!sfl_key_table_holds(walk.of, kind)) continue;
        size_t d = sfl_text_distance(walk.key->name, word);
        if (d > distance || (d == distance && nearest != NULL)) continue;
        nearest  = walk.key;
        distance = d;
    }
    return nearest;
}

static const char *kinds_of_table(sfl_log *log, const sfl_group *group, const sfl_key_table *table)
{
    const char *text = "";
    for (int32_t k = 0; group->kind_key != NULL && k < group->kind_key->n_words && text != NULL; k++) {
        if (table->kinds == 0 || !sfl_key_table_holds(table, k)) continue;
        text = sfl_log_format(log, "%s%s\"%s\"", text, text[0] == '\0' ? " of kind " : " or ",
                              group->kind_key->words[k].word);
    }
    return text == NULL ? "" : text;
}

static const char *find_home(sfl_log *log, const sfl_group *group, const char *path, const char *word)
{
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (walk.of->shared != NULL || strcmp(walk.key->name, word) != 0) continue;
        return path[0] == '\0' ? "the scenario itself"
                               : sfl_log_format(log, "%s%s", path, kinds_of_table(log, group, walk.of));
    }
    walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (walk.of->shared != NULL || walk.key->group == NULL) continue;
        const char *inner = sfl_log_format(log, "%s%s%s", path, path[0] == '\0' ? "" : ".", walk.key->name);
        const char *home  = inner == NULL ? NULL : find_home(log, walk.key->group, inner, word);
        if (home != NULL) return home;
    }
    return NULL;
}

const char *sfl_home_of_key(sfl_log *log, const char *word)
{
    const char *home = find_home(log, &sfl_scenario_group, "", word);
    if (home == NULL) home = find_home(log, &sfl_driver_group, "driver", word);
    bool is_driver = home != NULL && strcmp(home, "driver") == 0;
    return is_driver ? "drivers: workloads, their mixes, indices, vendors' baselines" : home;
}
