/* A piece of a run: tallies of some of its paths, and all that is needed to go on with it, to put it together with other pieces
 * and to answer. What a tally file (docs/tally-format.md) holds. A run is a piece of one point; of a sweep every point has
 * tallies of its own, of the same paths. */
#ifndef SFL_HOST_TALLY_PIECE_H
#define SFL_HOST_TALLY_PIECE_H

#include "host/base/arena.h"
#include "host/base/buffer.h"
#include "host/base/diag.h"
#include "host/tally/path_set.h"
#include "host/tally/tally_set.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A scenario of the run: that of the text with some values replaced. */
typedef struct sfl_piece_point {
    const char **values; /* [n_values] "path=value" as -s takes it; none: the text as it is */
    int32_t      n_values;
    uint8_t      fingerprint[32]; /* of its plan */
} sfl_piece_point;

/* How paths are sampled, as a tally file says it. */
typedef enum sfl_piece_sampling { SFL_PIECE_RANDOM, SFL_PIECE_ANTITHETIC, SFL_PIECE_SOBOL, SFL_PIECE_SAMPLINGS } sfl_piece_sampling;

/* What was asked for: the same in every piece of a run. */
typedef struct sfl_piece_request {
    const char      *text;  /* the effective scenario, as sfl_scenario_dump writes it */
    const char      *title; /* what the scenario is called: the name of its file */
    uint64_t         seed;
    int32_t          sampling; /* sfl_piece_sampling */
    int32_t          against;  /* architecture of sfl_plan_build_against */
    uint64_t         n_paths;  /* of the whole run; 0: until its targets are reached */
    const char      *until;    /* targets as text, NULL: none */
    uint64_t         max_paths;
    double           level; /* of intervals */
    bool             split;
    sfl_piece_point *points; /* [n_points], at least one */
    int32_t          n_points;
} sfl_piece_request;

typedef struct sfl_piece {
    sfl_arena        *arena; /* of the texts */
    sfl_piece_request request;
    uint32_t          shard, n_shards; /* 1 … n_shards: which share of the run's paths this piece is to walk; 0: all of them, though the
                                          run was cut into n_shards */
    sfl_path_set      held;            /* the paths in the tallies */
    uint64_t          until_paths;     /* with until: paths of all batches with the one under way; 0: none yet */
    bool              until_reached;   /* and whether all targets were reached after the batch before it */
    double            seconds;         /* walking took, of all its paths */
    const sfl_plan *const *plans;      /* [n_points], borrowed; NULL while only the head is known */
    sfl_tally_set    *sets;            /* [n_points] */
} sfl_piece;

/* An empty piece for a request, whose texts are copied; NULL without memory. `plans` [n_points] are borrowed. */
sfl_piece *sfl_piece_build(const sfl_piece_request *request, const sfl_plan *const *plans);
void       sfl_piece_free(sfl_piece **piece);

/* The share of a run's paths that shard i of n is to walk, 0 all: whole blocks of SFL_PART_PATHS but for the last, shares that differ by
 * a block at most; none where there are more shards than blocks. */
sfl_range sfl_piece_share(uint64_t n_paths, uint32_t shard, uint32_t n_shards);
/* Is `other`, of `file`, a piece of the same run? Says what is another. */
sfl_status sfl_piece_check_same(const sfl_piece *one, const sfl_piece *other, const char *file, sfl_diag *diag);
/* Have the two no path in common? Says which. */
sfl_status sfl_piece_check_apart(const sfl_piece *one, const sfl_piece *other, const char *file, sfl_diag *diag);
/* What the two are called together; false without memory. */
bool sfl_piece_take_title(sfl_piece *into, const sfl_piece *from);
/* Adds `from`, a piece of the same run without a path in common, which stays as it is. Says why not, and of which file. */
sfl_status sfl_piece_add(sfl_piece *into, const sfl_piece *from, const char *file, sfl_diag *diag);

/* ---- files ---- */

/* Writes `file` whole or not at all: to a temporary name beside it, synced, renamed. SFL_ERR_OUTPUT: what stood there stays. */
sfl_status sfl_piece_write(const sfl_piece *piece, const char *file, sfl_diag *diag);
/* The file's bytes, added to an empty buffer. Equal pieces give equal bytes, however they were put together. */
sfl_status sfl_piece_encode(const sfl_piece *piece, sfl_buffer *bytes, sfl_diag *diag);

/* A file that has been opened: its length, checksum and head are right, its counters have not been looked at. */
typedef struct sfl_piece_file sfl_piece_file;

/* SFL_ERR_USAGE: no such file, or no tally file; the message has the offset of the byte that is wrong. */
sfl_status sfl_piece_open(const char *file, sfl_piece_file **opened, sfl_diag *diag);
/* The same from memory, which stays the caller's and is kept in sight; `name` is for messages. */
sfl_status sfl_piece_open_bytes(const uint8_t *bytes, size_t n_bytes, const char *name, sfl_piece_file **opened, sfl_diag *diag);
void       sfl_piece_close(sfl_piece_file **opened);
/* Head and held paths; plans and sets are NULL. Belongs to the file. */
const sfl_piece *sfl_piece_head(const sfl_piece_file *opened);
/* Adds the file's counters to a piece that was built for the same run's plans. Refuses another run's file, and paths that are there
 * already. After an error the piece is worth nothing. Allocates what the plans' tallies take and no more. */
sfl_status sfl_piece_load(const sfl_piece_file *opened, sfl_piece *into, sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
