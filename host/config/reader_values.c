/* Values of keys: numbers, names, lists. */
#include "host/config/reader_values.h"

#include "host/config/allowed.h"
#include "host/config/number.h"

#include <math.h>
#include <string.h>

void *sfl_reader_keep(sfl_reader *reader, size_t n_items, size_t item_bytes)
{
    void *memory = sfl_arena_take(reader->arena, n_items, item_bytes);
    if (memory == NULL) reader->log->is_out_of_memory = true;
    return memory;
}

const char *sfl_reader_keep_text(sfl_reader *reader, const char *text)
{
    const char *kept = sfl_arena_text(reader->arena, text);
    if (kept == NULL) reader->log->is_out_of_memory = true;
    return kept;
}

void sfl_value_number(const sfl_key *key, double number, char *field)
{
    int32_t  whole    = (int32_t)number;
    uint64_t count    = (uint64_t)number;
    bool     is_truth = number != 0.0;
    switch (key->kind) {
    case SFL_KEY_REAL: memcpy(field, &number, sizeof number); break;
    case SFL_KEY_INT: memcpy(field, &whole, sizeof whole); break;
    case SFL_KEY_COUNT: memcpy(field, &count, sizeof count); break;
    case SFL_KEY_BOOL: memcpy(field, &is_truth, sizeof is_truth); break;
    default: break;
    }
}

bool sfl_value_word(const sfl_key *key, const char *word, char *field)
{
    for (unsigned i = 0; i < (unsigned)key->n_words; i++) {
        if (strcmp(key->words[i].word, word) != 0) continue;
        memcpy(field, &i, sizeof i); /* enums of the scenario are unsigned int for both compilers */
        return true;
    }
    return false;
}

/* Says what was found and what is allowed; always false. */
static bool refuse(sfl_reader *reader, sfl_status status, const sfl_node *node, const char *path, const char *allowed)
{
    if (node->is_broken) return false;
    sfl_log_error(reader->log, status, node->place, "%s: %s; allowed is %s", path, sfl_found(reader->log, node),
                  allowed);
    return false;
}

static bool refuse_kind(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path)
{
    return refuse(reader, SFL_ERR_KEY, node, path, sfl_allowed(reader->log, key));
}

/* ---- numbers ---- */

static bool read_real(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, double *out)
{
    const char *allowed = sfl_allowed_number(reader->log, key);
    if (node->kind != SFL_NODE_NUMBER || node->is_broken) return refuse(reader, SFL_ERR_KEY, node, path, allowed);
    sfl_number number = sfl_number_parse(node->text);
    if (!isfinite(number.value) || number.is_lost || !sfl_is_allowed(key, number.value)) {
        return refuse(reader, SFL_ERR_VALUE, node, path, allowed);
    }
    *out = number.value == 0.0 ? 0.0 : number.value; /* −0 is 0 */
    return true;
}

static bool is_small_enough(const sfl_key *key, uint64_t count)
{
    uint64_t most = (uint64_t)key->range.most - (key->range.is_under ? 1 : 0);
    return count >= (uint64_t)key->range.least && count <= most;
}

static bool read_whole(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *field)
{
    const char *allowed = sfl_allowed_number(reader->log, key);
    if (node->kind != SFL_NODE_NUMBER || node->is_broken) return refuse(reader, SFL_ERR_KEY, node, path, allowed);
    sfl_number number = sfl_number_parse(node->text);
    if (!number.is_whole) return refuse(reader, SFL_ERR_KEY, node, path, allowed);
    if (key->kind == SFL_KEY_INT) {
        if (!number.fits || !sfl_is_allowed(key, number.value))
            return refuse(reader, SFL_ERR_VALUE, node, path, allowed);
        sfl_value_number(key, number.value, field);
        return true;
    }
    bool is_negative = number.is_negative && number.magnitude != 0;
    if (!number.fits || is_negative || !is_small_enough(key, number.magnitude)) {
        return refuse(reader, SFL_ERR_VALUE, node, path, allowed);
    }
    memcpy(field, &number.magnitude, sizeof number.magnitude);
    return true;
}

/* ---- text ---- */

