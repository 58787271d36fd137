/* Tree → structs, by the key rows. */
#ifndef SFL_CONFIG_READER_H
#define SFL_CONFIG_READER_H

#include "host/config/node.h"
#include "host/scenario/scenario.h"

/* field_at of a mark whose key was written, but with a value that was refused: the key is not given, and whoever checks
 * several keys together must not judge by its default. */
#define SFL_MARK_REFUSED SIZE_MAX

/* Fills a zeroed scenario (with its arena) from the tree. Every mistake is in the log, what could be read is read.
 * False where a whole list or group could not be read. */
bool sfl_reader_read(const sfl_node *root, sfl_scenario *scenario, sfl_log *log);

/* Was every key of the group read without a mistake? */
bool sfl_object_is_sound(const sfl_object *object);

/* A path as a person would write it behind -s: `workloads.support-chat`, names with dots and such in quotes. */
const char *sfl_path_join(sfl_log *log, const char *path, const char *name);

/* What is wrong with a name of at most so many characters, or NULL. */
const char *sfl_name_mistake(const char *name, int32_t most_characters);

#endif
