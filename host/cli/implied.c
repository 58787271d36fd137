/* Drivers' implied means and quantiles, and static break-evens. */
#include "host/cli/implied.h"

#include "host/run/static_break_even.h"

#include <stdlib.h>

static sfl_status name_drivers(const sfl_scenario *scenario, const char **names)
{
    size_t            n       = (size_t)sfl_scenario_driver_count(scenario);
    sfl_driver_entry *entries = calloc(n + 1, sizeof(*entries));
    if (entries == NULL) return SFL_ERR_MEMORY;
    sfl_status status = sfl_scenario_drivers(scenario, entries);
    for (size_t i = 0; status == SFL_OK && i < n; ++i)
        names[i] = entries[i].name;
    free(entries);
    return status;
}

sfl_status sfl_implied_build(const sfl_scenario *scenario, const sfl_plan *plan, int32_t n_threads,
                             sfl_implied *implied, sfl_diag *diag)
{
    implied->names      = calloc((size_t)sfl_scenario_driver_count(scenario) + 1, sizeof(*implied->names));
    implied->break_even = calloc((size_t)scenario->n_break_even + 1, sizeof(*implied->break_even));
    if (implied->names == NULL || implied->break_even == NULL) return SFL_ERR_MEMORY;
    SFL_TRY(name_drivers(scenario, implied->names));
    SFL_TRY(sfl_driver_table_build(plan, implied->names, SFL_DRIVER_TABLE_PATHS, n_threads, &implied->drivers, diag));
    return sfl_static_break_even_find_all(plan, implied->break_even, diag);
}

void sfl_implied_release(sfl_implied *implied)
{
    sfl_driver_table_free(&implied->drivers);
    free(implied->break_even);
    free(implied->names);
    implied->break_even = NULL;
    implied->names      = NULL;
}
