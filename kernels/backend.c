/* The list of backends. Asking what the machine can do is built for every machine, so it is here and not in the levels. */
#include "kernels/backend.h"

#include "kernels/backend_cpu.h"

#if defined(SFL_CPU_X86_LEVELS)
static bool can_run_v3(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}

static bool can_run_v4(void)
{
    return can_run_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vl");
}
#endif

static bool can_run_plain(void)
{
    return true;
}

static const sfl_backend backends[] = {
#define SFL_CPU_ROW(level)                                                                                             \
    {"cpu-" #level,                                                                                                    \
     can_run_##level,                                                                                                  \
     sfl_cpu_run_##level,                                                                                              \
     sfl_cpu_run_group_##level,                                                                                        \
     sfl_cpu_observe_##level,                                                                                          \
     sfl_cpu_observe_world_##level,                                                                                    \
     sfl_cpu_walk_world_##level},
    SFL_CPU_LEVEL_LIST(SFL_CPU_ROW)
#undef SFL_CPU_ROW
};

const sfl_backend *sfl_backend_list(int32_t *n_backends)
{
    *n_backends = (int32_t)(sizeof backends / sizeof backends[0]);
    return backends;
}

const sfl_backend *sfl_backend_pick(const char *name)
{
    int32_t            n_backends;
    const sfl_backend *list   = sfl_backend_list(&n_backends);
    bool               is_any = name == NULL || strcmp(name, "auto") == 0 || strcmp(name, "cpu") == 0;
    for (int32_t i = 0; i < n_backends; ++i) {
        if (!is_any && strcmp(name, list[i].name) != 0) continue;
        if (list[i].is_usable()) return &list[i];
    }
    return NULL;
}

size_t sfl_backend_slot_bytes(const sfl_plan *plan)
{
    return (size_t)plan->n_slots * SFL_LANES * sizeof(double);
}

size_t sfl_backend_group_bytes(const sfl_group *group)
{
    size_t n_flags = (size_t)group->n_plans * (size_t)group->n_architectures;
    return (size_t)group->n_slots * SFL_LANES * sizeof(double) + n_flags;
}

void sfl_group_tallies_finish(const sfl_group *group, const sfl_group_tallies *of)
{
    for (int32_t i = 1; i < group->n_plans; ++i) {
        const uint8_t *is_own = of->is_own + (size_t)i * (size_t)group->n_columns;
        if (!group->plans[i].shares_columns) continue;
        for (int32_t column = 0; column < group->plans[i].plan->n_columns; ++column)
            if (!is_own[column]) sfl_tally_copy_column(of->tallies[i], of->tallies[0], column);
    }
}
