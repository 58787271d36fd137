/* What is wrong with a scenario, kept until all of it is known and then handed to the diag in the order of the file:
 * includes at their line, overrides last. One form everywhere: `key: what was found; what is allowed`. */
#ifndef SFL_CONFIG_LOG_H
#define SFL_CONFIG_LOG_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A file, a text or an override. Every one has a `name` of its own, so that a place's `file` finds it by address. */
typedef struct sfl_source {
    const char              *name;        /* in messages */
    const struct sfl_source *parent;      /* that includes it; NULL: the scenario's file or an override */
    int32_t                  parent_line; /* of the include */
    int32_t                  rank;        /* without a parent: 0 the file, 1 … the overrides */
    uint64_t                 device, inode;
    struct sfl_source       *before; /* the one opened before it */
} sfl_source;

enum { SFL_LOG_MOST = 1000 }; /* messages that are written out; the rest is counted */

typedef struct sfl_log_entry {
    sfl_severity      severity;
    sfl_status        status;
    sfl_place         place;
    const sfl_source *source;
    size_t            number; /* in the order found */
    const char       *text;
} sfl_log_entry;

typedef struct sfl_log {
    sfl_arena    *arena;
    sfl_arena    *kept; /* the scenario's: names of sources, which its places point to */
    sfl_source   *last_source;
    sfl_log_entry entries[SFL_LOG_MOST];
    size_t        n, n_errors, n_unwritten;
    bool          is_out_of_memory;
} sfl_log;

/* NULL where there is no memory. Everything the reading of one scenario needs for a while lies in the log's arena;
 * `kept` is borrowed for the log's life. */
sfl_log *sfl_log_build(sfl_arena *kept);
void     sfl_log_free(sfl_log **log);

/* A new source; NULL where there is no memory (noted). */
sfl_source *sfl_log_source(sfl_log *log, const char *name, const sfl_source *parent, int32_t parent_line);

void sfl_log_error(sfl_log *log, sfl_status status, sfl_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void sfl_log_warn(sfl_log *log, sfl_place place, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Zeroed memory and texts of the log's arena; NULL where there is none (noted). */
void       *sfl_log_take(sfl_log *log, size_t n_items, size_t item_bytes);
const char *sfl_log_format(sfl_log *log, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Text as a person would write it in a scenario: in quotes, with escapes for what cannot be seen, at most 80 bytes. */
const char *sfl_log_quoted(sfl_log *log, const char *text);

/* Hands everything to the diag (may be NULL), in order; status of the first error, SFL_OK if there is none. */
sfl_status sfl_log_flush(sfl_log *log, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
