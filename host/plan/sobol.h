/* Direction numbers of Sobol sequences, of the table of Joe and Kuo (sobol_table.h). */
#ifndef SFL_PLAN_SOBOL_H
#define SFL_PLAN_SOBOL_H

#include "kernels/sobol.h"

#define SFL_SOBOL_MOST_DIMENSIONS 4096 /* rows of the table */

#ifdef __cplusplus
extern "C" {
#endif

/* v_1 … v_32 of a dimension, which is counted from 1 as theirs are, at most SFL_SOBOL_MOST_DIMENSIONS. The first binary
 * digit is the highest bit, as in cuRAND's curandGetDirectionVectors32. */
void sfl_sobol_directions(int32_t dimension, uint32_t directions[SFL_SOBOL_BITS]);

#ifdef __cplusplus
}
#endif
#endif
