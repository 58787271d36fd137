/* Numbers for people. Digits come from whole numbers, so neither the locale nor the C library's rounding has a say. */
#include "host/report/people.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

const char *sfl_people_sign(const char *currency)
{
    static const struct {
        const char *currency, *sign;
    } signs[] = {
        {"USD", "$"},
        {"EUR", "€"},
        {"GBP", "£"},
    };
    for (size_t i = 0; currency != NULL && i < sizeof signs / sizeof signs[0]; ++i) {
        if (strcmp(currency, signs[i].currency) == 0) return signs[i].sign;
    }
    return "";
}

static double power_of_ten(int32_t exponent)
{
    double power = 1.0;
    for (int32_t i = 0; i < exponent; ++i)
        power *= 10.0;
    return power;
}

/* size >= 0, below 1e18 together with its decimals; rounds half up. */
static void add_fixed(double size, int32_t n_decimals, const char *before, const char *after, char *out)
{
    uint64_t scale = (uint64_t)power_of_ten(n_decimals);
    uint64_t whole = (uint64_t)floor(size * (double)scale + 0.5);
    if (n_decimals == 0)
        snprintf(out, SFL_PEOPLE_BYTES, "%s%" PRIu64 "%s", before, whole, after);
    else
        snprintf(out, SFL_PEOPLE_BYTES, "%s%" PRIu64 ".%0*" PRIu64 "%s", before, whole / scale, (int)n_decimals,
                 whole % scale, after);
}

/* Decimals that show n_digits significant digits of size; of what stays below 1 two digits, and at most four decimals. */
static int32_t decimals_of(double size, int32_t n_digits)
{
    int32_t n_decimals = n_digits - 1;
    if (size + 0.5 / power_of_ten(n_digits) < 1.0) {
        for (n_decimals = 2; n_decimals < 4 && size * power_of_ten(n_decimals) < 10.0; ++n_decimals) {
        }
        return n_decimals;
    }
    for (double limit = 10.0; n_decimals > 0 && size + 0.5 / power_of_ten(n_decimals) >= limit; limit *= 10.0)
        --n_decimals;
    return n_decimals;
}

void sfl_people_money(double value, const char *sign, int32_t n_digits, char out[SFL_PEOPLE_BYTES])
{
    static const struct {
        double      size;
        const char *word;
    } units[]   = {{1e12, "T"}, {1e9, "B"}, {1e6, "M"}, {1e3, "k"}, {1.0, ""}};
    double size = fabs(value), rounding = 0.5 / power_of_ten(n_digits);
    char   before[16];
    if (!(size < 1e17)) { /* nothing a run can count is that large */
        snprintf(out, SFL_PEOPLE_BYTES, "%s", "n/a");
        return;
    }
    if (size < 0.00005) size = 0.0;
    snprintf(before, sizeof before, "%s%s", value < 0.0 && size > 0.0 ? "-" : "", sign);
    int unit = 0;
    while (unit < 4 && size < units[unit].size * (1.0 - rounding))
        ++unit;
    double shown = size / units[unit].size;
    add_fixed(shown, size == 0.0 ? 0 : decimals_of(shown, n_digits), before, units[unit].word, out);
}

void sfl_people_share(double share, char out[SFL_PEOPLE_BYTES])
{
    if (!(fabs(share) < 1e12)) {
        snprintf(out, SFL_PEOPLE_BYTES, "%s", "n/a");
    } else if (share > 0.0 && share < 0.0005) {
        snprintf(out, SFL_PEOPLE_BYTES, "%s", "<0.1 %");
    } else if (share < 1.0 && share >= 0.9995) {
        snprintf(out, SFL_PEOPLE_BYTES, "%s", ">99.9 %");
    } else {
        bool is_plain = share == 0.0 || share == 1.0;
        add_fixed(100.0 * fabs(share), is_plain ? 0 : 1, share < 0.0 ? "-" : "", " %", out);
    }
}

void sfl_people_fixed(double value, int32_t n_decimals, char out[SFL_PEOPLE_BYTES])
{
    double size = fabs(value);
    if (!(size < 1e12)) {
        snprintf(out, SFL_PEOPLE_BYTES, "%s", "n/a");
        return;
    }
    bool is_nothing = size * power_of_ten(n_decimals) < 0.5;
    add_fixed(size, n_decimals, value < 0.0 && !is_nothing ? "-" : "", "", out);
}

void sfl_people_number(double value, char out[SFL_PEOPLE_BYTES])
{
    double size = fabs(value);
    if (size >= 1e6 && size < 1e17) {
        sfl_people_money(value, "", 3, out);
        return;
    }
    sfl_people_fixed(value, decimals_of(size, 3), out);
}

void sfl_people_count(uint64_t value, char out[SFL_PEOPLE_BYTES])
{
    char    digits[24];
    int32_t n = snprintf(digits, sizeof digits, "%" PRIu64, value), at = 0;
    for (int32_t i = 0; i < n; ++i) {
        if (i > 0 && (n - i) % 3 == 0) out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
}