static bool read_name(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, const char **out)
{
    const char *allowed = "a name in quotes, 1 to 64 characters";
    if (node->kind != SFL_NODE_TEXT || node->is_broken) return refuse(reader, SFL_ERR_KEY, node, path, allowed);
    const char *mistake = sfl_name_mistake(node->text, key->most_characters);
    *out                = sfl_reader_keep_text(reader, node->text);
    if (mistake == NULL) return *out != NULL;
    sfl_log_error(reader->log, SFL_ERR_VALUE, node->place, "%s: %s; %s", path, sfl_found(reader->log, node), mistake);
    return false;
}

static bool read_word(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *field)
{
    if (node->kind != SFL_NODE_TEXT || node->is_broken) return refuse_kind(reader, key, node, path);
    if (sfl_value_word(key, node->text, field)) return true;
    return refuse(reader, SFL_ERR_VALUE, node, path, sfl_allowed(reader->log, key));
}

/* ---- lists ---- */

static const char *item_path(sfl_reader *reader, const char *path, int32_t i)
{
    const char *item = sfl_log_format(reader->log, "%s[%d]", path, (int)i);
    return item == NULL ? path : item;
}

/* Is it a list of a length the key allows? Required lists hold something, but for lists of groups, which may be empty.
 * */
static bool check_list(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path)
{
    if (node->kind != SFL_NODE_LIST) return refuse_kind(reader, key, node, path);
    bool is_needed = key->kind != SFL_KEY_LIST && key->fallback.kind == SFL_DEFAULT_REQUIRED;
    if (node->n_children >= (is_needed ? 1 : 0) && node->n_children <= key->most_items) return true;
    sfl_log_error(reader->log, SFL_ERR_VALUE, node->place, "%s: a list of %d; allowed are %d to %d values", path,
                  (int)node->n_children, is_needed ? 1 : 0, (int)key->most_items);
    return false;
}

static bool read_reals(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, sfl_reals *out)
{
    if (!check_list(reader, key, node, path)) return false;
    double *values  = sfl_reader_keep(reader, (size_t)node->n_children, sizeof(double));
    bool    is_good = values != NULL;
    int32_t n       = 0;
    for (const sfl_node *child = node->first; child != NULL && values != NULL; child = child->next, n++) {
        is_good &= read_real(reader, key, child, item_path(reader, path, n), &values[n]);
    }
    *out = (sfl_reals){values, n};
    return is_good;
}

static bool read_names(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, sfl_names *out)
{
    if (!check_list(reader, key, node, path)) return false;
    const char **values  = sfl_reader_keep(reader, (size_t)node->n_children, sizeof(const char *));
    bool         is_good = values != NULL;
    int32_t      n       = 0;
    for (const sfl_node *child = node->first; child != NULL && values != NULL; child = child->next, n++) {
        is_good &= read_name(reader, key, child, item_path(reader, path, n), &values[n]);
    }
    *out = (sfl_names){values, is_good ? n : 0};
    return is_good;
}

static bool read_rows(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *base)
{
    if (!check_list(reader, key, node, path)) return false;
    sfl_reals *rows    = sfl_reader_keep(reader, (size_t)node->n_children, sizeof(sfl_reals));
    bool       is_good = rows != NULL;
    int32_t    n       = 0;
    for (const sfl_node *child = node->first; child != NULL && rows != NULL; child = child->next, n++) {
        const char *row_path = item_path(reader, path, n);
        if (child->kind == SFL_NODE_LIST)
            is_good &= read_reals(reader, key, child, row_path, &rows[n]);
        else
            is_good = refuse_kind(reader, key, child, row_path);
    }
    memcpy(base + key->field_at, &rows, sizeof rows);
    memcpy(base + key->count_at, &n, sizeof n);
    return is_good;
}

/* ---- groups ---- */

/* How an item of a list is called: by its name, where it has one, else by its position. */
static const char *group_path(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, int32_t i)
{
    const sfl_node *name = key->group->is_named ? sfl_node_find(node, "name") : NULL;
    if (name == NULL || name->kind != SFL_NODE_TEXT || name->is_broken) return item_path(reader, path, i);
    return sfl_path_join(reader->log, path, name->text);
}

