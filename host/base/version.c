/* Version of the library, as the build names it. */
#include "shortfall.h"

const char *sfl_version(void)
{
    return SFL_VERSION;
}
