/* What `run`, `run --estimate` and `sweep` are asked for on the command line: where to walk, how wide intervals are, what to reach. */
#ifndef SFL_CLI_STUDY_H
#define SFL_CLI_STUDY_H

#include "host/cli/cards.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Not to be moved: the options point into it. */
typedef struct sfl_cli_study {
    sfl_cli_devices   devices;
    sfl_progress      progress;
    double            level;   /* of intervals */
    sfl_study_options options; /* run.n_paths 0: the caller's to say */
} sfl_cli_study;

/* SFL_ERR_USAGE where an option cannot be read or does not go with another. */
sfl_status sfl_cli_study_read(sfl_session *session, sfl_cli_study *study);

#ifdef __cplusplus
}
#endif
#endif
