/* Keys are rows (house style, section 10): the reader, the defaults, the overrides, the dump, the help, the reference
 * page and the JSON Schema walk the tables declared here. */
#ifndef SFL_CONFIG_KEYS_H
#define SFL_CONFIG_KEYS_H

#include "host/scenario/scenario.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_key_kind {
    SFL_KEY_REAL,          /* double */
    SFL_KEY_INT,           /* int32_t */
    SFL_KEY_COUNT,         /* uint64_t */
    SFL_KEY_BOOL,          /* bool */
    SFL_KEY_NAME,          /* const char *: 1 … 64 characters */
    SFL_KEY_WORD,          /* an enum; `words` */
    SFL_KEY_REALS,         /* sfl_reals */
    SFL_KEY_NAMES,         /* sfl_names */
    SFL_KEY_ROWS,          /* const sfl_reals *, count at count_at */
    SFL_KEY_PART,          /* a group inside its owner's struct */
    SFL_KEY_GROUP,         /* const struct *, NULL if not given */
    SFL_KEY_LIST,          /* const struct * [count at count_at], groups */
    SFL_KEY_WORD_OR_GROUP, /* a group inside its owner's struct; a word of `words` goes to its word_at, a group gives
                              word_of_group */
    SFL_KEY_NAME_OR_GROUP  /* const struct *; a name alone is the group with that name as its first key */
} sfl_key_kind;

typedef enum sfl_default_kind {
    SFL_DEFAULT_REQUIRED,
    SFL_DEFAULT_ABSENT, /* not written, it does not apply; `text` says what holds then */
    SFL_DEFAULT_NUMBER,
    SFL_DEFAULT_TEXT,   /* a name or a word */
    SFL_DEFAULT_BY_KIND /* contract_kinds.c */
} sfl_default_kind;

typedef struct sfl_default {
    sfl_default_kind kind;
    double           number;
    const char      *text;
} sfl_default;

typedef struct sfl_range {
    double least, most;
    bool   is_over, is_under; /* the bound itself is not allowed */
} sfl_range;

typedef struct sfl_word {
    const char *word, *help;
} sfl_word;

typedef struct sfl_group sfl_group;

typedef struct sfl_key {
    const char      *name;
    sfl_key_kind     kind;
    size_t           field_at; /* in the table's struct */
    sfl_default      fallback;
    sfl_range        range; /* of a number, of each number of a list */
    const char      *unit;  /* "" without */
    const char      *help;
    const sfl_word  *words; /* of the enum, in its order */
    int32_t          n_words;
    const sfl_group *group;
    size_t           count_at; /* int32_t */
    int32_t          most_items;
    int32_t          most_characters; /* of a name */
} sfl_key;

/* Keys of one struct, inside an item at base_at. */
typedef struct sfl_key_table {
    const sfl_key *keys;
    int32_t        n_keys;
    size_t         base_at;
    uint32_t       kinds;     /* bit k: for items of kind k only; 0: for every item */
    bool           is_object; /* the struct begins with an sfl_object of its own, too */
    const char    *shared;    /* "driver": several groups have it, and pages explain it once; NULL: this group's own */
} sfl_key_table;

struct sfl_group {
    const char          *word; /* one of them: "a workload" */
    size_t               n_bytes;
    const sfl_key_table *tables;
    int32_t              n_tables;
    bool                 is_object; /* begins with an sfl_object; only the whole scenario does not */
    bool                 is_named;  /* its items are found by their `name` */
    const sfl_key       *kind_key;  /* the key that decides which tables hold; NULL: all do */
    size_t               word_at;   /* of SFL_KEY_WORD_OR_GROUP: the enum that says which */
    int32_t              word_of_group;
    const char          *help;
};

/* The whole scenario; every other group is reached from its keys. The keys of a driver, for pages that explain them
 * once. */
extern const sfl_group sfl_scenario_group, sfl_driver_group;

/* A group's keys one after the other, tables in order. */
typedef struct sfl_key_walk {
    const sfl_group     *group;
    int32_t              table, row;
    const sfl_key       *key;
    const sfl_key_table *of;
    size_t               field_at; /* in the item */
    int32_t              number;   /* 0, 1, … */
} sfl_key_walk;

sfl_key_walk sfl_key_walk_begin(const sfl_group *group);
bool         sfl_key_walk_next(sfl_key_walk *walk);

/* Does a table hold for items of this kind (−1: not known, then every table does)? */
bool sfl_key_table_holds(const sfl_key_table *table, int32_t kind);

enum { SFL_MOST_GROUP_KEYS = 64 }; /* keys of one group, all tables together */

/* ---- how rows are written ---- */

// clang-format off

#define SFL_REQUIRED         {SFL_DEFAULT_REQUIRED, 0.0, ""}
#define SFL_ABSENT(text)     {SFL_DEFAULT_ABSENT, 0.0, text}
#define SFL_NUMBER(x)        {SFL_DEFAULT_NUMBER, (x), ""}
#define SFL_WORDED(text)     {SFL_DEFAULT_TEXT, 0.0, text}
#define SFL_BY_KIND          {SFL_DEFAULT_BY_KIND, 0.0, ""}
#define SFL_FROM_TO(a, b)    {(a), (b), false, false}
#define SFL_OVER_TO(a, b)    {(a), (b), true, false}
#define SFL_FROM_UNDER(a, b) {(a), (b), false, true}
#define SFL_OVER_UNDER(a, b) {(a), (b), true, true}

