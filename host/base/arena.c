/* Memory that lives and dies together: a list of chunks, each handed out from its front. */
#include "host/base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ALIGNMENT = 16, CHUNK_BYTES = 16 * 1024 };

typedef struct chunk {
    struct chunk *before;
    size_t        n_bytes, n_used;
} chunk;

struct sfl_arena {
    chunk *last;
};

static size_t aligned(size_t n_bytes)
{
    return (n_bytes + (ALIGNMENT - 1)) / ALIGNMENT * ALIGNMENT;
}

/* Bytes of a chunk begin behind its header. */
static char *chunk_bytes(chunk *c)
{
    return (char *)c + aligned(sizeof(chunk));
}

static chunk *chunk_build(size_t n_bytes, chunk *before)
{
    if (n_bytes > SIZE_MAX - aligned(sizeof(chunk))) return NULL;
    chunk *c = calloc(1, aligned(sizeof(chunk)) + n_bytes);
    if (c == NULL) return NULL;
    c->before  = before;
    c->n_bytes = n_bytes;
    return c;
}

sfl_arena *sfl_arena_build(void)
{
    return calloc(1, sizeof(sfl_arena));
}

void sfl_arena_free(sfl_arena **arena)
{
    if (arena == NULL || *arena == NULL) return;
    for (chunk *c = (*arena)->last; c != NULL;) {
        chunk *before = c->before;
        free(c);
        c = before;
    }
    free(*arena);
    *arena = NULL;
}

static char *take_bytes(sfl_arena *arena, size_t n_bytes)
{
    chunk *c = arena->last;
    if (c == NULL || c->n_bytes - c->n_used < n_bytes) {
        c = chunk_build(n_bytes > CHUNK_BYTES / 4 ? n_bytes : CHUNK_BYTES, arena->last);
        if (c == NULL) return NULL;
        arena->last = c;
    }
    char *bytes = chunk_bytes(c) + c->n_used;
    c->n_used += n_bytes;
    return bytes;
}

void *sfl_arena_take(sfl_arena *arena, size_t n_items, size_t item_bytes)
{
    if (arena == NULL) return NULL;
    if (item_bytes != 0 && n_items > (SIZE_MAX / 2 - ALIGNMENT) / item_bytes) return NULL;
    size_t n_bytes = aligned(n_items * item_bytes);
    return take_bytes(arena, n_bytes == 0 ? ALIGNMENT : n_bytes);
}

char *sfl_arena_text_n(sfl_arena *arena, const char *text, size_t n_bytes)
{
    if (n_bytes == SIZE_MAX) return NULL;
    char *copy = sfl_arena_take(arena, n_bytes + 1, 1);
    if (copy != NULL && n_bytes > 0) memcpy(copy, text, n_bytes);
    return copy;
}

char *sfl_arena_text(sfl_arena *arena, const char *text)
{
    return sfl_arena_text_n(arena, text, strlen(text));
}

char *sfl_arena_format(sfl_arena *arena, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int   n_bytes = vsnprintf(NULL, 0, format, arguments);
    char *text    = n_bytes < 0 ? NULL : sfl_arena_take(arena, (size_t)n_bytes + 1, 1);
    if (text != NULL) vsnprintf(text, (size_t)n_bytes + 1, format, again);
    va_end(again);
    va_end(arguments);
    return text;
}
