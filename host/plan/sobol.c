/* Sobol points of a plan (model page section 2): the numbers that make and scramble the points of its dimensions. */
#include "host/plan/sobol.h"
#include "host/plan/planner.h"
#include "host/plan/sobol_table.h"

/* m_j = 2 c_1 m_{j−1} xor 4 c_2 m_{j−2} xor … xor 2^s m_{j−s} xor m_{j−s} with the coefficients c_1 … c_s = 1 of the
 * polynomial (Joe and Kuo 2008, equation 2), written for v_j = m_j · 2^(32−j). */
void sfl_sobol_directions(int32_t dimension, uint32_t directions[SFL_SOBOL_BITS])
{
    const sfl_sobol_row *row    = &sfl_sobol_table[dimension - 1];
    const int32_t        degree = row->degree;
    for (int32_t j = 0; j < SFL_SOBOL_BITS; ++j) {
        if (degree == 0 || j < degree) {
            directions[j] = (degree == 0 ? 1u : row->numbers[j]) << (31 - j);
            continue;
        }
        directions[j] = directions[j - degree] ^ directions[j - degree] >> degree;
        for (int32_t k = 1; k < degree; ++k)
            if (row->inner >> (degree - 1 - k) & 1) directions[j] ^= directions[j - k];
    }
}

static sfl_status direction_table(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    uint32_t *directions;
    SFL_PLAN_ARRAY(planner, directions, uint32_t, (size_t)plan->n_dimensions * SFL_SOBOL_BITS, &plan->directions_at);
    for (int32_t dimension = 1; dimension <= plan->n_dimensions; ++dimension, directions += SFL_SOBOL_BITS) {
        sfl_sobol_directions(dimension, directions);
        for (int32_t j = 0; j < SFL_SOBOL_BITS; ++j)
            directions[j] = sfl_reverse_bits(directions[j]);
    }
    return SFL_OK;
}

/* A word by its address. */
static uint32_t word_at(const uint32_t key[2], uint32_t stream, uint32_t path, uint32_t index)
{
    const uint32_t counter[4] = {index / 4, stream, path, 0};
    uint32_t       words[4];
    sfl_philox(counter, key, words);
    return words[index % 4];
}

/* Word d − 1 of the stream "sobol" scrambles dimension d; the path of its address is the number of the part. */
static sfl_status scramble_table(sfl_planner *planner)
{
    sfl_plan      *plan   = planner->plan;
    const size_t   n      = (size_t)plan->n_dimensions;
    const uint32_t stream = sfl_stream_of(SFL_STREAM_SCRAMBLE, NULL);
    const uint32_t key[2] = {(uint32_t)plan->seed, (uint32_t)(plan->seed >> 32)};
    uint32_t      *seeds;
    SFL_PLAN_ARRAY(planner, seeds, uint32_t, SFL_N_PARTS * n, &plan->scrambles_at);
    for (uint32_t part = 0; part < SFL_N_PARTS; ++part)
        for (size_t i = 0; i < n; ++i)
            *seeds++ = word_at(key, stream, part, (uint32_t)i);
    return SFL_OK;
}

sfl_status sfl_plan_points(sfl_planner *planner)
{
    SFL_TRY(direction_table(planner));
    return scramble_table(planner);
}
