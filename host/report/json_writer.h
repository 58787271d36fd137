/* Writes JSON into a buffer as it is told, member by member, so that order and layout are the caller's. Numbers are the
 * shortest decimals that read back as the same double; what is no number is null. */
#ifndef SFL_REPORT_JSON_WRITER_H
#define SFL_REPORT_JSON_WRITER_H

#include "host/base/buffer.h"

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_JSON_DEPTH 24 /* containers inside each other */

/* How a container is laid out. */
typedef enum sfl_json_layout {
    SFL_JSON_LINES, /* one member a line */
    SFL_JSON_INLINE /* all on the line it begins, and so everything in it */
} sfl_json_layout;

typedef struct sfl_json {
    sfl_buffer *buffer; /* borrowed */
    int32_t     depth;
    bool        is_empty[SFL_JSON_DEPTH];
    bool        is_inline[SFL_JSON_DEPTH];
    char        closing[SFL_JSON_DEPTH];
} sfl_json;

void sfl_json_init(sfl_json *json, sfl_buffer *buffer);
/* True when every container was closed. */
bool sfl_json_is_whole(const sfl_json *json);

/* name NULL: an item of an array, or the root. */
void sfl_json_object(sfl_json *json, const char *name, sfl_json_layout layout);
void sfl_json_array(sfl_json *json, const char *name, sfl_json_layout layout);
void sfl_json_close(sfl_json *json);

void sfl_json_real(sfl_json *json, const char *name, double value);
void sfl_json_count(sfl_json *json, const char *name, uint64_t value);
void sfl_json_whole(sfl_json *json, const char *name, int64_t value);
void sfl_json_truth(sfl_json *json, const char *name, bool value);
/* value NULL: null. Bytes that are no UTF-8 become U+FFFD. */
void sfl_json_text(sfl_json *json, const char *name, const char *value);
/* An array of numbers on one line. */
void sfl_json_reals(sfl_json *json, const char *name, const double *values, int32_t n);

#ifdef __cplusplus
}
#endif
#endif
