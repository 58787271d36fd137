/* See driver_table.h. Walks the world only; values of a driver and month stand in a row, ranked afterwards. Rows are made
 * a few drivers at a time, so that memory has a bound. */
#include "host/run/driver_table.h"

#include "host/base/select.h"
#include "host/run/observe.h"
#include "host/run/work.h"

#include <stdlib.h>

#define DRIVERS_AT_A_TIME 64

typedef struct table {
    sfl_driver_table  shown; /* first: what the caller holds */
    sfl_driver_row   *rows;
    sfl_driver_month *months; /* [n_drivers][n_months] */
} table;

typedef struct survey {
    const sfl_plan    *plan;
    const sfl_backend *backend;
    uint64_t           n_paths;
    int32_t            n_threads;
    int32_t            months[SFL_DRIVER_TABLE_MONTHS], n_months;
    int32_t            first_driver, n_drivers;
    double            *values; /* [n_drivers][n_months][n_paths] */
    sfl_driver_month  *found;  /* [n_drivers][n_months] */
} survey;

static const sfl_place nowhere = {NULL, 0, 0};

/* 12, 36 and 60; of those beyond the horizon, its last month stands for the first. */
static int32_t choose_months(int32_t n_months, int32_t *months)
{
    static const int32_t wanted[SFL_DRIVER_TABLE_MONTHS] = {12, 36, 60};
    for (int32_t i = 0; i < SFL_DRIVER_TABLE_MONTHS; ++i) {
        months[i] = SFL_MIN(wanted[i], n_months - 1);
        if (months[i] == n_months - 1) return i + 1;
    }
    return SFL_DRIVER_TABLE_MONTHS;
}

static double *row_of(const survey *of, int32_t driver, int32_t i)
{
    return of->values + ((size_t)driver * (size_t)of->n_months + (size_t)i) * (size_t)of->n_paths;
}

/* Observer: keeps the drivers of the months asked for; after the last of them the block may stop. */
static bool keep_month(void *context, const sfl_block *block, int32_t month, int32_t n_lanes)
{
    const survey *of = context;
    for (int32_t i = 0; i < of->n_months; ++i) {
        if (of->months[i] != month) continue;
        for (int32_t driver = 0; driver < of->n_drivers; ++driver) {
            double *row = row_of(of, driver, i) + block->first_path;
            for (int32_t lane = 0; lane < n_lanes; ++lane)
                row[lane] = sfl_observed_driver(block, of->first_driver + driver, month, lane);
        }
    }
    return month < of->months[of->n_months - 1];
}

static bool walk_block(void *context, int32_t thread, double *slots, uint64_t number)
{
    survey  *of    = context;
    uint64_t first = number * SFL_LANES;
    uint64_t left  = of->n_paths - first;
    int32_t  n     = left < SFL_LANES ? (int32_t)left : SFL_LANES;
    (void)thread;
    (void)of->backend->observe_world(of->plan, first, n, slots, keep_month, of);
    return true;
}

/* Order statistic number ⌈n · percent / 100⌉, counted from 0. */
static size_t rank_of(uint64_t n, uint64_t percent)
{
    return (size_t)((n * percent + 99) / 100 - 1);
}

/* The middle first: it leaves the others on their sides of it. */
static void find_quantiles(double *values, size_t n, sfl_driver_month *found)
{
    size_t middle = rank_of(n, 50), high = rank_of(n, 95);
    found->q50    = sfl_select(values, n, middle);
    found->q05    = sfl_select(values, middle + 1, rank_of(n, 5));
    found->q95    = sfl_select(values + middle, n - middle, high - middle);
}

static bool describe_row(void *context, int32_t thread, double *slots, uint64_t number)
{
    survey           *of     = context;
    sfl_driver_month *found  = &of->found[number];
    double           *values = of->values + number * of->n_paths;
    long double       sum    = 0.0L;
    (void)thread;
    (void)slots;
    for (uint64_t path = 0; path < of->n_paths; ++path)
        sum += (long double)values[path];
    found->month = of->months[number % (uint64_t)of->n_months];
    found->mean  = (double)(sum / (long double)of->n_paths);
    find_quantiles(values, (size_t)of->n_paths, found);
    return true;
}

