/* Where the spread of each total comes from: what is uncertain once and for all, and noise from month to month. */
#include "host/report/page.h"

static void share_cell(sfl_grid *grid, double share)
{
    sfl_page_share(grid, share < 0.0 ? 0.0 : share > 1.0 ? 1.0 : share);
}

void sfl_page_split(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "parameters", "from", "to", "noise"};
    const sfl_summary       *summary    = page->summary;
    if (summary->split_paths == 0) return;
    sfl_grid grid;
    sfl_grid_init(&grid, headings, 5);
    sfl_page_heading(page,
                     "Where the variance of the npv comes from: growth, volatility, ceilings and launches, or noise");
    for (int32_t i = 0; i < summary->n_architectures; ++i) {
        const sfl_summary_split *split = &summary->architectures[i].split[SFL_MONEY_NPV];
        sfl_grid_cell(&grid, summary->architectures[i].name);
        share_cell(&grid, split->parameters);
        share_cell(&grid, split->parameters_in.low);
        share_cell(&grid, split->parameters_in.high);
        share_cell(&grid, 1.0 - split->parameters);
    }
    sfl_grid_write(&grid, &page->paper, page->buffer);
}
