/* Text → tokens: blanks, comments, words, brackets and includes. Strings and numbers are in scan_value.c. */
#include "host/config/scan.h"

#include <stdlib.h>
#include <string.h>

/* Columns count characters: bytes that do not continue one. */
sfl_place sfl_cursor_place(sfl_cursor *cursor, const char *at)
{
    for (; cursor->column_at < at; cursor->column_at++)
        cursor->column += ((unsigned char)*cursor->column_at & 0xc0u) != 0x80u;
    return (sfl_place){cursor->source->name, cursor->line, cursor->column};
}

void sfl_scan_fail(sfl_scan *scan, sfl_place place, const char *message)
{
    scan->has_failed = true;
    if (place.column > 0)
        sfl_log_error(scan->log, SFL_ERR_SYNTAX, place, "column %d: %s", (int)place.column, message);
    else
        sfl_log_error(scan->log, SFL_ERR_SYNTAX, place, "%s", message);
}

static bool has_room(sfl_scan *scan)
{
    sfl_lexemes *tokens = scan->tokens;
    if (tokens->n < tokens->capacity) return true;
    size_t      capacity = tokens->capacity == 0 ? 256 : 2 * tokens->capacity;
    sfl_lexeme *grown    = realloc(tokens->tokens, capacity * sizeof(sfl_lexeme));
    if (grown == NULL) return false;
    tokens->tokens   = grown;
    tokens->capacity = capacity;
    return true;
}

sfl_lexeme *sfl_scan_add(sfl_scan *scan, sfl_lexeme_kind kind, sfl_place place, const char *text, size_t n_bytes)
{
    const char *copy = sfl_arena_text_n(scan->log->arena, text, n_bytes);
    if (copy == NULL || !has_room(scan)) {
        scan->log->is_out_of_memory = true;
        scan->has_failed            = true;
        return NULL;
    }
    sfl_lexeme *token = &scan->tokens->tokens[scan->tokens->n++];
    *token            = (sfl_lexeme){.kind = kind, .place = place, .text = copy};
    return token;
}

static void new_line(sfl_cursor *cursor)
{
    cursor->at++;
    cursor->line++;
    cursor->column_at     = cursor->at;
    cursor->column        = 1;
    cursor->is_line_empty = true;
}

static bool starts(const sfl_cursor *cursor, const char *text)
{
    size_t n = strlen(text);
    return (size_t)(cursor->end - cursor->at) >= n && memcmp(cursor->at, text, n) == 0;
}

static void skip_line(sfl_cursor *cursor)
{
    while (cursor->at < cursor->end && *cursor->at != '\n')
        cursor->at++;
}

static void skip_comment(sfl_scan *scan, sfl_cursor *cursor)
{
    sfl_place place = sfl_cursor_place(cursor, cursor->at);
    for (cursor->at += 2; cursor->at < cursor->end;) {
        if (starts(cursor, "*/")) {
            cursor->at += 2;
            return;
        }
        if (*cursor->at == '\n')
            new_line(cursor);
        else
            cursor->at++;
    }
    sfl_scan_fail(scan, place, "the comment that begins here has no end; allowed is /* … */");
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '*';
}

