/* See study.h. */
#include "host/cli/study.h"

#include "host/base/text.h"

#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

/* A plain decimal between 0 and 1. */
static sfl_status read_level(sfl_session *session, double *level)
{
    const char *text = session->cli.values[SFL_OPTION_LEVEL].text;
    *level           = 0.95;
    if (text == NULL) return SFL_OK;
    bool is_plain = sfl_text_decimal(text, level) != NULL && text[strspn(text, "0123456789.")] == '\0';
    if (is_plain && *level > 0.0 && *level < 1.0) return SFL_OK;
    return sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere,
                        "shortfall %s: --level: found '%s'; allowed is a number between 0 and 1, such as 0.95",
                        sfl_command_word(session->cli.command), text);
}

/* Paths are given, or follow from targets. */
static sfl_status check_until(sfl_session *session)
{
    const sfl_option_value *values = session->cli.values;
    const char             *wrong  = NULL;
    if (values[SFL_OPTION_UNTIL].is_given && values[SFL_OPTION_PATHS].is_given)
        wrong = "--paths: not allowed with --until, which finds how many paths it takes";
    if (!values[SFL_OPTION_UNTIL].is_given && values[SFL_OPTION_MAX_PATHS].is_given)
        wrong = "--max-paths: allowed with --until only";
    if (!values[SFL_OPTION_UNTIL].is_given && values[SFL_OPTION_ESTIMATE].is_given)
        wrong = "--estimate: allowed with --until only, which names what to reach";
    return wrong == NULL ? SFL_OK : sfl_diag_add(session->diag, SFL_ERR_USAGE, nowhere, "shortfall run: %s", wrong);
}

sfl_status sfl_cli_study_read(sfl_session *session, sfl_cli_study *study)
{
    SFL_TRY(sfl_cli_devices_read(session, &study->devices));
    SFL_TRY(read_level(session, &study->level));
    SFL_TRY(check_until(session));
    sfl_run_options *run     = &study->options.run;
    run->n_threads           = (int32_t)sfl_session_number(session, SFL_OPTION_THREADS, 0);
    run->chunk               = sfl_session_number(session, SFL_OPTION_CHUNK, 0);
    run->backend             = sfl_session_backend(session);
    run->devices             = study->devices.numbers;
    run->n_devices           = study->devices.n;
    run->paths_in_flight     = sfl_session_number(session, SFL_OPTION_PATHS_IN_FLIGHT, 0);
    run->block               = (int32_t)sfl_session_number(session, SFL_OPTION_BLOCK, 0);
    run->card_form           = session->cli.values[SFL_OPTION_CARD_FORM].text;
    run->progress            = sfl_progress_step;
    run->progress_context    = &study->progress;
    study->options.split     = session->cli.values[SFL_OPTION_SPLIT].is_given;
    study->options.until     = session->cli.values[SFL_OPTION_UNTIL].text;
    study->options.max_paths = sfl_session_number(session, SFL_OPTION_MAX_PATHS, 0);
    return SFL_OK;
}
