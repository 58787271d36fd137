/* See cards.h. */
#include "host/cli/cards.h"

#include "kernels/card.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* One number from `*at` on; false where there is none. */
static bool read_number(const char **at, sfl_cli_devices *devices)
{
    char *end;
    if (!isdigit((unsigned char)**at) || devices->n == SFL_MOST_DEVICES) return false;
    unsigned long number = strtoul(*at, &end, 10);
    if (number > INT16_MAX || (*end != ',' && *end != '\0')) return false;
    devices->numbers[devices->n++] = (int32_t)number;
    *at                            = end;
    return true;
}

/* Of a team on one machine every rank takes its own cards; more ranks than cards share them. */
static void take_own_cards(const sfl_team *team, sfl_cli_devices *devices)
{
    sfl_card_error error;
    int32_t        n_there = sfl_card_count(&error);
    for (int32_t i = 0; i < n_there && devices->n < SFL_MOST_DEVICES; ++i)
        if (i % team->n_local == team->local_rank % n_there) devices->numbers[devices->n++] = i;
}

sfl_status sfl_cli_devices_read(sfl_session *session, sfl_cli_devices *devices)
{
    const char *text = session->cli.values[SFL_OPTION_DEVICES].text;
    const char *backend = sfl_session_backend(session);
    devices->n          = 0;
    bool may_be_cards   = backend == NULL || strcmp(backend, "auto") == 0 || strcmp(backend, "cuda") == 0;
    if (text == NULL && session->team != NULL && may_be_cards) take_own_cards(session->team, devices);
    if (text == NULL || strcmp(text, "all") == 0) return SFL_OK;
    const char *at = text;
    bool        is_read;
    do {
        is_read = read_number(&at, devices);
    } while (is_read && *at++ == ',');
    if (is_read) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: --devices: found %s; allowed is all, or numbers such as 0,1",
                        sfl_command_word(session->cli.command), text);
}
