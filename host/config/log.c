/* Messages of one reading, sorted by where their cause stands. */
#include "host/config/log.h"

#include "host/base/buffer.h"
#include "host/base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

sfl_log *sfl_log_build(sfl_arena *kept)
{
    sfl_log *log = calloc(1, sizeof(sfl_log));
    if (log == NULL) return NULL;
    log->kept  = kept;
    log->arena = sfl_arena_build();
    if (log->arena != NULL) return log;
    free(log);
    return NULL;
}

void sfl_log_free(sfl_log **log)
{
    if (log == NULL || *log == NULL) return;
    sfl_arena_free(&(*log)->arena);
    free(*log);
    *log = NULL;
}

void *sfl_log_take(sfl_log *log, size_t n_items, size_t item_bytes)
{
    void *memory = sfl_arena_take(log->arena, n_items, item_bytes);
    if (memory == NULL) log->is_out_of_memory = true;
    return memory;
}

static const char *formatted(sfl_log *log, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int   n_bytes = vsnprintf(NULL, 0, format, arguments);
    char *text    = n_bytes < 0 ? NULL : sfl_log_take(log, (size_t)n_bytes + 1, 1);
    if (text != NULL) vsnprintf(text, (size_t)n_bytes + 1, format, again);
    va_end(again);
    return text;
}

const char *sfl_log_format(sfl_log *log, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    const char *text = formatted(log, format, arguments);
    va_end(arguments);
    return text;
}

sfl_source *sfl_log_source(sfl_log *log, const char *name, const sfl_source *parent, int32_t parent_line)
{
    sfl_source *source = sfl_log_take(log, 1, sizeof(sfl_source));
    if (source == NULL) return NULL;
    source->name        = sfl_arena_text(log->kept, name); /* an address of its own */
    source->parent      = parent;
    source->parent_line = parent_line;
    source->before      = log->last_source;
    if (source->name != NULL)
        log->last_source = source;
    else
        log->is_out_of_memory = true;
    return source->name == NULL ? NULL : source;
}

static const sfl_source *source_of(const sfl_log *log, sfl_place place)
{
    const sfl_source *source = log->last_source;
    while (source != NULL && source->name != place.file)
        source = source->before;
    return source;
}

static void add(sfl_log *log, sfl_log_entry entry, const char *format, va_list arguments)
{
    if (log->n == SFL_LOG_MOST) {
        log->n_unwritten++;
        return;
    }
    entry.source = source_of(log, entry.place);
    entry.number = log->n;
    entry.text   = formatted(log, format, arguments);
    if (entry.text != NULL) log->entries[log->n++] = entry;
}

void sfl_log_error(sfl_log *log, sfl_status status, sfl_place place, const char *format, ...)
{
    log->n_errors++;
    sfl_log_entry entry = {.severity = SFL_SEVERITY_ERROR, .status = status, .place = place};
    va_list       arguments;
    va_start(arguments, format);
    add(log, entry, format, arguments);
    va_end(arguments);
}

void sfl_log_warn(sfl_log *log, sfl_place place, const char *format, ...)
{
    sfl_log_entry entry = {.severity = SFL_SEVERITY_WARNING, .status = SFL_OK, .place = place};
    va_list       arguments;
    va_start(arguments, format);
    add(log, entry, format, arguments);
    va_end(arguments);
}

/* ---- the order of the file ---- */

typedef struct position {
    const sfl_source *source;
    int32_t           line;
} position;

static int depth(const sfl_source *source)
{
    int n = 0;
    for (; source->parent != NULL; source = source->parent)
        n++;
    return n;
}

/* Where the file that includes this one does so. */
static position lifted(position p)
{
    return (position){p.source->parent, p.source->parent_line};
}

static int compared(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* What is included at a line stands before what else that line says. */
static int compare_positions(position a, position b)
{
    if (a.source == NULL || b.source == NULL) return (a.source == NULL) - (b.source == NULL);
    int depth_a = depth(a.source), depth_b = depth(b.source), deeper = compared(depth_b, depth_a);
    while (depth_a > depth_b)
        a = lifted(a), depth_a--;
    while (depth_b > depth_a)
        b = lifted(b), depth_b--;
    while (a.source->parent != b.source->parent)
        a = lifted(a), b = lifted(b);
    if (a.source == b.source) return a.line != b.line ? compared(a.line, b.line) : deeper;
    if (a.source->parent == NULL) return compared(a.source->rank, b.source->rank);
    return compared(a.source->parent_line, b.source->parent_line);
}

static int compare_entries(const void *left, const void *right)
{
    const sfl_log_entry *a = left, *b = right;
    int order = compare_positions((position){a->source, a->place.line}, (position){b->source, b->place.line});
    return order != 0 ? order : compared((int64_t)a->number, (int64_t)b->number);
}

sfl_status sfl_log_flush(sfl_log *log, sfl_diag *diag)
{
    static const sfl_place nowhere = {NULL, 0, 0};
    sfl_status             first   = SFL_OK;
    qsort(log->entries, log->n, sizeof(sfl_log_entry), compare_entries);
    for (size_t i = 0; i < log->n; i++) {
        const sfl_log_entry *e = &log->entries[i];
        if (first == SFL_OK) first = e->status;
        if (e->severity == SFL_SEVERITY_WARNING)
            sfl_diag_warn(diag, e->place, "%s", e->text);
        else
            sfl_diag_add(diag, e->status, e->place, "%s", e->text);
    }
    if (log->n_unwritten > 0) {
        sfl_diag_add(diag, first, nowhere, "%zu more mistakes are not shown", log->n_unwritten);
    }
    if (log->is_out_of_memory)
        return sfl_diag_add(diag, SFL_ERR_MEMORY, nowhere, "%s", sfl_status_text(SFL_ERR_MEMORY));
    return first;
}

/* ---- text in messages ---- */

static void add_quoted(sfl_buffer *buffer, const char *text)
{
    for (size_t n = 0; *text != '\0' && buffer->n_bytes < 80; text += n) {
        uint32_t code = 0;
        n             = sfl_utf8_next(text, &code);
        if (n == 0) {
            sfl_buffer_add(buffer, "\\x%02x", (unsigned)(unsigned char)*text);
            n = 1;
        } else if (code == '"' || code == '\\')
            sfl_buffer_add(buffer, "\\%c", (int)code);
        else if (code == '\n')
            sfl_buffer_add(buffer, "\\n");
        else if (code == '\t')
            sfl_buffer_add(buffer, "\\t");
        else if (sfl_utf8_is_control(code))
            sfl_buffer_add(buffer, code < 0x80 ? "\\x%02x" : "U+%04X", (unsigned)code);
        else
            sfl_buffer_add_n(buffer, text, n);
    }
    if (*text != '\0') sfl_buffer_add(buffer, "…");
}

const char *sfl_log_quoted(sfl_log *log, const char *text)
{
    sfl_buffer buffer = {0};
    add_quoted(&buffer, text);
    const char *quoted = sfl_log_format(log, "\"%s\"", buffer.text == NULL ? "" : buffer.text);
    sfl_buffer_free(&buffer);
    return quoted == NULL ? "\"\"" : quoted;
}
