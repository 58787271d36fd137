/* Tree → structs, by the key rows. Values are written at their offset with memcpy: the rows know types, this file does
 * not. */
#include "host/config/reader.h"

#include "host/base/text.h"
#include "host/config/allowed.h"
#include "host/config/contract_kinds.h"
#include "host/config/reader_values.h"

#include <string.h>

/* ---- names and paths ---- */

const char *sfl_name_mistake(const char *name, int32_t most_characters)
{
    int32_t  n_characters = 0;
    uint32_t code         = 0;
    for (size_t n = 0; *name != '\0'; name += n, n_characters++) {
        n = sfl_utf8_next(name, &code);
        if (n == 0) return "allowed is UTF-8";
        if (sfl_utf8_is_control(code)) return "allowed are no control characters";
    }
    if (n_characters >= 1 && n_characters <= most_characters) return NULL;
    return most_characters == SFL_NAME_MOST ? "allowed are 1 to 64 characters" : "allowed are 1 to 71 characters";
}

const char *sfl_path_join(sfl_log *log, const char *path, const char *name)
{
    bool is_plain = name[0] != '\0' && strpbrk(name, ".[]=\"\\ \n\t") == NULL &&
                    sfl_name_mistake(name, SFL_DRIVER_NAME_MOST) == NULL;
    const char *shown  = is_plain ? name : sfl_log_quoted(log, name);
    const char *joined = sfl_log_format(log, "%s%s%s", path, path[0] == '\0' ? "" : ".", shown);
    return joined == NULL ? "" : joined;
}

bool sfl_object_is_sound(const sfl_object *object)
{
    return !sfl_object_is_given(object, SFL_MARK_REFUSED);
}

/* ---- one group ---- */

/* A group while it is read. */
typedef struct group_read {
    sfl_reader      *reader;
    const sfl_group *group;
    const sfl_node  *node;
    const char      *path;
    char            *item;
    int32_t          kind;                          /* −1: not known */
    bool             was_seen[SFL_MOST_GROUP_KEYS]; /* by the walk's number; also where only a misspelt form was */
    sfl_mark        *marks;
    int32_t          n_marks;
} group_read;

static void set_default(const sfl_key_walk *walk, char *item)
{
    const sfl_key *key    = walk->key;
    double         number = key->fallback.number;
    if (key->kind == SFL_KEY_WORD && key->fallback.kind == SFL_DEFAULT_TEXT) {
        sfl_value_word(key, key->fallback.text, item + walk->field_at);
        return;
    }
    if (key->fallback.kind == SFL_DEFAULT_TEXT)
        memcpy(item + walk->field_at, &key->fallback.text, sizeof(const char *));
    if (key->fallback.kind == SFL_DEFAULT_NUMBER) sfl_value_number(key, number, item + walk->field_at);
}

static void set_defaults(const sfl_group *group, char *item)
{
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk))
        set_default(&walk, item);
}

/* Which tables hold: what the group's kind key says, −1 where it says nothing known. */
static int32_t kind_of(const sfl_group *group, const sfl_node *node)
{
    const sfl_key  *key   = group->kind_key;
    const sfl_node *value = key == NULL ? NULL : sfl_node_find(node, key->name);
    if (value == NULL || value->kind != SFL_NODE_TEXT) return -1;
    for (int32_t k = 0; k < key->n_words; k++) {
        if (strcmp(value->text, key->words[k].word) == 0) return k;
    }
    return -1;
}

static void add_mark(group_read *g, size_t field_at, sfl_place place)
{
    g->marks[g->n_marks++] = (sfl_mark){field_at, place};
}

/* Finds a row by name among the tables that hold; another kind's row goes to *other. */
static bool find_key(const group_read *g, const char *name, sfl_key_walk *found, sfl_key_walk *other)
{
    sfl_key_walk walk = sfl_key_walk_begin(g->group);
    other->key        = NULL;
    while (sfl_key_walk_next(&walk)) {
        if (strcmp(walk.key->name, name) != 0) continue;
        if (sfl_key_table_holds(walk.of, g->kind)) {
            *found = walk;
            return true;
        }
        *other = walk;
    }
    return false;
}

/* What was probably meant is not missing; and what a misspelt group holds is read, so that its mistakes show, and names
 * in it are known. */
static void read_misspelt(group_read *g, const sfl_key *meant, const sfl_node *child)
{
    sfl_key_walk walk = sfl_key_walk_begin(g->group);
    while (sfl_key_walk_next(&walk) && walk.key != meant) {
    }
    bool is_there            = g->was_seen[walk.number] || sfl_node_find(g->node, meant->name) != NULL;
    g->was_seen[walk.number] = true;
    if (is_there || meant->group == NULL) return;
    const char *path = sfl_path_join(g->reader->log, g->path, meant->name);
    sfl_value_read(g->reader, meant, child, path, g->item + walk.of->base_at);
}

static void refuse_unknown(group_read *g, const sfl_node *child)
{
    sfl_log       *log     = g->reader->log;
    const char    *path    = sfl_path_join(log, g->path, child->key);
    const sfl_key *nearest = sfl_nearest_key(g->group, g->kind, child->key);
    const char    *home    = nearest != NULL ? NULL : sfl_home_of_key(log, child->key);
    if (nearest != NULL) {
        sfl_log_error(log, SFL_ERR_KEY, child->place, "%s: unknown key; did you mean %s?", path, nearest->name);
        read_misspelt(g, nearest, child);
    } else if (home != NULL) {
        sfl_log_error(log, SFL_ERR_KEY, child->place, "%s: unknown key here; it is allowed in %s", path, home);
    } else {
        sfl_log_error(log, SFL_ERR_KEY, child->place, "%s: unknown key; allowed are the keys of %s", path,
                      g->group->word);
    }
}

