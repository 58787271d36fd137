/* What a tally knows for certain of values that it keeps by their bins: between which numbers an order statistic lies, how
 * far values scatter, how heavy a tail is. Intervals are made of it (host/summary/interval.c). */
#include "kernels/tally_bins.h"

typedef struct sfl_ends {
    double low, high;
} sfl_ends;

/* The ends of a bin, within the exact least and greatest value. */
static sfl_ends ends_of_bin(const sfl_tally *tally, int32_t column, int32_t bin)
{
    const sfl_tally_column *of   = &tally->columns[column];
    sfl_ends                ends = {(double)bin, (double)bin};
    if (of->n_bins == 0) return ends; /* months */
    if (bin == 0) {
        ends.high = sfl_bin_edge(of, 1);
        ends.low  = -ends.high;
    } else {
        int32_t size  = bin < 0 ? -bin : bin;
        double  small = sfl_bin_edge(of, size), great = sfl_bin_edge(of, size + 1);
        ends.low  = bin > 0 ? small : -great;
        ends.high = bin > 0 ? great : -small;
    }
    double least = sfl_tally_min(tally, column), greatest = sfl_tally_max(tally, column);
    ends.low  = SFL_MIN(SFL_MAX(ends.low, least), greatest);
    ends.high = SFL_MAX(SFL_MIN(ends.high, greatest), least);
    return ends;
}

void sfl_tally_between(const sfl_tally *tally, int32_t column, uint64_t low_rank, uint64_t high_rank, double *low,
                       double *high)
{
    const sfl_tally_column *of = &tally->columns[column];
    *low = *high = (double)NAN;
    if (!sfl_column_is_ordered(of)) return;
    sfl_bin_range range = sfl_bin_range_of(tally, column);
    uint64_t      below = 0;
    for (int32_t bin = range.first; bin <= range.last; ++bin) {
        uint64_t count = sfl_bin_count(tally, sfl_bin_place(of, bin));
        if (count == 0) continue;
        bool holds_low  = low_rank > below && low_rank <= below + count;
        bool holds_high = high_rank > below && high_rank <= below + count;
        if (holds_low) *low = ends_of_bin(tally, column, bin).low;
        if (holds_high) *high = ends_of_bin(tally, column, bin).high;
        below += count;
    }
}

/* Sums over the bins: values; those counted; of these middle − from, its square, half width, its square. */
typedef struct sfl_scatter {
    double n, n_counted, sum, squares, half_widths, width_squares;
} sfl_scatter;

/* tail 0: of all values. */
static sfl_scatter scatter_around(const sfl_tally *tally, int32_t column, double from, int32_t tail)
{
    const sfl_tally_column *of    = &tally->columns[column];
    sfl_bin_range           range = sfl_bin_range_of(tally, column);
    sfl_scatter             all   = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
    for (int32_t bin = range.first; bin <= range.last; ++bin) {
        double count = (double)sfl_bin_count(tally, sfl_bin_place(of, bin));
        if (count == 0.0) continue;
        all.n += count;
        sfl_ends ends   = ends_of_bin(tally, column, bin);
        double   excess = 0.5 * (ends.low + ends.high) - from, half_width = 0.5 * (ends.high - ends.low);
        if (tail > 0 && ends.high < from) continue;
        if (tail < 0 && ends.low > from) continue;
        if (excess * (double)tail < 0.0) excess = 0.0; /* the bin of the quantile itself: some of it is in the tail */
        all.n_counted += count;
        all.sum += count * excess;
        all.squares += count * excess * excess;
        all.half_widths += count * half_width;
        all.width_squares += count * half_width * half_width;
    }
    return all;
}

static double sd_of(sfl_scatter all)
{
    double mean = all.sum / all.n, variance = (all.squares / all.n - mean * mean) * (all.n / (all.n - 1.0));
    return sqrt(SFL_MAX(variance, 0.0));
}

double sfl_tally_binned_sd(const sfl_tally *tally, int32_t column)
{
    const sfl_tally_column *of = &tally->columns[column];
    if (!sfl_column_is_ordered(of) || of->n_values < 2) return (double)NAN;
    sfl_scatter all = scatter_around(tally, column, sfl_tally_mean(tally, column), 0);
    return sd_of(all) + sqrt(all.width_squares / all.n); /* the triangle inequality of deviations */
}

void sfl_tally_excess(const sfl_tally *tally, int32_t column, double p, sfl_tail tail, double *sd, double *half_width)
{
    const sfl_tally_column *of = &tally->columns[column];
    *sd = *half_width = (double)NAN;
    if (!sfl_column_is_ordered(of) || of->n_values < 2) return;
    sfl_scatter all = scatter_around(tally, column, sfl_tally_quantile(tally, column, p), (int32_t)tail);
    *sd             = sd_of(all);
    *half_width     = all.n_counted > 0.0 ? all.half_widths / all.n_counted : 0.0;
}
