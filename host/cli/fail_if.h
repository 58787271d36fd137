/* --fail-if: what an answer must not be, for the pipelines of those who watch it. */
#ifndef SFL_CLI_FAIL_IF_H
#define SFL_CLI_FAIL_IF_H

#include "host/cli/session.h"
#include "host/compare/compare.h"
#include "host/summary/condition.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What a condition came to. */
typedef struct sfl_verdict {
    double value, low, high; /* of the figure, or of its change; low and high NaN: no interval */
    bool   is_defined, holds;
} sfl_verdict;

/* Of a figure of an answer. */
sfl_verdict sfl_verdict_of(const sfl_condition *condition, const sfl_figure_list *figures);
/* Of two answers: the figure of the second one, or how it changed. */
sfl_verdict sfl_verdict_of_change(const sfl_condition *condition, const sfl_comparison *comparison);

/* Says of each condition that holds, or whose figure is not defined, what it found. SFL_ERR_RUN where there was one. */
sfl_status sfl_fail_if_say(sfl_session *session, const sfl_conditions *conditions, const sfl_verdict *verdicts,
                           double level);

#ifdef __cplusplus
}
#endif
#endif