#define SFL_REAL(type, field, default_, range_, unit_, help_)                                                         \
    {.name = #field, .kind = SFL_KEY_REAL, .field_at = offsetof(type, field), .fallback = default_, .range = range_,  \
     .unit = unit_, .help = help_}
#define SFL_INT(type, field, default_, range_, unit_, help_)                                                          \
    {.name = #field, .kind = SFL_KEY_INT, .field_at = offsetof(type, field), .fallback = default_, .range = range_,   \
     .unit = unit_, .help = help_}
#define SFL_COUNT(type, field, default_, range_, unit_, help_)                                                        \
    {.name = #field, .kind = SFL_KEY_COUNT, .field_at = offsetof(type, field), .fallback = default_, .range = range_, \
     .unit = unit_, .help = help_}
#define SFL_BOOL(type, field, default_, help_)                                                                        \
    {.name = #field, .kind = SFL_KEY_BOOL, .field_at = offsetof(type, field), .fallback = default_, .unit = "",       \
     .help = help_}
#define SFL_NAME(type, field, default_, help_)                                                                        \
    {.name = #field, .kind = SFL_KEY_NAME, .field_at = offsetof(type, field), .fallback = default_, .unit = "",       \
     .help = help_, .most_characters = SFL_NAME_MOST}
#define SFL_NAMES(type, field, default_, help_)                                                                       \
    {.name = #field, .kind = SFL_KEY_NAMES, .field_at = offsetof(type, field), .fallback = default_, .unit = "",      \
     .help = help_, .most_items = SFL_LIST_MOST, .most_characters = SFL_NAME_MOST}
#define SFL_DRIVERS(type, field, default_, help_)                                                                     \
    {.name = #field, .kind = SFL_KEY_NAMES, .field_at = offsetof(type, field), .fallback = default_, .unit = "",      \
     .help = help_, .most_items = SFL_LIST_MOST, .most_characters = SFL_DRIVER_NAME_MOST}
#define SFL_WORD(type, field, default_, words_, help_)                                                                \
    {.name = #field, .kind = SFL_KEY_WORD, .field_at = offsetof(type, field), .fallback = default_, .unit = "",       \
     .help = help_, .words = words_, .n_words = (int32_t)(sizeof(words_) / sizeof(words_[0]))}
#define SFL_REALS(type, field, default_, range_, unit_, help_)                                                        \
    {.name = #field, .kind = SFL_KEY_REALS, .field_at = offsetof(type, field), .fallback = default_, .range = range_, \
     .unit = unit_, .help = help_, .most_items = SFL_LIST_MOST}
#define SFL_ROWS(type, field, default_, range_, unit_, help_)                                                         \
    {.name = #field, .kind = SFL_KEY_ROWS, .field_at = offsetof(type, field), .fallback = default_, .range = range_,  \
     .unit = unit_, .help = help_, .count_at = offsetof(type, n_##field), .most_items = SFL_LIST_MOST}
#define SFL_PART(type, field, default_, group_, help_)                                                                \
    {.name = #field, .kind = SFL_KEY_PART, .field_at = offsetof(type, field), .fallback = default_, .unit = "",       \
     .help = help_, .group = &group_}
#define SFL_GROUP(type, field, default_, group_, help_)                                                               \
    {.name = #field, .kind = SFL_KEY_GROUP, .field_at = offsetof(type, field), .fallback = default_, .unit = "",      \
     .help = help_, .group = &group_}
#define SFL_LIST(type, field, default_, group_, most_items_, help_)                                                   \
    {.name = #field, .kind = SFL_KEY_LIST, .field_at = offsetof(type, field), .fallback = default_, .unit = "",       \
     .help = help_, .group = &group_, .count_at = offsetof(type, n_##field), .most_items = most_items_}
#define SFL_WORD_OR_GROUP(type, field, default_, words_, group_, help_)                                               \
    {.name = #field, .kind = SFL_KEY_WORD_OR_GROUP, .field_at = offsetof(type, field), .fallback = default_,          \
     .unit = "", .help = help_, .words = words_, .n_words = (int32_t)(sizeof(words_) / sizeof(words_[0])), .group = &group_}
#define SFL_NAME_OR_GROUP(type, field, default_, group_, help_)                                                       \
    {.name = #field, .kind = SFL_KEY_NAME_OR_GROUP, .field_at = offsetof(type, field), .fallback = default_,          \
     .unit = "", .help = help_, .group = &group_}

enum {
    SFL_LIST_MOST  = 1000, /* values of one list */
    SFL_NAMED_MOST = 256,  /* groups with names: checks look at each with each */
    SFL_NAME_MOST  = 64,   /* characters of a name */
    SFL_DRIVER_NAME_MOST = SFL_NAME_MOST + 7 /* of a driver: /output or /cached behind a workload's */
};

#define SFL_TABLE(keys_, base_at_, kinds_, is_object_)                                                                \
    {keys_, (int32_t)(sizeof(keys_) / sizeof(keys_[0])), base_at_, kinds_, is_object_, NULL}
#define SFL_SHARED(keys_, base_at_, shared_)                                                                          \
    {keys_, (int32_t)(sizeof(keys_) / sizeof(keys_[0])), base_at_, 0, false, shared_}

// clang-format on

#ifdef __cplusplus
}
#endif
#endif
