/* See facts.h. */
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE /* getloadavg */
#endif
#include "host/bench/facts.h"

#include "host/base/text.h"
#include "host/run/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#if defined(__clang__)
#define SFL_COMPILER __VERSION__
#else
#define SFL_COMPILER "gcc " __VERSION__
#endif

/* The text behind "key : " in a line of /proc/cpuinfo; false where the line is another's. */
static bool take_value(const char *line, const char *key, char *value, size_t n_bytes)
{
    const char *colon = strchr(line, ':');
    if (colon == NULL || strncmp(line, key, strlen(key)) != 0) return false;
    colon += strspn(colon, ": \t");
    snprintf(value, n_bytes, "%.*s", (int)strcspn(colon, "\n"), colon);
    return true;
}

static void read_cpu(sfl_bench_facts *facts)
{
    char  line[512], mhz[32];
    FILE *stream = fopen("/proc/cpuinfo", "r");
    if (stream == NULL) return;
    while (fgets(line, sizeof line, stream) != NULL && (facts->cpu[0] == '\0' || facts->mhz == 0.0)) {
        if (facts->cpu[0] == '\0') (void)take_value(line, "model name", facts->cpu, sizeof facts->cpu);
        if (take_value(line, "cpu MHz", mhz, sizeof mhz)) facts->mhz = sfl_text_to_real(mhz);
    }
    fclose(stream);
}

static void read_date(sfl_bench_facts *facts)
{
    time_t    now = time(NULL);
    struct tm utc;
    if (gmtime_r(&now, &utc) != NULL) strftime(facts->date, sizeof facts->date, "%Y-%m-%dT%H:%M:%SZ", &utc);
}

static void read_cards(const sfl_bench_how *how, sfl_bench_facts *facts)
{
    sfl_card_error error;
    facts->n_devices = sfl_bench_devices(how, false, facts->devices);
    for (int32_t i = 0; i < facts->n_devices; ++i)
        (void)sfl_card_describe(facts->devices[i], &facts->cards[i], &error);
}

void sfl_bench_facts_read(const sfl_bench_how *how, sfl_bench_facts *facts)
{
    memset(facts, 0, sizeof *facts);
    read_date(facts);
    read_cpu(facts);
    read_cards(how, facts);
    gethostname(facts->host, sizeof facts->host - 1);
    if (getloadavg(&facts->load, 1) != 1) facts->load = -1.0;
    facts->n_cpus        = sfl_work_processors();
    facts->backend       = sfl_bench_backend(how, false);
    facts->compiler      = SFL_COMPILER;
    facts->cuda_compiler = SFL_CUDA_COMPILER;
    facts->flags         = SFL_FLAGS;
    facts->build_type    = SFL_BUILD_TYPE;
    facts->commit        = SFL_COMMIT;
}
