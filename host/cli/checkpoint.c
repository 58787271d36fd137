/* See checkpoint.h. */
#include "host/cli/checkpoint.h"

#include "host/base/text.h"
#include "host/cli/output.h"

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

/* Before the extension, or where there is none at the end. */
static size_t stem_of(const char *file)
{
    const char *dot = strrchr(file, '.'), *slash = strrchr(file, '/');
    return dot != NULL && dot > file && (slash == NULL || dot > slash + 1) ? (size_t)(dot - file) : strlen(file);
}

/* The file of a rank; false where the name is too long. */
static bool name_of(const char *file, int32_t rank, char *out, size_t n_bytes)
{
    char   number[16] = "";
    size_t n_stem     = stem_of(file);
    if (rank > 0) snprintf(number, sizeof number, "-%d", (int)rank);
    int n = snprintf(out, n_bytes, "%.*s%s%s", (int)n_stem, file, number, file + n_stem);
    return n >= 0 && (size_t)n < n_bytes;
}

sfl_status sfl_checkpoint_name(sfl_session *session, const char *file, sfl_checkpoint *checkpoint)
{
    checkpoint->asked = file;
    if (!name_of(file, session->team != NULL ? session->team->rank : 0, checkpoint->file, sizeof checkpoint->file))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "the name of the file is too long");
    checkpoint->keeper.file = checkpoint->file;
    return SFL_OK;
}

sfl_status sfl_checkpoint_apart(sfl_session *session, const sfl_checkpoint *checkpoint, const char *output)
{
    char    file[sizeof checkpoint->file];
    int32_t n_ranks = session->team != NULL ? session->team->n_ranks : 1;
    if (checkpoint->keeper.file == NULL || output == NULL || strcmp(output, "-") == 0) return SFL_OK;
    for (int32_t rank = 0; rank < n_ranks; ++rank) {
        if (!name_of(checkpoint->asked, rank, file, sizeof file) || !sfl_output_is_same(output, file)) continue;
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){output, 0, 0},
                            "is where the run is kept; allowed for -o is another file");
    }
    return SFL_OK;
}

sfl_status sfl_checkpoint_read(sfl_session *session, sfl_checkpoint *checkpoint)
{
    const sfl_option_value *values = session->cli.values;
    const char             *file   = values[SFL_OPTION_CHECKPOINT].text;
    if (values[SFL_OPTION_EVERY].is_given && file == NULL && session->cli.command == SFL_COMMAND_RUN)
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall run: --every: allowed with --checkpoint only");
    if (file != NULL && (file[0] == '\0' || strcmp(file, "-") == 0))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                            "shortfall run: --checkpoint: found '%s'; allowed is the name of a file", file);
    SFL_TRY(read_every(session, &checkpoint->keeper.every_seconds));
    return file != NULL ? sfl_checkpoint_name(session, file, checkpoint) : SFL_OK;
}

sfl_status sfl_checkpoint_is_own(sfl_session *session, const sfl_checkpoint *checkpoint)
{
    struct stat there;
    const char *file = checkpoint->keeper.file;
    if (sfl_session_answers(session) || stat(file, &there) != 0 || !S_ISREG(there.st_mode)) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                        "is there already, and would be begun anew: put it together with %s first (shortfall merge), or remove it",
                        session->cli.argument);
}

/* A run that ended before it had walked a path has left nothing to go on with. */
static bool is_empty(const char *file)
{
    sfl_piece_file *opened = NULL;
    bool            is_piece = sfl_piece_open(file, &opened, NULL) == SFL_OK;
    bool            has_none = is_piece && sfl_piece_head(opened)->held.n == 0;
    sfl_piece_close(&opened);
    return has_none;
}

sfl_status sfl_checkpoint_is_new(sfl_session *session, const sfl_checkpoint *checkpoint)
{
    struct stat there;
    const char *file = checkpoint->keeper.file;
    if (file == NULL || stat(file, &there) != 0) return SFL_OK;
    if (S_ISFIFO(there.st_mode))
        return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0}, "is a pipe; allowed is a file");
    if (!S_ISREG(there.st_mode) || is_empty(file)) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, (sfl_place){file, 0, 0},
                        "is there already: shortfall resume goes on with it, or remove it to begin anew");
}
