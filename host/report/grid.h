/* A table of text cells that never is wider than its paper: columns take what they need, names give way, and columns of
 * lesser rank leave. */
#ifndef SFL_REPORT_GRID_H
#define SFL_REPORT_GRID_H

#include "host/base/arena.h"
#include "host/base/buffer.h"
#include "host/report/paper.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_GRID_COLUMNS 16

typedef struct sfl_grid_row sfl_grid_row;

/* `headings` [n_columns], borrowed. Marks before the text of a heading are not shown:
 *   <  a column of names: left-aligned, and cut where the paper is too narrow; all others are right-aligned and keep
 *      their width
 *   ~  leaves where the paper is too narrow, those with two before those with one, equal ones together
 *   *  is not there on ASCII paper; the first mark
 *   +  is there only on paper wider than a file's, where it fits with all names whole; three leave before two
 * Where that is not enough, unmarked columns leave from the right; names never do. */
typedef struct sfl_grid {
    const char *const *headings;
    int32_t            n_columns;
    sfl_arena         *arena; /* of the cells, the grid's own */
    sfl_grid_row      *first, *last;
    int32_t            n_cells; /* of the last row */
    bool               has_failed;
} sfl_grid;

void sfl_grid_init(sfl_grid *grid, const char *const *headings, int32_t n_columns);
/* The next cell, in reading order; text is copied. */
void sfl_grid_cell(sfl_grid *grid, const char *text);
/* Paints the cell added last. */
void sfl_grid_paint(sfl_grid *grid, sfl_paint paint);
/* Adds the grid to the buffer, two columns from the left edge; nothing where there are no rows. Frees the cells. */
void sfl_grid_write(sfl_grid *grid, const sfl_paper *paper, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
