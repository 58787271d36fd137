/* See page.h. */
#include "host/cli/page.h"

#include "host/cli/output.h"
#include "host/cli/terminal.h"
#include "host/report/paper.h"

#include <stdlib.h>

sfl_status sfl_page_print(sfl_session *session, const sfl_buffer *text)
{
    sfl_output output = {0};
    if (text->has_failed) return SFL_ERR_MEMORY;
    SFL_TRY(sfl_output_open(sfl_session_output(session), &output, session->diag));
    fwrite(text->text, 1, text->n_bytes, output.stream);
    return sfl_output_close(&output, sfl_output_check(&output, SFL_OK), session->diag);
}

static sfl_status ask_paper(sfl_session *session, sfl_paper *paper)
{
    sfl_report_options options = {0};
    SFL_TRY(sfl_terminal_ask(session, sfl_session_output(session), &options));
    *paper = sfl_paper_of(&options);
    return SFL_OK;
}

static sfl_status spell(const sfl_paper *paper, const char *text, FILE *stream)
{
    sfl_buffer spelled = {0};
    sfl_paper_spell(paper, text, &spelled);
    sfl_status status = spelled.has_failed ? SFL_ERR_MEMORY : SFL_OK;
    if (status == SFL_OK) fwrite(spelled.text, 1, spelled.n_bytes, stream);
    sfl_buffer_free(&spelled);
    return status;
}

sfl_status sfl_page_spell(sfl_session *session, const char *text, FILE *stream)
{
    sfl_paper paper;
    SFL_TRY(ask_paper(session, &paper));
    return spell(&paper, text, stream);
}

sfl_status sfl_page_people(sfl_session *session, sfl_page_writer write, const void *of, FILE *stream)
{
    sfl_paper paper;
    char     *text    = NULL;
    size_t    n_bytes = 0;
    SFL_TRY(ask_paper(session, &paper));
    FILE *memory = open_memstream(&text, &n_bytes);
    if (memory == NULL) return SFL_ERR_MEMORY;
    write(of, paper.width, memory);
    sfl_status status = fclose(memory) == 0 ? spell(&paper, text, stream) : SFL_ERR_MEMORY;
    free(text);
    return status;
}
