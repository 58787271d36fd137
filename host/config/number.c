/* Numbers as they are written in a scenario: exact where whole, the nearest double else. */
#include "host/config/number.h"

#include "host/base/text.h"

#include <float.h>
#include <math.h>
#include <string.h>

static unsigned digit_value(char c)
{
    if (c >= '0' && c <= '9') return (unsigned)(c - '0');
    return (unsigned)((c | 0x20) - 'a') + 10u;
}

static void parse_whole(const char *digits, unsigned base, sfl_number *number)
{
    number->fits = true;
    for (; *digits != '\0' && *digits != 'L'; digits++) {
        unsigned digit = digit_value(*digits);
        if (number->magnitude > (UINT64_MAX - digit) / base) number->fits = false;
        number->magnitude = number->magnitude * base + digit;
    }
}

static bool has_nonzero_digit(const char *text)
{
    for (; *text != '\0' && *text != 'e' && *text != 'E'; text++) {
        if (*text >= '1' && *text <= '9') return true;
    }
    return false;
}

sfl_number sfl_number_parse(const char *text)
{
    sfl_number  number = {.is_negative = text[0] == '-', .value = sfl_text_to_real(text)};
    const char *digits = text[0] == '-' || text[0] == '+' ? text + 1 : text;
    bool        is_hex = digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
    number.is_whole    = is_hex || strpbrk(digits, ".eE") == NULL;
    if (number.is_whole)
        parse_whole(is_hex ? digits + 2 : digits, is_hex ? 16 : 10, &number);
    else
        number.is_lost = fabs(number.value) < DBL_MIN && has_nonzero_digit(digits);
    return number;
}
