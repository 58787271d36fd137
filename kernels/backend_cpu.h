/* The CPU backend: backend_cpu.c and backend_group.c, built once per level of the instruction set. Its list is SFL_CPU_LEVEL(level),
 * fastest first; SFL_CPU_X86_LEVELS is defined where the build has them. */
#ifndef SFL_KERNELS_BACKEND_CPU_H
#define SFL_KERNELS_BACKEND_CPU_H

#include "kernels/backend.h"

#if defined(SFL_CPU_X86_LEVELS)
#define SFL_CPU_LEVEL_LIST(SFL_CPU_LEVEL)                                                                              \
    SFL_CPU_LEVEL(v4)                                                                                                  \
    SFL_CPU_LEVEL(v3)                                                                                                  \
    SFL_CPU_LEVEL(plain)
#else
#define SFL_CPU_LEVEL_LIST(SFL_CPU_LEVEL) SFL_CPU_LEVEL(plain)
#endif

/* What one build of the two is called by. */
#define SFL_CPU_DECLARE(level)                                                                                         \
    void sfl_cpu_run_##level(const sfl_plan *plan, int32_t part, uint64_t first, uint64_t n_paths, double *slots, sfl_tally *tally); \
    void sfl_cpu_run_group_##level(const sfl_group *group, int32_t part, uint64_t first, uint64_t n_paths, double *slots, \
                                   const sfl_group_tallies *tallies);                                                  \
    bool sfl_cpu_observe_##level(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots,                 \
                                 sfl_observe_fn observe, void *context);                                               \
    bool sfl_cpu_observe_world_##level(const sfl_plan *plan, uint64_t first, int32_t n_lanes, double *slots,           \
                                       sfl_observe_fn observe, void *context);                                         \
    void sfl_cpu_walk_world_##level(const sfl_plan *plan, uint64_t first, double *slots, sfl_world_stage last);

SFL_CPU_LEVEL_LIST(SFL_CPU_DECLARE)

#endif
