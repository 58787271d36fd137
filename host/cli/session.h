/* What every command starts from: the command line read, the diagnostics, and the scenario. */
#ifndef SFL_CLI_SESSION_H
#define SFL_CLI_SESSION_H

#include "host/base/diag.h"
#include "host/cli/options.h"
#include "host/study/team.h"
#include "shortfall.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_session {
    sfl_cli   cli;
    sfl_diag *diag;
    size_t    n_said; /* messages printed so far */
    const sfl_team *team; /* of several processes; NULL: alone */
} sfl_session;

/* The program, but for its exit: what main is called with, and the team that it runs in or NULL. */
sfl_status sfl_cli_main(int n_words, char **words, const sfl_team *team);
/* Does this process answer? Of a team rank 0 does. */
bool sfl_session_answers(const sfl_session *session);
/* What has failed for one rank of a team has failed for all; alone, the status itself. */
sfl_status sfl_session_agree(const sfl_session *session, sfl_status status);

/* Prints what is new in the diagnostics to standard error; warnings unless quiet. Of a team rank 0 alone does, until the end. */
void sfl_session_say(sfl_session *session);
/* At the end: what is new, of every rank; where rank 0 has said what went wrong, of no other. */
void sfl_session_say_last(sfl_session *session);
/* The closing line: how many mistakes, how many warnings; nothing where there were none. */
void sfl_session_say_count(const sfl_session *session);

/* The scenario of the command line with its overrides; says its warnings. */
sfl_status sfl_session_read(sfl_session *session, sfl_scenario **scenario);
/* The same, and its plan. */
sfl_status sfl_session_plan(sfl_session *session, sfl_scenario **scenario, sfl_plan **plan);

/* Backend by name for the library: NULL for auto. */
const char *sfl_session_backend(const sfl_session *session);
const char *sfl_session_output(const sfl_session *session);
bool        sfl_session_is_quiet(const sfl_session *session);
uint64_t    sfl_session_number(const sfl_session *session, sfl_option_id option, uint64_t otherwise);

/* The commands, one per row of command_list.def, one file each. */
#define SFL_COMMAND(NAME, word, argument, formats, what, more) sfl_status sfl_command_##word(sfl_session *session);
#include "host/cli/command_list.def"
#undef SFL_COMMAND

#ifdef __cplusplus
}
#endif
#endif
