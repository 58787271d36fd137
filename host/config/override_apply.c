/* Overrides: into the tree, led by the key rows. */
#include "host/config/override.h"

#include "host/base/text.h"
#include "host/config/allowed.h"
#include "host/config/reader.h"

#include <string.h>

/* Where a path has led so far. */
typedef struct stand {
    sfl_node        *node;
    const sfl_group *group; /* of a group; NULL: a list or a value */
    const sfl_key   *key;   /* that the node is the value of; NULL: the whole scenario */
    const char      *path;
    bool             has_failed;
} stand;

static const char single_value[] = "a single value; it has no keys and no items";

static void fail(stand *s, sfl_status status, const sfl_override *override, sfl_log *log, const char *what)
{
    s->has_failed = true;
    sfl_log_error(log, status, override->place, "%s: %s", s->path, what == NULL ? "" : what);
}

static const sfl_key *find_key(const sfl_group *group, const char *name)
{
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (strcmp(walk.key->name, name) == 0) return walk.key;
    }
    return NULL;
}

static bool opens_as_group(const sfl_key *key)
{
    return key->kind == SFL_KEY_PART || key->kind == SFL_KEY_GROUP || key->kind == SFL_KEY_WORD_OR_GROUP ||
           key->kind == SFL_KEY_NAME_OR_GROUP;
}

/* A word or a name makes room for a group; the name alone becomes its first key. */
static void open_choice(sfl_node *node, const sfl_key *key, const sfl_override *override, sfl_log *log)
{
    bool is_choice = key->kind == SFL_KEY_WORD_OR_GROUP || key->kind == SFL_KEY_NAME_OR_GROUP;
    if (!is_choice || node->kind != SFL_NODE_TEXT) return;
    sfl_node *group = sfl_node_group(log, node->key, override->place);
    sfl_node *name  = sfl_log_take(log, 1, sizeof(sfl_node));
    if (group == NULL || name == NULL) return;
    *name     = *node;
    name->key = key->group->tables[0].keys[0].name;
    if (key->kind == SFL_KEY_NAME_OR_GROUP) sfl_node_append(group, name);
    sfl_node_replace(node, group);
}

static void step_into_key(stand *s, const sfl_override_step *step, bool is_last, const sfl_override *override,
                          sfl_log *log)
{
    const sfl_group *group = s->group;
    const sfl_key   *key   = step->name == NULL ? NULL : find_key(group, step->name);
    if (step->name == NULL) {
        fail(s, SFL_ERR_KEY, override, log, "no list; allowed is the name of a key");
        return;
    }
    s->path = sfl_path_join(log, s->path, step->name);
    if (key == NULL) {
        const sfl_key *nearest = sfl_nearest_key(group, -1, step->name);
        if (nearest != NULL)
            fail(s, SFL_ERR_KEY, override, log, sfl_log_format(log, "unknown key; did you mean %s?", nearest->name));
        else
            fail(s, SFL_ERR_KEY, override, log,
                 sfl_log_format(log, "unknown key; allowed are the keys of %s", group->word));
        return;
    }
    sfl_node *child = sfl_node_find(s->node, step->name);
    if (child == NULL && !is_last && !opens_as_group(key)) {
        bool is_list = key->most_items > 0;
        fail(s, SFL_ERR_KEY, override, log,
             is_list ? "not in the scenario; allowed is to write the whole key" : single_value);
        return;
    }
    if (child == NULL) {
        child = sfl_node_group(log, key->name, override->place);
        if (child == NULL) return;
        sfl_node_append(s->node, child);
    }
    if (!is_last) open_choice(child, key, override, log);
    s->node  = child;
    s->key   = key;
    s->group = child->kind == SFL_NODE_GROUP ? key->group : NULL;
}

/* The item of that name; the name most like it goes to *nearest. */
static sfl_node *find_item(const sfl_node *list, const char *wanted, const char **nearest)
{
    size_t distance = 1 + strlen(wanted) / 3;
    *nearest        = NULL;
    for (sfl_node *item = list->first; item != NULL; item = item->next) {
        const sfl_node *name = sfl_node_find(item, "name");
        if (name == NULL || name->kind != SFL_NODE_TEXT) continue;
        if (strcmp(name->text, wanted) == 0) return item;
        size_t d = sfl_text_distance(name->text, wanted);
        if (d > distance || (d == distance && *nearest != NULL)) continue;
        distance = d;
        *nearest = name->text;
    }
    return NULL;
}

static void step_into_item(stand *s, const sfl_override_step *step, const sfl_override *override, sfl_log *log)
{
    const sfl_node *list    = s->node;
    const char     *nearest = NULL;
    bool            by_name = step->name != NULL;
    if (by_name && (s->key->group == NULL || !s->key->group->is_named)) {
        fail(s, SFL_ERR_KEY, override, log, "its items have no names; allowed is a position, [0] the first");
        return;
    }
    sfl_node *item = by_name ? find_item(list, step->name, &nearest) : sfl_node_at(list, step->position);
    if (item == NULL && by_name) {
        s->path = sfl_path_join(log, s->path, step->name);
        const char *what =
            nearest == NULL ? "no such name" : sfl_log_format(log, "no such name; did you mean %s?", nearest);
        fail(s, SFL_ERR_NAME, override, log, what);
        return;
    }
    if (item == NULL) {
        fail(s, SFL_ERR_NAME, override, log,
             sfl_log_format(log, "[%d]; the list holds %d", (int)step->position, (int)list->n_children));
        return;
    }
    s->path =
        by_name ? sfl_path_join(log, s->path, step->name) : sfl_log_format(log, "%s[%d]", s->path, (int)step->position);
    s->node  = item;
    s->group = item->kind == SFL_NODE_GROUP ? s->key->group : NULL;
    if (s->path == NULL) s->has_failed = true; /* out of memory, noted */
}

static void apply_one(const sfl_override *override, sfl_node *root, sfl_log *log)
{
    stand s = {root, &sfl_scenario_group, NULL, "", false};
    for (int32_t i = 0; i < override->n_steps && !s.has_failed && !log->is_out_of_memory; i++) {
        const sfl_override_step *step = &override->steps[i];
        if (s.group != NULL)
            step_into_key(&s, step, i == override->n_steps - 1, override, log);
        else if (s.node->kind == SFL_NODE_LIST)
            step_into_item(&s, step, override, log);
        else
            fail(&s, SFL_ERR_KEY, override, log, single_value);
    }
    if (!s.has_failed && !log->is_out_of_memory) sfl_node_replace(s.node, override->value);
}

void sfl_overrides_apply(const sfl_overrides *overrides, sfl_node *root, sfl_log *log)
{
    for (int32_t i = 0; i < overrides->n; i++)
        apply_one(&overrides->items[i], root, log);
}
