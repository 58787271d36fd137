/* What a run was asked to reach, and what it reached. */
#include "host/report/page.h"

#include <stdio.h>

/* A half-width as it was asked for: a share of the figure, or in the figure's own unit. */
static void half_width_cell(sfl_grid *grid, const sfl_summary_target *target, double half_width)
{
    char number[SFL_PEOPLE_BYTES], text[SFL_PEOPLE_BYTES + 8];
    sfl_people_number(target->is_relative ? 100.0 * half_width : half_width, number);
    snprintf(text, sizeof text, "%s%s", number, target->is_relative ? " %" : "");
    sfl_grid_cell(grid, text);
}

void sfl_page_targets(const sfl_page *page)
{
    static const char *const headings[] = {"<figure", "value", "half-width", "asked", "reached"};
    if (page->summary->n_targets == 0) return;
    sfl_grid grid;
    sfl_grid_init(&grid, headings, 5);
    sfl_page_heading(page, "What the run was to reach");
    for (int32_t i = 0; i < page->summary->n_targets; ++i) {
        const sfl_summary_target *target = &page->summary->targets[i];
        double                    of     = target->is_relative ? fabs(target->value) : 1.0;
        sfl_grid_cell(&grid, target->name);
        sfl_page_number(&grid, target->value);
        half_width_cell(&grid, target, target->half_width / of);
        half_width_cell(&grid, target, target->wanted);
        sfl_grid_cell(&grid, target->is_met ? "yes" : "no");
        sfl_grid_paint(&grid, target->is_met ? SFL_PAINT_GOOD : SFL_PAINT_BAD);
    }
    sfl_grid_write(&grid, &page->paper, page->buffer);
}