static bool is_word_part(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

static bool is_same_word(const char *text, size_t n_bytes, const char *word)
{
    if (n_bytes != strlen(word)) return false;
    for (size_t i = 0; i < n_bytes; i++) {
        if ((text[i] | 0x20) != word[i]) return false;
    }
    return true;
}

/* What follows the blanks and comments of this place; '\0' at the end. Looks only. */
static char peek_mark(sfl_cursor cursor)
{
    while (cursor.at < cursor.end && strchr(" \t\r\n\f", *cursor.at) != NULL)
        cursor.at++;
    return cursor.at < cursor.end ? *cursor.at : '\0';
}

static void scan_word(sfl_scan *scan, sfl_cursor *cursor)
{
    const char *from = cursor->at;
    while (cursor->at < cursor->end && is_word_part(*cursor->at))
        cursor->at++;
    size_t    n_bytes = (size_t)(cursor->at - from);
    sfl_place place   = sfl_cursor_place(cursor, from);
    if (is_same_word(from, n_bytes, "true") || is_same_word(from, n_bytes, "false")) {
        sfl_scan_add(scan, SFL_LEXEME_BOOL, place, from, n_bytes);
        return;
    }
    char next = peek_mark(*cursor);
    if (next == '=' || next == ':' || next == '/' || next == '#') {
        sfl_scan_add(scan, SFL_LEXEME_KEY, place, from, n_bytes);
        return;
    }
    const char *word = sfl_log_format(scan->log, "%.*s; allowed is text in quotes, or = after a key",
                                      (int)(n_bytes > 64 ? 64 : n_bytes), from);
    if (word != NULL) sfl_scan_fail(scan, place, word);
}

static void scan_mark(sfl_scan *scan, sfl_cursor *cursor)
{
    sfl_place place = sfl_cursor_place(cursor, cursor->at);
    sfl_scan_add(scan, SFL_LEXEME_MARK, place, *cursor->at == ':' ? "=" : cursor->at, 1);
    cursor->at++;
}

static void scan_garbage(sfl_scan *scan, sfl_cursor *cursor)
{
    sfl_place place = sfl_cursor_place(cursor, cursor->at);
    size_t    n     = 1;
    while (cursor->at + n < cursor->end && ((unsigned char)cursor->at[n] & 0xc0u) == 0x80u)
        n++;
    char bytes[8] = {0};
    memcpy(bytes, cursor->at, n < sizeof bytes - 1 ? n : sizeof bytes - 1);
    const char *message =
        sfl_log_format(scan->log, "%s stands outside of quotes and comments", sfl_log_quoted(scan->log, bytes));
    if (message != NULL) sfl_scan_fail(scan, place, message);
    cursor->at += n;
}

/* @include "file", first on its line. The rest of the line is scanned on behind it. */
static void scan_include(sfl_scan *scan, sfl_cursor *cursor)
{
    sfl_place   place    = sfl_cursor_place(cursor, cursor->at);
    bool        is_first = cursor->is_line_empty;
    const char *behind   = cursor->at + strlen("@include");
    while (behind < cursor->end && (*behind == ' ' || *behind == '\t'))
        behind++;
    if (!is_first || behind >= cursor->end || *behind != '"') {
        sfl_scan_fail(scan, place, "@include; allowed is @include \"file\", alone on its line");
        cursor->at += strlen("@include");
        return;
    }
    size_t n_before = scan->tokens->n;
    cursor->at      = behind;
    sfl_scan_string(scan, cursor);
    if (scan->tokens->n == n_before) return; /* no string */
    sfl_lexeme name = scan->tokens->tokens[--scan->tokens->n];
    if (name.is_broken) {
        scan->has_failed = true;
        return;
    }
    if (scan->folder == NULL) {
        sfl_scan_fail(scan, place, "@include; allowed only in files");
        return;
    }
    const char *slash = name.text[0] == '/' || scan->folder[0] == '\0' ? "" : "/";
    const char *path  = sfl_log_format(scan->log, "%s%s%s", name.text[0] == '/' ? "" : scan->folder, slash, name.text);
    if (path != NULL) sfl_scan_file(scan, path, cursor->source, place, cursor->nesting + 1);
}

static bool is_number_start(const sfl_cursor *cursor)
{
    const char *at = cursor->at;
    if (at < cursor->end && (*at == '+' || *at == '-')) at++;
    if (at < cursor->end && *at == '.') at++;
    return at < cursor->end && *at >= '0' && *at <= '9';
}

/* One token, comment or run of blanks. */
static void scan_next(sfl_scan *scan, sfl_cursor *cursor)
{
    char   c        = *cursor->at;
    size_t n_before = scan->tokens->n;
    if (c == '\n') {
        new_line(cursor);
        return;
    }
    if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
        cursor->at++;
        return;
    }
    if (c == '#' || starts(cursor, "//"))
        skip_line(cursor);
    else if (starts(cursor, "/*"))
        skip_comment(scan, cursor);
    else if (starts(cursor, "@include"))
        scan_include(scan, cursor);
    else if (c == '"')
        sfl_scan_string(scan, cursor);
    else if (is_number_start(cursor))
        sfl_scan_number(scan, cursor);
    else if (is_letter(c))
        scan_word(scan, cursor);
    else if (c != '\0' && strchr("={}[](),;:", c) != NULL)
        scan_mark(scan, cursor);
    else
        scan_garbage(scan, cursor);
    cursor->is_line_empty = false;
    if (scan->tokens->n == n_before + 1) sfl_scan_structure(scan);
}

void sfl_scan_text(sfl_scan *scan, const char *text, size_t n_bytes, const sfl_source *source, int32_t nesting)
{
    size_t n_marks_bytes =
        n_bytes >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0; /* some editors begin files so */
    const char *begin  = text + n_marks_bytes;
    sfl_cursor  cursor = {begin, text + n_bytes, source, 1, nesting, begin, 1, true};
    while (cursor.at < cursor.end && !scan->is_over && !scan->log->is_out_of_memory)
        scan_next(scan, &cursor);
}
