/* How a total is spread over the paths, for density and cumulative curves. */
#include "host/summary/measure.h"

#include <float.h>

/* Outside of the steps on either side. */
#define OUTSIDE 0.005

/* The tally knows values by bins: a step takes at least so many of them, so that no step is empty for the bins' sake. */
#define LEAST_BINS 4.0

double sfl_bin_width(double value, int32_t bin_bits)
{
    int octave;
    if (bin_bits == 0 || value == 0.0 || !isfinite(value)) return 0.0;
    (void)frexp(value, &octave);
    return ldexp(1.0, octave - 1 - bin_bits);
}

/* The lower edge of the bin of a value (of the same bins that the tally has: equal ones between powers of two), or the one
 * `further` bins above. */
static double edge_of(double value, int32_t bin_bits, double further)
{
    double width = sfl_bin_width(value, bin_bits);
    return width > 0.0 ? (floor(value / width) + further) * width : value;
}

static int32_t steps_of(double from, double to, int32_t bin_bits)
{
    double greatest = fabs(from) > fabs(to) ? from : to;
    double least    = LEAST_BINS * sfl_bin_width(greatest, bin_bits);
    double n        = least > 0.0 ? floor((to - from) / least) : SFL_HISTOGRAM_STEPS;
    if (!(n >= 1.0)) return 1;
    return n < SFL_HISTOGRAM_STEPS ? (int32_t)n : SFL_HISTOGRAM_STEPS;
}

sfl_summary_histogram sfl_figures_histogram(const sfl_figures *figures, int32_t column, int32_t bin_bits)
{
    sfl_summary_histogram out = {NAN, NAN, NAN, NAN, 0, {0.0}};
    if (figures->figures_only || bin_bits == 0) return out;
    double from = sfl_tally_quantile(figures->tally, column, OUTSIDE);
    double to   = sfl_tally_quantile(figures->tally, column, 1.0 - OUTSIDE);
    if (isnan(from) || isnan(to)) return out;
    out.n    = steps_of(from, to, bin_bits);
    out.from = edge_of(from, bin_bits, 0.0); /* their bins are inside, whole */
    out.to   = edge_of(to, bin_bits, 1.0);
    double edges[SFL_HISTOGRAM_STEPS + 1], below[SFL_HISTOGRAM_STEPS + 1];
    for (int32_t i = 0; i < out.n; ++i)
        edges[i] = out.from + (out.to - out.from) * ((double)i / (double)out.n);
    edges[out.n] = out.to != 0.0 ? out.to : DBL_MIN; /* a value of 0 is inside as well */
    sfl_tally_shares_below(figures->tally, column, edges, out.n + 1, below);
    for (int32_t i = 0; i < out.n; ++i)
        out.shares[i] = below[i + 1] - below[i];
    out.below = below[0];
    out.above = 1.0 - below[out.n];
    return out;
}
