/* The program: one command, and how it ended. */
#include "host/cli/output.h"
#include "host/cli/progress.h"
#include "host/cli/session.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef sfl_status (*command_fn)(sfl_session *session);

static const command_fn commands[SFL_COMMAND_COUNT] = {
#define SFL_COMMAND(NAME, word, argument, formats, what, more) sfl_command_##word,
#include "host/cli/command_list.def"
#undef SFL_COMMAND
};

/* A process may be started with its standard streams closed; a file opened later must not take their place. What was
 * closed for writing becomes a stream that refuses to be written. */
static void hold_standard_streams(void)
{
    for (int descriptor = 0; descriptor <= 2; ++descriptor) {
        if (fcntl(descriptor, F_GETFD) != -1) continue;
        int opened = open("/dev/null", O_RDONLY);
        if (opened >= 0 && opened != descriptor) close(opened);
    }
}

/* Text printed for --help and the like must arrive, too. */
static sfl_status flush_text(sfl_diag *diag)
{
    sfl_output output = {0};
    output.stream     = stdout;
    return sfl_output_close(&output, SFL_OK, diag);
}

static sfl_status act(int n_words, char **words, sfl_session *session)
{
    bool is_done = false;
    SFL_TRY(sfl_cli_parse(n_words, words, &session->cli, &is_done, session->diag));
    if (is_done) return flush_text(session->diag);
    return commands[session->cli.command](session);
}

sfl_status sfl_cli_main(int n_words, char **words, const sfl_team *team)
{
    hold_standard_streams();
    sfl_interrupt_catch();
    sfl_session session;
    memset(&session, 0, sizeof(session));
    session.team      = team;
    session.diag      = sfl_diag_build();
    int        n      = n_words > 0 ? n_words - 1 : 0;
    sfl_status status = session.diag == NULL ? SFL_ERR_MEMORY : act(n, words + (n_words - n), &session);
    if (session.diag != NULL) sfl_session_say_last(&session);
    if (status == SFL_ERR_MEMORY) fprintf(stderr, "shortfall: %s\n", sfl_status_text(status));
    sfl_cli_release(&session.cli);
    sfl_diag_free(&session.diag);
    return status;
}