static bool read_list(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *base)
{
    if (!check_list(reader, key, node, path)) return false;
    char   *items   = sfl_reader_keep(reader, (size_t)node->n_children, key->group->n_bytes);
    bool    is_good = items != NULL;
    int32_t n = 0, i = 0;
    for (const sfl_node *child = node->first; child != NULL && items != NULL; child = child->next, i++) {
        if (child->kind != SFL_NODE_GROUP) {
            is_good = refuse(reader, SFL_ERR_KEY, child, item_path(reader, path, i), "a group { … }");
            continue;
        }
        sfl_group_read(reader, key->group, child, group_path(reader, key, child, path, i),
                       items + (size_t)n++ * key->group->n_bytes);
    }
    memcpy(base + key->field_at, &items, sizeof items);
    memcpy(base + key->count_at, &n, sizeof n);
    return is_good;
}

static bool read_group(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *field)
{
    if (node->kind != SFL_NODE_GROUP) return refuse_kind(reader, key, node, path);
    void *item = sfl_reader_keep(reader, 1, key->group->n_bytes);
    if (item == NULL) return false;
    sfl_group_read(reader, key->group, node, path, item);
    memcpy(field, &item, sizeof item);
    return true;
}

static bool read_part(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *field)
{
    if (node->kind != SFL_NODE_GROUP) return refuse_kind(reader, key, node, path);
    sfl_group_read(reader, key->group, node, path, field);
    return true;
}

static bool read_word_or_group(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path,
                               char *field)
{
    unsigned word = (unsigned)key->group->word_of_group;
    if (node->kind != SFL_NODE_GROUP) {
        sfl_object object = {.place = node->place, .path = sfl_reader_keep_text(reader, path)};
        memcpy(field, &object, sizeof object);
        return read_word(reader, key, node, path, field + key->group->word_at);
    }
    sfl_group_read(reader, key->group, node, path, field);
    memcpy(field + key->group->word_at, &word, sizeof word);
    return true;
}

/* A name alone is a group with that name as its only key. */
static bool read_name_or_group(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path,
                               char *field)
{
    if (node->kind == SFL_NODE_GROUP) return read_group(reader, key, node, path, field);
    if (node->kind != SFL_NODE_TEXT || node->is_broken) return refuse_kind(reader, key, node, path);
    sfl_node name = *node, group = {.kind = SFL_NODE_GROUP, .place = node->place};
    name.key = key->group->tables[0].keys[0].name;
    sfl_node_append(&group, &name);
    return read_group(reader, key, &group, path, field);
}

bool sfl_value_read(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *base)
{
    char *field = base + key->field_at;
    switch (key->kind) {
    case SFL_KEY_REAL: return read_real(reader, key, node, path, (double *)(void *)field);
    case SFL_KEY_INT:
    case SFL_KEY_COUNT: return read_whole(reader, key, node, path, field);
    case SFL_KEY_BOOL:
        if (node->kind != SFL_NODE_BOOL) return refuse_kind(reader, key, node, path);
        memcpy(field, &node->truth, sizeof node->truth);
        return true;
    case SFL_KEY_NAME: return read_name(reader, key, node, path, (const char **)(void *)field);
    case SFL_KEY_WORD: return read_word(reader, key, node, path, field);
    case SFL_KEY_REALS: return read_reals(reader, key, node, path, (sfl_reals *)(void *)field);
    case SFL_KEY_NAMES: return read_names(reader, key, node, path, (sfl_names *)(void *)field);
    case SFL_KEY_ROWS: return read_rows(reader, key, node, path, base);
    case SFL_KEY_PART: return read_part(reader, key, node, path, field);
    case SFL_KEY_GROUP: return read_group(reader, key, node, path, field);
    case SFL_KEY_LIST: return read_list(reader, key, node, path, base);
    case SFL_KEY_WORD_OR_GROUP: return read_word_or_group(reader, key, node, path, field);
    case SFL_KEY_NAME_OR_GROUP: return read_name_or_group(reader, key, node, path, field);
    }
    return false;
}
