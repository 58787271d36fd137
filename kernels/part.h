/* Parts of a run: every path belongs to one of 32, whose answers differ as chance makes them differ (model page section 9);
 * quasi-random paths of a part share one randomisation (section 2). Which part and which point of it a path is, follows
 * from its number alone. */
#ifndef SFL_KERNELS_PART_H
#define SFL_KERNELS_PART_H

#include "kernels/lang.h"

#define SFL_N_PARTS 32
#define SFL_PART_PATHS 64 /* paths that follow one another in a part, then comes the next one */
#define SFL_ALL_PARTS -1  /* in place of a part: every path, and a path's point is its number */

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

/* The path that is a point of a part, or of all. */
SFL_FN uint64_t sfl_part_path(int32_t part, uint64_t point)
{
    if (part == SFL_ALL_PARTS) return point;
    uint64_t round = point / SFL_PART_PATHS;
    return (round * SFL_N_PARTS + (uint64_t)part) * SFL_PART_PATHS + point % SFL_PART_PATHS;
}

/* Points of a part, or of all, among the paths 0 … n_paths − 1: those from 0 on. */
SFL_FN uint64_t sfl_part_points(int32_t part, uint64_t n_paths)
{
    if (part == SFL_ALL_PARTS) return n_paths;
    const uint64_t round = SFL_N_PARTS * SFL_PART_PATHS, before = (uint64_t)part * SFL_PART_PATHS;
    uint64_t       rest = n_paths % round;
    uint64_t       here = rest > before ? rest - before : 0;
    return n_paths / round * SFL_PART_PATHS + (here < SFL_PART_PATHS ? here : SFL_PART_PATHS);
}

#endif
