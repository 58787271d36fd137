/* Rows are collected, then the columns are measured and written. */
#include "host/report/grid.h"

#include "host/report/width.h"

#include <assert.h>

#define MARGIN 2
#define LEAST_NAME 8 /* columns below which a name is not cut */

struct sfl_grid_row {
    const char   *cells[SFL_GRID_COLUMNS]; /* NULL: empty */
    sfl_grid_row *next;
};

void sfl_grid_init(sfl_grid *grid, const char *const *headings, int32_t n_columns)
{
    assert(n_columns <= SFL_GRID_COLUMNS);
    sfl_arena *arena = sfl_arena_build();
    *grid            = (sfl_grid){headings, n_columns, arena, NULL, NULL, n_columns, arena == NULL};
}

static bool add_row(sfl_grid *grid)
{
    sfl_grid_row *row = SFL_ARENA_ARRAY(grid->arena, sfl_grid_row, 1);
    if (row == NULL) return false;
    if (grid->last != NULL)
        grid->last->next = row;
    else
        grid->first = row;
    grid->last    = row;
    grid->n_cells = 0;
    return true;
}

void sfl_grid_cell(sfl_grid *grid, const char *text)
{
    if (grid->has_failed) return;
    bool needs_row = grid->n_cells == grid->n_columns;
    if (needs_row && !add_row(grid)) {
        grid->has_failed = true;
        return;
    }
    const char *copy                   = sfl_arena_text(grid->arena, text);
    grid->last->cells[grid->n_cells++] = copy;
    grid->has_failed                   = copy == NULL;
}

/* ---- widths ---- */

typedef struct grid_layout {
    int32_t widths[SFL_GRID_COLUMNS];
    int32_t gap;
} grid_layout;

static bool is_name(const sfl_grid *grid, int32_t column)
{
    return grid->headings[column][0] == '<';
}

static const char *heading(const sfl_grid *grid, int32_t column)
{
    return grid->headings[column] + (is_name(grid, column) ? 1 : 0);
}

static int32_t width_of(const sfl_grid *grid, int32_t column)
{
    int32_t width = sfl_width(heading(grid, column));
    for (const sfl_grid_row *row = grid->first; row != NULL; row = row->next) {
        int32_t cell = row->cells[column] != NULL ? sfl_width(row->cells[column]) : 0;
        if (cell > width) width = cell;
    }
    return width;
}

static int32_t page_width(const sfl_grid *grid, const grid_layout *layout)
{
    int32_t sum = MARGIN + (grid->n_columns - 1) * layout->gap;
    for (int32_t i = 0; i < grid->n_columns; ++i)
        sum += layout->widths[i];
    return sum;
}

/* The widest column of names, -1 where none may be cut further. */
static int32_t widest_name(const sfl_grid *grid, const grid_layout *layout)
{
    int32_t widest = -1;
    for (int32_t i = 0; i < grid->n_columns; ++i) {
        if (!is_name(grid, i) || layout->widths[i] <= LEAST_NAME) continue;
        if (widest < 0 || layout->widths[i] > layout->widths[widest]) widest = i;
    }
    return widest;
}

static grid_layout layout_of(const sfl_grid *grid)
{
    grid_layout layout = {{0}, 2};
    for (int32_t i = 0; i < grid->n_columns; ++i)
        layout.widths[i] = width_of(grid, i);
    for (int32_t over = page_width(grid, &layout) - SFL_PAGE_WIDTH; over > 0; --over) {
        int32_t widest = widest_name(grid, &layout);
        if (widest < 0) break;
        --layout.widths[widest];
    }
    if (page_width(grid, &layout) > SFL_PAGE_WIDTH) layout.gap = 1;
    return layout;
}

/* ---- writing ---- */

static void write_cell(const char *text, int32_t width, bool is_left, bool is_last, sfl_buffer *buffer)
{
    sfl_buffer cell = {0};
    sfl_width_fit(text, width, &cell);
    const char *shown = cell.text != NULL ? cell.text : "";
    int         pad   = (int)(width - sfl_width(shown));
    if (is_left)
        sfl_buffer_add(buffer, "%s%*s", shown, is_last ? 0 : pad, "");
    else
        sfl_buffer_add(buffer, "%*s%s", pad, "", shown);
    buffer->has_failed = buffer->has_failed || cell.has_failed;
    sfl_buffer_free(&cell);
}

static void write_row(const sfl_grid *grid, const grid_layout *layout, const sfl_grid_row *row, sfl_buffer *buffer)
{
    for (int32_t i = 0; i < grid->n_columns; ++i) {
        const char *text = row == NULL ? heading(grid, i) : row->cells[i] != NULL ? row->cells[i] : "";
        sfl_buffer_add(buffer, "%*s", (int)(i == 0 ? MARGIN : layout->gap), "");
        write_cell(text, layout->widths[i], is_name(grid, i), i == grid->n_columns - 1, buffer);
    }
    sfl_buffer_add(buffer, "\n");
}

void sfl_grid_write(sfl_grid *grid, sfl_buffer *buffer)
{
    buffer->has_failed = buffer->has_failed || grid->has_failed;
    if (!grid->has_failed && grid->first != NULL) {
        grid_layout layout = layout_of(grid);
        write_row(grid, &layout, NULL, buffer);
        for (const sfl_grid_row *row = grid->first; row != NULL; row = row->next)
            write_row(grid, &layout, row, buffer);
    }
    sfl_arena_free(&grid->arena);
}
