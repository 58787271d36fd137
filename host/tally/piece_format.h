/* What the writer and the reader of tally files have in common (docs/tally-format.md). */
#ifndef SFL_HOST_TALLY_PIECE_FORMAT_H
#define SFL_HOST_TALLY_PIECE_FORMAT_H

#include "host/tally/piece.h"

/* As PNG's: a byte that 7-bit transports break, the name, both kinds of line end, and the end of a file for DOS between them. */
#define SFL_PIECE_MAGIC "\x89SFL\r\n\x1a\n"
#define SFL_PIECE_MAGIC_BYTES 8
#define SFL_PIECE_VERSION 1u

#define SFL_PIECE_LENGTH_AT 12 /* behind magic and version (4 bytes); 8 bytes */
#define SFL_PIECE_HEAD_AT 20
#define SFL_PIECE_CRC_BYTES 4 /* at the end */

/* Seconds are whole microseconds, so few that a double has room for them and for sums of them. */
#define SFL_PIECE_MICROSECONDS_MOST ((uint64_t)1 << 50)

#define SFL_PIECE_REST SFL_N_PARTS /* place of the tally of all paths that are in no part */
#define SFL_PIECE_PLACES (SFL_N_PARTS + 1)

/* The part of a place, or SFL_ALL_PARTS. */
static inline int32_t sfl_piece_part(int32_t place)
{
    return place == SFL_PIECE_REST ? SFL_ALL_PARTS : place;
}

#endif
