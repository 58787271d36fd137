/* What commands that answer share: from a scenario and its plan, or a tally file that holds them, to the answer. */
#ifndef SFL_CLI_JOB_H
#define SFL_CLI_JOB_H

#include "host/cli/answer.h"
#include "host/cli/checkpoint.h"
#include "host/cli/fail_if.h"
#include "host/cli/implied.h"
#include "host/cli/study.h"
#include "host/study/study.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}; released together. */
typedef struct sfl_job {
    sfl_scenario   *scenario;
    sfl_plan       *plan;
    sfl_plan       *against; /* of a second walk */
    char           *text;    /* of the scenario */
    sfl_implied     implied;
    sfl_piece      *piece;
    sfl_checkpoint  checkpoint;
    sfl_cli_study   study;  /* run.n_paths 0: until its targets are reached */
    sfl_arena      *names;  /* of the conditions' figures */
    sfl_conditions  conditions; /* of --fail-if */
    sfl_answer      answer;
    sfl_summary    *summary;
    char            now[32], host[256];
} sfl_job;

void sfl_job_release(sfl_job *job);

/* Reads a tally file: its scenario, plan and all it holds; of a team rank 0 alone has the tallies. */
sfl_status sfl_job_load(sfl_session *session, const char *file, sfl_job *job);
/* Of a run that begins: an empty piece for scenario, plan and study. */
sfl_status sfl_job_build_piece(sfl_session *session, sfl_job *job);

/* Conditions, the time, and the files of the answer: whatever can be refused is refused before paths are walked. Of a team only
 * rank 0 opens files. */
sfl_status sfl_job_open(sfl_session *session, sfl_job *job);
/* Drivers and static break-evens, for the inputs of an answer. */
sfl_status sfl_job_imply(sfl_session *session, sfl_job *job);
/* What the answer is made of; borrows from the job. */
sfl_summary_inputs sfl_job_inputs(const sfl_session *session, const sfl_job *job);
/* Walks what the piece lacks, and answers. */
sfl_status sfl_job_study(sfl_session *session, sfl_job *job);
/* Prints the answer, says what is short or partial and which conditions hold, closes all files; returns how it all ended,
 * from how the study did. */
sfl_status sfl_job_close(sfl_session *session, sfl_job *job, sfl_status status);

#ifdef __cplusplus
}
#endif
#endif
