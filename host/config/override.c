/* Overrides: their syntax. override_apply.c puts them into the tree. */
#include "host/config/override.h"

#include <stdlib.h>
#include <string.h>

/* ---- the path ---- */

static const char *skip_blanks(const char *at)
{
    while (*at == ' ' || *at == '\t')
        at++;
    return at;
}

/* A name in quotes with \" and \\; returns what is behind it, NULL where it has no end. */
static const char *parse_quoted(const char *at, char *out)
{
    for (at++; *at != '"'; *out++ = *at++) {
        if (*at == '\\' && (at[1] == '"' || at[1] == '\\')) at++;
        if (*at == '\0') return NULL;
    }
    *out = '\0';
    return at + 1;
}

static const char *parse_plain(const char *at, char *out)
{
    const char *end = at + strcspn(at, ".[]=\"");
    size_t      n   = (size_t)(end - at);
    while (n > 0 && (at[n - 1] == ' ' || at[n - 1] == '\t'))
        n--;
    memcpy(out, at, n);
    out[n] = '\0';
    return n == 0 ? NULL : end;
}

static const char *parse_position(const char *at, int32_t *position)
{
    char *end   = NULL;
    long  value = strtol(at + 1, &end, 10);
    if (at[1] < '0' || at[1] > '9' || *end != ']' || value > 1000000) return NULL;
    *position = (int32_t)value;
    return end + 1;
}

/* One step at `at`: a name at the beginning and behind a point, else a position. Returns what is behind it, NULL where
 * there is none. */
static const char *parse_step(const char *at, bool wants_name, sfl_override_step *step, sfl_log *log)
{
    if (!wants_name) return *at == '[' ? parse_position(at, &step->position) : NULL;
    char *name = sfl_log_take(log, strlen(at) + 1, 1);
    step->name = name;
    if (name == NULL) return NULL;
    return *at == '"' ? parse_quoted(at, name) : parse_plain(at, name);
}

/* Steps of `a.b[2]."c.d"` up to the `=`; returns what is behind that, NULL where the path is none. */
static const char *parse_path(const char *text, sfl_override *override, sfl_log *log)
{
    const char *at         = text;
    bool        wants_name = true;
    while (at != NULL) {
        at = parse_step(skip_blanks(at), wants_name, &override->steps[override->n_steps++], log);
        if (at == NULL) return NULL;
        at = skip_blanks(at);
        if (*at == '=') return at + 1;
        wants_name = *at == '.';
        at += wants_name;
    }
    return NULL;
}

/* ---- the value ---- */

/* Places of an override have no line. */
static void set_place(sfl_node *node, sfl_place place)
{
    node->place = place;
    for (sfl_node *child = node->first; child != NULL; child = child->next)
        set_place(child, place);
}

/* Tree of `value`, NULL where it is none; *why says so, in the words of the scanner. */
static sfl_node *parse_value(const char *value, int32_t rank, sfl_log *log, const char **why)
{
    size_t      n_before = log->n, n_errors_before = log->n_errors;
    sfl_lexemes tokens  = {0};
    bool        is_read = sfl_lexemes_read_text(&tokens, "v =", "-s", NULL, rank, log) &&
                   sfl_lexemes_read_text(&tokens, value, "-s", NULL, rank, log);
    sfl_node *root = is_read ? sfl_node_parse(&tokens, log) : NULL;
    sfl_lexemes_free(&tokens);
    bool is_good  = root != NULL && log->n_errors == n_errors_before && root->n_children == 1;
    *why          = log->n > n_before ? log->entries[n_before].text : "more than one value";
    log->n        = n_before;
    log->n_errors = n_errors_before;
    return is_good ? root->first : NULL;
}

static void parse_one(sfl_override *override, const char *text, int32_t rank, sfl_log *log)
{
    sfl_source *source = sfl_log_source(log, "-s", NULL, 0);
    override->steps    = sfl_log_take(log, strlen(text) + 1, sizeof(sfl_override_step));
    if (source == NULL || override->steps == NULL) return;
    source->rank      = rank;
    override->place   = (sfl_place){source->name, 0, 0};
    const char *value = parse_path(text, override, log);
    if (value == NULL) {
        sfl_log_error(log, SFL_ERR_USAGE, override->place,
                      "%.200s: no path; allowed is key.name.key=value, key[0]=value, key.\"a.b\".key=value", text);
        return;
    }
    const char *why  = "";
    sfl_node   *node = parse_value(value, rank, log, &why);
    override->path   = sfl_log_format(log, "%.*s", (int)(value - text - 1), text);
    if (node == NULL) {
        sfl_log_error(log, SFL_ERR_USAGE, override->place, "%.200s: no value: %s", text, why);
        return;
    }
    set_place(node, override->place);
    override->value = node;
}

void sfl_overrides_parse(sfl_overrides *overrides, const char *const *texts, int32_t n_texts, sfl_log *log)
{
    overrides->items = sfl_log_take(log, (size_t)n_texts, sizeof(sfl_override));
    if (overrides->items == NULL) return;
    overrides->n = n_texts;
    for (int32_t i = 0; i < n_texts; i++)
        parse_one(&overrides->items[i], texts[i], i + 1, log);
}
