/* Text that grows, doubling. */
#include "host/base/buffer.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool has_room(sfl_buffer *buffer, size_t n_bytes)
{
    if (buffer->has_failed || n_bytes > SIZE_MAX / 4 - buffer->n_bytes) return false;
    size_t needed = buffer->n_bytes + n_bytes + 1;
    if (needed <= buffer->capacity) return true;
    size_t capacity = needed < 256 ? 256 : 2 * needed;
    char  *grown    = realloc(buffer->text, capacity);
    if (grown == NULL) return false;
    buffer->text     = grown;
    buffer->capacity = capacity;
    return true;
}

void sfl_buffer_add_n(sfl_buffer *buffer, const char *text, size_t n_bytes)
{
    if (!has_room(buffer, n_bytes)) {
        buffer->has_failed = true;
        return;
    }
    if (n_bytes > 0) memcpy(buffer->text + buffer->n_bytes, text, n_bytes);
    buffer->n_bytes += n_bytes;
    buffer->text[buffer->n_bytes] = '\0';
}

void sfl_buffer_add(sfl_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int n_bytes = vsnprintf(NULL, 0, format, arguments);
    if (n_bytes < 0 || !has_room(buffer, (size_t)n_bytes)) {
        buffer->has_failed = true;
    } else {
        vsnprintf(buffer->text + buffer->n_bytes, (size_t)n_bytes + 1, format, again);
        buffer->n_bytes += (size_t)n_bytes;
    }
    va_end(again);
    va_end(arguments);
}

void sfl_buffer_free(sfl_buffer *buffer)
{
    free(buffer->text);
    *buffer = (sfl_buffer){0};
}
