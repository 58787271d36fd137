/* Memory that lives and dies together: every host object owns one arena, its strings and arrays lie inside. */
#ifndef SFL_BASE_ARENA_H
#define SFL_BASE_ARENA_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_arena sfl_arena;

/* NULL where there is no memory. */
sfl_arena *sfl_arena_build(void);
void       sfl_arena_free(sfl_arena **arena);

/* Zeroed memory for n_items items, aligned to 16 bytes; NULL where there is none or the size overflows.
 * n_items = 0 gives a valid pointer to nothing. */
void *sfl_arena_take(sfl_arena *arena, size_t n_items, size_t item_bytes);

/* Copies of text; the copy ends with a zero byte. NULL where there is no memory. */
char *sfl_arena_text(sfl_arena *arena, const char *text);
char *sfl_arena_text_n(sfl_arena *arena, const char *text, size_t n_bytes);
char *sfl_arena_format(sfl_arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define SFL_ARENA_ARRAY(arena, type, n_items) ((type *)sfl_arena_take((arena), (n_items), sizeof(type)))

#ifdef __cplusplus
}
#endif
#endif