static sfl_status work_all(survey *of, sfl_work_fn work, uint64_t n_pieces, size_t slot_bytes)
{
    sfl_work all = {n_pieces, of->n_threads, slot_bytes, work, NULL, of};
    uint64_t n_done;
    if ((uint64_t)all.n_threads > n_pieces) all.n_threads = (int32_t)n_pieces;
    return sfl_work_run(&all, &n_done);
}

/* Drivers first_driver … first_driver + n_drivers − 1. */
static sfl_status describe(survey *of)
{
    uint64_t n_blocks = of->n_paths / SFL_LANES + (of->n_paths % SFL_LANES != 0);
    uint64_t n_rows   = (uint64_t)of->n_drivers * (uint64_t)of->n_months;
    of->values        = malloc((size_t)(n_rows * of->n_paths) * sizeof *of->values);
    if (of->values == NULL) return SFL_ERR_MEMORY;
    sfl_status status = work_all(of, walk_block, n_blocks, sfl_backend_slot_bytes(of->plan));
    if (status == SFL_OK) status = work_all(of, describe_row, n_rows, 0);
    free(of->values);
    return status;
}

static sfl_status describe_all(survey *of, sfl_driver_month *months)
{
    int32_t n_drivers = of->plan->n_drivers;
    for (int32_t first = 0; first < n_drivers; first += DRIVERS_AT_A_TIME) {
        of->first_driver = first;
        of->n_drivers    = n_drivers - first < DRIVERS_AT_A_TIME ? n_drivers - first : DRIVERS_AT_A_TIME;
        of->found        = months + (size_t)first * (size_t)of->n_months;
        SFL_TRY(describe(of));
    }
    return SFL_OK;
}

static table *table_build(const survey *of, const char *const *names)
{
    size_t n_drivers = (size_t)of->plan->n_drivers;
    table *made      = calloc(1, sizeof *made);
    if (made == NULL) return NULL;
    made->rows   = calloc(n_drivers + 1, sizeof *made->rows);
    made->months = calloc(n_drivers * (size_t)of->n_months + 1, sizeof *made->months);
    if (made->rows == NULL || made->months == NULL) {
        sfl_driver_table *shown = &made->shown;
        sfl_driver_table_free(&shown);
        return NULL;
    }
    for (size_t i = 0; i < n_drivers; ++i) {
        made->rows[i].name     = names == NULL ? NULL : names[i];
        made->rows[i].months   = made->months + i * (size_t)of->n_months;
        made->rows[i].n_months = of->n_months;
    }
    made->shown.rows   = made->rows;
    made->shown.n_rows = of->plan->n_drivers;
    return made;
}

sfl_status sfl_driver_table_build(const sfl_plan *plan, const char *const *names, uint64_t n_paths, int32_t n_threads,
                                  sfl_driver_table **out, sfl_diag *diag)
{
    survey of;
    memset(&of, 0, sizeof of);
    of.plan           = plan;
    of.backend        = sfl_backend_pick(NULL);
    of.n_paths        = n_paths;
    of.n_threads      = sfl_work_threads(n_threads);
    of.n_months       = choose_months(plan->n_months, of.months);
    table     *made   = table_build(&of, names);
    sfl_status status = made == NULL ? SFL_ERR_MEMORY : describe_all(&of, made->months);
    *out              = made == NULL ? NULL : &made->shown;
    if (status == SFL_OK) return SFL_OK;
    sfl_driver_table_free(out);
    return sfl_diag_add(diag, status, nowhere, "no memory for the drivers' table");
}

void sfl_driver_table_free(sfl_driver_table **shown)
{
    if (shown == NULL || *shown == NULL) return;
    table *made = (table *)(void *)*shown;
    free(made->rows);
    free(made->months);
    free(made);
    *shown = NULL;
}
