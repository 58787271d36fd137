/* The loops of primitive_list.def, with the kernels' own headers; built once per level of the instruction set, with the
 * flags of that level's backend. SFL_CPU_LEVEL names this build. */
#include "bench/primitive.h"
#include "kernels/burst.h"
#include "kernels/driver.h"
#include "kernels/tally_add.h"

#define SFL_JOIN_WORDS(a, b) a##b
#define SFL_JOIN(a, b) SFL_JOIN_WORDS(a, b)

static void run_philox_words(sfl_primitive_data *data)
{
    for (int32_t b = 0; b < SFL_PRIMITIVE_BLOCKS; ++b)
        sfl_words_draw(&data->block, 0x5eed, (uint32_t)b, data->words[b]);
}

static void run_normal_of_word(sfl_primitive_data *data)
{
    for (int32_t b = 0; b < SFL_PRIMITIVE_BLOCKS; ++b)
        sfl_normals_of_words(data->words[b][0], data->out + b * SFL_LANES);
}

/* One function of one argument, block by block as path code has it. */
#define SFL_RUN_OF_LANES(name, argument, formula)                                                                      \
    static void run_##name(sfl_primitive_data *data)                                                                   \
    {                                                                                                                  \
        const sfl_plan_channel *channel = data->channel;                                                               \
        (void)channel;                                                                                                 \
        for (int32_t b = 0; b < SFL_PRIMITIVE_BLOCKS; ++b) {                                                           \
            const double *x = data->argument + b * SFL_LANES;                                                          \
            double       *y = data->out + b * SFL_LANES;                                                               \
            SFL_EACH_LANE(lane) y[lane] = formula;                                                                     \
        }                                                                                                              \
    }
SFL_RUN_OF_LANES(exp, normals, sfl_exp(x[lane]))
SFL_RUN_OF_LANES(log, positives, sfl_log(x[lane]))
SFL_RUN_OF_LANES(norm_cdf, normals, sfl_norm_cdf(x[lane]))
SFL_RUN_OF_LANES(overflow_formula, positives, sfl_overflow_formula(channel, x[lane]))

static void run_overflow_lookup(sfl_primitive_data *data)
{
    for (int32_t b = 0; b < SFL_PRIMITIVE_BLOCKS; ++b)
        sfl_overflow_lookup(data->plan, data->channel, data->positives + b * SFL_LANES, data->out + b * SFL_LANES);
}

/* Four months, from normals that are drawn already. */
static void run_cholesky_rows(sfl_primitive_data *data)
{
    for (int32_t month = 0; month < 4; ++month) {
        const double *row = SFL_AT(data->plan, double, data->plan->cholesky_at);
        for (int32_t shock = 0; shock < data->plan->n_shocks; row += ++shock)
            sfl_shock_row(&data->block, row, shock, month);
    }
    memcpy(data->out, sfl_slot(&data->block, data->plan->shock_slot), SFL_LANES * SFL_PRIMITIVE_DRIVERS * sizeof(double));
}

static void add_columns(sfl_primitive_data *data, int32_t primitive, const double *values)
{
    int32_t columns[SFL_PRIMITIVE_BLOCKS];
    for (int32_t b = 0; b < SFL_PRIMITIVE_BLOCKS; ++b)
        columns[b] = (primitive - SFL_PRIMITIVE_tally_sum) * SFL_PRIMITIVE_BLOCKS + b;
    sfl_tally_add_columns(data->tally, columns, SFL_PRIMITIVE_BLOCKS, values, SFL_LANES, SFL_LANES, 0);
}

#define SFL_RUN_OF_TALLY(name, values)                                                                                 \
    static void run_##name(sfl_primitive_data *data)                                                                   \
    {                                                                                                                  \
        add_columns(data, SFL_PRIMITIVE_##name, data->values);                                                         \
    }
SFL_RUN_OF_TALLY(tally_sum, amounts)
SFL_RUN_OF_TALLY(tally_moments, amounts)
SFL_RUN_OF_TALLY(tally_coarse, amounts)
SFL_RUN_OF_TALLY(tally_fine, amounts)
SFL_RUN_OF_TALLY(tally_moments_fine, amounts)
SFL_RUN_OF_TALLY(tally_months, months)

const sfl_primitive_fn SFL_JOIN(sfl_primitives_, SFL_CPU_LEVEL)[SFL_PRIMITIVE_COUNT] = {
#define SFL_PRIMITIVE(name, results, what) run_##name,
#include "bench/primitive_list.def"
#undef SFL_PRIMITIVE
};
