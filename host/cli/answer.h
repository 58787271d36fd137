/* Where an answer goes: one format to standard output or to the file of -o, several to files of one stem. */
#ifndef SFL_CLI_ANSWER_H
#define SFL_CLI_ANSWER_H

#include "host/cli/output.h"
#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Start from {0}. */
typedef struct sfl_answer {
    sfl_output         outputs[SFL_CLI_MOST_FORMATS]; /* [cli.n_formats]; no stream where a format is appended */
    char              *files[SFL_CLI_MOST_FORMATS];   /* of those, and of all where there are several; else NULL */
    sfl_report_options options;
} sfl_answer;

/* What options say of the answer; to be called first. */
sfl_status sfl_answer_read(sfl_session *session, sfl_answer *answer);
/* Opens every file, so that what cannot be written is refused before the work begins. */
sfl_status sfl_answer_open(sfl_session *session, sfl_answer *answer);
sfl_status sfl_answer_write(sfl_session *session, sfl_answer *answer, const sfl_summary *summary);
/* As sfl_output_close, for all of them. */
sfl_status sfl_answer_close(sfl_session *session, sfl_answer *answer, sfl_status status);

#ifdef __cplusplus
}
#endif
#endif
