/* Inside `shortfall paths`: what is written of every path, and the forms it is written in. */
#ifndef SFL_CLI_PATHS_H
#define SFL_CLI_PATHS_H

#include "host/cli/output.h"
#include "host/report/npz.h"
#include "host/scenario/scenario.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Parts in the order of the columns. */
#define SFL_PATHS_PARTS 4
extern const sfl_part sfl_paths_parts[SFL_PATHS_PARTS];

typedef struct sfl_paths_writer {
    const sfl_scenario *scenario;
    uint64_t            first, n_paths; /* all that will be written */
    sfl_output         *output;
    FILE               *stream; /* of output */
    sfl_diag           *diag;
    bool                has_rows; /* any written yet? */
    sfl_npz            *npz;
    FILE               *archive; /* where the zip grows: stream, or a file of its own where that cannot seek */
} sfl_paths_writer;

/* Called in this order, `write` for one batch after the other: totals [n][n_architectures][SFL_MONEY_COUNT][SFL_PATHS_PARTS]
 * of the paths from `first` on. `release` always comes last. */
typedef struct sfl_paths_form {
    const char *word;
    bool        is_bytes; /* not for a terminal */
    sfl_status (*begin)(sfl_paths_writer *to);
    sfl_status (*write)(sfl_paths_writer *to, uint64_t first, uint64_t n, const double *totals);
    sfl_status (*end)(sfl_paths_writer *to);
    void (*release)(sfl_paths_writer *to);
} sfl_paths_form;

extern const sfl_paths_form sfl_paths_csv, sfl_paths_json; /* paths_text.c */
extern const sfl_paths_form sfl_paths_npy, sfl_paths_npz;  /* paths_arrays.c */

#ifdef __cplusplus
}
#endif
#endif
