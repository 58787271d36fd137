/* What an answer must not be: "p_shortfall(hybrid.edp.2) > 0.2, cvar95(hybrid.npv.total) > 45M". */
#ifndef SFL_SUMMARY_CONDITION_H
#define SFL_SUMMARY_CONDITION_H

#include "host/summary/figure_list.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_MOST_CONDITIONS 64

typedef enum sfl_relation { SFL_ABOVE, SFL_AT_LEAST, SFL_BELOW, SFL_AT_MOST } sfl_relation;

typedef struct sfl_condition {
    size_t       figure;                 /* number in the list it was read by */
    const char  *name;                   /* of that list */
    bool         is_change, is_relative; /* of the figure against another answer's; as a share of that one */
    sfl_relation relation;
    double       limit;
    char         limit_text[32]; /* as it was written */
} sfl_condition;

typedef struct sfl_conditions {
    sfl_condition rows[SFL_MOST_CONDITIONS];
    int32_t       n;
} sfl_conditions;

/* Reads conditions with commas between them. A limit is a decimal that k, M, B or % may follow. `has_change`: change(FIGURE)
 * is allowed, with a limit in % of what the figure was, or in its own unit. SFL_ERR_USAGE says what cannot be read. */
sfl_status sfl_conditions_read(const char *text, const sfl_figure_list *figures, bool has_change,
                               sfl_conditions *conditions, sfl_diag *diag);
/* Does it hold of this value (for a relative change, of the change as a share)? Not of NaN. */
bool sfl_condition_holds(const sfl_condition *condition, double value);
/* ">", ">=", "<", "<=". */
const char *sfl_relation_sign(sfl_relation relation);

#ifdef __cplusplus
}
#endif
#endif
