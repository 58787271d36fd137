/* Order statistics of an array without sorting all of it. */
#ifndef SFL_BASE_SELECT_H
#define SFL_BASE_SELECT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The order of two doubles, for qsort; neither is NaN. */
int sfl_by_size(const void *a, const void *b);

/* Rearranges values [n], none of which is NaN, so that values[rank] is what it would be if they were sorted, nothing before it is
 * greater and nothing after it is less; returns it. rank < n. Takes some n steps, n log n at the most. */
double sfl_select(double *values, size_t n, size_t rank);

#ifdef __cplusplus
}
#endif
#endif
