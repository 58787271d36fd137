/* Inside this room: what two answers come to, in the forms of `shortfall compare`. */
#ifndef SFL_CLI_COMPARE_H
#define SFL_CLI_COMPARE_H

#include "host/base/buffer.h"
#include "host/cli/fail_if.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_compared {
    const sfl_comparison *comparison;
    const sfl_conditions *conditions; /* of --fail-if */
    const sfl_verdict    *verdicts;   /* [conditions->n] */
    bool                  is_all;     /* every figure is shown */
} sfl_compared;

/* Does the table show it without --all: does somebody ask for this figure first? */
bool sfl_compared_is_key(const sfl_change *change);

void sfl_compared_table(const sfl_compared *compared, sfl_buffer *buffer);
void sfl_compared_json(const sfl_compared *compared, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
