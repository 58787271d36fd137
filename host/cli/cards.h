/* The options of a run that say which cards walk its paths. */
#ifndef SFL_CLI_CARDS_H
#define SFL_CLI_CARDS_H

#include "host/cli/session.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_cli_devices {
    int32_t numbers[SFL_MOST_DEVICES], n;
} sfl_cli_devices;

/* "all", or numbers with commas between them. SFL_ERR_USAGE: the text is neither. */
sfl_status sfl_cli_devices_read(sfl_session *session, sfl_cli_devices *devices);

#ifdef __cplusplus
}
#endif
#endif
