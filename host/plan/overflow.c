/* The overflow share of a channel as a table, because o(c) depends on the capacity ratio c alone (model page section 7,
 * Load): made with the formula of kernels/burst.h, measured against it, and left out where it would not be exact enough. */
#include "host/plan/planner.h"
#include "kernels/burst.h"

/* The model page wants 1e-10 of a share, but a small difference of large bills stands to 1e-9 only with far less: a table
 * that is off by more than this between its points is not used. */
#define SFL_OVERFLOW_ERROR 1e-12
/* Beyond the table o(c) is 1 − c or 0 to this. */
#define SFL_OVERFLOW_TAIL 1e-13
#define SFL_OVERFLOW_LEAST_BITS 3
#define SFL_OVERFLOW_MOST_BITS 10
#define SFL_OVERFLOW_MOST_OCTAVES 60

static double power_of_two(int32_t exponent)
{
    return sfl_of_bits((uint64_t)(1023 + exponent) << 52);
}

/* Octaves first … end − 1 outside of which the tails hold; false where they are too many. */
static bool find_octaves(const sfl_plan_channel *channel, int32_t *first, int32_t *end)
{
    for (*first = 0; *first > -SFL_OVERFLOW_MOST_OCTAVES; --*first) {
        double c = power_of_two(*first);
        if (sfl_overflow_formula(channel, c) - (1.0 - c) <= SFL_OVERFLOW_TAIL) break;
    }
    for (*end = *first + 1; *end < SFL_OVERFLOW_MOST_OCTAVES; ++*end)
        if (sfl_overflow_formula(channel, power_of_two(*end)) <= SFL_OVERFLOW_TAIL) break;
    return *first > -SFL_OVERFLOW_MOST_OCTAVES && *end < SFL_OVERFLOW_MOST_OCTAVES;
}

/* One row; returns its largest error, which a cubic through Chebyshev points has between them and at its ends. */
static double fit_row(const sfl_plan_channel *channel, double octave, int32_t segment, int32_t n_segments, double row[4])
{
    static const double extremes[] = {-1.0, -0.70710678118654752, 0.0, 0.70710678118654752, 1.0}; /* cos(iπ/4) */
    double points[SFL_CUBIC_POINTS], worst = 0.0;
    sfl_cubic_points(segment, n_segments, points);
    for (int32_t i = 0; i < SFL_CUBIC_POINTS; ++i)
        row[i] = sfl_overflow_formula(channel, points[i] * octave);
    sfl_cubic_fit(points, row);
    for (size_t i = 0; i < sizeof extremes / sizeof *extremes; ++i) {
        double t     = 1.0 + (segment + 0.5 + 0.5 * extremes[i]) / n_segments;
        double error = sfl_cubic(row[0], row[1], row[2], row[3], t) - sfl_overflow_formula(channel, t * octave);
        worst        = SFL_MAX(worst, fabs(error));
    }
    return worst;
}

/* All rows with 2^bits an octave into rows [n][4]; false at the first that is not exact enough. */
static bool fit_rows(const sfl_plan_channel *channel, int32_t first, int32_t end, int32_t bits, double *rows)
{
    int32_t n_segments = 1 << bits;
    for (int32_t octave = first; octave < end; ++octave) {
        for (int32_t segment = 0; segment < n_segments; ++segment, rows += SFL_CUBIC_POINTS)
            if (fit_row(channel, power_of_two(octave), segment, n_segments, rows) > SFL_OVERFLOW_ERROR) return false;
    }
    return true;
}

sfl_status sfl_plan_overflow(sfl_planner *planner, sfl_plan_channel *channel)
{
    int32_t first, end;
    double *rows, *table;
    bool is_flat = channel->busy_hours_share == 0.0 && channel->burst_s == 0.0; /* max(0, 1 − c) as it stands */
    if (is_flat || !find_octaves(channel, &first, &end)) return SFL_OK;
    size_t most = (size_t)(end - first) << SFL_OVERFLOW_MOST_BITS;
    SFL_PLAN_SCRATCH(planner, rows, double, most * SFL_CUBIC_POINTS);
    for (int32_t bits = SFL_OVERFLOW_LEAST_BITS; bits <= SFL_OVERFLOW_MOST_BITS; ++bits) {
        if (!fit_rows(channel, first, end, bits, rows)) continue;
        channel->overflow_row_bits  = bits;
        channel->overflow_first_row = (1023 + first) * (1 << bits);
        channel->overflow_rows      = (end - first) * (1 << bits);
        size_t n_values             = (size_t)channel->overflow_rows * SFL_CUBIC_POINTS;
        SFL_PLAN_ARRAY(planner, table, double, n_values, &channel->overflow_at);
        for (size_t i = 0; i < n_values; ++i)
            table[i] = rows[i];
        return SFL_OK;
    }
    return SFL_OK;
}
