/* Values from the command line: `-s workloads.support-chat.growth=0.8`. Items of named lists by name, of others by [i];
 * names with dots in quotes; values in libconfig's syntax. */
#ifndef SFL_CONFIG_OVERRIDE_H
#define SFL_CONFIG_OVERRIDE_H

#include "host/config/node.h"

/* One step of a path: a name, or a position in brackets. */
typedef struct sfl_override_step {
    const char *name; /* NULL: a position */
    int32_t     position;
} sfl_override_step;

typedef struct sfl_override {
    const char        *path; /* as written */
    sfl_override_step *steps;
    int32_t            n_steps;
    const sfl_node    *value;
    sfl_place          place; /* "-s" */
} sfl_override;

typedef struct sfl_overrides {
    sfl_override *items;
    int32_t       n;
} sfl_overrides;

/* Splits and parses; what cannot be parsed is noted as SFL_ERR_USAGE. */
void sfl_overrides_parse(sfl_overrides *overrides, const char *const *texts, int32_t n_texts, sfl_log *log);

/* Changes the tree, in order; a path that leads nowhere is noted as SFL_ERR_KEY or SFL_ERR_NAME with the place "-s". */
void sfl_overrides_apply(const sfl_overrides *overrides, sfl_node *root, sfl_log *log);

#endif
