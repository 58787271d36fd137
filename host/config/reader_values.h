/* Between the two halves of the reader: groups (reader.c) and values (reader_values.c). */
#ifndef SFL_CONFIG_READER_VALUES_H
#define SFL_CONFIG_READER_VALUES_H

#include "host/config/keys.h"
#include "host/config/reader.h"

typedef struct sfl_reader {
    sfl_log   *log;
    sfl_arena *arena; /* the scenario's */
} sfl_reader;

/* Memory that lives with the scenario; NULL where there is none (noted). */
void       *sfl_reader_keep(sfl_reader *reader, size_t n_items, size_t item_bytes);
const char *sfl_reader_keep_text(sfl_reader *reader, const char *text);

/* Reads a group into a zeroed item. Was every key of it read without a mistake? Groups inside count as read. */
bool sfl_group_read(sfl_reader *reader, const sfl_group *group, const sfl_node *node, const char *path, void *item);

/* Reads the value of a key into the struct of its table; false where it was refused (noted). */
bool sfl_value_read(sfl_reader *reader, const sfl_key *key, const sfl_node *node, const char *path, char *base);

/* Stores a number (a bool is 0 or 1), a word's place in its list, in a field of the key's type. sfl_value_word is false
 * where there is no such word. */
void sfl_value_number(const sfl_key *key, double number, char *field);
bool sfl_value_word(const sfl_key *key, const char *word, char *field);

#endif
