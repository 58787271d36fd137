/* shortfall run --estimate: from a pilot by each way of sampling, how many paths and seconds the targets of --until need. */
#ifndef SFL_CLI_ESTIMATE_H
#define SFL_CLI_ESTIMATE_H

#include "host/cli/study.h"
#include "host/summary/summary.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Paths of a pilot: whole rounds of the parts that a run has. */
#define SFL_PILOT_PATHS 65536

typedef struct sfl_estimate {
    const char  *sampling; /* word of the scenario */
    sfl_summary *pilot;    /* with the targets */
} sfl_estimate;

#define SFL_N_SAMPLINGS 3

/* What a target needs by one way of sampling. */
typedef struct sfl_estimate_need {
    double half_width; /* of the pilot */
    double n_paths;    /* infinite where the figure is 0, NaN where the pilot has no interval */
    double seconds;    /* on this machine, as the pilot went */
    double
        efficiency; /* variance times time of random sampling over that of this one, by the widths of their intervals */
} sfl_estimate_need;

sfl_estimate_need sfl_estimate_of(const sfl_estimate *all, int32_t sampling, int32_t target);

/* Walks the pilots and prints. */
sfl_status sfl_command_estimate(sfl_session *session);

#ifdef __cplusplus
}
#endif
#endif
