/* Numbers as they are written in a scenario. */
#ifndef SFL_CONFIG_NUMBER_H
#define SFL_CONFIG_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct sfl_number {
    bool     is_whole; /* 12, 0x1f, 12L; not 12.0, not 1e3 */
    bool     is_negative;
    bool     fits;    /* whole: the magnitude is below 2^64 */
    bool     is_lost; /* not zero, but too small for a double */
    uint64_t magnitude;
    double   value; /* the nearest double; ±inf beyond */
} sfl_number;

/* text: a number as the scanner lets through. */
sfl_number sfl_number_parse(const char *text);

#ifdef __cplusplus
}
#endif

#endif
