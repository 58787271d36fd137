/* Reading and planning for a command, and saying what went wrong. */
#include "host/cli/session.h"

#include <stdio.h>
#include <string.h>

static void say(sfl_session *session)
{
    for (size_t n = sfl_diag_count(session->diag); session->n_said < n; ++session->n_said) {
        bool is_warning = sfl_diag_message(session->diag, session->n_said)->severity == SFL_SEVERITY_WARNING;
        if (is_warning && sfl_session_is_quiet(session)) continue;
        fprintf(stderr, "%s%s\n", is_warning ? "warning: " : "", sfl_diag_line(session->diag, session->n_said));
    }
}

void sfl_session_say(sfl_session *session)
{
    if (sfl_session_answers(session))
        say(session);
    else
        session->n_said = sfl_diag_count(session->diag);
}

void sfl_session_say_last(sfl_session *session)
{
    bool others_are_silent = false;
    if (session->team != NULL)
        others_are_silent = session->team->agree(session->team->context, sfl_diag_error_count(session->diag)) > 0;
    if (sfl_session_answers(session) || !others_are_silent) say(session);
    if (sfl_session_answers(session)) sfl_session_say_count(session);
}

void sfl_session_say_count(const sfl_session *session)
{
    size_t n_errors   = sfl_diag_error_count(session->diag);
    size_t n_warnings = sfl_diag_count(session->diag) - n_errors;
    if (sfl_session_is_quiet(session)) n_warnings = 0;
    if (n_errors == 0 && n_warnings == 0) return;
    if (n_errors > 0) fprintf(stderr, "%zu error%s", n_errors, n_errors == 1 ? "" : "s");
    if (n_errors > 0 && n_warnings > 0) fputs(", ", stderr);
    if (n_warnings > 0) fprintf(stderr, "%zu warning%s", n_warnings, n_warnings == 1 ? "" : "s");
    fputc('\n', stderr);
}

sfl_status sfl_session_read(sfl_session *session, sfl_scenario **scenario)
{
    sfl_read_options options = {session->cli.overrides, session->cli.n_overrides};
    sfl_status       status  = sfl_scenario_read(session->cli.argument, &options, scenario, session->diag);
    sfl_session_say(session);
    return status;
}

sfl_status sfl_session_plan(sfl_session *session, sfl_scenario **scenario, sfl_plan **plan)
{
    SFL_TRY(sfl_session_read(session, scenario));
    sfl_status status = sfl_plan_build(*scenario, plan, session->diag);
    sfl_session_say(session);
    return status;
}

const char *sfl_session_backend(const sfl_session *session)
{
    return session->cli.values[SFL_OPTION_BACKEND].text;
}

const char *sfl_session_output(const sfl_session *session)
{
    return session->cli.values[SFL_OPTION_OUTPUT].text;
}

bool sfl_session_is_quiet(const sfl_session *session)
{
    return session->cli.values[SFL_OPTION_QUIET].is_given;
}

uint64_t sfl_session_number(const sfl_session *session, sfl_option_id option, uint64_t otherwise)
{
    const sfl_option_value *value = &session->cli.values[option];
    return value->is_given ? value->number : otherwise;
}

bool sfl_session_answers(const sfl_session *session)
{
    return session->team == NULL || session->team->rank == 0;
}

sfl_status sfl_session_agree(const sfl_session *session, sfl_status status)
{
    return session->team == NULL ? status : session->team->worst(session->team->context, status);
}
