/* The scenario written back as a scenario: every key that was given, in the order of the rows, includes and overrides
 * resolved. Read again it is the same scenario, and written again it is the same text. */
#include "shortfall.h"

#include "host/base/buffer.h"
#include "host/base/text.h"
#include "host/config/keys.h"

#include <string.h>

static void dump_group(sfl_buffer *out, const sfl_group *group, const char *item, int depth);

static void dump_text(sfl_buffer *out, const char *text)
{
    sfl_buffer_add(out, "\"");
    for (; *text != '\0'; text++) {
        if (*text == '"' || *text == '\\') sfl_buffer_add(out, "\\");
        sfl_buffer_add_n(out, text, 1);
    }
    sfl_buffer_add(out, "\"");
}

/* With a point always: for libconfig 1e6 is not a number and 3 is not a real. */
static void dump_real(sfl_buffer *out, double value)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(value, text);
    size_t      n_before_e = strcspn(text, "e");
    const char *point      = strchr(text, '.') == NULL ? ".0" : "";
    sfl_buffer_add(out, "%.*s%s%s", (int)n_before_e, text, point, text + n_before_e);
}

static void dump_count(sfl_buffer *out, uint64_t value)
{
    sfl_buffer_add(out, "%llu%s", (unsigned long long)value, value > INT32_MAX ? "L" : "");
}

static void dump_reals(sfl_buffer *out, const sfl_reals *list)
{
    sfl_buffer_add(out, "[");
    for (int32_t i = 0; i < list->n; i++) {
        if (i > 0) sfl_buffer_add(out, ", ");
        dump_real(out, list->values[i]);
    }
    sfl_buffer_add(out, "]");
}

static void dump_names(sfl_buffer *out, const sfl_names *list)
{
    sfl_buffer_add(out, "[");
    for (int32_t i = 0; i < list->n; i++) {
        if (i > 0) sfl_buffer_add(out, ", ");
        dump_text(out, list->values[i]);
    }
    sfl_buffer_add(out, "]");
}

static void dump_rows(sfl_buffer *out, const sfl_reals *rows, int32_t n)
{
    sfl_buffer_add(out, "(");
    for (int32_t i = 0; i < n; i++) {
        if (i > 0) sfl_buffer_add(out, ", ");
        dump_reals(out, &rows[i]);
    }
    sfl_buffer_add(out, ")");
}

/* Lists of groups stand on lines of their own, one group each. */
static void dump_list(sfl_buffer *out, const sfl_group *group, const char *items, int32_t n, int depth)
{
    sfl_buffer_add(out, "(");
    for (int32_t i = 0; i < n; i++) {
        sfl_buffer_add(out, "%s\n%*s", i == 0 ? "" : ",", 4 * (depth + 1), "");
        dump_group(out, group, items + (size_t)i * group->n_bytes, depth + 1);
    }
    sfl_buffer_add(out, n == 0 ? ")" : "\n%*s)", 4 * depth, "");
}

static unsigned word_at(const char *field)
{
    unsigned word;
    memcpy(&word, field, sizeof word);
    return word;
}

static const char *pointer_at(const char *field)
{
    const char *pointer;
    memcpy(&pointer, field, sizeof pointer);
    return pointer;
}

static void dump_word_or_group(sfl_buffer *out, const sfl_key *key, const char *field, int depth)
{
    unsigned word = word_at(field + key->group->word_at);
    if ((int32_t)word == key->group->word_of_group)
        dump_group(out, key->group, field, depth);
    else
        dump_text(out, key->words[word].word);
}

/* A group whose only key is its first one is written as that name alone. */
static void dump_name_or_group(sfl_buffer *out, const sfl_key *key, const char *item, int depth)
{
    const sfl_object *object = (const sfl_object *)(const void *)item;
    const sfl_key    *first  = &key->group->tables[0].keys[0];
    if (object->n_marks == 1)
        dump_text(out, pointer_at(item + first->field_at));
    else
        dump_group(out, key->group, item, depth);
}

