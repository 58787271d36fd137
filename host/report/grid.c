/* Rows are collected, then the columns are measured, fitted and written. */
#include "host/report/grid.h"

#include "host/report/width.h"

#include <assert.h>
#include <string.h>

#define MARGIN 2
#define LEAST_NAME 8 /* columns below which a name is not cut */
#define EASY_NAME 12 /* on narrow paper columns leave before a name is cut to less */

struct sfl_grid_row {
    const char   *cells[SFL_GRID_COLUMNS]; /* NULL: empty */
    sfl_paint     paints[SFL_GRID_COLUMNS];
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

void sfl_grid_paint(sfl_grid *grid, sfl_paint paint)
{
    if (!grid->has_failed) grid->last->paints[grid->n_cells - 1] = paint;
}

/* ---- layout ---- */

#define WIDE_RANK 100 /* of a '+' */

typedef struct grid_column {
    const char *heading; /* as it is written */
    int32_t     cell;    /* of a row */
    int32_t     width;
    int32_t     rank;    /* the highest leaves first; 0: at the very last */
    bool        is_name;
} grid_column;

typedef struct grid_layout {
    const sfl_paper *paper;
    grid_column      columns[SFL_GRID_COLUMNS];
    int32_t          n_columns, gap;
} grid_layout;

/* The same in the characters of the paper. */
static const char *spell(sfl_grid *grid, const sfl_paper *paper, const char *text)
{
    if (!paper->is_ascii) return text;
    sfl_buffer spelled = {0};
    sfl_paper_spell(paper, text, &spelled);
    const char *copy = spelled.has_failed ? NULL : sfl_arena_text(grid->arena, spelled.text != NULL ? spelled.text : "");
    grid->has_failed = grid->has_failed || copy == NULL;
    sfl_buffer_free(&spelled);
    return copy != NULL ? copy : "";
}

static int32_t measure(sfl_grid *grid, const sfl_paper *paper, const char *heading, int32_t cell)
{
    int32_t widest = sfl_width(heading);
    for (sfl_grid_row *row = grid->first; row != NULL; row = row->next) {
        if (row->cells[cell] == NULL) continue;
        row->cells[cell] = spell(grid, paper, row->cells[cell]);
        int32_t width    = sfl_width(row->cells[cell]);
        if (width > widest) widest = width;
    }
    return widest;
}

static grid_column column_of(sfl_grid *grid, const sfl_paper *paper, int32_t cell)
{
    grid_column column = {NULL, cell, 0, 0, false};
    const char *text   = grid->headings[cell];
    for (; strchr("<~+*", *text) != NULL && *text != '\0'; ++text) {
        column.is_name = column.is_name || *text == '<';
        column.rank += *text == '+' ? WIDE_RANK : *text == '~' ? 1 : 0;
    }
    column.heading = spell(grid, paper, text);
    column.width   = measure(grid, paper, column.heading, cell);
    return column;
}

/* Columns of the page with names of at most `most_name`. */
static int32_t needs(const grid_layout *layout, int32_t most_name)
{
    int32_t sum = MARGIN + (layout->n_columns - 1) * layout->gap;
    for (int32_t i = 0; i < layout->n_columns; ++i) {
        const grid_column *column = &layout->columns[i];
        sum += column->is_name && column->width > most_name ? most_name : column->width;
    }
    return sum;
}

static void remove_column(grid_layout *layout, int32_t at)
{
    layout->n_columns -= 1;
    for (int32_t i = at; i < layout->n_columns; ++i)
        layout->columns[i] = layout->columns[i + 1];
}

/* Drops the columns of the highest rank, `least_rank` or above: all of them, for a 5 % without its 95 % would mislead; of
 * rank 0 only the last. False where there is none. */
static bool drop(grid_layout *layout, int32_t least_rank)
{
    int32_t highest = -1;
    for (int32_t i = 0; i < layout->n_columns; ++i) {
        const grid_column *column = &layout->columns[i];
        if (!column->is_name && column->rank >= least_rank && column->rank > highest) highest = column->rank;
    }
    bool is_done = highest < 0;
    for (int32_t i = layout->n_columns - 1; i >= 0 && !is_done; --i) {
        if (layout->columns[i].is_name || layout->columns[i].rank != highest) continue;
        remove_column(layout, i);
        is_done = highest == 0;
    }
    return highest >= 0;
}

/* The widest column of names, -1 where none may be cut further. */
static int32_t widest_name(const grid_layout *layout)
{
    int32_t widest = -1;
    for (int32_t i = 0; i < layout->n_columns; ++i) {
        if (!layout->columns[i].is_name || layout->columns[i].width <= LEAST_NAME) continue;
        if (widest < 0 || layout->columns[i].width > layout->columns[widest].width) widest = i;
    }
    return widest;
}

static void cut_names(grid_layout *layout)
{
    for (int32_t over = needs(layout, INT32_MAX) - layout->paper->width; over > 0; --over) {
        int32_t widest = widest_name(layout);
        if (widest < 0) return;
        --layout->columns[widest].width;
    }
}

/* In the order in which a reader would give things up. */
static void fit(grid_layout *layout)
{
    int32_t width      = layout->paper->width;
    int32_t least_name = width < SFL_PAGE_WIDTH ? EASY_NAME : LEAST_NAME;
    while ((width <= SFL_PAGE_WIDTH || needs(layout, INT32_MAX) > width) && drop(layout, WIDE_RANK)) {
    }
    if (needs(layout, least_name) > width) layout->gap = 1;
    while (needs(layout, least_name) > width && drop(layout, 1)) {
    }
    while (needs(layout, LEAST_NAME) > width && drop(layout, 0)) {
    }
    cut_names(layout);
}

static void lay_out(sfl_grid *grid, const sfl_paper *paper, grid_layout *layout)
{
    layout->paper     = paper;
    layout->n_columns = 0;
    layout->gap       = 2;
    for (int32_t i = 0; i < grid->n_columns; ++i) {
        bool is_left_out = paper->is_ascii && grid->headings[i][0] == '*';
        if (!is_left_out) layout->columns[layout->n_columns++] = column_of(grid, paper, i);
    }
    fit(layout);
}

/* ---- writing ---- */

static void write_cell(const grid_layout *layout, int32_t i, const char *text, sfl_paint paint, sfl_buffer *buffer)
{
    const grid_column *column  = &layout->columns[i];
    bool               is_last = i == layout->n_columns - 1;
    sfl_buffer         cell    = {0};
    sfl_width_cut(text, column->width, sfl_paper_ellipsis(layout->paper), &cell);
    const char *shown = cell.text != NULL ? cell.text : "";
    int         pad   = (int)(column->width - sfl_width(shown));
    if (shown[0] == '\0') paint = SFL_PAINT_NONE;
    sfl_buffer_add(buffer, "%*s", column->is_name ? 0 : pad, "");
    sfl_paper_paint(layout->paper, paint, buffer);
    sfl_buffer_add(buffer, "%s", shown);
    sfl_paper_unpaint(layout->paper, paint, buffer);
    sfl_buffer_add(buffer, "%*s", column->is_name && !is_last ? pad : 0, "");
    buffer->has_failed = buffer->has_failed || cell.has_failed;
    sfl_buffer_free(&cell);
}

/* row NULL: the headings. */
static void write_row(const grid_layout *layout, const sfl_grid_row *row, sfl_buffer *buffer)
{
    for (int32_t i = 0; i < layout->n_columns; ++i) {
        const grid_column *column = &layout->columns[i];
        const char        *text   = row == NULL ? column->heading : row->cells[column->cell];
        sfl_buffer_add(buffer, "%*s", (int)(i == 0 ? MARGIN : layout->gap), "");
        write_cell(layout, i, text != NULL ? text : "", row == NULL ? SFL_PAINT_NONE : row->paints[column->cell], buffer);
    }
    sfl_buffer_add(buffer, "\n");
}

void sfl_grid_write(sfl_grid *grid, const sfl_paper *paper, sfl_buffer *buffer)
{
    if (!grid->has_failed && grid->first != NULL) {
        grid_layout layout;
        lay_out(grid, paper, &layout);
        write_row(&layout, NULL, buffer);
        for (const sfl_grid_row *row = grid->first; row != NULL; row = row->next)
            write_row(&layout, row, buffer);
    }
    buffer->has_failed = buffer->has_failed || grid->has_failed;
    sfl_arena_free(&grid->arena);
}
