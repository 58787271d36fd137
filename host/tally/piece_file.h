/* A tally file in memory, between opening it (piece_read.c), its head (piece_head.c) and its counters (piece_load.c). */
#ifndef SFL_HOST_TALLY_PIECE_FILE_H
#define SFL_HOST_TALLY_PIECE_FILE_H

#include "host/tally/piece_format.h"
#include "kernels/bytes.h"

struct sfl_piece_file {
    const uint8_t *bytes;
    size_t         n_bytes, counters_at;
    uint8_t       *own; /* the bytes, where they are the file's; NULL: somebody else's */
    char          *name;
    sfl_piece     *head;
};

/* "byte N: what is wrong" */
sfl_status sfl_piece_file_refuse(const sfl_piece_file *file, size_t at, const char *error, sfl_diag *diag);
/* Fills an empty piece that has an arena; in->error says what is wrong. False without memory. */
bool sfl_piece_head_read(sfl_piece *head, sfl_bytes_in *in);

#endif
