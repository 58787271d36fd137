/* A table of text cells that never is wider than a page: columns take what they need, and names give way. */
#ifndef SFL_REPORT_GRID_H
#define SFL_REPORT_GRID_H

#include "host/base/arena.h"
#include "host/base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_PAGE_WIDTH 100
#define SFL_GRID_COLUMNS 16

typedef struct sfl_grid_row sfl_grid_row;

/* `headings` [n_columns], borrowed; a heading that begins with '<' is a column of names: left-aligned, and it gives way
 * where the page is too narrow. The '<' is not shown. All others are right-aligned and keep their width. */
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
/* Adds the grid to the buffer, two columns from the left edge; nothing where there are no rows. Frees the cells. */
void sfl_grid_write(sfl_grid *grid, sfl_buffer *buffer);

#ifdef __cplusplus
}
#endif
#endif
