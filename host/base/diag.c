/* The diagnostics buffer: messages in the order they were found. When memory runs out a message is lost, but the count
 * of errors and the first status stay true. */
#include "host/base/diag.h"

#include "host/base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sfl_diag {
    sfl_arena   *arena;
    sfl_message *messages; /* [capacity], n in use */
    size_t       n, capacity, n_errors;
    sfl_status   first;
};

sfl_diag *sfl_diag_build(void)
{
    sfl_diag *diag = calloc(1, sizeof(sfl_diag));
    if (diag == NULL) return NULL;
    diag->arena = sfl_arena_build();
    if (diag->arena != NULL) return diag;
    free(diag);
    return NULL;
}

void sfl_diag_free(sfl_diag **diag)
{
    if (diag == NULL || *diag == NULL) return;
    sfl_arena_free(&(*diag)->arena);
    free((*diag)->messages);
    free(*diag);
    *diag = NULL;
}

/* Room for one more message; false where there is no memory. */
static bool has_room(sfl_diag *diag)
{
    if (diag->n < diag->capacity) return true;
    size_t       capacity = diag->capacity == 0 ? 16 : 2 * diag->capacity;
    sfl_message *grown    = realloc(diag->messages, capacity * sizeof(sfl_message));
    if (grown == NULL) return false;
    diag->messages = grown;
    diag->capacity = capacity;
    return true;
}

static const char *formatted(sfl_arena *arena, const char *format, va_list arguments)
{
    va_list again;
    va_copy(again, arguments);
    int   n_bytes = vsnprintf(NULL, 0, format, arguments);
    char *text    = n_bytes < 0 ? NULL : sfl_arena_take(arena, (size_t)n_bytes + 1, 1);
    if (text != NULL) vsnprintf(text, (size_t)n_bytes + 1, format, again);
    va_end(again);
    return text;
}

static void append(sfl_diag *diag, sfl_message message, const char *format, va_list arguments)
{
    message.text = formatted(diag->arena, format, arguments);
    if (message.place.file != NULL) message.place.file = sfl_arena_text(diag->arena, message.place.file);
    if (message.text != NULL && has_room(diag)) diag->messages[diag->n++] = message;
}

sfl_status sfl_diag_add(sfl_diag *diag, sfl_status status, sfl_place place, const char *format, ...)
{
    if (diag == NULL) return status;
    if (diag->n_errors++ == 0) diag->first = status;
    sfl_message message = {.severity = SFL_SEVERITY_ERROR, .status = status, .place = place};
    va_list     arguments;
    va_start(arguments, format);
    append(diag, message, format, arguments);
    va_end(arguments);
    return status;
}

void sfl_diag_warn(sfl_diag *diag, sfl_place place, const char *format, ...)
{
    if (diag == NULL) return;
    sfl_message message = {.severity = SFL_SEVERITY_WARNING, .status = SFL_OK, .place = place};
    va_list     arguments;
    va_start(arguments, format);
    append(diag, message, format, arguments);
    va_end(arguments);
}

size_t sfl_diag_count(const sfl_diag *diag)
{
    return diag == NULL ? 0 : diag->n;
}

size_t sfl_diag_error_count(const sfl_diag *diag)
{
    return diag == NULL ? 0 : diag->n_errors;
}

const sfl_message *sfl_diag_message(const sfl_diag *diag, size_t i)
{
    return diag == NULL || i >= diag->n ? NULL : &diag->messages[i];
}

sfl_status sfl_diag_status(const sfl_diag *diag)
{
    return diag == NULL || diag->n_errors == 0 ? SFL_OK : diag->first;
}

const char *sfl_diag_line(sfl_diag *diag, size_t i)
{
    const sfl_message *message = sfl_diag_message(diag, i);
    if (message == NULL) return "";
    const char *line = message->text;
    if (message->place.file != NULL && message->place.line > 0) {
        line = sfl_arena_format(diag->arena, "%s:%d: %s", message->place.file, (int)message->place.line, message->text);
    } else if (message->place.file != NULL) {
        line = sfl_arena_format(diag->arena, "%s: %s", message->place.file, message->text);
    }
    return line == NULL ? message->text : line;
}
