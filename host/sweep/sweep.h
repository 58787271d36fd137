/* A sweep: one scenario with some values replaced, point by point, all on the same paths. Every point has the answer that a run
 * of its scenario has, without figures of single months; points that share a world are walked together. */
#ifndef SFL_SWEEP_SWEEP_H
#define SFL_SWEEP_SWEEP_H

#include "host/base/diag.h"
#include "host/tally/piece.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Points of a world are walked so many at a time: their state has to stay in the second-level cache. */
#define SFL_SWEEP_TOGETHER 16

typedef struct sfl_sweep_point {
    const char *const *values; /* [n_values] "path=value" as -s takes it */
    int32_t            n_values;
    const char        *name; /* of messages: "point 3 (growth=0.4)" */
    sfl_place          place; /* of a list; else nowhere */
} sfl_sweep_point;

typedef void (*sfl_sweep_answer_fn)(void *context, int32_t point, sfl_summary *summary);

typedef struct sfl_sweep_request {
    const char            *file; /* the scenario; NULL: `text` of the name `title` */
    const char            *text, *title;
    const sfl_sweep_point *points; /* [n_points] */
    int32_t                n_points;
    const sfl_scenario    *base; /* the scenario of the file; seed, paths, sampling and months of every point are its own */
    sfl_run_options        run; /* first_path and n_paths: of every point; its progress is told of the paths of all points */
    double                 level;
    /* NULL: the paths are walked and answered. With an answer: what it holds is answered, and given away; nothing is walked. Without:
     * the paths are walked into it, and fingerprints of its points filled in. */
    sfl_piece             *piece;
    sfl_sweep_answer_fn    answer; /* called once for each point, in no certain order; NULL: with a piece */
    void                  *context;
} sfl_sweep_request;

typedef struct sfl_sweep_facts {
    int32_t n_worlds;   /* that were walked */
    int32_t n_answered; /* points */
} sfl_sweep_facts;

/* Every point is read, checked and planned before a path is walked: the first one that is refused is named. SFL_INTERRUPTED:
 * not every point was answered. */
sfl_status sfl_sweep(const sfl_sweep_request *request, sfl_sweep_facts *facts, sfl_diag *diag);

/* Plans of all points, out [n_points], for whoever puts pieces together; the caller frees those that are not NULL, whatever comes
 * back. */
sfl_status sfl_sweep_plans(const sfl_sweep_request *request, sfl_plan **plans, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
