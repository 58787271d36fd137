/* Text helpers: numbers whatever the locale, UTF-8, and how alike two words are. */
#ifndef SFL_BASE_TEXT_H
#define SFL_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_REAL_BYTES 32 /* room for any double as text, and the zero byte */

/* The shortest decimal of at most 17 digits that reads back as the same double; the point is a point in every locale.
 * */
void sfl_text_real(double value, char out[SFL_REAL_BYTES]);

/* The double nearest to decimal text (strtod's grammar, the point is a point in every locale); ±inf beyond its range,
 * 0 or a subnormal number below. */
double sfl_text_to_real(const char *text);
/* Reads a decimal that the text begins with (digits, one point, an exponent; no sign, no hexadecimal, no infinity). Returns
 * what follows; NULL where there is none, or where digits or another point follow at once, as in "45.000.000". */
const char *sfl_text_decimal(const char *text, double *value);

/* Bytes of the UTF-8 character at text (1 … 4), its code in *code; 0 where the bytes are none (overlong, surrogate,
 * beyond U+10FFFF or cut short by the zero byte). */
size_t sfl_utf8_next(const char *text, uint32_t *code);

/* A control character: U+0000 … U+001F, U+007F … U+009F. */
bool sfl_utf8_is_control(uint32_t code);

/* Least number of inserted, deleted, changed or swapped bytes that turn one word into the other; words are cut after
 * 64 bytes. */
size_t sfl_text_distance(const char *a, const char *b);

#ifdef __cplusplus
}
#endif
#endif
