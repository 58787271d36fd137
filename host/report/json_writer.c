/* JSON as RFC 8259 has it, one space of indentation a level. */
#include "host/report/json_writer.h"

#include "host/base/text.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

static void add(sfl_json *json, const char *text)
{
    sfl_buffer_add_n(json->buffer, text, strlen(text));
}

static void add_line_break(sfl_json *json, int32_t depth)
{
    add(json, "\n");
    for (int32_t i = 0; i < depth; ++i)
        add(json, " ");
}

/* ---- text ---- */

static void add_escaped(sfl_json *json, uint32_t code)
{
    switch (code) {
    case '"': add(json, "\\\""); return;
    case '\\': add(json, "\\\\"); return;
    case '\n': add(json, "\\n"); return;
    case '\t': add(json, "\\t"); return;
    case '\r': add(json, "\\r"); return;
    default: sfl_buffer_add(json->buffer, "\\u%04" PRIx32, code); return;
    }
}

static bool wants_escape(uint32_t code)
{
    return code == '"' || code == '\\' || sfl_utf8_is_control(code);
}

static void add_text(sfl_json *json, const char *text)
{
    add(json, "\"");
    while (*text != '\0') {
        uint32_t code    = 0;
        size_t   n_bytes = sfl_utf8_next(text, &code);
        if (n_bytes == 0) {
            add(json, "\xef\xbf\xbd");
            n_bytes = 1;
        } else if (wants_escape(code)) {
            add_escaped(json, code);
        } else {
            sfl_buffer_add_n(json->buffer, text, n_bytes);
        }
        text += n_bytes;
    }
    add(json, "\"");
}

/* ---- containers ---- */

void sfl_json_init(sfl_json *json, sfl_buffer *buffer)
{
    memset(json, 0, sizeof *json);
    json->buffer       = buffer;
    json->is_empty[0]  = true;
    json->is_inline[0] = true;
}

bool sfl_json_is_whole(const sfl_json *json)
{
    return json->depth == 0;
}

/* What stands before a value: a comma, a line, its name. */
static void add_lead(sfl_json *json, const char *name)
{
    int32_t depth = json->depth;
    if (!json->is_empty[depth]) add(json, json->is_inline[depth] ? ", " : ",");
    if (!json->is_inline[depth]) add_line_break(json, depth);
    json->is_empty[depth] = false;
    if (name == NULL) return;
    add_text(json, name);
    add(json, ": ");
}

static void open_container(sfl_json *json, const char *name, sfl_json_layout layout, const char *opening, char closing)
{
    assert(json->depth + 1 < SFL_JSON_DEPTH);
    add_lead(json, name);
    add(json, opening);
    bool is_inside_inline = json->depth > 0 && json->is_inline[json->depth];
    ++json->depth;
    json->is_empty[json->depth]  = true;
    json->is_inline[json->depth] = is_inside_inline || layout == SFL_JSON_INLINE;
    json->closing[json->depth]   = closing;
}

void sfl_json_object(sfl_json *json, const char *name, sfl_json_layout layout)
{
    open_container(json, name, layout, "{", '}');
}

void sfl_json_array(sfl_json *json, const char *name, sfl_json_layout layout)
{
    open_container(json, name, layout, "[", ']');
}

void sfl_json_close(sfl_json *json)
{
    assert(json->depth > 0);
    bool has_lines = !json->is_inline[json->depth] && !json->is_empty[json->depth];
    char closing   = json->closing[json->depth];
    --json->depth;
    if (has_lines) add_line_break(json, json->depth);
    sfl_buffer_add_n(json->buffer, &closing, 1);
    if (json->depth == 0) add(json, "\n");
}

/* ---- values ---- */

void sfl_json_real(sfl_json *json, const char *name, double value)
{
    char text[SFL_REAL_BYTES];
    add_lead(json, name);
    if (isfinite(value)) sfl_text_real(value, text);
    add(json, isfinite(value) ? text : "null");
}

void sfl_json_count(sfl_json *json, const char *name, uint64_t value)
{
    add_lead(json, name);
    sfl_buffer_add(json->buffer, "%" PRIu64, value);
}

void sfl_json_whole(sfl_json *json, const char *name, int64_t value)
{
    add_lead(json, name);
    sfl_buffer_add(json->buffer, "%" PRId64, value);
}

void sfl_json_truth(sfl_json *json, const char *name, bool value)
{
    add_lead(json, name);
    add(json, value ? "true" : "false");
}

void sfl_json_text(sfl_json *json, const char *name, const char *value)
{
    add_lead(json, name);
    if (value == NULL) {
        add(json, "null");
        return;
    }
    add_text(json, value);
}

void sfl_json_reals(sfl_json *json, const char *name, const double *values, int32_t n)
{
    sfl_json_array(json, name, SFL_JSON_INLINE);
    for (int32_t i = 0; i < n; ++i)
        sfl_json_real(json, NULL, values[i]);
    sfl_json_close(json);
}
