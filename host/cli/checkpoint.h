/* --checkpoint FILE and --every: where and how often a run is kept. */
#ifndef SFL_CLI_CHECKPOINT_H
#define SFL_CLI_CHECKPOINT_H

#include "host/cli/session.h"
#include "host/study/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_checkpoint {
    sfl_keeper  keeper;    /* file NULL: nothing is kept */
    const char *asked;     /* the name of rank 0's file */
    char       file[4096]; /* what it points to */
} sfl_checkpoint;

/* What --checkpoint and --every say. Not to be moved. */
sfl_status sfl_checkpoint_read(sfl_session *session, sfl_checkpoint *checkpoint);
/* Keeps in this file. Of a team every rank has its own: kept.sfl of rank 0, kept-1.sfl of rank 1. */
sfl_status sfl_checkpoint_name(sfl_session *session, const char *file, sfl_checkpoint *checkpoint);
/* Of a team that goes on with a run, rank 0 alone has what was kept: refuses what another rank has left under its name. */
sfl_status sfl_checkpoint_is_own(sfl_session *session, const sfl_checkpoint *checkpoint);
/* Refuses an output that is the checkpoint's file, of any rank; `output` may be NULL. */
sfl_status sfl_checkpoint_apart(sfl_session *session, const sfl_checkpoint *checkpoint, const char *output);
/* Refuses a file that is there already and holds paths: they may be hours of work. */
sfl_status sfl_checkpoint_is_new(sfl_session *session, const sfl_checkpoint *checkpoint);

#ifdef __cplusplus
}
#endif
#endif
