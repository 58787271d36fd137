/* What the commands that know sweeps share: from the points asked for to their table. */
#ifndef SFL_CLI_SWEEP_JOB_H
#define SFL_CLI_SWEEP_JOB_H

#include "host/cli/output.h"
#include "host/cli/study.h"
#include "host/cli/sweep.h"
#include "host/config/sweep_key.h"

#ifdef __cplusplus
extern "C" {
#endif

/* From the command line, or a tally file, to the table; start from {0}, released together. */
typedef struct sfl_sweep_job {
    sfl_arena         *arena;
    sfl_scenario      *base;
    char              *text;   /* of it; NULL: points are read from the file of the command line, with its -s */
    sfl_sweep_points   points;
    sfl_sweep_kind    *kinds;  /* [n_keys] */
    sfl_sweep_point   *asked;  /* [n_points] */
    sfl_piece         *piece;  /* of a share; NULL: of all */
    sfl_swept          swept;
    sfl_report_options options;
    sfl_output         output;
    sfl_cli_study      study;
} sfl_sweep_job;

void sfl_sweep_job_release(sfl_sweep_job *of);

/* Arena, study and the form of the output. */
sfl_status sfl_sweep_job_begin(sfl_session *session, sfl_sweep_job *of);
/* What the keys of the points are; refuses those that are none. */
sfl_status sfl_sweep_job_keys(sfl_session *session, sfl_sweep_job *of);
/* With base and points: what each point is made of, and the table that its answer goes to. */
sfl_status sfl_sweep_job_fill(sfl_session *session, sfl_sweep_job *of);
/* Of the points, without answer and piece. */
sfl_sweep_request sfl_sweep_job_request(const sfl_session *session, const sfl_sweep_job *of);
/* Answers all points, by walking or from the piece; then their table. */
sfl_status sfl_sweep_job_answer(sfl_session *session, sfl_sweep_job *of);
/* Says that it was interrupted, closes the output, and returns how it all ended. */
sfl_status sfl_sweep_job_close(sfl_session *session, sfl_sweep_job *of, sfl_status status);

/* ---- pieces ---- */

/* sweep --shard: a share of the paths of all points, into a tally file; the points have been read. */
sfl_status sfl_sweep_shard(sfl_session *session, sfl_sweep_job *of);
/* Is a tally file that of a sweep? */
bool sfl_sweep_is_head(const sfl_piece *head);
/* merge and report of such files. */
sfl_status sfl_sweep_merge(sfl_session *session);
sfl_status sfl_sweep_report(sfl_session *session);

#ifdef __cplusplus
}
#endif
#endif
