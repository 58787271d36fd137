/* Between the files of this room that turn text into tokens: the scanner's state and its steps. */
#ifndef SFL_CONFIG_SCAN_H
#define SFL_CONFIG_SCAN_H

#include "host/config/lexeme.h"

/* An open bracket and the keys written in it so far. */
typedef struct sfl_scan_level {
    size_t  first_key; /* in the stack of keys */
    int32_t n_keys, n_commas;
} sfl_scan_level;

typedef struct sfl_scan {
    sfl_lexemes   *tokens;
    sfl_log       *log;
    const char    *folder; /* of includes; NULL: none */
    size_t         n_bytes;
    int32_t        n_includes;
    sfl_scan_level levels[SFL_MOST_DEPTH + 1]; /* levels[0]: outside of all brackets */
    int32_t        depth;
    size_t        *keys; /* tokens that are keys of the open brackets; malloc'ed */
    size_t         n_keys, keys_capacity;
    bool           has_failed;
    bool           is_over; /* a limit was met: what follows is not looked at */
} sfl_scan;

/* Where the scanner stands in one source. */
typedef struct sfl_cursor {
    const char       *at, *end;
    const sfl_source *source;
    int32_t           line, nesting;
    const char       *column_at; /* a place of this line whose column is known */
    int32_t           column;
    bool              is_line_empty; /* nothing but blanks so far */
} sfl_cursor;

sfl_place sfl_cursor_place(sfl_cursor *cursor, const char *at);

/* Adds a token; NULL where there is no memory. */
sfl_lexeme *sfl_scan_add(sfl_scan *scan, sfl_lexeme_kind kind, sfl_place place, const char *text, size_t n_bytes);
/* Notes a mistake that leaves the tokens without meaning. */
void sfl_scan_fail(sfl_scan *scan, sfl_place place, const char *message);

/* Scans text [n_bytes] of a source to its end. */
void sfl_scan_text(sfl_scan *scan, const char *text, size_t n_bytes, const sfl_source *source, int32_t nesting);
/* The string, the number at the cursor; the cursor goes behind it. */
void sfl_scan_string(sfl_scan *scan, sfl_cursor *cursor);
void sfl_scan_number(sfl_scan *scan, sfl_cursor *cursor);
/* Brackets and keys: nesting, keys written twice, too many of them. Called for each token added. */
void sfl_scan_structure(sfl_scan *scan);

/* Opens, reads and scans a file. `parent` NULL: the scenario itself; else `place` is that of the include. */
void sfl_scan_file(sfl_scan *scan, const char *path, const sfl_source *parent, sfl_place place, int32_t nesting);

#endif
