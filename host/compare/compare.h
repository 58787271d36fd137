/* Two written answers side by side: what moved, and whether that is more than chance. */
#ifndef SFL_COMPARE_COMPARE_H
#define SFL_COMPARE_COMPARE_H

#include "host/result/result.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_CHANGE_LIST(ROW)                                                                                           \
    ROW(SAME, "same")     /* to the last bit */                                                                        \
    ROW(NOISE, "noise")   /* the interval of the change holds 0 */                                                     \
    ROW(MOVED, "moved")   /* it does not */                                                                            \
    ROW(CHANGED, "changed") /* not the same, but there is no interval: no estimate, or one of them is not defined */   \
    ROW(GONE, "gone")     /* only the first answer has it */                                                           \
    ROW(NEW, "new")

typedef enum sfl_change_kind {
#define SFL_CHANGE_ROW(NAME, word) SFL_CHANGE_##NAME,
    SFL_CHANGE_LIST(SFL_CHANGE_ROW)
#undef SFL_CHANGE_ROW
    SFL_CHANGE_COUNT
} sfl_change_kind;

const char *sfl_change_word(sfl_change_kind kind);

/* A figure in both answers, or one of them; borrowed from their lists. */
typedef struct sfl_change {
    const sfl_named_figure *a, *b; /* NULL: not there */
    sfl_change_kind         kind;
    double                  change;    /* b - a; NaN where one is missing or not defined */
    double                  low, high; /* of the change, at the level; NaN: none */
} sfl_change;

typedef struct sfl_comparison {
    sfl_arena        *arena;
    const sfl_result *a, *b;
    sfl_change       *changes; /* [n], in the order of b, then what is gone */
    size_t            n, n_of[SFL_CHANGE_COUNT];
    double            level;
    bool              is_paired; /* intervals are of the same futures */
    const char       *reason;    /* why, or why not. Static storage */
    uint64_t          paired_paths; /* that were walked for it */
} sfl_comparison;

/* Compares. With the same seed, paths and sampling both are walked again in parts, on the same futures, so that only what
 * the scenarios make of them counts: up to 65,536 paths each. What the parts
 * cannot see (outer quantiles of few paths, what only a few paths had) and all else counts as independent, by the intervals
 * of both answers. `options`: threads, backend and progress. SFL_INTERRUPTED; SFL_ERR_USAGE: other currencies or levels; what cannot be walked again is compared as
 * independent, and `reason` says so. Results are borrowed. */
sfl_status sfl_compare(const sfl_result *a, const sfl_result *b, const sfl_run_options *options,
                       sfl_comparison **comparison, sfl_diag *diag);
void       sfl_comparison_free(sfl_comparison **comparison);

/* Lines of two texts: what stands in one alone. Taken in order; mark '-' of a, '+' of b. */
typedef void (*sfl_line_fn)(void *context, char mark, const char *line, size_t n_bytes);
/* Returns how many lines differ; SIZE_MAX where there is no memory. `take` may be NULL. */
size_t sfl_compare_lines(const char *a, const char *b, sfl_line_fn take, void *context);

#ifdef __cplusplus
}
#endif
#endif
