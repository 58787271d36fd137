/* In place of sqlite.c in a build without the library. */
#include "host/base/diag.h"
#include "host/report/report.h"

sfl_status sfl_report_sqlite(const sfl_report_job *job)
{
    return sfl_diag_add(job->diag, SFL_ERR_USAGE, (sfl_place){NULL, 0, 0},
                        "the format 'sqlite' is not in this build: it was made without SQLite");
}
