/* Keys explained in text: for a terminal, and as the page docs/scenario.md. */
#include "host/config/explain_forms.h"

#include "host/config/allowed.h"

#include <string.h>

static const char *kinds_text(sfl_log *log, const sfl_group *group, const sfl_key_table *table)
{
    const char *text = "";
    for (int32_t k = 0; table->kinds != 0 && k < group->kind_key->n_words && text != NULL; k++) {
        if (!sfl_key_table_holds(table, k)) continue;
        text = sfl_log_format(log, "%s%s\"%s\"", text, text[0] == '\0' ? "" : " or ", group->kind_key->words[k].word);
    }
    return text == NULL ? "" : text;
}

static const char *inner_path(sfl_log *log, const char *path, const sfl_key *key)
{
    const char *inner = sfl_log_format(log, "%s%s%s", path, path[0] == '\0' ? "" : ".", key->name);
    return inner == NULL ? "" : inner;
}

/* ---- for a terminal ---- */

static void table_key(sfl_buffer *out, const sfl_key *key, sfl_log *log)
{
    const char *by_default = sfl_default_text(log, key);
    bool        is_needed  = key->fallback.kind == SFL_DEFAULT_REQUIRED;
    sfl_buffer_add(out, "  %-20s %s; %s%s\n", key->name, sfl_allowed(log, key),
                   is_needed ? "" : "default: ", by_default);
    sfl_buffer_add(out, "  %-20s   %s\n", "", key->help);
    for (int32_t i = 0; i < key->n_words; i++) {
        sfl_buffer_add(out, "  %-20s   \"%s\": %s\n", "", key->words[i].word, key->words[i].help);
    }
}

static void table_group(sfl_buffer *out, const char *path, const sfl_group *group, bool is_whole, sfl_log *log)
{
    sfl_buffer_add(out, "%s: %s\n", path[0] == '\0' ? "A scenario" : path, group->help);
    for (int32_t i = 0; i < group->n_tables; i++) {
        const sfl_key_table *table = &group->tables[i];
        if (table->kinds != 0) sfl_buffer_add(out, "\n  only with kind %s:\n", kinds_text(log, group, table));
        if (table->shared != NULL && is_whole) {
            sfl_buffer_add(out, "  and the keys of a %s, below\n", table->shared);
            continue;
        }
        for (int32_t k = 0; k < table->n_keys; k++)
            table_key(out, &table->keys[k], log);
    }
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (walk.key->group == NULL || (is_whole && walk.of->shared != NULL)) continue;
        sfl_buffer_add(out, "\n");
        table_group(out, inner_path(log, path, walk.key), walk.key->group, is_whole, log);
    }
}

void sfl_explain_table(sfl_buffer *out, const sfl_topic *topic, sfl_log *log)
{
    bool is_whole = topic->path[0] == '\0';
    if (topic->key != NULL) {
        sfl_buffer_add(out, "%s of %s\n", topic->path, topic->owner->word);
        table_key(out, topic->key, log);
        if (topic->group != NULL) sfl_buffer_add(out, "\n");
    }
    if (topic->group != NULL) table_group(out, topic->path, topic->group, is_whole, log);
    if (!is_whole) return;
    sfl_buffer_add(out, "\n");
    table_group(out, "driver", &sfl_driver_group, false, log);
}

/* ---- the page ---- */

// clang-format off
static const char introduction[] =
    "# The scenario file\n\n"
    "This page is made from the key rows of the program: `shortfall explain --format markdown` prints it, and a test\n"
    "compares. What the keys do is the model page, [model.md](model.md).\n\n"
    "A scenario is text in the syntax of libconfig: `key = value;`, groups `{ }`, lists `( )` and `[ ]`, comments `#`,\n"
    "`//` and `/* */`. Numbers are decimal (`12`, `0.5`, `1.5e6`) or whole in hexadecimal (`0x1f`); a whole number may\n"
    "stand where a real one is wanted, never the other way. Text stands in double quotes, on one line. Names have 1 to 64\n"
    "characters of UTF-8, none of them a control character. `@include \"file\"` alone on its line puts a file there,\n"
    "relative to the scenario's folder; together they are at most 1 MB. A list holds at most 1000 values, a list of groups\n"
    "that have names at most 256.\n\n"
    "`-s path=value` changes a value from the command line: `-s workloads.support-chat.growth=0.8`,\n"
    "`-s 'contracts.edp.commitments[0]=40e6'`, `-s 'workloads.\"a.b\".growth=0.8'`. Items of named lists go by their name,\n"
    "others by their position, from 0; keys and groups that the file does not have are made.\n";
// clang-format on

static void markdown_keys(sfl_buffer *out, const sfl_key_table *table, sfl_log *log)
{
    sfl_buffer_add(out, "\n| key | allowed | default | meaning |\n| --- | --- | --- | --- |\n");
    for (int32_t k = 0; k < table->n_keys; k++) {
        const sfl_key *key = &table->keys[k];
        sfl_buffer_add(out, "| `%s` | %s | %s | %s", key->name, sfl_allowed(log, key), sfl_default_text(log, key),
                       key->help);
        for (int32_t i = 0; i < key->n_words; i++) {
            sfl_buffer_add(out, "<br>`\"%s\"`: %s", key->words[i].word, key->words[i].help);
        }
        sfl_buffer_add(out, " |\n");
    }
}

static void markdown_group(sfl_buffer *out, const char *path, const sfl_group *group, sfl_log *log)
{
    if (path[0] == '\0')
        sfl_buffer_add(out, "\n## A scenario\n\nIt has these keys.\n");
    else
        sfl_buffer_add(out, "\n## %s\n\n*%s*: %s.\n", path, group->word, group->help);
    for (int32_t i = 0; i < group->n_tables; i++) {
        const sfl_key_table *table = &group->tables[i];
        if (table->kinds != 0) sfl_buffer_add(out, "\nOnly with kind %s:\n", kinds_text(log, group, table));
        if (table->shared == NULL)
            markdown_keys(out, table, log);
        else
            sfl_buffer_add(out, "\n%s keys of a [%s](#%s).\n", group->n_tables == 1 ? "The" : "And the", table->shared,
                           table->shared);
    }
    sfl_key_walk walk = sfl_key_walk_begin(group);
    while (sfl_key_walk_next(&walk)) {
        if (walk.key->group == NULL || walk.of->shared != NULL) continue;
        markdown_group(out, inner_path(log, path, walk.key), walk.key->group, log);
    }
}

void sfl_explain_markdown(sfl_buffer *out, const sfl_topic *topic, sfl_log *log)
{
    bool          is_whole = topic->path[0] == '\0';
    sfl_key_table one      = {topic->key, 1, 0, 0, false, NULL};
    if (is_whole) sfl_buffer_add(out, "%s", introduction);
    if (topic->key != NULL) {
        sfl_buffer_add(out, "## %s\n", topic->path);
        markdown_keys(out, &one, log);
    }
    if (topic->group != NULL) markdown_group(out, topic->path, topic->group, log);
    if (is_whole) markdown_group(out, "driver", &sfl_driver_group, log);
}
