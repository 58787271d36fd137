/* sfl_report_write and sfl_report_append: pick the format's writer and hand its bytes on. */
#include "host/report/report.h"

#include "host/base/diag.h"

#include <assert.h>
#include <errno.h>
#include <string.h>

static const sfl_place nowhere = {NULL, 0, 0};

const sfl_format_row sfl_format_rows[SFL_FORMAT_COUNT] = {
#define SFL_FORMAT(NAME, word, extension, shape, help) {#word, extension, SFL_SHAPE_##shape, help},
#include "host/report/format_list.def"
#undef SFL_FORMAT
};

bool sfl_format_find(const char *word, sfl_format *format)
{
    for (int i = 0; i < SFL_FORMAT_COUNT; ++i) {
        *format = (sfl_format)i;
        if (strcmp(word, sfl_format_rows[i].word) == 0) return true;
    }
    return false;
}

const char *sfl_format_lack(sfl_format format)
{
    if (SFL_HAVE_XLSX || format != SFL_FORMAT_XLSX) return NULL;
    return "this build has no workbooks: libxlsxwriter was not there when it was built";
}

static sfl_status call_writer(sfl_format format, const sfl_report_job *job)
{
    switch (format) {
#define SFL_FORMAT(NAME, word, extension, shape, help)                                                                 \
    case SFL_FORMAT_##NAME: return sfl_report_##word(job);
#include "host/report/format_list.def"
#undef SFL_FORMAT
    case SFL_FORMAT_COUNT: break;
    }
    assert(false);
    return SFL_ERR_USAGE;
}

sfl_status sfl_report_fill(sfl_format format, const sfl_report_job *job)
{
    const char *lack = sfl_format_lack(format);
    if (lack != NULL)
        return sfl_diag_add(job->diag, SFL_ERR_USAGE, nowhere, "the format '%s': %s", sfl_format_rows[format].word, lack);
    sfl_status status = call_writer(format, job);
    if (status != SFL_OK || job->buffer == NULL || !job->buffer->has_failed) return status;
    return sfl_diag_add(job->diag, SFL_ERR_MEMORY, nowhere, "the answer: out of memory");
}

static sfl_status refuse_format(const char *word, sfl_diag *diag)
{
    sfl_buffer words = {0};
    for (int i = 0; i < SFL_FORMAT_COUNT; ++i)
        sfl_buffer_add(&words, "%s%s", i == 0 ? "" : ", ", sfl_format_rows[i].word);
    sfl_status status = sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "the format is '%s'; allowed is one of %s", word,
                                     words.text != NULL ? words.text : "those listed");
    sfl_buffer_free(&words);
    return status;
}

static const sfl_report_options no_options = {0};

sfl_status sfl_report_write(const sfl_summary *summary, const char *format, const sfl_report_options *options, FILE *stream,
                            sfl_diag *diag)
{
    sfl_format picked;
    if (!sfl_format_find(format, &picked)) return refuse_format(format, diag);
    if (sfl_format_rows[picked].shape == SFL_SHAPE_APPENDED)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "the format '%s' wants a file of its own", format);
    sfl_buffer     buffer = {0};
    sfl_report_job job    = {summary, options != NULL ? options : &no_options, &buffer, NULL, diag};
    sfl_status     status = sfl_report_fill(picked, &job);
    if (status == SFL_OK && fwrite(buffer.text, 1, buffer.n_bytes, stream) != buffer.n_bytes)
        status = sfl_diag_add(diag, SFL_ERR_OUTPUT, nowhere, "the answer cannot be written: %s", strerror(errno));
    sfl_buffer_free(&buffer);
    return status;
}

sfl_status sfl_report_append(const sfl_summary *summary, const char *format, const sfl_report_options *options,
                             const char *file, sfl_diag *diag)
{
    sfl_format picked;
    if (!sfl_format_find(format, &picked)) return refuse_format(format, diag);
    if (sfl_format_rows[picked].shape != SFL_SHAPE_APPENDED)
        return sfl_diag_add(diag, SFL_ERR_USAGE, nowhere, "the format '%s' cannot be added to a file", format);
    sfl_report_job job = {summary, options != NULL ? options : &no_options, NULL, file, diag};
    return sfl_report_fill(picked, &job);
}
