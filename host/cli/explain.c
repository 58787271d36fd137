/* shortfall explain [KEY]: what the keys of a scenario mean, from the rows that the reader walks. */
#include "host/cli/output.h"
#include "host/cli/page.h"
#include "host/cli/session.h"
#include "host/config/explain.h"

#include <stdlib.h>
#include <string.h>

/* Into memory first: a key that does not exist leaves no file, and what cannot be written is said once. */
static sfl_status explain(const sfl_session *session, char **text, size_t *n_bytes)
{
    FILE *memory = open_memstream(text, n_bytes);
    if (memory == NULL) return SFL_ERR_MEMORY;
    sfl_status status = sfl_explain(session->cli.argument, session->cli.format, memory, session->diag);
    if (fclose(memory) != 0 && status == SFL_OK) status = SFL_ERR_MEMORY;
    return status;
}

static sfl_status write_text(sfl_session *session, const char *text, size_t n_bytes, FILE *stream)
{
    if (strcmp(session->cli.format, "table") == 0) return sfl_page_spell(session, text, stream);
    fwrite(text, 1, n_bytes, stream);
    return SFL_OK;
}

sfl_status sfl_command_explain(sfl_session *session)
{
    sfl_output output  = {0};
    char      *text    = NULL;
    size_t     n_bytes = 0;
    sfl_status status  = explain(session, &text, &n_bytes);
    if (status == SFL_OK) status = sfl_output_open(sfl_session_output(session), &output, session->diag);
    if (status == SFL_OK) {
        status = sfl_output_check(&output, write_text(session, text, n_bytes, output.stream));
    }
    status = sfl_output_close(&output, status, session->diag);
    free(text);
    return status;
}
