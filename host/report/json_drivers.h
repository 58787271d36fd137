/* The member `drivers` of JSON answers: what the assumptions imply. */
#ifndef SFL_REPORT_JSON_DRIVERS_H
#define SFL_REPORT_JSON_DRIVERS_H

#include "host/report/json_writer.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

/* rows [n_rows] */
void sfl_json_drivers(sfl_json *json, const sfl_driver_row *rows, int32_t n_rows);

#ifdef __cplusplus
}
#endif
#endif
