/* A written answer (the JSON of `shortfall run`, docs/run.schema.json) read back: its figures by the names that
 * summary/figure.h gives them, and what is needed to run it again. */
#ifndef SFL_RESULT_RESULT_H
#define SFL_RESULT_RESULT_H

#include "host/base/arena.h"
#include "host/base/diag.h"
#include "host/summary/figure_list.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_result {
    sfl_arena      *arena;
    void           *tree;   /* the JSON, inside this room */
    const char     *file;   /* it was read from, or stands for */
    const char     *text;   /* of the scenario; NULL: not told */
    const char     *sha256; /* of it, as written; NULL */
    const char     *fingerprint, *sampling, *currency;
    const char     *version, *time; /* of `run`; NULL */
    const char     *until;          /* targets as --until takes them; NULL: none */
    const char     *cheapest;       /* in the mean, npv; NULL: not told */
    bool            is_tied;        /* there is a next one, within noise of it */
    uint64_t        seed, paths;
    double          level;
    int32_t         n_months;
    bool            is_partial, is_split;
    sfl_figure_list figures;
} sfl_result;

/* Reads a file. SFL_ERR_USAGE: there is no such file, or it is no answer; says at which line. */
sfl_status sfl_result_read(const char *file, sfl_result **result, sfl_diag *diag);
/* The same from text; `file` stands for it in messages. */
sfl_status sfl_result_read_text(const char *text, size_t n_bytes, const char *file, sfl_result **result,
                                sfl_diag *diag);
void       sfl_result_free(sfl_result **result);

/* Takes a place ("architectures[1].npv.total.q05") and both values as JSON, "-" where there is none. */
typedef void (*sfl_difference_fn)(void *context, const char *place, const char *a, const char *b);

/* Everything that differs, but for `run`, which may. Returns how many places there are; `take` may be NULL. */
size_t sfl_result_differences(const sfl_result *a, const sfl_result *b, sfl_difference_fn take, void *context);

#ifdef __cplusplus
}
#endif
#endif
