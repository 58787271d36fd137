/* --shard i/N: a share of a run's paths, into a tally file. */
#ifndef SFL_CLI_SHARD_H
#define SFL_CLI_SHARD_H

#include "host/cli/job.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_shard {
    uint32_t number, of; /* 1 … of */
} sfl_shard;

/* SFL_ERR_USAGE where it cannot be read, or does not go with another option. */
sfl_status sfl_shard_read(sfl_session *session, sfl_shard *shard);
/* Walks what the job's piece lacks of its share, and writes it to the file of -o. */
sfl_status sfl_shard_walk(sfl_session *session, sfl_job *job);
/* The tally file of -o: refuses none, and one that cannot be written. */
sfl_status sfl_shard_output(sfl_session *session, const char **file);

#ifdef __cplusplus
}
#endif
#endif
