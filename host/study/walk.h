/* Walking paths into a piece of one point: in legs, after each of which the piece holds whole ranges of paths and can be kept in
 * a file. How long a leg is never changes a digit. */
#ifndef SFL_STUDY_WALK_H
#define SFL_STUDY_WALK_H

#include "host/study/team.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Where a piece is kept while it grows. */
typedef struct sfl_keeper {
    const char *file;
    double      every_seconds; /* at least so long between two writings */
} sfl_keeper;

/* A first leg, which is finished whoever asks to stop, so that there is an answer; and those paths whose spread over the parts
 * gives intervals to figures that have no others (tally_set.h). */
#define SFL_PILOT_LEG SFL_PATHS_IN_PARTS

typedef struct sfl_walk {
    sfl_piece             *piece;
    const sfl_run_options *options; /* of every leg; its progress is told of the whole walk */
    const sfl_keeper      *keeper;  /* NULL: nowhere */
    const sfl_team        *team;    /* NULL: alone */
    sfl_path_set           done;    /* by whom and whenever: not to be walked */
    sfl_run_facts          facts;   /* of the last leg */
    /* while it goes on */
    uint64_t leg_paths, n_walked, n_wanted;
    double   leg_seconds, saved_at;
    bool     must_finish;
    bool     has_failed_to_save; /* said once */
} sfl_walk;

/* Starts from what the piece holds. SFL_ERR_OUTPUT where the keeper's file cannot be written: it is, once, before the first leg.
 * The walk is to be released in any case. */
sfl_status sfl_walk_begin(sfl_walk *of, sfl_piece *piece, const sfl_run_options *options, const sfl_keeper *keeper,
                          const sfl_team *team, sfl_diag *diag);
void       sfl_walk_release(sfl_walk *of);

/* Walks the paths of a range that are not done. SFL_INTERRUPTED: the piece holds what was finished before somebody asked to stop. A
 * keeper's file that cannot be written is a warning: the last one that could stands. */
sfl_status sfl_walk_range(sfl_walk *of, sfl_range range, sfl_diag *diag);
/* Writes the keeper's file; nothing without one. */
void sfl_walk_save(sfl_walk *of, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
