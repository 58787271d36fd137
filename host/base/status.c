/* Exit codes and texts of the outcomes, made from the one list in shortfall/status.h. */
#include "shortfall/status.h"

int sfl_status_exit_code(sfl_status status)
{
    switch (status) {
#define SFL_STATUS(NAME, code, text)                                                                                   \
    case SFL_##NAME: return code;
        SFL_STATUS_LIST(SFL_STATUS)
#undef SFL_STATUS
    case SFL_STATUS_COUNT: break;
    }
    return 1;
}

const char *sfl_status_text(sfl_status status)
{
    switch (status) {
#define SFL_STATUS(NAME, code, text)                                                                                   \
    case SFL_##NAME: return text;
        SFL_STATUS_LIST(SFL_STATUS)
#undef SFL_STATUS
    case SFL_STATUS_COUNT: break;
    }
    return "no known outcome";
}
