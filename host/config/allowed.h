/* The halves of a message: what was found, what is allowed. */
#ifndef SFL_CONFIG_ALLOWED_H
#define SFL_CONFIG_ALLOWED_H

#include "host/config/keys.h"
#include "host/config/node.h"

/* What a value is: `1.4`, `"abc"`, `true`, `a group`, `a list of 3`. */
const char *sfl_found(sfl_log *log, const sfl_node *node);

/* What a key may be: `0 … 1`, `a whole number 1 … 240 months`, `"random" or "antithetic"`, `a list of names`. */
const char *sfl_allowed(sfl_log *log, const sfl_key *key);
/* The same of one number of the key: `0 … 1e+12 USD`. */
const char *sfl_allowed_number(sfl_log *log, const sfl_key *key);

/* Is the value within the key's range? */
bool sfl_is_allowed(const sfl_key *key, double value);

/* The key most like `word` among those that hold for the kind (−1: any), or NULL where none is alike. */
const sfl_key *sfl_nearest_key(const sfl_group *group, int32_t kind, const char *word);

/* Where else a key of this name belongs: `workloads`, `channels of kind "token"`; NULL: nowhere. */
const char *sfl_home_of_key(sfl_log *log, const char *word);

#endif
