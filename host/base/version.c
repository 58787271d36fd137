/* The library's version: the project's, from CMakeLists.txt. */
#include "shortfall.h"

const char *sfl_version(void)
{
    return SFL_VERSION;
}
