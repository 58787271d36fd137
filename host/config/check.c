#include "host/config/check.h"
void sfl_check(sfl_scenario *scenario, sfl_log *log)
{
    (void)scenario;
    (void)log;
}
