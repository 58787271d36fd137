/* See page.h. */
#include "host/cli/page.h"

#include "host/cli/output.h"

sfl_status sfl_page_print(sfl_session *session, const sfl_buffer *text)
{
    sfl_output output = {0};
    if (text->has_failed) return SFL_ERR_MEMORY;
    SFL_TRY(sfl_output_open(sfl_session_output(session), &output, session->diag));
    fwrite(text->text, 1, text->n_bytes, output.stream);
    return sfl_output_close(&output, sfl_output_check(&output, SFL_OK), session->diag);
}
