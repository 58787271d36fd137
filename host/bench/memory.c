/* See memory.h. Linux: proc(5), /proc/pid/clear_refs and VmHWM of /proc/pid/status. */
#include "host/bench/memory.h"

#include <inttypes.h>
#include <stdio.h>

void sfl_bench_memory_begin(void)
{
    FILE *stream = fopen("/proc/self/clear_refs", "w");
    if (stream == NULL) return;
    fputs("5", stream); /* "reset the peak resident set size" */
    fclose(stream);
}

uint64_t sfl_bench_memory_peak(void)
{
    char     line[256];
    uint64_t kib    = 0;
    FILE    *stream = fopen("/proc/self/status", "r");
    if (stream == NULL) return 0;
    while (kib == 0 && fgets(line, sizeof line, stream) != NULL)
        (void)sscanf(line, "VmHWM: %" SCNu64, &kib);
    fclose(stream);
    return kib * 1024;
}
