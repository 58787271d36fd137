/* The points of a sweep: which keys, which values, from --over and --list. Knows text only. */
#ifndef SFL_CLI_SWEEP_POINTS_H
#define SFL_CLI_SWEEP_POINTS_H

#include "host/base/arena.h"
#include "host/base/diag.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_SWEEP_MOST_POINTS 10000

/* Lives and dies with the arena. */
typedef struct sfl_sweep_points {
    const char **keys;    /* [n_keys] as written */
    int32_t      n_keys;
    const char **values;  /* [n_points][n_keys] as -s takes them: words in quotes */
    int32_t      n_points;
    int32_t     *lines;   /* [n_points] of the list; NULL: of --over */
    const char  *file;    /* of the list */
} sfl_sweep_points;

/* The product of lists KEY=VALUES, the last one changing fastest. VALUES are values with commas between them, or FIRST:LAST:STEP.
 * SFL_ERR_USAGE says which of them cannot be read, or that there are more than SFL_SWEEP_MOST_POINTS points. */
sfl_status sfl_sweep_points_over(const char *const *lists, int32_t n_lists, sfl_arena *arena, sfl_sweep_points *points,
                                 sfl_diag *diag);
/* A CSV file (RFC 4180): a line of keys, then a point a line. */
sfl_status sfl_sweep_points_list(const char *file, sfl_arena *arena, sfl_sweep_points *points, sfl_diag *diag);

/* What a value is called: as it is written, without the quotes of a word. out holds n bytes. */
const char *sfl_sweep_value_text(const char *value, char *out, size_t n_bytes);

#ifdef __cplusplus
}
#endif
#endif
