/* Text helpers: numbers whatever the locale, UTF-8, and how alike two words are. */
#include "host/base/text.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* This thread speaks "C" until `leave_c`; where there is no memory for that, it keeps its own locale. */
typedef struct c_locale {
    locale_t c, before;
} c_locale;

static c_locale enter_c(void)
{
    c_locale locale = {newlocale(LC_ALL_MASK, "C", (locale_t)0), (locale_t)0};
    if (locale.c != (locale_t)0) locale.before = uselocale(locale.c);
    return locale;
}

static void leave_c(c_locale locale)
{
    if (locale.c == (locale_t)0) return;
    uselocale(locale.before);
    freelocale(locale.c);
}

void sfl_text_real(double value, char out[SFL_REAL_BYTES])
{
    c_locale locale = enter_c();
    for (int n_digits = 15; n_digits <= 17; n_digits++) {
        snprintf(out, SFL_REAL_BYTES, "%.*g", n_digits, value);
        if (strtod(out, NULL) == value) break;
    }
    leave_c(locale);
}

double sfl_text_to_real(const char *text)
{
    c_locale locale = enter_c();
    double   value  = strtod(text, NULL);
    leave_c(locale);
    return value;
}

const char *sfl_text_decimal(const char *text, double *value)
{
    char  *end;
    size_t n_digits = strspn(text, "0123456789"), n_point = text[n_digits] == '.' ? 1 : 0;
    size_t n_more   = n_point > 0 ? strspn(text + n_digits + 1, "0123456789") : 0;
    if (n_digits + n_more == 0 || text[n_digits] == 'x' || text[n_digits] == 'X') return NULL;
    c_locale locale = enter_c();
    *value          = strtod(text, &end);
    leave_c(locale);
    return *end == '.' || (*end >= '0' && *end <= '9') ? NULL : end;
}

/* Least code that needs a sequence of so many bytes: anything less is overlong. */
static const uint32_t least_code[5] = {0, 0, 0x80, 0x800, 0x10000};

size_t sfl_utf8_next(const char *text, uint32_t *code)
{
    const unsigned char *bytes = (const unsigned char *)text;
    unsigned             lead  = bytes[0];
    size_t n = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
    if (n == 0) return 0;
    uint32_t value = n == 1 ? lead : lead & (0xffu >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((bytes[i] & 0xc0u) != 0x80u) return 0;
        value = value << 6 | (bytes[i] & 0x3fu);
    }
    if (value < least_code[n] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return 0;
    *code = value;
    return n;
}

bool sfl_utf8_is_control(uint32_t code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f);
}

enum { MOST_BYTES = 64 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau and Levenshtein's distance with adjacent swaps, three rows at a time. */
size_t sfl_text_distance(const char *a, const char *b)
{
    size_t n_a = strnlen(a, MOST_BYTES), n_b = strnlen(b, MOST_BYTES);
    size_t rows[3][MOST_BYTES + 1];
    for (size_t j = 0; j <= n_b; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= n_a; i++) {
        size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *two_above = rows[(i + 1) % 3];
        row[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            size_t changed = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j]         = least(changed, 1 + least(above[j], row[j - 1]));
            bool is_swap   = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (is_swap) row[j] = least(row[j], two_above[j - 2] + 1);
        }
    }
    return rows[n_a % 3][n_b];
}
