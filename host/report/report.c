/* sfl_report_write: picks the format's writer and hands its bytes on. */
#include "host/report/report.h"

#include "host/base/diag.h"

#include <errno.h>
#include <string.h>

const char *sfl_format_word(sfl_format format)
{
    static const char *const words[] = {
#define SFL_FORMAT(NAME, word, help) #word,
#include "host/report/format_list.def"
#undef SFL_FORMAT
    };
    return words[format];
}

const char *sfl_format_help(sfl_format format)
{
    static const char *const helps[] = {
#define SFL_FORMAT(NAME, word, help) help,
#include "host/report/format_list.def"
#undef SFL_FORMAT
    };
    return helps[format];
}

bool sfl_format_find(const char *word, sfl_format *format)
{
    for (int i = 0; i < SFL_FORMAT_COUNT; ++i) {
        *format = (sfl_format)i;
        if (strcmp(word, sfl_format_word(*format)) == 0) return true;
    }
    return false;
}

static void write_format(const sfl_summary *summary, sfl_format format, sfl_buffer *buffer)
{
    switch (format) {
#define SFL_FORMAT(NAME, word, help)                                                                                   \
    case SFL_FORMAT_##NAME:                                                                                            \
        sfl_report_##word(summary, buffer);                                                                            \
        return;
#include "host/report/format_list.def"
#undef SFL_FORMAT
    case SFL_FORMAT_COUNT: break;
    }
}

static sfl_status refuse_format(const char *word, sfl_diag *diag)
{
    sfl_buffer words = {0};
    for (int i = 0; i < SFL_FORMAT_COUNT; ++i)
        sfl_buffer_add(&words, "%s%s", i == 0 ? "" : ", ", sfl_format_word((sfl_format)i));
    sfl_status status = sfl_diag_add(diag, SFL_ERR_USAGE, (sfl_place){0}, "the format is '%s'; allowed is one of %s",
                                     word, words.text != NULL ? words.text : "those listed");
    sfl_buffer_free(&words);
    return status;
}

sfl_status sfl_report_write(const sfl_summary *summary, const char *format, FILE *stream, sfl_diag *diag)
{
    sfl_format picked;
    if (!sfl_format_find(format, &picked)) return refuse_format(format, diag);
    sfl_buffer buffer = {0};
    write_format(summary, picked, &buffer);
    sfl_status status = SFL_OK;
    if (buffer.has_failed)
        status = sfl_diag_add(diag, SFL_ERR_MEMORY, (sfl_place){0}, "the answer: out of memory");
    else if (fwrite(buffer.text, 1, buffer.n_bytes, stream) != buffer.n_bytes)
        status =
            sfl_diag_add(diag, SFL_ERR_OUTPUT, (sfl_place){0}, "the answer cannot be written: %s", strerror(errno));
    sfl_buffer_free(&buffer);
    return status;
}
