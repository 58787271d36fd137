/* Keys as a JSON Schema (draft 7) of scenarios written in JSON: what one key alone can show. What several keys must be
 * together (names that resolve, shares that sum) the program checks. */
#include "host/config/explain_forms.h"

#include "host/base/text.h"

static void schema_group(sfl_buffer *out, const sfl_group *group, int depth);

/* Text of key rows holds neither control characters nor, but for words in quotes, anything JSON would want escaped. */
static void add_text(sfl_buffer *out, const char *text)
{
    sfl_buffer_add(out, "\"");
    for (; *text != '\0'; text++)
        sfl_buffer_add(out, *text == '"' || *text == '\\' ? "\\%c" : "%c", *text);
    sfl_buffer_add(out, "\"");
}

static void add_bound(sfl_buffer *out, const sfl_key *key, const char *name, const char *strict_name, double value,
                      bool is_strict)
{
    char text[SFL_REAL_BYTES];
    sfl_text_real(value, text);
    if (key->kind == SFL_KEY_COUNT) { /* 2^63 − 1 is no double */
        sfl_buffer_add(out, ", \"%s\": %llu", name, (unsigned long long)value - (is_strict ? 1u : 0u));
    } else {
        sfl_buffer_add(out, ", \"%s\": %s", is_strict ? strict_name : name, text);
    }
}

static void add_number(sfl_buffer *out, const sfl_key *key)
{
    bool is_whole = key->kind == SFL_KEY_INT || key->kind == SFL_KEY_COUNT;
    sfl_buffer_add(out, "\"type\": \"%s\"", is_whole ? "integer" : "number");
    add_bound(out, key, "minimum", "exclusiveMinimum", key->range.least, key->range.is_over);
    add_bound(out, key, "maximum", "exclusiveMaximum", key->range.most, key->range.is_under);
}

static void add_name(sfl_buffer *out, int32_t most_characters)
{
    sfl_buffer_add(out, "\"type\": \"string\", \"minLength\": 1, \"maxLength\": %d", (int)most_characters);
}

static void add_words(sfl_buffer *out, const sfl_key *key)
{
    sfl_buffer_add(out, "\"enum\": [");
    for (int32_t i = 0; i < key->n_words; i++)
        sfl_buffer_add(out, "%s\"%s\"", i == 0 ? "" : ", ", key->words[i].word);
    sfl_buffer_add(out, "]");
}

static void begin_list(sfl_buffer *out, const sfl_key *key)
{
    bool is_needed = key->kind != SFL_KEY_LIST && key->fallback.kind == SFL_DEFAULT_REQUIRED;
    sfl_buffer_add(out, "\"type\": \"array\", \"minItems\": %d, \"maxItems\": %d, \"items\": {", is_needed ? 1 : 0,
                   (int)key->most_items);
}

static void add_value(sfl_buffer *out, const sfl_key *key, int depth)
{
    switch (key->kind) {
    case SFL_KEY_REAL:
    case SFL_KEY_INT:
    case SFL_KEY_COUNT: add_number(out, key); break;
    case SFL_KEY_BOOL: sfl_buffer_add(out, "\"type\": \"boolean\""); break;
    case SFL_KEY_NAME: add_name(out, key->most_characters); break;
    case SFL_KEY_WORD: add_words(out, key); break;
    case SFL_KEY_REALS:
        begin_list(out, key);
        add_number(out, key);
        sfl_buffer_add(out, "}");
        break;
    case SFL_KEY_NAMES:
        begin_list(out, key);
        add_name(out, key->most_characters);
        sfl_buffer_add(out, "}");
        break;
    case SFL_KEY_ROWS:
        begin_list(out, key);
        begin_list(out, key);
        add_number(out, key);
        sfl_buffer_add(out, "}}");
        break;
    case SFL_KEY_PART:
    case SFL_KEY_GROUP: schema_group(out, key->group, depth); break;
    case SFL_KEY_LIST:
        begin_list(out, key);
        schema_group(out, key->group, depth);
        sfl_buffer_add(out, "}");
        break;
    case SFL_KEY_WORD_OR_GROUP:
    case SFL_KEY_NAME_OR_GROUP:
        sfl_buffer_add(out, "\"anyOf\": [{");
        if (key->n_words > 0)
            add_words(out, key);
        else
            add_name(out, SFL_NAME_MOST);
        sfl_buffer_add(out, "}, {");
        schema_group(out, key->group, depth);
        sfl_buffer_add(out, "}]");
        break;
    }
}

