/* Brackets and keys while scanning: what would make libconfig slow or stop at the first mistake is refused here. */
#include "host/config/scan.h"

#include <stdlib.h>
#include <string.h>

static const sfl_lexeme *last_token(const sfl_scan *scan)
{
    return &scan->tokens->tokens[scan->tokens->n - 1];
}

static void end_at_limit(sfl_scan *scan, const char *message)
{
    sfl_scan_fail(scan, last_token(scan)->place, message);
    scan->is_over = true;
}

static void open_bracket(sfl_scan *scan)
{
    if (scan->depth == SFL_MOST_DEPTH) {
        end_at_limit(scan, "brackets in more than 32 brackets");
        return;
    }
    scan->levels[++scan->depth] = (sfl_scan_level){scan->n_keys, 0, 0};
}

static void close_bracket(sfl_scan *scan)
{
    if (scan->depth == 0) return; /* libconfig says so */
    scan->n_keys = scan->levels[scan->depth].first_key;
    scan->depth--;
}

static void count_comma(sfl_scan *scan)
{
    if (++scan->levels[scan->depth].n_commas >= SFL_MOST_ITEMS) end_at_limit(scan, "more than 4096 values in one list");
}

/* The same key in the same brackets, or NULL. */
static const sfl_lexeme *find_key(const sfl_scan *scan, const char *key)
{
    const sfl_scan_level *level = &scan->levels[scan->depth];
    for (size_t i = level->first_key; i < scan->n_keys; i++) {
        const sfl_lexeme *token = &scan->tokens->tokens[scan->keys[i]];
        if (strcmp(token->text, key) == 0) return token;
    }
    return NULL;
}

static bool has_key_room(sfl_scan *scan)
{
    if (scan->n_keys < scan->keys_capacity) return true;
    size_t  capacity = scan->keys_capacity == 0 ? 64 : 2 * scan->keys_capacity;
    size_t *grown    = realloc(scan->keys, capacity * sizeof(size_t));
    if (grown == NULL) return false;
    scan->keys          = grown;
    scan->keys_capacity = capacity;
    return true;
}

static void report_twice(sfl_scan *scan, sfl_lexeme *key, const sfl_lexeme *first)
{
    key->is_broken = true; /* the first one counts */
    bool is_here   = first->place.file == key->place.file;
    sfl_log_error(scan->log, SFL_ERR_KEY, key->place,
                  "%s: written twice; allowed is once, and it stands in %s%sline %d", key->text,
                  is_here ? "" : first->place.file, is_here ? "" : " ", (int)first->place.line);
}

static void add_key(sfl_scan *scan)
{
    sfl_lexeme       *key   = &scan->tokens->tokens[scan->tokens->n - 1];
    const sfl_lexeme *first = find_key(scan, key->text);
    if (first != NULL) report_twice(scan, key, first);
    if (++scan->levels[scan->depth].n_keys > SFL_MOST_KEYS) {
        end_at_limit(scan, "more than 256 keys in one group");
        return;
    }
    if (!has_key_room(scan)) {
        scan->log->is_out_of_memory = true;
        scan->has_failed            = true;
        return;
    }
    scan->keys[scan->n_keys++] = scan->tokens->n - 1;
}

void sfl_scan_structure(sfl_scan *scan)
{
    const sfl_lexeme *token = last_token(scan);
    if (token->kind == SFL_LEXEME_KEY) add_key(scan);
    if (token->kind != SFL_LEXEME_MARK) return;
    if (strchr("{[(", token->text[0]) != NULL) open_bracket(scan);
    if (strchr("}])", token->text[0]) != NULL) close_bracket(scan);
    if (token->text[0] == ',') count_comma(scan);
}