static void dump_value(sfl_buffer *out, const sfl_key *key, const char *base, int depth)
{
    const char *field = base + key->field_at;
    int32_t     n = 0, whole = 0;
    uint64_t    count = 0;
    if (key->count_at != 0) memcpy(&n, base + key->count_at, sizeof n);
    switch (key->kind) {
    case SFL_KEY_REAL: dump_real(out, *(const double *)(const void *)field); break;
    case SFL_KEY_INT:
        memcpy(&whole, field, sizeof whole);
        sfl_buffer_add(out, "%d", (int)whole);
        break;
    case SFL_KEY_COUNT:
        memcpy(&count, field, sizeof count);
        dump_count(out, count);
        break;
    case SFL_KEY_BOOL: sfl_buffer_add(out, *(const bool *)(const void *)field ? "true" : "false"); break;
    case SFL_KEY_NAME: dump_text(out, pointer_at(field)); break;
    case SFL_KEY_WORD: dump_text(out, key->words[word_at(field)].word); break;
    case SFL_KEY_REALS: dump_reals(out, (const sfl_reals *)(const void *)field); break;
    case SFL_KEY_NAMES: dump_names(out, (const sfl_names *)(const void *)field); break;
    case SFL_KEY_ROWS: dump_rows(out, (const sfl_reals *)(const void *)pointer_at(field), n); break;
    case SFL_KEY_PART: dump_group(out, key->group, field, depth); break;
    case SFL_KEY_GROUP: dump_group(out, key->group, pointer_at(field), depth); break;
    case SFL_KEY_LIST: dump_list(out, key->group, pointer_at(field), n, depth); break;
    case SFL_KEY_WORD_OR_GROUP: dump_word_or_group(out, key, field, depth); break;
    case SFL_KEY_NAME_OR_GROUP: dump_name_or_group(out, key, pointer_at(field), depth); break;
    }
}

/* The keys of an item of a list stand on lines of their own, those of smaller groups on one line. */
static void dump_group(sfl_buffer *out, const sfl_group *group, const char *item, int depth)
{
    const sfl_object *object  = (const sfl_object *)(const void *)item;
    bool              is_wide = depth == 1;
    sfl_key_walk      walk    = sfl_key_walk_begin(group);
    sfl_buffer_add(out, "{");
    while (sfl_key_walk_next(&walk)) {
        if (!sfl_object_is_given(object, walk.field_at)) continue;
        if (is_wide)
            sfl_buffer_add(out, "\n%*s", 4 * (depth + 1), "");
        else
            sfl_buffer_add(out, " ");
        sfl_buffer_add(out, "%s = ", walk.key->name);
        dump_value(out, walk.key, item + walk.of->base_at, depth + 1);
        sfl_buffer_add(out, ";");
    }
    if (is_wide)
        sfl_buffer_add(out, "\n%*s}", 4 * depth, "");
    else
        sfl_buffer_add(out, " }");
}

/* The scenario itself has no marks: what is there was given. */
static bool is_there(const sfl_key *key, const char *scenario)
{
    int32_t n = 1;
    if (key->count_at != 0) memcpy(&n, scenario + key->count_at, sizeof n);
    bool is_pointer = key->kind == SFL_KEY_GROUP;
    return n > 0 && !(is_pointer && pointer_at(scenario + key->field_at) == NULL);
}

sfl_status sfl_scenario_dump(const sfl_scenario *scenario, char **text, sfl_diag *diag)
{
    static const sfl_place nowhere = {NULL, 0, 0};
    const char            *base    = (const char *)scenario;
    sfl_buffer             out     = {0};
    sfl_key_walk           walk    = sfl_key_walk_begin(&sfl_scenario_group);
    while (sfl_key_walk_next(&walk)) {
        if (!is_there(walk.key, base)) continue;
        sfl_buffer_add(&out, "%s = ", walk.key->name);
        dump_value(&out, walk.key, base, 0);
        sfl_buffer_add(&out, ";\n");
    }
    *text = NULL;
    if (out.has_failed || out.text == NULL) {
        sfl_buffer_free(&out);
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "%s", sfl_status_text(SFL_ERR_MEMORY));
    }
    *text = out.text;
    return SFL_OK;
}
