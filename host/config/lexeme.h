/* A scenario's text as tokens, includes resolved. Numbers, strings and comments are looked at here, before libconfig
 * sees anything: libconfig 1.5 wraps 3000000000 to a negative number, takes 1.0e400 for infinity, loses the rest of a
 * file behind an unclosed comment and joins neighbouring strings. */
#ifndef SFL_CONFIG_LEXEME_H
#define SFL_CONFIG_LEXEME_H

#include "host/config/log.h"

typedef enum sfl_lexeme_kind {
    SFL_LEXEME_NUMBER,
    SFL_LEXEME_TEXT, /* in quotes */
    SFL_LEXEME_KEY,  /* a word before = */
    SFL_LEXEME_BOOL,
    SFL_LEXEME_MARK /* one of = { } [ ] ( ) , ; */
} sfl_lexeme_kind;

typedef struct sfl_lexeme {
    sfl_lexeme_kind kind;
    bool            is_broken; /* reported already: not to be used */
    sfl_place       place;
    const char     *text; /* number and word as written; string without quotes and escapes */
} sfl_lexeme;

typedef struct sfl_lexemes {
    sfl_lexeme *tokens; /* malloc'ed */
    size_t      n, capacity;
} sfl_lexemes;

/* Limits that keep libconfig quick; each has a message of its own. */
enum {
    SFL_MOST_BYTES    = 1024 * 1024, /* of a scenario, includes counted */
    SFL_MOST_KEYS     = 256,         /* in one group: libconfig looks at all of them to find a key written twice */
    SFL_MOST_ITEMS    = 4096,        /* in one list: libconfig moves all of them for every sixteenth */
    SFL_MOST_DEPTH    = 32,          /* of brackets */
    SFL_MOST_INCLUDES = 256,
    SFL_MOST_NESTING  = 10 /* of includes, as in libconfig */
};

/* Tokens of the file at `path`, includes relative to its folder. False: a mistake after which the tokens mean nothing.
 * */
bool sfl_lexemes_read_file(sfl_lexemes *tokens, const char *path, sfl_log *log);
/* The same of text; `name` stands in messages. folder NULL: nothing can be included. rank: of its source. */
bool sfl_lexemes_read_text(sfl_lexemes *tokens, const char *text, const char *name, const char *folder, int32_t rank,
                           sfl_log *log);
void sfl_lexemes_free(sfl_lexemes *tokens);

#endif
