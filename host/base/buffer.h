/* Text that grows: what a writer fills before it is handed on. */
#ifndef SFL_BASE_BUFFER_H
#define SFL_BASE_BUFFER_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. `text` is malloc'ed and ends with a zero byte; NULL while empty. */
typedef struct sfl_buffer {
    char  *text;
    size_t n_bytes, capacity;
    bool   has_failed; /* out of memory: what was added since is lost */
} sfl_buffer;

void sfl_buffer_add_n(sfl_buffer *buffer, const char *text, size_t n_bytes);
void sfl_buffer_add(sfl_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
void sfl_buffer_free(sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
