/* Figures as rows of CSV, for one answer or several in one table. */
#ifndef SFL_REPORT_CSV_FIGURES_H
#define SFL_REPORT_CSV_FIGURES_H

#include "host/report/csv_dialect.h"
#include "host/report/figure_row.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The line of column names: `before`, fields each with the separator behind it, then `run` and those of
 * figure_column_list.def. */
void sfl_csv_figures_head(const sfl_csv_dialect_row *dialect, const char *before, sfl_buffer *buffer);
/* Every figure of an answer as a row, `before` in front of each. */
void sfl_csv_figures(const sfl_csv_dialect_row *dialect, const char *before, const sfl_summary *summary, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