static void refuse_other_kind(group_read *g, const sfl_node *child, const sfl_key_walk *other)
{
    sfl_log    *log  = g->reader->log;
    const char *home = sfl_home_of_key(log, other->key->name);
    sfl_log_error(log, SFL_ERR_KEY, child->place, "%s: no key of %s of kind \"%s\"; it is allowed in %s",
                  sfl_path_join(log, g->path, child->key), g->group->word, g->group->kind_key->words[g->kind].word,
                  home == NULL ? "" : home);
}

static void read_child(group_read *g, const sfl_node *child)
{
    sfl_key_walk found, other;
    if (!find_key(g, child->key, &found, &other)) {
        add_mark(g, SFL_MARK_REFUSED, child->place);
        if (other.key != NULL)
            refuse_other_kind(g, child, &other);
        else
            refuse_unknown(g, child);
        return;
    }
    g->was_seen[found.number] = true;
    const char *path          = sfl_path_join(g->reader->log, g->path, child->key);
    bool        is_good       = sfl_value_read(g->reader, found.key, child, path, g->item + found.of->base_at);
    add_mark(g, is_good ? found.field_at : SFL_MARK_REFUSED, child->place);
}

static void refuse_missing(group_read *g)
{
    sfl_log     *log  = g->reader->log;
    sfl_key_walk walk = sfl_key_walk_begin(g->group);
    while (sfl_key_walk_next(&walk)) {
        bool is_needed = walk.key->fallback.kind == SFL_DEFAULT_REQUIRED && !g->was_seen[walk.number];
        bool is_here   = walk.of->kinds == 0 || (g->kind >= 0 && sfl_key_table_holds(walk.of, g->kind));
        if (!is_needed || !is_here) continue;
        add_mark(g, SFL_MARK_REFUSED, g->node->place);
        sfl_log_error(log, SFL_ERR_KEY, g->node->place, "%s: missing; required is %s",
                      sfl_path_join(log, g->path, walk.key->name), sfl_allowed(log, walk.key));
    }
}

/* Structs inside the item that are objects of their own get the marks of their fields, from their own offset. */
static void fill_inner_objects(const group_read *g, const sfl_object *whole)
{
    for (int32_t i = 0; i < g->group->n_tables; i++) {
        const sfl_key_table *table = &g->group->tables[i];
        if (!table->is_object || table->base_at == 0) continue;
        sfl_object inner = *whole;
        sfl_mark  *marks = sfl_reader_keep(g->reader, (size_t)whole->n_marks, sizeof(sfl_mark));
        inner.n_marks    = 0;
        inner.marks      = marks;
        for (int32_t k = 0; marks != NULL && k < whole->n_marks; k++) {
            if (whole->marks[k].field_at < table->base_at) continue;
            marks[inner.n_marks]            = whole->marks[k];
            marks[inner.n_marks++].field_at = whole->marks[k].field_at == SFL_MARK_REFUSED
                                                  ? SFL_MARK_REFUSED
                                                  : whole->marks[k].field_at - table->base_at;
        }
        memcpy(g->item + table->base_at, &inner, sizeof inner);
    }
}

static void fill_objects(const group_read *g)
{
    if (!g->group->is_object) return;
    sfl_object object = {.place = g->node->place, .marks = g->marks, .n_marks = g->n_marks};
    object.path       = sfl_reader_keep_text(g->reader, g->path);
    memcpy(g->item, &object, sizeof object);
    fill_inner_objects(g, &object);
}

bool sfl_group_read(sfl_reader *reader, const sfl_group *group, const sfl_node *node, const char *path, void *item)
{
    group_read g = {.reader = reader, .group = group, .node = node, .path = path, .item = item};
    g.kind       = kind_of(group, node);
    g.marks      = sfl_reader_keep(reader, (size_t)node->n_children + SFL_MOST_GROUP_KEYS, sizeof(sfl_mark));
    if (g.marks == NULL) return false;
    set_defaults(group, item);
    for (const sfl_node *child = node->first; child != NULL; child = child->next)
        read_child(&g, child);
    refuse_missing(&g);
    fill_objects(&g);
    bool is_sound = true;
    for (int32_t i = 0; i < g.n_marks; i++)
        is_sound &= g.marks[i].field_at != SFL_MARK_REFUSED;
    return is_sound;
}

/* ---- the whole ---- */

/* Defaults that hang on other keys. */
static void finish_contracts(sfl_scenario *scenario)
{
    sfl_contract *contracts = (sfl_contract *)(uintptr_t)scenario->contracts; /* still being made */
    for (int32_t i = 0; i < scenario->n_contracts; i++)
        sfl_contract_kind_apply(&contracts[i]);
}

static void finish_models(sfl_scenario *scenario)
{
    sfl_model *models = (sfl_model *)(uintptr_t)scenario->models;
    for (int32_t i = 0; i < scenario->n_models; i++) {
        if (!SFL_IS_GIVEN(sfl_model, &models[i], cached_input_usd)) models[i].cached_input_usd = models[i].input_usd;
    }
}

bool sfl_reader_read(const sfl_node *root, sfl_scenario *scenario, sfl_log *log)
{
    sfl_reader reader   = {log, scenario->arena};
    bool       is_sound = sfl_group_read(&reader, &sfl_scenario_group, root, "", scenario);
    finish_contracts(scenario);
    finish_models(scenario);
    return is_sound;
}
