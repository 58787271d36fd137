/* See select.h. Quickselect (C. A. R. Hoare, "Algorithm 65: Find", 1961) around a median of three; qsort takes over where halving
 * has not halved. */
#include "host/base/select.h"

#include <stdlib.h>
#include <string.h>

/* Below this there is nothing to gain. */
#define FEW 32

int sfl_by_size(const void *a, const void *b)
{
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static double middle_of(double a, double b, double c)
{
    double low = a < b ? a : b, high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

/* Splits values [n] at a pivot; *low of them are not above it, and from *high on none is below it, 0 <= *low <= *high <= n, *low < n
 * and *high > 0. What lies between equals the pivot. */
static void split(double *values, size_t n, size_t *low, size_t *high)
{
    double    pivot = middle_of(values[0], values[n / 2], values[n - 1]);
    ptrdiff_t i = 0, j = (ptrdiff_t)n - 1;
    while (i <= j) {
        while (values[i] < pivot)
            ++i;
        while (values[j] > pivot)
            --j;
        if (i > j) break;
        double value = values[i];
        values[i++]  = values[j];
        values[j--]  = value;
    }
    *low  = (size_t)(j + 1);
    *high = (size_t)i;
}

static unsigned twice_log2(size_t n)
{
    unsigned log2 = 0;
    while (n >>= 1)
        ++log2;
    return 2 * log2;
}

double sfl_select(double *values, size_t n, size_t rank)
{
    for (unsigned left = twice_log2(n); n > FEW && left > 0; --left) {
        size_t low, high;
        split(values, n, &low, &high);
        if (rank < low) {
            n = low;
        } else if (rank >= high) {
            values += high;
            rank -= high;
            n -= high;
        } else {
            return values[rank];
        }
    }
    qsort(values, n, sizeof *values, sfl_by_size);
    return values[rank];
}
