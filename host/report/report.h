/* An answer written in one of the formats of format_list.def. */
#ifndef SFL_REPORT_REPORT_H
#define SFL_REPORT_REPORT_H

#include "host/base/buffer.h"
#include "host/summary/summary.h"

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum sfl_format {
#define SFL_FORMAT(NAME, word, help) SFL_FORMAT_##NAME,
#include "host/report/format_list.def"
#undef SFL_FORMAT
    SFL_FORMAT_COUNT
} sfl_format;

const char *sfl_format_word(sfl_format format);
const char *sfl_format_help(sfl_format format);
/* False where there is no such format. */
bool sfl_format_find(const char *word, sfl_format *format);

/* One writer a format: they add the whole answer to the buffer. */
#define SFL_FORMAT(NAME, word, help) void sfl_report_##word(const sfl_summary *summary, sfl_buffer *buffer);
#include "host/report/format_list.def"
#undef SFL_FORMAT

#ifdef __cplusplus
}
#endif
#endif
