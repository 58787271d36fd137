/* Quasi-random sampling (model page section 2): which draw has which dimension, in the order in which draws matter, and
 * the numbers that make the points of a dimension. */
#include "host/plan/sobol.h"
#include "host/plan/planner.h"
#include "host/plan/sobol_table.h"

/* ---- direction numbers ---- */

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
        for (size_t i = 0; i < n; ++i) {
            const uint32_t counter[4] = {(uint32_t)i / 4, stream, part, 0};
            uint32_t       words[4];
            sfl_philox(counter, key, words);
            seeds[part * n + i] = words[i % 4];
        }
    return SFL_OK;
}

/* ---- which draw has which dimension ---- */

typedef struct counter {
    int32_t next, n_months; /* the next dimension, from 1 */
} counter;

/* The dimension of a draw of a path, if there is such a draw. */
static int32_t once(counter *dimensions, bool is_drawn)
{
    return is_drawn ? dimensions->next++ : 0;
}

/* The first dimension of a draw of months 1 …, if there is such a draw. */
static int32_t monthly(counter *dimensions, bool is_drawn)
{
    int32_t first = dimensions->next, n = dimensions->n_months - 1;
    if (!is_drawn || n == 0) return 0;
    dimensions->next += n;
    return first;
}

/* Jumps that are few have a bridge: at most so many in a month and in all, in the mean. That a month has more than
 * SFL_MOST_JUMPS of them is then less likely than a uniform can say. */
#define MOST_BRIDGED_IN_A_MONTH 1.0
#define MOST_BRIDGED 32.0

static bool are_bridged(const sfl_planner *planner, int32_t i)
{
    const sfl_jumps *jumps    = planner->entries[i].driver->jumps;
    int32_t          n_months = planner->plan->n_months - 1;
    if (!planner->drivers[i].has_jumps || n_months < 1) return false;
    double monthly = jumps->per_year / 12.0;
    return monthly <= MOST_BRIDGED_IN_A_MONTH && monthly * (double)n_months <= MOST_BRIDGED;
}

/* How many jumps there are in all, and their place among the draws of a step of the bridge. */
static sfl_status bridge_jumps(sfl_planner *planner, int32_t i, counter *dimensions, int32_t *n_draws)
{
    sfl_plan_driver *driver = &planner->drivers[i];
    bool             varies = driver->jump_sd > 0.0;
    double          *cdf, all = planner->entries[i].driver->jumps->per_year / 12.0 * (planner->plan->n_months - 1);
    SFL_PLAN_ARRAY(planner, cdf, double, SFL_MOST_BRIDGED_JUMPS, &driver->count_cdf_at);
    sfl_poisson_cdf(all, cdf, SFL_MOST_BRIDGED_JUMPS);
    driver->jumps_are_bridged    = true;
    driver->count_dimension      = once(dimensions, true);
    driver->size_dimension       = once(dimensions, varies);
    driver->jump_count_dimension = (*n_draws)++;
    driver->jump_size_dimension  = *n_draws;
    *n_draws += varies;
    return SFL_OK;
}

/* What a path draws once, besides leads. */
static void count_once(sfl_planner *planner, counter *dimensions)
{
    for (int32_t i = 0; i < planner->plan->n_drivers; ++i) {
        sfl_plan_driver *driver      = &planner->drivers[i];
        driver->volatility_dimension = once(dimensions, driver->shock >= 0 && driver->volatility_dof > 0.0);
        driver->ceiling_dimension    = once(dimensions, driver->has_adoption && driver->ceiling_sd > 0.0);
    }
    for (int32_t i = 0; i < planner->plan->n_workloads; ++i) {
        sfl_plan_workload *workload = &planner->workloads[i];
        workload->launch_dimension  = once(dimensions, workload->delay_mean_months > 0.0);
        workload->cancel_dimension  = once(dimensions, workload->cancel_probability > 0.0);
    }
}

static void count_months(sfl_planner *planner, counter *dimensions)
{
    sfl_plan *plan         = planner->plan;
    plan->regime_dimension = monthly(dimensions, plan->n_regimes > 1);
    for (int32_t i = 0; i < plan->n_drivers; ++i) {
        sfl_plan_driver *driver = &planner->drivers[i];
        if (driver->jumps_are_bridged) continue;
        driver->jump_count_dimension = monthly(dimensions, driver->has_jumps);
        driver->jump_size_dimension  = monthly(dimensions, driver->has_jumps && driver->jump_sd > 0.0);
    }
}

sfl_status sfl_plan_sobol(sfl_planner *planner)
{
    sfl_plan *plan = planner->plan;
    if (!plan->is_sobol) return SFL_OK;
    SFL_TRY(sfl_plan_leads(planner));
    counter dimensions = {plan->n_leads + 1, plan->n_months};
    int32_t n_draws    = plan->n_shocks;
    count_once(planner, &dimensions);
    for (int32_t i = 0; i < plan->n_drivers; ++i)
        if (are_bridged(planner, i)) SFL_TRY(bridge_jumps(planner, i, &dimensions, &n_draws));
    SFL_TRY(sfl_plan_bridge(planner, dimensions.next, n_draws));
    dimensions.next += n_draws * sfl_larger(plan->n_months - 2, 0);
    count_months(planner, &dimensions);
    plan->n_dimensions = sfl_smaller(dimensions.next - 1, SFL_SOBOL_MOST_DIMENSIONS);
    SFL_TRY(direction_table(planner));
    return scramble_table(planner);
}
