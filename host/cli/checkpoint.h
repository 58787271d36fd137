/* --checkpoint FILE and --every: where and how often a run is kept. */
#ifndef SFL_CLI_CHECKPOINT_H
#define SFL_CLI_CHECKPOINT_H

#include "host/cli/session.h"
#include "host/study/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

/* The keeper's file is NULL where nothing is asked for. */
sfl_status sfl_checkpoint_read(sfl_session *session, sfl_keeper *keeper);
/* Refuses a file that is there already: it may hold hours of work. */
sfl_status sfl_checkpoint_is_new(sfl_session *session, const sfl_keeper *keeper);

#ifdef __cplusplus
}
#endif
#endif
