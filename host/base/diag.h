/* Every mistake of a run, collected in the order they were found: `file:line: key: found; allowed`.
 * Functions that can fail take a sfl_diag last; it may be NULL. */
#ifndef SFL_BASE_DIAG_H
#define SFL_BASE_DIAG_H

#include "shortfall/diag.h"
#include "shortfall/status.h"

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Where something stands. file NULL: nowhere in particular; line 0: the file as a whole; file "-s": an override. */
typedef struct sfl_place {
    const char *file;
    int32_t     line;
    int32_t     column; /* 0 when not known */
} sfl_place;

typedef enum sfl_severity { SFL_SEVERITY_ERROR, SFL_SEVERITY_WARNING } sfl_severity;

typedef struct sfl_message {
    sfl_severity severity;
    sfl_status   status;
    sfl_place    place;
    const char  *text; /* without the place */
} sfl_message;

/* Adds an error and returns `status`, so that `return sfl_diag_add(…)` reads well. */
sfl_status sfl_diag_add(sfl_diag *diag, sfl_status status, sfl_place place, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* Adds a warning: the run goes on. */
void sfl_diag_warn(sfl_diag *diag, sfl_place place, const char *format, ...) __attribute__((format(printf, 3, 4)));

size_t             sfl_diag_error_count(const sfl_diag *diag);
const sfl_message *sfl_diag_message(const sfl_diag *diag, size_t i);
/* Status of the first error, SFL_OK if there is none. */
sfl_status sfl_diag_status(const sfl_diag *diag);

#ifdef __cplusplus
}
#endif
#endif
