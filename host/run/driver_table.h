/* What the assumptions imply: mean and quantiles of every driver's index in a few months (model page section 3), for
 * nonsense to be seen at once. */
#ifndef SFL_HOST_RUN_DRIVER_TABLE_H
#define SFL_HOST_RUN_DRIVER_TABLE_H

#include "host/base/diag.h"
#include "kernels/plan.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_DRIVER_TABLE_PATHS 65536u /* paths 0 … 65535 at the scenario's seed */
#define SFL_DRIVER_TABLE_MONTHS 3     /* 12, 36 and 60, those inside the horizon; the last month where none is */

typedef struct sfl_driver_table {
    const sfl_driver_row *rows; /* [n_rows], in the order of the plan's drivers */
    int32_t               n_rows;
} sfl_driver_table;

/* names [n_drivers] are borrowed for the table's life. Sorted values, exact order statistics; the same for any number
 * of threads (0: one per processor). */
sfl_status sfl_driver_table_build(const sfl_plan *plan, const char *const *names, uint64_t n_paths, int32_t n_threads,
                                  sfl_driver_table **table, sfl_diag *diag);
void       sfl_driver_table_free(sfl_driver_table **table);

#ifdef __cplusplus
}
#endif
#endif
