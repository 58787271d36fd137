/* What a scenario's text says, as a tree: still words and numbers as written, each with its place. Overrides change it,
 * the reader walks it. */
#ifndef SFL_CONFIG_NODE_H
#define SFL_CONFIG_NODE_H

#include "host/config/lexeme.h"

typedef enum sfl_node_kind {
    SFL_NODE_NUMBER,
    SFL_NODE_TEXT,
    SFL_NODE_BOOL,
    SFL_NODE_GROUP, /* { } and the whole file */
    SFL_NODE_LIST   /* [ ] and ( ) */
} sfl_node_kind;

typedef struct sfl_node {
    const char      *key; /* NULL in lists */
    sfl_node_kind    kind;
    bool             is_broken;           /* its value was reported already */
    sfl_place        place;               /* of the key; in lists of the value */
    const char      *text;                /* number as written, string decoded; NULL else */
    bool             truth;               /* of a bool */
    struct sfl_node *first, *last, *next; /* children in order; the one after this */
    int32_t          n_children;
} sfl_node;

/* The tree of the tokens; NULL where they do not fit together (noted). Everything lies in the log's arena. */
sfl_node *sfl_node_parse(const sfl_lexemes *tokens, sfl_log *log);

/* Child by key, by position; NULL if there is none. */
sfl_node *sfl_node_find(const sfl_node *group, const char *key);
sfl_node *sfl_node_at(const sfl_node *list, int32_t i);

/* Adds a child at the end. */
void sfl_node_append(sfl_node *parent, sfl_node *child);
/* A new empty group; NULL where there is no memory (noted). */
sfl_node *sfl_node_group(sfl_log *log, const char *key, sfl_place place);
/* Gives `node` the value of `from`, keeping its key and its position. */
void sfl_node_replace(sfl_node *node, const sfl_node *from);

#endif
