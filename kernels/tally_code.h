/* A tally as bytes and back: integers only, without what is empty (docs/tally-format.md). Equal tallies are equal bytes, whatever
 * their counters were flushed or merged from. */
#ifndef SFL_KERNELS_TALLY_CODE_H
#define SFL_KERNELS_TALLY_CODE_H

#include "kernels/bytes.h"
#include "kernels/tally.h"

#ifdef __cplusplus
extern "C" {
#endif

/* More paths no tally that is read may come to: sums, and what is made of them, have room. */
#define SFL_TALLY_PATHS_MOST (((uint64_t)1 << 60) - 1)

/* All of a tally that has a path, and in every column a value of each path, as those of a run do. */
void sfl_tally_encode(const sfl_tally *tally, sfl_bytes_out *out);
/* Adds a tally's bytes, which are all that `in` has, to a tally of the same columns, as sfl_tally_merge does. False: in->error
 * says what is wrong, and `into` may be half done. Whatever the bytes are, every figure that is read from a tally that was
 * added to without an error is defined. */
bool sfl_tally_decode(sfl_tally *into, sfl_bytes_in *in);
/* Would they be added to an empty tally of the same columns? Touches none of its counters. *n_paths: how many they are of. */
bool sfl_tally_can_decode(const sfl_tally *like, sfl_bytes_in *in, uint64_t *n_paths);

#ifdef __cplusplus
}
#endif
#endif
