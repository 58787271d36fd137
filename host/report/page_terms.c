/* Commitments, break-even, capacity, switches, and what the assumptions imply. */
#include "host/report/page.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>

#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof((array)[0])))

/* ---- commitments ---- */

static void add_period(const sfl_page *page, sfl_grid *grid, const sfl_summary_period *period)
{
    sfl_page_money(page, grid, period->commitment, 3);
    sfl_page_share(grid, period->p_shortfall);
    sfl_grid_paint(grid, sfl_paint_of_risk(period->p_shortfall));
    sfl_page_money(page, grid, period->shortfall.values[SFL_MEASURE_MEAN], 3);
    sfl_page_money(page, grid, period->shortfall.values[SFL_MEASURE_Q95], 3);
    sfl_page_share(grid, period->utilisation);
    sfl_page_money(page, grid, period->room.values[SFL_MEASURE_MEAN], 3);
    sfl_page_money(page, grid, period->room.values[SFL_MEASURE_Q05], 3);
    sfl_page_money(page, grid, period->room.values[SFL_MEASURE_Q95], 3);
}

static void add_contract(const sfl_page *page, sfl_grid *grid, const sfl_summary_architecture *architecture,
                         const sfl_summary_contract *contract)
{
    bool is_first = contract == architecture->contracts;
    for (int32_t i = 0; i < contract->n_periods; ++i) {
        sfl_grid_cell(grid, is_first && i == 0 ? architecture->name : "");
        sfl_grid_cell(grid, i == 0 ? contract->name : "");
        sfl_page_whole(grid, contract->periods[i].period);
        add_period(page, grid, &contract->periods[i]);
    }
    if (contract->n_periods < 2) return;
    sfl_grid_cell(grid, "");
    sfl_grid_cell(grid, "");
    sfl_grid_cell(grid, "all");
    add_period(page, grid, &contract->term);
}

void sfl_page_commitments(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "<contract", "k",    "committed", "P short", "short",
                                           "~~95 %",        "used",      "room", "~5 %",      "~95 %"};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &page->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_contracts; ++j)
            add_contract(page, &grid, architecture, &architecture->contracts[j]);
    }
    if (grid.first != NULL)
        sfl_page_heading(page, "Commitments by period k: shortfall of all paths, share used, room left for AI spend");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- break-even ---- */

static void add_static(const sfl_page *page, sfl_grid *grid, const sfl_summary_break_even *row)
{
    static const char *const words[SFL_STATIC_COUNT] = {"never", "", "always"};
    if (row->has_static && row->static_kind != SFL_STATIC_REACHED)
        sfl_grid_cell(grid, words[row->static_kind]);
    else
        sfl_page_money(page, grid, row->static_usd_per_month, 3);
}

static void add_month(sfl_grid *grid, double month)
{
    if (isnan(month))
        sfl_grid_cell(grid, "-");
    else
        sfl_page_whole(grid, (int64_t)month);
}

void sfl_page_break_even(const sfl_page *page)
{
    static const char *const headings[] = {"<from", "<to", "ever", "median month", "static, from's AI a month"};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_break_even; ++i) {
        const sfl_summary_break_even *row = &page->summary->break_even[i];
        sfl_grid_cell(&grid, row->from);
        sfl_grid_cell(&grid, row->to);
        sfl_page_share(&grid, 1.0 - row->p_never);
        add_month(&grid, row->median_month);
        add_static(page, &grid, row);
    }
    if (grid.first != NULL)
        sfl_page_heading(page, "Break-even: when the cumulative cost of `to` falls to that of `from`");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- capacity ---- */

void sfl_page_capacity(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "<channel",    "utilisation", "overflow",
                                           "unserved",      "first units", "last units"};
    sfl_grid                 grid;
    int32_t                  last = page->summary->n_months - 1;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &page->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_channels; ++j) {
            const sfl_summary_channel *channel = &architecture->channels[j];
            sfl_grid_cell(&grid, j == 0 ? architecture->name : "");
            sfl_grid_cell(&grid, channel->name);
            sfl_page_share(&grid, channel->utilisation);
            sfl_page_share(&grid, channel->overflow);
            sfl_page_share(&grid, channel->unserved);
            sfl_page_fixed(&grid, channel->units[0], 1);
            sfl_page_fixed(&grid, channel->units[last], 1);
        }
    }
    if (grid.first != NULL)
        sfl_page_heading(page, "Capacity: shares of capacity and of load, mean units in the first and last month");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

void sfl_page_switches(const sfl_page *page)
{
    static const char *const headings[] = {"<architecture", "<workload", "<from", "<to", "ever", "median month"};
    sfl_grid                 grid;
    sfl_grid_init(&grid, headings, COUNT_OF(headings));
    for (int32_t i = 0; i < page->summary->n_architectures; ++i) {
        const sfl_summary_architecture *architecture = &page->summary->architectures[i];
        for (int32_t j = 0; j < architecture->n_switches; ++j) {
            const sfl_summary_switch *route = &architecture->switches[j];
            sfl_grid_cell(&grid, j == 0 ? architecture->name : "");
            sfl_grid_cell(&grid, route->workload);
            sfl_grid_cell(&grid, route->channel);
            sfl_grid_cell(&grid, route->to);
            sfl_page_share(&grid, route->p_ever);
            add_month(&grid, route->median_month);
        }
    }
    if (grid.first != NULL) sfl_page_heading(page, "Switches of routes");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}

/* ---- drivers ---- */

#define MOST_DRIVER_MONTHS 3
#define DRIVER_FIGURES 4

/* headings [1 + 4 · MOST_DRIVER_MONTHS], texts their storage; returns how many. */
static int32_t driver_headings(const sfl_driver_row *driver, const char **headings, char (*texts)[24])
{
    static const char *const words[DRIVER_FIGURES] = {"mean", "~5 %", "~~50 %", "~95 %"};
    int32_t                  n                     = 0;
    headings[n++]                                  = "<driver";
    for (int32_t i = 0; i < driver->n_months && i < MOST_DRIVER_MONTHS; ++i) {
        snprintf(texts[i], sizeof texts[i], "%" PRId32 ": %s", driver->months[i].month, words[0]);
        headings[n++] = texts[i];
        for (int32_t j = 1; j < DRIVER_FIGURES; ++j)
            headings[n++] = words[j];
    }
    return n;
}

static void add_driver(sfl_grid *grid, const sfl_driver_row *driver, int32_t n_columns)
{
    sfl_grid_cell(grid, driver->name);
    for (int32_t i = 0; 1 + DRIVER_FIGURES * i < n_columns; ++i) {
        sfl_page_number(grid, driver->months[i].mean);
        sfl_page_number(grid, driver->months[i].q05);
        sfl_page_number(grid, driver->months[i].q50);
        sfl_page_number(grid, driver->months[i].q95);
    }
}

void sfl_page_drivers(const sfl_page *page)
{
    const char *headings[1 + DRIVER_FIGURES * MOST_DRIVER_MONTHS];
    char        texts[MOST_DRIVER_MONTHS][24];
    if (page->summary->n_drivers == 0) return;
    int32_t  n = driver_headings(&page->summary->drivers[0], headings, texts);
    sfl_grid grid;
    sfl_grid_init(&grid, headings, n);
    for (int32_t i = 0; i < page->summary->n_drivers; ++i)
        add_driver(&grid, &page->summary->drivers[i], n);
    sfl_page_heading(page, "What the assumptions imply: index of each driver by month, 1 at month 0");
    sfl_grid_write(&grid, &page->paper, page->buffer);
}
