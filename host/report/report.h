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
#define SFL_FORMAT(NAME, word, extension, shape, help) SFL_FORMAT_##NAME,
#include "host/report/format_list.def"
#undef SFL_FORMAT
    SFL_FORMAT_COUNT
} sfl_format;

typedef enum sfl_format_shape {
    SFL_SHAPE_TEXT,
    SFL_SHAPE_BYTES,   /* not for a terminal */
    SFL_SHAPE_APPENDED /* into a file that may hold other answers already */
} sfl_format_shape;

typedef struct sfl_format_row {
    const char      *word, *extension;
    sfl_format_shape shape;
    const char      *help;
} sfl_format_row;

extern const sfl_format_row sfl_format_rows[SFL_FORMAT_COUNT];

/* False where there is no such format. */
bool sfl_format_find(const char *word, sfl_format *format);

/* Why this build cannot write the format, in a few words; NULL: it can. */
const char *sfl_format_lack(sfl_format format);

/* What a writer works on, all of it borrowed. */
typedef struct sfl_report_job {
    const sfl_summary        *summary; /* NULL: of APPENDED, only looks whether the file can be added to */
    const sfl_report_options *options; /* never NULL */
    sfl_buffer               *buffer;  /* TEXT and BYTES are added here, whole */
    const char               *file;    /* of APPENDED; else NULL */
    sfl_diag                 *diag;
} sfl_report_job;

/* Calls the format's writer. */
sfl_status sfl_report_fill(sfl_format format, const sfl_report_job *job);

/* One writer a format. What goes wrong is said in the diag, but for memory, which the buffer knows. */
#define SFL_FORMAT(NAME, word, extension, shape, help) sfl_status sfl_report_##word(const sfl_report_job *job);
#include "host/report/format_list.def"
#undef SFL_FORMAT

#ifdef __cplusplus
}
#endif
#endif
