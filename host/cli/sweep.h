/* What `shortfall sweep` prints: the answers of its points as they come, each kept as text, then all of them in order. */
#ifndef SFL_CLI_SWEEP_H
#define SFL_CLI_SWEEP_H

#include "host/base/buffer.h"
#include "host/cli/sweep_points.h"
#include "host/report/csv_dialect.h"
#include "host/report/report.h"
#include "host/sweep/sweep.h"

#ifdef __cplusplus
extern "C" {
#endif

/* An architecture at a point, for people. */
typedef struct sfl_sweep_row {
    const char *architecture;
    double      mean, sd, cvar95, p_cheapest;
    bool        is_cheapest; /* in the mean */
} sfl_sweep_row;

typedef struct sfl_sweep_answer {
    sfl_buffer     text; /* its rows of CSV, or its JSON object */
    sfl_sweep_row *rows; /* [n_rows] */
    int32_t        n_rows;
} sfl_sweep_answer;

typedef struct sfl_swept {
    const sfl_sweep_points    *points;
    const char                *format; /* "table", "csv", "json" */
    const sfl_csv_dialect_row *dialect;
    const sfl_report_options  *options; /* of the table's paper */
    const sfl_scenario        *base;
    const char                *command_file;
    double                     level;
    uint64_t                   n_paths;
    bool                       is_partial; /* fewer than were asked for */
    sfl_arena                 *arena;
    sfl_sweep_answer          *answers; /* [n_points] */
    sfl_sweep_facts            facts;
    const char                *currency; /* of the first point answered */
    bool                       has_failed; /* out of memory */
} sfl_swept;

/* A sfl_sweep_answer_fn: context is a sfl_swept. */
void sfl_swept_take(void *context, int32_t point, sfl_summary *summary);
/* Everything, once all points are answered. */
void sfl_swept_write(const sfl_swept *of, sfl_buffer *buffer);
void sfl_swept_release(sfl_swept *of);

#ifdef __cplusplus
}
#endif
#endif
