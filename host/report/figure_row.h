/* A figure as a row of a list, for CSV and databases; its columns are rows of figure_column_list.def. */
#ifndef SFL_REPORT_FIGURE_ROW_H
#define SFL_REPORT_FIGURE_ROW_H

#include "host/summary/figure.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_RUN_NAME_BYTES 48

/* What a run is called among others: the same for equal answers. The first 16 digits of its plan's fingerprint, which
 * covers the seed and all that a path hangs on, and the number of paths. */
void sfl_run_name(const sfl_summary *summary, char out[SFL_RUN_NAME_BYTES]);

/* Names are borrowed from the figure. */
typedef struct sfl_figure_row {
    sfl_figure_place place;
    char             name[SFL_FIGURE_BYTES + 64]; /* "cvar95(hybrid.npv.total)", as --until takes it */
    char             measure[64];                 /* "cvar95", "spend.q95" */
    char             period_text[16];
    const char      *period, *part, *money; /* "2" or "term"; NULL: none */
    double           value;
    sfl_interval     in; /* NaN: it has none */
    char             unit[64];
} sfl_figure_row;

void sfl_figure_row_fill(const sfl_figure *figure, const char *currency, sfl_figure_row *row);

#ifdef __cplusplus
}
#endif
#endif
