/* The key rows as help, as the reference page docs/scenario.md, and as a JSON Schema of scenarios. */
#ifndef SFL_CONFIG_EXPLAIN_H
#define SFL_CONFIG_EXPLAIN_H

#include "shortfall/status.h"

#include "host/base/diag.h"

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes what a key or group of keys means: `workloads`, `contracts.tiers`, `channels.margin`, `driver`; NULL or "": all.
 *   format  "table" (text for people), "markdown", "json" (JSON Schema, draft 7)
 * SFL_ERR_USAGE: no such key or format; SFL_ERR_OUTPUT: the stream takes no more. */
sfl_status sfl_explain(const char *key, const char *format, FILE *stream, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
