/* See checkpoint.h. */
#include "host/cli/checkpoint.h"

#include "host/base/text.h"

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#define EVERY_SECONDS 60.0

static const sfl_place nowhere = {NULL, 0, 0};

/* Seconds of a unit, 0 where it is none. */
static double seconds_of(const char *unit)
{
    static const struct {
        const char *word;
        double      seconds;
    } rows[] = {{"", 1.0}, {"s", 1.0}, {"m", 60.0}, {"h", 3600.0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; ++i)
        if (strcmp(unit, rows[i].word) == 0) return rows[i].seconds;
    return 0.0;
}

static sfl_status read_every(sfl_session *session, double *seconds)
{
    const char *text = session->cli.values[SFL_OPTION_EVERY].text;
    *seconds         = EVERY_SECONDS;
    if (text == NULL) return SFL_OK;
    const char *unit = sfl_text_decimal(text, seconds);
    *seconds *= unit != NULL ? seconds_of(unit) : 0.0;
    if (*seconds > 0.0 && isfinite(*seconds)) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: --every: found '%s'; allowed is a time above 0, such as 60s, 5m or 1h",
                        sfl_command_word(session->cli.command), text);
}

sfl_status sfl_checkpoint_read(sfl_session *session, sfl_keeper *keeper)
{
    const sfl_option_value *values = session->cli.values;
    keeper->file                   = values[SFL_OPTION_CHECKPOINT].text;
    if (values[SFL_OPTION_EVERY].is_given && keeper->file == NULL && session->cli.command == SFL_COMMAND_RUN)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall run: --every: allowed with --checkpoint only");
    if (keeper->file != NULL && (keeper->file[0] == '\0' || strcmp(keeper->file, "-") == 0))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --checkpoint: found '%s'; allowed is the name of a file", keeper->file);
    return read_every(session, &keeper->every_seconds);
}

sfl_status sfl_checkpoint_is_new(sfl_session *session, const sfl_keeper *keeper)
{
    struct stat there;
    if (keeper->file == NULL || stat(keeper->file, &there) != 0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){keeper->file, 0, 0},
                        "is there already: shortfall resume goes on with it, or remove it to begin anew");
}