static void add_default(sfl_buffer *out, const sfl_key *key)
{
    char text[SFL_REAL_BYTES];
    if (key->fallback.kind == SFL_DEFAULT_TEXT) {
        sfl_buffer_add(out, ", \"default\": ");
        add_text(out, key->fallback.text);
    }
    if (key->fallback.kind != SFL_DEFAULT_NUMBER) return;
    sfl_text_real(key->fallback.number, text);
    if (key->kind == SFL_KEY_COUNT)
        sfl_buffer_add(out, ", \"default\": %.0f", key->fallback.number);
    else if (key->kind == SFL_KEY_BOOL)
        sfl_buffer_add(out, ", \"default\": %s", key->fallback.number != 0.0 ? "true" : "false");
    else
        sfl_buffer_add(out, ", \"default\": %s", text);
}

static void add_key(sfl_buffer *out, const sfl_key *key, int depth)
{
    sfl_buffer_add(out, "{\"description\": ");
    add_text(out, key->help);
    if (key->unit[0] != '\0') {
        sfl_buffer_add(out, ", \"x-unit\": ");
        add_text(out, key->unit);
    }
    add_default(out, key);
    sfl_buffer_add(out, ", ");
    add_value(out, key, depth);
    sfl_buffer_add(out, "}");
}

/* Keys of the tables that hold for a kind. The kind's own key says which it is. */
static void add_object(sfl_buffer *out, const sfl_group *group, int32_t kind, int depth)
{
    const char  *comma = "";
    sfl_key_walk walk  = sfl_key_walk_begin(group);
    sfl_buffer_add(out, "\"type\": \"object\", \"additionalProperties\": false, \"required\": [");
    while (sfl_key_walk_next(&walk)) {
        if (!sfl_key_table_holds(walk.of, kind) || walk.key->fallback.kind != SFL_DEFAULT_REQUIRED) continue;
        sfl_buffer_add(out, "%s\"%s\"", comma, walk.key->name);
        comma = ", ";
    }
    sfl_buffer_add(out, "], \"properties\": {");
    walk  = sfl_key_walk_begin(group);
    comma = "";
    while (sfl_key_walk_next(&walk)) {
        if (!sfl_key_table_holds(walk.of, kind)) continue;
        sfl_buffer_add(out, "%s\n%*s\"%s\": ", comma, 2 * depth, "", walk.key->name);
        if (kind >= 0 && walk.key == group->kind_key)
            sfl_buffer_add(out, "{\"const\": \"%s\"}", walk.key->words[kind].word);
        else
            add_key(out, walk.key, depth + 1);
        comma = ",";
    }
    sfl_buffer_add(out, "}");
}

static bool has_tables_by_kind(const sfl_group *group)
{
    for (int32_t i = 0; i < group->n_tables; i++) {
        if (group->tables[i].kinds != 0) return true;
    }
    return false;
}

static void schema_group(sfl_buffer *out, const sfl_group *group, int depth)
{
    if (!has_tables_by_kind(group)) {
        add_object(out, group, -1, depth);
        return;
    }
    sfl_buffer_add(out, "\"oneOf\": [");
    for (int32_t k = 0; k < group->kind_key->n_words; k++) {
        sfl_buffer_add(out, k == 0 ? "{" : ", {");
        add_object(out, group, k, depth);
        sfl_buffer_add(out, "}");
    }
    sfl_buffer_add(out, "]");
}

void sfl_explain_json(sfl_buffer *out, const sfl_topic *topic, sfl_log *log)
{
    const char *title = sfl_log_format(log, "shortfall %s", topic->path[0] == '\0' ? "scenario" : topic->path);
    sfl_buffer_add(out, "{\"$schema\": \"http://json-schema.org/draft-07/schema#\", \"title\": ");
    add_text(out, title == NULL ? "" : title);
    sfl_buffer_add(out, ", ");
    if (topic->key != NULL)
        add_value(out, topic->key, 1);
    else
        schema_group(out, topic->group, 1);
    sfl_buffer_add(out, "}\n");
}
