/* Inside this room: how much two scenarios' figures differ by chance, on the same futures. */
#ifndef SFL_COMPARE_PAIRED_H
#define SFL_COMPARE_PAIRED_H

#include "host/compare/compare.h"
#include "host/summary/moments.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Of one figure of b. */
typedef struct sfl_paired_row {
    size_t      a;        /* the same figure in the list of a; SFL_NO_FIGURE */
    sfl_moments change;   /* over the parts */
    double      bin_half; /* what the bins of both may hide, at most over the parts */
} sfl_paired_row;

/* Start from {0}. */
typedef struct sfl_paired {
    sfl_figure_list a, b; /* names and order of the rows */
    sfl_paired_row *rows; /* [b.n] */
    uint64_t        part_paths;
} sfl_paired;

/* Walks both scenarios in parts of the same path numbers. SFL_ERR_SCENARIO and the like: one cannot be walked again. */
sfl_status sfl_paired_walk(const sfl_result *a, const sfl_result *b, const sfl_run_options *options, sfl_arena *arena,
                           sfl_paired *paired, sfl_diag *diag);
void       sfl_paired_release(sfl_paired *paired);

#ifdef __cplusplus
}
#endif
#endif
