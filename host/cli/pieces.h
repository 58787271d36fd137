/* Is a piece of a run all of it? What is missing is named as people can ask for it. */
#ifndef SFL_CLI_PIECES_H
#define SFL_CLI_PIECES_H

#include "host/cli/session.h"
#include "host/tally/piece.h"

#ifdef __cplusplus
extern "C" {
#endif

/* SFL_ERR_USAGE where paths are missing and --allow-partial was not given, or there are no paths at all; with it a warning. *is_partial:
 * paths are missing. n_shards: of the files it was made of, to name those that are missing; 1: none. */
sfl_status sfl_pieces_check_whole(sfl_session *session, const sfl_piece *piece, const char *file, uint32_t n_shards,
                                  bool *is_partial);

/* How many shards a run was cut into, by what is known so far (0: nothing) and one more file: 1 where they do not agree. */
uint32_t sfl_pieces_shards(uint32_t n_shards, const sfl_piece *head);
/* Is the file a sweep's? Says what is wrong with it otherwise. */
sfl_status sfl_pieces_look(sfl_session *session, const char *file, bool *is_sweep);

#ifdef __cplusplus
}
#endif
#endif
