/* See json_drivers.h. */
#include "host/report/json_drivers.h"

static void write_month(sfl_json *json, const sfl_driver_month *month)
{
    sfl_json_object(json, NULL, SFL_JSON_INLINE);
    sfl_json_whole(json, "month", month->month);
    sfl_json_real(json, "mean", month->mean);
    sfl_json_real(json, "q05", month->q05);
    sfl_json_real(json, "q50", month->q50);
    sfl_json_real(json, "q95", month->q95);
    sfl_json_close(json);
}

void sfl_json_drivers(sfl_json *json, const sfl_driver_row *rows, int32_t n_rows)
{
    sfl_json_array(json, "drivers", SFL_JSON_LINES);
    for (int32_t i = 0; i < n_rows; ++i) {
        sfl_json_object(json, NULL, SFL_JSON_LINES);
        sfl_json_text(json, "name", rows[i].name);
        sfl_json_array(json, "months", SFL_JSON_LINES);
        for (int32_t j = 0; j < rows[i].n_months; ++j)
            write_month(json, &rows[i].months[j]);
        sfl_json_close(json);
        sfl_json_close(json);
    }
    sfl_json_close(json);
}
