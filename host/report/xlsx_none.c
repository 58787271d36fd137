/* In place of the workbook's files where libxlsxwriter was not there when this was built: sfl_report_fill refuses before. */
#include "host/report/report.h"

sfl_status sfl_report_xlsx(const sfl_report_job *job)
{
    (void)job;
    return SFL_ERR_USAGE;
}
