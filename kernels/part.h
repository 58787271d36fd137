/* Parts of a run: quasi-random paths belong to one of 32 independent randomisations, whose answers differ as chance makes
 * them differ (model page sections 2 and 9). Which part and which point of it a path is, follows from its number alone. */
#ifndef SFL_KERNELS_PART_H
#define SFL_KERNELS_PART_H

#include "kernels/lang.h"

#define SFL_N_PARTS 32
#define SFL_PART_PATHS 64 /* paths that follow one another in a part, then comes the next one */

/* The part that a path belongs to, 0 … SFL_N_PARTS − 1. */
SFL_FN int32_t sfl_path_part(uint64_t path)
{
    return (int32_t)(path / SFL_PART_PATHS % SFL_N_PARTS);
}

/* Number of the path's point in the sequence of its part. */
SFL_FN uint64_t sfl_path_point(uint64_t path)
{
    return path / (SFL_PART_PATHS * SFL_N_PARTS) * SFL_PART_PATHS + path % SFL_PART_PATHS;
}

#endif
