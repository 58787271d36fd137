/* Between the files that explain keys: what is explained, and its forms. */
#ifndef SFL_CONFIG_EXPLAIN_FORMS_H
#define SFL_CONFIG_EXPLAIN_FORMS_H

#include "host/base/buffer.h"
#include "host/config/keys.h"
#include "host/config/log.h"

/* A key with its group, or a group. */
typedef struct sfl_topic {
    const char      *path;  /* as asked for; "" for the whole scenario */
    const sfl_key   *key;   /* NULL: the whole scenario, or the driver */
    const sfl_group *owner; /* whose key it is */
    const sfl_group *group; /* NULL: the key is no group */
} sfl_topic;

void sfl_explain_table(sfl_buffer *out, const sfl_topic *topic, sfl_log *log);
void sfl_explain_markdown(sfl_buffer *out, const sfl_topic *topic, sfl_log *log);
void sfl_explain_json(sfl_buffer *out, const sfl_topic *topic, sfl_log *log);

/* `required`, `0`, `"USD"`, `edp 0.25, macc 1, provider 1`, or what holds instead. */
const char *sfl_default_text(sfl_log *log, const sfl_key *key);

#endif
