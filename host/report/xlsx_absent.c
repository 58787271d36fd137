/* In place of xlsx.c in a build without the library: sfl_report_fill refuses before. */
#include "host/report/report.h"

sfl_status sfl_report_xlsx(const sfl_report_job *job)
{
    (void)job;
    return SFL_ERR_USAGE;
}
