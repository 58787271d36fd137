/* What the micro-benchmarks share: the data they work on and the list of loops, one build of it per level of the
 * instruction set. */
#ifndef SFL_BENCH_PRIMITIVE_H
#define SFL_BENCH_PRIMITIVE_H

#include "kernels/backend_cpu.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SFL_PRIMITIVE_BLOCKS 16 /* of lanes: 1024 values, 8 kB each way */
#define SFL_PRIMITIVE_VALUES (SFL_PRIMITIVE_BLOCKS * SFL_LANES)
#define SFL_PRIMITIVE_DRIVERS 11

/* One column of a tally for every block, so that their increments alternate as those of a month do. */
typedef struct sfl_primitive_data {
    const sfl_plan         *plan;    /* of SFL_PRIMITIVE_DRIVERS correlated drivers */
    const sfl_plan_channel *channel; /* one that has an overflow table */
    sfl_block               block;
    sfl_tally              *tally;   /* columns: SFL_PRIMITIVE_BLOCKS of each keep, in the order of the list */
    uint32_t words[SFL_PRIMITIVE_BLOCKS][4][SFL_LANES];
    double   normals[SFL_PRIMITIVE_VALUES]; /* standard normals: arguments of exp and of the cdf */
    double   positives[SFL_PRIMITIVE_VALUES]; /* lognormal around 1: arguments of log, capacity ratios */
    double   amounts[SFL_PRIMITIVE_VALUES]; /* USD, [block][lane] */
    double   months[SFL_PRIMITIVE_VALUES];  /* whole numbers 0 … 60 */
    double   out[SFL_PRIMITIVE_VALUES];
} sfl_primitive_data;

typedef void (*sfl_primitive_fn)(sfl_primitive_data *data);

/* In the order of primitive_list.def. */
#define SFL_PRIMITIVE(name, results, what) SFL_PRIMITIVE_##name,
enum {
#include "bench/primitive_list.def"
    SFL_PRIMITIVE_COUNT
};
#undef SFL_PRIMITIVE

#define SFL_PRIMITIVE_DECLARE(level) extern const sfl_primitive_fn sfl_primitives_##level[SFL_PRIMITIVE_COUNT];
SFL_CPU_LEVEL_LIST(SFL_PRIMITIVE_DECLARE)
#undef SFL_PRIMITIVE_DECLARE

#ifdef __cplusplus
}
#endif
#endif
