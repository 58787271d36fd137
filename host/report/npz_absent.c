/* In place of npz.c in a build without minizip. */
#include "host/report/npz.h"

bool sfl_npz_is_built(void)
{
    return false;
}

sfl_npz *sfl_npz_open(FILE *stream)
{
    (void)stream;
    return NULL;
}

bool sfl_npz_member(sfl_npz *npz, const char *name)
{
    (void)npz;
    (void)name;
    return false;
}

bool sfl_npz_add(sfl_npz *npz, const void *bytes, size_t n_bytes)
{
    (void)npz;
    (void)bytes;
    (void)n_bytes;
    return false;
}

bool sfl_npz_close(sfl_npz **npz)
{
    (void)npz;
    return false;
}
